"""Citation styles: which are shipped, found and refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.citing.formatting import format_items
from casebook.citing.styles import STYLES, FormattingError, find_style
from casebook.publishing import build

from .conftest import ALIKE, CSL


@pytest.mark.parametrize(
    ("name", "help"),
    [
        ("appa", "did you mean 'apa'?"),
        ("chicago-author-dat", "did you mean 'chicago-author-date'?"),
        ("styles/hause.csl", "did you mean 'styles/house.csl'?"),
        ("../house.csl", "shipped are apa, chicago-author-date, gb-t-7714; any other is a .csl file in the project, by its path"),
        ("", "shipped are"),
    ],
)
def test_an_unknown_style(name: str, help: str, write: Callable[..., Path]) -> None:
    root = write({"p/mkdocs.yml": f"site_name: T\nplugins:\n  - casebook:\n      style: {name}\n", "p/styles/house.csl": "", "house.csl": ""}) / "p"
    with pytest.raises(FormattingError) as raised:
        find_style(name, root)
    found = raised.value.diagnostic
    assert (found.code, found.message) == ("unknown-style", f"no citation style '{name}'")
    assert found.help.startswith(help)
    assert (found.span.path, found.span.line, found.span.column) == ("mkdocs.yml", 4, 14)


def test_an_unknown_style_without_a_configuration(tmp_path: Path) -> None:
    with pytest.raises(FormattingError) as raised:
        find_style("appa", tmp_path)
    assert (raised.value.diagnostic.span.path, raised.value.diagnostic.span.line) == ("mkdocs.yml", 1)


def test_a_style_is_found_by_its_name_and_by_its_path(style: Callable[..., Path], tmp_path: Path) -> None:
    assert find_style("apa", tmp_path) == STYLES["apa"]
    small = style()
    assert find_style("small.csl", tmp_path) == small


def test_a_style_is_no_link(style: Callable[..., Path], tmp_path: Path) -> None:
    style()
    (tmp_path / "linked.csl").symlink_to("small.csl")
    (tmp_path / "out.csl").symlink_to("/etc/passwd")
    (tmp_path / "styles").symlink_to(".")
    for name, where in (("linked.csl", "linked.csl"), ("out.csl", "out.csl"), ("styles/small.csl", "styles")):
        with pytest.raises(FormattingError) as raised:
            find_style(name, tmp_path)
        assert (raised.value.diagnostic.code, raised.value.diagnostic.span.path) == ("unreadable-file", where)


HEAD = f'<style xmlns="{CSL}" class="in-text" version="1.0">'
PARTS = '<citation><layout/></citation><bibliography><layout><text macro="a"/></layout></bibliography></style>'
TEN = "".join(f'<text macro="{{{0}}}"/>' for _ in range(10))
BOMB = "".join(f'<macro name="{a}"><group>{TEN.format(b)}</group></macro>' for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (f"{HEAD}\n <bibliography>\n</style>", 3, "the file is not well-formed XML: mismatched tag"),
        ("", 1, "the file is not well-formed XML: no element found"),
        ("<html><body/></html>", 1, "the file is no CSL style"),
        ("<style><bibliography/></style>", 1, "the file is no CSL style"),
        (f'<!DOCTYPE style [<!ENTITY a "b">]>{HEAD}</style>', 1, "the file cannot be read: it has a document type"),
        (f"{HEAD}{'<a>' * 200}{'</a>' * 200}</style>", 1, "the file cannot be read: its elements are nested too deep"),
        (f"{HEAD}<!--{'x' * 1_000_000}--></style>", 1, "the file is larger than 1,000,000 bytes"),
        (f"{HEAD}<citation/></style>", 1, "the style has no bibliography: it only formats notes"),
        (
            f'{HEAD}<info><link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>',
            1,
            "the style only points to another one, http://www.zotero.org/styles/apa",
        ),
        (f"{HEAD}{PARTS}", 1, "the style uses a macro 'a' that it does not have"),
        (f'{HEAD}<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>{PARTS}', 1, "the macro 'a' contains itself"),
        (f'{HEAD}{BOMB}<macro name="i"><text value="x"/></macro>{PARTS}', 1, "the style's macros multiply without end"),
    ],
)
def test_a_broken_style(content: str, line: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "house.csl").write_text(content)
    with pytest.raises(FormattingError) as raised:
        find_style("house.csl", tmp_path)
    found = raised.value.diagnostic
    assert (found.code, found.span.path, found.span.line, found.message) == ("broken-style", "house.csl", line, message)
    with pytest.raises(FormattingError, match=re.escape(message)):
        format_items(ALIKE, tmp_path / "house.csl")


def test_three_styles_are_shipped_and_their_authors_named() -> None:
    assert sorted(STYLES) == ["apa", "chicago-author-date", "gb-t-7714"]
    readme = unicodedata.normalize("NFC", (STYLES["apa"].parent / "README.md").read_text("utf-8"))
    for path in STYLES.values():
        text = path.read_text("utf-8")
        assert "http://creativecommons.org/licenses/by-sa/3.0/" in text
        info = text[: text.index("</info>")]
        assert all(name in readme for name in re.findall(r"<name>(.*?)</name>", info))
        assert f"`{path.name}`" in readme


@pytest.mark.parametrize(
    ("language", "style"), [("en", "apa"), ("de", "apa"), ("zh", "gb-t-7714"), ("zh-CN", "gb-t-7714"), ("zh_CN", "gb-t-7714"), ("zh-TW", "apa")]
)
def test_a_site_without_a_style_has_the_usual_one_of_its_language(language: str, style: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "cases").mkdir()
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"site_name: Ours\ntheme: {{name: material, language: {language}}}\nplugins: [casebook]\n")
    assert build.settings(build.load_config_at(tmp_path)).style == style
    config.write_text(config.read_text().replace("[casebook]", "[{casebook: {style: chicago-author-date}}]"))
    assert build.settings(build.load_config_at(tmp_path)).style == "chicago-author-date"
