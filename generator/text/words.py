"""What a word is, for the search: a text becomes tokens, each with the forms that it is found by.

Capitals, accents and widths make no difference, nor does the way in which Chinese is written: traditional characters are taken for their simplified
ones. `words.js` of the theme reads queries by the same rules; one list of texts holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from ..base.scripts import HAN

# Characters that are tokens of their own, as no spaces part their words: Chinese and kana.
SINGLE = f"{HAN}\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff"
# So many of a thousand, in words that stand behind a number.
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "千": 3, "万": 4, "亿": 8}
# Words that need not be there, when others are asked for.
FUNCTION_WORDS = frozenset("a an and are as at be by for from in is it its of on or that the this to was were with".split())
# Letters that are no accented ones, as they are typed without them.
LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ", "’": "'", "ʼ": "'", "‘": "'"}
_SINGLE = re.compile(f"[{SINGLE}]")
# What stands between three digits and the next three.
_GROUPS = r"[,.'’\u00a0\u202f\u2009]"
_DATE = r"(?<![0-9A-Za-z_-])[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9A-Za-z_-])"
_NUMBER = rf"[0-9]{{1,3}}(?:{_GROUPS}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+\.[0-9]+"
_APOSTROPHES = "['’ʼ‘]"
_HYPHENS = frozenset("-\u2010\u2011")
_SCALED = re.compile("|".join(("[千万萬亿億]", *(word for word in SCALES if word.isascii()))), re.IGNORECASE)
_CHINESE_DATE = re.compile("([0-9]{4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?")


class Token(NamedTuple):
    """A word, a number, a date or a character: what it is found by, what it is itself first.

    `gap` is what stands between it and the token before: nothing, `-` for a hyphen, else a space.
    """

    forms: tuple[str, ...]
    gap: str


@cache
def _pattern() -> re.Pattern[str]:
    marks = re.escape(
        "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M" and not 0x3000 <= code < 0x3100)
    )
    word = f"[^\\W_{SINGLE}]+(?:[{marks}]+(?:[^\\W_{SINGLE}]+)?)*"
    return re.compile(f"({_DATE})|({_NUMBER})|({word}(?:{_APOSTROPHES}{word})*)|[{SINGLE}]")


def tokens(text: str) -> list[Token]:
    """The tokens of a plain text, in their order."""
    found: list[Token] = []
    end = -2
    for match in _pattern().finditer(text):
        start, stop = match.span()
        token = _token(match.lastindex or 0, match[0])
        if start <= end + 1:
            gap = "" if start == end else "-" if text[end] in _HYPHENS else " "
            token = token if gap == " " else Token(token.forms, gap)
        found.append(token)
        end = stop
    return found


def main_forms(text: str) -> list[str]:
    """What the tokens of a text are themselves."""
    return [token.forms[0] for token in tokens(text)]


def written(text: str) -> list[Token]:
    """The same, of a text that is to be found: numbers in words, and Chinese dates, also by their digits."""
    found = tokens(text)
    for place, (token, scale) in enumerate(pairwise(found)) if _SCALED.search(text) else ():
        power = SCALES.get(scale.forms[0])
        if power and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", token.forms[0]):
            found[place] = token._replace(forms=(*token.forms, f"{(Decimal(token.forms[0]) * 10**power).normalize():f}"))
    if "年" in text:
        dates = dict(_chinese_dates(text))
        found = [token._replace(forms=(*token.forms, *dates.get(token.forms[0], ()))) for token in found]
    return found


def _chinese_dates(text: str) -> Iterator[tuple[str, list[str]]]:
    years: dict[str, list[str]] = {}
    for year, month, day in _CHINESE_DATE.findall(text):
        parts = [year, *(f"{int(part):02}" for part in (month, day) if part)]
        years.setdefault(year, []).extend("-".join(parts[:length]) for length in range(2, len(parts) + 1))
    return iter(years.items())


def is_single(letter: str) -> bool:
    """Whether a letter is a token of its own: of a script without spaces."""
    return bool(_SINGLE.fullmatch(letter))


def fold(text: str) -> str:
    """A text in small letters, without accents, in plain widths."""
    if text.isascii():
        return text.lower()
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text)).lower()
    return unicodedata.normalize("NFC", "".join(LETTERS.get(letter, letter) for letter in plain))


@cache
def simplified() -> dict[str, str]:
    """Traditional characters and their simplified ones, one for one."""
    # Of a package whose name for itself several have: only its table is wanted.
    table = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text("utf-8")
    pairs = (line.split() for line in table.splitlines())
    return {pair[0]: pair[1] for pair in pairs if len(pair) > 1 and pair[0] != pair[1]}


# Most words come up again and again, with a space before them.
@lru_cache(maxsize=200_000)
def _token(kind: int, text: str) -> Token:
    return Token(_FORMS[kind](text), " ")


def _word(text: str) -> tuple[str, ...]:
    plain = fold(text)
    if "'" not in plain:
        return (plain,)
    parts = plain.removesuffix("'s").split("'")
    return tuple(dict.fromkeys(("".join(parts), *([parts[-1]] if len(parts) > 1 and len(parts[-1]) > 2 else ()))))


def _number(text: str) -> tuple[str, ...]:
    """As it is computed with: without what parts its thousands; 53.000 may be either."""
    parts = re.split(_GROUPS, text)
    if len(parts[-1]) != 3:
        return (f"{''.join(parts[:-1])}.{parts[-1]}",)
    return (*([text] if len(parts) == 2 and "." in text else []), "".join(parts))


def _date(text: str) -> tuple[str, ...]:
    return (text, *([text[:7]] if len(text) > 7 else ()), text[:4])


def _character(text: str) -> tuple[str, ...]:
    plain = fold(text)
    return (simplified().get(plain, plain),)


_FORMS = (_character, _date, _number, _word)


def key(found: Sequence[Token]) -> str:
    """The key of a whole name in the index; of a long one its beginning and its length. Raises IndexError where nothing is to be found."""
    first, *rest = [token.forms[0] for token in found]
    return f"{first}={' '.join(rest[:_KEY_LENGTH])}{f' +{len(rest)}' if len(rest) > _KEY_LENGTH else ''}"


_KEY_LENGTH = 8
