"""How this catalog is cited itself: a record or one of its claims, as styles print it and as reference managers read it.

Beside a citation of ours stands the page's version (see Catalog.version), so that a later change is visible. All citations of one
day differ only in title and address; so one entry for each day goes to the citation processor, with slots for the two,
however many records there are.

Pages have no clock, and a site may not know its address: when the page was read, and where, the browser fills in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..base import dates
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..citing import csl, formatting
from ..citing.formatting import Formatted, Formatter, Prepared
from ..records import bibtex_habits
from ..records.reference import Name, Reference
from ..text import anchors, prose
from ..text.prose import RecordLink, SafeHtml
from .here import ClaimView, Here
from .site import Settings, Site

# Plain letters, which every style leaves as they are; a citation key has no slash, so these ids are nobody else's.
_TITLE, _URL = "CBTITLEBC", "https://cburlbc.invalid/"
_OWN, _READ = "own/", "?read"
# Stands for the day on which the page is read (the theme's script knows it, too).
_TODAY = "2099-12-31"
LABELS: Mapping[str, str] = {"apa": "APA 7", "chicago-author-date": "Chicago", "gb-t-7714": "GB/T 7714"}


@dataclass(frozen=True)
class Line:
    """A citation as one style prints it, with the style's name."""

    label: str
    html: SafeHtml


@dataclass(frozen=True)
class ClaimLines:
    """How to cite one claim: the id of that on the page, the claim's id and text, the citation in the site's style, and the sources that it rests on.

    In the other styles it reads as the page's own citation does, with the claim's text and address: the browser writes it so.
    """

    anchor: str
    fragment: str
    text: str
    line: Line
    sources: Sequence[RecordLink] = ()


@dataclass(frozen=True)
class Box:
    """How to cite a page: the citation in each style, the files for reference managers as (format, address), and each claim.

    `item` is what the page is about, as something to cite. `is_source` says that this is a source, which others have published.
    """

    item: Reference
    lines: Sequence[Line]
    files: Sequence[tuple[str, str]]
    claims: Sequence[ClaimLines] = ()
    version: str = ""
    is_source: bool = False


def is_citable(entry: Entry) -> bool:
    """Whether a record is something to cite: a case, or one that holds claims."""
    return entry.kind.is_main or bool(entry.record.claims)


def formatted(catalog: Catalog, settings: Settings, styles: Mapping[str, Formatter]) -> dict[str, Formatted]:
    """Every source, and every day's citation of ours with its slots, as each style prints it, by style and id; made when they are asked for."""
    author = settings.author or settings.name

    def item(id: str) -> Prepared:
        if not id.startswith(_OWN):
            return formatting.prepare([csl.to_csl(catalog.references[id])])[0]
        day = id.removeprefix(_OWN).removesuffix(_READ)
        read = _TODAY if id.endswith(_READ) else ""
        return formatting.prepare([csl.to_csl(_reference("own", _TITLE, author, day, _URL, "", settings.name, read))])[0]

    return {name: Formatted(formatter, item) for name, formatter in styles.items()}


def prime(site: Site) -> None:
    """Have everything formatted that a site's pages may ask for. Raises styles.FormattingError."""
    days = sorted({site.catalog.changed(entry.path) or "" for entry in site.catalog if is_citable(entry)})
    formatting.prime(site.formatted.values(), [*site.catalog.references, *(id for day in days for id in _ids(day))])


def _ids(day: str) -> tuple[str, str]:
    """What a day's citation of ours goes by, without the day on which the page is read and with it."""
    return f"{_OWN}{day}", f"{_OWN}{day}{_READ}"


def cited_record(site: Site, entry: Entry) -> Reference:
    """A record as something to cite."""
    return _own(site, entry, entry.id, entry.record.label, "")


def cited_claim(site: Site, entry: Entry, id: str, text: str) -> Reference:
    """A claim of a record as something to cite; `text` is the claim in words."""
    return _own(site, entry, f"{entry.id}_{id}", f"{entry.record.label}: {text}", f"#{id}")


def _own(site: Site, entry: Entry, key: str, title: str, anchor: str) -> Reference:
    url = f"{site.settings.url}{entry.address}{anchor}" if site.settings.url else ""
    title = bibtex_habits.without_full_stop(title)
    return _reference(key, title, site.author, site.catalog.changed(entry.path) or "", url, site.catalog.version(entry), site.settings.name)


