"""A source that published claims rest on is said to stand at another address.

A page that moved is the same source; another page under the same key is another one, and no claim shows it. Which of both it is, no program can
know: `casebook check --against REV` names every source whose address is another than at a Git revision, and has the same title. An archived copy
of the same page is no other address, nor is the same one with or without `www.`, `https` and what only tells where a reader came from.

**Way out:** none is needed where the page says the same: open both. Where it is another page, give it an entry and a key of its own, and
say in the record's `corrections` (`what: sources/KEY`) that the source is another one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog import compare, source_differences
from ..catalog.catalog import Catalog

RULE = rule("moved-source", __doc__, Severity.WARNING, about=Concern.CHANGES)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Sources at another address than at the revision, on which a published claim rests."""
    before = catalog.before
    if before is None:
        return
    pairs = [pair for pair in compare.claims(before, catalog) if pair.now and not (pair.before.is_draft or pair.entry.is_draft)]
    resting = {citation.key for pair in pairs for citation in pair.was.cite}
    corrected = {what for pair in pairs for what in compare.corrected(pair)}
    for key in sorted(resting):
        was, source = before.references.get(key), catalog.references.get(key)
        if was and source and source_differences.is_moved(was, source) and f"sources/{key}" not in corrected:
            message = said("the source '{key}' was at {was} and is now at {now}: is it the same page?", key=key, was=was.url, now=source.url)
            yield RULE.at(source.at("url"), message, said("open both; another page is another source, with a key of its own"))
