"""The form at /contribute/new/ in a real Chromium: what it writes is what a catalog takes, and a change leaves the rest of a file as it is."""

from __future__ import annotations

import difflib
import itertools
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from casebook.base import dates
from casebook.base.diagnostic import Severity
from casebook.checks import uncited_figure
from casebook.citing import source_keys
from casebook.contributing import fmt_yaml, import_reading
from casebook.publishing import build, pipeline
from casebook.reading.files import Text
from casebook.reading.yaml_events import parse
from casebook.records import advice_dates, advice_numbers
from casebook.records.advice import Advice
from casebook.records.models import models
from casebook.views import form as form_view
from casebook.views.form_words import form_words
from casebook.views.hosting import host_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route

from tests import axe
from tests.conftest import PROJECTS, copy_project
from tests.publishing.test_browser import open_page, serve

__all__ = ["serve"]  # a fixture

HOST = "repo_url: https://github.com/pilots/log\nedit_uri: edit/main/docs/\n"
SHOWN = ".cb-file pre code"
RULES = """\
rules:
  - id: known-company
    of: company
    severity: warning
    summary: A company is described in eight words, with an alias.
    requires: {words: {summary: 8}, count: {aliases: 1}}
  - {id: whole-accident, of: accident, summary: An accident names its ship., requires: {count: {ships: 1}}}
  - {id: seen-from-outside, of: accident, severity: warning, summary: It cites somebody who is no party to it., requires: {independent: 1}}
  - {id: like-accident, of: accident, severity: warning, summary: An accident leads to another one., requires: {links: 1}}
  - {id: page-of-the-list, of: accident, cites: saltmarsh2012, severity: warning, summary: A figure has its place., requires: {locator: p.}}
"""
# What YAML takes for something else, or trips over.
TRICKY = [
    ": ",
    "# no",
    "\"quoted\" and 'single'",
    "no",
    "2020",
    "- x",
    "a: b",
    "[[x",
    "{y}",
    "~",
    "1:20",
    "花の船 #1",
    "back\\slash",
    "%",
    "@at",
    "tail:",
    "y",
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog on a host that has a page for new files, in which a name is in Chinese characters."""
    root = copy_project(PROJECTS / "good/harbours", tmp_path_factory.mktemp("form") / "project")
    port = root / "cases/ports/greywick.yml"
    port.write_text(port.read_text().replace("[Old Greywick]", "[Old Greywick, 灰港]"))
    config = root / "mkdocs.yml"
    config.write_text(config.read_text() + HOST)
    (root / "cases/rules.yml").write_text(RULES)
    return root


@pytest.fixture(scope="module")
def form_site(root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    return serve(build.build(root, tmp_path_factory.mktemp("form-site") / "site"))


@pytest.fixture(scope="module")
def site_form(root: Path) -> dict[str, Any]:
    """What the form is made from."""
    return form_view.description(pipeline.site_of(root, pipeline.read(root)[0]))


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root, tmp_path / "project"))


@pytest.fixture
def form(chromium: Browser, form_site: str) -> Iterator[Callable[..., Page]]:
    """Open the form at a query; nothing may have gone wrong at the end, nor been asked of another host."""
    opened = []

    def start(query: str = "", width: int = 1440, scheme: str = "light", **more: bool) -> Page:
        page, troubles = open_page(chromium, f"{form_site}contribute/new/{query}", width, scheme, **more)
        page.set_default_timeout(10_000)
        page.locator("[data-place] > *").first.wait_for()
        opened.append((page, troubles))
        return page

    yield start
    for page, troubles in opened:
        page.context.close()
        assert troubles == []


def written(page: Page) -> str:
    """The file beside the form, when it has caught up with what was typed."""
    page.wait_for_timeout(350)
    return str(page.locator(SHOWN).first.text_content())


def choose(page: Page, label: str, typed: str, shown: str, within: str = "form") -> None:
    """Choose something by typing a part of it, by the keyboard alone."""
    field = page.locator(within).get_by_role("combobox", name=re.compile(rf"^{label}\b")).last
    field.fill("")
    field.press_sequentially(typed)
    page.locator(within).get_by_role("option", name=shown).first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")


def errors(project: Path) -> list[str]:
    return [str(found) for found in pipeline.check(project).diagnostics if found.severity is Severity.ERROR]


def in_layout(text: str, kind: str, project: Path) -> bool:
    return fmt_yaml.formatted(text, models(pipeline.read(project)[0].kinds).records[kind]).text == text


def unfold(page: Page, name: str) -> None:
    page.locator(f".cb-group > summary:has-text('{name}')").click()


# --- a new record ----------------------------------------------------------------------------------------------


def test_a_record_that_was_filled_in_passes_the_check(form: Callable[..., Page], project: Path) -> None:
    page = form("?kind=accident")
    page.get_by_label("Title", exact=False).first.fill('No: the "Kestrel" # sinks')
    page.get_by_label("Summary").fill("- She sank: [#crew] were on board, no one knows why.")
    unfold(page, "Facts")
    page.get_by_label("Kind").select_option("grounding")
    page.get_by_label("Date", exact=False).first.fill("2020")
    page.get_by_role("button", name="Add: Ships").click()
    choose(page, "Ship", "hero", "Heron")
    page.get_by_label("Role").last.select_option("harmed")
    unfold(page, "Figures and statements")
    page.get_by_role("button", name="Add: Claims").click()
    choose(page, "Measure", "people", "People on board")
    page.get_by_label("Value").fill("8")
    page.get_by_label("As of").fill("2020-03-02")
    page.get_by_label("Scope").fill("2020")
    choose(page, "Source", "grounding of the coaster", "inquiry1988")
    page.locator(".cb-group[open]").get_by_label("Place in it").fill("p. 2")
    page.get_by_label("Id", exact=False).last.fill("crew")
    page.get_by_role("button", name="Add another: Claims").click()
    page.get_by_label("A statement").last.check()
    page.get_by_label("Statement").last.fill('It was "no accident": 花の船 # sank')
    choose(page, "Source", "gazette1987", "gazette1987")
    page.locator(".cb-group[open]").get_by_label("Its few words for it").last.fill("no: 'it' sank")
    unfold(page, "The story")
    page.get_by_label("The voyage").fill("She left on a # day: [[heron]] saw it. [@inquiry1988, p. 2]\n\n- no: a list\n- 'quoted'")
    unfold(page, "From the log") if page.locator(".cb-group > summary:has-text('From the log')").count() else unfold(page, "What happened when")
    page.get_by_role("button", name="Add: From the log").click()
    page.locator("[data-route='log/0/date'] input").fill("2020-03~")
    page.locator("[data-route='log/0/text'] textarea").fill("- She is seen. [@gazette1987]")
    unfold(page, "About this record")
    page.get_by_role("button", name="Add: Other names").click()
    for place, text in enumerate(TRICKY):
        if place:
            page.get_by_role("button", name="Add another: Other names").click()
        page.locator("[data-route='aliases'] input").last.fill(text)
    text = written(page)
    (project / "cases/no-the-kestrel-sinks.yml").write_text(text, encoding="utf-8")
    assert errors(project) == []
    assert in_layout(text, "accident", project)
    said = parse(Text("x.yml", text)).data
    assert said["title"] == 'No: the "Kestrel" # sinks'
    assert said["aliases"] == [each.strip() for each in TRICKY] == yaml.safe_load(text)["aliases"]
    assert said["claims"][0] == {
        "id": "crew",
        "measure": "people-on-board",
        "value": 8,
        "as_of": "2020-03-02",
        "scope": "2020",
        "cite": "inquiry1988[p. 2]",
    }
    assert said["claims"][1]["cite"] == {"source": "gazette1987", "quote": "no: 'it' sank"}
    assert said["ships"] == [{"id": "heron", "role": "harmed"}]
    page.get_by_role("button", name="I am done: look it over").click()
    assert "Nothing is missing" in page.locator(".cb-count").inner_text()
    address = urlsplit(page.get_by_role("link", name="Open the page for a new file").get_attribute("href") or "")
    assert f"{address.netloc}{address.path}" == "github.com/pilots/log/new/main/cases"
    assert parse_qs(address.query) == {"filename": ["no-the-kestrel-sinks.yml"], "value": [text]}
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    assert download.value.suggested_filename == "no-the-kestrel-sinks.yml"
    assert Path(download.value.path()).read_text("utf-8") == text
    # What is too long for an address is copied.
    page.get_by_label("The voyage").fill("Long. " * 1500)
    page.get_by_role("button", name="I am done: look it over").click()
    assert page.get_by_role("link", name="Open the page for a new file").get_attribute("href") == (
        "https://github.com/pilots/log/new/main/cases?filename=no-the-kestrel-sinks.yml"
    )
    assert page.get_by_text("too long to be filled in").count() == 1


def test_what_is_wrong_is_said_beside_its_field_when_it_was_left(form: Callable[..., Page]) -> None:
    page = form("?kind=accident")
    assert page.locator(".cb-problem:visible").count() == 0
    title = page.get_by_label("Title", exact=False).first
    title.fill("Heron aground")
    page.get_by_label("Summary").fill("There were 12 on board of [[herron]].")
    page.get_by_label("Summary").blur()
    page.get_by_text("There is no", exact=False).first.wait_for()
    assert "The figure 12 has no source" in page.locator("[data-route='summary'] .cb-problem").inner_text()
    assert page.locator("[data-route='*id'] .cb-problem:visible").count() == 0
    page.get_by_role("button", name="I am done: look it over").click()
    page.get_by_text("is the id of another record").first.wait_for()
    assert page.locator(".cb-result").evaluate("result => result === document.activeElement")
    page.locator(".cb-result li a").first.click()
    assert page.evaluate("document.activeElement.id") == "f-_id"
    assert page.get_by_label("Id", exact=False).first.get_attribute("aria-invalid") == "true"


def test_what_the_project_itself_requires_is_said(form: Callable[..., Page]) -> None:
    page = form("?kind=company")
    page.get_by_label("Name", exact=False).first.fill("Tide and Sons")
    page.get_by_label("Summary").fill("They salvage ships.")
    page.get_by_role("button", name="I am done: look it over").click()
    told = page.locator("[data-route='summary'] .cb-problem")
    assert told.inner_text() == "A company is described in eight words, with an alias."
    page.get_by_label("Summary").fill("They salvage ships along the coast, in every weather.")
    page.get_by_label("Summary").blur()
    page.wait_for_timeout(400)
    assert told.inner_text() == ""
    assert page.get_by_text("with an alias").count() > 0


def test_rules_about_links_sources_and_places_are_told_as_the_check_tells_them(form: Callable[..., Page], project: Path) -> None:
    page = form("?kind=accident")
    page.locator("#f-title").fill("The Tern runs aground")
    page.get_by_label("Summary").fill("A ship ran aground.")
    page.locator(".cb-group > summary:has-text('Facts')").click()
    page.get_by_role("button", name="Add: Companies").click()
    choose(page, "Company", "salt", "Saltmarsh")
    page.locator("#f-companies-0-role").select_option("harmed")
    page.get_by_role("button", name="Add: Ships").click()
    choose(page, "Ship", "plov", "Plover")
    page.locator("#f-ships-0-role").select_option("helper")
    unfold(page, "Figures and statements")
    page.get_by_role("button", name="Add: Claims").click()
    choose(page, "Measure", "car", "Cargo")
    page.get_by_text("Counted in t. The weight of what was on board").wait_for()
    page.locator("#f-claims-0-value").fill("500")
    page.locator(".cb-rare > summary").first.click()
    page.locator("#f-claims-0-unit").fill("USD")
    choose(page, "Source", "saltm", "saltmarsh2012", "[data-route='claims/0/cite']")
    page.get_by_role("button", name="I am done: look it over").click()
    page.locator(".cb-result").get_by_text("An accident leads to another one.").wait_for()
    page.locator(".cb-result").get_by_text("no party to it.").wait_for()
    rules = page.locator(".cb-result li a[href*='/rules/']")
    told = {str(link.get_attribute("href")).rstrip("/").rpartition("/")[2] for link in rules.all()}
    said = page.locator(".cb-result").inner_text()
    assert "'USD' is no unit of weight: 'cargo' is in t." in said
    (project / "cases/the-tern-runs-aground.yml").write_text(written(page), encoding="utf-8")
    found = [one for one in pipeline.check(project).diagnostics if one.span and one.span.path.endswith("the-tern-runs-aground.yml")]
    assert {one.code for one in found} - {"unit-mismatch"} == told == {"seen-from-outside", "like-accident", "page-of-the-list"}
    page.locator("#f-claims-0-unit").fill("")
    page.locator("#f-claims-0-cite-0-place").fill("p. 3")
    page.get_by_role("button", name="Add another: Source").first.click()
    choose(page, "Source", "inquiry", "inquiry1988", "[data-route='claims/0/cite']")
    page.locator(".cb-group > summary:has-text('Where to read on')").click()
    page.locator("#f-related-add").click()
    choose(page, "Accident", "heron", "The Heron goes aground", "[data-field=related]")
    page.wait_for_timeout(500)
    assert rules.count() == 0


# --- sources ---------------------------------------------------------------------------------------------------


def test_a_pasted_source_and_one_by_hand_are_entries_that_the_catalog_takes(form: Callable[..., Page], project: Path) -> None:
    page = form("?source=1")
    page.get_by_label("Paste from a reference manager").fill(
        "TY  - NEWS\nAU  - Ode, Peter\nTI  - Salt & sand: 50% #lost\nT2  - Greywick Gazette\nDA  - 2020/03/02/\n"
        "UR  - https://gazette.example.org/salt_1\nER  -\n"
    )
    page.get_by_role("button", name="Take it over").click()
    page.get_by_role("button", name="Fill one in by hand").click()
    page.get_by_label("Title").last.fill("A {new} light: 100% dark")
    page.get_by_label("Authors").last.fill("Lund, Mary; Inquiry Office")
    page.get_by_label("Date").last.fill("2020")
    page.get_by_label("Address").last.fill("https://office.example.org/light")
    page.get_by_label("Read on").last.fill("2020-05-01")
    text = written(page)
    assert page.get_by_text("Kept as a draft").is_visible()
    bibliography = project / "cases/references.bib"
    bibliography.write_text(f"{bibliography.read_text('utf-8')}\n{text}", encoding="utf-8")
    assert errors(project) == []
    references = pipeline.read(project)[0].references
    assert references["ode2020"].title == "Salt & sand: 50% #lost"
    assert references["ode2020"].get("journaltitle") == "Greywick Gazette"
    assert references["lund2020"].title == "A new light: 100% dark"
    assert [name.literal or name.family for name in references["lund2020"].author] == ["Lund", "Inquiry Office"]
    page.get_by_label("Address").first.fill("https://www.saltmarsh.example.org/ships/?utm_source=x")
    page.get_by_label("Address").first.blur()
    page.get_by_text("It may be there already, as “saltmarsh2012”: the same address").first.wait_for()


def test_what_is_asked_for_before_the_bibliography_has_come_stays_in_its_order(form: Callable[..., Page]) -> None:
    page = form()
    # A slow connection: the list of sources comes after both buttons were pressed and the title was typed.
    held: list[Route] = []
    page.route("**/sources.json", lambda route: held.append(route))  # noqa: PLW0108 (a method of a list is not taken)
    page.goto(page.url.partition("?")[0] + "?source=1")
    page.get_by_label("Paste from a reference manager").fill("@misc{saltmarsh2012,\n  title = {Pasted},\n  date = {2012},\n}\n")
    page.get_by_role("button", name="Take it over").click()
    page.get_by_role("button", name="Fill one in by hand").click()
    page.get_by_label("Title").last.fill("By hand")
    assert held
    for route in held:
        route.continue_()
    page.wait_for_timeout(500)
    assert [box.input_value() for box in page.get_by_label("Title").all()] == ["Pasted", "By hand"]
    # That its key is another's is known by now.
    assert page.get_by_label("Key", exact=True).first.input_value() not in ("", "saltmarsh2012")


def test_a_record_and_its_new_source_go_together(form: Callable[..., Page], project: Path) -> None:
    page = form("?kind=ship")
    page.get_by_label("Name", exact=False).first.fill("Heron")
    page.get_by_label("Name", exact=False).first.blur()
    unfold(page, "About this record")
    page.locator("[data-route='cite']").get_by_role("button", name="The source is not there yet").click()
    page.get_by_label("Title").fill("The second Heron")
    page.get_by_label("Date").last.fill("2021")
    page.get_by_label("Address").last.fill("https://office.example.org/heron")
    choose(page, "Source", "second", "second")
    page.get_by_label("Name", exact=False).first.fill("The second Heron")
    text, entry = written(page), str(page.locator(SHOWN).nth(1).text_content())
    (project / "cases/ships/the-second-heron.yml").write_text(text, encoding="utf-8")
    bibliography = project / "cases/references.bib"
    bibliography.write_text(f"{bibliography.read_text('utf-8')}\n{entry}", encoding="utf-8")
    assert errors(project) == []
    page.get_by_role("button", name="I am done: look it over").click()
    steps = page.locator(".cb-steps > li")
    assert steps.locator("b").all_inner_texts() == ["cases/ships/the-second-heron.yml", "Where your proposal is", "cases/references.bib", "Send it"]
    assert page.get_by_role("link", name="Open the bibliography").count() == 0
    # Whoever has made the first step says where it led, as the address of the page or by a name.
    where = page.get_by_label("Address of the page you are on")
    where.fill("https://github.com/pilots/log/pull/12")
    page.get_by_text("That does not say where your copy is").wait_for()
    assert where.get_attribute("aria-invalid") == "true"
    where.fill("https://github.com/pilots/log/compare/main...Ann:log:patch-3?quick_pull=1 ")
    assert links(page) == [
        "https://github.com/Ann/log/edit/patch-3/cases/references.bib",
        "https://github.com/Ann/log/upload/patch-3/cases",
        "https://github.com/pilots/log/compare/main...Ann:log:patch-3?expand=1",
    ]
    # What is done stays done when somebody comes back.
    page.get_by_role("checkbox", name="Done: cases/ships/the-second-heron.yml").check()
    page.reload()
    page.get_by_role("button", name="I am done: look it over").click()
    assert page.get_by_role("checkbox", name="Done: cases/ships/the-second-heron.yml").is_checked()
    assert len(links(page)) == 3


def links(page: Page) -> list[str]:
    """Where the steps behind the second one lead."""
    return [str(link.get_attribute("href")) for link in page.locator(".cb-steps > li:nth-child(n + 3) a").all()]


# --- corrections -----------------------------------------------------------------------------------------------


def test_a_correction_changes_its_line_alone(form: Callable[..., Page], project: Path) -> None:
    page = form("?edit=heron-aground&kind=accident&claim=on-board")
    value = page.locator("[data-route='claims/1/value'] input").first
    assert value.evaluate("input => input === document.activeElement")
    assert value.input_value() == "8"
    value.fill("9")
    before, after = (project / "cases/heron-aground.yml").read_text("utf-8"), written(page)
    changed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert changed == ["-     value: 8", "+     value: 9"]
    assert page.locator(".cb-file mark").all_text_contents() == ["    value: 9"]
    page.get_by_role("button", name="I am done: look it over").click()
    page.get_by_role("button", name="Write it down").click()
    page.locator("[data-route='corrections/1/why'] textarea").fill("Counted again.")
    after = written(page)
    assert "what: claims/on-board" in after
    (project / "cases/heron-aground.yml").write_text(after, encoding="utf-8")
    assert errors(project) == []
    link = page.get_by_role("link", name="Open the file for editing")
    page.get_by_role("button", name="I am done: look it over").click()
    assert link.get_attribute("href") == "https://github.com/pilots/log/edit/main/cases/heron-aground.yml"


def test_every_figure_leads_to_the_form(chromium: Browser, form_site: str) -> None:
    page, _ = open_page(chromium, f"{form_site}accidents/heron-aground/#on-board")
    page.get_by_role("link", name="Correct this").and_(page.locator("[href$='claim=on-board']")).press("Enter")
    page.locator("[data-route='claims/1/value'] input").first.wait_for()
    assert page.get_by_role("heading", name="Correct: The Heron goes aground").is_visible()
    page.context.close()


# --- drafts, phones, people without JavaScript -----------------------------------------------------------------


def test_a_draft_survives_and_can_be_thrown_away(form: Callable[..., Page]) -> None:
    page = form("?kind=ship")
    page.get_by_label("Name", exact=False).first.fill("The Tern")
    page.get_by_text("Kept as a draft").wait_for()
    page.goto(page.url.partition("?")[0])
    page.get_by_role("link", name="The Tern").click()
    assert page.get_by_label("Name", exact=False).first.input_value() == "The Tern"
    page.reload()
    page.get_by_label("Name", exact=False).first.wait_for()
    assert page.get_by_label("Name", exact=False).first.input_value() == "The Tern"
    page.get_by_role("button", name="Choose something else").click()
    page.get_by_role("button", name="Delete: The Tern").click()
    assert page.get_by_role("link", name="The Tern").count() == 0


def test_a_browser_that_keeps_nothing_is_said_to(chromium: Browser, form_site: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })")
    page.goto(f"{form_site}contribute/new/?kind=ship")
    page.get_by_label("Name", exact=False).first.fill("The Tern")
    page.get_by_text("This browser keeps no draft").wait_for()
    assert written(page) == "name: The Tern\n"
    context.close()


def test_a_phone_and_a_keyboard_are_enough(form: Callable[..., Page]) -> None:
    page = form("?kind=ship", 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # Whoever comes here begins at the form.
    page.locator(".cb-form h2:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type("The Tern")
    for _step in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.cb-group summary')?.textContent.includes('Facts') ?? false"):
            break
    page.keyboard.press("Enter")
    for _step in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role') === 'combobox'"):
            break
    page.keyboard.type("salt")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    for _step in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.cb-file > summary')"):
            break
    page.locator(".cb-file > summary:focus", has_text="cases/ships/the-tern.yml").wait_for()
    page.keyboard.press("Enter")
    assert page.locator(SHOWN).first.is_visible()
    assert "name: The Tern" in written(page)
    assert "saltmarsh-line" in written(page)


def test_a_tap_is_not_lost_when_a_message_moves_what_is_tapped(form: Callable[..., Page]) -> None:
    page = form("?kind=accident", 390, has_touch=True, is_mobile=True)
    page.locator(".cb-group > summary:has-text('Facts')").tap()
    date, problem = page.get_by_label("Date", exact=False).first, page.locator("[data-route='date'] .cb-problem")
    for number, (text, says) in enumerate([("03/04/2014", True), ("March 2014", False)], start=1):
        date.fill(text)
        page.get_by_role("button", name=re.compile("Add.*: Ships")).tap()
        page.locator(f"[data-route='ships'] .cb-row:nth-child({number})").wait_for()
        problem.wait_for(state="visible" if says else "hidden")
    # A touch that became a scroll holds no message back.
    date.fill("none")
    page.locator(".cb-form").dispatch_event("pointerdown", {"pointerType": "touch"})
    page.locator(".cb-form").dispatch_event("pointercancel", {"pointerType": "touch"})
    date.blur()
    problem.wait_for()


def test_the_last_words_are_kept_when_the_page_is_left(form: Callable[..., Page]) -> None:
    page = form("?kind=ship")
    page.get_by_label("Name", exact=False).first.fill("The Tern")
    page.goto(page.url.partition("?")[0])
    page.get_by_role("link", name="The Tern").wait_for()


def test_what_has_no_record_yet_is_begun_from_where_it_is_named(form: Callable[..., Page], project: Path) -> None:
    page = form("?kind=ship", 390, has_touch=True, is_mobile=True)
    page.get_by_label("Name", exact=False).first.fill("The Tern")
    unfold(page, "Facts")
    owner = page.get_by_role("combobox", name="Owner").first
    owner.press_sequentially("Nobody & Sons")
    page.get_by_role("option", name="a new company").tap()
    # A source that is new, too, may be that company's.
    page.locator(".cb-group > summary:has-text('Sources that are not there yet')").tap()
    page.get_by_role("button", name="Fill one in by hand").tap()
    page.locator("#s-0-title").fill("A list")
    page.locator("#s-0-publisherid").press_sequentially("Nobody")
    page.get_by_role("option", name="Nobody & Sons").first.tap()
    page.locator("#s-0-publisherid-problem", has_text="is a draft of yours").wait_for()
    assert page.locator("#s-0-publisherid").get_attribute("aria-invalid") is None
    unfold(page, "About this record")
    choose(page, "Source", "list", "A list", "[data-route='cite']")
    page.get_by_role("button", name="I am done: look it over").tap()
    page.get_by_role("heading", name="What goes along").wait_for()
    result = page.locator(".cb-result")
    assert "Nobody & Sons · Company or office · One thing is missing or wrong." in result.inner_text()
    assert result.get_by_text("Hand it over all the same").is_visible()
    result.get_by_role("link", name="Nobody & Sons").tap()
    page.get_by_label("Summary").fill("They own nothing.")
    page.get_by_role("button", name="I am done: look it over").tap()
    page.get_by_role("link", name="Go there").tap()
    page.get_by_role("heading", name="A new ship").wait_for()
    page.get_by_role("button", name="I am done: look it over").tap()
    page.get_by_text("Company or office · Nothing is missing.").wait_for()
    page.locator(".cb-all > summary").tap()
    with page.expect_download() as found:
        page.get_by_role("button", name="Download everything").tap()
    assert found.value.suggested_filename == "the-tern.zip"
    with zipfile.ZipFile(found.value.path()) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["cases/ships/the-tern.yml", "cases/companies/nobody-sons.yml", "cases/references.bib"]
        archive.extractall(project)
    assert errors(project) == []


def test_what_another_tab_has_written_is_not_written_over(form: Callable[..., Page]) -> None:
    page = form("?kind=ship")
    page.get_by_label("Name", exact=False).first.fill("The Tern")
    page.wait_for_url("**/?draft=*")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Name", exact=False).first.fill("The Tern, of Greywick")
    other.get_by_text("Kept as a draft in this browser").wait_for(state="attached")
    page.get_by_label("Name", exact=False).first.fill("The Arctic Tern")
    page.get_by_text("changed in another tab").first.wait_for(state="attached")
    page.goto(page.url.partition("?")[0])
    assert sorted(page.locator(".cb-drafts a").all_inner_texts()) == ["The Arctic Tern", "The Tern, of Greywick"]


def test_a_text_names_a_figure_by_a_tap(form: Callable[..., Page]) -> None:
    page = form("?kind=accident", 390, has_touch=True, is_mobile=True)
    unfold(page, "The story")
    voyage = page.locator("[data-route='story/voyage']")
    voyage.get_by_role("button", name="+ figure").tap()
    voyage.get_by_text("Write the figure down first").wait_for()
    unfold(page, "Figures and statements")
    page.get_by_role("button", name="Add: Claims").tap()
    page.locator("[data-route='claims/0/id'] input").fill("crew")
    voyage.locator("textarea").fill("She had")
    voyage.get_by_role("button", name="+ figure").tap()
    page.get_by_role("option", name="crew").tap()
    assert voyage.locator("textarea").input_value() == "She had [#crew]"
    page.get_by_role("button", name="I am done: look it over").tap()
    told = page.locator(".cb-result").inner_text()
    assert "Where does it say so?" in told
    assert "An accident names its ship." in told
    assert "needed" in str(page.locator("[data-route='ships'] > legend").text_content())


def test_what_is_wrong_with_a_source_is_said_at_its_field(form: Callable[..., Page]) -> None:
    page = form("?source=1", 390)
    page.get_by_role("button", name="Fill one in by hand").click()
    for name, text, says in [
        ("date", "spring, perhaps", "is no date"),
        ("url", "example", "A whole address"),
        ("publisherid", "No", "no record “No”"),
    ]:
        field = page.locator(f"#s-0-{name}")
        field.fill(text)
        field.blur()
        page.locator(f"#s-0-{name}-problem", has_text=says).wait_for()
        assert field.get_attribute("aria-invalid") == "true"


def test_the_focus_goes_on_where_something_was_taken(form: Callable[..., Page]) -> None:
    page = form("?source=1")
    page.get_by_role("button", name="Fill one in by hand").press("Enter")
    page.locator("#s-0-title").press_sequentially("Salt")
    page.locator("#s-0-title").press("Tab")
    for typed, there in [("12 September 2022", "s-0-url"), ("03/02/2020", None)]:
        page.locator("#s-0-date").fill("")
        page.locator("#s-0-date").press_sequentially(typed)
        page.wait_for_timeout(300)
        page.locator("#s-0-date").press("Tab")
        page.wait_for_timeout(300)
        if there:
            assert page.evaluate("document.activeElement.id") == there
    # What is asked can be answered by the keyboard, and the field has the focus again.
    assert page.evaluate("document.activeElement.textContent") == "Write 2020-02-03"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("[document.activeElement.id, document.activeElement.value]") == ["s-0-date", "2020-03-02"]


def test_without_javascript_the_page_says_what_to_do(chromium: Browser, form_site: str) -> None:
    page, _ = open_page(chromium, f"{form_site}contribute/new/", javascript=False)
    assert page.get_by_text("The form needs JavaScript").is_visible()
    assert page.get_by_role("link", name="Tell it in words").get_attribute("href") == "https://github.com/pilots/log/issues/new/choose"
    assert page.locator("[data-write]").is_hidden()
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_in_any_state(form: Callable[..., Page], width: int, scheme: str) -> None:
    page = form("", width, scheme)
    assert axe.violations(page) == []
    page = form("?edit=heron-aground&kind=accident&claim=cargo", width, scheme)
    page.evaluate("document.querySelectorAll('.cb-write details').forEach(one => { one.open = true; })")
    page.locator("[data-route='claims/0/value'] input").first.fill("38O")
    page.get_by_role("button", name="Fill one in by hand").click()
    page.get_by_role("button", name="I am done: look it over").click()
    # All that is said and shown of handing over.
    page.evaluate("document.querySelectorAll('.cb-write details').forEach(one => { one.open = true; })")
    page.locator("#h-where").fill("ann")
    page.evaluate("document.querySelectorAll('.cb-write details').forEach(one => { one.open = true; })")
    field = page.get_by_role("combobox", name="Measure needed").first
    field.fill("c")
    page.locator(".cb-combo [role=option]:visible").first.wait_for()
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# --- what the scripts know is what the program knows -----------------------------------------------------------


@pytest.fixture(scope="module")
def scripts(chromium: Browser, form_site: str) -> Iterator[Callable[[str, str, object], object]]:
    """Call something of a script: its file, an expression of the module `it` and what is `given`, and that."""
    page, _ = open_page(chromium, f"{form_site}contribute/new/")

    def call(name: str, expression: str, given: object) -> object:
        module = f"{form_site}assets/casebook/form/{name}.js"
        return page.evaluate(f"async ([module, given]) => {{ const it = await import(module); return {expression}; }}", [module, given])

    yield call
    page.context.close()


# What no file may hold is refused before it is written.
_ANY = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=8)
_TEXTS = st.one_of(st.sampled_from(TRICKY), st.text(st.sampled_from("abN01 :#-,[]{}'\"\\!&*%@`|>?~.=花\n\t"), max_size=14), _ANY)


@settings(
    deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(_TEXTS, min_size=60, max_size=60))
def test_every_text_is_read_back_as_it_was_typed(scripts: Callable[[str, str, object], object], texts: list[str]) -> None:
    both = scripts("scalars", "given.map(text => [it.scalar(text), it.scalar(text, true)])", texts)
    assert isinstance(both, list)
    for text, (plain, flow) in zip(texts, both, strict=True):
        content = f"a: {plain}\nb: [{flow}, {{c: {flow}}}]\n"
        assert parse(Text("x.yml", content)).data == {"a": text, "b": [text, {"c": text}]}
        assert fmt_yaml.formatted(content).text == content
        try:
            assert yaml.safe_load(content) == {"a": text, "b": [text, {"c": text}]}
        except AssertionError:
            # A day is a date to readers of YAML 1.1, and stays so written.
            assert str(yaml.safe_load(content)["a"]) == text
    assert scripts("reading", "given.map(text => it.data(it.read(`a: ${text}\\n`)).a)", [plain for plain, _flow in both]) == texts


def test_every_record_is_read_and_written_as_it_says(scripts: Callable[[str, str, object], object], root: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((root / "cases").rglob("*.yml"))]
    plain = [yaml.load(text, Loader=yaml.BaseLoader) for text in texts]
    assert scripts("reading", "given.map(text => it.data(it.read(text)))", texts) == plain


# What somebody may do to a record.
EDITS = r"""
value.title = 'No: # x'
value.aliases = ['no', '2020']
delete value.summary
value.claims.splice(1, 1)
value.claims.reverse()
delete value.claims[0].note; value.claims[0].value = {from: '1', to: '2'}
value.claims[0].cite = ['gazette1987', 'inquiry1988[p. 3]']
value.claims.push({statement: 'x '.repeat(120).trim(), id: 'last', cite: {source: 'gazette1987', quote: 'a: b'}})
value.ships.push({id: 'curlew', role: 'helper'})
value.story = {findings: 'One.\n\n- two: 3'}
value.reviewed = {on: '2020-02-04', by: 'A. B'}
delete value.claims
""".strip().split("\n")
CHANGED = """async ([folder, texts, edits, form]) => {
  const [{ data, read }, { tidied, writer }] = await Promise.all(["reading", "writing"].map((name) => import(`${folder}${name}.js`)));
  const { fields } = form.kinds.find((kind) => kind.name === "accident");
  return texts.map((text) => edits.map((edit) => {
    const value = tidied(data(read(text)));
    new Function("value", edit)(value);
    const { text: made, isWhole } = writer(form.parts).changed(text, value, fields);
    return [tidied(value), made, isWhole];
  }));
}"""


def stripped(value: Any) -> Any:
    """Data without blanks around its texts, which no record keeps."""
    if isinstance(value, dict):
        return {name: stripped(part) for name, part in value.items()}
    return [stripped(part) for part in value] if isinstance(value, list) else value.strip()


def test_a_change_is_made_within_the_lines_of_a_file(chromium: Browser, form_site: str, root: Path) -> None:
    # Without the page's policy, which lets nothing be evaluated.
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{form_site}contribute/new/")
    catalog = pipeline.read(root)[0]
    model = models(catalog.kinds).records["accident"]
    plain = fmt_yaml.formatted((root / "cases/heron-aground.yml").read_text("utf-8"), model).text
    noted = plain.replace("claims:\n", "# Of the claims.\nclaims:  # Of them, behind.\n").replace(
        "    value: 8\n", "    # Of eight.\n    value: 8  # Of it, behind.\n"
    )
    texts = [plain, f"# Of the file.\n\n# Of the title.\n{noted}"]
    form = form_view.description(pipeline.site_of(root, catalog))
    made = page.evaluate(CHANGED, [f"{form_site}assets/casebook/form/", texts, EDITS, form])
    context.close()
    for text, results in zip(texts, made, strict=True):
        for edit, (value, after, is_whole) in zip(EDITS, results, strict=True):
            assert not is_whole, edit
            assert stripped(yaml.load(after, Loader=yaml.BaseLoader)) == value, edit
            assert fmt_yaml.formatted(after, model).text == after, edit
            if "claims" not in edit or "[0]" in edit:
                assert sorted(re.findall(r"# Of.*", after)) == sorted(re.findall(r"# Of.*", text)), edit
            if edit not in ("value.claims.reverse()", "delete value.claims"):
                gone = [line for line in difflib.ndiff(text.splitlines(), after.splitlines()) if line[0] == "-"]
                assert len(gone) <= 8, edit


DATES = [
    "2020",
    "2020-02-29",
    "2019-02-29",
    "2020-13",
    "2020~",
    "2020/..",
    "../2020-03",
    "../..",
    "2020-03/2020-01",
    "2020/2021/2022",
    "0000",
    "March 2020",
    "2020-3",
    "20",
]
DATES += ["2020-03-02/2020-03", "~2020", "2020/", "/2020", "2020-04-31", "2020-04-30~/2020-05"]
FIGURES = [
    "There were 12.",
    "In 2020 it was cold.",
    "On 3 March it rained.",
    "12 [@a]",
    "12 and [#b]",
    "- 12\n- [@a]",
    "one\n\n5%",
    "[[x2]] has none",
    "[12](https://x.org/5)",
    "v1 is a name",
]


def test_dates_and_figures_are_judged_alike(scripts: Callable[[str, str, object], object]) -> None:
    def is_date(text: str) -> bool:
        try:
            dates.parse(text)
        except ValueError:
            return False
        return True

    assert scripts("dates", "given.map(text => it.moment(text) === null)", DATES) == [is_date(text) for text in DATES]
    expected = [bool(list(uncited_figure._uncited(text))) for text in FIGURES]
    assert scripts("figures", "given.map(text => it.figureIn(text) !== '')", FIGURES) == expected


# What people type, on both sides of what is certain; the scripts know the most frequent forms of it.
NUMBERS = [
    *(
        "4 million",
        "3.385 million",
        "€10,182,126",
        "£32.7m",
        "$4 million",
        "US$500",
        "USD 4000",
        "5.36%",
        "5 per cent",
        "99.76 %",
        "-5%",
        "1.2 crore",
    ),
    *(
        "2千万",
        "约200万",
        "3万",
        "超过2010万元",
        "2010余万",
        "4万元",
        "１２３",
        "53，000",
        "¥500",
        "20,000+",
        "<5",
        "~500",
        "more than 20,000",
        "up to 500",
    ),
    *("53,000", "1,250", "1.250", "12,5", "1 234 567", "12,34,567", "1.234.567", "1,234,567.8", "500-600", "10-20 million", "7–9 million", "7 to 9"),
    *(
        "£1.4m to £1.5m",
        "about 7–9",
        "17 million",
        "1.5k",
        "30 thousand",
        "200 km",
        "12 hours",
        "half",
        "six",
        "6,744 jin",
        "“53,000”",
        "5 m",
        "+20%",
        "at least 5",
    ),
]
DATES = [
    *("June 3, 2021", "3 June 2021", "3rd of June 2021", "June 2021", "Sept 2019", "30 Nov 2026", "Monday, 2 March 2020", "märz 2020", "mars 2020"),
    *("2021年6月3日", "2021年6月", "２０２０年", "03/02/2020", "13/02/2020", "30.11.2026", "2020/3/2", "2020.03.02", "20200302", "2020-3", "12/2019"),
    *("c. 2020", "about March 2020", "2014-2015", "2014–15", "2014 to 2021", "from 2014 to 2016", "between 2014 and 2016", "March–April 2020"),
    *("2–5 March 2020", "29-31 October 2021", "March 2 to April 5, 2020", "since 2014", "2014-", "2014–present", "2014年以来", "summer 2020"),
    *("early 2020", "3/2/20", "31 June 2020", "spring, perhaps"),
]


def told(advice: Advice | None) -> list[str]:
    """An advice as the scripts give it: what is taken at once, or what is said."""
    if advice is None:
        return []
    if not advice.is_safe:
        why = str(advice.why)
        return [f"{why[0].upper()}{why[1:]}: {advice.help}."] if advice.help else []
    beside = {name: text.strip('"') for name, text in advice.beside}
    ends = re.findall(r"[-0-9.]+", advice.instead) if advice.instead.startswith("{") else [advice.instead, ""]
    return [*ends, beside.get("unit", ""), beside.get("bound", "")]


def test_what_people_type_is_read_as_the_check_reads_it(scripts: Callable[[str, str, object], object], site_form: dict[str, Any]) -> None:
    say = "say: (word, values) => given[1].words[word].replace(/\\{(\\w+)\\}/g, (_all, name) => values[name])"
    expression = (
        f"given[0].map(([type, text]) => {{ const read = it.meant(type, text, given[1]); if (!read) return [];"
        f"if (read.word) return [it.refused(type, text, {{ form: given[1], {say} }}, '').text];"
        "return read.isSafe ? [read.value, read.to ?? '', read.unit ?? '', read.bound ?? ''] : []; })"
    )
    given = [["amount", text] for text in NUMBERS] + [["date", text] for text in DATES]
    found = scripts("meant", expression, [given, site_form])
    assert isinstance(found, list)
    for (kind, text), own in zip(given, found, strict=True):
        wanted = told(advice_numbers.advise(text) if kind == "amount" else advice_dates.advise(text))
        assert own == wanted, text


def test_what_is_certain_is_taken_and_the_rest_is_asked(form: Callable[..., Page]) -> None:
    page = form("?kind=accident", 390, has_touch=True, is_mobile=True)
    page.locator("#f-_id").fill("The Tern’s End! ")
    page.locator("#f-_id").blur()
    page.get_by_text("“The Tern’s End!” is taken for the-terns-end.").first.wait_for()
    unfold(page, "Figures and statements")
    page.get_by_role("button", name="Add: Claims").tap()
    for name, text in [("value", "about 2千万 "), ("as_of", "03/02/2020")]:
        page.locator(f"#f-claims-0-{name}").fill(text)
        page.locator(f"#f-claims-0-{name}").blur()
    page.get_by_text("“about 2千万” is taken for 20000000, about.").last.wait_for()
    page.get_by_text("This date can be read in two ways").wait_for()
    page.get_by_role("button", name="Write 2020-03-02").tap()
    assert yaml.safe_load(written(page))["claims"] == [{"value": 20000000, "bound": "about", "as_of": date(2020, 3, 2)}]
    page.locator("#f-claims-0-value").fill("$4.5 million")
    page.locator("#f-claims-0-value").blur()
    page.get_by_role("button", name="Write 4500000, USD").tap()
    assert yaml.safe_load(written(page))["claims"][0]["value"] == 4500000
    page.locator(".cb-group > summary:has-text('Sources that are not there yet')").tap()
    page.get_by_role("button", name="Fill one in by hand").tap()
    for name, text, made in [
        ("date", "April 2018", "2018-04"),
        ("url", "www.example.org/a ", "https://www.example.org/a"),
        ("langid", "German", "de"),
    ]:
        page.locator(f"#s-0-{name}").fill(text)
        page.locator(f"#s-0-{name}").blur()
        page.get_by_text(f"is taken for {made}.").last.wait_for()
        assert page.locator(f"#s-0-{name}").input_value() == made
    # The same is asked, and can be answered, where all is looked over.
    page.locator("#f-claims-0-value").fill("1,250")
    page.get_by_role("button", name="I am done: look it over").tap()
    page.locator(".cb-result").get_by_role("button", name="Write 1250").tap()
    assert page.locator("#f-claims-0-value").input_value() == "1250"
    page.locator(".cb-result").get_by_text("Nothing cites the source").wait_for()


@pytest.mark.parametrize(
    ("repository", "edit", "given", "pages"),
    [
        (
            "https://github.com/o/r",
            "edit",
            "ann",
            "https://github.com/ann/r/edit/patch-1/x https://github.com/o/r/compare/main...ann:r:patch-1?expand=1",
        ),
        (
            "https://github.com/o/r",
            "edit",
            "github.com/ann/copy/tree/pears",
            "https://github.com/ann/copy/edit/pears/x https://github.com/o/r/compare/main...ann:copy:pears?expand=1",
        ),
        (
            "https://github.com/o/r",
            "edit",
            "https://github.com/o/r/compare/main...patch-1",
            "https://github.com/o/r/edit/patch-1/x https://github.com/o/r/compare/main...o:r:patch-1?expand=1",
        ),
        ("https://github.com/o/r", "edit", "https://example.org/ann/r/tree/pears", ""),
        ("https://github.com/o/r", "edit", "my proposal", ""),
        (
            "https://gitlab.com/g/s/r",
            "-/edit",
            "https://gitlab.com/ann/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=p-7",
            "https://gitlab.com/ann/r/-/edit/p-7/x https://gitlab.com/ann/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=p-7",
        ),
        ("https://gitlab.com/g/s/r", "-/edit", "ann", ""),
        (
            "https://codeberg.org/o/r",
            "_edit",
            "Ann",
            "https://codeberg.org/Ann/r/_edit/ann-patch-1/x https://codeberg.org/o/r/compare/main...Ann/r:ann-patch-1",
        ),
        (
            "https://codeberg.org/o/r",
            "_edit",
            "https://codeberg.org/o/r/compare/main...ann/r:pears",
            "https://codeberg.org/ann/r/_edit/pears/x https://codeberg.org/o/r/compare/main...ann/r:pears",
        ),
    ],
)
def test_further_files_join_the_proposal_that_was_begun(
    scripts: Callable[[str, str, object], object], repository: str, edit: str, given: str, pages: str
) -> None:
    host = host_of(f"{repository}/{edit}/main/")
    assert host is not None
    expression = "(own => own ? `${it.pagesOf(given[0], own).edit('x')} ${it.pagesOf(given[0], own).send}` : '')(it.proposalOf(given[1], given[0]))"
    assert scripts("hosts", expression, [asdict(host), given]) == pages


def test_keys_are_made_in_the_habit_of_the_bibliography(scripts: Callable[[str, str, object], object]) -> None:
    entries = (
        "@article{x,\n  author = {van der Berg, Anna},\n  title = {The Great Salt Fire},\n  date = {2020-03},\n}\n",
        "@online{x,\n  title = {[A report on the fire]},\n  url = {https://news.salt-post.co.uk/a},\n  date = {2020},\n}\n",
        "@misc{x,\n  title = {盐},\n  titleaddon = {[Salt burns]},\n  date = {2020},\n}\n",
    )
    habits = (["a2019", "b2020", "c2021"], ["Ode2019Salt", "Lund1990Sea", "Berg2001Sand"], ["ode_salt_2019", "lund_sea_1990", "berg_sand_2001"])
    for entry, keys in itertools.product(entries, habits):
        (candidate,) = import_reading.read(entry, "bibtex", "x.bib")
        habit = source_keys.habit_of(keys)
        made = scripts("bibtex", "it.keyFor(it.pasted(given[0])[0], given[1], new Set(given[2]))", [entry, asdict(habit), []])
        assert made == source_keys.make(candidate.reference, habit, set())


def test_every_word_that_the_scripts_say_is_given_to_them() -> None:
    given = form_words(str)
    scripts = Path(form_words.__code__.co_filename).parent.parent / "theme/assets/casebook/form"
    said = {word for path in scripts.glob("*.js") for word in re.findall(r'\bsay\("(\w+)"', path.read_text("utf-8"))}
    assert len(said) > 50
    assert said - set(given) == set()
