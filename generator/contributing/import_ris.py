"""RIS to items, as Zotero, EndNote, Scopus, Web of Science and publishers write it; and MEDLINE, the form in which PubMed saves.

Each line has a tag, two blanks, a hyphen and a blank (in MEDLINE the tag has up to four letters). What has no tag goes on with the line before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from ..base.saying import Said, said
from ..base.scripts import HAN
from ..records.reference import Name
from .import_items import Item, NotThisFormat, plain

_LINE = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*)|\s*)$")
_MEDLINE_LINE = re.compile(r"([A-Z]{2,4}) {0,2}-(?: (.*)|\s*)$")
_TYPES = {
    **dict.fromkeys(("JOUR", "MGZN", "NEWS", "INPR", "EJOUR", "ABST"), "article"),
    **dict.fromkeys(("BOOK", "EBOOK", "CLSWK"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP"), "incollection"),
    **dict.fromkeys(("CONF", "CPAPER"), "inproceedings"),
    **dict.fromkeys(("RPRT", "GOVDOC"), "report"),
    **dict.fromkeys(("ELEC", "WEB", "ICOMM", "BLOG"), "online"),
    **dict.fromkeys(("MANSCPT", "UNPB", "UNPD", "UNPM", "SLIDE"), "unpublished"),
    **dict.fromkeys(("DATA", "DBASE", "AGGR"), "dataset"),
    **dict.fromkeys(("VIDEO", "MPCT", "ADVS"), "video"),
    **dict.fromkeys(("SOUND", "MUSIC"), "audio"),
    **dict.fromkeys(("ART", "FIGURE", "MAP", "CHART"), "image"),
    **dict.fromkeys(("ENCYC", "DICT"), "inreference"),
    **dict.fromkeys(("STAT", "BILL"), "legislation"),
    **{"EDBOOK": "collection", "THES": "thesis", "COMP": "software", "PAT": "patent", "PAMP": "booklet", "JFULL": "periodical", "STAND": "standard"},
    **{"CASE": "jurisdiction", "SER": "book"},
}
_IN_JOURNALS, _IN_BOOKS, _WHOLE_BOOKS = ("article",), ("incollection", "inproceedings", "inreference"), ("book", "collection", "proceedings")
_OF_INSTITUTIONS = ("report", "thesis")
# What a tag says, by the fields of biblatex; the first tag that is there counts.
_FIELDS = {
    **{"title": ("TI", "T1"), "shorttitle": ("ST",), "volume": ("VL",), "edition": ("ET",), "location": ("CY", "PP"), "doi": ("DO", "DI")},
    **{"langid": ("LA",), "volumes": ("NV",), "shortjournal": ("J2", "JO", "JA", "J1"), "series": ("T3",)},
}
_JOURNALS, _BOOKS = ("JF", "T2", "JO", "JA", "J1", "J2", "BT"), ("BT", "T2", "C3")
_NAMES = {"author": ("AU", "A1"), "editor": ("ED", "A2"), "translator": ("A4",)}
# What says something of the source that no field has.
_UNREAD = {
    "A3": said("editor of the series"),
    "RP": said("reprint edition"),
    "RI": said("reviewed item"),
    "OP": said("original publication"),
    "TT": said("translated title"),
    "TA": said("translated author"),
}
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_URLS = re.compile(r"\s*;\s*(?=https?://)")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_ISBN = re.compile(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")
# What services add of their own: when it was saved, and how often it was cited.
_CHATTER = re.compile(r"(?:Cited By|Export Date|Times Cited|Source:|Accession Number:|Date of Electronic Publication|<)", re.IGNORECASE)

# Other notes than of several words are numbers and dates of programs.
_SENTENCE = re.compile(rf"(?:[^\W\d]+\W+){{2}}[^\W\d]+|[{HAN}]{{4}}")

_Tags = Mapping[str, Sequence[str]]


def read(content: str) -> list[Item]:
    """The records of a text in RIS. Raises NotThisFormat when there is none."""
    return _read(content, _LINE, "TY", "ER", of_ris)


def read_medline(content: str) -> list[Item]:
    """The records of a text in MEDLINE. Raises NotThisFormat when there is none."""
    return _read(content, _MEDLINE_LINE, "PMID", "", _of_medline)


def _read(content: str, pattern: re.Pattern[str], first: str, last: str, made: Callable[[int, _Tags], Item]) -> list[Item]:
    found = [made(line, tags) for line, tags in _records(content, pattern, first, last)]
    if not found:
        raise NotThisFormat(said("no record begins in it with '{first}  - '", first=first))
    return found


def _records(content: str, pattern: re.Pattern[str], first: str, last: str) -> Iterator[tuple[int, _Tags]]:
    """The records of a text, each with its first line and its values by tag."""
    tags: dict[str, list[str]] = {}
    start, tag = 0, ""
    for number, line in enumerate(content.split("\n"), 1):
        match = pattern.match(line.rstrip())
        if match and (match[1] == first or (last and match[1] == last)):
            if tags:
                yield start, tags
            tags, tag, start = {}, "", number
        if match and match[1] != last and (tags or match[1] == first):
            tag = match[1]
            tags.setdefault(tag, []).append(match[2] or "")
        elif not match and tag and line.strip():
            tags[tag][-1] += f" {line.strip()}"
    if tags:
        yield start, tags


def _first(tags: _Tags, *names: str) -> str:
    return next((text for name in names for value in tags.get(name, ()) if (text := plain(value))), "")


def of_ris(line: int, tags: _Tags) -> Item:
    """The source that a record is, from its values by RIS's tags; it begins on a line."""
    type = _TYPES.get(_first(tags, "TY").upper(), "misc")
    fields = {name: _first(tags, *names) for name, names in _FIELDS.items()}
    if type in _IN_JOURNALS:
        fields["journaltitle"] = _first(tags, *_JOURNALS)
    elif type in _IN_BOOKS:
        fields["booktitle"] = _first(tags, *_BOOKS)
        fields["chapter"] = _first(tags, "SE")
    elif type in _WHOLE_BOOKS:
        fields["series"] = fields["series"] or _first(tags, "T2")
        fields["title"] = fields["title"] or _first(tags, "BT")
    else:
        fields["organization" if type == "online" else "howpublished"] = _first(tags, "T2")
    fields["title"] = fields["title"] or _first(tags, "CT")
    if type not in _IN_JOURNALS or fields["shortjournal"] == fields["journaltitle"]:
        del fields["shortjournal"]
    fields["institution" if type in _OF_INSTITUTIONS else "publisher"] = _first(tags, "PB")
    fields["number"] = _first(tags, "IS", *(("M1", "SN") if type in ("report", "patent", "standard") else ("M1",) if type in _IN_JOURNALS else ()))
    fields |= _pages(tags)
    if type in _IN_JOURNALS:
        fields["eid"] = _first(tags, "C7")
    ids, more = _ids(type, tags, fields["doi"])
    fields |= ids
    day, year = _first(tags, "DA"), _first(tags, "PY", "Y1")
    fields["date"] = (
        _date(day)
        if _year(day)
        else f"{day} {year}"
        if re.fullmatch(r"(?:[A-Z][a-z]+\.? ?\d{1,2}|\d{1,2} [A-Z][a-z]+\.?)", day) and _year(year)
        else _date(year)
    )
    fields["urldate"] = _date(_first(tags, "Y2"))
    fields["type"] = _first(tags, "M3") if type in (*_OF_INSTITUTIONS, "unpublished", "patent") and not _DOI.match(_first(tags, "M3")) else ""
    fields["note"] = " ".join(text for value in tags.get("N1", ()) if _SENTENCE.search(text := plain(value)) and not _CHATTER.match(value.strip()))
    people = {role: tuple(person(text) for name in names for value in tags.get(name, ()) if (text := plain(value))) for role, names in _NAMES.items()}
    others = frozenset(role for role, names in people.items() if names and names[-1].literal.lower().rstrip(".") in ("et al", "others"))
    people = {role: names[:-1] if role in others else names for role, names in people.items()}
    return Item(line, _first(tags, "ID"), type, {name: text for name, text in fields.items() if text}, people, others, _unread(tags, more))


