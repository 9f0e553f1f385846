"""`casebook links`: what becomes of the addresses of a catalog, asked of a web site on this machine."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from casebook.cli import main
from casebook.contributing import archives, link_run, visiting
from casebook.publishing import build, pipeline
from click.testing import CliRunner, Result

from tests.conftest import with_kinds
from tests.contributing.web import Host, served

LINKS = "cases/links.yml"


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    today(monkeypatch, "2026-11-20")


def today(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setattr(pipeline, "today", lambda: date.fromisoformat(day))


@pytest.fixture
def root(tmp_path: Path, host: str) -> Path:
    (tmp_path / "cases").mkdir()
    (tmp_path / "docs").mkdir()
    pages = ("fine", "404", "moved", "403")
    (tmp_path / "cases/references.bib").write_text(
        "".join(f"@online{{a{name},\n  title = {{A}},\n  url = {{{host}/{name}}},\n}}\n" for name in pages)
    )
    cited = ", ".join(f"a{name}" for name in pages)
    (tmp_path / "cases/a.yml").write_text(f"title: A\nsummary: B.\ncite: [{cited}]\n")
    (tmp_path / "docs/index.md").write_text(f"# A\n\nSee [this]({host}/404), or `{host}/code`, or https://example.org/.\n")
    return with_kinds(tmp_path)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "links", "--allow-private", "--pause", "0", *arguments])


def test_what_is_learnt_is_told_and_kept(root: Path, host: str) -> None:
    result = run(root)
    assert result.exit_code == 0
    assert result.stdout == (
        f"cases/references.bib:7:10: gone (404): {host}/404\n"
        f"docs/index.md:3:12: gone (404): {host}/404\n"
        "   look for it elsewhere, or for an archived copy (archiveurl)\n"
        f"cases/references.bib:11:10: moved (200): {host}/moved\n"
        f"   write {host}/fine instead, if it is the same\n"
        f"cases/references.bib:15:10: blocked (403): {host}/403\n"
        "   it does not answer programs: open it in a browser\n"
        "4 addresses: 1 blocked, 1 gone, 1 ok, 1 moved\n"
    )
    assert (root / LINKS).read_text("utf-8") == (
        "# Written by 'casebook links': what became of the addresses of the catalog. It may be deleted, and is made anew.\n"
        "links:\n"
        f"  - url: {host}/403\n    state: blocked\n    code: 403\n    on: 2026-11-20\n"
        f"  - url: {host}/404\n    state: gone\n    code: 404\n    on: 2026-11-20\n"
        f"  - url: {host}/fine\n    state: ok\n    code: 200\n    on: 2026-11-20\n"
        f"  - url: {host}/moved\n    state: moved\n    code: 200\n    on: 2026-11-20\n    to: {host}/fine\n"
    )
    assert all(item.span.path != LINKS for item in pipeline.check(root).diagnostics)


def test_before_anybody_was_asked_it_is_said_how(root: Path) -> None:
    assert run(root, "--offline").stdout == "nothing is known of any address yet: 'casebook links' asks them\n"


def test_nobody_is_asked_again_before_it_is_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(root)
    Host.asked.clear()
    kept = (root / LINKS).read_bytes()
    assert run(root).stderr == ""
    assert (Host.asked, (root / LINKS).read_bytes()) == ({}, kept)
    today(monkeypatch, "2026-12-24")
    assert run(root).stderr == "asked 4 of 4\n"
    assert "    on: 2026-12-24\n    since: 2026-11-20\n" in (root / LINKS).read_text("utf-8")
    assert "gone (404, since 2026-11-20)" in run(root, "--offline").stdout


def test_a_run_that_is_broken_off_is_taken_up(root: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = visiting.Visitor.visit

    def interrupted(self: visiting.Visitor, address: str) -> visiting.Answer:
        if address.endswith("/fine"):
            raise KeyboardInterrupt
        return visit(self, address)

    monkeypatch.setattr(visiting.Visitor, "visit", interrupted)
    assert run(root).exit_code == 130
    assert f"{host}/404" in (root / LINKS).read_text("utf-8")
    monkeypatch.setattr(visiting.Visitor, "visit", visit)
    assert run(root).stderr in ("asked 2 of 4\n", "asked 1 of 4\n")


def test_what_the_catalog_has_no_more_is_forgotten(root: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run(root)
    (root / "docs/index.md").write_text("# A\n")
    bib = root / "cases/references.bib"
    bib.write_text(bib.read_text().replace(f"{host}/404", f"{host}/fine?2"))
    run(root)
    assert f"{host}/404" not in (root / LINKS).read_text("utf-8")


def test_copies_of_what_is_gone_are_asked_for(root: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives.copy_of, "__defaults__", (f"{host}/archive",))
    copy = f"https://web.archive.org/web/20200101000000/{host}/404"
    assert f"   add it as a copy: archiveurl = {{{copy}}}\n" in run(root, "--archive").stdout
    assert f"    archive: {copy}\n" in (root / LINKS).read_text("utf-8")


def test_an_archive_that_cannot_be_asked_is_none_without_copies(host: str) -> None:
    assert [archives.copy_of("https://example.org/404", "x", f"{host}/{page}") for page in ("404", "fine", "reset", "archive")] == [None] * 3 + [
        "https://web.archive.org/web/20200101000000/https://example.org/404"
    ]


def test_an_archive_that_does_not_answer_is_left_alone(root: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = root / "docs/gone.md"
    page.write_text("".join(f"- {host}/404?{number}\n" for number in range(6)), "utf-8")
    monkeypatch.setattr(archives.copy_of, "__defaults__", (f"{host}/500?archive",))
    assert run(root, "--archive").exit_code == 0
    assert sum(count for asked, count in Host.asked.items() if asked.startswith("GET /500?archive")) == 3


def test_an_address_that_none_can_be_is_not_asked(root: Path) -> None:
    page = root / "docs/odd.md"
    page.write_text("# Odd\n\nSee http://[odd/ and http://even.org/{x}/ there.\n", "utf-8")
    assert run(root).exit_code == 0
    kept = (root / LINKS).read_text("utf-8")
    assert "url: http://[odd/\n    state: refused" in kept and "even" not in kept


def test_without_a_network_nothing_is_learnt(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_arguments: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", none)
    result = run(root)
    assert (result.exit_code, result.output) == (2, "casebook: nobody answers: is there a network?\n")
    assert not (root / LINKS).exists()


def test_the_same_is_there_for_machines_and_for_an_issue(root: Path, host: str) -> None:
    run(root)
    found = {link["url"]: link for link in json.loads(run(root, "--offline", "--format", "json").stdout)["links"]}
    assert found[f"{host}/404"]["places"] == [
        {"path": "cases/references.bib", "line": 7, "column": 10, "of": "the source a404"},
        {"path": "docs/index.md", "line": 3, "column": 12, "of": "a link"},
    ]
    assert found[f"{host}/fine"] == {"url": f"{host}/fine", "state": "ok", "code": 200, "on": "2026-11-20", "places": []}
    markdown = run(root, "--offline", "--format", "markdown").stdout
    assert f"## Gone\n\n- [ ] `{host}/404` (`cases/references.bib`, line 7; `docs/index.md`, line 3): gone \\(404\\). look for it" in markdown


def test_the_page_of_a_source_says_that_its_address_leads_nowhere_and_where_a_copy_is(root: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives.copy_of, "__defaults__", (f"{host}/archive",))
    run(root, "--archive")
    (root / "mkdocs.yml").write_text("site_name: A\nplugins: [casebook]\ntheme: {name: material, font: false}\n")
    site = build.build(root, root / "site")
    page = (site / "sources/a404/index.html").read_text("utf-8")
    assert "On 20 November 2026 nothing was there any more." in page
    assert f'href="https://web.archive.org/web/20200101000000/{host}/404"' in page
    assert "nothing was there" not in (site / "sources/afine/index.html").read_text("utf-8")


def test_hosts_hear_who_asks(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: A\nsite_url: https://cases.example/\n")
    assert link_run.name(root).endswith(" (+https://cases.example/)")
    assert link_run.name(root).startswith("Casebook-links/")


def test_a_file_that_somebody_broke_is_told_of(root: Path) -> None:
    (root / LINKS).write_text("links:\n  - url: nowhere\n    state: dead\n    on: 2026-11-20\n")
    found = [(item.span.line, item.code) for item in pipeline.check(root).diagnostics if item.span.path == LINKS]
    assert found == [(2, "bad-value"), (3, "bad-value")]
