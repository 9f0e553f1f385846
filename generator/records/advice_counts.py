"""Numbers in words, and figures with remarks around them: `half a million`, `4 (estimated)`, `1 in 4`; and words that are no number.

Knows no record. Turns them into digits for `advice_numbers`, or says what to do with the rest.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from ..base.saying import Said, said
from .advice import Advice

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: number for number, word in enumerate(_ONES)} | {word: 10 * number for number, word in enumerate(_TENS, 2)} | {"dozen": 12}
_PARTS = {"half": "0.5", "a quarter": "0.25", "three quarters": "0.75"}
_MAGNITUDES = ("thousand", "million", "billion", "trillion")
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
# With digits in it, too, as in 2千5百万; no part of a number with separators.
_CHINESE = re.compile(
    r"(?<![0-9.,'_])(?<![0-9] )(?:[0-9]+(?:\.[0-9]+)?(?=[十百千万亿])|[零〇一二三四五六七八九两十百千])[0-9零〇一二三四五六七八九两十百千万亿]*"
)
_VAGUE = re.compile(
    r"(?:a few|few|many|several|some|numerous|countless|lots|plenty|most|dozens|hundreds|thousands|millions|tens|scores|various|majority|minority"
    r"|若干|许多|很多|大量|不少|数[百千万亿]*|几[百千万]*)(?: of .*)?",
    re.IGNORECASE,
)
_REMARKED = re.compile(r"(?P<number>[^()\[\]]*[0-9][^()\[\]]*?)\s*(?:\((?P<a>[^()]*)\)|\[(?P<b>[^\[\]]*)\]|(?P<c>[*†‡?]+))")
_SHARE = re.compile(
    r"(?P<part>[0-9]+) (?:in|out of|of|of every) (?:every )?(?P<whole>[0-9]+)|每(?P<whole2>[0-9]+)[人个]中?有?(?P<part2>[0-9]+)[人个]?", re.IGNORECASE
)
_TWO = re.compile(r"(?P<one>[0-9][0-9.]*) ?(?:\bor\b|;|,|\||或) ?(?P<other>[0-9][0-9.]*)")
_AROUND = re.compile(r"(?P<middle>[0-9]+(?:\.[0-9]+)?) ?(?:±|\+/?-) ?(?P<by>[0-9]+(?:\.[0-9]+)?)")
_PERCENT_OF = re.compile(r"(?P<number>[0-9.,]+) ?(?:%|per ?cent|percent) of .+", re.IGNORECASE)
_LONGEST = 80


def in_digits(text: str) -> str:
    """A text with its numbers in digits: words, Chinese numerals, digits of other scripts; the same text where it has none."""
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() and not sign.isascii() else sign for sign in text)
    text = re.sub(r"^minus (?=[0-9])", "-", text, flags=re.IGNORECASE)
    text = re.sub(r"^人民币 ?(?=[0-9])(?P<rest>.*?)元?$", r"\g<rest>元", text)
    if "分之" not in text and (found := _CHINESE.search(text)):
        value = _chinese(found.group())
        text = text[: found.start()] + str(value) + text[found.end() :] if value is not None else text
    return _english(text)


def words() -> dict[str, str]:
    """The numbers that one word says, in small letters, with their digits."""
    return _PARTS | {word: str(number) for word, number in _WORDS.items()}


def of_remark(text: str) -> Advice | None:
    """What to do with a figure that has a remark beside it, or is none."""
    if len(text) > _LONGEST:
        return None
    if _VAGUE.fullmatch(text):
        return Advice(said("'{text}' is no number", text=text), said("where the source states none, say it in a statement, in its words"))
    if found := _SHARE.fullmatch(text):
        part, whole = int(found["part"] or found["part2"]), int(found["whole"] or found["whole2"])
        return _share(part, whole) if whole > 0 and part <= whole else None
    if found := _TWO.fullmatch(text):
        why = said("these are two numbers, and a figure is one")
        return Advice(why, said("write a range, {form}, or two claims", form=f"{{from: {found['one']}, to: {found['other']}}}"))
    if found := _AROUND.fullmatch(text):
        why = said("how far a number may be off is no part of it")
        return Advice(why, said("write the number, {number}, and the rest as an 'interval' or a note", number=found["middle"]))
    if found := _PERCENT_OF.fullmatch(text):
        why = said("a number is digits and nothing else: what is said of it has fields of its own")
        return Advice(why, said("write unit: \"%\" beside it, and in 'scope' of what it is a share"), found["number"])
    return None


def without_remark(text: str) -> tuple[str, Said | None]:
    """A figure without the remark behind it, and where that goes; None where there is no remark."""
    found = _REMARKED.fullmatch(text)
    return (found["number"].strip(), said("what stands behind it goes into a note")) if found else (text, None)


def _share(part: int, whole: int) -> Advice:
    why = said("a share is a number of per cent")
    shown = f"{100 * part / whole:.4f}".rstrip("0").rstrip(".")
    is_short = len(shown.partition(".")[2]) <= 2
    help = said("say in 'scope' that it is {part} of {whole}", part=part, whole=whole)
    return Advice(why, help, shown, (("unit", '"%"'),)) if is_short else Advice(why, said("write what the source states, or say it in a statement"))


def _english(text: str) -> str:
    """A text that begins with an English number in words, with that in digits."""
    lower = text.lower().strip()
    for words, digits in _PARTS.items():
        if lower in (words, f"{words} of") or any(lower == f"{words} {a}{power}" for a in ("a ", "") for power in _MAGNITUDES):
            return f"{digits}{lower.removeprefix(words).replace(' a ', ' ')}"
    every = re.split(r"[ \-]+", re.sub(r"^an? (?=dozen|hundred|thousand|million|billion)", "one ", lower))
    value, taken = 0, 0
    for word in every:
        if word in _WORDS:
            value = value + _WORDS[word] if word != "dozen" else max(1, value) * 12
        elif word == "hundred" and value:
            value *= 100
        elif word != "and" or not taken:
            break
        taken += 1
    rest = every[taken:]
    if not taken or (rest and rest[0] not in _MAGNITUDES):
        return text
    return " ".join((str(value), *rest))


def _chinese(numeral: str) -> int | None:
    """The number that a Chinese numeral stands for; digits one after the other are read as such. None for what has two readings, as 三百五."""
    if all(sign in _DIGITS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    whole, section, digit, last = Fraction(0), Fraction(0), None, 10
    for sign in re.findall(r"[0-9.]+|.", numeral):
        if power := _POWERS.get(sign, 0):
            section += (1 if digit is None else digit) * power
            digit, last = None, power
        elif power := _MYRIADS.get(sign, 0):
            above = whole if whole < power else Fraction(0)
            whole, section, digit, last = whole - above + (above + section + (digit or 0)) * power, Fraction(0), None, power
        elif digit is not None:
            return None
        elif sign in "零〇":
            last = 10
        else:
            digit = Fraction(_DIGITS.get(sign, sign))
    value = whole + section + (digit or 0)
    return int(value) if value.denominator == 1 and (digit is None or last == 10) else None
