"""The hand-written pages of a project: what they are called, where they stand, what they mention, and whether MkDocs will get through them.

Knows what `handwritten` finds on a page and what MkDocs does with its file; knows no page of the site.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from ..base.diagnostic import Concern, Diagnostic, Rule, rule
from ..base.parallel import comes_to_an_end
from ..base.saying import said
from ..reading import yaml_reader
from ..reading.files import Text
from ..records.folder import DOCS, Project
from ..records.living import LivingBlock
from ..text.syntax import Located, Mention, is_possible
from . import living
from .entries import DocsPage, Entry

COSTLY_PAGE = rule(
    "costly-page",
    """
    A hand-written page would keep the build for minutes, or cannot be read to its end.

    The Markdown processor looks for the other end of every bracket, star and backtick: some thousands of them that are never closed, in one
    paragraph, take it minutes. Text that is nested hundreds of levels deep it does not read at all, nor one at which an extension of it fails.

    **Way out:** close what is open, part the paragraph with blank lines, and put what is no text (data, a dump) into a file beside the page
    with a link to it.
    """,
    about=Concern.TEXTS,
)
BROKEN_ADDRESS = rule(
    "broken-address",
    """
    A link of a hand-written page leads to something that is no address.

    `https://[example` has a bracket that belongs to an address of numbers (`https://[2001:db8::1]/`) and is not closed. No browser can
    open it, and the build would end there.

    **Way out:** correct the address; to show it as it is, put it into backticks.
    """,
    about=Concern.TEXTS,
)
RULES: tuple[Rule, ...] = (COSTLY_PAGE, BROKEN_ADDRESS)

# A page that is likely to take no more than a tenth of a second; the longest honest ones are far below.
_CHEAP = 2e6
# So long a page may take that is not cheap.
_SECONDS = 1.0
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_MARK = re.compile(r"[^\w ]")
# The beginning of an address with a host: only there an address can be none.
_HOST = re.compile(r"//[^\s/?#\"'<>()]*")
# Lists and quotes that are nested: the processor goes a dozen calls deeper with each, and Python ends at a thousand.
_NESTED = re.compile(r"^(?:[ \t]*(?:[-+*>]|\d+\.)){20}|^(?: {4}|\t){20}", re.MULTILINE)
# So many calls a build stands deeper than a check when it reads a page.
_CALLS = 200
# MkDocs' own rules: https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data
_YAML = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_KEY = re.compile(r" {0,3}([A-Za-z0-9_-]+):\s*(.*)")
_MORE = re.compile(r"(?: {4}|\t)\s*(.*)")


class _Front(NamedTuple):
    """What stands before a page's text, and where the text begins."""

    values: Mapping[str, Any]
    start: int
    problems: list[Diagnostic]


def pages(project: Project, entries: Mapping[str, Entry]) -> Iterator[DocsPage]:
    """The hand-written pages of a project; what is wrong with one joins what was found in it."""
    extensions: Mapping[str, Mapping[str, Any]] | None = None
    for text in project.pages():
        if extensions is None:
            extensions = project.markdown_extensions()
        make, kept = partial(_looked_at, text, extensions), project.kept
        name, of = ("page", text.path), (text.content, repr(extensions))
        front, mentions, blocks, problems = kept.once(name, of, make) if kept else make()
        project.found.extend(problems)
        title = partial(_title, text, front, extensions, entries)
        if kept and not mentions:
            # It says nothing of the catalog.
            title = partial(kept.once, ("title", text.path), of, title)
        page = DocsPage(text, address(text.path.removeprefix(f"{DOCS}/")), title, mentions, blocks)
        yield kept.last_good(name, None if problems else page) or page if kept else page


def _looked_at(
    text: Text, extensions: Mapping[str, Mapping[str, Any]]
) -> tuple[_Front, tuple[Located, ...], tuple[LivingBlock, ...], list[Diagnostic]]:
    """What stands before a page's text, what the text mentions and draws of the catalog, and what is wrong with any of it."""
    front = _front(text)
    # Where the front matter is wrong it is anybody's guess where the text begins.
    mentions, problems = _mentions(text, front.start, extensions) if not front.problems else ((), [])
    blocks, wrong = living.read(text, front.start) if not front.problems else ((), [])
    return front, mentions, blocks, [*front.problems, *problems, *wrong]


def address(path: str) -> str:
    """The address of a hand-written page from its path below `docs/`, by MkDocs' rule for directory URLs."""
    stem = re.sub(r"(^|/)(?:index|README)$", r"\1", path.removesuffix(".md"))
    return f"{stem}/" if stem and not stem.endswith("/") else stem


