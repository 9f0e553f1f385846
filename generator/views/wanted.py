"""What the catalog wants doing to it, made ready to be shown: each with where it leads, the line to edit, and how long it may take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..catalog import care
from ..catalog.care import Need, Work
from ..catalog.entries import Entry
from ..records.reference import Reference
from ..text.prose import RecordLink
from .here import Here
from .site import Site


@dataclass(frozen=True)
class Wanted:
    """One thing to do: on what (None for the page at hand), what is there, in which line of which file, and where that can be edited, if anywhere."""

    work: Work
    link: RecordLink | None
    note: str
    path: str
    line: int
    edit: str

    @property
    def place(self) -> str:
        """The file and the line, as an editor takes them."""
        return f"{self.path}:{self.line}"


def every(site: Site) -> Sequence[Need]:
    """All that wants doing: `site.once(every)`."""
    return care.needs(site.catalog)


def of_record(entry: Entry, here: Here) -> list[list[Wanted]]:
    """What is missing on the page of a record, to itself and to the sources that it cites, by what is to be done."""
    return _by_work(care.of_page(here.site.catalog, entry), here)


def of_source(reference: Reference, here: Here) -> list[list[Wanted]]:
    """What is missing on the page of a source, by what is to be done."""
    return _by_work(care.of_source(here.site.catalog, reference), here)


def _by_work(needs: Iterable[Need], here: Here) -> list[list[Wanted]]:
    """Things to do of each kind together, the kinds in the order of their list; within one file by their lines."""
    order = {work.name: at for at, work in enumerate(care.WORKS)}
    found = sorted(shown(needs, here), key=lambda item: (order[item.work.name], item.path, item.line))
    return [list(items) for _name, items in groupby(found, key=lambda item: item.work.name)]


def shown(needs: Iterable[Need], here: Here) -> list[Wanted]:
    """Things to do as a page shows them."""
    return [_shown(need, here) for need in needs]


def _shown(need: Need, here: Here) -> Wanted:
    span, base = need.span, here.site.settings.edit_base
    link, note = _what(need, here)
    return Wanted(need.work, link, note, span.path, span.line, f"{base}{span.path}" if base else "")


def _what(need: Need, here: Here) -> tuple[RecordLink | None, str]:
    """What something is to be done to, and what else is said of it."""
    if need.reference:
        is_here = need.reference.address == here.address
        return None if is_here else RecordLink(need.reference.title, here.href(need.reference.address)), need.reference.key
    entry = need.entry
    assert entry
    if not need.claim:
        return None if entry is here.entry else here.link(entry), str(need.note)
    claim = here.site.catalog.claims[entry.id, need.claim]
    text, href = here.claim_text(entry, claim), here.href(f"{entry.address}#{claim.id}")
    measure = here.link_to(claim.measure or "")
    if here.entry is entry:
        return RecordLink(text, href), measure.text if measure else ""
    return RecordLink(text, href), entry.record.label
