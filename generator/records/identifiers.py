"""Identifiers of published works: DOI, ISBN, ISSN, and those of archives such as arXiv, as they are written and as they are.

Specifications: the DOI Handbook (doi:10.1000/182), ISO 2108 (ISBN), ISO 3297 (ISSN), https://info.arxiv.org/help/arxiv_identifier.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from ..base.saying import NOTHING, Said, said
from ..reading import latex


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier in its usual form, or an empty text. `problem` says what is wrong with it; `is_none` that there is no such thing in the text.

    `type` is that of an archive; `other` is an identifier of the other kind: an ISSN where an ISBN should stand, or the other way round.
    """

    value: str = ""
    problem: Said = NOTHING
    is_none: bool = False
    type: str = ""
    other: str = ""


# Whoever resolves a DOI, or shows what it is of: what stands before it in an address.
_RESOLVER = re.compile(
    r"(?:https?:/*)?(?:[\w.-]*\bdoi[.-][\w.-]+/|[\w.-]+/(?:[\w.-]+/)*?doi/(?:abs/|full/|pdf/|epdf/|book/|pdfdirect/)?)(?=10[.%/])", re.IGNORECASE
)
_LEAD = re.compile(r"^(?:info:)?doi\s*(?:[:=/]|\s)\s*", re.IGNORECASE)
# The last are short ones (https://shortdoi.org), which lead to the same.
_DOI = re.compile(r"10\.\d+(?:\.\d+)*/[^\s<>\"{}|\\^`\x00-\x20]+|10\.\d{4,9}/\S*<\S*>\S+|10/(?=\d*[a-z])[a-z0-9]{3,8}")
_DIGITS = re.compile(r"(?<![\dXx])(?:\d[\s-]?){7,12}[\dXx](?![\dXx])")
_ISSN = re.compile(r"(?<![\d-])(\d{4})[-\s]?(\d{3}[\dXx])(?![\d-])")
_ARXIV = re.compile(r"(?:(\d{4}\.\d{4,5})|((?:[a-z-]+(?:\.[A-Z]{2})?)/\d{7}))(v\d+)?")
_ARXIV_LEAD = re.compile(r"(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv\s*(?:preprint\s*)?(?:arxiv\s*)?:?\s*", re.IGNORECASE)
# Archives whose names people write in other capitals; biblatex's are in small letters.
ARCHIVES = ("arxiv", "jstor", "pubmed", "hdl", "googlebooks", "hal", "pmc", "biorxiv", "medrxiv", "ssrn", "zenodo")
_ISBN_LENGTHS = (10, 13)
_OF_DOI = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(?=10\.)", re.IGNORECASE)


def doi_of(url: str) -> str:
    """The DOI that an address leads to by the resolver of DOIs; empty for any other."""
    return doi(url).value if _OF_DOI.match(url) else ""


def doi(written: str) -> Found:
    """A DOI without what stands before it: `10.1000/182`."""
    text = re.sub(r"\s+", " ", latex.address(written.replace("$<$", "<").replace("$>$", ">")))
    text = re.sub(r"\\textless\s?|\\textgreater\s?|\{\}", lambda found: {"l": "<", "g": ">"}.get(found.group()[5:6], ""), text)
    text = _LEAD.sub("", text)
    resolved = _RESOLVER.sub("", text, count=1)
    if resolved != text:
        resolved = resolved.partition("?")[0].partition("#")[0]
    text = _LEAD.sub("", resolved)
    if "%" in text:
        text = unquote(text)
    text = text.strip(" .,;")
    # A line was broken inside of it.
    text = re.sub(r"(?<=/) | (?=/)", "", text)
    if _DOI.fullmatch(text):
        return Found(text)
    return Found(problem=said("'{written}' is no DOI", written=written[:80]), is_none=True)


def isbn(written: str) -> Found:
    """One ISBN or several, parted by commas, as they are written, without words about them. A wrong check digit is a problem."""
    return _numbers(written, "ISBN")


def issn(written: str) -> Found:
    """One ISSN or several, parted by commas, each with its hyphen."""
    return _numbers(written, "ISSN")


def _numbers(written: str, wanted: str) -> Found:
    text = latex.decode(written).replace("\N{EN DASH}", "-").replace("\N{HYPHEN}", "-").replace("\N{NON-BREAKING HYPHEN}", "-")
    isbns, issns, wrong = [], [], []
    # Longer numbers first: in an ISBN there may be an ISSN's digits.
    rest = re.sub(r"(?i)\b(?:e-?|p-?)?is[bs]n(?:-1[03])?\b:?", " ; ", text)
    if wanted == "ISSN" and (few := _ISSN.findall(rest)):
        issns = [f"{first}-{last.upper()}" for first, last in few]
        wrong = [number for number in issns if not _is_issn(number.replace("-", ""))]
        rest = ""
    for found in _DIGITS.finditer(rest):
        digits = re.sub(r"[\s-]", "", found.group()).upper()
        if len(digits) in _ISBN_LENGTHS:
            isbns.append(found.group().strip())
            wrong += [] if _is_isbn(digits) else [found.group().strip()]
        elif short := _ISSN.fullmatch(found.group().strip()):
            issns.append(f"{short[1]}-{short[2].upper()}")
            wrong += [] if _is_issn(digits) else [issns[-1]]
        else:
            wrong.append(found.group().strip())
    own, other = (isbns, issns) if wanted == "ISBN" else (issns, isbns)
    problem = NOTHING
    if wrong:
        problem = said("'{wrong}' has a wrong digit, or one too many or too few: its check digit does not fit", wrong=wrong[0])
    if not own and not other and not wrong:
        return Found(problem=said("'{text}' is no {wanted}", text=text[:60], wanted=wanted), is_none=True)
    return Found(", ".join(dict.fromkeys(own)), problem, other=", ".join(dict.fromkeys(other)))


def _is_isbn(digits: str) -> bool:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == max(_ISBN_LENGTHS):
        return (
            digits.isdigit() and digits.startswith(("978", "979")) and sum(value * (1, 3)[place % 2] for place, value in enumerate(values)) % 10 == 0
        )
    return "X" not in digits[:-1] and sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0


def _is_issn(digits: str) -> bool:
    return sum((10 if digit == "X" else int(digit)) * (8 - place) for place, digit in enumerate(digits)) % 11 == 0


def eprint(written: str, archive: str = "") -> Found:
    """An identifier in an archive, with the archive's name as biblatex has it; arXiv's are known by themselves."""
    text = latex.address(written)
    kind = _archive(archive)
    bare = _ARXIV_LEAD.sub("", text).removesuffix(".pdf").split(" ")[0].strip("[]")
    if kind in ("", "arxiv"):
        if found := _ARXIV.fullmatch(bare):
            return Found(found.group(), type="arxiv")
        if kind and not _is_address(text):
            return Found(problem=said("'{text}' is no identifier of arXiv", text=text[:60]), type=kind)
    return Found(text, type=kind)


def _archive(name: str) -> str:
    known = re.sub(r"[\s.]|org$", "", latex.decode(name).lower())
    return known if known in ARCHIVES else latex.decode(name)


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))
