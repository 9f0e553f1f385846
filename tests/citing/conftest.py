"""What the tests of citing share: a small style, and items that look alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

CSL = "http://purl.org/net/xbiblio/csl"
ALIKE = [
    {"id": str(number), "type": "book", "title": title, "author": [{"family": "Smith", "given": given}], "issued": {"date-parts": [[2020]]}}
    for number, (title, given) in enumerate([("One", "Ann"), ("Two", "Ann"), ("Three", "Bob")])
]


@pytest.fixture
def style(tmp_path: Path) -> Callable[..., Path]:
    """Write a small style from its macros and its bibliography's layout."""

    def make(layout: str = '<text variable="title"/>', macros: str = "", bibliography: str = "", citation: str = "") -> Path:
        path = tmp_path / "small.csl"
        info = "<info><title>Small</title><id>small</id><updated>2020-01-01T00:00:00Z</updated></info>"
        cited = f'<citation {citation}><layout><text variable="title"/></layout></citation>'
        printed = f"<bibliography {bibliography}><layout>{layout}</layout></bibliography>"
        path.write_text(f'<style xmlns="{CSL}" class="in-text" version="1.0">{info}{macros}{cited}{printed}</style>', "utf-8")
        return path

    return make
