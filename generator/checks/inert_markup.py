"""A text holds markup that is shown as plain characters.

Contributed text is CommonMark with tables. HTML, attribute lists and template code have no meaning in it, and links lead to http, https and
mail addresses only; anything else is printed as it was typed, so that no record can run something in a reader's
browser.

**Way out:** use Markdown (`**bold**`, `*emphasis*`, lists, tables); put characters that should be shown into backticks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.entries import prose_leaves
from ..text import prose

RULE = rule("inert-markup", __doc__, Severity.WARNING, about=Concern.TEXTS)

_HTML = re.compile(r"<(?!https?:|mailto:)(?:/?[a-zA-Z][^>\n]*|!--)>?")
_TEMPLATE = re.compile(r"\{\{|\{%|\{:")
_CODE = re.compile(r"`+[^`]*`+")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """HTML, template code and refused link destinations in contributed texts, in records in error too."""
    for entry in (*catalog, *catalog.fragments):
        for leaf in prose_leaves(entry):
            # Without one of these there is nothing to find.
            if not ("<" in leaf.value or "{" in leaf.value or "](" in leaf.value):
                continue
            # Of the same length, so that places stay as they are.
            text = _CODE.sub(lambda code: " " * len(code.group()), leaf.value)
            for match in (_HTML.search(text), _TEMPLATE.search(text)):
                if match:
                    (span,) = entry.document.parts(leaf.route, leaf.value, [match.span()])
                    yield RULE.at(span, said("'{match}' is shown as it is typed", match=match.group()[:40]), said("use Markdown instead"))
            for url in prose.refused_urls(text):
                message = said("the link to '{url}' is shown as plain text", url=url[:40])
                yield RULE.at(entry.document.find(leaf.route, url), message, said("links lead to https, http and mailto addresses"))
