"""The pages of a catalog as plain Markdown files, as somebody without a generator would write them: for stock MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator import citations, pipeline
from generator.catalog import Catalog, Entry
from generator.model import KINDS, Case
from generator.wording import Wording

MKDOCS = """site_name: Synthetic
theme:
  name: material
  font: false
plugins: [search]
nav:
  - Home: index.md
  - Cases: cases/index.md
  - Sources: sources/index.md
not_in_nav: |
  *
"""


def write(root: Path, folder: Path) -> int:
    """Write the pages of the catalog at `root` into `folder/docs`; returns how many."""
    catalog = pipeline.check(root).catalog
    count = 0
    for address, text in pages(catalog):
        path = folder / "docs" / f"{address}index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        count += 1
    (folder / "mkdocs.yml").write_text(MKDOCS)
    return count


def pages(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """(address, Markdown) of every page."""
    yield "", "# Home\n\nA synthetic catalog.\n"
    for kind in KINDS.values():
        rows = "".join(f"- [{entry.record.label}]({entry.id}/index.md)\n" for entry in catalog.by_kind[kind.name])
        yield f"{kind.address}/", f"# {kind.plural}\n\n{rows}"
    rows = "".join(f"- [{reference.title}]({key}/index.md)\n" for key, reference in catalog.references.items())
    yield "sources/", f"# Sources\n\n{rows}"
    for entry in catalog:
        yield entry.address, _record(catalog, entry)
    for key, reference in catalog.references.items():
        uses = "".join(
            f"- [{use.by.record.label}](../../{use.by.address}index.md)\n" for use in catalog.cites_of.get(key, ()) if isinstance(use.by, Entry)
        )
        yield f"sources/{key}/", f"# {reference.title}\n\n{citations.authors(reference)}. <{reference.url}>\n\n## Cited by\n\n{uses}"


def _record(catalog: Catalog, entry: Entry) -> str:
    record, wording = entry.record, Wording()
    parts = [f"# {record.label}\n", _prose(catalog, entry, str(getattr(record, "summary", "") or getattr(record, "definition", "")))]
    if record.claims:
        parts.append("\n## Figures\n\n| Measure | Figure | As of | Source |\n| --- | --- | --- | --- |\n")
        for claim in record.claims:
            figure = wording.quantity(claim.value, catalog.unit(claim), claim.bound) if claim.value is not None else claim.statement
            parts.append(f"| {claim.measure} | {figure} | {claim.as_of} | {', '.join(map(str, claim.cite))} |\n")
    if isinstance(record, Case):
        parts += [f"\n## {name.title()}\n\n{_prose(catalog, entry, text)}\n" for name, text in record.story if text]
        parts.append("\n## Timeline\n\n" + "".join(f"- {event.date}: {event.text}\n" for event in record.timeline))
        keys = dict.fromkeys(citation.key for claim in record.claims for citation in claim.cite)
        listed = "".join(
            f"1. {citations.authors(catalog.references[key])}. [{catalog.references[key].title}](../../sources/{key}/index.md)\n" for key in keys
        )
        parts.append(f"\n## References\n\n{listed}")
    uses = dict.fromkeys(use.by for use in catalog.uses_of.get(entry.id, ()) if isinstance(use.by, Entry))
    parts.append("\n## Mentioned by\n\n" + "".join(f"- [{by.record.label}](../../{by.address}index.md)\n" for by in uses))
    return "".join(parts)


def _prose(catalog: Catalog, entry: Entry, text: str) -> str:
    text = re.sub(r"\[\[([^\]|]+)\|?([^\]]*)\]\]", lambda hit: f"[{hit[2] or hit[1]}](../../{catalog.entries[hit[1]].address}index.md)", text)
    text = re.sub(r"\[@([^,\];]+)[^\]]*\]", r"[(1)](../../sources/\1/index.md)", text)
    return re.sub(r"\[#([^\]]+)\]", r"[12,345 plays](index.md#figures)", text)
