"""A text repeats a word that the figure in it prints.

A figure is printed with its bound and its unit: `[#crew]` becomes "about 40 people". A text that says "people" once more behind it, or
"about" before it, has the word twice.

**Way out:** take the word out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.uses import ClaimUse
from ..text.wording import Wording

RULE = rule("doubled-word", __doc__, Severity.WARNING, about=Concern.CLAIMS)

_NEXT = re.compile(r"[*_]{0,2}\s+([^\W\d_]+)(?![\w-])")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Mentions of figures beside a word with which they begin or end."""
    wording = Wording()
    for use in catalog.claim_uses:
        claim = catalog.claims.get((use.record, use.name))
        if not use.mention or claim is None or claim.value is None:
            continue
        unit = wording.unit(claim.value, catalog.unit(claim), catalog.one(claim))
        for word in _twice(use, wording.bound(claim.bound, claim.value), unit):
            printed = wording.quantity(claim.value, catalog.unit(claim), claim.bound, catalog.one(claim))
            message = said("'{word}' stands here twice: '{mention}' prints '{printed}'", word=word, mention=use.mention, printed=printed)
            yield RULE.at(use.span, message, said("take '{word}' out of the text", word=word))


def _twice(use: ClaimUse, bound: str, unit: str) -> Iterator[str]:
    before, behind = use.around
    if bound and re.search(rf"(?<!\w){re.escape(bound)}[*_]{{0,2}}\s+[*_]{{0,2}}\Z", before, re.IGNORECASE):
        yield bound
    following = _NEXT.match(behind)
    if following and unit.split() and following[1].casefold() == unit.rsplit(maxsplit=1)[-1].casefold():
        yield following[1]
