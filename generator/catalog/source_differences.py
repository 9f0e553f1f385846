"""What has become of sources since an earlier catalog: which are new, other, gone, or cited by nobody; and which key now stands for another source.

A source that is swapped keeps its key, so that no claim shows it: its title, its address and who published it are compared by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..base.diagnostic import nearest
from ..base.saying import Said, said, several
from ..records import same_work
from ..records.reference import Name, Reference
from . import compare
from .catalog import Catalog
from .compare import Change
from .difference import Difference, Topic
from .entries import Entry
from .uses import citing_claim

# What makes a source that source, and what says how it is known: to change it is to change what rests on it.
_TELLING = ("title", "url", "author", "date", "publisher", "publisherid", "via", "copyof", "read")
# What decides whose word a source is, also where nobody said it before.
_DECIDING = ("publisherid", "via", "copyof")
# In so many of these another one is another source, whatever else stayed.
_MANY = 2


def differences(before: Catalog, now: Catalog) -> Iterator[Difference]:
    """What has become of every source, and which are new."""
    called = {key: source for source in now.references.values() for key in source.former_keys}
    for key, was in before.references.items():
        if source := now.references.get(key):
            yield from _kept(before, was, now, source)
        elif source := called.get(key):
            message = said("the source {key} is called {other} now; its old address leads there", key=key, other=source.key)
            yield Difference(Topic.RENAMED_SOURCE, source.span, message, source=source.key)
            yield from _kept(before, replace(was, key=source.key, other_slug=source.other_slug), now, source)
        else:
            yield _removed(before, was, now)
    for key, source in now.references.items():
        if key not in before.references and before.references.keys().isdisjoint(source.former_keys):
            yield from _added(source, now)


def resting_on(catalog: Catalog, key: str) -> tuple[str, ...]:
    """What rests on a source: claims, as `record/claim`, and records and pages whose texts cite it."""
    found = []
    for use in catalog.cites_of.get(key, ()):
        index = citing_claim(use)
        if isinstance(use.by, Entry):
            found.append(use.by.id if index is None else f"{use.by.id}/{use.by.record.claims[index].id}")
        else:
            found.append(use.by.path)
    return tuple(dict.fromkeys(found))


def _kept(before: Catalog, was: Reference, now: Catalog, source: Reference) -> Iterator[Difference]:
    key, resting = source.key, resting_on(now, source.key)
    if was.address != source.address:
        message = said("the address of the source {key} is another: /{was} leads nowhere now", key=key, was=was.address)
        yield Difference(Topic.BROKEN_ADDRESS, source.span, message, source=key)
    if changes := tuple(_changes(was, source)):
        swapped = _swapped(before, was, now, source)
        told = ["url"] if is_moved(was, source) else [change.field for change in changes]
        at = source.at(told[0]) if source.get(told[0]) or told[0] in ("title", "author", "date") else source.span
        moved = bool(resting) and is_moved(was, source) and not swapped
        topic = Topic.MOVED_SOURCE if moved else Topic.SWAPPED_SOURCE if swapped else Topic.CHANGED_SOURCE
        # Nobody relied on what nobody had said.
        telling = [change for change in changes if change.field in _DECIDING or (change.was and change.field in _TELLING)]
        is_minor = not swapped and not telling
        yield Difference(topic, at, _message(key, swapped, resting, is_moved=moved), source=key, changes=changes, concerns=resting, is_minor=is_minor)
    if not resting and before.cites_of.get(key) and not now.broken:
        yield Difference(Topic.ORPHANED_SOURCE, source.span, said("nothing cites the source {key} any more", key=key), source=key)


def is_moved(was: Reference, source: Reference) -> bool:
    """Whether an entry of one title is at another address than it was: not where that is of the same page, or of an archived copy of it."""
    is_other_place = bool(was.url and source.url) and same_work.address(was.url) != same_work.address(source.url)
    return is_other_place and compare.title_key(was) == compare.title_key(source)


def _message(key: str, swapped: tuple[str, ...], resting: tuple[str, ...], *, is_moved: bool) -> Said:
    count = len(resting)
    if is_moved and count:
        return several(
            "the source {key} is said to be at another address, and {count} thing rests on it: is it the same page?",
            "the source {key} is said to be at another address, and {count} things rest on it: is it the same page?",
            count,
            key=key,
        )
    if not swapped:
        return said("the entry of the source {key} says something else", key=key)
    fields = ", ".join(swapped)
    if not count:
        return said("the source {key} is another one now, by its {fields}", key=key, fields=fields)
    return several(
        "the source {key} is another one now, by its {fields}, and {count} thing rests on it",
        "the source {key} is another one now, by its {fields}, and {count} things rest on it",
        count,
        key=key,
        fields=fields,
    )


def _swapped(before: Catalog, was: Reference, now: Catalog, source: Reference) -> tuple[str, ...]:
    """The fields by which an entry is of another source than it was; none where it is the same, better described.

    Another title by itself is enough, and another place on another host, and another publisher where both are identified; of slighter
    differences it takes two.
    """
    titles = compare.title_key(was), compare.title_key(source)
    is_other_title = titles[0] != titles[1] and not nearest(titles[0], [titles[1]])
    places = same_work.address(was.url), same_work.address(source.url)
    is_other_place = bool(was.url and source.url) and places[0] != places[1]
    names, published = compare.Names(before, now), now.publishers.of(source)
    was_published = tuple(map(names.of, before.publishers.of(was)))
    is_other_owner = bool(was_published and published) and was_published[0] != published[0]
    found = {
        "title": is_other_title,
        "url": is_other_place,
        "publisher": is_other_owner or not compare.is_same_publisher(before, was, now, source),
        "author": bool(was.author and source.author) and _surnames(was).isdisjoint(_surnames(source)),
        "date": bool(was.issued and source.issued) and not (was.issued and source.issued and was.issued.overlaps(source.issued)),
    }
    others = tuple(field for field, is_other in found.items() if is_other)
    is_elsewhere = is_other_place and _host(places[0]) != _host(places[1])
    is_enough = is_other_title or is_elsewhere or is_other_owner or len(others) >= _MANY
    return others if is_enough else ()


def _surnames(reference: Reference) -> set[str]:
    return {(name.surname or name.literal).casefold() for name in reference.author}


def _host(place: str) -> str:
    return place.partition("/")[0]


def _changes(was: Reference, source: Reference) -> Iterator[Change]:
    then, here = _said_by(was), _said_by(source)
    for field in dict.fromkeys((*_TELLING, *then, *here)):
        if then.get(field, "") != here.get(field, ""):
            yield Change(field, then.get(field, ""), here.get(field, ""), source.key)


def _said_by(reference: Reference) -> dict[str, str]:
    """What an entry says, by the names of its fields."""
    people = {"author": reference.author, "editor": reference.editor, "translator": reference.translator, **reference.roles}
    own = {"type": reference.type, "title": reference.title, "date": str(reference.issued or "")}
    return {**own, **{role: _names(names) for role, names in people.items() if names}, **reference.fields}


def _names(names: tuple[Name, ...]) -> str:
    return "; ".join(map(str, names))


def _removed(before: Catalog, was: Reference, now: Catalog) -> Difference:
    """A source that is gone, and whether it goes by another key now."""
    key, other = was.key, compare.key_among(was.key, was, now.references)
    rested = resting_on(before, key)
    changes = (Change("title", was.title, ""),)
    if other:
        message = said("the source {key} is called {other} now: its address /{was} leads nowhere", key=key, other=other, was=was.address)
    elif rested:
        message = said("the source {key} is gone, and its address /{was} with it", key=key, was=was.address)
    else:
        message = said("the source {key}, which nothing cited, is gone", key=key)
        return Difference(Topic.REMOVED_SOURCE, was.span, message, source=key, changes=changes, is_past=True)
    return Difference(Topic.BROKEN_ADDRESS, was.span, message, source=key, changes=() if other else changes, concerns=rested, is_past=True)


def _added(source: Reference, now: Catalog) -> Iterator[Difference]:
    key, published = source.key, now.publishers.of(source)
    if published:
        message = said("the source {key} is new, published by {id}", key=key, id=", ".join(published))
    else:
        message = said("the source {key} is new, and it is not identified who published it", key=key)
    changes = tuple(Change(field, "", value, key) for field, value in (("title", source.title), ("url", source.url), ("via", source.via)) if value)
    yield Difference(Topic.ADDED_SOURCE, source.span, message, source=key, changes=changes, concerns=resting_on(now, key))
    if not now.cites_of.get(key) and not now.broken:
        yield Difference(Topic.ORPHANED_SOURCE, source.span, said("nothing cites the new source {key}", key=key), source=key)
