"""A word has letters of two scripts that look the same.

A Cyrillic or Greek letter among Latin ones cannot be seen, and makes another word of it: no search finds the name, nobody sees that it is not
the one they know. It comes from a keyboard that was left in another layout, from a scan, or from somebody who wants to be taken for another.
Words that are of one script throughout, and letters that stand alone, as in formulas, are never meant. In addresses such letters are an error.

**Way out:** type the word anew. `casebook check --fix` does it where all letters that are not Latin have one that looks the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..reading.files import Text

RULE = rule("look-alike", __doc__, Severity.WARNING, about=Concern.TEXTS)

# As small letters and capitals of Cyrillic and Greek are drawn: https://www.unicode.org/Public/security/latest/confusables.txt
_LATIN = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405\u0423"
    "\u03bf\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aeopcyxijsdhqwABEKMHOPCTXIJSYoABEZHIKMNOPTYX",
)
_ALIKE = "".join(map(chr, _LATIN))
_FIRST = re.compile(f"[{_ALIKE}]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTER = re.compile("[a-zA-Z\u00c0-\u024f]")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Words of records, sources and hand-written pages with letters of two scripts that look the same."""
    for text in _texts(catalog):
        if text.content.isascii() or not _FIRST.search(text.content):
            continue
        for match in _WORD.finditer(text.content):
            word = match[0]
            if (found := _FIRST.search(word)) and _LETTER.search(word):
                typed = word.translate(_LATIN)
                message = said(
                    "'{word}' has letters of two scripts: '{letter}' in it is {name}",
                    word=word,
                    letter=found[0],
                    name=unicodedata.name(found[0]).lower(),
                )
                help = said("type it anew: {typed}", typed=typed) if typed.isascii() else said("type it anew")
                yield RULE.at(text.at_offset(match.start(), len(word)), message, help, instead=typed if typed.isascii() else None, is_safe=True)


def _texts(catalog: Catalog) -> Iterator[Text]:
    for entry in catalog:
        yield entry.document.text
    if reference := next(iter(catalog.references.values()), None):
        yield reference.text
    for page in catalog.docs:
        yield page.text
