"""A word in `cases/synonyms.yml` adds nothing: it is alone, there already, or no word.

The search takes no notice of capitals, accents and hyphens: "Book-shop" and "book shop" are the same to it already. A word that stands in
two groups means the same as both, so they are one.

**Way out:** remove the word, or make one group of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Diagnostic, Severity, rule
from ..catalog.catalog import Catalog
from ..text import words

RULE = rule("idle-synonym", __doc__, Severity.WARNING)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Groups of one, synonyms without a word in them, and those that are there already."""
    file = catalog.synonyms
    if file is None:
        return
    known: dict[tuple[str, ...], tuple[int, str]] = {}
    for number, group in enumerate(file.groups.synonyms):
        if len(group) < 2:
            yield RULE.at(file.document.at("synonyms", number), "a group of one says nothing", "add what means the same, or remove it")
        for place, phrase in enumerate(group):
            where, forms = file.document.at("synonyms", number, place), tuple(words.main_forms(phrase))
            if not forms:
                yield RULE.at(where, f"'{phrase}' has no word", "remove it")
            elif forms in known:
                before, other = known[forms]
                same = "to the search the same as" if before == number else "in another group already, as"
                yield RULE.at(where, f"'{phrase}' is {same} '{other}'", "remove it, or make one group of the two")
            else:
                known[forms] = number, phrase
