"""Long lists cut into pages, and the pages of a record: the first has everything of its own, the others go on with its lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from ..catalog.entries import Entry
from .here import Here
from .site import Page, Site

T = TypeVar("T")

# So much stands on one page, of the site as of the API: what is longer is cut into several.
LIST_LENGTH = 500
# So many rows with a text of their own, or with figures, are as much as a page bears.
ROWS, FIGURES = 160, 100


@dataclass(frozen=True)
class Pager:
    """Which page of a list this is, of how many, and the addresses of those beside it."""

    number: int
    count: int
    before: str
    after: str


@dataclass(frozen=True)
class Part:
    """One page of a list: its number, from 1, the addresses of all of them, and how much stands on each."""

    number: int
    addresses: Sequence[str]
    length: int

    @property
    def is_first(self) -> bool:
        """Whether the list begins here."""
        return self.number == 1

    def cut(self, rows: Sequence[T]) -> Sequence[T]:
        """What of a list stands on this page."""
        return rows[(self.number - 1) * self.length : self.number * self.length]

    def pager(self, here: Here) -> Pager:
        """The way to the pages before and after."""
        before = "" if self.is_first else here.href(self.addresses[self.number - 2])
        after = here.href(self.addresses[self.number]) if self.number < len(self.addresses) else ""
        return Pager(self.number, len(self.addresses), before, after)

    def title(self, site: Site, label: str) -> str:
        """The title of this page of what is called `label`."""
        return label if self.is_first else site._("{list}, page {number}").format(list=label, number=self.number)


def parts(address: str, count: int, length: int = 0) -> Iterator[tuple[str, Part]]:
    """The pages of a list of `count` items that begins at `address`, each with its own address; `length` of them on one, else as everywhere."""
    length = min(length or LIST_LENGTH, LIST_LENGTH)
    addresses = [address, *(f"{address}page-{number}/" for number in range(2, -(-count // length) + 1))]
    for number, own in enumerate(addresses, 1):
        yield own, Part(number, addresses, length)


def record_at(site: Site, address: str) -> Iterator[Entry]:
    """The record, if there is one, whose page or one of its further pages has this address."""
    entry = site.catalog.get((*address.split("/"), "", "")[1])
    if entry and address.startswith(entry.address):
        yield entry


View = Callable[[Entry, Part, Here], Mapping[str, Any]]


def record_pages(site: Site, entry: Entry, template: str, view: View, text: str, count: int = 0, length: int = 0) -> Iterator[Page]:
    """The pages of a record whose longest list has `count` items, `length` of them on one; `text`, a contributed text, describes it."""
    for address, part in parts(entry.address, count, length):
        yield Page(
            address=address,
            title=part.title(site, entry.record.label),
            template=template,
            view=partial(view, entry, part),
            description=partial(_plain, text),
            section=f"{entry.kind.address}/",
            # Only the first page is the record itself, for machines and for the address bar.
            entry=entry if part.is_first else None,
            source=entry.path,
            changed=site.catalog.changed(entry.path),
        )


def _plain(text: str, here: Here) -> str:
    return here.plain(text)
