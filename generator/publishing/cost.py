"""Whether a page takes the HTML parser too long, found without it.

Its time grows with the square of how many elements are open at once, and of how many attributes an element has: no honest page has so many.
"""

from __future__ import annotations

import re
from collections import Counter

# So deep a page takes the parser a tenth of a second, and one with few tags never long.
_DEEPEST = 5000
_FEW_TAGS = 20_000
# A page without a piece as long between two tags has no element with many attributes.
_SHORT = 100_000
_MOST_ATTRIBUTES = 5000
_ATTRIBUTE = re.compile(r"""[\s/]*=?[^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
# These have no end, or end with the next one of their kind: they are never in one another.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr li p dt dd tr td th thead tbody tfoot option optgroup".split()
)


def is_too_high(html: str) -> bool:
    """Whether a page costs more than a second. Its tags and attributes are counted, where there may be many."""
    if html.count("<") > _FEW_TAGS and _depth(html) > _DEEPEST:
        return True
    if len(html) <= _SHORT:
        return False
    return any(piece[0].isalpha() and _attributes(piece) > _MOST_ATTRIBUTES for piece in html.split("<") if len(piece) > _SHORT)


def _depth(html: str) -> int:
    """How many elements are open at once, at most."""
    opened: Counter[str] = Counter()
    depth = deepest = 0
    for end, tag in _TAG.findall(html):
        name = tag.lower()
        if name in _FLAT or (end and not opened[name]):
            continue
        step = -1 if end else 1
        opened[name] += step
        depth += step
        deepest = max(deepest, depth)
    return deepest


def _attributes(tag: str) -> int:
    """How many attributes a tag has, from its text and what follows it."""
    place = count = 0
    while (found := _ATTRIBUTE.match(tag, place)) and found.end() > place:
        place, count = found.end(), count + 1
    return count
