"""What a catalog has: records with their files, hand-written pages, and maps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..base.dates import Edtf
from ..base.diagnostic import Span
from ..reading.files import Text
from ..reading.yaml_reader import Document, Route
from ..records.kinds import Field, Kind
from ..records.living import LivingBlock
from ..records.parts import Record, Synonyms, TileMap
from ..records.rules import ProjectRule
from ..records.values import Prose
from ..records.walking import Leaf
from ..text.prose import Located


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Entry:
    """A record with its kind, its id and its file. `leaves` are its values with a role, in reading order."""

    kind: Kind
    id: str
    record: Record
    document: Document
    leaves: tuple[Leaf, ...]

    @property
    def path(self) -> str:
        """The file, relative to the project root."""
        return self.document.path

    @property
    def address(self) -> str:
        """The page's address below the site's root, such as `accidents/heron-aground/`."""
        return f"{self.kind.address}/{self.id}/"

    @property
    def formers(self) -> tuple[Former, ...]:
        """What the record was called before."""
        return tuple(Former(self, index) for index in range(len(self.record.formerly)))

    @property
    def is_draft(self) -> bool:
        """Whether the record is not to be published yet."""
        return self.record.status == "draft"

    def at(self, *route: str | int) -> Span:
        """Where the value at a route stands in the file."""
        return self.document.at(*route)


@dataclass(frozen=True, slots=True, eq=False)
class Former:
    """What a record was once called: the `index`-th of its `formerly`."""

    entry: Entry
    index: int

    @property
    def id(self) -> str:
        """The old id, which may be that of the record still: then its folder was another."""
        return self.entry.record.formerly[self.index].rpartition("/")[2]

    @property
    def address(self) -> str:
        """The old address below the site's root: that of another kind where its folder is named."""
        folder = self.entry.record.formerly[self.index].rpartition("/")[0]
        return f"{folder or self.entry.kind.address}/{self.id}/"

    @property
    def span(self) -> Span:
        """Where it says so."""
        return self.entry.at("formerly", self.index)


@dataclass(frozen=True, eq=False, repr=False)
class DocsPage:
    """A hand-written page of `docs/`: its text, its address, its mentions and living blocks in their order, and how to find its title."""

    text: Text
    address: str
    find_title: Callable[[], str]
    mentions: tuple[Located, ...] = ()
    living: tuple[LivingBlock, ...] = ()

    @cached_property
    def title(self) -> str:
        """The title, as plain text; found when it is asked for: a check never does."""
        return self.find_title()

    @property
    def path(self) -> str:
        """The file, relative to the project root."""
        return self.text.path


@dataclass(frozen=True, slots=True, eq=False)
class MapFile:
    """A map of `cases/maps/`: its id, and its file."""

    id: str
    map: TileMap
    document: Document


@dataclass(frozen=True, slots=True, eq=False)
class ProjectRules:
    """The rules of a project, and their file."""

    rules: tuple[ProjectRule, ...]
    document: Document


@dataclass(frozen=True, slots=True, eq=False)
class SynonymsFile:
    """The words of a project that mean the same, and their file."""

    groups: Synonyms
    document: Document


def dates(entry: Entry) -> Iterator[tuple[Route, Edtf]]:
    """Every date of a record that should lie in its time: those of its claims and of its events."""
    for index, claim in enumerate(entry.record.claims):
        if claim.as_of:
            yield ("claims", index, "as_of"), claim.as_of
    for item in entry.kind.of_type("event"):
        for index, event in enumerate(entry.record.items(item.name)):
            yield (item.name, index, "date"), event.date


def prose_leaves(entry: Entry) -> Iterator[Leaf]:
    """The contributed texts of a record."""
    return (leaf for leaf in entry.leaves if isinstance(leaf.role, Prose))


def when(entry: Entry) -> Edtf | None:
    """When what a record is about was, where its kind has a field for that."""
    item = entry.kind.when
    found: Edtf | None = entry.record.get(item.name) if item else None
    return found


def named_in(entry: Entry, item: Field) -> list[str]:
    """The ids that a field of a record names, in its order."""
    key = {"role": "id", "relation": item.kinds[0] if item.kinds else ""}.get(item.type)
    return [str(getattr(value, key) if key else value) for value in entry.record.items(item.name)] if item.names_records else []
