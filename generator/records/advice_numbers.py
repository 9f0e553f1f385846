"""Numbers as people write them, and how they are written here: `53,000`, `53k`, `17 million`, `5.36%`, `up to 500`, `500-600`, `$500`.

Knows no record. Whatever is proposed is a number, or a range, that the same field takes; what else the text says goes into fields beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from ..base import units
from ..base.saying import said
from ..base.scripts import is_chinese
from . import advice_counts
from .advice import DASHES, UNKNOWN, Advice, plain

UNIT, BOUND = "unit", "bound"
# More digits than any field takes.
_MOST_DIGITS = 40
_PLACES = 4
# Shorter words for a bound are abbreviations.
_LEAST_SPOKEN = 4
# What words and signs around a number say of it. A bound that includes its number has no word of its own on the lower side.
_BOUNDS = {
    "about": (
        "about",
        "around",
        "circa",
        "ca",
        "c",
        "approximately",
        "approx",
        "roughly",
        "estimate",
        "estimated",
        "est",
        "some",
        "~",
        "≈",
        "±",
        "+-",
        "约",
        "大约",
        "左右",
        "or so",
    ),
    "more-than": (
        "more than",
        "over",
        "above",
        "exceeding",
        "exceeds",
        "greater than",
        ">",
        "+",
        "and more",
        "plus",
        "超过",
        "逾",
        "多",
        "余",
        "以上",
    ),
    "less-than": ("less than", "under", "below", "fewer than", "<", "不到", "不足"),
    "up-to": ("up to", "at most", "no more than", "as many as", "upto", "max", "maximum", "not more than", "<=", "≤", "最多", "至多", "不超过"),
    "nearly": ("nearly", "almost", "close to", "just under", "近", "将近", "接近"),
    "exact": ("exactly", "precisely", "=", "共", "精确", "确切", "准确", "正好", "恰好", "刚好"),
}
_AT_LEAST = ("at least", "min", "minimum", "no less than", "no fewer than", "not less than", ">=", "≥", "至少", "不少于")
_AT_LEAST_BEHIND = re.compile(r" ?(?:or more|or above|and above|and up|and counting|upwards|at (?:the )?least)$", re.IGNORECASE)
_BOUND_OF = {word: bound for bound, words in _BOUNDS.items() for word in words}
# Of a growth, when they stand in front; behind a number they are a bound.
_GROWN = ("+", "plus")
_BEFORE = sorted({*_BOUND_OF, *_AT_LEAST}.difference(_GROWN), key=lambda word: (-len(word), word))
_AFTER = ("or so", "and more", "plus", "+", "~", "左右", "多", "余", "以上")
_MAGNITUDES = {
    2: ("hundred", "百"),
    3: ("k", "thousand", "thousands", "thsd", "tsd", "千"),
    4: ("万", "萬"),
    5: ("lakh", "十万"),
    6: ("m", "mn", "mio", "mil", "mill", "million", "millions", "百万", "mm"),
    7: ("crore", "千万"),
    8: ("亿", "億"),
    9: ("b", "bn", "billion", "billions", "bln", "十亿"),
    12: ("tn", "trn", "trillion", "trillions", "万亿"),
}
_MAGNITUDE_OF = {word: power for power, words in _MAGNITUDES.items() for word in words}
# Short for more than one thing: metres, miles and millions, bytes and billions.
_AMBIGUOUS = frozenset(("m", "b", "mm", "mil"))
_UNITS = {
    "%": '"%"',
    "percent": '"%"',
    "per cent": '"%"',
    "pct": '"%"',
    "‰": '"‰"',
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₩": "KRW",
}
# Of which there are several currencies, and the one that is meant most often, if there is one.
_SIGNS = {"$": "USD", "¥": ""}
_BEFORE_NUMBERS = re.compile(r"(?:(US|HK|R)\$|([A-Z]{3}) ?(?=[0-9])|(Rs)\.? ?(?=[0-9]))\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,'\u2019_ ]*")
_THREE_DECIMALS = re.compile(r"(-?[1-9][0-9]{0,2}\.[0-9]{3})")
_WORD = re.compile(r"[^\W\d_][^\W\d]*(?: [^\W\d_]+){0,2}")
_RANGE = re.compile(
    rf"(?P<low>.*?[0-9][^{DASHES}~]*?)(?: ?[{DASHES}~] ?| ?- ?| ?\.\. ?| to | and | ?至 ?| ?到 ?)(?P<high>[^{DASHES}].*)", re.IGNORECASE
)


class Read(NamedTuple):
    """What a text says: its number, the unit and the bound as YAML, and whether it can have meant nothing else."""

    number: Decimal
    unit: str = ""
    bound: str = ""
    is_safe: bool = True
    is_at_least: bool = False
    is_growth: bool = False


def advise(text: str) -> Advice | None:
    """What to write in place of a text that is no number; None where nobody can tell what it should be. `text` is the value as it was written."""
    # A fraction of one sign stands behind a whole number.
    given = plain(re.sub(r"(?<=[0-9])(?=[\u00bc-\u00be\u2150-\u215e])", " ", text)).replace("\u2212", "-").replace("\u2044", "/")
    given = advice_counts.in_digits(given)
    if not given or len(given) > 80:
        return None
    if UNKNOWN.fullmatch(given):
        return Advice(
            said("'{text}' is no number", text=given), said("a figure that nobody knows is no figure: leave it out, or say it in a statement")
        )
    # Before the magnitude or the unit: what is said of the number is read at the end.
    given = re.sub(r"(?<=[0-9百千万亿])(多|余)(.+)", r"\2\1", given)
    if found := _THREE_DECIMALS.fullmatch(given):
        why = said("with three digits behind the point nobody can tell whether it parts thousands or a fraction")
        return Advice(why, said("write {one} or {other}, whichever the source means", one=given.replace(".", ""), other=number(Decimal(found[1]))))
    if "\u5206\u4e4b" in given:
        return None
    if read := _read(given):
        return _of(read, text.strip())
    if remarked := advice_counts.of_remark(given):
        return remarked
    bare, rest = advice_counts.without_remark(given)
    if rest and (read := _read(bare)):
        alone = _of(read, "")
        return alone._replace(help=rest, is_safe=False) if alone and alone.instead else None
    return _range(given)


def read(text: str) -> Read | None:
    """The one number that a text tells, as people write numbers, with its unit and bound; None for one that tells none, several, or more."""
    return _read(plain(text))


def words_of(bound: str) -> tuple[str, ...]:
    """The words and signs that stand for a bound, the most usual first; none for what is no bound."""
    return _BOUNDS.get(bound, ())


def spoken_of(bound: str, language: str) -> tuple[str, ...]:
    """Those of the words for a bound that are of the script in which a language is written, without signs and abbreviations."""
    return tuple(word for word in words_of(bound) if (is_chinese(word) if language == "zh" else word.isascii() and len(word) >= _LEAST_SPOKEN))


def bound_of(word: str) -> str:
    """The bound that a word or a sign stands for, such as `more-than` for "over"; empty for one that stands for none."""
    return _BOUND_OF.get(" ".join(unicodedata.normalize("NFKC", word).lower().replace("-", " ").replace("_", " ").split()).rstrip("."), "")


def is_at_least(word: str) -> bool:
    """Whether a word or a sign says that a number is the least, for which there is no bound."""
    return unicodedata.normalize("NFKC", word).lower().replace("-", " ").replace("_", " ").strip() in _AT_LEAST


def currency(sign: str) -> tuple[str, bool] | None:
    """The code of the currency that a sign stands for (empty where there are several), and whether it can be no other; None for no such sign."""
    if sign in _SIGNS:
        return _SIGNS[sign], False
    code = _UNITS.get(sign, "")
    return (code, True) if re.fullmatch("[A-Z]{3}", code) else None


def number(value: Decimal) -> str:
    """A number as it is written here: digits, and a point where it has a fraction."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text and value == value.to_integral_value() else text


