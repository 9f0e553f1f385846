"""What axe-core finds on a page: the oracle for accessibility."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
# What still fades or slides has not its colours yet; what moves for ever cannot be finished, and is left.
_COME_TO_REST = "document.getAnimations().forEach(one => { try { one.finish(); } catch { one.cancel(); } })"


def violations(page: Page) -> list[tuple[str, list[object]]]:
    """The rules that a page breaks, each with the first three places."""
    page.evaluate(_SCRIPT)
    page.evaluate(_COME_TO_REST)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(item["id"], [node["target"] for node in item["nodes"]][:3]) for item in found]
