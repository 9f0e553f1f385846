"""`casebook serve`, as people see it: a real server, a real browser, files that change on disk."""

from __future__ import annotations

import json
import os
import re
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import watchfiles
from casebook.cli import main
from casebook.publishing.watching import watch
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from tests.axe import violations
from tests.conftest import with_mkdocs, with_option
from tests.processes import running

Project = Callable[[str], Path]
# Longer than any answer takes on a busy machine, in seconds.
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Served:
    """A preview that is running."""

    def __init__(self, root: Path, url: str, log: Path) -> None:
        self.root, self.url, self.log = root, url, log

    def get(self, path: str = "", status: int = 200) -> str:
        """What is at an address."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=PATIENCE) as answer:
                found, content = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            found, content = error.code, error.read().decode()
        assert found == status, content
        return str(content)

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.02)

    def shows(self, path: str, text: str, status: int = 200) -> None:
        """Wait until a page has a text; every answer until then comes."""
        self.until(lambda: text in self.answer(path))
        self.get(path, status)

    def answer(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return error.read().decode()

    def answer_if_any(self, path: str) -> str:
        """The same of a server that may not be there yet, or be busy with a build."""
        try:
            return self.answer(path)
        except OSError:
            return ""

    def state(self) -> dict[str, object]:
        """What a page would be told now."""
        with urllib.request.urlopen(f"{self.url.rstrip('/')}/_casebook/events", timeout=PATIENCE) as answer:
            line = next(line for line in answer if line.startswith(b"data: "))
        told: dict[str, object] = json.loads(line.removeprefix(b"data: "))
        return told

    def says(self, text: str) -> None:
        """Wait until pages, and then the terminal, are told of something."""
        self.until(lambda: text in str(self.state()["text"]) and text in self.log.read_text())

    def is_fine(self) -> None:
        """Wait until nothing is wrong."""
        self.until(lambda: bool(self.state()["isSound"] and self.state()["isChecked"]))


@contextmanager
def served(root: Path, *options: str) -> Iterator[Served]:
    port, log = free_port(), root.parent / "serve.log"
    command = [Path(sys.executable).with_name("casebook"), "-C", root, "serve", "--addr", f"127.0.0.1:{port}", *options]
    with running(command, log) as program:
        found = Served(root, f"http://127.0.0.1:{port}/", log)

        def is_there() -> bool:
            assert program.poll() is None, log.read_text()
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        found.until(is_there)
        yield found


@pytest.fixture
def root(project: Project) -> Path:
    return with_option(project("good/complete"), "cards: false")


# --- answers -----------------------------------------------------------------------------------------------------


def test_pages_and_files_are_there_and_what_is_not_is_said(root: Path) -> None:
    with served(root) as preview:
        assert "An afternoon of apples" in preview.get("cases/apples/")
        assert '"value": 1550000.5' in preview.get("cases/apples/record.json")
        assert "An afternoon of apples" in preview.get("cases/apples")
        assert "Nothing lives at this address" in preview.get("cases/nothing/", 404)
        assert "Nothing lives at this address" in preview.get("cases/nothing.json", 404)
        assert "import" not in preview.get("_casebook/..%2f..%2fcli.py", 404)
        assert preview.get("_casebook/nothing.js", 404) == ""
        # A page is as in a build but for the script.
        assert preview.get().count("_casebook/preview.js") == 1
        preview.is_fine()


def test_a_site_below_a_path_is_served_there(root: Path) -> None:
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + "site_url: https://example.org/catalog/\n")
    with served(root) as preview:
        assert "An afternoon of apples" in preview.get("catalog/cases/apples/")
        with urllib.request.urlopen(preview.url, timeout=PATIENCE) as answer:
            assert answer.geturl() == f"{preview.url}catalog/"


def test_drafts_are_shown_when_asked_for(root: Path) -> None:
    with served(root, "--drafts") as preview:
        assert "A draft" in preview.get("cases/draft-plums/")


# --- edits and mistakes ------------------------------------------------------------------------------------------


def test_every_kind_of_edit_is_seen(root: Path) -> None:
    with served(root) as preview:
        case = root / "cases/apples.yml"
        case.write_text(case.read_text().replace("An afternoon of apples", "An evening of apples"))
        preview.shows("cases/apples/", "An evening of apples")
        (root / "cases/plums.yml").write_text("title: Plums of late\nsummary: Of [[apples]].\n")
        preview.shows("cases/plums/", "Plums of late")
        (root / "cases/plums.yml").rename(root / "cases/damsons.yml")
        preview.shows("cases/damsons/", "Plums of late")
        preview.get("cases/plums/", 404)
        (root / "cases/damsons.yml").unlink()
        preview.shows("cases/damsons/", "Nothing lives at this address", 404)
        # A folder that is made while it runs.
        (root / "templates").mkdir()
        (root / "templates/handbook_rule.html").write_text("<h1>A rule of ours</h1>")
        preview.shows("rules/unknown-field/", "A rule of ours")
        (root / "templates/handbook_rule.html").unlink()
        preview.until(lambda: "A rule of ours" not in preview.get("rules/unknown-field/"))
        (root / "docs/later").mkdir()
        (root / "docs/later/index.md").write_text("# Later than all\n")
        preview.shows("later/", "Later than all")
        (root / "docs/note.txt").write_text("A note")
        preview.shows("note.txt", "A note")
        config = root / "mkdocs.yml"
        config.write_text(config.read_text().replace("site_name: Test", "site_name: Another name"))
        preview.shows("", "Another name")
        preview.is_fine()


def test_every_mistake_is_said_and_mended_by_itself(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates/handbook_rule.html").write_text("<h1>{{ page.title }}</h1>")
    mistakes = [
        ("cases/apples.yml", "title: [\n", "yaml-syntax"),
        ("cases/apples.yml", "title: Apples\nsummary: See [[nobody]].\n", "unknown-record"),
        ("cases/references.bib", "{whole}\n@misc{x, title = {open", "bibtex-syntax"),
        ("templates/handbook_rule.html", "{{ 1/0 }}", "ZeroDivisionError"),
        ("templates/handbook_rule.html", "{% if %}", "template-error"),
        ("mkdocs.yml", "site_name: [\n", "mkdocs.yml"),
        ("docs/index.md", "---\ntitle: [\n---\n", "yaml-syntax"),
        ("cases/kinds/case.yml", "label: [\n", "yaml-syntax"),
    ]
    with served(root) as preview:
        preview.is_fine()
        for path, broken, said in mistakes:
            whole = (root / path).read_text("utf-8")
            (root / path).write_text(broken.replace("{whole}", whole), encoding="utf-8")
            preview.says(said)
            for address in ("", "cases/", "cases/apples/", "topics/", "rules/unknown-field/"):
                assert "</html>" in preview.get(address), (path, address)
            (root / path).write_text(whole, encoding="utf-8")
            preview.is_fine()


# --- the command -------------------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_said_with_the_next_that_is_free(root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["-C", str(root), "serve", "--addr", f"127.0.0.1:{port}"])
    assert result.exit_code == 2
    assert re.fullmatch(rf"port {port} is taken by another program; (\d+) is free: casebook serve --addr 127\.0\.0\.1:\1\n", result.output), (
        result.output
    )


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1:", "127.0.0.1:99999", ":8000"])
def test_an_address_that_is_none_is_said(address: str, root: Path) -> None:
    result = CliRunner().invoke(main, ["-C", str(root), "serve", "--addr", address])
    assert (result.exit_code, result.output) == (2, f"'{address}' is no HOST:PORT, such as 127.0.0.1:8000\n")


# --- in a browser ------------------------------------------------------------------------------------------------


def test_an_open_page_changes_by_itself_and_says_what_is_wrong(root: Path, chromium: Browser) -> None:
    with served(root) as preview:
        preview.is_fine()
        page = chromium.new_page()
        page.goto(f"{preview.url}cases/apples/")
        case = root / "cases/apples.yml"
        whole = case.read_text()
        case.write_text(whole.replace("An afternoon of apples", "An evening of apples"))
        expect(page.locator("h1")).to_contain_text("An evening of apples", timeout=PATIENCE * 1000)
        case.write_text(whole.replace("title:", "titel:", 1))
        box = page.locator("._casebook-findings")
        expect(box).to_contain_text("cases/apples.yml:1:1: error[unknown-field]", timeout=PATIENCE * 1000)
        expect(box).to_contain_text("^^^^^")
        # What that can only have meant is shown.
        expect(page.locator("h1")).to_contain_text("An afternoon of apples")
        assert violations(page) == []
        # It can be closed, by keyboard as well, and stays closed until something else is found.
        box.locator("summary").press("Escape")
        expect(box).to_have_count(0)
        page.reload()
        page.wait_for_timeout(500)
        expect(box).to_have_count(0)
        case.write_text(whole.replace("An afternoon of apples", "A night of apples"))
        expect(page.locator("h1")).to_contain_text("A night of apples", timeout=PATIENCE * 1000)
        expect(box).to_have_count(0)
        page.close()


def test_a_search_waits_for_its_index(project: Project, chromium: Browser) -> None:
    root = with_mkdocs(project("good/complete"))
    with served(root) as preview:
        page = chromium.new_page()
        page.goto(preview.url)
        page.locator("#_q").fill("apples")
        expect(page.get_by_text("The search index is being made")).to_be_visible(timeout=PATIENCE * 1000)
        expect(page.get_by_role("option", name="An afternoon of apples").first).to_be_visible(timeout=PATIENCE * 1000)
        expect(page.get_by_text("The search index is being made")).to_have_count(0, timeout=PATIENCE * 1000)
        # What has changed since is found as soon as it is indexed anew.
        (root / "cases/quinces.yml").write_text("title: Quinces at last\nsummary: Of [[apples]].\n")
        preview.shows("cases/quinces/", "Quinces at last")
        preview.is_fine()
        # Asked for by itself: the open page may come anew at any moment, and lose what was typed.
        preview.get("search-index/about.json")
        preview.until(lambda: bool(preview.state()["isIndexed"]))
        page.goto(preview.url)
        page.locator("#_q").fill("quinces")
        expect(page.get_by_role("option", name="Quinces at last").first).to_be_visible(timeout=PATIENCE * 1000)
        page.close()


# --- MkDocs' own preview -----------------------------------------------------------------------------------------


def test_mkdocs_serves_the_same_pages(root: Path) -> None:
    port, log = free_port(), root.parent / "serve.log"
    command = [Path(sys.executable).with_name("mkdocs"), "serve", "-f", root / "mkdocs.yml", "-a", f"127.0.0.1:{port}"]
    with running(command, log, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}):
        preview = Served(root, f"http://127.0.0.1:{port}/", log)
        preview.until(lambda: "An afternoon of apples" in preview.answer_if_any("cases/apples/"))
        case = root / "cases/apples.yml"
        whole = case.read_text()
        case.write_text("title: [\n")
        preview.until(lambda: "yaml-syntax" in log.read_text())
        assert "An afternoon of apples" in preview.answer_if_any("cases/apples/")
        case.write_text(whole.replace("An afternoon of apples", "An evening of apples"))
        preview.until(lambda: "An evening of apples" in preview.answer_if_any("cases/apples/"))


# --- what the system tells ---------------------------------------------------------------------------------------


def test_where_the_system_tells_of_no_change_files_are_looked_at_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = watchfiles.watch

    def refusing(*folders: Path, **options: Any) -> Iterator[Any]:
        if not options["force_polling"]:
            raise OSError("OS file watch limit reached")
        yield from real(*folders, **options)

    (tmp_path / "cases").mkdir()
    monkeypatch.setattr(watchfiles, "watch", refusing)
    told: list[bool] = []
    said: list[str] = []
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(tmp_path, lambda: [tmp_path / "cases"], told.append, stop, said.append))
    watcher.start()
    try:
        end = time.monotonic() + PATIENCE
        while True not in told and time.monotonic() < end:
            (tmp_path / "cases/a.yml").write_text(f"title: {time.monotonic()}\n")
            time.sleep(0.2)
    finally:
        stop.set()
        watcher.join(PATIENCE)
    assert True in told
    assert said == ["the system does not tell which files change (OS file watch limit reached): they are looked at again and again"]
    assert not watcher.is_alive()