def _of(read: Read, written: str) -> Advice | None:
    shown = number(read.number)
    if shown == written:
        return None
    beside = tuple((name, value) for name, value in ((UNIT, read.unit), (BOUND, read.bound)) if value)
    if read.number < 0 and read.bound in ("more-than", "less-than", "up-to"):
        why = said("of a number below zero nobody can tell whether '{bound}' is meant by its size or on the number line", bound=read.bound)
        help = said("write {number}, with 'bound: less-than' where the fall is larger than that, 'more-than' where it is smaller", number=shown)
        return Advice(why, help)
    if read.is_at_least:
        why = said("there is no bound for 'at least', and 'more-than' would leave the number itself out")
        return Advice(why, said("say in a note that it is the least"), shown, beside)
    if read.is_growth:
        why = said("a plus says by how much something grew, which no number does")
        return Advice(why, said("say by the measure, or in the scope, that it grew by that"), shown, beside)
    if beside:
        why = said("a number is digits and nothing else: what is said of it has fields of its own")
    else:
        why = said("a number is written in digits, without separators, words or quotes")
    return Advice(why, instead=shown, beside=beside, is_safe=read.is_safe)


def _read(text: str) -> Read | None:
    """What a text says that holds one number."""
    bound, rest, is_at_least = _bound(text)
    rest, is_growth = _grown(rest)
    unit, rest, is_certain = _unit_before(rest)
    if fraction := _fraction(rest):
        return fraction
    match = _NUMBER.match(rest)
    if not match or (read := _digits(match.group().strip(" "))) is None:
        return None
    value, is_safe = read
    power, rest, is_clear = _magnitude(rest[match.end() :].strip())
    if power:
        value = _shifted(value, power)
    if least := _AT_LEAST_BEHIND.search(rest):
        rest, is_at_least = rest[: least.start()].strip(), True
    behind, unit_behind = _bound_behind(rest)
    if unit_behind.lower() in ("st", "nd", "rd", "th"):
        return None
    if unit_behind:
        known = unit_behind if re.fullmatch("[A-Z]{3}", unit_behind) else _UNITS.get(unit_behind, _UNITS.get(unit_behind.lower(), ""))
        known = known or _SIGNS.get(unit_behind, "")
        is_certain = is_certain and bool(known) and unit_behind not in _SIGNS
        if not known and (not _WORD.fullmatch(unit_behind) or unit_behind.lower() in ("true", "false", "null")):
            return None
        unit = unit or known or _as_unit(unit_behind)
    if abs(value.adjusted()) > _MOST_DIGITS:
        return None
    bound = (bound or behind).replace("exact", "")
    return Read(value, unit, bound, is_safe and is_certain and is_clear, is_at_least, is_growth)


