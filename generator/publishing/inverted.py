"""An inverted index in files that a browser reads a few of: which words stand in which documents, where, and how near to the title.

`words/N.json` has the terms of a part of the alphabet, each with its documents; `places/N.json` where the same terms stand, which only
phrases need; `near/X.json` the words that begin with a letter, to find the one that was meant. A term is a form of `text.words`, two characters
of a script without spaces, or one of three kinds with a sign in them: `donate~` lists the forms of a word, `red=book` the documents with
that whole name, `#=length` the claims with that id. `finding.js` of the theme reads them.

Numbers are written in base 32 with the 64 signs of base64url, the lowest digit first; the upper half of the signs says that more follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from ..text import stemming, words
from ..text.words import Token

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# How near to the title a word stands, or a whole name to the id.
TITLE, NAME, ASIDE, TEXT = 3, 2, 1, 0
# Only of whole names: the id itself. Of a text that is one, its class is that of a name, and its hyphens join nothing.
ID = 3
CODE = 4
# Between the texts of a document, so that no phrase goes across.
_GAP = 8
_LEAF_BYTES = 12_000
# A word of two words that are known, such as "book shop" beside "bookshop", has parts of at least so many letters.
_SHORTEST_PART = 3
_SHORTEST_NEAR = 4

# Of a document: each term with its nearest class, followed by its places.
Terms = dict[str, list[int]]
# Of many: each term with its documents as (document * 4 + class), and the places of each as written in the file.
Postings = dict[str, tuple[list[int], list[str]]]


def number(value: int) -> str:
    """A number as the files have it."""
    if value < 32:
        return _SIGNS[value]
    found = []
    while value >= 32:
        found.append(_SIGNS[32 + value % 32])
        value //= 32
    return "".join([*found, _SIGNS[value]])


def rising(values: Iterable[int]) -> str:
    """Numbers that never fall, each by its distance from the one before."""
    last, found = 0, []
    for value in values:
        step = value - last
        found.append(_WRITTEN[step] if step < _MOST_WRITTEN else number(step))
        last = value
    return "".join(found)


_MOST_WRITTEN = 1 << 10
_WRITTEN = [number(value) for value in range(_MOST_WRITTEN)]


def terms(texts: Iterable[tuple[int, str]]) -> Terms:
    """The terms of a document, given its texts with the class of each."""
    found: Terms = {}
    start = 0
    for given, text in texts:
        listed = words.written(text)
        is_code = given == CODE
        near = NAME if is_code else given
        # The innermost loop of all that is done for the search.
        for place, token in enumerate(listed, start):
            for form in token.forms:
                known = found.get(form)
                if known is None:
                    found[form] = [near, place]
                else:
                    known.append(place)
                    if near > known[0]:  # noqa: PLR1730  (twice as fast as max)
                        known[0] = near
        for term, place in () if is_code else _joined(listed):
            known = found.setdefault(term, [near])
            known.append(start + place)
            known[0] = max(near, known[0])
        start += len(listed) + _GAP
    return found


def _joined(listed: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """Pairs of characters, and what hyphens join, with their places."""
    chain = ""
    for place, token in enumerate(listed):
        gap = token.gap
        if gap == " " or not place:
            chain = ""
            continue
        main, before = token.forms[0], listed[place - 1].forms[0]
        if gap == "-":
            yield f"{before}{main}", place - 1
            chain = f"{chain or before}{main}"
            if chain != f"{before}{main}":
                yield chain, place - 1
        else:
            chain = ""
            if _is_single(main) and _is_single(before):
                yield f"{before}{main}", place - 1


def _is_single(form: str) -> bool:
    return form[0] > "\u2e7f" and words.is_single(form[0])


def gathered(documents: Iterable[tuple[int, Terms]]) -> Postings:
    """The terms of many documents, given in the order of their numbers."""
    found: Postings = {}
    for document, own in documents:
        for term, (near, *places) in own.items():
            known = found.get(term)
            if known is None:
                found[term] = known = [], []
            known[0].append(document * 4 + near)
            # A term may come out of order: as a word, and as two that a hyphen joins.
            places.sort()
            known[1].append(number(len(places)) + rising(places))
    return found


def merged(parts: Iterable[Postings]) -> Postings:
    """The parts of one index, in the order of their documents."""
    first: Postings = {}
    for part in parts:
        for term, (documents, places) in part.items():
            known = first.get(term)
            if known is None:
                first[term] = documents, places
            else:
                known[0].extend(documents)
                known[1].extend(places)
    return first


def write(target: Path, postings: Postings, names: Mapping[str, Mapping[int, int]], *, is_english: bool) -> tuple[list[str], str]:
    """Write the files of an index into the folder `target`; returns the first term of each of its parts, and the letters that words begin with.

    `names` are the keys of whole names, with their documents and how good a name of each it is. `is_english`: words have stems.
    """
    plain = [term for term in postings if not _is_single(term)]
    if is_english:
        _join(postings, plain)
    lines = {term: rising(documents) for term, (documents, _places) in postings.items()}
    places = {term: "".join(own) for term, (_documents, own) in postings.items()}
    lines |= {key: rising(document * 4 + near for document, near in sorted(own.items())) for key, own in names.items()}
    if is_english:
        lines |= {
            f"{word}~": " ".join(sorted(forms))
            for word, every in _by_stem(term for term in postings if term.isascii()).items()
            if (forms := _likely(word, every, postings)) and forms != [word]
        }
    starts = []
    for folder in ("words", "places", "near"):
        (target / folder).mkdir()
    for place, part in enumerate(_leaves(lines)):
        starts.append(part[0])
        _dump(target / f"words/{place}.json", {term: lines[term] for term in part})
        _dump(target / f"places/{place}.json", {term: places[term] for term in part if term in places})
    near = _near(postings)
    for letter, found in near.items():
        _dump(target / f"near/{ord(letter):x}.json", found)
    return starts, "".join(near)


def _dump(path: Path, content: Mapping[str, str] | str) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _order(term: str) -> bytes:
    """As a browser compares texts."""
    return term.encode("utf-16-be")


def _leaves(lines: Mapping[str, str]) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for term in sorted(lines, key=_order):
        more = len(term) + len(lines[term]) + 6
        if part and size + more > _LEAF_BYTES:
            yield part
            part, size = [], 0
        part.append(term)
        size += more
    if part:
        yield part


def _by_stem(forms: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form in forms:
        for stem in stemming.stems(form) if form.isalpha() else ():
            found.setdefault(stem, []).append(form)
    return found


def _likely(word: str, forms: Sequence[str], postings: Postings) -> Sequence[str]:
    """The forms of what may be a word: "producing" is one of "produce", and of "produc" only where there is no "produce"."""
    if word in postings or f"{word}e" not in postings:
        return forms
    return [form for form in forms if f"{word}e" not in stemming.stems(form)]


def _join(postings: Postings, forms: Sequence[str]) -> None:
    """Where two words stand side by side that are written as one elsewhere, that one is there, too."""
    stems = _by_stem(form for form in forms if form.isascii())
    for stem in list(stems):
        for cut in range(_SHORTEST_PART, len(stem) - _SHORTEST_PART + 1):
            first, rest = stem[:cut], stem[cut:]
            if first not in postings or first in words.FUNCTION_WORDS:
                continue
            for second in stems.get(rest, ()):
                if second not in words.FUNCTION_WORDS and stem in stemming.stems(first + second):
                    _add_pair(postings, first, second)


def _add_pair(postings: Postings, first: str, second: str) -> None:
    """The two words as one, wherever the second follows the first and they are not there as one already."""
    joined = first + second
    after = dict(zip((value // 4 for value in postings[second][0]), postings[second][1], strict=True))
    known = {value // 4: (value % 4, written) for value, written in zip(*postings.get(joined, ([], [])), strict=True)}
    is_new = False
    for value, written in zip(*postings[first], strict=True):
        if (document := value // 4) not in after:
            continue
        follows = set(_places(after[document]))
        found = [place for place in _places(written) if place + 1 in follows]
        near, before = known.get(document, (0, ""))
        every = sorted({*found, *(_places(before) if before else ())})
        if found and len(every) > len(_places(before) if before else ()):
            known[document] = max(near, value % 4), number(len(every)) + rising(every)
            is_new = True
    if is_new:
        ordered = sorted(known.items())
        postings[joined] = [document * 4 + near for document, (near, _written) in ordered], [written for _document, (_near, written) in ordered]


def _places(written: str) -> list[int]:
    """What `rising` wrote, behind its count."""
    values, value, shift = [], 0, 0
    for sign in written:
        digit = _SIGNS.index(sign)
        value += digit % 32 << shift
        shift += 5
        if digit < 32:
            values.append(value)
            value = shift = 0
    found, last = [], 0
    for step in values[1:]:
        last += step
        found.append(last)
    return found


def _near(postings: Postings) -> dict[str, str]:
    """The words by their first letter: how many letters a word shares with the one before, the others, and how common it is."""
    found: dict[str, list[str]] = {}
    for term in sorted((term for term in postings if term.isalpha() and len(term) >= _SHORTEST_NEAR and not _is_single(term)), key=_order):
        found.setdefault(term[0], []).append(term)
    return {letter: "\n".join(_fronts(listed, postings)) for letter, listed in found.items()}


def _fronts(listed: Sequence[str], postings: Postings) -> Iterator[str]:
    for before, term in pairwise(("", *listed)):
        shared = next((place for place, (a, b) in enumerate(zip(before, term, strict=False)) if a != b), min(len(before), len(term)))
        shared = min(shared, 31)
        yield f"{_SIGNS[shared]}{term[shared:]}{_SIGNS[min(31, len(postings[term][0]).bit_length())]}"