def _mentions(text: Text, start: int, extensions: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[Located, ...], list[Diagnostic]]:
    """The mentions of a page, and what is wrong with its text; most pages without a mention are not even parsed."""
    body = text.content[start:]
    if is_costly(body) and not comes_to_an_end(partial(_read, body, extensions), _SECONDS):
        return (), [_costly(text, start)]
    suspects = [found for found in _HOST.finditer(body) if "[" in found.group() or "]" in found.group() or not found.group().isascii()]
    is_nested = bool(_NESTED.search(body))
    if not suspects and not is_nested and not is_possible(body):
        return (), []
    limit = sys.getrecursionlimit()
    try:
        # What is read here at the last call would end the build.
        sys.setrecursionlimit(limit - _CALLS if is_nested else limit)
        found = _read(body, extensions)
    except RecursionError:
        return (), [_costly(text, start)]
    except Exception as error:
        # An extension's own; MkDocs would end with it, and say no page.
        told = " ".join(str(error or type(error).__name__).split())
        message = said("an extension of Markdown cannot read the page: {reason}", reason=told)
        return (), [COSTLY_PAGE.at(text.span(1), message, said("correct the page, or the extension's options in mkdocs.yml"))]
    finally:
        sys.setrecursionlimit(limit)
    mentions = tuple(place._replace(offset=place.offset + start) for place in found.mentions)
    return mentions, [
        BROKEN_ADDRESS.at(_place(text, start, url), said("'{url}' is no address", url=url[:60]), said("correct it")) for url in found.broken
    ]


def is_costly(body: str) -> bool:
    """Whether a Markdown processor may take long for a page: it looks through a paragraph for each mark in it, and through all for a tag."""
    blocks = _BLANK_LINE.split(body)
    cost = sum(len(block) * len(_MARK.findall(block)) for block in blocks)
    return cost + len(body) * body.count("<") + len(blocks) ** 2 > _CHEAP


def _costly(text: Text, start: int) -> Diagnostic:
    """At the paragraph that has most of it."""
    blocks, place = [], start
    for block in _BLANK_LINE.split(text.content[start:]):
        place = text.content.index(block, place)
        blocks.append((len(block) * len(_MARK.findall(block)), -place))
    message = said("the page takes the Markdown processor too long, or is nested too deep: most of it is this paragraph")
    return COSTLY_PAGE.at(text.at_offset(-max(blocks)[1]), message, said("close what is open, and part it with blank lines"))


def _place(text: Text, start: int, url: str) -> Any:
    # An address may stand there with escapes; its page at least is known.
    return text.at_offset(max(start, text.content.find(url, start)), len(url))


def _read(body: str, extensions: Mapping[str, Mapping[str, Any]], words: Any = None) -> Any:
    # Loaded late: Python-Markdown, which only a page with mentions needs.
    from ..text import handwritten

    return handwritten.read_page(body, extensions, words or (lambda mention: mention.label))


# --- titles ----------------------------------------------------------------------------------------------------


def _title(text: Text, front: _Front, extensions: Mapping[str, Mapping[str, Any]], entries: Mapping[str, Entry]) -> str:
    """That of the front matter, else the first heading of the page, else from its file's name, as MkDocs makes it."""
    if own := front.values.get("title"):
        return " ".join(str(own).split())
    heading: str = _read(text.content[front.start :], extensions, partial(_words, entries)).heading
    path = PurePosixPath(text.path)
    if heading or text.path == f"{DOCS}/index.md":
        return heading or "Home"
    name = ("index" if path.stem == "README" else path.stem).replace("-", " ").replace("_", " ")
    return name.capitalize() if name.lower() == name else name


def _words(entries: Mapping[str, Entry], mention: Mention) -> str:
    """What a mention is called in a title."""
    entry = entries.get(mention.record)
    if not mention.claim:
        return mention.label or (entry.record.label if entry else mention.raw if mention.record else "")
    claim = next((claim for claim in entry.record.claims if claim.id == mention.claim), None) if entry else None
    if claim is None:
        return mention.raw
    if claim.value is None:
        return claim.statement or ""
    # Loaded late: `check` has no use for Babel.
    from ..text.wording import Wording

    measure = entries.get(claim.measure or "")
    unit, one = (measure.record.words("unit"), measure.record.words("one")) if measure and not claim.unit else (claim.unit or "", "")
    return Wording().quantity(claim.value, unit, claim.bound, one)


# --- front matter ----------------------------------------------------------------------------------------------


def _front(text: Text) -> _Front:
    content = text.content
    if match := _YAML.match(content):
        # On line 2, as in the file.
        document, problems = yaml_reader.parse_yaml(Text(text.path, f"\n{match[1]}")) if match[1].strip() else (None, [])
        if document is None or not document.is_whole or not isinstance(document.data, dict):
            return _Front({}, 0, problems)
        return _Front(document.data, _text_start(content, match.end()), problems)
    values: dict[str, str] = {}
    key, start = "", 0
    # Or lines of `key: value` before the first blank line.
    for line in content.splitlines(keepends=True):
        written = line.rstrip("\n")
        if not written.strip():
            start += len(line)
            break
        if match := _KEY.match(written):
            key = match[1].lower()
            values[key] = f"{values[key]} {match[2].strip()}" if key in values else match[2].strip()
        elif key and (match := _MORE.match(written)):
            values[key] += f" {match[1].strip()}"
        else:
            break
        start += len(line)
    return _Front(values, _text_start(content, start), [])


def _text_start(content: str, start: int) -> int:
    return len(content) - len(content[start:].lstrip("\n"))
