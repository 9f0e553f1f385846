"""Names of people and organisations as BibTeX has them: a list parted by "and", each name in one of three forms, or by its parts.

"Given von Family", "von Family, Given" and "von Family, Jr., Given"; biblatex's `family=…, given=…`; in braces what has no parts.
What BibTeX would read in a way that nobody meant is read as it was meant where there is no doubt, and told.
Specification: "Tame the BeaST" (N. Markey 2009), section 11, and biblatex's manual, section 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bibtexparser.middlewares.names import parse_single_name_into_parts

from ..base.saying import NOTHING, Said, said
from ..base.scripts import HAN, LONG_FAMILIES, UNSPACED, is_chinese
from ..reading import latex
from . import name_doubts
from .reference import Name

# What parts names, words and parts of names. What is in braces is of one piece; a backslash makes the next character an ordinary one.
_MARK = re.compile(r"(?P<amp>(?<=\s)\\?&(?=\s))|\\.|[{}]|(?<=\s)and(?=\s)|[,;，、；\s~]", re.DOTALL | re.IGNORECASE)
_SIMPLE = re.compile(r"(?P<family>[^\W\d_a-z][\w'’-]*), (?P<given>[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*)*)")
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
# Names that are not turned round, with a space in them or without: in Chinese, Japanese and Korean signs.
_EASTERN = re.compile(f"[{UNSPACED}{_HANGUL}· ]+")
_HAN_WORD = re.compile(f"[{HAN}]{{2,4}}")
# What other programs put between names.
_WRONG_MARKS = (";", "；", "，", "、")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[-\s]?){1,4}|(?:[^\W\d_a-z][a-z]?\.[-\s]?){1,4}")
# Not I, V and X: these are initials. Nor IV, VI and MD: these are those of many.
_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|ii|iii|[2-9](?:nd|rd|th)|filho|neto|ph\.?\s?d|esq)\.?", re.IGNORECASE)
# So write PubMed and others who follow the Vancouver style: Smith JA.
_FAMILY_WORD = r"[^\W\d_a-z][\w'’-]*[a-z][\w'’-]*"
_VANCOUVER = re.compile(rf"(?P<family>{_FAMILY_WORD}(?: {_FAMILY_WORD})*) (?P<initials>[^\W\d_a-z]{{1,3}})")
_EDGE_AND = re.compile(r"\s+and[\s,;]*\Z")
_ET_AL = re.compile(rf"[\s,]*\bet\.?\s*al(?:ii|\.)?\s*$|[\s,\uff0c]*(?<=[{HAN}\s,\uff0c])\u7b49\.?$", re.IGNORECASE)
_AND_OTHERS = ("et al.", "et al", "et. al.", "\u7b49", "u.a.", "u. a.", "y otros", "e outros", "et autres")
# DBLP numbers people of one name: Ann Smith 0002.
_NAMESAKE = re.compile(r"(?<=[^\W\d])\s+0\d{3}\Z")
_EXTENDED = re.compile(r"\s*(family|given|prefix|suffix|useprefix|[\w-]+)\s*=\s*(.*)", re.DOTALL | re.IGNORECASE)
_HANDLE = re.compile(r"[\[(]@\w+[\])]")
# Who wrote, edited or translated, behind a name in Chinese.
_HAN_ROLE = re.compile(rf"(?<=[{HAN}])\s+(?:\u8457|\u7f16|\u7f16\u8457|\u4e3b\u7f16|\u8bd1|\u6574\u7406)\Z")
_PARTS = frozenset(("family", "given", "prefix", "suffix"))


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names. `others`: it ends in "and others". `problem` says what BibTeX would not read as it is meant, `better` how to write it."""

    names: tuple[Name, ...]
    others: bool = False
    problem: Said = NOTHING
    better: str = ""
    # Whether it may be meant otherwise, and is read as it is written.
    is_doubtful: bool = False


