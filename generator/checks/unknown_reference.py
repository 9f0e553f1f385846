"""A citation names a source that is not in the bibliography.

Every `cite`, every `[@key]` in a text and on a hand-written page must find its key in `cases/references.bib`,
so that no reader meets a reference that leads nowhere.

**Way out:** correct the key (capitals count), or add the source to `references.bib`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, did_you_mean, nearest, rule
from ..base.saying import NOTHING, said
from ..catalog import by_hand, meant, named_sources
from ..catalog.catalog import Catalog

RULE = rule("unknown-reference", __doc__, about=Concern.SOURCES)

# The fields of a source that name another one.
_OTHERS = ("via", "copyof")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Citations of keys that are neither there nor in a broken entry or a broken file (which are reported already)."""
    if catalog.bibliography.is_unread:
        return
    known = catalog.references.keys() | catalog.bibliography.broken
    renamed = {key: reference.key for reference in catalog.references.values() for key in reference.former_keys}
    for key, uses in catalog.cites_of.items():
        if key in known:
            continue
        near, place = _likely(catalog, key)
        help = said("did you mean '{name}'?", name=near) if near else said("add it to cases/references.bib")
        moved = NOTHING
        if now := renamed.get(key):
            help, near, place = said("it is now called '{new}'", new=now), now, ""
        elif moved := by_hand.told(by_hand.sources(catalog), key):
            help, near = moved, ""
        for use in uses:
            span = use.span
            if found := meant.source(catalog, use, key):
                message, instead = said("no source '{key}' in references.bib: {what}", key=key, what=found.message), found.instead(use, span)
                yield RULE.at(span, message, found.help(use), instead=instead, is_safe=instead is not None)
                continue
            instead = use.instead(span, f"{near}[{place}]" if place and not use.mention else near) if near else None
            told = help if now or moved else by_hand.or_renamed(catalog, help, span, key, catalog.references)
            yield RULE.at(span, said("no source '{key}' in references.bib", key=key), told, instead=instead, is_safe=bool(now))
    for reference in catalog.references.values():
        for field in _OTHERS:
            if (other := reference.get(field)) and other not in known:
                if field == "via":
                    message = said("'{key}' is known through '{other}', which is not in references.bib", key=reference.key, other=other)
                else:
                    message = said("'{key}' is a copy of '{other}', which is not in references.bib", key=reference.key, other=other)
                others, span = [key for key in catalog.references if key != reference.key], reference.at(field)
                instead = nearest(other, others) if span.shown == other else None
                yield RULE.at(span, message, did_you_mean(other, others, said("add it, or correct the key")), instead=instead)


def _likely(catalog: Catalog, key: str) -> tuple[str, str]:
    """The key that one which is none is most like, or that of the source which it names in words, with the place in it."""
    near = nearest(key, catalog.references)
    return (near, "") if near else named_sources.key_of(catalog, key)
