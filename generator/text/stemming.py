"""The stem of an English word, so that *selling* finds *sell*, and *organization* finds *organisation*.

The algorithm is Porter's second, https://snowballstem.org/algorithms/english/stemmer.html, as Snowball 3 has it, behind a table of
irregular forms and one of spellings. `words.js` of the theme does the same with the same tables, as a query is stemmed in the browser; a test
holds the two together.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A form and its word, for words that are looked for. What is a word of its own as well (found, left, ground) is not here.
IRREGULAR = {
    form: word
    for word, forms in {
        "begin": "began begun",
        "bring": "brought",
        "broadcast": "broadcasted",
        "build": "built",
        "buy": "bought",
        "child": "children",
        "choose": "chose chosen",
        "draw": "drew drawn",
        "drive": "drove driven",
        "eat": "ate eaten",
        "feed": "fed",
        "foot": "feet",
        "forget": "forgot forgotten",
        "give": "gave given",
        "grow": "grew grown",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lead": "led",
        "lend": "lent",
        "lose": "lost",
        "make": "made",
        "man": "men",
        "meet": "met",
        "pay": "paid",
        "run": "ran",
        "sell": "sold",
        "send": "sent",
        "show": "shown",
        "speak": "spoke spoken",
        "spend": "spent",
        "take": "took taken",
        "teach": "taught",
        "tell": "told",
        "think": "thought",
        "tooth": "teeth",
        "win": "won",
        "woman": "women",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}
# American beginnings of words and the British ones, where no rule tells them; the doubled l of "travelled" the algorithm undoes itself.
SPELLINGS = dict(
    pair.split("=")
    for pair in (
        "aging=ageing analog=analogue armor=armour behavior=behaviour catalog=catalogue center=centre color=colour counselor=counsellor "
        "defens=defenc dialog=dialogue endeavor=endeavour enroll=enrol favor=favour fiber=fibre flavor=flavour fulfill=fulfil gray=grey "
        "harbor=harbour honor=honour humor=humour jewelry=jewellery kilogram=kilogramme kilometer=kilometre labor=labour licens=licenc "
        "liter=litre meager=meagre meter=metre mold=mould mom=mum neighbor=neighbour offens=offenc pediatric=paediatric plow=plough "
        "practis=practic pretens=pretenc program=programme rigor=rigour rumor=rumour savior=saviour skeptic=sceptic skillful=skilful "
        "sulfur=sulphur theater=theatre tumor=tumour valor=valour vapor=vapour vigor=vigour"
    ).split()
)
# What may follow such a beginning; before anything else it is another word, as in "Colorado".
_ENDINGS = "able|al|ally|ant|ants|d|e|ed|er|ers|es|ful|hood|hoods|ing|ise|ised|ism|ist|ists|ite|ites|ity|ize|ized|less|ly|ment|ments|s|y|"
_AMERICAN = re.compile(f"({'|'.join(SPELLINGS)})({_ENDINGS})")
_Z = re.compile(r"(.{2,}i|.+y)z((?:e|es|ed|er|ers|ing|ings|ation|ations|ational|able|ement|ements)$)")
_WHOLE = {
    "andes": "andes", "atlas": "atlas", "bias": "bias", "cosmos": "cosmos", "early": "earli", "gently": "gentl", "howe": "howe", "idly": "idl",
    "news": "news", "only": "onli", "singly": "singl", "skies": "sky", "skis": "ski", "sky": "sky", "ugly": "ugli",
}  # fmt: skip
_REGIONS = "arsen|commun|emerg|gener|inter|later|organ|past|univers"
_BEGINNINGS = re.compile(_REGIONS)
_REGION = re.compile("[^aeiouy]*[aeiouy]+[^aeiouy]")
_SHORT_END = re.compile("(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$")
_VOWEL = re.compile("[aeiouy]")
_STEP_2 = {
    "anci": "ance", "enci": "ence", "ogi": "", "li": "", "bli": "ble", "abli": "able", "alli": "al", "fulli": "ful", "lessli": "less", "ousli": "ous",
    "entli": "ent", "aliti": "al", "biliti": "ble", "iviti": "ive", "tional": "tion", "ational": "ate", "alism": "al", "ation": "ate",
    "ization": "ize", "izer": "ize", "ator": "ate", "iveness": "ive", "fulness": "ful", "ousness": "ous", "ogist": "og",
}  # fmt: skip
_STEP_3 = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "tional": "tion", "ational": "ate", "ful": "", "ness": "",
}  # fmt: skip
_STEP_4 = "ic ance ence able ible ate ive ize iti al ism ion er ous ant ent ment ement".split()


# For the browser.
TABLES = {
    "irregular": IRREGULAR,
    "spellings": SPELLINGS,
    "endings": _ENDINGS,
    "whole": _WHOLE,
    "beginnings": _REGIONS,
    "step2": _STEP_2,
    "step3": _STEP_3,
    "step4": _STEP_4,
}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in small letters a to z; any other word is its own."""
    if not (word.isascii() and word.isalpha()):
        return word
    return porter(british(IRREGULAR.get(word, word)))