@lru_cache(maxsize=8192)
def read(written: str) -> Names:
    """The names of a list as it is written. Every text is one."""
    if simple := _simple(written):
        return simple
    found = _split(_EDGE_AND.sub(" and ", written), "and")
    people = [_NAMESAKE.sub("", person) for person in found if person]
    problem = said("an 'and' stands without a name beside it") if 0 < len(people) < len(found) else NOTHING
    others = False
    if people and people[-1].lower() in ("others", *_AND_OTHERS):
        others, problem = True, problem or (NOTHING if people[-1].lower() == "others" else said("'{word}' is no name", word=people[-1]))
        people.pop()
    if "others" in map(str.lower, people):
        others, problem = True, said("'others' can only come last")
        people = [person for person in people if person.lower() != "others"]
    if people and (et_al := _ET_AL.search(people[-1])) and et_al.start():
        others, problem = True, said("'et al.' is no part of a name")
        people[-1] = people[-1][: et_al.start()]
    meant: list[str] = []
    rewritten: list[str] = []
    is_doubtful = False
    for person in people:
        parted, why = _wholly_parted(person)
        for part in parted:
            doubt = name_doubts.of(part, is_alone=len(people) == 1)
            meant += doubt.people if doubt else [part]
            rewritten.append(doubt.better if doubt else part)
            why = why or (doubt.why if doubt else NOTHING)
            is_doubtful |= doubt is not None and not doubt.is_certain
        problem = problem or why
    read_so = [(person, name) for person in meant if (name := _name(person)) != Name()]
    if len(read_so) < len(meant):
        problem = problem or said("a name is empty")
        rewritten = [person for person, _ in read_so]
    names = tuple(name for _, name in read_so)
    better = " and ".join((*filter(None, rewritten), *(("others",) if others else ()))) if problem else ""
    return Names(names, others, problem, better, is_doubtful)


def _simple(written: str) -> Names | None:
    """The names of a list in which all have the form "Family, Given", as most lists are."""
    people = written.split(" and ")
    others = people[-1] == "others"
    names = tuple(map(_name_with_comma, people[:-1] if others else people))
    return Names(tuple(filter(None, names)), others) if all(names) else None


@lru_cache(maxsize=8192)
def _name_with_comma(person: str) -> Name | None:
    found = _SIMPLE.fullmatch(person)
    is_simple = found and not _SUFFIX.fullmatch(found["given"]) and not is_chinese(person)
    return Name(found["family"], found["given"]) if found and is_simple else None


def _split(text: str, *separators: str) -> list[str]:
    """The pieces of a text between these separators, but not within braces."""
    return list(_pieces(text, frozenset(separators)))


def _pieces(text: str, separators: frozenset[str]) -> Iterator[str]:
    depth = start = 0
    for found in _MARK.finditer(text):
        mark = found.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth = max(depth - 1, 0)
        elif not depth and ("&" if found["amp"] else mark.lower().strip() or " ") in separators:
            yield text[start : found.start()].strip()
            start = found.end()
    yield text[start:].strip()


def _words(text: str) -> list[str]:
    """The words of a name; a tie parts them, too."""
    if "{" not in text and "\\" not in text:
        return text.replace("~", " ").split()
    return [word for word in _pieces(text, frozenset((" ", "~"))) if word]


def _wholly_parted(person: str) -> tuple[list[str], Said]:
    """As `_parted`, with no part left that is to be parted."""
    parts, why = _parted(person)
    if parts == [person]:
        return parts, why
    return [part for some in parts for part in _wholly_parted(some)[0]], why


def _parted(person: str) -> tuple[list[str], Said]:
    """The people that stand in what BibTeX takes for one name, each as it should be written, and why that is no one name; empty when it is."""
    if not re.search(r"[,;，、；&]", person) or (person.startswith("{") and _is_of_one_piece(person)):
        return [person], NOTHING
    if len(parts := [part for part in _split(person, *_WRONG_MARKS) if part]) > 1:
        return parts, said("'{mark}' does not part names, 'and' does", mark=next(mark for mark in _WRONG_MARKS if mark in person))
    if "&" in person and len(parts := _split(person, "&")) > 1:
        if all(len(_words(part)) > 1 for part in parts):
            return parts, said("'{mark}' does not part names, 'and' does", mark="&")
        return [f"{{{person}}}"], said("an organisation is written in braces")
    parts = _split(person, ",")
    if len(parts) == 2 and not parts[1] and " " in parts[0]:
        # So EndNote writes organisations.
        return [f"{{{parts[0]}}}"], said("a comma stands at its end: an organisation is written in braces")
    if parts[-1] == "" and len(parts) > 1:
        return [", ".join(part for part in parts if part)], said("a comma stands at its end")
    if len(parts) > 1 and not parts[0]:
        return [", ".join(part for part in parts if part)], said("there is no family name before the comma")
    if _EXTENDED.match(person):
        return [person], NOTHING
    return _by_commas(person, parts)


