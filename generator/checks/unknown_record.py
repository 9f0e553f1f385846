"""A field or a link names a record that does not exist, or one of another kind.

The id of a record is its file's name without `.yml`, in the folder of its kind; `[[some-id]]` in a text needs any record of that id;
`publisherid` in the bibliography needs a record of a kind that claims can come from.

**Way out:** correct the id, or make the record: `casebook new KIND ID`. Where somebody has renamed a file by hand, `casebook rename OLD NEW` puts the
new id everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..base.diagnostic import Concern, Diagnostic, nearest, rule
from ..base.identifier import SLUG_LENGTH, SLUG_PATTERN, windows_wall
from ..base.saying import NOTHING, Said, either, said
from ..catalog import by_hand, meant
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..catalog.moved import whereabouts
from ..catalog.uses import RecordUse, field_of
from ..records.kinds import with_article

RULE = rule("unknown-record", __doc__, about=Concern.RECORDS)

# How alike, in percent, the words are of two ids in which one is a slip of the other.
_ALIKE = 50


class _WayOut(NamedTuple):
    """What to do about a name, and the id to name instead where there is one to propose; `is_sure` when it can be no other."""

    help: Said
    id: str = ""
    is_sure: bool = False


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Names of records that are not there or not of a kind that fits; former ids are no longer names."""
    told = {fragment.id: fragment for fragment in catalog.fragments}
    for id, uses in catalog.uses_of.items():
        # Of what kind a record in error is, its folder says.
        entry = told.get(id) if id in catalog.broken else catalog.get(id)
        if id in catalog.broken and entry is None:
            continue
        for use in uses:
            # Of what kind it should be nobody can say while its declaration names one that there is not: that is said there.
            if any(kind not in catalog.kinds for kind in use.kinds):
                continue
            if entry is not None and (not use.kinds or entry.kind.name in use.kinds):
                continue
            span = use.span
            # Another record may have as a name what the one that is gone had as its id.
            if entry is None and whereabouts(catalog, id) is None and (found := meant.record(catalog, use, id, use.kinds)):
                yield RULE.at(span, found.message, found.help(use), instead=found.instead(use, span), is_safe=True)
                continue
            message = _missing(id, use.kinds) if entry is None else _of_another_kind(entry, use)
            way = _way_out(catalog, id, _kinds_for_all(uses, use.kinds))
            if entry is not None and field_of(use) is not None and (fields := meant.fields_for(use, entry.kind)):
                way = _WayOut(said("{kind} goes into {fields}", kind=with_article(entry.kind.noun), fields=either(fields)))
            help = way.help if entry or whereabouts(catalog, id) else by_hand.or_renamed(catalog, way.help, span, id, catalog.entries)
            yield RULE.at(span, message, help, instead=use.instead(span, way.id) if way.id else None, is_safe=way.is_sure)
    yield from _publishers(catalog)


def _kinds_for_all(uses: Iterable[RecordUse], kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of a record that fit wherever it is named; those that fit here where none fits everywhere."""
    wanted = [use.kinds for use in uses if use.kinds]
    return tuple(kind for kind in kinds if all(kind in others for others in wanted)) or kinds


def _of_another_kind(entry: Entry, use: RecordUse) -> Said:
    field = field_of(use)
    kind, wanted = _one_of((entry.kind.name,)), _one_of(use.kinds)
    if field is None:
        return said("'{id}' is {kind}; this needs {wanted}", id=entry.id, kind=kind, wanted=wanted)
    return said("'{id}' is {kind}; '{field}' takes {wanted}", id=entry.id, kind=kind, field=field.name, wanted=wanted)


def _missing(id: str, kinds: tuple[str, ...]) -> Said:
    return said("there is no {kind} '{id}'", kind=either(kinds), id=id) if kinds else said("there is no record '{id}'", id=id)


def _way_out(catalog: Catalog, id: str, kinds: tuple[str, ...]) -> _WayOut:
    if moved := whereabouts(catalog, id):
        fits = moved.entry is not None and (not kinds or moved.entry.kind.name in kinds)
        return _WayOut(moved.told, moved.entry.id if moved.entry and fits else "", is_sure=fits and moved.is_sure)
    candidates = [entry.id for entry in catalog if entry.id != id and (not kinds or entry.kind.name in kinds)]
    if (last := id.rpartition("/")[2]) != id and last in candidates:
        return _WayOut(said("write the id alone: '{id}'", id=last), last)
    otherwise = _made(catalog, id, kinds) or said("name the id of {kinds}", kinds=_one_of(kinds))
    if (near := nearest(id, candidates)) and _is_slip(id, near):
        return _WayOut(said("did you mean '{name}'? If not: {otherwise}", name=near, otherwise=otherwise), near)
    return _WayOut(otherwise)


def _is_slip(id: str, near: str) -> bool:
    """Whether an id is another one by a slip, and not by a word of its own in the place of another."""
    words, others = id.split("-"), near.split("-")
    own, other = ("-".join(word for word in some if word not in those) for some, those in ((words, others), (others, words)))
    return not own or not other or nearest(own, [other], _ALIKE) is not None


def _made(catalog: Catalog, id: str, kinds: tuple[str, ...]) -> Said:
    """How a record of this id is made; nothing where the id is taken or is none, or where no kind is declared."""
    fitting = [catalog.kinds[name] for name in kinds if name in catalog.kinds] or [kind for kind in catalog.kinds if kind.is_main]
    if not fitting or id in catalog.entries or not re.fullmatch(SLUG_PATTERN, id) or len(id) > SLUG_LENGTH or windows_wall(id):
        return NOTHING
    folder = f"cases/{fitting[0].folder}/".replace("//", "/")
    return said("'casebook new {kind} {id}' makes {path}", kind=fitting[0].name, id=id, path=f"{folder}{id}.yml")


def _one_of(kinds: tuple[str, ...]) -> Said:
    return either([with_article(kind) for kind in kinds]) if kinds else said("a record")


def _publishers(catalog: Catalog) -> Iterator[Diagnostic]:
    for reference in catalog.references.values():
        id = reference.get("publisherid")
        parties = catalog.kinds.publishers
        entry = catalog.get(id)
        if id and (entry is None or not entry.kind.is_party) and id not in catalog.broken:
            message = said("the publisherid '{id}' of '{key}' is not {parties}", id=id, key=reference.key, parties=_one_of(parties))
            span, way = reference.at("publisherid"), _way_out(catalog, id, parties)
            instead = way.id if way.id and span.shown == id else None
            help = way.help if entry or whereabouts(catalog, id) else by_hand.or_renamed(catalog, way.help, span, id, catalog.entries)
            yield RULE.at(span, message, help, instead=instead, is_safe=way.is_sure)
