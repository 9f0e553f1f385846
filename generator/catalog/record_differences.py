"""What has become of records since an earlier catalog: which are new, gone, renamed or published, what they say, and whose affair they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ..base.diagnostic import Span
from ..base.saying import Said, said, several
from ..records.kinds import HOSTS, MEASURE, OWNER, Kind
from ..records.parts import Correction
from ..text import prose
from . import claim_differences, misquoting
from .catalog import Catalog
from .compare import Change, ClaimPair, Names
from .difference import Difference, Topic
from .entries import Entry, prose_leaves
from .evidence import in_words
from .evidence_change import EvidenceChange

# So many words beside those that differ show where they stand.
_BESIDE = 3
# What a measure counts, and in what.
_MEANING = frozenset(("definition", "unit", "dimension"))
# What is compared by itself, or says nothing of the record.
_APART = frozenset(("claims", "corrections", "status", "formerly", "reviewed", "ignore"))


def differences(before: Catalog, now: Catalog) -> Iterator[Difference]:
    """What has become of every record, and which are new."""
    unread = {former.address for fragment in now.fragments for former in fragment.formers}
    for then in before:
        entry = now.answering(then.address)
        if entry:
            yield from _kept(before, then, now, entry)
        elif then.id not in now.broken and then.address not in unread:
            yield _gone(before, then, now)
        yield from _old_addresses(then, now, unread)
    for entry in now:
        if not (entry.id in before.broken or any(before.answering(one) for one in (entry.address, *(former.address for former in entry.formers)))):
            yield _added(entry, now)
            if entry.record.reviewed:
                # Whoever sends it may say who has reviewed it; whoever takes it should know that it is so.
                yield _review(entry, "")


# --- coming and going ------------------------------------------------------------------------------------------


def _alike(before: Catalog, then: Entry, now: Catalog) -> Entry | None:
    """The new record that one which is gone seems to be now: of its name, or with half of its claims, whatever they say."""
    had = {claim.id for claim in then.record.claims}
    for entry in now:
        if entry.kind.name == then.kind.name and not before.answering(entry.address):
            has = {claim.id for claim in entry.record.claims}
            if entry.record.label == then.record.label or 2 * len(had & has) > max(len(had), 1):
                return entry
    return None


def _gone(before: Catalog, then: Entry, now: Catalog) -> Difference:
    changes = (Change(then.kind.label_field, then.record.label, ""),)
    made = partial(Difference, span=Span(then.path), record=then.id, changes=changes, is_past=True)
    if then.is_draft:
        return made(Topic.REMOVED_RECORD, message=said("the draft {id} is gone", id=then.id))
    message = said("the record {id} is gone, and its address /{address} with it", id=then.id, address=then.address)
    if other := now.get(then.id):
        message = said("the record {id} is at /{now}, and its address /{address} leads nowhere", id=then.id, now=other.address, address=then.address)
    elif other := _alike(before, then, now):
        # What its claims say otherwise under the other name is not compared before the record says that it is the same.
        message = said(
            "the record {id} is gone, and its address /{address} with it; {now} looks like it, and is not compared: it does not say 'formerly'",
            id=then.id,
            address=then.address,
            now=other.id,
        )
    return made(Topic.BROKEN_ADDRESS, message=message)


def _old_addresses(then: Entry, now: Catalog, unread: set[str]) -> Iterator[Difference]:
    """Former addresses that led to a record, and lead nowhere now."""
    for former in then.formers if not then.is_draft else ():
        if now.answering(former.address) is None and former.address not in unread and then.id not in now.broken:
            message = said("the former address /{address} of {id} leads nowhere now", address=former.address, id=then.id)
            yield Difference(Topic.BROKEN_ADDRESS, former.span, message, record=then.id, is_past=True)


def _added(entry: Entry, now: Catalog) -> Difference:
    values = {"kind": entry.kind.noun, "id": entry.id, "label": entry.record.label}
    message = said("the draft {id} is new: {kind} “{label}”", **values) if entry.is_draft else said("{id} is new: {kind} “{label}”", **values)
    return Difference(Topic.ADDED_RECORD, _head(entry), message, record=entry.id, is_draft=entry.is_draft)


def _head(entry: Entry) -> Span:
    return entry.at(entry.kind.label_field)


def _kept(before: Catalog, then: Entry, now: Catalog, entry: Entry) -> Iterator[Difference]:
    made = partial(Difference, record=entry.id, is_draft=then.is_draft and entry.is_draft)
    if then.address != entry.address:
        message = said("{was} is called {id} now; its old address leads there", was=then.id, id=entry.id)
        yield made(Topic.RENAMED_RECORD, _head(entry), message)
    if then.is_draft and not entry.is_draft:
        yield made(Topic.PUBLISHED_RECORD, _head(entry), said("the draft {id} is published", id=entry.id))
    if entry.is_draft and not then.is_draft:
        message = said("{id} is a draft now, and its address /{address} leads nowhere", id=entry.id, address=entry.address)
        yield Difference(Topic.BROKEN_ADDRESS, entry.at("status"), message, record=entry.id)
    yield from _corrections(then, entry)
    if then.record.reviewed != entry.record.reviewed:
        yield _review(entry, _reviewed(then))
    for index, item in enumerate(entry.record.ignore):
        if item not in then.record.ignore:
            message = said("{id} sets a warning aside: {code}", id=entry.id, code=item.code)
            yield made(Topic.SET_ASIDE, entry.at("ignore", index, "code"), message, changes=(Change("why", "", item.why),))
    if entry.document is not then.document:
        yield from _fields(before, then, now, entry)


def _review(entry: Entry, was: str) -> Difference:
    changes, message = (Change("reviewed", was, _reviewed(entry)),), said("{id} says otherwise who reviewed it, and when", id=entry.id)
    message = message if was and _reviewed(entry) else said("{id} says that it was reviewed", id=entry.id)
    message = message if _reviewed(entry) else said("{id} says no more that it was reviewed", id=entry.id)
    return Difference(Topic.CHANGED_REVIEW, entry.at("reviewed"), message, record=entry.id, changes=changes, is_draft=entry.is_draft)


def _reviewed(entry: Entry) -> str:
    review = entry.record.reviewed
    return f"{review.on} {review.by}" if review else ""


def _corrections(then: Entry, entry: Entry) -> Iterator[Difference]:
    for item in then.record.corrections:
        if item not in entry.record.corrections:
            message = said("a correction of {id} is gone, or says something else", id=entry.id)
            yield Difference(Topic.GONE_CORRECTION, entry.at("corrections"), message, record=entry.id, changes=(_correction(item, is_gone=True),))
    for index, item in enumerate(entry.record.corrections):
        if item not in then.record.corrections:
            message = said("{id} has a correction of {what}", id=entry.id, what=item.what)
            at = entry.at("corrections", index, "what")
            yield Difference(Topic.ADDED_CORRECTION, at, message, record=entry.id, changes=(Change(item.what, item.was, item.now),))


def corrections(before: Catalog, now: Catalog) -> Iterator[Difference]:
    """New corrections that say wrongly what was published, or what is."""
    for found in misquoting.misquoted(before, now):
        values = {"id": found.entry.id, "what": found.entry.record.corrections[found.number].what, "told": found.told, "stood": found.stood}
        if found.field == "was":
            message = said("a correction of {id} says that {what} was {told}; it was {stood}", **values)
        else:
            message = said("a correction of {id} says that {what} is {told} now; it is {stood}", **values)
        at = found.entry.at("corrections", found.number, found.field)
        yield Difference(Topic.MISQUOTED_CORRECTION, at, message, record=found.entry.id)


def _correction(item: Correction, *, is_gone: bool) -> Change:
    told = f"{item.on} {item.what}: {item.was} → {item.now}"
    return Change("corrections", told, "") if is_gone else Change("corrections", "", told)


# --- what they say ---------------------------------------------------------------------------------------------


def _fields(before: Catalog, then: Entry, now: Catalog, entry: Entry) -> Iterator[Difference]:
    names = Names(before, now)
    was, here = map(_flattened, _apart(then.document.data, entry.document.data))
    texts = {_route(leaf.route) for one in (then, entry) for leaf in prose_leaves(one)}
    made = partial(Difference, record=entry.id, is_draft=entry.is_draft)
    for field in dict.fromkeys((*was, *here)):
        old, new = _renamed(was.get(field, ""), names, then, before), here.get(field, "")
        if old == new:
            continue
        at = entry.at(*_steps(field))
        if entry.kind is MEASURE and field in _MEANING:
            yield _meaning(now, entry, Change(field, old, new), at)
        elif field in texts:
            changes = tuple(_mentions(field, old, new))
            # A text that cites no more what it cited says on another's word what it said on one's.
            is_minor = not any(change.was for change in changes)
            if old and _is_summary(field):
                # It stands beside the name wherever the record is named: its words are told.
                changes, is_minor = (Change(field, *apart(old, new)),), False
            yield made(Topic.CHANGED_TEXT, at, _text_message(entry.id, field, old, new), changes=changes, is_minor=is_minor)
        elif not _is_of_a_party(entry.kind, field):
            yield made(Topic.CHANGED_FACT, at, said("{field} of {id} is not as it was", id=entry.id, field=field), changes=(Change(field, old, new),))


def _is_summary(field: str) -> bool:
    return field.partition("_")[0] in ("summary", "definition")


def apart(old: str, new: str) -> tuple[str, str]:
    """Two texts without the words with which both begin and end, but for some beside what differs."""
    was, here = old.split(), new.split()
    start = next((index for index, (one, other) in enumerate(zip(was, here, strict=False)) if one != other), min(len(was), len(here)))
    rest = min(len(was), len(here)) - start
    end = next((index for index in range(rest) if was[-1 - index] != here[-1 - index]), rest)
    first = max(0, start - _BESIDE)
    return tuple(
        " ".join((*(["…"] if first else []), *words[first : len(words) - max(0, end - _BESIDE)], *(["…"] if end > _BESIDE else [])))
        for words in (was, here)
    )  # type: ignore[return-value]


def _meaning(now: Catalog, entry: Entry, change: Change, at: Span) -> Difference:
    """What a measure counts is said otherwise: so every figure that is measured by it says something else."""
    figures = tuple(f"{use.id}/{claim.id}" for use in now for claim in use.record.claims if claim.measure == entry.id)
    message = several(
        "{field} of the measure {id} is another, and {count} figure is measured by it",
        "{field} of the measure {id} is another, and {count} figures are measured by it",
        len(figures),
        field=change.field,
        id=entry.id,
    )
    return Difference(Topic.CHANGED_MEANING, at, message, record=entry.id, changes=(change,), concerns=figures, is_minor=not figures)


def _text_message(id: str, field: str, old: str, new: str) -> Said:
    if not old:
        return said("{id} has a text that it had not: {field}", id=id, field=field)
    return said("{field} of {id} reads otherwise", id=id, field=field) if new else said("{field} of {id} is gone", id=id, field=field)


def _apart(was: Any, now: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data of two records without what stands in a list of both: that it has moved there is no difference."""
    then, here = dict(was), dict(now)
    for name in then.keys() & here.keys():
        one, other = then[name], here[name]
        if isinstance(one, list) and isinstance(other, list) and any(isinstance(item, dict) for item in (*one, *other)):
            then[name], here[name] = ([None if item in rest else item for item in some] for some, rest in ((one, other), (other, one)))
    return then, here


