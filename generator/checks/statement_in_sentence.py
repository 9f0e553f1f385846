"""A text prints a statement in the middle of a sentence.

`[#crew]` of a statement prints all of it, which is a sentence with a full stop most often. Inside another sentence nobody can read it.

**Way out:** let it stand as a sentence of its own, or behind a colon; or say it in your own words and cite its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..text.syntax import without_citations

RULE = rule("statement-in-sentence", __doc__, Severity.WARNING, about=Concern.CLAIMS)

# Behind what a sentence may begin, without blanks, marks of emphasis and citations: nothing, the end of another one, a colon, an opening bracket or
# quote, a cell of a table, or the mark of an item.
_ENDED = tuple(".!?:;\u2026\u3002\uff01\uff1f\uff1a\uff1b(\u201c\u2018\"'\u201d\u2019|\u2013\u2014")
_ITEM = re.compile(r"(?:\A|\n)[ \t>]*(?:[-*+>]|\d+[.)])[ \t*_]*\Z")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Mentions of statements in front of which a sentence has begun."""
    for use in catalog.claim_uses:
        claim = catalog.claims.get((use.record, use.name))
        # Statements that speak of each other have a rule of their own.
        is_of_statement = use.route[0] == "claims" and use.route[-1] == "statement"
        if use.mention and not is_of_statement and claim is not None and claim.statement is not None and not _may_begin(use.around[0]):
            yield RULE.at(
                use.span,
                said("'{mention}' prints a whole sentence in the middle of another one", mention=use.mention),
                said("let it stand as a sentence of its own, or behind a colon; or say it in your own words and cite its source, [@key]"),
            )


def _may_begin(before: str) -> bool:
    """Whether a sentence may begin behind a text."""
    said_before = without_citations(before).rstrip(" \t\n*_")
    return not said_before or bool(re.search(r"\n[ \t]*\n[\s*_]*\Z", before)) or bool(_ITEM.search(before)) or said_before.endswith(_ENDED)
