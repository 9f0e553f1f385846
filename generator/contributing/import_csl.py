"""CSL-JSON to items: what Zotero, pandoc and Crossref write, be it a list, one item, or the answer of a service with items in it.

Specification: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables; Crossref's differs in types and in lists
where CSL has texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..base.saying import as_it_is, said
from ..records import extra, same_work
from ..records.reference import Name
from . import import_zotero
from .import_items import Item, NotThisFormat, plain

# CSL's types, and Crossref's, as biblatex's.
_TYPES = {
    **dict.fromkeys(("article-journal", "article-magazine", "article-newspaper", "journal-article", "review", "review-book"), "article"),
    **dict.fromkeys(("book", "monograph", "classic"), "book"),
    **dict.fromkeys(("edited-book", "collection"), "collection"),
    **dict.fromkeys(("chapter", "book-chapter", "book-section", "book-part"), "incollection"),
    **dict.fromkeys(("paper-conference", "proceedings-article"), "inproceedings"),
    **dict.fromkeys(("entry", "entry-dictionary", "entry-encyclopedia", "reference-entry"), "inreference"),
    **dict.fromkeys(("webpage", "post", "post-weblog", "posted-content", "article"), "online"),
    **dict.fromkeys(("report", "report-component", "working-paper"), "report"),
    **dict.fromkeys(("thesis", "dissertation"), "thesis"),
    **dict.fromkeys(("manuscript", "speech"), "unpublished"),
    **dict.fromkeys(("motion_picture", "broadcast"), "video"),
    **dict.fromkeys(("graphic", "figure", "map"), "image"),
    **dict.fromkeys(("bill", "legislation", "regulation", "treaty"), "legislation"),
    **{"dataset": "dataset", "software": "software", "patent": "patent", "pamphlet": "booklet", "periodical": "periodical", "journal": "periodical"},
    **{"reference-book": "reference", "proceedings": "proceedings", "song": "audio", "legal_case": "jurisdiction", "standard": "standard"},
}
# In these a container is a journal, in those a book; elsewhere it is a site, a database or a programme.
_IN_JOURNALS, _IN_BOOKS = ("article",), ("incollection", "inproceedings", "inreference")
_OF_INSTITUTIONS = ("report", "thesis")
_FIELDS = {
    **{"title": "title", "title-short": "shorttitle", "shortTitle": "shorttitle", "collection-title": "series", "volume": "volume"},
    **{"number-of-volumes": "volumes", "page": "pages", "edition": "edition", "edition-number": "edition", "version": "version"},
    **{"chapter-number": "chapter", "number-of-pages": "pagetotal", "genre": "type", "status": "pubstate", "publisher-place": "location"},
    **{"publisher-location": "location", "DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "URL": "url", "language": "langid", "PMID": "pmid"},
    **{"event-title": "eventtitle", "event-place": "venue", "container-title-short": "shortjournal", "journalAbbreviation": "shortjournal"},
    **{"article-number": "eid", "part-number": "part", "original-title": "origtitle", "original-publisher": "origpublisher"},
    **{"original-publisher-place": "origlocation", "PMCID": "pmcid", "jurisdiction": "location"},
}
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "container-author": "bookauthor"}
# Who stands for the author of what has none.
_MAKERS = ("director", "composer", "interviewee", "creator", "host", "guest", "organizer", "curator", "inventor")
_DATES = {"issued": "date", "accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
# What says something of the source that no field has.
_UNREAD = (
    *(
        "archive",
        "archive-place",
        "archive_location",
        "dimensions",
        "authority",
        "collection-editor",
        "contributor",
        "counsel",
        "division",
        "editorial-director",
        "illustrator",
        "medium",
    ),
    *("narrator", "performer", "producer", "printing-number", "recipient", "references", "reviewed-author", "reviewed-title", "scale", "section"),
    *("script-writer", "series-creator", "supplement-number", "volume-title", "volume-title-short"),
)
_CROSSREF_DATES = ("published", "published-print", "published-online", "posted", "created")
_NUMBER = re.compile(r"-?[0-9]{1,5}")
# The year 0 is how pandoc, Zotero and citeproc-js write the open end of an interval.
_OPEN_END = ".."


def read(content: str) -> list[Item]:
    """The items of a text. Raises NotThisFormat for what is no JSON, or holds no items."""
    found = [_item(line, value) for line, value in _values(content)]
    if not found:
        raise NotThisFormat(said("there is no item in it"))
    return found


def _values(content: str) -> Iterator[tuple[int, Any]]:
    """The JSON values that may be items, each with its line."""
    decoder = json.JSONDecoder()
    try:
        whole = json.loads(content)
        start = _list_in(content, whole)
        if start < 0:
            yield 1 + content.count("\n", 0, len(content) - len(content.lstrip())), whole.get("message", whole) if isinstance(whole, dict) else whole
            return
        place = start + 1
        while found := re.compile(r"[\s,]*(?=[^\s,\]])").match(content, place):
            value, place = decoder.raw_decode(content, found.end())
            yield content.count("\n", 0, found.end()) + 1, value
    except json.JSONDecodeError as error:
        raise NotThisFormat(said("this is no JSON: {msg}", msg=error.msg), error.lineno) from None
    except RecursionError:
        raise NotThisFormat(said("this is nested too deeply")) from None
    except ValueError:
        raise NotThisFormat(said("a number in it has too many digits")) from None


def _list_in(content: str, whole: Any) -> int:
    """The offset of the list of items: the text itself, or what services put them into; -1 for a single item."""
    if isinstance(whole, list):
        return content.index("[")
    message = whole.get("message", whole) if isinstance(whole, dict) else whole
    if isinstance(message, dict) and isinstance(message.get("items"), list) and (found := re.search(r'"items"\s*:\s*\[', content)):
        return found.end() - 1
    return -1


def _item(line: int, value: Any) -> Item:
    if not isinstance(value, dict):
        return Item(line, "", "misc", {}, refused=said("it is no item of CSL-JSON"))
    # Zotero's interface puts the item into another one.
    value = value["csljson"] if isinstance(value.get("csljson"), dict) else value
    roles: tuple[str, ...] = ()
    if item := import_zotero.item_of(value):
        if item["itemType"] in import_zotero.PARTS:
            return Item(line, "", "misc", {}, refused=said("it is what Zotero calls {type}, and no source", type=item["itemType"]))
        value, roles = import_zotero.as_csl(item)
    type = _TYPES.get(plain(value.get("type")), "misc")
    fields = {**_texts(value), **_of_type(type, value), **_dates(value)}
    people, others = _people(value)
    kept = extra.read(plain_lines(value.get("note")))
    _take_extra(fields, kept)
    if type == "online" and not fields.get("url") and fields.get("journaltitle"):
        type = "article"
    key = plain(value.get("citation-key") or value.get("citationKey") or kept.key or value.get("id"))
    unread = (name for name in _UNREAD if _text(value.get(name)) not in ("", fields.get("archiveurl")) or _names(value.get(name)))
    left_out = tuple(map(as_it_is, (*unread, *_makers_left(value), *roles)))
    return Item(line, key, type, fields, people, others, left_out)


def _texts(value: Mapping[str, Any]) -> dict[str, str]:
    """The fields that mean the same in every type."""
    found: dict[str, str] = {}
    for name, field in _FIELDS.items():
        text = _text(value.get(name))
        if text and not found.get(field):
            found[field] = text
    subtitle = _text(value.get("subtitle"))
    if subtitle and subtitle not in found.get("title", ""):
        found["subtitle"] = subtitle
    if found.get("doi") and same_work.address(found.get("url", "")) == same_work.address(f"https://doi.org/{found['doi']}"):
        # It says nothing that the DOI does not.
        del found["url"]
    # An archive of the web, as the catalog itself writes it.
    if (archived := _text(value.get("archive_location"))).startswith(("http://", "https://")):
        found["archiveurl"] = archived
    if found.get("venue") == found.get("location"):
        # Zotero gives every place as that of an event, too.
        found.pop("venue", None)
    # Where there are several, the first is as good as any.
    for field in ("isbn", "issn"):
        if field in found:
            found[field] = re.split(r"[\s,;]+", found[field])[0]
    return found


def _text(value: Any) -> str:
    """The text of a variable; Crossref gives lists, of which the first is meant."""
    return plain(value[0] if isinstance(value, list) and value else value)


def _of_type(type: str, value: Mapping[str, Any]) -> dict[str, str]:
    """The fields that a container, a publisher and a number are, by the type of the item."""
    container, publisher = _text(value.get("container-title")), _text(value.get("publisher"))
    issue, number = _text(value.get("issue")), _text(value.get("number"))
    series_number = _text(value.get("collection-number"))
    found: dict[str, str] = {}
    if type in _IN_JOURNALS:
        found["journaltitle"] = container
    elif type in _IN_BOOKS:
        found["booktitle"] = container
    elif type == "online":
        found["organization"] = container
    else:
        found["howpublished"] = container
    found["institution" if type in _OF_INSTITUTIONS else "publisher"] = publisher
    if arxiv := extra.ARXIV.fullmatch(number):
        found |= {"eprint": arxiv[1], "eprinttype": "arxiv"}
        number = ""
    found["number"] = issue or number or series_number
    return {name: text for name, text in found.items() if text}


def _dates(value: Mapping[str, Any]) -> dict[str, str]:
    found = {field: _date(value.get(name)) for name, field in _DATES.items()}
    if not found["date"]:
        found["date"] = next((date for name in _CROSSREF_DATES if (date := _date(value.get(name)))), "")
    return {name: date for name, date in found.items() if date}


def _date(value: Any) -> str:
    """A date as biblatex has it, from CSL's parts or its text."""
    if isinstance(value, str):
        return plain(value)
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    dates = [_iso(part) for part in parts if isinstance(part, list)] if isinstance(parts, list) else []
    if dates and all(dates) and dates[0] != _OPEN_END:
        return "/".join(dates[:2]) + ("~" if value.get("circa") and len(dates) == 1 else "")
    return plain(value.get("raw") or value.get("literal") or "")


