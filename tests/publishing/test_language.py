"""A site in Chinese: what it says itself is Chinese, and what the project says is as the project says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook.publishing import build
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import PROJECTS, copy_project

# Attributes that people read or hear, and those from which scripts take their words.
_READ = ("aria-label", "title", "placeholder", "alt", "label", "data-copy", "data-copied")
_OF_A_SCRIPT = (
    "data-all",
    "data-none",
    "data-meant",
    "data-nowhere",
    "data-apart",
    "data-offer",
    "data-hint",
    "data-many",
    "data-one",
    "data-failed",
)
_NOT_SHOWN = ("script", "style", "code", "pre", "kbd")
# Names that are the same in every language: of formats, standards, programs and units, and what stands in a citation of an English style.
_NAMES = set(
    """apa api atom
    biblatex bibtex bcp casebook chicago citeproc commonmark csl csv doi eb edtf excel frictionless gb gbk git github html isbn iso javascript
    jabref json json-ld kg kib latex macos markdown mb medline mib mkdocs n november ol openapi pandas pandoc pdf python ris schema sha sig sql sqlite
    svg utf windows xml yaml zotero document webpage""".split()
)
# What tables, schemas and types are called in the data.
_NAMES |= {"measures", "sources", "citations", "events", "steps", "links", "mentions", "integer", "files", "map"}
# Examples in rules and fields, some in the words of the skeletons; an example's own error of Git; what a citation numbers in English.
_QUOTED = {"post", "jin", "write here what stranger needs to know about", "short title", "book shop", "dubious ownership", "as it was printed"}

# Addresses, names of files, and what is put in.
_NO_WORDS = re.compile(r"https?:\S+|(?:\w+\.)+\w+/\S+|\S+\.(?:html|json|csv|xml|bib|yml|md|txt|sqlite|png)\b|\{\w+\}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(PROJECTS / "good" / "harbours", tmp_path_factory.mktemp("chinese") / "harbours")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("  name: material\n", "  name: material\n  language: zh\n"), encoding="utf-8")
    return build.build(root)


def _plain(text: str) -> str:
    # An apostrophe is printed otherwise than it was typed.
    return " ".join(re.findall(r"[\w'-]+", text.lower().replace("’", "'")))


def _texts(page: Path) -> Iterator[str]:
    for node in LexborHTMLParser(page.read_text("utf-8")).root.traverse(include_text=True):
        if node.tag == "-text":
            if node.parent and node.parent.tag not in _NOT_SHOWN:
                yield node.text_content or ""
        elif "Z3988" not in (node.attributes.get("class") or ""):
            yield from filter(None, (node.attributes.get(name) for name in (*_READ, *_OF_A_SCRIPT)))


def _segments(text: str) -> Iterator[str]:
    """The runs of words in Latin letters of a text, between punctuation and Chinese."""
    for part in re.split(r"[^A-Za-z0-9’' -]+", _NO_WORDS.sub(" ", text)):
        if re.search(r"[A-Za-z]{2}", part):
            yield _plain(part)


def test_every_page_says_that_it_is_chinese(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 80
    assert {LexborHTMLParser(page.read_text("utf-8")).root.attributes["lang"] for page in pages} == {"zh"}


def test_no_word_of_the_interface_is_english(site: Path) -> None:
    root = site.parent
    own = [path for folder in ("cases", "docs") for path in (root / folder).rglob("*") if path.is_file()]
    written = " ".join(path.read_text("utf-8", "replace") for path in (*own, root / "mkdocs.yml"))
    # Without citations and numbers, which pages show otherwise.
    told = " ".join(
        word for word in _plain(re.sub(r"\[[@#][^\]]*\]", " ", written).replace("-", " ")).split() if not re.search(r"\d", word) and len(word) > 1
    )
    codes = {path.parent.name for path in site.glob("rules/*/index.html")}
    found: dict[str, str] = {}
    for page in sorted(site.rglob("*.html")):
        for text in _texts(page):
            for segment in _segments(text):
                # Years, numbers and versions stand anywhere.
                bare = " ".join(word for word in segment.replace("-", " ").split() if not re.search(r"\d", word) and len(word) > 1)
                if bare not in told and segment not in codes and bare not in _QUOTED and not set(bare.split()) <= _NAMES:
                    found.setdefault(segment, f"{page.relative_to(site)}: {' '.join(text.split())[:80]}")
    assert found == {}


def test_what_is_said_in_chinese_is_parted_by_its_own_signs(site: Path) -> None:
    wrong = re.compile(r"[\u4e00-\u9fff\u201d\uff09]\s?[,;.:!?](?:\s|$)|[\u4e00-\u9fff] [\u4e00-\u9fff]|\([\u4e00-\u9fff]|[\u3002\uff1a\uff0c]\.")
    pages = sorted(site.rglob("*.html"))
    found = {" ".join(text.split())[:80]: page.relative_to(site).as_posix() for page in pages for text in _texts(page) if wrong.search(text)}
    assert found == {}