def british(word: str) -> str:
    """A word as it is spelt in Britain, in -ise and -yse."""
    if match := _AMERICAN.fullmatch(word):
        beginning = SPELLINGS[match[1]]
        word = (beginning.removesuffix("e") if match[2][:1] in tuple("aei") else beginning) + match[2]
    return _Z.sub(r"\1s\2", word)


def porter(word: str) -> str:
    """The stem of a word in small letters by the algorithm alone."""
    if word in _WHOLE:
        return _WHOLE[word]
    if len(word) < 3:
        return word
    # A y that is a consonant is written Y.
    word = re.sub("([aeiouy])y", r"\1Y", re.sub("^y", "Y", word))
    r1, r2 = _regions(word)
    word = _step_1c(_step_1b(_step_1a(word), r1))
    word = _step_2(word, r1)
    word = _step_3(word, r1, r2)
    word = _step_5(_step_4(word, r2), r1, r2)
    return word.replace("Y", "y")


def _regions(word: str) -> tuple[int, int]:
    first = _BEGINNINGS.match(word) or _REGION.match(word)
    r1 = first.end() if first else len(word)
    second = _REGION.match(word, r1)
    return r1, second.end() if second else len(word)


def _step_1a(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us")) and _VOWEL.search(word[:-2]):
        return word[:-1]
    return word


def _step_1b(word: str, r1: int) -> str:
    if match := re.search("eed(?:ly)?$", word):
        start = match.start()
        return f"{word[:start]}ee" if start >= r1 and word[:start] not in ("succ", "proc", "exc") else word
    match = re.search("(?:ed|ing)(?:ly)?$", word)
    if not match:
        return word
    rest = word[: match.start()]
    if match[0] == "ing":
        if rest in ("even", "cann", "inn", "earr", "herr", "out"):
            return word
        if len(rest) == 2 and rest[1] in "yY" and not _VOWEL.match(rest):
            return f"{rest[0]}ie"
    if not _VOWEL.search(rest):
        return word
    if rest.endswith(("at", "bl", "iz")):
        return f"{rest}e"
    if rest.endswith(("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")):
        return rest if len(rest) == 3 and rest[0] in "aeo" else rest[:-1]
    return f"{rest}e" if len(rest) == r1 and _SHORT_END.search(rest) else rest


def _step_1c(word: str) -> str:
    return f"{word[:-1]}i" if len(word) > 2 and word[-1] in "yY" and not _VOWEL.match(word[-2]) else word


def _step_2(word: str, r1: int) -> str:
    ending = _longest(word, _STEP_2)
    rest = word[: len(word) - len(ending)]
    if not ending or len(rest) < r1:
        return word
    if ending == "ogi":
        return f"{rest}og" if rest.endswith("l") else word
    if ending == "li":
        return rest if rest.endswith(tuple("cdeghkmnrt")) else word
    return rest + _STEP_2[ending]


def _step_3(word: str, r1: int, r2: int) -> str:
    ending = _longest(word, _STEP_3)
    rest = word[: len(word) - len(ending)]
    return rest + _STEP_3[ending] if ending and len(rest) >= (r2 if ending == "ative" else r1) else word


def _step_4(word: str, r2: int) -> str:
    ending = _longest(word, _STEP_4)
    rest = word[: len(word) - len(ending)]
    if not ending or len(rest) < r2 or (ending == "ion" and not rest.endswith(("s", "t"))):
        return word
    return rest


def _step_5(word: str, r1: int, r2: int) -> str:
    rest = word[:-1]
    if word.endswith("e"):
        return rest if len(rest) >= r2 or (len(rest) >= r1 and not _SHORT_END.search(rest)) else word
    return rest if word.endswith("ll") and len(rest) >= r2 else word


def _longest(word: str, endings: dict[str, str] | list[str]) -> str:
    return max((ending for ending in endings if word.endswith(ending)), key=len, default="")
