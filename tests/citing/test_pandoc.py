"""pandoc at hand, too old, not there, and when it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from casebook.citing import pandoc, styles
from casebook.citing.formatting import format_items
from casebook.citing.styles import STYLES, FormattingError

from tests.test_architecture import importers

from .conftest import ALIKE


@pytest.fixture
def another_pandoc(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Make pypandoc look for pandoc anew, at one place only."""

    def forget() -> None:
        pypandoc.clean_pandocpath_cache()
        pypandoc.clean_version_cache()
        pandoc.version.cache_clear()

    def use(path: str) -> None:
        monkeypatch.setenv("PYPANDOC_PANDOC", path)
        forget()

    yield use
    monkeypatch.undo()
    forget()


def test_without_pandoc_it_says_what_to_install(another_pandoc: Callable[[str], None], tmp_path: Path) -> None:
    another_pandoc(str(tmp_path / "none"))
    with pytest.raises(FormattingError) as raised:
        format_items(ALIKE, STYLES["apa"])
    found = raised.value.diagnostic
    assert (found.code, found.message) == ("missing-pandoc", "references cannot be formatted: there is no pandoc")
    assert "pypandoc_binary" in found.help


def test_an_old_pandoc_is_refused(another_pandoc: Callable[[str], None], tmp_path: Path) -> None:
    old = tmp_path / "pandoc"
    old.write_text("#!/bin/sh\necho pandoc 2.9.2.1\n")
    old.chmod(0o755)
    another_pandoc(str(old))
    with pytest.raises(FormattingError, match=r"pandoc 2\.9\.2\.1 is too old"):
        format_items(ALIKE, STYLES["apa"])


def test_without_the_package_it_says_what_to_install(another_pandoc: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    another_pandoc("")
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    with pytest.raises(FormattingError, match="pypandoc is not installed"):
        format_items(ALIKE, STYLES["apa"])


def test_pandoc_says_what_it_does_not_take(style: Callable[..., Path]) -> None:
    with pytest.raises(FormattingError) as raised:
        format_items(ALIKE, style("<nonsense/>"))
    found = raised.value.diagnostic
    assert (found.code, found.span.path) == ("broken-style", "small.csl")
    assert found.message == 'pandoc refuses the style: CiteprocParseError: unknown element "nonsense"'


@pytest.mark.parametrize("rule", (*styles.RULES, *pandoc.RULES), ids=lambda rule: rule.code)
def test_every_rule_has_its_page(rule: Any) -> None:
    assert "**Way out:**" in rule.page
    assert rule.code in ("missing-pandoc", "unknown-style", "broken-style")


def test_one_module_knows_pandoc() -> None:
    assert importers("pypandoc") == {"generator/citing/pandoc.py"}
