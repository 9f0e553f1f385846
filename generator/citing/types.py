"""What kinds of works there are: biblatex's entry types, and what each is called in every other format.

Specifications: the biblatex manual (2.1 and 2.1.3), CSL 1.0.2 (appendix III), the RIS specification of 2011, schema.org, and the item
types of Zotero (which reads them from COinS and from a page's head).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..records.reference import Reference


class Kind(NamedTuple):
    """A kind of work: its type in CSL, RIS, schema.org and Zotero, and what it is in a word or two."""

    csl: str
    ris: str
    schema_org: str
    zotero: str
    word: str


_BOOK = Kind("book", "BOOK", "Book", "book", "book")
_CHAPTER = Kind("chapter", "CHAP", "Chapter", "bookSection", "chapter")
_FILM = Kind("motion_picture", "MPCT", "Movie", "film", "film")
_MUSIC = Kind("song", "MUSIC", "MusicRecording", "audioRecording", "music")
_PICTURE = Kind("graphic", "ART", "VisualArtwork", "artwork", "picture")
_LAW = Kind("legislation", "STAT", "Legislation", "statute", "law")
_ARTICLE = Kind("article-journal", "JOUR", "Article", "journalArticle", "article")
# RIS: Zotero, EndNote and pandoc know WEB, pandoc not ELEC.
_ONLINE = Kind("webpage", "WEB", "WebPage", "webpage", "web page")
_OTHER = Kind("document", "GEN", "CreativeWork", "document", "document")

TYPES: Mapping[str, Kind] = {
    "article": _ARTICLE,
    "artwork": _PICTURE,
    "audio": Kind("song", "SOUND", "AudioObject", "audioRecording", "recording"),
    "book": _BOOK,
    "bookinbook": _CHAPTER,
    "booklet": Kind("pamphlet", "PAMP", "CreativeWork", "document", "pamphlet"),
    "collection": Kind("book", "EDBOOK", "Book", "book", "collection"),
    "commentary": _BOOK,
    "dataset": Kind("dataset", "DATA", "Dataset", "dataset", "data set"),
    "image": _PICTURE,
    "inbook": _CHAPTER,
    "incollection": _CHAPTER,
    "inproceedings": Kind("paper-conference", "CPAPER", "ScholarlyArticle", "conferencePaper", "conference paper"),
    "inreference": Kind("entry-encyclopedia", "ENCYC", "Article", "encyclopediaArticle", "entry"),
    "jurisdiction": Kind("legal_case", "CASE", "CreativeWork", "case", "court decision"),
    "legal": Kind("treaty", "STAT", "Legislation", "statute", "treaty"),
    "legislation": _LAW,
    "letter": Kind("personal_communication", "PCOMM", "Message", "letter", "letter"),
    "manual": Kind("book", "BOOK", "TechArticle", "book", "manual"),
    "misc": _OTHER,
    "movie": _FILM,
    "music": _MUSIC,
    "mvbook": _BOOK,
    "mvcollection": Kind("book", "EDBOOK", "Book", "book", "collection"),
    "mvproceedings": Kind("book", "CONF", "Book", "book", "proceedings"),
    "mvreference": Kind("book", "BOOK", "Book", "book", "reference work"),
    "online": _ONLINE,
    "patent": Kind("patent", "PAT", "CreativeWork", "patent", "patent"),
    "performance": Kind("performance", "SLIDE", "CreativeWork", "presentation", "performance"),
    "periodical": Kind("periodical", "JFULL", "PublicationIssue", "journalArticle", "issue of a journal"),
    "proceedings": Kind("book", "CONF", "Book", "book", "proceedings"),
    "reference": Kind("book", "BOOK", "Book", "book", "reference work"),
    "report": Kind("report", "RPRT", "Report", "report", "report"),
    "review": Kind("review", "JOUR", "Review", "journalArticle", "review"),
    "software": Kind("software", "COMP", "SoftwareApplication", "computerProgram", "software"),
    "standard": Kind("standard", "STAND", "CreativeWork", "standard", "standard"),
    "suppbook": _CHAPTER,
    "suppcollection": _CHAPTER,
    "suppperiodical": _ARTICLE,
    "thesis": Kind("thesis", "THES", "Thesis", "thesis", "thesis"),
    "unpublished": Kind("manuscript", "UNPB", "CreativeWork", "manuscript", "manuscript"),
    "video": Kind("motion_picture", "VIDEO", "VideoObject", "videoRecording", "video"),
}
# What an `entrysubtype` makes of an article.
_SUBTYPES: Mapping[str, Kind] = {
    "magazine": Kind("article-magazine", "MGZN", "Article", "magazineArticle", "article"),
    "newspaper": Kind("article-newspaper", "NEWS", "NewsArticle", "newspaperArticle", "article"),
}
_SPECIAL_ISSUE = Kind("article-journal", "JFULL", "PublicationIssue", "journalArticle", "issue of a journal")
_TALK = Kind("speech", "SLIDE", "CreativeWork", "presentation", "talk")
ALL: tuple[Kind, ...] = (*dict.fromkeys((*TYPES.values(), *_SUBTYPES.values(), _SPECIAL_ISSUE, _TALK)),)
# The entry types whose `number` counts the issues of a journal, and those where it counts the volumes of a series; elsewhere it is the
# number of the document itself.
ISSUES = frozenset(("article", "periodical", "suppperiodical", "review"))
SERIES = frozenset(
    """book bookinbook collection commentary inbook incollection inproceedings inreference mvbook mvcollection mvproceedings mvreference
    proceedings reference suppbook suppcollection""".split()
)


def of(reference: Reference) -> Kind:
    """The kind of a work."""
    if reference.type == "periodical" and reference.get("issuetitle"):
        return _SPECIAL_ISSUE
    if reference.type in ISSUES and reference.type != "review":
        return _SUBTYPES.get(reference.get("entrysubtype"), TYPES[reference.type])
    if reference.type == "unpublished" and (reference.get("eventtitle") or reference.get("eventdate") or reference.get("venue")):
        return _TALK
    return TYPES.get(reference.type, _OTHER)
