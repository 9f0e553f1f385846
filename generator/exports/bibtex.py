"""`.bib` files: the bibliography as a whole and beside each case, as its entries were written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial

from ..records.reference import Reference, entries
from ..views.site import Site
from . import File, bibliography_files, cited_by_cases

_STRING = re.compile(r"^[ \t]*@string\s*(?P<open>[{(])\s*(?P<name>[^\s={}()]+)\s*=", re.IGNORECASE | re.MULTILINE)


def files(site: Site) -> Iterator[File]:
    """The bibliography as a whole, then that of each case."""
    yield from bibliography_files(site, "bib", content)
    for entry, references in cited_by_cases(site):
        yield File(f"{entry.address}references.bib", partial(content, references), beside=True)


def content(references: Mapping[str, Reference]) -> str:
    """Entries with the strings (`@string`) that they use: without them they would lose what the strings stand for."""
    return "\n".join((*_strings(references.values()), *entries(references)))


def _strings(references: Iterable[Reference]) -> Iterator[str]:
    """The definitions that the entries use, and those that these use, in the order in which they were written."""
    references = list(references)
    defined = [pair for text in {reference.text.content for reference in references} for pair in _definitions(text)]
    used = _words(reference.raw for reference in references) if defined else set()
    wanted = []
    # From the last to the first: a definition can only use those before it.
    for name, definition in reversed(defined):
        if name in used:
            wanted.append(f"{definition}\n")
            used |= _words([definition])
    yield from reversed(wanted)


@lru_cache(maxsize=4)
def _definitions(text: str) -> tuple[tuple[str, str], ...]:
    """Every `@string` of a file: its name in lower case, and the definition as it was written, but in braces: some readers know no others."""
    found = []
    for match in _STRING.finditer(text):
        inside = text[match.end("open") : _end(text, match) - 1].strip()
        found.append((match["name"].lower(), f"@string{{{inside}}}"))
    return tuple(found)


def _end(text: str, opened: re.Match[str]) -> int:
    """Where the bracket closes that opens a definition; braces inside of it are balanced."""
    closer, depth = {"{": "}", "(": ")"}[opened["open"]], 0
    for match in re.compile(r"\\.|[{})]").finditer(text, opened.end()):
        token = match.group()
        if token == closer and depth == 0:
            return match.end()
        depth += {"{": 1, "}": -1}.get(token, 0)
    return len(text)


def _words(texts: Iterable[str]) -> set[str]:
    return {word.lower() for text in texts for word in re.findall(r"[A-Za-z_][\w:.+/-]*", text)}
