"""A catalog begun in another language than English: sound, of the same parts as the English one, and with no English on its pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from casebook.base.saying import ENGLISH, LANGUAGES
from casebook.cli import main
from casebook.contributing import starter
from casebook.publishing import build, pipeline
from click.testing import CliRunner

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
# Names, and words that are the same in every language: the catalog's own name, programs, formats, styles.
_SAME = re.compile(
    r"Marsh|CC BY|Casebook|Markdown|Git|Chicago|APA|Zotero|EndNote|JabRef|[Pp]andoc|citeproc|Python|Windows|biblatex|BibTeX|RIS|JSON Schema|CSL"
)
# Several words in a row, or one with a capital that is all of a text; others are names of the data.
_WORDS = re.compile(r"[A-Za-z]+(?:[,;:]? [A-Za-z]+)+|^\W*[A-Z][a-z]+\W*$")
# Fields of the starter whose values are words of a language, or whose absence is: of a name in plain letters a label and an address are made.
_IN_WORDS = ("label", "plural", "address", "unit", "one", "synonyms")
_SPOKEN = ("title", "aria-label", "placeholder", "alt")
# What is typed stands as it is typed; so does what a rule's page quotes.
_TYPED = ("script", "style", "code", "pre", "kbd")


class _Texts(HTMLParser):
    """What a page says to people: its texts and those attributes that are read out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._typed = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._typed += tag in _TYPED
        self.found += [value for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._typed -= tag in _TYPED

    def handle_data(self, data: str) -> None:
        if not self._typed:
            self.found.append(data)


@pytest.fixture(scope="module", params=OTHERS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A language, and a catalog that was begun in it."""
    root = tmp_path_factory.mktemp("begun") / "marsh"
    result = CliRunner(catch_exceptions=False).invoke(main, ["--lang", request.param, "init", str(root), "--licence", "CC-BY-4.0"])
    assert (result.exit_code, result.stderr) == (0, "")
    return request.param, root


def _plain(value: Any) -> Any:
    """Data without its texts in words: what is left must be the same in every language."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if name not in _IN_WORDS}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value if not isinstance(value, str) or re.fullmatch(r"[a-z0-9./:_-]+", value) else ""


def test_it_is_sound_and_in_the_common_layout(made: tuple[str, Path]) -> None:
    _language, root = made
    assert [str(diagnostic) for diagnostic in pipeline.check(root).diagnostics] == []
    assert CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "fmt", "--check"]).exit_code == 0


def test_its_pages_have_no_english(made: tuple[str, Path]) -> None:
    _language, root = made
    site = build.build(root)
    # These two name parts of the data and quote English texts, as they must.
    pages = [path for path in site.rglob("*.html") if path.relative_to(site).parts[0] not in ("rules", "data")]
    texts = {text: path for path in pages for text in _Texts(path.read_text("utf-8")).found}
    said = {words: path.relative_to(site).as_posix() for text, path in texts.items() for words in _WORDS.findall(_SAME.sub("", text))}
    assert len(texts) > 500
    assert said == {}


def test_it_has_the_parts_of_the_english_one(made: tuple[str, Path]) -> None:
    language, _root = made
    for path in sorted(path.relative_to(starter.FILES) for path in starter.FILES.rglob("*") if path.is_file()):
        own = starter.in_language(path, language)
        if path.suffix in (".yml", ".bib") and own != starter.FILES / path:
            assert own.read_text("utf-8") != (starter.FILES / path).read_text("utf-8")
        if path.suffix == ".yml" and path.name != "mkdocs.yml":
            there, here = (yaml.safe_load(file.read_text("utf-8")) for file in (starter.FILES / path, own))
            assert _plain(here) == _plain(there), path


def test_nothing_is_there_in_another_language_alone() -> None:
    for language in OTHERS:
        folder = starter.in_language(Path("README.md"), language).parent
        assert [path for path in folder.rglob("*") if path.is_file() and not (starter.FILES / path.relative_to(folder)).is_file()] == []
