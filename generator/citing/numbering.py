"""The numbers that the references of one page have, in the order in which they are first cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..records.reference import Reference
from ..text import anchors
from ..text.prose import CiteLink, CitePart


@dataclass(frozen=True, slots=True)
class NumberedReference:
    """A reference in a page's list: its number, its id there, and by the parts of the page the citations that lead to it."""

    number: int
    anchor: str
    reference: Reference
    occurrences: Mapping[str, Sequence[CiteLink]]


@dataclass
class Numbering:
    """Numbers the references of one page in the order in which they are first cited, while the page is written."""

    _order: dict[str, int] = field(default_factory=dict)
    _links: dict[str, dict[str, list[CiteLink]]] = field(default_factory=dict)

    def cite(self, parts: Sequence[CitePart], titles: Sequence[str], part: str) -> list[CiteLink]:
        """Links for the sources cited at one place, one for each; `part` names the part of the page for the way back."""
        links = []
        locators: dict[str, list[str]] = {}
        for source in parts:
            locators.setdefault(source.key, []).append(source.locator)
        for source, title in {source.key: (source, title) for source, title in zip(parts, titles, strict=True)}.values():
            number = self._order.setdefault(source.key, len(self._order) + 1)
            places = self._links.setdefault(source.key, {})
            anchor = anchors.citation(number, sum(map(len, places.values())) + 1)
            link = CiteLink(number, f"#{anchors.reference(number)}", anchor, title, "; ".join(filter(None, locators[source.key])))
            places.setdefault(part, []).append(link)
            links.append(link)
        return sorted(links, key=lambda link: link.number)

    def keys(self) -> list[str]:
        """The cited keys in the order of their numbers."""
        return list(self._order)

    def occurrences(self, key: str) -> Mapping[str, Sequence[CiteLink]]:
        """Every citation of a key, by the parts of the page."""
        return self._links.get(key, {})
