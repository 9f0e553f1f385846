"""The sources of a catalog: references by their citation keys.

Values only; `bibtex` reads them. Knows nothing of records, of citation styles or of pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from ..base import dates
from ..base.diagnostic import Span
from ..base.identifier import addresses, is_key, normal_key
from ..reading.files import Text
from .entry_fields import spellings

# The folder of the sources' addresses.
SOURCES = "sources/"
# What of a DOI stands in an address as it is (RFC 3986, 3.3).
_SAFE = "/:;()!$&'*+,=@~"
# Where biblatex's archives (manual, 3.14.7) keep what has an `eprint`.
_ARCHIVES = {
    "arxiv": "https://arxiv.org/abs/",
    "hdl": "https://hdl.handle.net/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
    "googlebooks": "https://books.google.com/books?id=",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in BibTeX's four parts, or a name that has no parts (`literal`: an organisation, a Chinese name).

    `is_organisation` says that the name is written as one: in braces.
    """

    family: str = ""
    given: str = ""
    prefix: str = ""
    suffix: str = ""
    literal: str = ""
    is_organisation: bool = field(default=False, compare=False)

    @property
    def surname(self) -> str:
        """The family name with the particles that belong to it: "van den Berg". Empty for a name that has no parts."""
        return f"{self.prefix} {self.family}".strip()

    def __str__(self) -> str:
        """The name as people write it: "Martin Luther King Jr."."""
        return self.literal or " ".join(filter(None, (self.given, self.surname, self.suffix)))


@dataclass(frozen=True, slots=True)
class Reference:
    """A source. `type` and the names of `fields` are biblatex's; text fields are plain text, decoded from LaTeX; absent ones are empty.

    `other_slug` is the last part of its address where that is not the key; it depends on the other keys of the bibliography (see `addressed`).

    `roles` has the people in further roles, by biblatex's names for them: `bookauthor`, `holder`, `editora`. `issued` keeps the stated
    precision. `others` holds the roles whose list of names ends in "and others". `raw` is the entry
    as it was written, private fields and all, and not to be published; `text` and `line` say where (they are not part of the value).
    """

    key: str
    type: str
    title: str
    author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    translator: tuple[Name, ...] = ()
    roles: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    issued: dates.Edtf | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    raw: str = field(default="", compare=False, repr=False)
    text: Text = field(default=Text("", ""), compare=False, repr=False)
    line: int = field(default=1, compare=False, repr=False)
    other_slug: str = ""

    def __hash__(self) -> int:
        # Equal references have equal keys; `fields` is a mapping, and cannot be hashed.
        return hash(self.key)

    def get(self, *names: str) -> str:
        """The first of these fields that is there, or an empty text."""
        for name in names:
            if value := self.fields.get(name):
                return value
        return ""

    @property
    def span(self) -> Span:
        """Where the entry begins."""
        return self.text.span(self.line, 1, len(self.text.line(self.line)))

    def at(self, name: str) -> Span:
        """Where a field stands, under any of its names; the entry itself when it is not found."""
        names = "|".join(map(re.escape, spellings(name)))
        for number, shown in enumerate(self.raw.split("\n"), self.line):
            if match := re.match(rf"\s*(?:@\w+\{{[^,]*,\s*)?({names})\s*=\s*[{{\"]?(.*?)[}}\"]?,?\s*$", shown, re.IGNORECASE):
                return self.text.span(number, match.start(2) + 1, len(match[2]))
        return self.span

    @property
    def et_al(self) -> bool:
        """Whether the list of authors ends in "and others"."""
        return "author" in self.others

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.other_slug or self.key

    @property
    def address(self) -> str:
        """Its address, below that of the site."""
        return f"{SOURCES}{self.slug}/"

    @property
    def holder(self) -> str:
        """Who holds a patent, in words."""
        return "; ".join(map(str, self.roles.get("holder", ())))

    @property
    def via(self) -> str:
        """The key of the source through which alone this one is known: it was not read itself."""
        return self.get("via")

    @property
    def copyof(self) -> str:
        """The key of the source of which this one is a copy: a mirror, a reprint, or a translation."""
        return self.get("copyof")

    @property
    def ignored(self) -> tuple[tuple[str, str], ...]:
        """The rules whose warnings about it may stand, each with the reason; the reason is empty where none is given.

        `ignore = {unidentified-publisher: the copy names none}`; several have semicolons between them.
        """
        pairs = (part.partition(":") for part in self.get("ignore").split(";") if part.strip())
        return tuple((code.strip(), why.strip()) for code, _colon, why in pairs)

    @property
    def former_keys(self) -> tuple[str, ...]:
        """The keys that it had before, as biblatex's `ids` has them (manual, 2.2.3): their addresses go on answering."""
        return tuple(dict.fromkeys(normal_key(key) for key in re.split(r"[\s,]+", self.get("ids")) if is_key(key)))

    @property
    def read(self) -> str:
        """How much of it was read: `whole`, `part` or `no`; empty when nobody says. What is known through another was not read."""
        return self.get("read") or ("no" if self.via else "")

    @property
    def url(self) -> str:
        """The address of the source: its `url`, else where its `doi` or its `eprint` leads."""
        return self.get("url") or self.doi_url or self.eprint_url

    @property
    def doi_url(self) -> str:
        """Where its DOI leads."""
        return doi_link(self.get("doi"))

    @property
    def eprint_url(self) -> str:
        """Where its number in an archive such as arXiv leads; empty for an archive that is not known."""
        archive, eprint = _ARCHIVES.get(self.get("eprinttype").lower()), self.get("eprint")
        return f"{archive}{quote(eprint, safe=_SAFE)}" if archive and eprint else ""

    @property
    def publisher(self) -> str:
        """Who published it, as the entry names it."""
        return self.get("publisher", "institution", "organization")

    @property
    def container(self) -> str:
        """What it appeared in: a journal, a book, a site."""
        return self.get("journaltitle", "booktitle", "howpublished")


def doi_link(doi: str) -> str:
    """Where a DOI leads; empty when there is none."""
    return f"https://doi.org/{quote(doi, safe=_SAFE)}" if doi else ""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All references by key; `broken` holds the keys of entries that could not be read, and `is_unread` says that the whole file could not."""

    references: Mapping[str, Reference] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    is_unread: bool = False


def addressed(references: Mapping[str, Reference]) -> dict[str, Reference]:
    """References by their keys, with their addresses."""
    others = addresses(tuple(references))
    return {
        key: reference if reference.other_slug == others.get(key, "") else replace(reference, other_slug=others.get(key, ""))
        for key, reference in references.items()
    }


def former_addresses(references: Mapping[str, Reference]) -> dict[str, Reference]:
    """The sources by the addresses that they had under other keys, but for those that are another's now."""
    renamed = [reference for reference in references.values() if reference.get("ids")]
    taken = {reference.address.casefold() for reference in references.values()} if renamed else set()
    found: dict[str, Reference] = {}
    for reference in renamed:
        for key in reference.former_keys:
            address = f"{SOURCES}{addresses((key,)).get(key, key)}/"
            if address.casefold() not in taken:
                taken.add(address.casefold())
                found[address] = reference
    return found


def at_address(references: Mapping[str, Reference], address: str) -> Reference | None:
    """The source whose page, or what lies below it, an address would be."""
    if not address.startswith(SOURCES):
        return None
    slug = address.removeprefix(SOURCES).partition("/")[0]
    found = references.get(slug)
    if found and found.slug == slug:
        return found
    return next((reference for reference in references.values() if reference.other_slug == slug), None) if slug else None
