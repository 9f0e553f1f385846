"""The fields that an entry of a bibliography may have, each once: by biblatex's names, with the names that others have for them.

After the manual of biblatex 3.20, section 2.2, and what BibTeX, JabRef, Zotero with Better BibTeX, Mendeley, CiteULike, BibDesk, ACM, DBLP
and ACL write. A field is shown, known and not shown, or unknown; only the last is worth a word.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from ..base.diagnostic import resembling


class Kind(Enum):
    """How the value of a field is read."""

    TEXT = "text"
    NAMES = "names"
    DATE = "date"
    PAGES = "pages"
    URL = "url"
    # Ids, which are no LaTeX.
    PLAIN = "plain"
    HIDDEN = "hidden"


_TEXT = """
    title subtitle titleaddon maintitle mainsubtitle maintitleaddon booktitle booksubtitle booktitleaddon journaltitle journalsubtitle
    journaltitleaddon issuetitle issuesubtitle issuetitleaddon eventtitle eventtitleaddon venue origtitle origpublisher origlocation reprinttitle
    shorttitle shortjournal shortseries series edition volume volumes number issue part chapter eid pagetotal publisher institution organization
    location howpublished note addendum type version pubstate language origlanguage entrysubtype editortype editoratype editorbtype editorctype
    """
_NAMES = """
    author editor translator editora editorb editorc bookauthor holder annotator commentator introduction foreword afterword
    """
_DATES = "date urldate eventdate origdate archivedate year month day urlyear urlmonth urlday"
_PLAIN = "doi isbn issn isan ismn isrn iswc eprint eprinttype eprintclass pmid pmcid langid langidopts publisherid via copyof read ignore ids"
# Known, used by other programs, and shown to nobody: what sorts, labels and styles; what people note for themselves; where their own
# files are, and their names; what repeats other fields.
_HIDDEN = """
    acknowledgement acknowledgements
    abstract annotation annote annotate keywords keyword comment comments contents review notes mynote summary tags tag labels file owner pdf pdfurl
    ps local localfile local-url localurl attachments attachment files filename folder path groups group timestamp creationdate modificationdate
    date-added date-modified added-at added date_added date_modified modified created entrydate username user submitter contributor status priority
    printed ranking rating relevance readstatus qualityassured quality importance key label library shorthand shorthandintro options entryset
    execute gender presort sortkey sortname sorttitle sortyear sortshorthand indextitle indexsorttitle labelprefix nameaddon authortype
    pagination bookpagination relatedtype relatedstring relatedoptions related xdata crossref xref crossrefs intype subtype lastname usera userb
    userc userd usere userf lista listb listc listd liste listf verba verbb verbc namea nameb namec nameatype namebtype namectype shortauthor
    shorteditor shorteditora sourcemap nocite biburl bibsource bibdate bibkey source sourceid ee cdrom crossrefonly adsurl adsnote adscomment
    mrnumber mrclass mrreviewer mr zblnumber zbl zmnumber fjournal coden lccn oclc callnumber call-number shelfmark acmid acm_id issue_date gsid
    gscid s2id corpusid wos researcherid orcid affiliation affiliations author_keywords author-keywords keywords-plus art_number cited-references
    number-of-cited-references times-cited unique-id web-of-science-index web-of-science-categories research-areas subject journal-iso
    funding-acknowledgement funding-text funding usage-count-last-180-days usage-count-since-2013 doc-delivery-number da document_type
    abbrev_source_title correspondence_address correspondence_address1 references pubmed_id chemicals_cas tradenames manufacturers sponsors
    editor_address metadata interhash intrahash copyright rights license licence collection collections archive hal_version hal_local_reference
    audience resource_type language_iso keywords_en internal-note x-fetchedfrom refid reftype researchnotes project projects code data dataset video
    slides poster presentation software paperurl supplement award awards abbr bibtex_show selected preview html dimensions altmetric thumbnail
    google_scholar_id additional_info size pagecount duration price internal_id internalid isbn-print eissn e-issn esn issn-print lccc month_numeric
    sentelink rawtext typeof usedby citedby citationkey citekey bibtexkey mid opendate primaryauthor acceptdate
    ty publication_stage publicationstage open_access
    """
_COMMENT = re.compile(r"@comment\b", re.IGNORECASE)
_SET = re.compile(r"([A-Za-z][\w+-]*)\s*=\s*[{\"]")
# What others call a field, by its name in biblatex; below, what stands only in files of one program.
ALIASES = {
    **{
        "journal": "journaltitle",
        "address": "location",
        "city": "location",
        "place": "location",
        "school": "institution",
        "university": "institution",
    },
    **{"archiveprefix": "eprinttype", "primaryclass": "eprintclass", "hyphenation": "langid", "pdftitle": "title", "translators": "translator"},
    **{"authors": "author", "editors": "editor", "journalabbrev": "shortjournal", "shortjournaltitle": "shortjournal", "journalabbr": "shortjournal"},
    **{"articleno": "eid", "article-number": "eid", "articlenumber": "eid", "elocation-id": "eid", "numpages": "pagetotal", "page": "pages"},
    **{"conference": "eventtitle", "eventlocation": "venue", "location_event": "venue", "booktitle_short": "shorttitle", "short_title": "shorttitle"},
    **{"link": "url", "website": "url", "web": "url", "webpage": "url", "permalink": "url", "html_url": "url", "weblink": "url", "uri": "url"},
    **dict.fromkeys(("accessed", "accessdate", "access-date", "lastaccess", "lastaccessed", "lastchecked", "last-visited"), "urldate"),
    **dict.fromkeys(("urlaccessdate", "url-date", "lastvisited", "dateaccessed", "retrieved", "urlaccess", "visited", "url_accessdate"), "urldate"),
    **{"origyear": "origdate", "eventyear": "eventdate", "publication_date": "date", "published": "date", "publicationdate": "date"},
    **{"nationality": "location", "assignee": "holder", "arxivid": "eprint", "arxiv": "eprint", "hal_id": "eprint"},
    **{"pubmedid": "pmid", "pubmed": "pmid"},
    **{"seriestitle": "series", "collectiontitle": "series", "issuenumber": "issue", "numberofvolumes": "volumes", "numvolumes": "volumes"},
    **{"revision": "version", "organisation": "organization", "archivedat": "archiveurl", "archive-url": "archiveurl"},
    **{"archive-date": "archivedate", "lang": "language", "titleadd": "titleaddon", "bookeditor": "editor"},
}
# Where one of these names says which kind of id it is.
EPRINT_TYPES = {"arxivid": "arxiv", "arxiv": "arxiv", "hal_id": "hal"}
FIELDS = {
    **dict.fromkeys(_TEXT.split(), Kind.TEXT),
    **dict.fromkeys(_NAMES.split(), Kind.NAMES),
    **dict.fromkeys(_DATES.split(), Kind.DATE),
    **dict.fromkeys(_PLAIN.split(), Kind.PLAIN),
    **dict.fromkeys(_HIDDEN.split(), Kind.HIDDEN),
    **{"pages": Kind.PAGES, "url": Kind.URL, "archiveurl": Kind.URL},
}
# The roles whose lists of names a reference has attributes of its own for.
NAME_FIELDS = ("author", "editor", "translator")
PLAIN_FIELDS = frozenset(name for name, kind in FIELDS.items() if kind in (Kind.PLAIN, Kind.URL, Kind.DATE))
# What programs number, or write for themselves alone; and what Emacs writes for a field that may be there, or one of two.
_HIDDEN_FAMILIES = re.compile(
    r"""(?:bdsk|mendeley|citeulike|zotero|readcube|papers|jabref|bibdesk|sente|docear|refworks|endnote|scopus|wos|acm|ieee|isi|x|tex|biorxiv)[-_].+
      | __?.+ | .+-an(?::.+)? | .+__?markedentry | owner[-_].*
      | opt.+ | alt.+ | (?:url|pdf|file|link|keywords?|comments?|note|annote)[-_]?\d+ | .*-numbers?""",
    re.VERBOSE,
)


def canonical(name: str) -> str:
    """A field's name in biblatex, from any in small letters."""
    return ALIASES.get(name, name)


def spellings(name: str) -> tuple[str, ...]:
    """All names of a field, biblatex's first."""
    return (name, *(alias for alias, meant in ALIASES.items() if meant == name))


@lru_cache(maxsize=4096)
def kind(name: str) -> Kind | None:
    """How the value of a field is read, from its name in small letters. None for one that nobody knows."""
    found = FIELDS.get(canonical(name))
    if found or not _HIDDEN_FAMILIES.fullmatch(name):
        return found
    return Kind.HIDDEN


def has_private(text: str) -> bool:
    """Whether a bibliography has anything that is shown to nobody: where files are, what somebody noted, what a program keeps for itself."""
    return bool(_COMMENT.search(text)) or any(kind(name.lower()) in (None, Kind.HIDDEN) for name in _SET.findall(text))


def meant(name: str) -> str:
    """The field that a name is when somebody mistyped it; empty when it resembles none."""
    return resembling(name, (*(known for known, kind in FIELDS.items() if kind is not Kind.HIDDEN), *ALIASES))
