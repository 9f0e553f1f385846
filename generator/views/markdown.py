"""Pages as plain Markdown, written from the models: for people and programs that read text, and for other engines.

Contributed text is CommonMark already, so it is kept as it is, with its mentions made links and words. What could become more than text in an
engine that knows HTML, images or attribute lists (all of which the gate in `prose` refuses) is read by that gate first and spelt anew, as Markdown
(see `respelling`). Citations stand as author and year, in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from ..base.dates import Edtf
from ..catalog.chronology import in_order
from ..catalog.entries import DocsPage, Entry, named_in
from ..catalog.uses import citing_claim
from ..citing import csl
from ..records.kinds import APART, Field, Kind
from ..records.parts import Claim
from ..records.reference import Reference
from ..records.values import Refers, TermOf
from ..text import prose
from ..text.living import replaced
from ..text.prose import CiteLink, CitePart, ClaimLink, Located, Mention, RecordLink
from ..text.respelling import respelt
from . import living, vouching
from .here import Here, lead_of, summaries
from .short_names import short_name, short_names
from .site import Site

# HTML, definitions of links, images, attribute lists, and lines that make the line above them a heading.
_WILD = re.compile(r"<|\]:|!\[|\{|^ {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(#{1,4})(?=[ \t])", re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*_\[\]])")


# Labels and titles come up on many pages.
@lru_cache(maxsize=8192)
def escape(text: str) -> str:
    """Plain text, on one line, as Markdown that shows just that."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("<", "&lt;").replace("{", "&#123;")


def record(site: Site, entry: Entry, *, everything: bool = False) -> str:
    """The page of a record. `everything`: all pages of the site are Markdown files, as in an export; else only those of records."""
    return _Writer(site, entry.address, entry, everything=everything).record(entry)


def source(site: Site, reference: Reference) -> str:
    """The page of a source, in an export."""
    return _Writer(site, reference.address, everything=True).source(reference)


def docs(site: Site, page: DocsPage) -> str:
    """A hand-written page, in an export: its Markdown with the casebook syntax made links and words, and its references below.

    It comes from the project's own people, who may use HTML.
    """
    folder = page.path.partition("/")[2].rpartition("/")[0]  # where its links lead from, which is not its address
    return _Writer(site, f"{folder}/" if folder else "", everything=True).docs(page)


def passage(site: Site, address: str, text: str) -> str:
    """A contributed text on a page that is no record's, in an export."""
    return _Writer(site, address, everything=True).block(text)


def records(site: Site, kind: Kind) -> str:
    """The list of all records of a kind, in an export."""
    writer, texts = _Writer(site, f"{kind.address}/", everything=True), site.once(summaries)
    rows = (f"- {writer.to(entry)}: {escape(texts[entry.id])}".removesuffix(": ") for entry in site.catalog.by_kind[kind.name])
    return _page(f"# {site._(kind.plural)}", "\n".join(rows))


def sources(site: Site) -> str:
    """The bibliography, in an export."""
    writer = _Writer(site, "sources/", everything=True)
    return _page(f"# {site._('Sources')}", "\n".join(f"- {writer.reference(item)}" for _key, item in sorted(site.catalog.references.items())))


def _page(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


class _Writer:
    """Writes one page, and remembers which sources it has cited."""

    def __init__(self, site: Site, address: str, entry: Entry | None = None, *, everything: bool) -> None:
        self.site = site
        self.catalog = site.catalog
        self._ = site._
        self._address = address
        self._entry = entry
        self._everything = everything
        self._here = Here(site, address, entry, numbered=False)
        self._cited: dict[str, None] = {}

    # --- links ---

    def _href(self, address: str, *, is_record: bool = False, anchor: str = "") -> str:
        """The relative address of a page: of its Markdown file where it has one."""
        path = address if address != self._address else ""
        up = "../" * self._address.count("/") if path else ""
        is_file = self._everything or (is_record and not anchor)
        return f"{up}{path}{'index.md' if is_file else '' if up else './'}{f'#{anchor}' if anchor else ''}"

    def to(self, entry: Entry, label: str = "") -> str:
        """A link to a record."""
        return f"[{escape(label or entry.record.label)}]({self._href(entry.address, is_record=True)})"

    # --- mentions ---

    def cite(self, parts: Sequence[CitePart]) -> Sequence[CiteLink] | None:
        """The sources of one citation, by author and year."""
        places: dict[str, list[str]] = {}
        for part in parts:
            if part.key in self.catalog.references:
                places.setdefault(part.key, []).append(part.locator)
        self._cited.update(dict.fromkeys(places))
        return [self._cite_link(key, "; ".join(filter(None, locators))) for key, locators in places.items()] or None

    def _cite_link(self, key: str, locator: str) -> CiteLink:
        reference = self.catalog.references[key]
        return CiteLink(0, self._href(reference.address), "", "", locator, short_name(self.site, reference))

    def claim(self, record: str, claim: str) -> ClaimLink | None:
        """A claim in words, with its sources."""
        entry = self.catalog.get(record) if record else self._entry
        found = self.catalog.claims.get((entry.id, claim)) if entry else None
        if entry is None or found is None:
            return None
        href = self._href(entry.address, is_record=True, anchor=claim)
        return ClaimLink(self._here.claim_text(entry, found), href, "", self.cite(_parts(found)) or ())

    def record_link(self, record: str) -> RecordLink | None:
        """The link of a record."""
        entry = self.catalog.get(record)
        return RecordLink(entry.record.label, self._href(entry.address, is_record=True)) if entry else None

    # --- contributed text ---

    def inline(self, text: str | None) -> str:
        """A contributed line as Markdown on one line."""
        if not text:
            return ""
        if _is_wild(text):
            return respelt(text, partial(self._mention, is_bare=False), block=False)
        return " ".join(self._resolved(text, prose.locate(text, block=False)).split())

    def block(self, text: str) -> str:
        """Contributed paragraphs as Markdown; their headings go below those of the page."""
        if _is_wild(text):
            return respelt(text, partial(self._mention, is_bare=False), block=True)
        return _HEADING.sub(r"##\1", self._resolved(text, prose.locate(text))).strip()

    def _resolved(self, text: str, mentions: Iterable[Located]) -> str:
        """A text with its mentions made links and words; nothing else of it changes."""
        parts, position = [], 0
        for offset, mention, is_bare in mentions:
            before, words = text[position:offset], self._mention(mention, is_bare=is_bare)
            needs_space = mention.cites and before and not before[-1].isspace()
            parts += [before, " " if needs_space else "", words]
            position = offset + len(mention.raw)
        return "".join((*parts, text[position:]))

    def _mention(self, mention: Mention, *, is_bare: bool) -> str:
        """A mention as links, or as words where no link can stand."""

        def link(label: str, href: str) -> str:
            return escape(label) if is_bare else f"[{escape(label)}]({href})"

        def cites(links: Iterable[CiteLink]) -> str:
            return f"({'; '.join(link(one.label, one.href) + (f', {escape(one.locator)}' if one.locator else '') for one in links)})"

        if mention.cites:
            links = self.cite(mention.cites)
            return cites(links) if links else escape(mention.raw)
        if mention.claim:
            claim = self.claim(mention.record, mention.claim)
            if claim is None:
                return escape(mention.raw)
            return link(claim.text, claim.href) + (f" {cites(claim.cites)}" if claim.cites else "")
        record = self.record_link(mention.record) if mention.record else None
        return link(mention.label or record.text, record.href) if record else escape(mention.label or mention.raw)

    # --- pages ---

    def record(self, entry: Entry) -> str:
        """The page of a record."""
        record, _ = entry.record, self._
        names = escape(" · ".join(name.text for name in record.names))
        head = [f"# {escape(record.label)}", names, self.inline(lead_of(entry)), "\n".join(self._facts(entry)), *self._texts(entry)]
        parts = [*head, self._figures(entry), self._statements(entry), self._notes(entry), *self._lists(entry)]
        parts.append(_section(_("Sources of the whole"), self._whole(entry)))
        corrections = [
            f"- {self.site.wording.date(item.on)}, {escape(item.what)}: “{escape(item.was)}” → “{escape(item.now)}”. {self.inline(item.why)}"
            for item in record.corrections
        ]
        parts += [_section(_("Corrections"), corrections), _section(_("In the catalog"), self._mentioned_by(entry)), self._references()]
        return _page(*parts, *([] if self._everything else [self._ending(entry)]))

    def _facts(self, entry: Entry) -> Iterator[str]:
        """The fields of a record in short, one a line: what its kind declares, in that order, then its other names."""
        leaves = {leaf.route: leaf for leaf in entry.leaves}
        for item in entry.kind.fields:
            values = entry.record.items(item.name)
            if item.type in APART or item.name == entry.kind.lead or not values:
                continue
            texts = [self._fact(value, leaves, (item.name, index) if item.is_many else (item.name,)) for index, value in enumerate(values)]
            yield f"- {self._(item.label)}: {'; '.join(texts)}"
        if entry.record.aliases:
            yield f"- {self._('Also called')}: {'; '.join(map(escape, entry.record.aliases))}"

    def _fact(self, item: Any, leaves: Any, route: tuple[str | int, ...]) -> str:
        leaf = leaves.get(route)
        if leaf:
            return self._leaf(leaf)
        if (named := leaves.get((*route, "id"))) is not None:
            role = leaves.get((*route, "role"))
            return f"{self._leaf(named)} ({self._leaf(role) if role else escape(item.role)})"
        if isinstance(item, bool):
            return self._("yes") if item else self._("no")
        if isinstance(item, Decimal):
            return self.site.wording.exact(item)
        return self.site.wording.date(item) if isinstance(item, Edtf) else escape(str(item))

    def _leaf(self, leaf: Any) -> str:
        if isinstance(leaf.role, Refers):
            entry = self.catalog.get(leaf.value)
            return self.to(entry) if entry else escape(leaf.value)
        if isinstance(leaf.role, TermOf):
            term = self.catalog.term(leaf.role.vocabulary, leaf.value)
            return escape(term.label if term else leaf.value)
        return self.inline(leaf.value)

    def _texts(self, entry: Entry) -> Iterator[str]:
        """Its summary where another field is its lead, the parts of its story, and its other long texts, each under its heading."""
        story, words = entry.record.get("story"), entry.record.words
        parts = [(self._("In short"), words("summary"))] if entry.kind.lead != "summary" else []
        parts += [(self._(part.label), getattr(story, part.name, None) or "") for part in entry.kind.story]
        parts += [(self._(item.label), words(item.name)) for item in entry.kind.of_type("prose")]
        yield from (f"## {label}\n\n{self.block(text)}" for label, text in (*parts, (self._("More about it"), words("text"))) if text)

    def _lists(self, entry: Entry) -> Iterator[str]:
        """What happened, in order, and where to read on."""
        for item in entry.kind.of_type("event", "step"):
            happened = entry.record.items(item.name)
            if item.type == "event":
                lines = [f"- **{self.site.wording.date(event.date)}**: {self.inline(event.text)}" for event in in_order(happened)]
            else:
                lines = [f"{number}. {self._step(step)}" for number, step in enumerate(happened, 1)]
            yield _section(self._(item.label), lines)
        for item in entry.kind.of_type("relation"):
            yield _section(self._(item.label), self._related(entry, item))
        parts = self.catalog.parts_of.get(entry.id, ())
        yield _section(self._("Parts"), [f"- {self.to(part)}" for part in parts])

    def _step(self, step: Any) -> str:
        about = "; ".join(self.to(entry) for id in step.records if (entry := self.catalog.get(id)))
        return f"{self.inline(step.text)} ({about})" if about else self.inline(step.text)

    def _whole(self, entry: Entry) -> list[str]:
        """The sources of a record as a whole."""
        links = self.cite([CitePart(citation.key, citation.locator) for citation in entry.record.cite]) if entry.record.cite else None
        return [f"- {_cites([link])}" for link in links or ()]

    def _figures(self, entry: Entry) -> str:
        """The figures as a table."""
        _, claims = self._, [claim for claim in entry.record.claims if claim.value is not None]
        if not claims:
            return ""
        heads = (_("Measure"), _("Figure"), _("As of"), _("What was counted"), _("Evidence"), _("Sources"))
        rows = [_row(heads), _row(["---"] * len(heads)), *(_row(self._figure(entry, claim)) for claim in claims)]
        return f"## {_('Figures')}\n\n" + "\n".join(rows)

    def _figure(self, entry: Entry, claim: Claim) -> Iterator[str]:
        wording, measure = self.site.wording, self.catalog.get(claim.measure or "")
        sure = [wording.interval(claim.interval.low, claim.interval.high, claim.interval.level)] if claim.interval else []
        yield self._anchor(claim) + (self.to(measure) if measure else "")
        yield escape("; ".join([self._here.claim_text(entry, claim), *(wording.quantity(also.value, also.unit) for also in claim.also), *sure]))
        yield wording.date(claim.as_of) if claim.as_of else ""
        yield self.inline(claim.scope)
        yield escape(vouching.in_a_line(self.site, self.catalog.evidence(entry, claim)))
        yield self._sources(claim)

    def _anchor(self, claim: Claim) -> str:
        # In an export the claims' own addresses lead here.
        return f'<a id="{claim.id}"></a>' if self._everything else ""

    def _sources(self, claim: Claim) -> str:
        origin = self.catalog.get(claim.origin or "")
        from_whom = self._("figure from {name}") if claim.value is not None else self._("said by {name}")
        relayed = [from_whom.format(name=self.to(origin))] if origin else []
        words = [f"“{escape(citation.quote)}”" for citation in claim.cite if citation.quote]
        return "; ".join([_cites(self.cite(_parts(claim)) or ()), *words, *relayed])

    def _statements(self, entry: Entry) -> str:
        lines = []
        for claim in entry.record.claims:
            if claim.statement is not None:
                evidence = escape(vouching.in_a_line(self.site, self.catalog.evidence(entry, claim)))
                details = [self.inline(claim.scope), self.site.wording.date(claim.as_of) if claim.as_of else "", evidence, self._sources(claim)]
                lines.append(f"- {self._anchor(claim)}{self.inline(claim.statement)} ({'; '.join(filter(None, details))})")
        return _section(self._("Statements"), lines)

    def _notes(self, entry: Entry) -> str:
        """What a reader should know of single claims."""
        _, lines = self._, []
        for claim in entry.record.claims:
            rivals = [self._here.claim_text(entry, other) for other in self.catalog.rivals(entry, claim)]
            against = [_("Sources disagree: {others}.").format(others=escape(", ".join(rivals)))] if rivals else []
            why = _("Preferred because:") if claim.rank == "preferred" else _("Set aside because:")
            notes = [*against, self.inline(claim.note), f"{why} {self.inline(claim.why)}" if claim.why else ""]
            if any(notes):
                lines.append(f"- **{escape(self._here.claim_text(entry, claim))}**: {' '.join(filter(None, notes))}")
        return _section(_("Notes"), lines)

    def _related(self, entry: Entry, item: Field) -> Iterator[str]:
        for id, part in zip(named_in(entry, item), entry.record.items(item.name), strict=True):
            other, term = self.catalog.get(id), self.catalog.term(item.vocabulary, part.relation)
            if other:
                yield f"- {self.to(other)} ({escape(term.label if term else part.relation)}): {self.inline(part.why)}"

    def _mentioned_by(self, entry: Entry) -> list[str]:
        uses = (*self.catalog.uses_of.get(entry.id, ()), *self.catalog.prints_of.get(entry.id, ()))
        # What is part of it has a list of its own.
        by = dict.fromkeys(use.by for use in uses if isinstance(use.by, Entry) and use.by is not entry and use.route[-1] != "part_of")
        return [f"- {self.to(other)}" for other in sorted(by, key=lambda other: self.catalog.rank[other.id])]

    def _references(self) -> str:
        return _section(self._("References"), [f"- {self.reference(self.catalog.references[key])}" for key in self._cited])

    def reference(self, reference: Reference) -> str:
        """A source in a line, its title a link to its page."""
        _, who = self._, csl.authors(reference)
        when = self.site.wording.date(reference.issued) if reference.issued else _("n.d.")
        if letter := self.site.once(short_names)[reference.key].letter:
            year = f"{csl.short_year(reference)}{letter}" if reference.issued else f"{when}-{letter}"
            when = year if when in year else f"{year}, {when}"
        rest = [part for part in (reference.container, reference.publisher) if part and part != who]
        url = f" <{reference.url}>" if prose.is_safe_url(reference.url) and "<" not in reference.url and ">" not in reference.url else ""
        title = f"[{escape(csl.full_title(reference))}]({self._href(reference.address)})"
        ends = "".join(f" {escape(part.rstrip('.'))}." for part in dict.fromkeys(rest))
        return f"{escape(who)} ({when}). {title}.{ends}{url}" if who else f"{title} ({when}).{ends}{url}"

    def _ending(self, entry: Entry) -> str:
        page, data = self.site.web(entry.address, f"{entry.address}index.md"), self._("data")
        version = f"{self._('Version')} {self.catalog.version(entry)}"
        licence = self.site.settings.licence
        terms = f" · [{escape(licence.name)}]({licence.url})" if licence else ""
        return f"---\n\n[{self._('This page as HTML')}]({page}) · [{data}](record.json) · {version}{terms}"

    def source(self, reference: Reference) -> str:
        """The page of a source."""
        claims = []
        for use in self.catalog.cites_of.get(reference.key, ()):
            index = citing_claim(use)
            if isinstance(use.by, Entry) and index is not None:
                claim = use.by.record.claims[index]
                link = f"[{escape(self._here.claim_text(use.by, claim))}]({self._href(use.by.address, is_record=True, anchor=claim.id)})"
                claims.append(f"- {link} – {escape(use.by.record.label)}" + (f" ({escape(use.locator)})" if use.locator else ""))
        note = escape(reference.get("note"))
        return _page(f"# {escape(csl.full_title(reference))}", self.reference(reference), note, _section(self._("Claims"), claims))

    def docs(self, page: DocsPage) -> str:
        """A hand-written page."""
        text, blocks = self._resolved(page.text.content, page.mentions), iter(page.living)
        drawn = replaced(text, lambda _declared: living.markdown(next(blocks).view, self.site, self.to, escape)) if page.living else text
        return _page(drawn.rstrip(), self._references())


def _is_wild(text: str) -> bool:
    """Whether a text could be more in another engine than what the gate makes of it."""
    return bool(_WILD.search(text)) or prose.is_typed(text) or bool(prose.refused_urls(text))


def _parts(claim: Claim) -> list[CitePart]:
    return [CitePart(citation.key, citation.locator) for citation in claim.cite]


def _cites(links: Iterable[CiteLink]) -> str:
    return "; ".join(f"[{escape(link.label)}]({link.href})" + (f", {escape(link.locator)}" if link.locator else "") for link in links)


def _section(heading: str, lines: Iterable[str]) -> str:
    text = "\n".join(lines)
    return f"## {heading}\n\n{text}" if text else ""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(re.sub(r"\\*\|", r"\\|", cell) if "|" in cell else cell for cell in cells) + " |"