def _as_unit(word: str) -> str:
    """A word behind a number as the value of `unit`, as YAML: as the unit that it means is called here."""
    unit = units.called(word)
    return f'"{unit}"' if unit in ("%", "‰") else unit or word


def _bound(text: str) -> tuple[str, str, bool]:
    """The bound with which a text begins, the rest of it, and whether it said that this is the least."""
    lower = text.lower()
    for word in _BEFORE:
        if (
            lower.startswith(word)
            and (rest := text[len(word) :].lstrip(". "))
            and rest != text
            and not (word[-1].isalpha() and word.isascii() and text[len(word)].isalpha())
        ):
            return ("", rest, True) if word in _AT_LEAST else (_BOUND_OF[word], rest, False)
    return "", text, False


def _grown(text: str) -> tuple[str, bool]:
    """A text without the plus that it begins with, and whether there was one."""
    found = re.match(rf"(?:{'|'.join(map(re.escape, _GROWN))})\s*(?=[^\w\s]?[0-9])", text, re.IGNORECASE)
    return (text[found.end() :], True) if found else (text, False)


def _bound_behind(text: str) -> tuple[str, str]:
    for word in _AFTER:
        if text.lower().endswith(word):
            return _BOUND_OF[word], text[: -len(word)].strip()
    return "", text


def _unit_before(text: str) -> tuple[str, str, bool]:
    """The unit with which a text begins, as YAML, the rest of it, and whether that is the only one that it can be."""
    if (found := _BEFORE_NUMBERS.match(text)) and (not found[2] or found[2].isupper()):
        # Rupees are those of several countries.
        unit = "INR" if found[3] else units.called(found.group().strip()) or found[2]
        return unit, text[found.end() :], not found[3]
    if text[:1] in _SIGNS:
        return _SIGNS[text[0]], text[1:].lstrip(), False
    if text[:1] in _UNITS and text[:1] not in "%‰":
        return _UNITS[text[0]], text[1:].lstrip(), True
    return "", text, True


def _magnitude(text: str) -> tuple[int, str, bool]:
    """The power of ten that a text begins with, in words, the rest of it, and whether that is all that it can be."""
    for word in sorted(_MAGNITUDE_OF, key=len, reverse=True):
        rest = text[len(word) :]
        if text.lower().startswith(word) and not (word.isascii() and rest[:1].isalpha()):
            return _MAGNITUDE_OF[word], rest.lstrip(". "), word not in _AMBIGUOUS
    return 0, text, True


def _shifted(value: Decimal, power: int) -> Decimal:
    with localcontext(prec=2 * _MOST_DIGITS):
        shifted = value.scaleb(power)
        return shifted.quantize(Decimal(1)) if shifted == shifted.to_integral_value() and shifted.adjusted() < _MOST_DIGITS else shifted


def _fraction(text: str) -> Read | None:
    if found := re.fullmatch(r"([0-9]{1,6}) ([0-9]{1,2})/([0-9]{1,2})", text):
        part = _fraction(f"{found[2]}/{found[3]}")
        return part._replace(number=Decimal(found[1]) + part.number) if part else None
    if not (found := re.fullmatch(r"([0-9]{1,6}) ?/ ?([0-9]{1,6})", text)) or not int(found[2]):
        return None
    denominator = Fraction(int(found[1]), int(found[2])).denominator
    # What ends within a few places: of thirds nobody has stated a number.
    return Read(Decimal(found[1]) / Decimal(found[2]), is_safe=False) if 10**_PLACES % denominator == 0 else None


