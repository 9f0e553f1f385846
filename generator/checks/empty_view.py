"""A living block of a hand-written page asks for records that there are not.

Nothing is misspelt, but no record is all that `where`, `not` and `has` ask for, or has a figure of the measure of its dots. The page says
"Nothing here yet." in its place. A count of none is a number like any other.

**Way out:** ask for less, or take the block out.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog import choosing
from ..catalog.catalog import Catalog
from ..records.living import COUNT
from . import living_block

RULE = rule("empty-view", __doc__, Severity.WARNING, about=Concern.TEXTS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Living blocks of which nothing comes, as far as every record could be read."""
    for page in catalog.docs if not catalog.broken else ():
        for block in page.living:
            view, document = block
            asks = view.where or view.unwanted or view.has or view.measure
            if asks and view.form != COUNT and not any(living_block.problems(catalog, block)) and not choosing.in_order(catalog, view):
                part = next(name for name in ("where", "has", "not", "measure") if name in document.data)
                yield RULE.at(document.key(part), said("no record is what this asks for"), said("ask for less, or take the block out"))
