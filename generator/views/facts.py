"""What a record's page says of it beside its claims: its facts in short, its texts, what happened in which order, and what it is part of.

All of it from the fields that its kind declares, in their order.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..catalog.chronology import in_order
from ..catalog.entries import Entry, named_in
from ..records.kinds import APART, Field
from ..records.parts import Claim
from ..records.values import Translation
from ..text import anchors, prose
from ..text.prose import CiteLink, CitePart, RecordLink, SafeHtml
from .here import Here

# So many dated events show how something went on.
_COURSE = 3
# And so many doubts stand open below a text.
_IN_SIGHT = 2
# And so many characters are a sentence rather than a name.
_SENTENCE = 50


@dataclass(frozen=True)
class Value:
    """One value of a fact: its text, where it leads, the names of that in the site's further languages, and what is said with it."""

    text: str
    href: str = ""
    names: Sequence[Translation] = ()
    more: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of the fact card: a heading, and its values. `is_told` says that they are sentences, for which the margin is too narrow."""

    label: str
    values: Sequence[Value]
    is_told: bool = False


@dataclass(frozen=True)
class Doubt:
    """What limits the claims that a text prints: its anchor, the claims that share it in words, other values for the same, and the note."""

    anchor: str
    claims: Sequence[str]
    note: SafeHtml | None
    rivals: Sequence[RecordLink] = ()


@dataclass(frozen=True)
class TextPart:
    """A part of the page in paragraphs, with the doubts about the claims that it prints: those that weigh most, and the others."""

    id: str
    label: str
    html: SafeHtml
    doubts: Sequence[Doubt] = ()
    more_doubts: Sequence[Doubt] = ()


@dataclass(frozen=True)
class Happened:
    """An event (with its date in words and as stated) or a step (with the records that it is about)."""

    text: SafeHtml | None
    when: str = ""
    iso: str = ""
    about: Sequence[RecordLink] = ()


@dataclass(frozen=True)
class Course:
    """A list of what happened, in order: its anchor, its heading, and its items; short are so few dated events that they show no course."""

    id: str
    label: str
    items: Sequence[Happened]
    is_short: bool = False


# --- in short --------------------------------------------------------------------------------------------------


def facts(entry: Entry, here: Here, without: Container[str] = ()) -> list[Fact]:
    """The fact card: other names, then whom and what the record names, then its plain values. What stands above the title is not repeated.

    Fields of the types in `without` are left out.
    """
    _, record = here.site._, entry.record
    found = [Fact(_("Also called"), [Value(alias) for alias in record.aliases])]
    fields = [item for item in entry.kind.fields if item.type not in APART and item.type not in without and item.name != entry.kind.lead]
    naming = [item for item in fields if item.names_records]
    found += [fact for item in naming for fact in _named(entry, item, here)]
    plain = [item for item in fields if not item.names_records and not (item.type == "term" and item.is_kicker)]
    # Texts stay together: where one is long, the short ones stand beside it.
    texts = {item.name for item in plain if item.type == "text"}
    texts = texts if any(len(str(value)) > _SENTENCE for name in texts for value in record.items(name)) else set()
    found += [Fact(_(item.label), [_value(value, item, here) for value in record.items(item.name)], item.name in texts) for item in plain]
    return [fact for fact in found if fact.values]


def _named(entry: Entry, item: Field, here: Here) -> Iterator[Fact]:
    """What a field names; a role that is written out is the heading itself."""
    parts = entry.record.items(item.name)
    if item.type == "role" and not item.vocabulary:
        for id, part in zip(named_in(entry, item), parts, strict=True):
            yield Fact(part.role, [found] if (found := _record(id, "", here)) else [])
        return
    values = []
    for id, part in zip(named_in(entry, item), parts, strict=True):
        term = here.site.catalog.term(item.vocabulary, part.role) if item.type == "role" else None
        above = (
            ", ".join(larger.record.label for larger in here.site.catalog.lies_in(id)[1:]) if item.type == "record" and item.name != "part_of" else ""
        )
        if found := _record(id, term.label if term else above, here):
            values.append(found)
    yield Fact(here.site._(item.label), values)


def cell(entry: Entry, item: Field, here: Here) -> list[Value]:
    """The values of a field of a record, for a cell of a table."""
    if item.names_records:
        return [value for id in named_in(entry, item) if (value := _record(id, "", here))]
    return [_value(value, item, here) for value in entry.record.items(item.name)]


def _record(id: str, more: str, here: Here) -> Value | None:
    entry = here.site.catalog.get(id)
    return Value(entry.record.label, here.href(entry.address), entry.record.names, more) if entry else None


def _value(value: Any, item: Field, here: Here) -> Value:
    site = here.site
    match item.type:
        case "date":
            return Value(site.wording.date(value))
        case "number":
            return Value(site.wording.exact(value))
        case "boolean":
            return Value(site._("yes") if value else site._("no"))
        case "term":
            term = site.catalog.term(item.vocabulary, value)
            return Value(term.label if term else value)
        case "url":
            return Value(value, value if prose.is_safe_url(value) else "")
        case "text":
            return Value(here.plain(value))
        case _:
            return Value(str(value))


# --- texts -----------------------------------------------------------------------------------------------------


def texts(entry: Entry, here: Here) -> list[TextPart]:
    """The texts of a record, each claim's doubt once, where it first comes up.

    First its summary where another field is its lead, then the parts of its story, its other long texts, and the text that any may have.
    """
    _, record = here.site._, entry.record
    story, shown = record.get("story"), set[str]()
    parts = [(_anchor(entry, "summary"), _("In short"), record.get("summary"))] if entry.kind.lead != "summary" else []
    parts += [(anchors.part(part.name), _(part.label), getattr(story, part.name, None)) for part in entry.kind.story]
    parts += [(_anchor(entry, item.name), _(item.label), record.get(item.name)) for item in entry.kind.of_type("prose")]
    parts.append((_anchor(entry, "text"), _("More about it"), record.get("text")))
    return [_text(entry, here, id, label, text, shown) for id, label, text in parts if text]


def _anchor(entry: Entry, name: str) -> str:
    """The id of a field's text or course on a record's page: a part of the story may be called like it."""
    return anchors.part(name, [part.name for part in entry.kind.story])


def _text(entry: Entry, here: Here, id: str, label: str, text: str, shown: set[str]) -> TextPart:
    html = here.prose(text, label, block=True)
    assert html is not None
    against = {claim.id: here.site.catalog.rivals(entry, claim) for claim in _printed(entry, text)}
    doubtful = [claim for claim in _printed(entry, text) if (claim.note or against[claim.id]) and claim.id not in shown]
    shown.update(claim.id for claim in doubtful)
    notes: dict[str, list[Claim]] = {}
    for claim in doubtful:
        notes.setdefault(claim.note or "", []).append(claim)
    weighty: list[Doubt] = []
    others: list[Doubt] = []
    said = set[str]()
    for note, claims in notes.items():
        # A disagreement is said once: with the first of those that are at odds.
        rivals = [] if said & {claim.id for claim in claims} else [other for claim in claims[:1] for other in against[claim.id]]
        said.update(claim.id for claim in (*claims, *rivals) if rivals)
        if note or rivals:
            (weighty if rivals else others).append(_doubt(entry, note, claims, rivals, label, here))
    if not weighty and len(others) == 1:
        weighty, others = others, []
    return TextPart(id, label, html, weighty[:_IN_SIGHT], [*weighty[_IN_SIGHT:], *others])


def _doubt(entry: Entry, note: str, claims: Sequence[Claim], rivals: Sequence[Claim], label: str, here: Here) -> Doubt:
    anchor = anchors.note(claims[0].id)
    for claim in claims if note else ():
        here.note_stands(entry, claim, anchor)
    links = [RecordLink(here.claim_text(entry, other), here.href(f"{entry.address}#{other.id}")) for other in rivals]
    return Doubt(anchor, [here.claim_text(entry, claim) for claim in claims], here.prose(note or None, label), links)


def _printed(entry: Entry, text: str) -> list[Claim]:
    """The claims of this record that a text prints."""
    names = {mention.claim for mention in prose.scan(text) if mention.claim and mention.record in ("", entry.id)}
    return [claim for claim in entry.record.claims if claim.id in names]


# --- what happened ---------------------------------------------------------------------------------------------


def courses(entry: Entry, here: Here) -> list[Course]:
    """The lists of events by their dates, and of steps in their order."""
    wording, found = here.site.wording, []
    for item in entry.kind.of_type("event", "step"):
        label, parts = here.site._(item.label), entry.record.items(item.name)
        if item.type == "event":
            items = [Happened(here.prose(event.text, part_of_page(label)), wording.date(event.date), event.date.iso) for event in in_order(parts)]
        else:
            items = [
                Happened(here.prose(step.text, part_of_page(label)), about=[link for id in step.records if (link := here.link_to(id))])
                for step in parts
            ]
        if items:
            is_short = item.type == "event" and len(items) < _COURSE
            found.append(Course(_anchor(entry, item.name), label, items, is_short))
    return found


def part_of_page(label: str) -> str:
    """What a part of a page is called within a line."""
    return f"{label[:1].lower()}{label[1:]}"


def whole_cites(entry: Entry, here: Here) -> Sequence[CiteLink]:
    """The citations of the record as a whole."""
    return here.cite_in(here.site._("as a whole"), [CitePart(citation.key, citation.locator) for citation in entry.record.cite])


def parts(entry: Entry, here: Here) -> list[Value]:
    """The records that are directly part of this one."""
    return [Value(part.record.label, here.href(part.address), part.record.names) for part in here.site.catalog.parts_of.get(entry.id, ())]


def part_label(entry: Entry, route: Sequence[str | int], here: Here) -> str:
    """The part of a record that a route leads to, in words: the field that it begins with, or the part of the story."""
    _ = here.site._
    labels = {
        **{part.name: part_of_page(_(part.label)) for part in entry.kind.story},
        **{item.name: part_of_page(_(item.label)) for item in entry.kind.fields if not item.names_records or item.type == "relation"},
        "summary": _("summary"),
        "text": _("text"),
        "cite": _("as a whole"),
        "claims": _("figures"),
        "corrections": _("corrections"),
    }
    # What stands inside a field may be called like another field: the text of an event is none of the record's own.
    return labels.get(str(route[1] if route[0] == "story" else route[0]), "")