def _flattened(data: Any, route: str = "") -> dict[str, str]:
    """The values of a record by their routes, as `story.results` and `timeline.0.text`; lists of plain values, which have no parts, as one."""
    if isinstance(data, dict) and data:
        parts = ((f"{route}.{key}".lstrip("."), value) for key, value in data.items() if route or key not in _APART)
        return {name: text for key, value in parts for name, text in _flattened(value, key).items()}
    if isinstance(data, list) and any(isinstance(item, dict) for item in data):
        return {name: text for index, item in enumerate(data) for name, text in _flattened(item, f"{route}.{index}").items()}
    if isinstance(data, list):
        return {route: ", ".join(map(_plain, data))}
    return {route: _plain(data)} if route else {}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split()) if value is not None else ""


def _route(route: tuple[str | int, ...]) -> str:
    return ".".join(map(str, route))


def _steps(field: str) -> list[str | int]:
    return [int(step) if step.isdigit() else step for step in field.split(".")]


def _renamed(text: str, names: Names, then: Entry, before: Catalog) -> str:
    """A value of the earlier record with what the records that it names are called now."""
    if "[" not in text:
        return ", ".join(names.of(word) if word in before.entries else word for word in text.split(", "))
    for mention in prose.scan(text):
        if mention.record and (later := names.of(mention.record)) != mention.record:
            text = text.replace(mention.raw, mention.raw.replace(mention.record, later, 1))
    return text


