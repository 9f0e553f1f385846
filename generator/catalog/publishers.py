"""Who published a source, as far as the catalog can know, whose affair that is, and which sources are of one hand.

A publisher is a record of a kind that claims can come from. It is found by the entry's `publisherid`; else by the web host of its address,
which a record names among its `hosts`, and by the names that the entry prints. What is found in neither way is not identified.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from ..base.diagnostic import nearest
from ..base.scripts import without_accents
from ..reading.addresses import original
from ..records.kinds import HOSTS, OWNER
from ..records.reference import Reference
from .entries import Entry

# Where an entry prints who published it.
PRINTED = ("publisher", "organization", "institution", "journaltitle", "howpublished")
# What stands behind a name in brackets is most often another one, such as an abbreviation.
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LISTED = re.compile(r"\s+and\s+|\s*;\s*")
_APART = re.compile(r"[\W_]+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def name_key(name: str) -> str:
    """A name as names are compared: without capitals, accents, punctuation, and an article in front."""
    return _APART.sub(" ", without_accents(name.replace("&", " and ")).casefold()).strip().removeprefix("the ")


def host_of(url: str) -> str:
    """The host of a web address in small letters, of an archived one that of the original; without `www.`, empty when there is none."""
    try:
        host = urlsplit(original(url)).hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


class Publishers:
    """The publishers of a catalog's sources. Made from the entries by id and the references by key; what was found once is kept.

    `outside` are the parts in a record whose holders are no party by them, each as a vocabulary and its word.
    """

    def __init__(self, entries: Mapping[str, Entry], references: Mapping[str, Reference], outside: Collection[tuple[str, str]] = frozenset()) -> None:
        self.entries, self.references, self.outside = entries, references, outside
        self.by_host: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        for entry in entries.values():
            if entry.kind.is_party:
                for host in dict.fromkeys(name.removeprefix("www.") for name in entry.record.items(HOSTS)):
                    self.by_host.setdefault(host, []).append(entry.id)
                names = (entry.record.label, *(name.text for name in entry.record.names), *entry.record.aliases)
                for key in {key for name in names for key in _keys(name)}:
                    self._by_name.setdefault(key, []).append(entry.id)
        self._found: dict[str, tuple[str, ...]] = {}
        self._owners: dict[str, frozenset[str]] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        self._hands: dict[str, frozenset[str]] = {}

    def of(self, reference: Reference) -> tuple[str, ...]:
        """The ids of those who published a source, the surest first; none when nobody is identified."""
        if reference.key not in self._found:
            self._found[reference.key] = tuple(dict.fromkeys(self._identify(reference)))
        return self._found[reference.key]

    def _identify(self, reference: Reference) -> Iterator[str]:
        if id := reference.get("publisherid"):
            # Also one whose record is a draft; that there is none at all is reported, and nobody else is to be taken for it.
            yield id
            return
        if by_host := self.at(host_of(reference.get("url"))):
            yield by_host
        names = (reference.get(field) for field in PRINTED)
        # An organisation that signs a text without a publisher publishes it itself.
        authors = (name.literal for name in reference.author)
        yield from (id for name in (*names, *authors) if name for id in self.named(name))

    def at(self, host: str) -> str:
        """The id of the one record that publishes on a host or on one above it; empty when there is none, or more than one."""
        while host:
            if found := self.by_host.get(host):
                return found[0] if len(found) == 1 else ""
            host = host.partition(".")[2]
        return ""

    def named(self, name: str) -> list[str]:
        """The ids of those whom a printed name means: one, or several where it lists them; a name that two have means neither."""
        readings = [[name], [_BRACKETS.sub(" ", name), *_BRACKETS.findall(name)], _LISTED.split(name)]
        return next(filter(None, ([id for part in parts if (id := self._one_named(part))] for parts in readings)), [])

    def _one_named(self, name: str) -> str:
        ids = self._by_name.get(name_key(name), [])
        if not ids and _HOST.fullmatch(name.strip()):
            # Some print the host instead of a name.
            return self.at(name.strip().lower().removeprefix("www."))
        return ids[0] if len(ids) == 1 else ""

    def near(self, name: str) -> str:
        """The id of the one whose name is nearly a printed one; empty when there is none."""
        key = nearest(name_key(name), self._by_name)
        return self._by_name[key][0] if key and len(self._by_name[key]) == 1 else ""

    def owners(self, id: str) -> frozenset[str]:
        """A record, and all who own it, at whatever remove."""
        if id not in self._owners:
            self._owners[id] = frozenset(_closed(id, lambda one: owners_of(self.entries[one]) if one in self.entries else ()))
        return self._owners[id]

    def chain(self, key: str) -> tuple[str, ...]:
        """A source, and those that it leads to: the one through which alone it is known, the one that it is a copy of, and so on."""
        if key not in self._chains:
            self._chains[key] = tuple(_closed(key, lambda one: _leads_to(self.references.get(one))))
        return self._chains[key]

    def hands(self, key: str) -> frozenset[str]:
        """The ids of all who publish a source or one that it leads to, and of their owners; empty when none of them is identified."""
        if key not in self._hands:
            found = (id for one in self.chain(key) if one in self.references for id in self.of(self.references[one]))
            self._hands[key] = frozenset(owner for id in found for owner in self.owners(id))
        return self._hands[key]

    def are_one(self, key: str, other: str) -> bool:
        """Whether two sources are one voice: one leads to the other, both to a third, or they are published under one owner."""
        return not (frozenset(self.chain(key)).isdisjoint(self.chain(other)) and self.hands(key).isdisjoint(self.hands(other)))


def _closed(first: str, step: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """What one leads to by steps, itself first; a circle is gone round once."""
    seen: dict[str, None] = {}
    waiting = [first]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen[one] = None
            waiting += step(one)
    return iter(seen)


def owners_of(entry: Entry) -> list[str]:
    """The ids of those who own a record, as it says itself."""
    return [id for item in entry.kind.fields if item.means == OWNER for id in entry.record.items(item.name)]


def _leads_to(reference: Reference | None) -> tuple[str, ...]:
    return tuple(filter(None, (reference.via, reference.copyof))) if reference else ()


def _keys(name: str) -> tuple[str, ...]:
    """A name as it may be printed: as a whole, and without what stands in brackets behind it."""
    return tuple(filter(None, (name_key(name), name_key(_BRACKETS.sub(" ", name)))))
