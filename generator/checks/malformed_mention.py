"""Something in square brackets begins like a citation but is none.

`[@key]`, `[@key, p. 3]` and `[@key, p. 3; @other]` are citations: keys separated by semicolons, each with an
optional locator after a comma.

**Way out:** correct it; to print the characters themselves, put them into backticks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Diagnostic, rule
from ..base.saying import said
from ..catalog.catalog import Catalog

RULE = rule("malformed-mention", __doc__)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Mentions that do not parse."""
    for use in catalog.malformed:
        yield RULE.at(use.span, use.problem, said("write it as [@key], or [@key, p. 3; @other]"))
