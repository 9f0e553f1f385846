"""Another name for a record, a claim, a source, a word of a vocabulary or a kind: everywhere, with every old address still answering.

A plan is made of all places that name it (`naming`), so that whoever carries it out, on the disk or in an editor, changes all of them or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..base import overlay
from ..base.diagnostic import Severity, did_you_mean
from ..base.identifier import KEY_WORDS, NAME_PATTERN, SLUG_LENGTH, SLUG_PATTERN, SLUG_WORDS, addresses, is_key, normal_key, windows_wall
from ..base.kept import Kept
from ..base.saying import Said, either, row, said, several
from ..catalog import load, meant
from ..catalog.catalog import Catalog
from ..reading.yaml_scalars import scalar
from ..records import folder
from ..records.advice_names import slug
from ..records.kinds import MEASURE
from . import by_hand, former_keys, formerly, naming
from .edits import CannotEdit, Edit, Plan, contents
from .naming import Place, Thing
from .scaffold import path_of

# Of files that cannot be read, so many are named.
_NAMED = 3


def plan(root: Path, catalog: Catalog, old: str, new: str, kept: Kept | None = None) -> Plan:
    """What it takes that something is called `new`: a record, `record/claim`, `vocabulary/word`, a source, or a kind.

    Of a claim and of a word `new` is the part behind the slash. `kept` is what whoever reads the project again and again has kept.
    Raises CannotEdit.
    """
    thing = naming.thing_called(catalog, old)
    if thing is None and (begun := by_hand.begun(root, catalog, naming.bare(catalog, old), naming.bare(catalog, new))):
        _refuse_half_read(root, catalog)
        plan = Plan((*(_edit(place, begun.new) for place in naming.places(root, catalog, begun.thing)), *begun.keeping))
        _refuse_damage(root, catalog, plan, None)
        return plan
    if thing is None and naming.bare(catalog, new) in catalog.broken:
        _refuse_half_read(root, catalog)
    if thing is None:
        raise CannotEdit(unknown(catalog, old))
    return plan_of(root, catalog, thing, naming.bare(catalog, new), kept)


def plan_of(root: Path, catalog: Catalog, thing: Thing, new: str, kept: Kept | None = None) -> Plan:
    """As `plan`, of a thing that is there."""
    above, _, own = thing.name.rpartition("/") if thing.what in ("claim", "term") else ("", "", thing.name)
    new = normal_key(new.removeprefix(f"{above}/") if above else new)
    if new == own:
        raise CannotEdit(said("'{name}' is called so already", name=thing.name))
    _refuse_half_read(root, catalog)
    _refuse_name(catalog, thing, above, new)
    keys = tuple(new if key == thing.name else key for key in catalog.references)
    address = addresses(keys).get(new, new) if thing.what == "source" else new
    # That a file itself is what it defines, its name says.
    places = (place for place in naming.places(root, catalog, thing) if place.span.excerpt)
    plan = Plan(tuple(_edit(place, address if place.is_address else new) for place in places))
    if thing.what == "record":
        entry = catalog.entries[thing.name]
        plan = Plan((*plan.edits, *formerly.edits(catalog, entry, new)), ((entry.path, path_of(entry.kind, new)),))
    elif thing.what == "source":
        plan = Plan((*plan.edits, *former_keys.edits(root, catalog, thing.name, new)))
    elif thing.what == "kind":
        plan = replace(plan, moves=((f"{folder.KINDS}/{thing.name}.yml", f"{folder.KINDS}/{new}.yml"),))
    _refuse_taken_paths(root, plan)
    _refuse_damage(root, catalog, plan, kept)
    return plan


def unknown(catalog: Catalog, name: str) -> Said:
    """What is said where nothing has a name."""
    if now := catalog.renamed.get(name):
        return said("'{old}' is called '{new}' now", old=name, new=now.id)
    name = naming.bare(catalog, name)
    if source := next((one for one in catalog.references.values() if name in one.former_keys), None):
        return said("'{old}' is called '{new}' now", old=name, new=source.key)
    if name in catalog.vocabularies:
        listed = row([f"{name}/{term.id}" for term in catalog.vocabularies[name].terms])
        return said("'{name}' is a vocabulary, and has no other name than its file's; its words are {words}", name=name, words=listed)
    if words := [f"{vocabulary}/{name}" for vocabulary in catalog.vocabularies if catalog.term(vocabulary, name)]:
        return said("'{name}' is a word of a vocabulary: write {words}", name=name, words=either([f"'{word}'" for word in words]))
    if id := meant.id_of(catalog, name):
        help = said("the id of that record is '{id}'", id=id)
        return said("there is nothing called '{name}'; {help}", name=name, help=help)
    help = did_you_mean(
        name, naming.every_name(catalog), said("name a record, a claim as record/claim, a source, a word as vocabulary/word, or a kind")
    )
    return said("there is nothing called '{name}'; {help}", name=name, help=help)


def told(plan: Plan, old: str, new: str) -> Said:
    """What a plan comes to, in a sentence."""
    count = len(plan.by_path())
    return several("'{old}' is called '{new}' now, in {count} file", "'{old}' is called '{new}' now, in {count} files", count, old=old, new=new)


# --- what is refused ---------------------------------------------------------------------------------------------


def _refuse_half_read(root: Path, catalog: Catalog) -> None:
    """Raises CannotEdit while something cannot be read."""
    refuse_unread(list(_half_read(root, catalog)))


def refuse_unread(unread: Sequence[str]) -> None:
    """Raises CannotEdit where there are files that cannot be read: they may name a thing, too."""
    if unread:
        paths = ", ".join((*unread[:_NAMED], *(["…"] if len(unread) > _NAMED else [])))
        raise CannotEdit(said("what cannot be read may name it, too: mend {paths} first ('casebook check' says how)", paths=paths))


def _half_read(root: Path, catalog: Catalog) -> Iterator[str]:
    paths = {fragment.id: fragment.path for fragment in catalog.fragments}
    for id in sorted(catalog.broken):
        yield paths.get(id) or next((path.relative_to(root).as_posix() for path in (root / folder.CASES).rglob(f"{id}.yml")), f"{id}.yml")
    yield from sorted(f"{folder.VOCABULARIES}/{name}.yml" for name in catalog.broken_vocabularies)
    if catalog.bibliography.is_unread or catalog.bibliography.broken:
        yield folder.BIBLIOGRAPHY
    declared = sorted((root / folder.KINDS).glob("*.yml"))
    yield from (f"{folder.KINDS}/{path.name}" for path in declared if path.stem not in catalog.kinds and not folder.is_left_behind(path.name))
    pages, is_passed_over = {page.path for page in catalog.docs}, folder.passed_over(root)
    written = (path for path in folder.Project(root, [], []).docs if path.endswith(folder.PAGE))
    yield from (path for path in written if path not in pages and not is_passed_over(path.removeprefix(f"{folder.DOCS}/")))


def _refuse_name(catalog: Catalog, thing: Thing, above: str, new: str) -> None:
    """Raises CannotEdit for a name that this thing cannot have."""
    match thing.what:
        case "source":
            if not is_key(new):
                raise CannotEdit(said("'{new}' is no citation key: {words}", new=new, words=KEY_WORDS))
            if new in catalog.references or new in catalog.bibliography.broken:
                entries = said("its entry in {path}", path=folder.BIBLIOGRAPHY)
                raise CannotEdit(_both(said("the entry of '{key}'", key=thing.name), entries, new))
        case "kind":
            if thing.name == MEASURE.name:
                raise CannotEdit(said("the kind '{name}' is there by itself, and keeps its name", name=thing.name))
            if not re.fullmatch(NAME_PATTERN, new) or windows_wall(new):
                raise CannotEdit(said("'{new}' cannot be the name of a kind: small letters, digits and hyphens", new=new))
            if new in catalog.kinds:
                raise CannotEdit(said("there is a kind '{new}' already; choose another name", new=new))
        case _:
            _refuse_id(catalog, thing, above, new)


def _refuse_id(catalog: Catalog, thing: Thing, above: str, new: str) -> None:
    if not re.fullmatch(SLUG_PATTERN, new) or len(new) > SLUG_LENGTH:
        why = said("'{new}' cannot be an id: {words}, at most {most}", new=new, words=SLUG_WORDS, most=SLUG_LENGTH)
        like = slug(new[:SLUG_LENGTH])
        raise CannotEdit(said("{why}; '{id}' can", why=why, id=like) if like else why)
    if thing.what == "term":
        if catalog.term(above, new):
            raise CannotEdit(_both(said("the word '{id}'", id=thing.name), said("another word of '{name}'", name=above), new))
        return
    if thing.what == "claim":
        if (above, new) in catalog.claims:
            raise CannotEdit(said("'{above}' has a claim '{new}' already; choose another id", above=above, new=new))
        if formerly.was_published(catalog, catalog.entries[above]):
            raise CannotEdit(
                said(
                    "a claim keeps its id for good: whoever has quoted '{name}' finds it at that address. "
                    "What is shown of it can be changed freely; a claim that says something else is a new one",
                    name=thing.name,
                )
            )
        return
    if wall := windows_wall(new):
        raise CannotEdit(said("'{new}' cannot be an id: it {wall}; add something to it", new=new, wall=wall))
    entry = catalog.entries[thing.name]
    other = catalog.get(new) or catalog.renamed.get(new)
    if new in catalog.broken or (other and other is not entry):
        was = said("it was that of {path}, and its old address leads there", path=other.path) if other and other.id != new else ""
        if other and other.kind is entry.kind and not was:
            raise CannotEdit(_both(entry.path, other.path, new))
        raise CannotEdit(said("the id '{new}' is taken{was}; choose another", new=new, was=f": {was}" if was else ""))


def _both(own: str, other: str, new: str) -> Said:
    """What is said where something is to be called as something else of its sort is."""
    return said(
        "'{new}' is taken by {other}; choose another. If both are one: put there what only {own} says, delete that, and do this again",
        new=new,
        other=other,
        own=own,
    )


def _refuse_taken_paths(root: Path, plan: Plan) -> None:
    for _from, target in plan.moves:
        if (root / target).exists():
            raise CannotEdit(said("{path} is there already", path=target))


def _refuse_damage(root: Path, catalog: Catalog, plan: Plan, kept: Kept | None) -> None:
    """Raises CannotEdit when the catalog that a plan makes would not say the same: then the plan is wrong."""
    after: dict[str, bytes | None] = {path: None for path, _target in plan.moves}
    after |= {plan.target(path): content for path, (_before, content) in contents(root, plan).items()}
    with overlay.laid_over(root, after), folder.begin(root, kept) as begun:
        made, problems = load.read(begun)
    targets = {plan.target(path) for path in plan.by_path()}
    if found := next((item for item in problems if item.severity is Severity.ERROR and item.span.path in targets), None):
        place = f"{found.span.path}:{found.span.line}"
        with folder.begin(root) as begun:
            was_wrong = any((item.span.path, item.message) == (found.span.path, found.message) for item in load.read(begun)[1])
        if was_wrong:
            raise CannotEdit(said("mend {place} first: {message}", place=place, message=found.message))
        raise CannotEdit(said("it cannot be done: {place} would not be right any more: {message}", place=place, message=found.message))
    if _size(made) != _size(catalog):
        raise CannotEdit(said("it cannot be done: the catalog would not say the same any more"))


def _size(catalog: Catalog) -> tuple[int, ...]:
    uses = (catalog.record_uses, catalog.claim_uses, catalog.cite_uses, catalog.malformed)
    return (*map(len, uses), len(catalog.entries), len(catalog.references), len(catalog.kinds.every), len(catalog.docs))


# --- single edits ------------------------------------------------------------------------------------------------


def _edit(place: Place, new: str) -> Edit:
    """What puts a new name in a place. Raises CannotEdit where it is written in a way that hides it."""
    span = place.span
    if not place.is_exact:
        why = said("{what} names it with escapes, or over the end of a line: write the name there as it is, and try again", what=place.what)
        raise CannotEdit(said("{path}:{line}: {why}", path=span.path, line=span.line, why=why))
    if not place.scalar:
        return Edit(span.path, span.line, span.column, span.shown, new)
    document, route = place.scalar
    if (text := document.instead(route, span, new)) is not None:
        return Edit(span.path, span.line, span.column, span.shown, text)
    # With the new name the value has to stand in quotes.
    start, written = document.region(route)
    whole = document.text.at_offset(start, len(written))
    return Edit(whole.path, whole.line, whole.column, written, scalar(str(document.value(route)).replace(span.shown, new, 1)))
