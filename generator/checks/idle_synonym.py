"""A word in `cases/synonyms.yml` adds nothing: it is alone, there already, passed over, or no word; or the file has none.

The search takes no notice of capitals, accents and hyphens: "Book-shop" and "book shop" are the same to it already. A word that stands in
two groups means the same as both, so they are one. Of words such as "the" and "of" it takes no notice at all. Words with a comma of
another script between them are one phrase: only a plain one, with a space behind it, parts them.

**Way out:** remove the word, make one group of the two, or write `, ` between words. A file without groups can go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..text import words

RULE = rule("idle-synonym", __doc__, Severity.WARNING, about=Concern.PROJECT)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Groups of one or of words that are passed over, synonyms without a word in them, and those that are there already."""
    file = catalog.synonyms
    if file is None:
        return
    known: dict[tuple[str, ...], tuple[int, str]] = {}
    if not file.groups.synonyms:
        yield RULE.at(file.document.text.span(1), said("the file has no synonyms"), said("add a group, or remove the file"))
    for number, group in enumerate(file.groups.synonyms):
        listed = [tuple(words.main_forms(phrase)) for phrase in group]
        if len(group) < 2 and not any(map(_COMMA.search, group)):
            yield RULE.at(file.document.at("synonyms", number), said("a group of one says nothing"), said("add what means the same, or remove it"))
        elif all(listed) and words.FUNCTION_WORDS.issuperset(chain(*listed)):
            yield RULE.at(file.document.at("synonyms", number), said("the search passes over all of these words"), said("remove them"))
        for place, (phrase, forms) in enumerate(zip(group, listed, strict=True)):
            where = file.document.at("synonyms", number, place)
            if not forms:
                yield RULE.at(where, said("'{phrase}' has no word", phrase=phrase), said("remove it"))
            elif comma := _COMMA.search(phrase):
                yield RULE.at(
                    where,
                    said("'{phrase}' is one phrase to the search: '{comma}' does not part words", phrase=phrase, comma=comma[1]),
                    said("write ', ' between them"),
                )
            elif forms in known:
                before, other = known[forms]
                if before == number:
                    message = said("'{phrase}' is to the search the same as '{other}'", phrase=phrase, other=other)
                else:
                    message = said("'{phrase}' is in another group already, as '{other}'", phrase=phrase, other=other)
                yield RULE.at(where, message, said("remove it, or make one group of the two"))
            else:
                known[forms] = number, phrase


# Between two words: of full width, as they stand between characters that have no spaces.
_COMMA = re.compile(r"(?<=\w)\s*([，、；､])\s*(?=\w)")
