"""A word is none of the vocabulary that its field takes its words from.

The words are listed in `cases/vocabularies/`, so that the same thing is called the same everywhere and can be
searched for.

**Way out:** use a word of the list; if none fits, add one with its description in the same pull request.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, nearest, rule
from ..base.saying import said
from ..catalog import by_hand
from ..catalog.catalog import Catalog
from ..records.folder import VOCABULARIES
from ..records.values import TermOf

RULE = rule("unknown-term", __doc__, about=Concern.RECORDS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Terms that their vocabulary does not have, or whose vocabulary is missing; those of broken records, too."""
    for entry in (*catalog, *catalog.fragments):
        for leaf in entry.leaves:
            if not isinstance(leaf.role, TermOf) or catalog.term(leaf.role.vocabulary, leaf.value):
                continue
            name = leaf.role.vocabulary
            if name in catalog.broken_vocabularies:
                continue
            vocabulary = catalog.vocabularies.get(name)
            if vocabulary is None:
                words, near, message = [], None, said("there is no vocabulary '{name}'", name=name)
                help = said("'casebook new vocabulary {name}' makes cases/vocabularies/{name}.yml", name=name)
            else:
                words = [term.id for term in vocabulary.terms]
                near = nearest(leaf.value, words)
                message = said("'{term}' is no term of '{name}'", term=leaf.value, name=name)
                known = said("one of: {words}; or add a word to {path}", words=", ".join(words), path=f"{VOCABULARIES}/{name}.yml")
                help = said("did you mean '{name}'? If not: {otherwise}", name=near, otherwise=known) if near else known
            span = entry.at(*leaf.route)
            if moved := by_hand.told(by_hand.terms(catalog, name), leaf.value, name):
                near, help = None, moved
            help = help if moved else by_hand.or_renamed(catalog, help, span, leaf.value, words, name)
            yield RULE.at(span, message, help, instead=entry.document.instead(leaf.route, span, near) if near else None)
