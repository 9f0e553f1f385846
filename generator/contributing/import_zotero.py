"""Items as Zotero keeps them itself (`itemType`, `creators`), as items of CSL-JSON: what its programming interface and its plug-ins give.

Specification: https://api.zotero.org/schema, whose table of CSL's variables this follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Zotero's types as CSL's.
_TYPES = {
    **dict.fromkeys(("journalArticle", "preprint"), "article-journal"),
    **{"magazineArticle": "article-magazine", "newspaperArticle": "article-newspaper", "book": "book", "bookSection": "chapter"},
    **{"conferencePaper": "paper-conference", "encyclopediaArticle": "entry-encyclopedia", "dictionaryEntry": "entry-dictionary"},
    **dict.fromkeys(("webpage", "forumPost"), "webpage"),
    **{"blogPost": "post-weblog", "report": "report", "thesis": "thesis", "dataset": "dataset", "computerProgram": "software", "patent": "patent"},
    **dict.fromkeys(("manuscript", "letter", "email", "instantMessage", "interview"), "manuscript"),
    **dict.fromkeys(("film", "videoRecording", "tvBroadcast"), "motion_picture"),
    **dict.fromkeys(("audioRecording", "podcast", "radioBroadcast"), "song"),
    **dict.fromkeys(("artwork", "map"), "graphic"),
    **{"presentation": "speech", "statute": "legislation", "bill": "bill", "case": "legal_case", "hearing": "bill", "standard": "standard"},
}
# CSL's variables, with the names that they have in the types of Zotero; the first that is there counts.
_FIELDS = {
    "title": ("title", "caseName", "nameOfAct", "subject"),
    "container-title": (
        *("publicationTitle", "bookTitle", "proceedingsTitle", "encyclopediaTitle", "dictionaryTitle", "websiteTitle", "blogTitle", "forumTitle"),
        *("programTitle", "repository", "reporter", "code"),
    ),
    "publisher": ("publisher", "university", "institution", "company", "studio", "label", "distributor", "network", "organization"),
    "publisher-place": ("place", "country"),
    "collection-title": ("seriesTitle", "series"),
    "collection-number": ("seriesNumber",),
    "number": (
        *("number", "reportNumber", "patentNumber", "billNumber", "publicLawNumber", "docketNumber", "documentNumber", "episodeNumber"),
        *("archiveID", "identifier"),
    ),
    "issued": ("date", "issueDate", "dateEnacted", "dateDecided"),
    "genre": ("thesisType", "reportType", "manuscriptType", "websiteType", "mapType", "presentationType", "letterType", "type"),
    "volume": ("volume", "codeVolume", "reporterVolume"),
    "page": ("pages", "firstPage", "codePages"),
    "event-title": ("conferenceName", "meetingName"),
    "version": ("versionNumber",),
    "original-date": ("originalDate",),
    "citation-key": ("citationKey", "citation-key"),
    **{"accessed": ("accessDate",), "URL": ("url",), "DOI": ("DOI",), "ISBN": ("ISBN",), "ISSN": ("ISSN",), "PMID": ("PMID",)},
    **{"title-short": ("shortTitle",), "container-title-short": ("journalAbbreviation",), "issue": ("issue",), "edition": ("edition",)},
    **{"language": ("language",), "number-of-pages": ("numPages",), "number-of-volumes": ("numberOfVolumes",), "status": ("status",)},
    **{"part-number": ("partNumber",), "original-title": ("originalTitle",), "original-publisher": ("originalPublisher",), "note": ("extra",)},
    **{"event-place": ("eventPlace",)},
}
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "bookAuthor": "container-author"}
# Who stands for the author, by the type of what was made.
_MAKERS = (
    *("artist", "cartographer", "composer", "director", "interviewee", "inventor", "performer", "podcaster", "presenter", "programmer"),
    *("scriptwriter", "sponsor"),
)
# What belongs to a source, and is none.
PARTS = ("attachment", "note", "annotation")


def item_of(value: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The item of Zotero's that a value is, or that its interface has put into it; None for any other."""
    inner = value.get("data")
    for found in (value, inner):
        if isinstance(found, dict) and isinstance(found.get("itemType"), str):
            return found
    return None


def as_csl(item: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """An item of Zotero's as one of CSL-JSON, dates as texts; and the roles of people that have no place in it."""
    found = {variable: next((item[name] for name in names if item.get(name)), None) for variable, names in _FIELDS.items()}
    people: dict[str, list[dict[str, Any]]] = {}
    creators = item.get("creators")
    for creator in creators if isinstance(creators, list) else ():
        if isinstance(creator, dict):
            people.setdefault(str(creator.get("creatorType")), []).append(_name(creator))
    roles = {variable: people.pop(role) for role, variable in _ROLES.items() if role in people}
    if "author" not in roles and (maker := next((role for role in _MAKERS if role in people), None)):
        roles["author"] = people.pop(maker)
    return {"type": _TYPES.get(item["itemType"], ""), **{name: value for name, value in found.items() if value}, **roles}, tuple(people)


def _name(creator: Mapping[str, Any]) -> dict[str, Any]:
    if creator.get("name"):
        return {"literal": creator["name"]}
    return {"family": creator.get("lastName"), "given": creator.get("firstName")}