def _mentions(field: str, old: str, new: str) -> Iterator[Change]:
    """Of the words of a text nothing is shown but that there are others; of its mentions those that are gone or come."""
    gone, come = mentions(old, new)
    if gone or come:
        yield Change(field, gone, come)


def mentions(old: str, new: str) -> tuple[str, str]:
    """The citations, claims and links that a text has no more, and those that it has now and had not."""
    was, here = ([mention.raw for mention in prose.scan(text) if not mention.problem] for text in (old, new))
    gone, come = (dict.fromkeys(" ".join(raw.split()) for raw in some if raw not in others) for some, others in ((was, here), (here, was)))
    return " ".join(gone), " ".join(come)


# --- whose affair it is ----------------------------------------------------------------------------------------


def _is_of_a_party(kind: Kind, field: str) -> bool:
    return field.partition(".")[0] in _party_fields(kind)


def _party_fields(kind: Kind) -> set[str]:
    """The fields by which evidence is weighed: hosts and names, owners, and who has a part in a record."""
    by_name = {"name", "aliases", HOSTS, *(item.name for item in kind.fields if item.means == OWNER)} if kind.is_party else set()
    return by_name | {item.name for item in kind.of_type("role")}


def parties(before: Catalog, now: Catalog) -> Iterator[Difference]:
    """Records whose owners, hosts, names or parties are others, with the claims whose marks are others by that."""
    marks = list(claim_differences.marks(before, now))
    touched = [(pair, found, _touched(before, pair, now)) for pair, found in marks]
    for then in before:
        entry = now.answering(then.address)
        if entry is None or entry.document is then.document:
            continue
        changes = tuple(_party_changes(before, then, now, entry))
        if changes:
            concerned = [(pair, found) for pair, found, ids in touched if entry.id in ids]
            at = entry.at(*_steps(changes[0].field))
            made = partial(Difference, Topic.CHANGED_PARTY, at, record=entry.id, changes=changes, is_draft=then.is_draft and entry.is_draft)
            yield made(message=_party_message(entry.id, len(concerned)), concerns=tuple(map(_marked, concerned)), is_minor=not concerned)