def _iso(parts: list[Any]) -> str:
    """A date from year, month and day; what is none as it stands, so that its reader can say so. Empty without a year."""
    year, *rest = (plain(part) for part in (*parts[:3], None))
    rest = [part for part in rest if part.strip("0")]
    if not all(_NUMBER.fullmatch(part) for part in (year, *rest)):
        return "-".join((year, *rest)) if year else ""
    if not int(year):
        return _OPEN_END
    return "-".join((f"{int(year):0{5 if year.startswith('-') else 4}d}", *(f"{int(part):02d}" for part in rest)))


def _people(value: Mapping[str, Any]) -> tuple[dict[str, tuple[Name, ...]], frozenset[str]]:
    found = {role: _names(value.get(name)) for name, role in _ROLES.items()}
    if not found["author"]:
        found["author"] = next((names for name in _MAKERS if (names := _names(value.get(name)))), [])
    # pandoc writes "and others" as a name.
    others = frozenset(role for role, names in found.items() if names and names[-1] in (Name(literal="others"), Name("others")))
    return {role: tuple(names[:-1] if role in others else names) for role, names in found.items()}, others


def _makers_left(value: Mapping[str, Any]) -> list[str]:
    """The roles that could stand for the author, but for the one that does."""
    found = [name for name in _MAKERS if _names(value.get(name))]
    return found if _names(value.get("author")) else found[1:]


def _names(value: Any) -> list[Name]:
    return [name for one in value if isinstance(one, dict) and (name := _name(one))] if isinstance(value, list) else []


def _name(value: Mapping[str, Any]) -> Name | None:
    texts = {name: plain(text) for name, text in value.items()}
    family, given = texts.get("family", ""), texts.get("given", "")
    literal = texts.get("literal") or texts.get("name") or (f"{family}{given}" if not (family and given) else "")
    if literal:
        return Name(literal=literal)
    prefix = " ".join(filter(None, (texts.get("dropping-particle"), texts.get("non-dropping-particle"))))
    return Name(family, given, prefix, texts.get("suffix", "")) if family else None


# --- what Zotero keeps in its field "Extra" ---------------------------------------------------------------------


def plain_lines(value: Any) -> list[str]:
    """The lines of a text, each plain."""
    return [line for part in value.split("\n") if (line := plain(part))] if isinstance(value, str) else []


def _take_extra(fields: dict[str, str], kept: extra.Extra) -> None:
    """What a note says for programs goes where it belongs, the rest stays one."""
    fields |= {name: text for name, text in kept.fields.items() if name.startswith("eprint") or name not in fields}
    if kept.rest:
        fields["note"] = " ".join(kept.rest)