def _unread(tags: _Tags, urls: Sequence[str]) -> tuple[Said, ...]:
    """What a record says, and no field of an entry can."""
    named = (said("{name} ({reason})", name=what, reason=tag) for tag, what in _UNREAD.items() if _first(tags, tag))
    return (*named, *(said("second address ({url})", url=url) for url in urls))


def _pages(tags: _Tags) -> dict[str, str]:
    start, end = _first(tags, "SP"), _first(tags, "EP")
    return {"pages": f"{start}--{end}" if start and end and end != start and "-" not in start else start or end}


def _ids(type: str, tags: _Tags, doi: str) -> tuple[dict[str, str], list[str]]:
    """DOI, ISBN, ISSN and address, wherever they stand; and further addresses."""
    serial = _first(tags, "SN")
    isbn, issn = _ISBN.search(serial), _ISSN.search(serial)
    if not doi:
        said = (_DOI.match(plain(value)) for name in ("M3", "N1", "L3", "UR") for value in tags.get(name, ()))
        doi = next((match[1] for match in said if match), "")
    # An address of the DOI says nothing that the DOI does not.
    urls = [text for name in ("UR", "LK") for value in tags.get(name, ()) for text in _URLS.split(plain(value)) if text and not _DOI.match(text)]
    urls = list(dict.fromkeys(urls))
    url = next((url for url in urls if url.startswith(("http:", "https:"))), next(iter(urls), ""))
    found = {"doi": doi, "url": url}
    if isbn:
        found["isbn"] = isbn.group().strip()
    elif issn and type not in ("report", "patent", "standard"):
        found["issn"] = issn.group()
    return found, [other for other in urls if other != url]