def _party_message(id: str, count: int) -> Said:
    if not count:
        return said("{id} has other parties, owners, hosts or names; no mark is another by that", id=id)
    return several(
        "{id} has other parties, owners, hosts or names, and {count} mark is another",
        "{id} has other parties, owners, hosts or names, and {count} marks are others",
        count,
        id=id,
    )


def _marked(found: tuple[ClaimPair, EvidenceChange]) -> str:
    pair, change = found
    return f"{pair.entry.id}/{pair.was.id} {in_words(change.was)} → {in_words(change.now)}"


def _party_changes(before: Catalog, then: Entry, now: Catalog, entry: Entry) -> Iterator[Change]:
    names = Names(before, now)
    fields = sorted(_party_fields(entry.kind))
    then_data, now_data = _apart(then.document.data, entry.document.data)
    was, here = (_flattened({name: data[name] for name in fields if name in data}) for data in (then_data, now_data))
    for field in dict.fromkeys((*was, *here)):
        old, new = _renamed(was.get(field, ""), names, then, before), here.get(field, "")
        if old != new:
            yield Change(field, old, new)


def _touched(before: Catalog, pair: ClaimPair, now: Catalog) -> frozenset[str]:
    """The ids of all by whom a claim is weighed, then or now: its record, its parties, its origin, who published its sources, and their owners."""
    assert pair.now
    names = Names(before, now)
    then, here = (
        {entry.id, *_weighed(catalog, entry, claim)} for catalog, entry, claim in ((before, pair.before, pair.was), (now, pair.entry, pair.now))
    )
    return frozenset({*map(names.of, then), *here})


def _weighed(catalog: Catalog, entry: Entry, claim: Any) -> set[str]:
    known: Mapping[str, Entry] = catalog.entries
    parts = {part.id for item in entry.kind.of_type("role") for part in entry.record.items(item.name)}
    hands = {id for citation in claim.cite for id in catalog.publishers.hands(citation.key)}
    owners = {id for one in (*parts, claim.origin or "") if one in known for id in catalog.publishers.owners(one)}
    return parts | hands | owners
