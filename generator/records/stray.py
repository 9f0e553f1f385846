"""Files below `cases/` whose names do not make them records: what each was meant to be, by its ending."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..base.saying import Said, said

# Some systems hide the last ending, so that people add one to what has one already.
_HIDDEN = re.compile(r"(?P<name>.+)\.ya?ml\.(?:txt|yml|yaml|text|docx?)", re.IGNORECASE)
_NEARLY = re.compile(r"(?P<name>.+)\.ya?ml", re.IGNORECASE)
_BIBLIOGRAPHY = re.compile(r"references\.bib\.(?:txt|bib|text)", re.IGNORECASE)
# What other programs export sources to, and how such a file begins.
_SOURCES = (".bib", ".bibtex", ".biblatex", ".ris", ".nbib", ".medline", ".enw", ".ciw", ".net", ".csljson")
_OF_SOURCES = re.compile(
    r"^[ \t]*(?:TY {1,2}- |PMID ?- |%0 +[A-Z]|RT +[A-Z]|\{Reference Type\}:|@[ \t]*[A-Za-z]+[ \t]*\{[^\s{}]*,[ \t]*$"
    r"|(?:\[\s*)?\{\s*\"(?:id|type|itemType|DOI)\"[ \t]*:)",
    re.MULTILINE,
)
_TEXTS = (".txt", ".md", ".markdown", ".html", ".htm", ".json", ".toml", ".csv")
_BESIDE = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".xlsx", ".xls", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp4", ".mov")


class Stray(NamedTuple):
    """What a file is instead of a record, and what to do with it; `path` is the one at which it would be right."""

    message: Said
    help: Said
    path: str = ""
    is_safe: bool = False


def of(where: str, name: str, bibliography: str, beginning: str = "") -> Stray:
    """What to say of a file that is no record, by its folder, its name and its `beginning`; `bibliography` is the path of the file of sources."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    message = said("this is no record of the catalog")
    if found := _HIDDEN.fullmatch(name):
        path = f"{where}/{found['name']}.yml"
        return Stray(
            said("this name has two endings, and the last one counts"),
            said("rename it to {path}; your system may hide the last ending", path=path),
            path,
            is_safe=True,
        )
    if found := _BIBLIOGRAPHY.fullmatch(name):
        return Stray(
            said("this name has two endings, and the last one counts"),
            said("rename it to {path}; your system may hide the last ending", path=bibliography),
            bibliography,
        )
    if found := _NEARLY.fullmatch(name):
        path = f"{where}/{found['name']}.yml"
        return Stray(said("records end in .yml, in small letters"), said("rename it to {path}", path=path), path, is_safe=True)
    if ending in _SOURCES or _OF_SOURCES.search(beginning):
        help = said("'casebook import {path}' adds its sources to {bibliography}; then remove it", path=f"{where}/{name}", bibliography=bibliography)
        return Stray(said("sources lie in one file, {bibliography}", bibliography=bibliography), help)
    if ending in _BESIDE:
        return Stray(message, said("pictures and documents lie below docs/, and what is in them is written into a record"))
    if not ending or ending in _TEXTS:
        stem = name.removesuffix(name[name.rfind(".") :]) if ending else name
        return Stray(message, said("if it is one, rename it to {path}; texts of the site lie in docs/", path=f"{where}/{stem}.yml"))
    return Stray(message, said("records end in .yml and stand in the folder of their kind"))
