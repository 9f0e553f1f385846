"""What leaves the catalog for other sites and texts: a figure with its source and mark, and the code that shows it in a frame.

A page has one frame for itself and all its claims: the claim that an address ends in is shown, without a script (`:target`, see `embed.css`).
So every claim has an embed, and the site has one small file more for each record, not for each claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ..catalog.entries import Entry
from ..catalog.evidence import Evidence
from ..records.parts import Claim
from ..records.reference import Reference
from . import facets, vouching
from .here import Here, reference_title
from .site import Site

EMBEDS = "embed/"
# In pixels: what a figure takes, and a record with its summary, where the frame is as narrow as a telephone.
WIDTH, HEIGHT, FIGURE_HEIGHT = 560, 420, 300


@dataclass(frozen=True)
class Shown:
    """A claim that leaves the catalog, in plain text: a figure has a number, `what` was counted, and `limits`, what is to be said against it."""

    id: str
    address: str
    bound: str
    number: str
    unit: str
    text: str
    what: str
    evidence: Evidence
    evidence_text: str
    sources: str
    limits: Sequence[str]


@dataclass(frozen=True)
class Line:
    """A text to copy: what stands before and behind the address of the page."""

    label: str
    before: str
    after: str = ""


@dataclass(frozen=True)
class Box:
    """How to share a page: its `address`, empty while the site has none; texts to copy; the code of its frame, and the height of one
    with a claim alone.

    `has_claims` says that a single claim can be chosen.
    """

    address: str
    path: str
    lines: Sequence[Line]
    frame: str = ""
    figure_height: int = FIGURE_HEIGHT
    has_claims: bool = False


def embedded(site: Site) -> Iterator[Entry]:
    """The records that have a page for frames."""
    return (entry for entry in site.catalog if is_embedded(site, entry))


def is_embedded(site: Site, entry: Entry) -> bool:
    """Whether a record has a page for frames: those that the catalog is about, and those with claims; none where no other site could load it."""
    return not site.settings.offline and (entry.kind.is_main or bool(entry.record.claims))


def address(entry: Entry) -> str:
    """Where the page of a record for frames is; `#claim` may follow."""
    return f"{EMBEDS}{entry.address}"


def oembed_address(entry: Entry) -> str:
    """Where it stands how another site shows a record."""
    return f"{address(entry)}oembed.json"


def frame(site: Site, entry: Entry) -> str:
    """The code that shows a record on another site. It needs the address of this one.

    Nothing but the frame: readers of oEmbed that trust nobody drop all else, and some keep a frame hidden that has a quotation beside it.
    """
    source, title = f"{site.settings.url}{address(entry)}", site._("{title}, in {site}").format(title=entry.record.label, site=site.settings.name)
    sizes = f'width="{WIDTH}" height="{HEIGHT}"'
    return f'<iframe src="{escape(source)}" {sizes} title="{escape(title)}" loading="lazy" frameborder="0" style="max-width:100%"></iframe>'


def shown(entry: Entry, claim: Claim, here: Here) -> Shown:
    """A claim of a record with all that goes with it; `here` is a page without references."""
    site, catalog, wording = here.site, here.site.catalog, here.site.wording
    evidence, unit, value = catalog.evidence(entry, claim), catalog.unit(claim), claim.value
    measure = catalog.get(claim.measure or "")
    what = [measure.record.label] if measure and measure.record.label.lower() != unit else []
    what += [here.within(entry).plain(claim.scope)] if claim.scope else []
    what += [wording.date(claim.as_of)] if claim.as_of else []
    what += [wording.interval(claim.interval.low, claim.interval.high, claim.interval.level)] if claim.interval else []
    return Shown(
        id=claim.id,
        address=f"{entry.address}#{claim.id}",
        bound=wording.bound(claim.bound, value) if value is not None else "",
        number=wording.number(value) if value is not None else "",
        unit=wording.unit(value, unit, catalog.one(claim)) if value is not None else "",
        text=here.claim_text(entry, claim),
        what="\xa0· ".join(what),
        evidence=evidence,
        evidence_text=vouching.short(site, evidence),
        sources=vouching.heard(site, dict.fromkeys(one.key for one in claim.cite)),
        limits=list(_limits(entry, claim, here)),
    )


def telling(entry: Entry, here: Here) -> Shown | None:
    """The figure that stands for a record, with all that goes with it."""
    claim = facets.most_telling(entry)
    return shown(entry, claim, here) if claim else None


def _limits(entry: Entry, claim: Claim, here: Here) -> Iterator[str]:
    site, _ = here.site, here.site._
    if claim.origin and (origin := site.catalog.get(claim.origin)):
        yield _("{name}: {problem}").format(name=_("figure from") if claim.value is not None else _("from"), problem=origin.record.label)
    for rival in site.catalog.rivals(entry, claim):
        yield f"{_('Sources disagree')} · {here.claim_text(entry, rival)}"
    if claim.rank == "deprecated":
        yield f"{_('Set aside because')} {here.within(entry).plain(claim.why or '')}"


# --- for pages -------------------------------------------------------------------------------------------------


def record_box(here: Here, entry: Entry) -> Box | None:
    """How to share a record and its claims; None for one that is shown in no frame."""
    if not is_embedded(here.site, entry):
        return None
    site, label = here.site, entry.record.label
    found = telling(entry, Here(site, here.address, entry, numbered=False))
    figure = f"{_in_a_line(site, found)} " if found else ""
    name = site._("{title}, in {site}").format(title=label, site=site.settings.name)
    lines = [
        Line(site._("Text"), f"{figure}{site._('{what}, {more}').format(what=name, more='')}"),
        Line("Markdown", f"{figure}[{_unmarked(label)}](", f"), {_unmarked(site.settings.name)}"),
    ]
    code = frame(site, entry) if site.settings.url else ""
    return Box(_web(site, entry.address), entry.address, lines, code, has_claims=bool(entry.record.claims))


def source_box(here: Here, reference: Reference) -> Box | None:
    """How to share the page of a source."""
    site, title = here.site, reference_title(here.site, reference)
    if site.settings.offline:
        return None
    lines = [Line(site._("Text"), site._("{what}, {more}").format(what=title, more="")), Line("Markdown", f"[{_unmarked(title)}](", ")")]
    return Box(_web(site, reference.address), reference.address, lines)


def _web(site: Site, own: str) -> str:
    return f"{site.settings.url}{own}" if site.settings.url else ""


def _in_a_line(site: Site, claim: Shown) -> str:
    """A claim with what was counted, its mark and its sources: what `share.js` makes of one, too."""
    mark = site._("{name}: {problem}").format(name=claim.evidence_text, problem=claim.sources) if claim.sources else claim.evidence_text
    more = "\xa0· ".join(part for part in (claim.what, mark, *claim.limits) if part)
    return site._("{summary}.").format(summary=site._("{name} ({reason})").format(name=claim.text, reason=more))


def _unmarked(text: str) -> str:
    """A text as the label of a link in Markdown."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
