"""Ids, lists and citations as people write them, and how they are written here: `Weight Sold`, `a, b`, `key, p. 3`, `[@key]`.

Knows no record. Whatever is proposed is taken by the same field, as far as its form goes.
"""

from __future__ import annotations

import re

from ..base.identifier import SLUG_LENGTH, SLUG_PATTERN, is_key, key_like
from ..base.saying import said
from ..base.scripts import without_accents
from ..reading.yaml_scalars import scalar
from .advice import Advice, plain, unquoted

_SEPARATORS = re.compile(r"[\s_/\u2010-\u2015\u00b7|]+")
# What may stand between the items of a list that somebody wrote as a text.
_BETWEEN_ITEMS = re.compile(r"\s*[,;\uff0c\uff1b\u3001]\s*|\s+(?:and|&)\s+")
# Brackets and braces of other scripts, as NFKC leaves them, around a list.
_AROUND_LIST = re.compile(r"[\[\u3010\u3014\u3016{(]+(.*?)[\]\u3011\u3015\u3017})]+")
_BRACKETS = str.maketrans("\uff3b\uff3d\uff5b\uff5d\uff08\uff09", "[]{}()")
_BULLET = re.compile(r"(?:^|\s)[-\u2022\u25cf\u25aa\u2023\u2013\u2014*\u00b7]\s+")
# What pages and other places in a source are called.
_PLACES = "pp?|paras?|pars?|chap|ch|sec|fig|tab|table|vol|no|nr|n|col|line|ll?|ff?|page|pages|minute|section|chapter|figure|slide"
_PLACE = rf"(?:(?:{_PLACES}|\u00a7+|\u00b6+)\.?\s*)?"
LOCATOR = re.compile(
    rf"{_PLACE}[0-9ivxlc]+(?:[\u2013\-:.,]\s*[0-9ivxlc]+)*\s*(?:ff?\.?)?|\u7b2c?\s*[0-9]+\s*[\u9875\u6bb5\u7ae0\u8282]", re.IGNORECASE
)
_LATEX = re.compile(r"\\\w*cite\w*\*?(?:\[(?P<locator>[^\[\]]*)\])?\{(?P<keys>[^{}]+)\}")
_MARKDOWN_LINK = re.compile(r"\[[^\[\]]*\]\((?P<url>[^()\s]+)\)")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})")
# As those write who number their sources: `[1]`.
_NUMBERED = re.compile(r"\[*\^?[0-9]{1,3}\]*")
_AUTHOR_YEAR = re.compile(r"[^0-9]{2,60}[ ,(]+(?:19|20)[0-9]{2}[a-z]?\b.*")
# A key with blanks, or with marks that none has, as other programs let people type it.
_ALMOST_KEY = re.compile(r"(?=.*(?:[^\W\d]\d|\d[^\W\d]|[:_#]))[\w:.+/'&()*!#$|-]+(?: [\w:.+/'&()*!#$|-]+){0,3}")


def slug(text: str) -> str:
    """A text as an id: `Weight Sold` is `weight-sold`; empty where it has characters that no id can stand for."""
    found = without_accents(plain(text).removeprefix("#").removeprefix("@")).lower()
    found = re.sub(r"['\u2019.,!?:;()\"]+(?=[^a-z0-9]|$)|['\u2019\"]", "", _SEPARATORS.sub("-", found)).strip("-.")
    found = re.sub(r"-{2,}", "-", found)
    return found if re.fullmatch(SLUG_PATTERN, found) and len(found) <= SLUG_LENGTH else ""


def ids(text: object) -> list[str]:
    """The ids that somebody wrote as one; empty where they are not several, or not all are ids."""
    found = [item for item in _BETWEEN_ITEMS.split(text.strip()) if item] if isinstance(text, str) else []
    return found if len(found) > 1 and all(re.fullmatch(SLUG_PATTERN, item) for item in found) else []


def advise_id(text: str) -> Advice | None:
    """What to write in place of a text that is no id; None for one that is one."""
    if re.fullmatch(SLUG_PATTERN, text) and len(text) <= SLUG_LENGTH:
        return None
    if several := ids(text):
        return Advice(said("these are several ids in one"), said("write them as a list: [{ids}]", ids=", ".join(several)))
    found = slug(text)
    if not found:
        if len(plain(text)) > SLUG_LENGTH:
            return Advice(said("an id is at most {most} characters long", most=SLUG_LENGTH), said("choose a shorter one, of two or three words"))
        why = said("an id is part of an address: it has small letters a to z, digits and hyphens, and no other script")
        return Advice(why, said("write it in letters a to z: in English, or as the name is transcribed"))
    is_same = found == text.lower().replace("_", "-")
    why = said("an id has small letters a to z, digits, and single hyphens or full stops between them")
    return Advice(why, instead=found, is_safe=is_same)


def advise_host(text: str) -> Advice | None:
    """What to write in place of a web address that stands where its host should; None where there is none in it."""
    given = plain(text).lower()
    if not (found := _HOST.search(given)):
        return None
    # An address of mail, or words around it, somebody has to look at.
    is_safe = _URL.fullmatch(given) is not None and "@" not in given
    return Advice(said("a host stands alone, without https://, www and path"), instead=found[1], is_safe=is_safe)


