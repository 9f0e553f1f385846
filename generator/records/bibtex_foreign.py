"""What stands between the entries of a bibliography and was meant to be one: a record of another format, or a reference in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..base.saying import Said, said

_FULL_WIDTH = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*\uff5b", re.MULTILINE)
# Where a record of each format begins, and the name of a file for it.
_FORMATS = {
    "RIS": (r"[ \t]*TY {1,2}- ?\w", "sources.ris"),
    "MEDLINE": (r"PMID ?- ?\d", "sources.nbib"),
    "EndNote": (r"%0 +[A-Z]", "sources.enw"),
    "CSL-JSON": (r"[ \t]*(?:\[\s*)?\{\s*\"(?:id|type|title|citation-key)\"[ \t]*:", "sources.json"),
    "RefWorks": (r"RT +(?:Journal|Book|Web|News|Generic|Report|Magazine|Conference|Thesis|Dissertation|Electronic)", "sources.txt"),
    "NoteExpress": (r"\{Reference Type\}:", "sources.net"),
    "LaTeX": (r"[ \t]*\\bibitem\b", "sources.tex"),
    "XML": (r"[ \t]*<(?:\?xml|rdf:RDF|xml|records?\b|b:Sources|modsCollection)", "sources.xml"),
}
# The formats that `import` reads, by their names there.
READ = {"RIS": "ris", "MEDLINE": "medline", "EndNote": "endnote", "CSL-JSON": "csl-json", "RefWorks": "refworks", "NoteExpress": "noteexpress"}
_BEGINNINGS = {name: re.compile(f"^{pattern}", re.MULTILINE) for name, (pattern, _file) in _FORMATS.items()}
_ANY = re.compile(rf"^(?:{'|'.join(pattern for pattern, _file in _FORMATS.values())})", re.MULTILINE)
_TITLE = re.compile(
    r"^(?:[ \t]*(?:TI|T1) {1,2}- ?|TI {2}- |%T +|T1 +|\{Title\}: *|[ \t]*\"title\"[ \t]*:[ \t]*\"|[ \t]*<(?:title|dc:title)>)(?P<title>[^\n<\"]+)",
    re.MULTILINE,
)
# A year in parentheses or behind a full stop, and an address, a DOI, pages or a mark of GB/T 7714: so a list of references is written.
_YEAR = r"(?:\((?:1[5-9]|20)\d\d[a-z]?(?:,[^()]{1,20})?\)|[.,] ?(?:1[5-9]|20)\d\d[;.,:(])"
_REFERENCE = re.compile(
    rf"^[^%@\n]{{0,400}}?(?:{_YEAR}[^\n]*?(?:https?://|doi|\d+ ?\(\d+\)|\d+[-\u2013]\d+)|\[(?:J|M|N|D|R|C|EB/OL|J/OL|N/OL)\][.,])[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)


class Foreign(NamedTuple):
    """Something that is no entry, at an offset of the text; `format` is empty for a reference in words."""

    offset: int
    format: str
    message: Said
    help: Said


def found_in(text: str) -> Iterator[Foreign]:
    """What in a text between two entries was meant to be one."""
    if _ANY.search(text):
        for name, beginning in _BEGINNINGS.items():
            for record in list(beginning.finditer(text))[: 1 if name == "XML" else None]:
                following = beginning.search(text, record.end())
                title = _TITLE.search(text, record.start(), following.start() if following else len(text))
                yield _record(record.end() - len(record.group().lstrip()), name, title["title"].strip()[:80] if title else "")
        return
    for entry in _FULL_WIDTH.finditer(text):
        help = said("write the signs of a keyboard in English: @article{{key, title = {{…}}, }}")
        yield Foreign(entry.start(), "BibTeX", said("this entry has full-width brackets, commas or signs of equality"), help)
    for line in _REFERENCE.finditer(text):
        yield Foreign(
            line.start(),
            "",
            said("a reference in words is no entry, and is passed over"),
            said("'casebook new source --title …' makes an entry of it; a line that begins with % is a comment"),
        )


def _record(offset: int, format: str, title: str) -> Foreign:
    file = _FORMATS[format][1]
    message = (
        said("a record in the format {format} is no entry: '{title}'", format=format, title=title)
        if title
        else said("a record in the format {format} is no entry", format=format)
    )
    help = (
        said("move it to a file of its own, such as {file}: 'casebook import {file}' makes an entry of it", file=file)
        if format in READ
        else said("'casebook new source --title …' makes an entry of it")
        if format == "LaTeX"
        else said("save it as BibTeX or RIS from the program that wrote it; 'casebook import FILE' makes an entry of that")
    )
    return Foreign(offset, format, message, help)
