"""`llms.txt`: the site for language models and whoever else reads plain text, after https://llmstxt.org/.

A title, a sentence, and lists of links with what is behind each. Records lead to their Markdown twins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ..catalog.entries import Entry
from ..views.here import summaries
from ..views.markdown import escape
from ..views.site import Site
from . import File

# The rest is in the lists of the API.
MOST = 200


def files(site: Site) -> Iterator[File]:
    """One file."""
    yield File("llms.txt", partial(_content, site.public))


def _content(site: Site) -> str:
    _, catalog = site._, site.catalog
    parts = [f"# {escape(site.settings.name)}\n"]
    if site.settings.description:
        parts.append(f"> {escape(site.settings.description)}\n")
    if catalog.claims:
        parts.append(_about_claims(site))
    parts += [_section(site, _(kind.plural), catalog.by_kind[kind.name], kind.address) for kind in catalog.kinds if catalog.by_kind[kind.name]]
    parts.append(f"## {_('Data')}\n\n" + "".join(_line(site, *row) for row in _data(site)))
    if listed := [page for page in catalog.docs if page.address]:
        parts.append("## Optional\n\n" + "".join(_line(site, page.title, page.address) for page in listed))
    return "\n".join(parts)


def _about_claims(site: Site) -> str:
    return (
        site._(
            "A catalog in which every figure is a claim with its source, and a mark says who vouches for it: *several voices*, *one voice*, "
            "*publisher not identified*, *self-reported*; statements of somebody are *attributed*. "
            "Figures are kept as stated: mind their bounds (“up to”, “nearly”), "
            "dates and scopes, and cite the sources behind them."
        )
        + "\n"
    )


def _section(site: Site, title: str, entries: Sequence[Entry], address: str) -> str:
    texts = site.once(summaries)
    lines = [_line(site, entry.record.label, f"{entry.address}index.md", texts[entry.id]) for entry in entries[:MOST]]
    if len(entries) > MOST:
        rest = site._("All {count}, as a list").format(count=len(entries))
        lines.append(_line(site, rest, f"api/v1/{address}/index.json"))
    return f"## {title}\n\n{''.join(lines)}"


def _data(site: Site) -> list[tuple[str, str, str]]:
    _ = site._
    return [
        (_("The whole catalog"), "data/catalog.json", _("one JSON file, with its schema in data/catalog.schema.json")),
        *([(_("Sources"), "data/sources.bib", _("the bibliography as BibTeX"))] if site.catalog.references else []),
        (_("Tables"), "data/datapackage.json", _("CSV files, described as a data package")),
        (_("API"), "api/v1/openapi.json", _("static JSON files, described in OpenAPI")),
        (_("Changes"), "data/changes.json", _("what came in and what changed, the latest first")),
    ]


def _line(site: Site, title: str, address: str, about: str = "") -> str:
    # From the site's root, where this file stands.
    link = f"- [{escape(title)}]({site.web(address, 'llms.txt')})"
    return f"{link}: {escape(about)}\n" if about else f"{link}\n"
