"""The types of entries that a bibliography may have, each once: biblatex's, the older ones that they replace, and those of other programs.

After the manual of biblatex 3.20, section 2.1, and what JabRef, Zotero and Mendeley write. What a type is elsewhere (in CSL, RIS,
schema.org) is said there, by biblatex's name for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..base.diagnostic import resembling

# Every type that is read as it stands: those with a meaning of their own in biblatex, then those that it knows and treats as `misc`.
TYPES = frozenset(
    (
        *("article", "book", "mvbook", "inbook", "bookinbook", "suppbook", "booklet", "collection", "mvcollection", "incollection"),
        *("suppcollection", "dataset", "manual", "misc", "online", "patent", "periodical", "suppperiodical", "proceedings", "mvproceedings"),
        *("inproceedings", "reference", "mvreference", "inreference", "report", "software", "thesis", "unpublished"),
        *("artwork", "audio", "commentary", "image", "jurisdiction", "legislation", "legal", "letter", "movie", "music", "performance"),
        *("review", "standard", "video"),
    )
)
# What is no source: what others inherit from, several entries under one key, notes, and settings of a style.
NO_SOURCES = frozenset(("xdata", "set", "bibnote", "control", "ieeetranbstctl", "achemso-control", "jabref-meta"))
UNKNOWN = "misc"


@dataclass(frozen=True, slots=True)
class Alias:
    """What a type stands for: biblatex's `type`, and what its fields `type` (a localisation key) and `entrysubtype` say when the entry does not."""

    type: str
    genre: str = ""
    subtype: str = ""


ALIASES = {
    # biblatex's own.
    **{"conference": Alias("inproceedings"), "electronic": Alias("online"), "www": Alias("online")},
    **{"mastersthesis": Alias("thesis", "mathesis"), "phdthesis": Alias("thesis", "phdthesis"), "techreport": Alias("report", "techreport")},
    **{f"custom{letter}": Alias("misc") for letter in "abcdef"},
    # Those of other programs, where a type of biblatex's is plainly meant.
    **dict.fromkeys(("webpage", "website", "web", "internet", "url", "blog", "blogpost", "weblog", "preprint", "eprint", "tweet"), Alias("online")),
    **dict.fromkeys(("newspaper", "newspaperarticle", "newsarticle", "news"), Alias("article", subtype="newspaper")),
    **dict.fromkeys(("magazine", "magazinearticle"), Alias("article", subtype="magazine")),
    **dict.fromkeys(("journalarticle", "journal-article", "journal"), Alias("article")),
    **dict.fromkeys(("masterthesis", "masters", "mathesis", "mscthesis"), Alias("thesis", "mathesis")),
    **dict.fromkeys(("bachelorthesis", "bachelorsthesis", "bathesis", "bscthesis"), Alias("thesis", "bathesis")),
    **dict.fromkeys(("phd", "dissertation", "doctoralthesis", "doctorthesis"), Alias("thesis", "phdthesis")),
    **dict.fromkeys(("candthesis", "diplomathesis", "diplomthesis", "habilitation"), Alias("thesis")),
    **dict.fromkeys(("technicalreport", "techrep"), Alias("report", "techreport")),
    **dict.fromkeys(("whitepaper", "workingpaper"), Alias("report")),
    **dict.fromkeys(("conferencepaper", "conference-paper", "proceedingspaper", "inproceeding"), Alias("inproceedings")),
    **dict.fromkeys(("bookchapter", "chapter", "booksection"), Alias("incollection")),
    **dict.fromkeys(("data", "database"), Alias("dataset")),
    **dict.fromkeys(("code", "computerprogram", "program", "app", "softwareversion", "softwaremodule", "codefragment"), Alias("software")),
    **dict.fromkeys(("film", "motionpicture"), Alias("movie")),
    **dict.fromkeys(("podcast", "audiorecording"), Alias("audio")),
    **dict.fromkeys(("videorecording", "tvbroadcast"), Alias("video")),
    **dict.fromkeys(("map", "photo", "photograph", "figure", "picture"), Alias("image")),
    **dict.fromkeys(("law", "statute", "bill", "act"), Alias("legislation")),
    **dict.fromkeys(("case", "legalcase", "courtdecision"), Alias("jurisdiction")),
    **dict.fromkeys(("encyclopediaarticle", "dictionaryentry"), Alias("inreference")),
    **dict.fromkeys(("norm", "rfc"), Alias("standard")),
    **dict.fromkeys(("manuscript", "presentation", "speech", "talk", "lecture", "slides", "poster"), Alias("unpublished")),
    **dict.fromkeys(("general", "other", "generic", "document", "unknown", "interview", "personalcommunication", "email"), Alias("misc")),
}


def _without_marks(name: str) -> str:
    """A type as others have it without what stands between its words: Mendeley's `web_page`."""
    return name.replace("_", "").replace("-", "")


def resolve(written: str) -> tuple[Alias, str]:
    """What a type stands for, and, when nobody knows it, the known one that it resembles; `misc` then, which is what biblatex makes of it."""
    name = written.lower()
    if name in TYPES:
        return Alias(name), ""
    if alias := ALIASES.get(name) or ALIASES.get(_without_marks(name)):
        return alias, ""
    return Alias(UNKNOWN), resembling(name, (*sorted(TYPES), *ALIASES))


def is_known(written: str) -> bool:
    """Whether somebody knows a type."""
    name = written.lower()
    return name in TYPES or name in ALIASES or _without_marks(name) in ALIASES or name in NO_SOURCES
