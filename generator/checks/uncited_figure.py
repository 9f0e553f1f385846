"""A passage holds a figure but cites nothing.

A figure in a text should be a claim (`[#crew]`), so that it is written down once and shows its source; at the least, its
paragraph, list item or table row should cite one. A citation in a table's head, or in the paragraph just before or just after the table,
vouches for all of its rows. Years, dates, figures in words and the numbers of a list do not count; nor does what the definition of a measure says: it
tells no fact, but what is counted.

**Way out:** write the figure as a claim and print it with `[#ID]`, or add `[@key]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..base.scripts import HAN
from ..catalog.catalog import Catalog
from ..catalog.entries import prose_leaves
from ..records.values import Prose
from ..text import prose
from ..text.passages import Passage, passages

RULE = rule("uncited-figure", __doc__, Severity.WARNING, about=Concern.CLAIMS)

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
# Years, months and days as Chinese writes them, from one to another, too; and what is one of a row, which has a sign before its number.
_TO = r"(?:\s*(?:[-\u2013\u2014~\uff5e]+|\u81f3|\u5230)\s*"
_CHINESE = rf"\d{{4}}{_TO}\d{{4}})?\s*\u5e74|\d\d\u5e74\u4ee3|\d{{1,2}}{_TO}\d{{1,2}})?\s*[\u6708\u65e5\u53f7\u865f]|\u7b2c\s*\d+"
# What is no figure: days of a month, years, what stands in brackets, destinations of links, and HTML. Code is gone by then.
_NO_FIGURE = re.compile(
    rf"\b\d{{1,2}}(?:\s*[–-]\s*\d{{1,2}})?\s+{_MONTH}\b|\b{_MONTH}\s+\d{{1,2}}\b|{_CHINESE}|\b(?:1[89]|20)\d\ds?\b|\]\([^\s)]*\)?|<[^>]*>|\[[@#\[][^\]]*\]",
    re.IGNORECASE,
)
# A quick look first: most texts have no digit outside their mentions.
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DIGIT = re.compile(r"\d")
# A citation or a claim in the brackets or with the signs of another script, which is told as what it is.
_ALMOST = re.compile("[\\[\uff3b\u3010\u3014(\uff08][@\uff20#\uff03][^\\s\\d]")
# Behind a letter it is a part of a name (H1N1); Chinese stands before a number without a space.
_FIGURE = re.compile(rf"(?<!\.)(?<![^\W{HAN}])\d(?:[\d.,\uff0e]*\d)?(?:\s?%)?")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Passages of factual texts with a figure and neither citation nor claim, in records in error too."""
    for entry in (*catalog, *catalog.fragments):
        for leaf in prose_leaves(entry):
            # A claim's own texts stand beside its `cite`.
            if (
                not (isinstance(leaf.role, Prose) and leaf.role.factual)
                or leaf.route[0] == "claims"
                or not _DIGIT.search(_BRACKETS.sub("", leaf.value))
            ):
                continue
            figures = list(_uncited(leaf.value))
            for (start, end), span in zip(figures, entry.document.parts(leaf.route, leaf.value, figures), strict=True):
                message = said("the figure {value} has no source in this paragraph", value=leaf.value[start:end])
                yield RULE.at(span, message, said("print it as a claim, [#ID], or cite one, [@key]"))


def _uncited(text: str) -> Iterator[tuple[int, int]]:
    """Where the first figure of each passage that cites nothing begins and ends."""
    found = passages(prose.without_code(text))
    for index, passage in enumerate(found):
        if _cites(passage) or (passage.row is not None and any(map(_cites, _around(found, index)))):
            continue
        # Of the same length, so that places stay as they are.
        told = _NO_FIGURE.sub(lambda other: " " * len(other.group()), passage.text)
        if match := _FIGURE.search(told):
            yield passage.start + match.start(), passage.start + match.end()


def _cites(passage: Passage) -> bool:
    return bool(_ALMOST.search(passage.text)) or any(mention.cites or mention.claim for mention in prose.scan(passage.text))


def _around(found: Sequence[Passage], index: int) -> Iterator[Passage]:
    """The head of the table of a row, and the passages just before and just after the table, as far as these are no tables themselves."""
    first = index - (found[index].row or 0)
    yield found[first]
    if first and found[first - 1].row is None:
        yield found[first - 1]
    after = next((passage for passage in found[first + 1 :] if not passage.row), None)
    if after and after.row is None:
        yield after
