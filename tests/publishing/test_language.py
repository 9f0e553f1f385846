"""A site in Chinese: what it says itself is Chinese, and what the project says is as the project says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook.publishing import build
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import PROJECTS, copy_project

# Attributes that people read or hear, those from which scripts take their words among them.
_READ = ("aria-label", "title", "placeholder", "alt", "label")
_NOT_SHOWN = ("script", "style", "code", "pre", "kbd")
# Names of formats and styles, and what stands in every citation of a style.
_NAMES = set("bibtex ris csl json markdown apa gb chicago eb ol csv api atom rss sqlite sql frictionless openapi javascript html yaml doi id".split())
_NAMES |= set("python pandas excel utf sig sha iso edtf commonmark json-ld schema github git zotero jabref endnote mkdocs casebook".split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(PROJECTS / "good" / "harbours", tmp_path_factory.mktemp("chinese") / "harbours")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("  name: material\n", "  name: material\n  language: zh\n"), encoding="utf-8")
    return build.build(root)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w’'-]+", text.lower()))


def _texts(page: Path) -> Iterator[str]:
    for node in LexborHTMLParser(page.read_text("utf-8")).root.traverse(include_text=True):
        if node.tag == "-text":
            if node.parent and node.parent.tag not in _NOT_SHOWN:
                yield node.text_content or ""
        else:
            is_data = [name for name in node.attributes if name.startswith("data-")] if node.tag in ("form", "p", "button", "div") else []
            yield from filter(None, (node.attributes.get(name) for name in (*_READ, *is_data)))


def _segments(text: str) -> Iterator[str]:
    """The runs of words in Latin letters of a text, between punctuation and Chinese."""
    for part in re.split(r"[^A-Za-z0-9’' -]+", re.sub(r"https?:\S+|\S+\.(?:html|json|csv|xml|bib|yml|md|txt|sqlite|png)\b|\{\w+\}", " ", text)):
        if re.search(r"[A-Za-z]{2}", part):
            yield _plain(part)


def test_every_page_says_that_it_is_chinese(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 80
    assert {LexborHTMLParser(page.read_text("utf-8")).root.attributes["lang"] for page in pages} == {"zh"}


def test_no_word_of_the_interface_is_english(site: Path) -> None:
    root = site.parent
    own = [path for folder in ("cases", "docs") for path in (root / folder).rglob("*") if path.is_file()]
    told = _plain(" ".join(path.read_text("utf-8", "replace") for path in (*own, root / "mkdocs.yml")).replace("-", " "))
    codes = {path.parent.name for path in site.glob("rules/*/index.html")}
    found: dict[str, str] = {}
    for page in sorted(site.rglob("*.html")):
        for text in _texts(page):
            for segment in _segments(text):
                bare = segment.replace("-", " ")
                if bare not in told and segment not in codes and not set(bare.split()) <= _NAMES:
                    found.setdefault(segment, f"{page.relative_to(site)}: {' '.join(text.split())[:80]}")
    assert found == {}