def _digits(text: str) -> tuple[Decimal, bool] | None:
    """The number that digits with separators stand for, and whether it is the only one; None for what is none."""
    text = text.rstrip(".,")
    sign, body = ("-", text[1:]) if text.startswith("-") else ("", text.removeprefix("+"))
    for form, take, is_safe in _FORMS:
        if form.fullmatch(body):
            digits = take(body)
            # 53,000 is a count; 1,250 may be one and a quarter in a text from the Continent.
            is_only = is_safe or body.endswith("000") or len(re.findall(r"[,.]", body)) > 1
            return (Decimal(sign + digits), is_only) if len(digits) <= _MOST_DIGITS else None
    return None


_GROUP = r"[ '\u2019_]"
_FORMS = (
    (re.compile(r"[0-9]+(?:\.[0-9]+)?"), str, True),
    # 1 234 567,8 and 1'234.5: what parts groups is no comma and no point.
    (re.compile(rf"[0-9]{{1,3}}(?:{_GROUP}[0-9]{{3}})+(?:[.,][0-9]+)?"), lambda body: re.sub(_GROUP, "", body).replace(",", "."), True),
    (re.compile(rf"[0-9]{{1,4}}(?:{_GROUP}[0-9]{{4}})+"), lambda body: re.sub(_GROUP, "", body), True),
    # 1,234,567.8, and groups of two in India.
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"), lambda body: body.replace(",", ""), False),
    (re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?"), lambda body: body.replace(",", ""), True),
    # 1.234.567 and 1.234,5: the point parts groups, the comma the fraction.
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}"), lambda body: body.replace(".", ""), True),
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+"), lambda body: body.replace(".", "").replace(",", "."), True),
    (re.compile(r"[0-9]+,[0-9]+"), lambda body: body.replace(",", "."), True),
)


def _range(text: str) -> Advice | None:
    """A range in words or with a dash."""
    inner = re.sub(r"^(?:from|between) +|^\[|\]$", "", text, flags=re.IGNORECASE)
    inner = re.sub(r", *", " - ", inner) if text.startswith("[") else inner
    if not (found := _RANGE.fullmatch(inner)) or not (high := _read(found["high"].strip())):
        return None
    low_text = found["low"].strip()
    low = _read(low_text)
    # As in 10-20 million, where what stands behind the second is said of both.
    if low and low_text[-1:].isdigit() and (tail := _tail(found["high"])):
        low = _read(f"{low_text} {tail}") or low
    if not low or low.number >= high.number:
        return None
    shown = f"{{from: {number(low.number)}, to: {number(high.number)}}}"
    bound = low.bound if low.bound == "about" else ""
    beside = tuple((name, value) for name, value in ((UNIT, high.unit or low.unit), (BOUND, bound)) if value)
    is_safe = low.is_safe and high.is_safe and not (low.bound or high.bound or low.is_growth or high.is_growth)
    return Advice(said("a range is written as a mapping of its two numbers"), instead=shown, beside=beside, is_safe=is_safe)


def _tail(text: str) -> str:
    """What stands behind the digits of a number."""
    found = re.search(r"[0-9](?=[^0-9]*$)", text)
    return text[found.end() :].strip() if found else ""


def tables(*, with_han: bool) -> dict[str, object]:
    """The words and signs of numbers as plain data, for the scripts of the form, which read the most frequent of these forms before anything is
    handed over: bounds and their words in the order in which they are tried, powers of ten, units, and numbers in words. Those in Han characters
    where asked for.
    """

    def wanted(words: Iterable[str]) -> list[str]:
        return [word for word in words if with_han or not is_chinese(word)]

    called = units.words()
    return {
        "before": [[word, _BOUND_OF.get(word, ""), word in _AT_LEAST] for word in wanted(_BEFORE)],
        "after": [[word, _BOUND_OF[word]] for word in wanted(_AFTER)],
        "grown": wanted(_GROWN),
        "magnitudes": [[word, _MAGNITUDE_OF[word], word not in _AMBIGUOUS] for word in wanted(sorted(_MAGNITUDE_OF, key=len, reverse=True))],
        "units": {name: _UNITS[name].strip('"') for name in wanted(_UNITS)},
        "signs": _SIGNS,
        "called": {name: called[name] for name in wanted(called)},
        "words": advice_counts.words(),
        "dashes": DASHES,
    }
