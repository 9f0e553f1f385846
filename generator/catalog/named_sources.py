"""A source as people name it who have not its key: by author and year, by publisher and year, by the beginning of the key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records.reference import Reference
from .catalog import Catalog

_YEAR = re.compile(r"(?<![0-9])(?P<year>(?:1[89]|20)[0-9]{2})(?![0-9])[a-z]?")
_PLACE = re.compile(r"[\[\uff3b\u3010](?P<place>[^\[\]\uff3b\uff3d\u3010\u3011]+)[\]\uff3d\u3011]\s*\Z")
_BESIDE = re.compile(r"\b(?:et al|u\. ?a|and|und|et|y)\b|\u7b49", re.IGNORECASE)
# The beginning of a key says something from here on.
_SHORTEST_START = 6


def key_of(catalog: Catalog, text: str) -> tuple[str, str]:
    """The key of the one source that a text can mean, and the place in it that the text names; two empty texts where there is none, or several."""
    place = found["place"].strip() if (found := _PLACE.search(text)) else ""
    inner = _PLACE.sub("", text)
    if not (year := _YEAR.search(inner)):
        return "", ""
    start = re.sub(r"[^a-z0-9]", "", inner[: year.end()].lower())
    by, title = _letters(inner[: year.start()]), _letters(inner[year.end() :])
    # In this order: a name is more than the beginning of a key.
    named = [one for one in catalog.references.values() if str(one.issued)[:4] == year["year"] and by and by in _names(catalog, one)]
    if len(named) > 1 and title:
        named = [one for one in named if title in _letters(one.title)]
    keys = [one.key for one in named]
    if not keys and len(start) >= _SHORTEST_START and inner.strip().isascii():
        keys = [key for key in catalog.references if key.lower().startswith(start)]
    return (keys[0], place) if len(keys) == 1 else ("", "")


def _names(catalog: Catalog, reference: Reference) -> Iterator[str]:
    """By whom a source may be called, in letters alone."""
    if reference.author:
        yield _letters(reference.author[0].surname or str(reference.author[0]))
        yield _letters("".join(name.surname or str(name) for name in reference.author))
    yield from map(_letters, filter(None, (reference.publisher, reference.container)))
    if entry := catalog.get(reference.get("publisherid")):
        yield from map(_letters, (entry.record.label, *(text for _language, text in entry.record.names), *entry.record.aliases))


def _letters(text: str) -> str:
    return re.sub(r"[\W_0-9]+", "", _BESIDE.sub("", text)).casefold()