def _year(text: str) -> str:
    found = re.match(r"\d{4}(?!\d)", text)
    return found.group() if found else ""


def _date(text: str) -> str:
    """A date of RIS, YYYY/MM/DD/other with any end left off, as ISO has it; any other as it is."""
    found = re.fullmatch(r"(\d{4})(?:[/-](\d{1,2})?)?(?:[/-](\d{1,2})?)?(?:/.*)?", text)
    if not found:
        return text
    year, month, day = found.groups()
    return "-".join((year, *(f"{int(part):02d}" for part in ((month, day) if month else ()) if part)))


def person(text: str) -> Name:
    """A name as RIS has it: family, given, suffix. One without a comma is of one piece, as those of organisations are."""
    parts = [part.strip() for part in text.split(",")]
    family, given, suffix = (*parts, "", "")[:3]
    if not given or not family:
        return Name(literal=" ".join(filter(None, parts)))
    words = family.split()
    small = next((place for place, word in enumerate(words) if not word[0].islower()), 0)
    return Name(" ".join(words[small:]), given, " ".join(words[:small]), suffix)


# --- MEDLINE ---------------------------------------------------------------------------------------------------


def _of_medline(line: int, tags: _Tags) -> Item:
    """A record of PubMed (https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format)."""
    people = tags.get("FAU") or tags.get("AU") or ()
    ids = [*tags.get("LID", ()), *tags.get("AID", ())]
    fields = {
        "title": _first(tags, "TI", "BTI").removesuffix("."),
        "journaltitle": _first(tags, "JT", "TA"),
        "shortjournal": _first(tags, "TA"),
        "volume": _first(tags, "VI"),
        "number": _first(tags, "IP"),
        "pages": _first(tags, "PG"),
        "date": _first(tags, "DP"),
        "langid": _first(tags, "LA"),
        "doi": next((plain(id.removesuffix("[doi]")) for id in ids if id.endswith("[doi]")), ""),
        "issn": next((plain(value).split()[0] for value in tags.get("IS", ()) if value.strip()), ""),
        "pmid": _first(tags, "PMID"),
    }
    authors = tuple(person(text) for value in people if (text := plain(value)))
    groups = tuple(Name(literal=text) for value in tags.get("CN", ()) if (text := plain(value)))
    return Item(line, "", "article", {name: text for name, text in fields.items() if text}, {"author": authors + groups})
