"""Where a file belongs that is no record of the kind whose folder it lies in: decided by its fields."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..base.saying import Said, either, row, said
from .folder import CASES, KINDS, MAPS, SYNONYMS, VOCABULARIES
from .kinds import Kind, Kinds, with_article
from .models import models

# Fields that a file of no kind has, and where it lies then. A map and a vocabulary have a title as well, as the records have that a catalog is about.
_OTHERS = (
    (frozenset(("terms",)), said("this looks like a vocabulary"), VOCABULARIES),
    (frozenset(("tiles",)), said("this looks like a map"), MAPS),
    (frozenset(("label", "plural", "folder")), said("this looks like the declaration of a kind"), KINDS),
)
# So many fields may be in a record by mistake; with more it is another.
_FEW = 2


class Place(NamedTuple):
    """What a file looks like, and where it belongs; `path` is empty where it can be any of several kinds."""

    what: Said
    help: Said
    path: str = ""


def place(data: Any, path: str, kind: Kind | None, kinds: Kinds) -> Place | None:
    """Where a file belongs that lies at `path` among the records of a kind (None: of none); None where it can be of that kind, or of no other."""
    if not isinstance(data, dict) or not data:
        return None
    names, name = set(map(str, data)), path.rpartition("/")[2]
    if kind is not None and names <= _fields(kind, kinds).keys():
        return None
    for own, what, folder in _OTHERS:
        if own <= names:
            return _at(what, f"{folder}/{name}")
    if names == {"synonyms"}:
        return _at(said("these look like synonyms"), SYNONYMS)
    fitting = [other for other in kinds if other is not kind and _fits(names, other, kinds)]
    if not fitting:
        return None
    # The one of whose own fields it has the most.
    own_fields = {other.name: len(names & other.by_name.keys()) for other in fitting}
    most = max(own_fields.values())
    best = [other for other in fitting if own_fields[other.name] == most]
    if len(best) == 1:
        what = said("this looks like {noun}", noun=with_article(best[0].noun))
        found = _at(what, f"{CASES}/{best[0].folder}/{name}".replace("//", "/"))
        alien = sorted(names - _fields(kind, kinds).keys()) if kind else []
        if kind is None or len(alien) > _FEW or kind.label_field not in names:
            return found
        # A field or two of another kind may have slipped into a record that lies where it should.
        help = said("{help}, or take out {fields}, which {kind} does not have", help=found.help, fields=row(alien), kind=with_article(kind.noun))
        return found._replace(help=help)
    nouns = either([other.noun for other in best])
    folders = either([f"{CASES}/{other.folder}/" for other in best if other.folder])
    return Place(
        said("this looks like a record of another kind: {kinds}", kinds=nouns), said("move it to the folder of its kind: {folders}", folders=folders)
    )


def _at(what: Said, path: str) -> Place:
    return Place(what, said("move it to {path}", path=path), path)


def _fields(kind: Kind, kinds: Kinds) -> dict[str, bool]:
    """The fields of a kind, each with whether it has to be there."""
    return {name: field.is_required() for name, field in models(kinds).records[kind.name].model_fields.items()}


def _fits(names: set[str], kind: Kind, kinds: Kinds) -> bool:
    """Whether a record with these fields can be of a kind: it has no other, and what it is called."""
    fields = _fields(kind, kinds)
    return names <= fields.keys() and kind.label_field in names
