"""The whole catalog as a folder of plain Markdown files, which another engine can build: see `casebook export`.

Everything that somebody wrote is in it: hand-written pages, records with their claims, sources, lists, and the handbook. The views that are
computed (evidence map, timeline, map, network, search, data) are not; links to them lead to the web site, where it has an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from posixpath import dirname, join, normpath

from ..base.report import SEVERITIES
from ..pages import handbook
from ..records.folder import DOCS
from ..records.model_fields import fields_of, flow
from ..records.models import models
from ..records.values import Model
from ..text import prose
from ..views import markdown
from ..views.site import Site

# A link of a hand-written page to another place of the site, and its anchor.
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\((?![a-z][a-z+.-]*:|#|/)([^()\s#]+)(#[^()\s]*)?\)")


def files(site: Site) -> Iterator[tuple[str, str]]:
    """(path below the folder of pages, text) of every page: first what the catalog makes, then the hand-written ones."""
    texts = dict(_generated(site))
    yield from texts.items()
    own = {page.path.removeprefix(f"{DOCS}/"): page for page in site.catalog.docs}
    for path, page in own.items():
        yield path, _with_links(markdown.docs(site, page), path, site, {*texts, *own})


def _generated(site: Site) -> Iterator[tuple[str, str]]:
    for kind in site.catalog.listed_kinds:
        yield f"{kind.address}/index.md", markdown.records(site, kind)
    for entry in site.catalog:
        yield f"{entry.address}index.md", markdown.record(site, entry, everything=True)
    if site.catalog.references:
        yield "sources/index.md", markdown.sources(site)
    for reference in site.catalog.references.values():
        yield f"{reference.address}index.md", markdown.source(site, reference)
    rules = sorted(site.rules, key=lambda rule: rule.code)
    own = {item.id for item in site.catalog.rules.rules} if site.catalog.rules else set()
    language, lines = site.settings.language, []
    for rule in rules:
        summary = rule.summary_in(language)
        lines.append(f"- [`{rule.code}`]({rule.code}/index.md): {markdown.escape(summary) if rule.code in own else summary}\n")
    yield "rules/index.md", f"# {site._('Rules')}\n\n{''.join(lines)}"
    for rule in rules:
        address, text = f"rules/{rule.code}/", rule.page_in(language)
        page = markdown.passage(site, address, text) if rule.code in own else text.strip()
        yield f"{address}index.md", f"# {rule.code}\n\n*{site._(SEVERITIES[rule.severity])}*\n\n{page}\n"
    yield "fields/index.md", f"# {site._('Fields')}\n\n" + "\n".join(_fields(part, site._) for part in models(site.catalog.kinds).reference)


def _fields(part: type[Model], _: Callable[[str], str]) -> str:
    """The fields of a part of a record, as a list."""
    lines = ["\n\n".join((f"## {_(handbook.spaced(part.__name__))}", *map(_, handbook.about(part)), ""))]
    for name, field in fields_of(part).items():
        shown = f"`{name}` ({_('required')})" if field.is_required() else f"`{name}`"
        example = f" {_('For example:')} `{name}: {flow(field.examples[0])}`" if field.examples else ""
        lines.append(f"- {shown}: {_(field.description or '')}{example}\n")
    return "".join(lines)


def _with_links(text: str, path: str, site: Site, known: Container[str]) -> str:
    """A hand-written page whose links to views that are not among the files lead to the web site, or are words where it has no address."""
    parts, position = [], 0
    # Not in code: what stands there is shown, and leads nowhere.
    for match in _LINK.finditer(prose.without_code(text)):
        target, anchor = match[2], match[3] or ""
        where = normpath(join(dirname(path), target))
        if where in known or not target.endswith(".md"):
            continue
        label = text[match.start(1) : match.end(1)]
        address = re.sub(r"(?:^|(?<=/))index\.md$", "", where).removesuffix(".md")
        parts += [text[position : match.start()], f"[{label}]({site.settings.url}{address}{anchor})" if site.settings.url else label]
        position = match.end()
    return "".join((*parts, text[position:]))
