"""A site that opens from a disk: every link leads to a file, and nothing is asked for that a browser refuses there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
from casebook.cli import main
from casebook.publishing import audit, build
from casebook.publishing.offline import opened
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from tests.conftest import PROJECTS, WORLD, copy_project, with_mkdocs

Project = Callable[[str], Path]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("../cases/", "../cases/index.html"),
        ("../cases/#plays", "../cases/index.html#plays"),
        ("../cases/?view=list", "../cases/index.html?view=list"),
        (".", "./index.html"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        ("record.json", "record.json"),
        ("#plays", "#plays"),
        ("", ""),
        ("?q=x", "?q=x"),
        ("/cases/", "/cases/"),
        ("//example.org/", "//example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("a.b/", "a.b/index.html"),
        ("x&amp;y/", "x&amp;y/index.html"),
    ],
)
def test_a_link_to_a_folder_is_one_to_its_page(url: str, expected: str) -> None:
    assert opened(f'<a class="x" href="{url}">y</a>') == f'<a class="x" href="{expected}">y</a>'
    assert opened(f"<a href='{url}'>y</a>") == f"<a href='{expected}'>y</a>"
    # In a text it is only shown.
    assert opened(f'<code>&lt;a href="{url}"&gt;</code>') == f'<code>&lt;a href="{url}"&gt;</code>'


@pytest.mark.parametrize("root", [WORLD, PROJECTS / "good/complete", PROJECTS / "good/handwritten"], ids=lambda root: root.name)
def test_every_link_leads_to_a_file(root: Path, tmp_path: Path) -> None:
    source = root if root == WORLD else with_mkdocs(copy_project(root, tmp_path / "project"))
    site = build.build(source, tmp_path / "site", offline=True)
    assert audit.audit(site) == []
    dead = []
    for page in site.rglob("*.html"):
        document = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
        for link in document.iter("a"):
            parts = urlsplit(urljoin(page.as_uri(), link.get("href", "")))
            if parts.scheme == "file" and not Path(unquote(parts.path)).is_file():
                dead.append((page.relative_to(site).as_posix(), link.get("href")))
    assert dead == []
    # What only a server or a robot would ask for is not there, nor what a page from a disk may not load.
    assert not any((site / name).exists() for name in ("404.html", "sitemap.xml", "sitemap.xml.gz", "search-index"))


def test_it_is_read_from_a_disk(project: Project, tmp_path: Path, chromium: Browser) -> None:
    root = with_mkdocs(project("good/complete"))
    done = CliRunner().invoke(main, ["-C", str(root), "build", "--offline", "--site-dir", str(tmp_path / "a stick/site")])
    assert done.exit_code == 0, done.output
    page = chromium.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("requestfailed", lambda request: troubles.append(request.url))
    page.goto((tmp_path / "a stick/site/index.html").as_uri())
    page.get_by_role("link", name="Cases", exact=True).first.click()
    page.get_by_role("link", name="An afternoon of apples").first.click()
    expect(page.locator("h1")).to_have_text("An afternoon of apples")
    assert page.url.endswith("/cases/apples/index.html")
    page.get_by_role("link", name="Everything").click()
    expect(page.locator("h1")).to_have_text("Everything in the catalog")
    page.get_by_role("link", name="An afternoon of apples").first.click()
    expect(page.locator("h1")).to_have_text("An afternoon of apples")
    assert page.evaluate("document.fonts.check('16px \"Casebook Serif\"')")
    assert troubles == []
    page.close()