def items(text: str) -> list[str]:
    """What a text names that stands where a list should; empty where that is open."""
    given = " ".join(text.translate(_BRACKETS).split())
    bare = found[1] if (found := _AROUND_LIST.fullmatch(given)) else given
    separator = _BULLET if _BULLET.match(bare) else _BETWEEN_ITEMS
    listed = [unquoted(item) for item in separator.split(bare) if item.strip()]
    return listed if all(listed) and len(listed) <= 20 else []


def advise_list(text: str) -> Advice | None:
    """How a text that stands where a list should is written as one."""
    found = items(text)
    if not found:
        return None
    shown = f"[{', '.join(scalar(item, is_in_flow=True) for item in found)}]"
    # A text with a comma may be one item, and one that is no word perhaps a sentence.
    is_list = re.fullmatch(r"\s*\uff3b[^\uff3b\uff3d]*\uff3d\s*", text)
    is_safe = len(found) == 1 or bool(is_list) or all(re.fullmatch(SLUG_PATTERN, item) for item in found)
    return Advice(said("a list stands in square brackets, or on lines that begin with '- '"), instead=shown, is_safe=is_safe)


def advise_citation(text: str) -> Advice | None:
    """What to write in place of a text that is no citation; None where nobody can tell."""
    given = plain(text)
    if _NUMBERED.fullmatch(given):
        return Advice(
            said("'{number}' is a number in a list of sources, and there is none here: each source has a key", number=given),
            said("write the key that it has in references.bib, such as smith2020"),
        )
    if link := _MARKDOWN_LINK.search(given) or _URL.fullmatch(given):
        url = link["url"] if "url" in link.groupdict() else link.group()
        return Advice(
            said("a source is cited by its key, and not by its address"),
            said("add the source with 'url = {{{url}}}' to references.bib, and write its key", url=url),
        )
    if found := _LATEX.fullmatch(given):
        cites = [_citation(key.strip(), (found["locator"] or "") if not index else "") for index, key in enumerate(found["keys"].split(","))]
        return _of([cite for cite in cites if cite], len(cites))
    if LOCATOR.fullmatch(given) and not re.fullmatch(r"[ivxlc]+|[0-9]+", given, re.IGNORECASE):
        why = said("this is a place in a source, and no source")
        return Advice(why, said("write it in square brackets behind the key of the source: smith2020[{place}]", place=given))
    inner = _inside(given)
    whole = _one(inner)
    parts = [inner] if whole else [part for part in re.split(r"\s*;\s*|\s+and\s+|,\s*(?=@)|,\s+(?=[^\s,;]+(?:\[|$|,|;))", inner) if part]
    cites = [whole] if whole else [_one(part) for part in parts]
    if (advice := _of([cite for cite in cites if cite], len(cites))) and advice.instead != text.strip():
        return advice
    if _AUTHOR_YEAR.fullmatch(inner):
        return Advice(
            said("a source is cited by its key in references.bib, and not by author and year"),
            said("write its key, such as smith2020, or smith2020[p. 3]"),
        )
    if _ALMOST_KEY.fullmatch(inner) and (key := key_like(inner)):
        return Advice(said("a key has no blanks; as it is written in the bibliography it should be '{key}'", key=key), instead=scalar(key))
    return None


def _inside(text: str) -> str:
    """A text without the brackets and signs of a mention in prose around it."""
    found = re.fullmatch(r"[\[(\u3010]+\s*(@.*?)[\])\u3011]+", text)
    return found[1] if found else text


def _of(cites: list[str], wanted: int) -> Advice | None:
    if not cites or len(cites) != wanted:
        return None
    if len(cites) == 1:
        shown = cites[0]
        why = said("a citation is a key, or a key with the place in square brackets")
    else:
        shown = f"[{', '.join(cites)}]"
        why = said("several citations are a list")
    # A word without a digit may be one of a sentence.
    is_safe = all(re.search(r"[0-9]", cite.partition("[")[0]) for cite in cites)
    return Advice(why, instead=shown, is_safe=is_safe)


def _one(text: str) -> str:
    """One citation as YAML; empty where the text is none."""
    found = re.fullmatch(r"@?(?P<key>[^\s\[\](){},;:\u3010\u3011]+)(?P<rest>.*)", text.strip())
    if not found:
        return ""
    rest = found["rest"].strip(" ,:")
    for opener, closer in ("[]", "()", "{}", "\u3010\u3011"):
        if rest.startswith(opener):
            inner = rest[1:].strip()
            return _citation(found["key"], inner.removesuffix(closer).strip()) if inner.count(closer) <= inner.endswith(closer) else ""
    # As in "Smith 2020", and "smith 2020".
    is_year = re.fullmatch(r"[0-9]{4}[a-z]?", rest) and not re.search(r"[0-9]", found["key"])
    if rest and (is_year or not LOCATOR.fullmatch(rest)):
        return ""
    return _citation(found["key"], rest)


def _citation(key: str, locator: str) -> str:
    key = key.removeprefix("@").rstrip(".,")
    # Without a digit it is more likely somebody's name, without a letter a year.
    is_likely = re.search(r"[^\W\d_]", key) and (locator or not re.fullmatch(r"[A-Z][a-z]+", key))
    if not is_likely or not is_key(key) or re.search(r"[\[\]]", locator):
        return ""
    return scalar(f"{key}[{locator}]" if locator else key, is_in_flow=True)
