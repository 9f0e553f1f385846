"""One page's view of the site, while it is being written: what a mention means there, relative links, reference numbers in reading order."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..catalog.entries import Entry
from ..catalog.evidence import Evidence
from ..citing import csl
from ..citing.numbering import NumberedReference, Numbering
from ..records.parts import Claim
from ..records.reference import Reference
from ..records.values import Citation
from ..text import anchors, prose
from ..text.prose import CiteLink, CitePart, ClaimLink, LargeFigure, RecordLink, SafeHtml
from . import form, vouching
from .short_names import short_name, short_names
from .site import Site


class SourceLine(NamedTuple):
    """A source of a claim: who and when, its title, its page, and the place in it; how much of it was read, and its words, with their language."""

    name: str
    title: str
    href: str
    locator: str
    read: str
    quote: str
    language: str


class ClaimView(NamedTuple):
    """A claim made ready to be shown. Texts are plain but for the SafeHtml ones; `address` is the claim's own.

    `stated` is the figure with all its digits where `text` is shorter. `rivals` are other values for the same thing. `beside` leads to the
    claim's note where that stands beside a text of the page; then `note` is None: a page says it once.
    """

    id: str
    record: RecordLink
    card: str
    stated: str
    sources: Sequence[SourceLine]
    rivals: Sequence[RecordLink]
    evidence_sentence: str
    address: str
    cite_address: str
    correct_address: str
    text: str
    bound: str
    number: str
    unit: str
    measure: RecordLink | None
    statement: SafeHtml | None
    also: Sequence[str]
    interval: str
    when: str
    scope: SafeHtml | None
    origin: RecordLink | None
    note: SafeHtml | None
    why: SafeHtml | None
    rank: str
    cites: Sequence[CiteLink]
    evidence: Evidence
    evidence_text: str
    second_hand: str
    beside: str = ""


class Here:
    """One page's view of the site, while it is being written; a prose.Resolver."""

    def __init__(
        self, site: Site, address: str, entry: Entry | None = None, *, numbered: bool = True, inside: frozenset[tuple[str, str]] = frozenset()
    ) -> None:
        self.site = site
        self.address = address
        self.entry = entry
        self.numbering = Numbering()
        self._numbered = numbered
        # The statements whose text is being made: one that prints itself, by whatever way, is shown there as it was typed.
        self._inside = inside
        self._part = ""
        self._plain_views: dict[tuple[str, str], ClaimView] = {}
        self._printed: dict[tuple[str, str], tuple[Entry, Claim]] = {}
        self._beside: dict[tuple[str, str], str] = {}
        # The words whose drawing the page has.
        self.drawn: set[str] = set()
        self._tabled: set[tuple[str, str]] = set()

    def within(self, entry: Entry) -> Here:
        """The same page, where a text of this record stands: its own claims are meant by their bare ids."""
        other = copy.copy(self)
        other.entry = entry
        return other

    def note_stands(self, entry: Entry, claim: Claim, anchor: str) -> None:
        """Say where on this page the note of a claim stands, before the claim is shown: it is not said again."""
        self._beside[entry.id, claim.id] = f"#{anchor}"

    # --- links ---

    def href(self, address: str) -> str:
        """The relative address of a page of the site, given its address below the root; `#anchor` may follow."""
        depth = self.address.count("/")
        if address.startswith(self.address) and address[len(self.address) :].startswith("#"):
            return address[len(self.address) :]
        return "../" * depth + address or "./"

    def link(self, entry: Entry) -> RecordLink:
        """The link of a record."""
        return RecordLink(entry.record.label, self.href(entry.address))

    def link_to(self, id: str) -> RecordLink | None:
        """The link of a record by its id."""
        entry = self.site.catalog.get(id)
        return self.link(entry) if entry else None

    def correction(self, entry: Entry, claim: str = "") -> str:
        """Where a record opens in the form, perhaps at one of its claims; empty where there is no form, as without a server."""
        return "" if self.site.settings.offline else self.href(form.correction(entry, claim))

    # --- prose.Resolver ---

    def cite(self, parts: Sequence[CitePart]) -> Sequence[CiteLink] | None:
        """The numbered links of one citation; none on a page that lists no references."""
        known = [part for part in parts if part.key in self.site.catalog.references]
        if not known:
            return None
        if not self._numbered:
            return []
        # The list of references has the rest.
        titles = [short_name(self.site, self.site.catalog.references[part.key]) for part in known]
        links = self.numbering.cite(known, titles, self._part)
        if self.site.settings.citations == "numeric":
            return links
        keys = self.numbering.keys()
        return [link._replace(label=short_name(self.site, self.site.catalog.references[keys[link.number - 1]])) for link in links]

    def cite_in(self, part: str, parts: Sequence[CitePart]) -> Sequence[CiteLink]:
        """The numbered links of a citation that stands in no text; `part` names the part of the page for the way back from the references."""
        self._part = part
        return self.cite(parts) or ()

    def claim(self, record: str, claim: str) -> ClaimLink | None:
        """The link of a claim, with its sources."""
        entry = self.site.catalog.get(record) if record else self.entry
        found = self.site.catalog.claims.get((entry.id, claim)) if entry else None
        if entry is None or found is None or (entry.id, claim) in self._inside:
            return None
        cites = self.cite([CitePart(citation.key, citation.locator) for citation in found.cite]) or []
        if self._numbered:
            self._printed[entry.id, claim] = (entry, found)
        title = vouching.in_a_line(self.site, self.site.catalog.evidence(entry, found))
        card = anchors.card(entry.id, found.id) if self._numbered else ""
        return ClaimLink(self.claim_text(entry, found), self.href(f"{entry.address}#{claim}"), title, cites, card)

    def figure(self, record: str, claim: str) -> LargeFigure | None:
        """The parts of a figure that stands large."""
        entry = self.site.catalog.get(record) if record else self.entry
        found = self.site.catalog.claims.get((entry.id, claim)) if entry else None
        if entry is None or found is None or found.value is None:
            return None
        wording, unit, evidence = self.site.wording, self.site.catalog.unit(found), self.site.catalog.evidence(entry, found)
        measure = self.link_to(found.measure or "")
        what = [measure.text] if measure and measure.text.lower() != unit else []
        what += [self.within(entry).plain(found.scope)] if found.scope else []
        what += [wording.interval(found.interval.low, found.interval.high, found.interval.level)] if found.interval else []
        words = (
            wording.bound(found.bound, found.value),
            wording.number(found.value),
            wording.unit(found.value, unit, self.site.catalog.one(found)),
            " · ".join(what),
        )
        return LargeFigure(*words, self.link(entry), evidence.mark, vouching.short(self.site, evidence))

    def cards(self, *more: tuple[Entry, Claim]) -> list[ClaimView]:
        """The claims that the page's texts have printed so far, and `more`, each once, for a card; the figures of its table have theirs there."""
        found = {**self._printed, **{(entry.id, claim.id): (entry, claim) for entry, claim in more}}
        wanted = {key: item for key, item in found.items() if key not in self._tabled}
        quiet = Here(self.site, self.address, self.entry, numbered=False)
        quiet._beside = self._beside
        # A view without mentions reads the same in a table and on a card; one with citations has their anchors, which a page has once.
        return [self._plain_views.get(key) or quiet.claim_view(entry, claim, "") for key, (entry, claim) in wanted.items()]

    def record(self, record: str) -> RecordLink | None:
        """The link of a record."""
        return self.link_to(record)

    # --- texts ---

    def prose(self, text: str | None, part: str = "", *, block: bool = False) -> SafeHtml | None:
        """Contributed text as HTML; `part` names the part of the page for the way back from the references."""
        if text is None:
            return None
        self._part = part or self._part
        return prose.fitted(prose.render(text, self, block=block))

    def plain(self, text: str) -> str:
        """Contributed text without markup and citations."""
        return prose.plain(text, Here(self.site, self.address, self.entry, numbered=False, inside=self._inside))

    def claim_text(self, entry: Entry, claim: Claim) -> str:
        """A claim of a record in words: its figure with bound and unit, or its statement."""
        if claim.value is None:
            inside = self._inside | {(entry.id, claim.id)}
            return Here(self.site, self.address, entry, numbered=False, inside=inside).plain(claim.statement or "")
        return self.site.wording.quantity(claim.value, self.site.catalog.unit(claim), claim.bound, self.site.catalog.one(claim))

    def claims_label(self, claims: Sequence[ClaimView]) -> str:
        """What the claims of a record are called together."""
        has_figures, has_statements = any(claim.number for claim in claims), any(not claim.number for claim in claims)
        if has_figures and has_statements:
            return self.site._("Figures and statements")
        return self.site._("All figures") if has_figures else self.site._("Statements")

    def claims(self, entry: Entry, part: str) -> list[ClaimView]:
        """The claims of a record, ready to be shown in a table, where each figure has its card."""
        self._tabled.update((entry.id, claim.id) for claim in entry.record.claims if claim.value is not None)
        return [self.claim_view(entry, claim, part) for claim in entry.record.claims]

    def claim_view(self, entry: Entry, claim: Claim, part: str) -> ClaimView:
        """One claim, ready to be shown; its citations count as those of `part`."""
        # The texts of a claim are those of its record, on whatever page they stand.
        own = self.within(entry)
        self._part = own._part = part
        wording, catalog = self.site.wording, self.site.catalog
        unit = catalog.unit(claim)
        evidence = catalog.evidence(entry, claim)
        text = self.claim_text(entry, claim)
        stated = (
            f"{wording.exact(claim.value)} {unit}" if claim.value is not None and wording.exact(claim.value) != wording.number(claim.value) else ""
        )
        # Numbers are given in reading order: the sources of a statement stand before its scope, those of a figure behind it.
        beside = self._beside.get((entry.id, claim.id), "")
        statement = own.prose(claim.statement, part)
        scope = own.prose(claim.scope, part) if claim.value is not None else None
        cites = self.cite([CitePart(citation.key, citation.locator) for citation in claim.cite]) or []
        scope = scope or own.prose(claim.scope, part)
        view = ClaimView(
            id=claim.id,
            record=self.link(entry),
            card=anchors.card(entry.id, claim.id),
            stated=stated,
            sources=[self._source_line(citation) for citation in claim.cite if citation.key in catalog.references],
            rivals=[RecordLink(self.claim_text(entry, other), self.href(f"{entry.address}#{other.id}")) for other in catalog.rivals(entry, claim)],
            evidence_sentence=vouching.sentence(self.site, entry, claim),
            address=self.href(f"{entry.address}#{claim.id}"),
            cite_address=self.href(f"{entry.address}#{anchors.claim_citation(claim.id)}"),
            correct_address=self.correction(entry, claim.id),
            text=text,
            bound=wording.bound(claim.bound, claim.value),
            number=wording.number(claim.value) if claim.value is not None else "",
            unit=wording.unit(claim.value, unit, catalog.one(claim)) if claim.value is not None else unit,
            measure=self.link_to(claim.measure) if claim.measure else None,
            statement=statement,
            also=[wording.quantity(other.value, other.unit) for other in claim.also],
            interval=wording.interval(claim.interval.low, claim.interval.high, claim.interval.level) if claim.interval else "",
            when=wording.date(claim.as_of) if claim.as_of else "",
            scope=scope,
            origin=self.link_to(claim.origin) if claim.origin else None,
            cites=cites,
            note=None if beside else own.prose(claim.note, part),
            why=own.prose(claim.why, part),
            rank=claim.rank,
            evidence=evidence,
            evidence_text=vouching.short(self.site, evidence),
            second_hand=vouching.second_hand(self.site, evidence),
            beside=beside,
        )
        if not any(text and "[" in text for text in (claim.scope, claim.note, claim.why, claim.statement)):
            self._plain_views[entry.id, claim.id] = view
        return view

    def _source_line(self, citation: Citation) -> SourceLine:
        reference = self.site.catalog.references[citation.key]
        href, read = self.href(reference.address), vouching.how_read(self.site, reference)
        return SourceLine(short_name(self.site, reference), reference.title, href, citation.locator, read, citation.quote, reference.get("langid"))

    def reference(self, reference: Reference) -> SafeHtml:
        """A source as the site's style prints it; its title leads to its page."""
        html = self.site.formatted[self.site.settings.style][reference.key]
        return prose.formatted_html(html, csl.full_title(reference), self.href(reference.address))

    def called(self, reference: Reference) -> str:
        """What a source is called in texts, where a letter that its reference does not print tells it apart; else empty."""
        name = self.site.once(short_names)[reference.key]
        return name.text if name.letter and self.site.settings.citations != "numeric" else ""

    def references(self) -> list[NumberedReference]:
        """The sources cited so far, in the order of their numbers."""
        found = self.site.catalog.references
        self.site.formatted[self.site.settings.style].prime(self.numbering.keys())
        return [
            NumberedReference(number, anchors.reference(number), found[key], self.numbering.occurrences(key))
            for number, key in enumerate(self.numbering.keys(), 1)
        ]


def lead_of(entry: Entry) -> str:
    """What a record is, as its file says it in a sentence or two; empty when it does not."""
    return entry.record.words(entry.kind.lead) or entry.record.words("summary")


def summaries(site: Site) -> Mapping[str, str]:
    """What each record is, in plain text, by its id: `site.once(summaries)`."""
    here = Here(site, "", numbered=False)
    return {entry.id: _summary(here, entry) for entry in site.catalog}


def _summary(here: Here, entry: Entry) -> str:
    text = lead_of(entry)
    # A text without mentions means the same on every page.
    return prose.plain(text, here) if "[" not in text else Here(here.site, "", entry, numbered=False).plain(text)


def reference_title(site: Site, reference: Reference) -> str:
    """A reference in one line of plain text, for tooltips."""
    return f"{short_name(site, reference)}: {reference.title}"