def _reference(key: str, title: str, author: str, day: str, url: str, version: str = "", site: str = "", read: str = "") -> Reference:
    fields = {
        "title": title,
        "url": url,
        "version": version,
        "organization": site if site != author else "",
        "note": f"Version {version}" if version else "",
        "urldate": read,
    }
    known = {name: value for name, value in fields.items() if value}
    return Reference(key, "online", title, (Name(literal=author, is_organisation=True),), issued=dates.parse(day) if day else None, fields=known)


def all_cited(site: Site, entry: Entry) -> Iterator[Reference]:
    """A record and each of its claims as something to cite."""
    here = Here(site, entry.address, entry, numbered=False)
    yield cited_record(site, entry)
    for claim in entry.record.claims:
        yield cited_claim(site, entry, claim.id, here.claim_text(entry, claim))


def cited(site: Site, name: str) -> Reference | None:
    """What somebody wants to cite, by its name: a record (`heron-aground`), a claim (`heron-aground/crew`), or a source by its key."""
    id, _, claim = name.partition("/")
    entry = site.catalog.get(id)
    if entry is None:
        return site.catalog.references.get(name)
    if not claim:
        return cited_record(site, entry)
    found = site.catalog.claims.get((entry.id, claim))
    here = Here(site, entry.address, entry, numbered=False)
    return cited_claim(site, entry, claim, here.claim_text(entry, found)) if found else None


def names(site: Site) -> Iterator[str]:
    """Every name that `cited` knows."""
    for entry in site.catalog:
        yield entry.id
        yield from (f"{entry.id}/{claim.id}" for claim in entry.record.claims)
    yield from site.catalog.references


# --- for pages -------------------------------------------------------------------------------------------------


def record_box(here: Here, entry: Entry, claims: Sequence[ClaimView]) -> Box | None:
    """How to cite a record and its claims; None for one that is nothing to cite."""
    if not is_citable(entry):
        return None
    site, version = here.site, here.site.catalog.version(entry)
    day = site.catalog.changed(entry.path) or ""
    return Box(
        cited_record(site, entry),
        _filled(site, day, entry.record.label, entry.address),
        [("BibTeX", "record.bib"), ("RIS", "record.ris"), ("CSL-JSON", "record.csl.json")],
        [
            ClaimLines(
                anchors.claim_citation(claim.id),
                claim.id,
                claim.text,
                _filled(site, day, f"{entry.record.label}: {claim.text}", entry.address, f"#{claim.id}")[0],
                [RecordLink(source.name, f"{source.href}#{anchors.CITE}") for source in claim.sources],
            )
            for claim in claims
        ],
        version,
    )


def source_box(here: Here, reference: Reference) -> Box:
    """How to cite a source."""
    formatting.prime(here.site.formatted.values(), [reference.key])
    lines = [Line(label, prose.formatted_html(entries[reference.key])) for label, entries in _styles(here.site)]
    return Box(reference, lines, [("BibTeX", "reference.bib"), ("RIS", "reference.ris"), ("CSL-JSON", "reference.csl.json")], is_source=True)


def _styles(site: Site) -> Iterator[tuple[str, Formatted]]:
    """The styles with their names for people, the site's own first."""
    for name in sorted(site.formatted, key=lambda name: name != site.settings.style):
        yield LABELS.get(name, name.rpartition("/")[2].removesuffix(".csl")), site.formatted[name]


def _filled(site: Site, day: str, title: str, address: str, fragment: str = "") -> list[Line]:
    """A citation of ours in every style. A site that does not know its address names the page in it, until the browser says where it is."""
    formatting.prime(site.formatted.values(), _ids(day))
    here = f"{site.settings.url}{address}{fragment}"
    where = here if site.settings.url else prose.left_to_browser("data-here", fragment, here)
    lines = []
    for label, entries in _styles(site):
        html = _template(*(entries[id] for id in _ids(day)))
        lines.append(Line(label, prose.filled(html, {_TITLE: title, _URL: where})))
    return lines


@cache
def _template(entry: str, read: str) -> SafeHtml:
    """A citation of ours with its slots; `read` is the same with the day on which the page is read, which the browser puts in its place."""
    plain, full = (prose.without_links(prose.formatted_html(html)) for html in (entry, read))
    start = next((place for place, (one, other) in enumerate(zip(plain, full, strict=False)) if one != other), len(plain))
    inserted = full[start : start + len(full) - len(plain)]
    if not inserted or "<" in inserted or plain[:start] + inserted + plain[start:] != full:
        return plain
    return plain[:start] + prose.left_to_browser("data-read", inserted) + plain[start:]
