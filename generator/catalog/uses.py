"""Who names what: every place in a record or a hand-written page that names a record, prints a claim or cites a source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..base.diagnostic import Span
from ..base.saying import NOTHING, Said
from ..reading.yaml_reader import Route
from ..records.kinds import Field, Kinds
from ..records.values import PARTIES, Citation, Refers
from ..records.walking import Leaf
from ..text import prose
from ..text.prose import Mention
from .entries import DocsPage, Entry


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """One place that names something.

    In a record `route` leads to the value; in a hand-written page it is the offset. `mention` is the mention's
    text (empty when the value itself is the name), the `occurrence`-th of its kind in the value; `name` is what is named.
    """

    by: Entry | DocsPage
    route: Route
    name: str
    mention: str = ""
    occurrence: int = 0

    @property
    def span(self) -> Span:
        """The place, found when a report asks for it: a sound catalog never does."""
        if isinstance(self.by, DocsPage):
            offset = int(self.route[0])
            if "\n" not in self.mention:
                return self.by.text.at_offset(offset, len(self.mention))
            return self.by.text.at_offset(offset + max(0, self._place_in(self.mention)), len(self.name))
        document = self.by.document
        if not self.mention:
            return document.find(self.route, self.name)
        # The text may show the same as code before it; the file may fold the mention over two lines, where the name alone is pointed at.
        value, otherwise = str(document.value(self.route)), document.at(*self.route)
        pattern = r"\s+".join(map(re.escape, self.mention.split()))
        found = list(re.finditer(pattern, prose.without_code(value)))
        if self.occurrence >= len(found):
            return otherwise
        match = found[self.occurrence]
        name = match.start() + max(0, self._place_in(match.group()))
        places = document.parts(self.route, value, [match.span(), (name, name + len(self.name))])
        return next((place for place in places if place != otherwise), otherwise)

    @property
    def around(self) -> tuple[str, str]:
        """The text before its mention and behind it; empty where a text has none of it to the letter."""
        if isinstance(self.by, DocsPage):
            text, start = self.by.text.content, int(self.route[0])
            return text[:start], text[start + len(self.mention) :]
        value = str(self.by.document.value(self.route))
        found = [match.span() for match in re.finditer(re.escape(self.mention), prose.without_code(value))] if self.mention else []
        if self.occurrence >= len(found):
            return "", ""
        start, end = found[self.occurrence]
        return value[:start], value[end:]

    def instead(self, span: Span, name: str) -> str | None:
        """What should stand at the `span` of this place, for it to name `name`; None where that is no text on one line."""
        shown = span.shown
        if self.mention and shown != self.name:
            place = self._place_in(shown) if shown.split() == self.mention.split() else -1
            shown = f"{shown[:place]}{name}{shown[place + len(self.name) :]}" if place >= 0 else ""
        else:
            # A value may stand there in another form than it is read.
            is_all = shown == self.name or (isinstance(self.by, Entry) and self.by.document.value(self.route) == self.name)
            shown = name if is_all else ""
        if not shown or isinstance(self.by, DocsPage):
            return shown or None
        is_quoting = isinstance(self.by.document.value(self.route), dict)
        return self.by.document.instead((*self.route, "source") if is_quoting else self.route, span, shown)

    def another(self, span: Span, mention: str) -> str | None:
        """What should stand at the `span` of this place for it to be another mention; None where that is no text on one line."""
        if not self.mention or span.shown.split() != self.mention.split():
            return None
        return mention if isinstance(self.by, DocsPage) else self.by.document.instead(self.route, span, mention)

    def _place_in(self, mention: str) -> int:
        """Where the name stands in its mention; -1 where it is written in another way there."""
        return mention.find(self.name)


@dataclass(frozen=True, slots=True, eq=False)
class RecordUse(Use):
    """A place that names a record. `kinds` are those that may stand there (any when empty)."""

    kinds: tuple[str, ...] = ()

    @property
    def is_prose(self) -> bool:
        """Whether it is a link in a text, not a field of its own."""
        return bool(self.mention)


@dataclass(frozen=True, slots=True, eq=False)
class ClaimUse(Use):
    """A place in a text that prints a claim (`name`); `record` is the record that holds it."""

    record: str = ""

    def another(self, span: Span, mention: str) -> str | None:
        """What should stand at the `span` of this place for it to be another mention; None where that is no text on one line."""
        if not self.mention or span.shown.split() != self.mention.split():
            return None
        return mention if isinstance(self.by, DocsPage) else self.by.document.instead(self.route, span, mention)

    def _place_in(self, mention: str) -> int:
        # Behind the record's id, which may be the same.
        return mention.rfind(self.name)


@dataclass(frozen=True, slots=True, eq=False)
class CiteUse(Use):
    """A place that cites a source (`name` is its key)."""

    locator: str = ""

    def another(self, span: Span, mention: str) -> str | None:
        """What should stand at the `span` of this place for it to be another mention; None where that is no text on one line."""
        if not self.mention or span.shown.split() != self.mention.split():
            return None
        return mention if isinstance(self.by, DocsPage) else self.by.document.instead(self.route, span, mention)

    def _place_in(self, mention: str) -> int:
        # A word of its own: neither a part of another key, nor of a locator before it.
        found = re.search(rf"(?:@|;\s*)(?P<key>{re.escape(self.name)})(?=\s*[,;\]])", mention)
        return found.start("key") if found else -1


@dataclass(frozen=True, slots=True, eq=False)
class Malformed(Use):
    """A mention that does not parse, and why."""

    problem: Said = NOTHING


U = TypeVar("U", bound=Use)


def uses(entry: Entry, scanned: Iterable[tuple[Leaf, list[Mention]]], kinds: Kinds) -> Iterator[Use]:
    """Everything that a record names: in its fields, and (`scanned`) in the mentions of its texts."""
    for leaf in entry.leaves:
        if isinstance(leaf.role, Refers):
            named = kinds.parties if leaf.role.kinds == (PARTIES,) else leaf.role.kinds
            yield RecordUse(entry, leaf.route, leaf.value, kinds=named)
    yield from _cites(entry, ("cite",), entry.record.cite)
    for index, claim in enumerate(entry.record.claims):
        yield from _cites(entry, ("claims", index, "cite"), claim.cite)
    for leaf, mentions in scanned:
        seen: dict[str, int] = {}
        for mention in mentions:
            # However its lines are folded: a text is looked through for it like that.
            written = " ".join(mention.raw.split())
            yield from _mention_uses(entry, leaf.route, mention, seen.setdefault(written, 0))
            seen[written] += 1


def _cites(entry: Entry, here: Route, cite: Sequence[Citation]) -> Iterator[CiteUse]:
    is_list = (*here, 0) in entry.document
    for position, citation in enumerate(cite):
        yield CiteUse(entry, (*here, position) if is_list else here, citation.key, locator=citation.locator)


def page_uses(page: DocsPage) -> Iterator[Use]:
    """Everything that a hand-written page names."""
    for place in page.mentions:
        yield from _mention_uses(page, (place.offset,), place.mention, 0)


def _mention_uses(by: Entry | DocsPage, route: Route, mention: Mention, occurrence: int) -> Iterator[Use]:
    if mention.problem:
        yield Malformed(by, route, mention.raw, mention.raw, occurrence, mention.problem)
    for part in mention.cites:
        yield CiteUse(by, route, part.key, mention.raw, occurrence, part.locator)
    if mention.claim:
        own = by.id if isinstance(by, Entry) else ""
        yield ClaimUse(by, route, mention.claim, mention.raw, occurrence, mention.record or own)
    elif mention.record:
        yield RecordUse(by, route, mention.record, mention.raw, occurrence)


def grouped(uses: Iterable[U]) -> Mapping[str, tuple[U, ...]]:
    """Uses by the name that they use."""
    groups: dict[str, list[U]] = {}
    for use in uses:
        groups.setdefault(use.name, []).append(use)
    return {name: tuple(group) for name, group in groups.items()}


def citing_claim(use: CiteUse) -> int | None:
    """The place of the claim that cites, among those of its record; None for a text, and for a record as a whole."""
    if use.mention or not isinstance(use.by, Entry) or use.route[0] != "claims":
        return None
    return int(use.route[1])


def is_relation(use: Use) -> bool:
    """Whether a place says how its record relates to another one."""
    item = field_of(use)
    return item is not None and item.type == "relation"


def field_of(use: Use) -> Field | None:
    """The field of its kind that a place stands in; None for a text of a page, and for what every record has."""
    return use.by.kind.by_name.get(str(use.route[0])) if isinstance(use.by, Entry) else None
