"""What stands among names and is none, and names that may be those of several people: of a text that BibTeX would read in silence."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..base.saying import Said, said
from ..base.scripts import HAN

# What programs and people write where they know no author.
_NOBODY = re.compile(
    r"[-\u2013\u2014?.\s]+|n\.?\s?/?a\.?|none|null|nil|unknown(?: author)?|no author(?: listed)?|not? (?:available|given|named|applicable)|undefined"
    r"|k\.\s?a\.|s\.\s?n\.",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d\s./,-]*\d[\d\s./,-]*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@[\w.-]+\.[a-z]{2,}", re.IGNORECASE)
_BY = re.compile(r"(?:[Bb]y|[Ww]ritten [Bb]y|[Rr]eported [Bb]y|Von|Par|Por)\s+(?=[A-Z]\S+\s+[A-Z])")
_MARKS = re.compile(r"\s*\|\s*|\s+/\s+|(?<=[a-z])/(?=[A-Z])|\s+(?:und|et|y|with|con|avec|mit)\s+")
_BEHIND_NAME = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z|(?<=[a-z])(?:[*\u2020\u2021\u00a7\u00b6]+|\d[\d,\s*]*)\Z")
_CAPITAL = re.compile(r"[^\W\d_a-z][\w'’.-]*")
_HAN_NAMES = re.compile(rf"[{HAN}]{{2,4}}(?:\s+[{HAN}]{{2,4}})+")
# Given names that are hardly ever families', so common that they tell where a name begins.
_GIVEN = frozenset(
    """
    john jane mary michael robert jennifer linda patricia elizabeth barbara susan jessica sarah karen lisa nancy margaret ashley emily kimberly
    donna michelle carol amanda melissa deborah stephanie rebecca laura helen sharon cynthia kathleen amy angela anna ruth brenda pamela nicole
    katherine catherine christine samantha debra rachel carolyn janet maria heather diane julie joyce victoria kelly christina joan evelyn lauren
    judith olivia martha cheryl megan andrea ann alice jean doris jacqueline kathryn hannah julia judy grace rose theresa charlotte sophia emma
    william david richard joseph charles christopher daniel matthew anthony mark donald steven andrew kenneth joshua kevin brian george edward
    ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin brandon benjamin samuel raymond gregory frank alexander
    patrick jack jerry tyler aaron jose adam nathan henry douglas zachary peter kyle noah ethan jeremy christian walter keith austin roger sean
    gerald carl harold dylan arthur lawrence jordan jesse bryan lawrence hans peter klaus jürgen uwe wolfgang stefan andreas sabine petra monika
    ursula katharina johannes sebastian pierre jacques françois philippe nathalie isabelle sylvie véronique céline juan carlos luis javier
    miguel ana carmen josé isabel marta giovanni giuseppe francesca chiara paolo joão pedro mariana beatriz max eva lena tom tim kate lucy oliver
    """.split()
)


class Doubt(NamedTuple):
    """How a name is written better, and why; the people that it is read as: none where it is no name. `is_certain`: nothing else is meant."""

    people: list[str]
    better: str
    why: Said
    is_certain: bool = True


def of(person: str, *, is_alone: bool) -> Doubt | None:
    """What is odd about a name, which may stand alone in its list; None for nothing."""
    if not person.isascii() and (several := _in_chinese(person)):
        return several
    if _NOBODY.fullmatch(person):
        return Doubt([], "", said("'{name}' is nobody's name", name=person))
    if _NUMBER.fullmatch(person):
        return Doubt([], "", said("'{name}' is a number, and no name", name=person), is_certain=False)
    if _ADDRESS.fullmatch(person):
        return Doubt([], "", said("'{name}' is an address, and no name", name=person[:60]), is_certain=False)
    if by := _BY.match(person):
        rest = person[by.end() :]
        return Doubt([rest], rest, said("'{word}' is no part of a name", word=by.group().strip()))
    if "{" not in person and (found := _parted(person) or _with_asides(person)):
        return found
    if "," in person and not re.search(r"[{}=\\]", person):
        return _with_commas(person, is_alone)
    return None


def _parted(person: str) -> Doubt | None:
    """Several names between which stands what other languages and programs have for "and"."""
    marks = _MARKS.findall(person)
    parts = _MARKS.split(person)
    if not marks or not all(len(re.findall(r"[^\W\d_]+\.?", part)) > 1 for part in parts):
        return None
    return Doubt(parts, " and ".join(parts), said("'{mark}' does not part names, 'and' does", mark=marks[0].strip()))


def _with_asides(person: str) -> Doubt | None:
    """A name with what is said of its bearer behind it: an office, a house, a number, a mark of a footnote."""
    if "@" in person or not (found := _BEHIND_NAME.search(person)) or len(person[: found.start()].split()) < 2:
        return None
    bare = person[: found.start()].rstrip(" ,")
    return Doubt([bare], bare, said("'{word}' is no part of a name", word=found.group().strip()))


def _with_commas(person: str, is_alone: bool) -> Doubt | None:
    parts = [part.strip() for part in person.split(",")]
    words = [part.split() for part in parts]
    if not all(_CAPITAL.fullmatch(word) for some in words for word in some):
        return None
    if len(parts) == 3 and list(map(len, words)) == [1, 2, 1] and all(len(word.strip(".")) > 1 for some in words for word in some):
        better = f"{parts[0]}, {words[1][0]} and {words[1][1]}, {parts[2]}"
        return Doubt([person], better, said("'{name}' has two commas; between two people stands 'and'", name=person), is_certain=False)
    if len(parts) != 2 or not all(len(some) > 1 for some in words):
        return None
    better = " and ".join(parts)
    if all(_is_given(some[0]) and not _is_given(some[-1]) for some in words):
        return Doubt(parts, better, said("a comma does not part names, 'and' does"))
    if is_alone and all(len(some) == 2 and len(some[1].strip(".")) > 1 for some in words) and not _is_given(words[1][1]):
        why = said("'{name}' is read as one person: if so, write {{{family}}}, {given}", name=person, family=parts[0], given=parts[1])
        return Doubt([person], better, why, is_certain=False)
    return None


def _is_given(word: str) -> bool:
    return word.casefold() in _GIVEN


def _in_chinese(person: str) -> Doubt | None:
    """Several names between which only blanks stand."""
    if not _HAN_NAMES.fullmatch(person):
        return None
    parts = person.split()
    if len(parts) == 2:
        return None
    return Doubt(parts, " and ".join(parts), said("a space does not part names, 'and' does"))
