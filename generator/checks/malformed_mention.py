"""Something in square brackets begins like a citation but is none.

`[@key]`, `[@key, p. 3]` and `[@key, p. 3; @other]` are citations: keys separated by semicolons, each with an
optional locator after a comma.

**Way out:** correct it; to print the characters themselves, put them into backticks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.identifier import is_key, key_like
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..text import almost

RULE = rule("malformed-mention", __doc__, about=Concern.TEXTS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Mentions that do not parse."""
    for use in catalog.malformed:
        better = next(filter(partial(_is_there, catalog), (almost.citation(use.mention), _by_nearest_keys(use.mention, catalog))), "")
        if not better:
            yield RULE.at(use.span, use.problem, said("write it as [@key], or [@key, p. 3; @other]"))
            continue
        span = use.span
        yield RULE.at(span, use.problem, said("write {mention}", mention=better), instead=use.another(span, better), is_safe=True)


def _is_there(catalog: Catalog, citation: str) -> bool:
    """Whether every source that is cited is one of the catalog."""
    return all(key in catalog.references for key in re.findall(r"@([^\s,;]+)", citation.rstrip("]")) or [""])


def _by_nearest_keys(mention: str, catalog: Catalog) -> str:
    """A citation of keys with blanks, or with marks that no key has, by those under which the sources are; empty where they are not there."""
    parts = []
    for piece in mention.strip("[]").split(";"):
        key, comma, locator = piece.strip().removeprefix("@").partition(",")
        better = key if is_key(key) else key_like(key)
        if better not in catalog.references or "@" in locator:
            return ""
        parts.append(f"@{better}{comma}{locator}")
    return f"[{'; '.join(parts)}]"
