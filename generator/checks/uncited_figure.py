"""A paragraph holds a figure but cites nothing.

A figure in a text should be a claim (`[#crew]`), so that it is written down once and shows its source; at the least, the
paragraph should cite one. Years, dates and figures in words do not count.

**Way out:** write the figure as a claim and print it with `[#ID]`, or add `[@key]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.diagnostic import Diagnostic, Severity, rule
from ..catalog.catalog import Catalog
from ..catalog.entries import prose_leaves
from ..records.values import Prose
from ..text import prose

RULE = rule("uncited-figure", __doc__, Severity.WARNING)

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
# What is no figure: days of a month, years, what stands in brackets, destinations of links, HTML, and code.
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:\s*[–-]\s*\d{{1,2}})?\s+{_MONTH}\b|\b{_MONTH}\s+\d{{1,2}}\b|\b(?:1[89]|20)\d\ds?\b|\]\([^\s)]*\)?|<[^>]*>|\[[@#\[][^\]]*\]|`[^`]*`",
    re.IGNORECASE,
)
# A quick look first: most texts have no digit outside their mentions.
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DIGIT = re.compile(r"[0-9]")
_FIGURE = re.compile(r"(?<![\w.])\d[\d.,]*(?:\s?%)?")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Paragraphs of factual texts with a figure and neither citation nor claim."""
    for entry in catalog:
        for leaf in prose_leaves(entry):
            # A claim's own texts stand beside its `cite`.
            if (
                not (isinstance(leaf.role, Prose) and leaf.role.factual)
                or leaf.route[0] == "claims"
                or not _DIGIT.search(_BRACKETS.sub("", leaf.value))
            ):
                continue
            for figure in _uncited(leaf.value):
                span = entry.document.find(leaf.route, figure)
                yield RULE.at(span, f"the figure {figure} has no source in this paragraph", "print it as a claim, [#ID], or cite one, [@key]")


def _uncited(text: str) -> Iterator[str]:
    for paragraph in prose.paragraphs(text):
        if any(mention.cites or mention.claim for mention in prose.scan(paragraph)):
            continue
        if match := _FIGURE.search(_DATE.sub(" ", paragraph)):
            yield match.group().rstrip(".,")