def _by_commas(person: str, parts: list[str]) -> tuple[list[str], Said]:
    """People between whom only commas stand, where that is plain: A. Smith, B. Jones; Smith, A., Jones, B.; 张三, 李四."""
    why = said("a comma does not part names, 'and' does")
    if all(_HAN_WORD.fullmatch(part) for part in parts) and (len(parts) > 2 or parts[0] not in LONG_FAMILIES) and len(parts) > 1:
        return parts, why
    if len(parts) == 1 or any(_SUFFIX.fullmatch(part) for part in parts[1:]):
        return ([person], NOTHING) if len(parts) <= 3 else ([f"{{{person}}}"], said("it has too many commas"))
    initialled = [_VANCOUVER.fullmatch(part) for part in parts]
    if len(parts) > 1 and all(initialled):
        return [f"{found['family']}, {' '.join(f'{letter}.' for letter in found['initials'])}" for found in initialled if found], why
    words = [_words(part) for part in parts]
    # A family name does not begin with an initial, and whoever follows has one, too, or a name of several words.
    is_list = all(len(some) > 1 and not _INITIALS.fullmatch(part) for some, part in zip(words, parts, strict=True))
    if is_list and (len(parts) > 2 or all(_INITIALS.fullmatch(some[0]) for some in words)):
        return parts, why
    if len(parts) <= 3:
        return [person], NOTHING
    if len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)], why
    return [f"{{{person}}}"], said("it has too many commas")


def _is_of_one_piece(text: str) -> bool:
    """Whether the brace that opens a text closes at its end."""
    depth = 0
    for found in _MARK.finditer(text):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if not depth:
            return found.end() == len(text)
    return False


# The same people and organisations stand behind many sources.
@lru_cache(maxsize=8192)
def _name(person: str) -> Name:
    if person.startswith("{") and _is_of_one_piece(person):
        return Name(literal=_plain(person[1:-1]), is_organisation=True)
    if _EASTERN.fullmatch(person):
        return Name(literal=_HAN_ROLE.sub("", person))
    if _HANDLE.search(person):
        # An account, as Zotero has those of posts.
        return Name(literal=_plain(person))
    parts = _split(person, ",")
    if "=" in person and (found := _EXTENDED.match(parts[0])) and found[1].lower() in (*_PARTS, "useprefix"):
        return _extended(parts)
    suffix = ""
    if len(parts) == 2 and _SUFFIX.fullmatch(parts[1]):
        person, suffix = parts
    found_parts = parse_single_name_into_parts(person, strict=False)
    given, prefix, family = found_parts.first, found_parts.von, found_parts.last
    suffix = suffix or " ".join(found_parts.jr)
    if len(parts) == 1 and len(given) > 1 and len(family) == 1 and _SUFFIX.fullmatch(family[0]):
        # Without commas: John Smith Jr.
        given, family, suffix = given[:-1], given[-1:], family[0]
    if len(parts) > 1 and prefix and prefix[0][:1].isupper():
        # A particle does not begin with a capital, whatever follows: University of X.
        prefix, family = [], [*prefix, *family]
    if not given and not prefix and not suffix:
        # A name of one word: an organisation, or somebody who has no more.
        return Name(literal=_plain(" ".join(family)))
    return Name(_plain(" ".join(family)), _plain(" ".join(given)), _plain(" ".join(prefix)), _plain(suffix))


def _extended(parts: list[str]) -> Name:
    """A name of which every part is named, after biblatex's `family=…, given=…`."""
    values: dict[str, str] = {}
    for part in parts:
        if (found := _EXTENDED.match(part)) and found[1].lower() in _PARTS:
            values[found[1].lower()] = _plain(found[2].strip().strip('"'))
    if not values.get("given") and not values.get("prefix") and not values.get("suffix"):
        return Name(literal=values.get("family", ""))
    return Name(values.get("family", ""), values.get("given", ""), values.get("prefix", ""), values.get("suffix", ""))


def _plain(text: str) -> str:
    return " ".join(latex.decode(text).replace("\N{NO-BREAK SPACE}", " ").split())
