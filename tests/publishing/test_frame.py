"""The frame around every page, in a real Chromium: what it loads, its policy, its drawer and palette, and a project's own templates."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.cli import main
from casebook.publishing import build, policy
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests import axe
from tests.conftest import PROJECTS, copy_project, with_mkdocs
from tests.publishing.test_browser import KINDS, Visit, open_page, serve, site, visit
from tests.publishing.test_search import ask
from tests.publishing.test_seeing import PAGES

__all__ = ["serve", "site", "visit"]  # fixtures

LIGHT, DARK = "rgb(251, 250, 246)", "rgb(22, 21, 19)"
# What a page's policy refuses is told to the page itself; gathered before anything of it runs.
GATHER = """window.refused = [];
document.addEventListener('securitypolicyviolation', event => refused.push(`${event.violatedDirective} ${event.blockedURI}`))"""


def watched(browser: Browser, width: int = 1440, scheme: str = "light") -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    context.add_init_script(GATHER)
    return context


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def built(name: str, folder: Path, change: Callable[[Path], None] = lambda _root: None) -> Path:
    root = with_mkdocs(copy_project(PROJECTS / name, folder / "project"))
    change(root)
    return build.build(root)


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("good/handwritten", tmp_path_factory.mktemp("by-hand"))


@pytest.fixture(scope="module")
def hand(by_hand: Path, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    # Below the root of its host, as its site_url has it.
    top = tmp_path_factory.mktemp("host")
    shutil.copytree(by_hand, top / "catalog")
    return f"{serve(top)}catalog/"


# --- what is loaded --------------------------------------------------------------------------------------------


def test_the_first_view_of_a_case_is_small(chromium: Browser, site: str, built_site: Path) -> None:
    page, troubles = open_page(chromium, f"{site}cases/wesee-flowers/")
    page.wait_for_load_state("networkidle")
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname.slice(1))")
    page.context.close()
    sizes = {
        name: len(content) if name.endswith(".woff2") else len(gzip.compress(content, 9))
        for name in ["cases/wesee-flowers/index.html", *names]
        for content in [(built_site / name).read_bytes()]
    }
    assert troubles == []
    assert sum(sizes.values()) < 80_000, sizes
    assert all(name.startswith("assets/casebook/") for name in names)


def test_a_site_has_nothing_of_material_and_pages_load_what_they_need(by_hand: Path) -> None:
    files = {path.relative_to(by_hand).as_posix() for path in (by_hand / "assets").rglob("*") if path.is_file()}
    assert {name for name in files if not name.startswith("assets/casebook/")} == {"assets/images/favicon.png"}
    plain, full = (by_hand / "index.html").read_text(), (by_hand / "everything/index.html").read_text()
    assert "extras." not in plain.partition("<body>")[0]
    assert "extras." not in (by_hand / "cases/apples/index.html").read_text()
    assert ("extras.css" in full, "extras.js" in full) == (True, True)
    assert len(list((by_hand / "assets/casebook/own").iterdir())) == 3


def test_no_page_asks_another_host(chromium: Browser, tmp_path: Path, serve: Callable[[Path], str]) -> None:
    for index, repository in enumerate(("https://github.com/example/hand", "https://gitlab.com/example/hand", "https://codeberg.org/example/hand")):

        def change(root: Path, repository: str = repository) -> None:
            config = root / "mkdocs.yml"
            config.write_text(config.read_text().replace("https://github.com/example/hand", repository))

        home = serve(built("good/handwritten", tmp_path / str(index), change))
        context = watched(chromium)
        page, asked = context.new_page(), []
        page.on("request", lambda request, home=home, asked=asked: request.url.startswith(home) or asked.append(request.url))
        for address in ("", "cases/apples/", "everything/"):
            page.goto(home + address)
            page.wait_for_load_state("networkidle")
        assert asked == []
        expect(page.locator(".cb-footer a", has_text="Code")).to_have_attribute("href", repository)
        context.close()


# --- the policy ------------------------------------------------------------------------------------------------


def directives(html: str) -> dict[str, list[str]]:
    """A page's policy, as the sources of each directive."""
    text = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert len(text) == 1
    return {name: sources for name, *sources in (part.split() for part in text[0].split(";"))}


@pytest.mark.parametrize("address", [*KINDS, "cases/apple-sale/"])
def test_every_page_says_its_policy_before_anything_is_loaded(built_site: Path, tmp_path: Path, address: str) -> None:
    folder = built("good/complete", tmp_path) if address == "cases/apple-sale/" else built_site
    html = (folder / (address if address.endswith(".html") else f"{address}index.html")).read_text()
    found = directives(html)
    before = html.partition("<meta http-equiv")[0]
    assert re.findall(r"<(?:script|link|style|base)\b", before) == []
    assert found["default-src"] == found["object-src"] == found["base-uri"] == ["'none'"]
    assert found["style-src"] == found["connect-src"] == found["form-action"] == ["'self'"]
    assert len(found["script-src"]) == 2
    assert found["script-src"][0] == "'self'"
    assert not re.search(r"unsafe-|\*|https?:", str(found))
    assert re.findall(r"<style\b|\sstyle=|\son[a-z]+=\"", re.sub(r"<code\b.*?</code>", "", html, flags=re.DOTALL)) == []


def test_a_policy_has_what_the_project_adds(by_hand: Path) -> None:
    found = directives((by_hand / "index.html").read_text())
    assert found["img-src"] == ["'self'", "data:", "https://pictures.example.org"]
    assert found["script-src"][-1] == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_nothing_is_refused_on_any_kind_of_page(chromium: Browser, site: str, width: int, scheme: str) -> None:
    context = watched(chromium, width, scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in dict.fromkeys([*KINDS, *PAGES]):
        page.goto(site + address)
        if (choice := page.locator(".cb-tools button:visible")).count():
            choice.click()
        for link in page.locator("a[data-card]:visible, .cb-cite a:visible, .cb-page a.cb-record:visible").all()[:1]:
            link.scroll_into_view_if_needed()
            link.hover()
            page.wait_for_timeout(450)
            page.keyboard.press("Escape")
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true; box.open = false; })")
        assert (page.evaluate("refused"), address) == ([], address)
    assert said == []
    context.close()


def test_nothing_is_refused_of_the_search(chromium: Browser, site: str) -> None:
    context = watched(chromium)
    page = context.new_page()
    page.goto(site)
    ask(page, "苹果")
    assert page.locator(".cb-header .cb-found [role=option]").count() > 0
    assert page.evaluate("refused") == []
    page.goto(f"{site}search/?q=apples")
    expect(page.locator(".cb-browse-count")).not_to_be_empty()
    page.locator(".cb-facets input:visible").first.check()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("refused") == []
    context.close()


def test_what_is_injected_does_not_run(chromium: Browser, site: str) -> None:
    def injected(route: Route) -> None:
        answer = route.fetch()
        bad = '<script>window.ran = 1</script><img src="x" onerror="window.ran = 2">'
        bad += '<p id="bad" style="letter-spacing: 9px">x</p><base href="https://evil.example/">'
        before, end, after = answer.text().rpartition("</article>")
        route.fulfill(response=answer, body=f"{before}{bad}{end}{after}")

    context = watched(chromium)
    page = context.new_page()
    page.route("**/glossary/", injected)
    page.goto(f"{site}glossary/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None
    assert page.locator("#bad").evaluate("node => getComputedStyle(node).letterSpacing") == "normal"
    assert page.evaluate("document.baseURI").startswith(site)
    assert len(page.evaluate("refused")) >= 4
    context.close()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("['a']", "the additions to the policy are directives with their sources"),
        ("{quux: 'https://a.example'}", "a page's policy has no 'quux': it has default-src, script-src"),
        ("{conect-src: 'https://a.example'}", "a page's policy has no 'conect-src': did you mean 'connect-src'?"),
        ("{report-uri: /x}", "a page's policy has no 'report-uri'"),
        ("{connect-src: 3}", "connect-src has sources, as a text or a list"),
        ("{connect-src: ''}", "connect-src has sources, as a text or a list"),
        ("{script-src: self}", "script-src: without quotes self is the name of a host: write \"'self'\""),
        ("{script-src: \"'unsafe-inline'\"}", "script-src: 'unsafe-inline' allows nothing beside the hash of the frame's own script"),
        ("{script-src: \"'nonsense'\"}", "script-src: ''nonsense'' is no source"),
        ("{script-src: 'https://a.example; object-src *'}", "script-src: 'https://a.example;' is no source"),
    ],
)
def test_an_addition_that_is_none_is_refused(value: str, message: str, tmp_path: Path) -> None:
    root = with_mkdocs(copy_project(PROJECTS / "good/handwritten", tmp_path / "project"))
    (root / "mkdocs.yml").write_text(
        f"site_name: T\ntheme: {{name: material, font: false}}\nplugins: [{{casebook: {{search: false, policy: {value}}}}}]\n"
    )
    result = CliRunner().invoke(main, ["-C", str(root), "build"])
    assert (result.exit_code, message in result.output) == (2, True), result.output


def test_additions_come_behind_what_is_allowed_and_drive_out_none() -> None:
    more = policy.additions({"object-src": "'self' data:", "connect-src": ["https://*.example.org:*/a", "wss:"]})
    text = policy.policy("alert(1)", more=more)
    assert "object-src 'self' data:;" in text
    assert "connect-src 'self' https://*.example.org:*/a wss:;" in text
    assert "script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';" in text


def test_a_preview_of_mkdocs_may_write_its_script_into_pages() -> None:
    more = policy.additions({"script-src": "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='", "style-src": "https://a.example"})
    text = policy.policy("alert(1)", more=more, is_open=True)
    assert "script-src 'self' 'unsafe-inline';" in text
    assert "style-src 'self' https://a.example;" in text


@pytest.mark.parametrize(
    ("template", "line", "what"),
    [
        ("{% block scripts %}\n<script>go()</script>{% endblock %}", 2, "a script"),
        ('<p onclick="go()">x</p>', 1, "a script"),
        ("{# <style> #}\n\n<style>p {}</style>", 3, "a style"),
        ('<p style="color: red">x</p>', 1, "a style"),
        ('<script type="application/ld+json">{}</script><script src="a.js"></script>', 0, ""),
    ],
)
def test_what_a_projects_template_writes_inline_is_said(template: str, line: int, what: str, tmp_path: Path) -> None:
    (tmp_path / "main.html").write_text(template)
    said = list(policy.remarks(str(tmp_path), {}))
    assert [remark.partition(" that")[0] for remark in said] == ([f"main.html:{line}: browsers refuse {what}"] if line else [])
    more = policy.additions({"script-src": "https://a.example", "style-src": "'unsafe-inline'"})
    assert list(policy.remarks(str(tmp_path), more)) == []


# --- the drawer ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("javascript", [True, False])
def test_the_keyboard_opens_the_drawer_and_follows_it(chromium: Browser, site: str, javascript: bool) -> None:
    page, troubles = open_page(chromium, f"{site}cases/wesee-flowers/", 390, javascript=javascript)
    drawer = page.locator(".cb-drawer")
    assert drawer.is_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Navigation"
    page.keyboard.press("Enter")
    assert drawer.is_visible()
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Cases"
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/")
    assert page.locator(".cb-drawer").is_hidden()
    assert troubles == []
    page.context.close()


def test_escape_a_tap_beside_it_and_leaving_it_close_the_drawer(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, f"{site}glossary/", 390)
    drawer, button = page.locator(".cb-drawer"), page.locator(".cb-menu > summary")
    button.click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.cb-drawer') !== null")
    page.keyboard.press("Escape")
    assert drawer.is_hidden()
    assert page.evaluate("document.activeElement.matches('.cb-menu > summary')")
    button.click()
    page.mouse.click(370, 500)
    assert drawer.is_hidden()
    button.click()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.cb-menu') === null"):
            break
    assert drawer.is_hidden()
    page.context.close()


def test_without_javascript_a_tap_beside_the_drawer_closes_it(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, f"{site}glossary/", 390, javascript=False)
    page.locator(".cb-menu > summary").click()
    assert page.locator(".cb-drawer").is_visible()
    page.mouse.click(370, 500)
    assert page.locator(".cb-drawer").is_hidden()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_drawer(chromium: Browser, site: str, scheme: str) -> None:
    for width in (320, 390):
        page, _ = open_page(chromium, f"{site}glossary/", width, scheme)
        page.locator(".cb-menu > summary").click()
        # The page's own headings are below its name.
        expect(page.locator(".cb-drawer a[aria-current]")).to_have_text("Glossary")
        assert axe.violations(page) == []
        page.context.close()


@pytest.mark.parametrize("address", KINDS)
def test_nothing_is_wider_than_a_small_phone(visit: Visit, site: str, address: str) -> None:
    page, _ = visit(site + address, 320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_contents_say_where_one_is(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, f"{site}landscape/")
    contents = page.get_by_role("navigation", name="Table of contents")
    assert contents.locator("[aria-current]").count() == 0
    last = contents.locator("a").last
    last.click()
    expect(last).to_have_attribute("aria-current", "true")
    expect(contents.locator("[aria-current]")).to_have_count(1)
    page.context.close()


def test_all_pages_of_the_catalog_and_the_home_page_begin_at_one_edge(visit: Visit, by_hand: Path, hand: str) -> None:
    lefts = set()
    for address in ("", "cases/apples/", "cases/", "404.html"):
        page, _ = visit(hand + address)
        lefts.add(page.locator("h1").bounding_box()["x"])  # type: ignore[index]
    assert "hide:" not in (PROJECTS / "good/handwritten/docs/index.md").read_text()
    assert len(lefts) == 1


# --- the palette -----------------------------------------------------------------------------------------------


def test_the_palette_follows_the_system_until_somebody_chooses(chromium: Browser, site: str) -> None:
    context = watched(chromium)
    page = context.new_page()
    page.goto(site)
    kept = "JSON.stringify(localStorage)"
    assert (background(page), page.evaluate(kept)) == (LIGHT, "{}")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", DARK)
    page.reload()
    assert (background(page), page.evaluate(kept)) == (DARK, "{}")
    # Chosen: light, and it stays, whatever the system says.
    page.get_by_role("button", name="Switch to light").click()
    assert background(page) == LIGHT
    assert page.evaluate("document.activeElement.title") == "Switch to dark"
    assert page.evaluate(kept) == '{"palette:/":"default custom custom"}'
    page.goto(f"{site}cases/")
    assert background(page) == LIGHT
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert background(page) == LIGHT
    # On, and round to following again.
    page.get_by_role("button", name="Switch to dark").click()
    assert background(page) == DARK
    page.get_by_role("button", name="Follow the system").click()
    assert (background(page), page.evaluate(kept)) == (DARK, "{}")
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_css("background-color", LIGHT)
    assert page.get_by_role("button", name="Switch to dark").is_visible()
    context.close()


def test_a_choice_is_there_before_anything_is_painted(chromium: Browser, site: str) -> None:
    context = watched(chromium, scheme="dark")
    page = context.new_page()
    page.goto(site)
    page.get_by_role("button", name="Switch to light").click()
    # The other scripts come late, if at all.
    page.route("**/casebook.js", lambda route: route.abort())
    page.goto(f"{site}cases/", wait_until="commit")
    page.wait_for_selector("body", state="attached")
    assert page.evaluate("document.documentElement.dataset.mdColorScheme") == "default"
    assert background(page) == LIGHT
    context.close()


def test_other_windows_follow_a_choice(chromium: Browser, site: str) -> None:
    context = watched(chromium)
    one, other = context.new_page(), context.new_page()
    one.goto(site)
    other.goto(f"{site}cases/")
    one.get_by_role("button", name="Switch to dark").click()
    expect(other.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    context.close()


def test_the_palette_works_where_nothing_can_be_kept(chromium: Browser, site: str) -> None:
    context = watched(chromium)
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })")
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(site)
    page.get_by_role("button", name="Switch to dark").click()
    assert background(page) == DARK
    page.get_by_role("button", name="Switch to light").click()
    page.get_by_role("button", name="Follow the system").click()
    assert background(page) == LIGHT
    assert troubles == []
    context.close()


PALETTES = {
    "none": ("", (LIGHT, LIGHT), []),
    "one": ("palette: {scheme: slate}", (DARK, DARK), []),
    "two by hand": (
        "palette: [{scheme: slate, toggle: {icon: material/weather-sunny, name: Day}},"
        " {scheme: default, toggle: {icon: material/weather-night, name: Night}}]",
        (DARK, DARK),
        ["Day", "Night"],
    ),
    "following, without a button": (
        'palette: [{media: "(prefers-color-scheme: dark)", scheme: slate}, {media: "(prefers-color-scheme: light)", scheme: default}]',
        (LIGHT, DARK),
        [],
    ),
}


@pytest.mark.parametrize("name", PALETTES)
def test_the_palette_is_what_the_configuration_says(chromium: Browser, tmp_path: Path, serve: Callable[[Path], str], name: str) -> None:
    option, expected, buttons = PALETTES[name]

    def change(root: Path) -> None:
        (root / "mkdocs.yml").write_text(
            f"site_name: T\ntheme:\n  name: material\n  font: false\n  {option}\nplugins: [casebook: {{search: false}}]\n"
        )
        (root / "docs/everything.md").write_text("# E\n")

    home = serve(built("good/handwritten", tmp_path, change))
    for javascript in (False, True):
        page, troubles = open_page(chromium, home, scheme="dark", javascript=javascript)
        assert (background(page), javascript) == (expected[1], javascript)
        page.emulate_media(color_scheme="light")
        page.goto(home)
        assert (background(page), javascript) == (expected[0], javascript)
        assert troubles == []
        if not javascript:
            page.context.close()
    for title in buttons:
        page.get_by_role("button", name=title).click()
    assert page.locator(".cb-tools button:visible").count() == (1 if buttons else 0)
    assert background(page) == expected[0]
    page.context.close()


def test_the_names_of_a_palette_that_follows_are_the_projects(chromium: Browser, hand: str) -> None:
    page, _ = open_page(chromium, hand)
    shown = page.locator(".cb-tools button:visible")
    names = []
    for _ in range(4):
        names.append(shown.get_attribute("title"))
        shown.click()
    # From the light of the system: dark, light, and as the system again.
    assert names == ["Always dark", "Always light", "As the system", "Always dark"]
    page.context.close()


# --- a project's own templates ------------------------------------------------------------------------------------


def test_every_block_of_the_theme_can_be_filled(tmp_path: Path) -> None:
    blocks = ["site_meta", "htmltitle", "styles", "libs", "fonts", "analytics", "extrahead", "announce", "outdated", "header", "hero", "tabs"]
    blocks += ["site_nav", "container", "content", "footer", "config", "scripts"]

    def change(root: Path) -> None:
        (root / "overrides/partials").mkdir(parents=True)
        own = "".join(f"{{% block {name} %}}{{{{ super() }}}}<!-- {name} -->{{% endblock %}}" for name in blocks if name != "container")
        (root / "overrides/main.html").write_text(f'{{% extends "base.html" %}}{own}')
        (root / "overrides/partials/toc.html").write_text("<!-- own contents -->")
        config = root / "mkdocs.yml"
        config.write_text(config.read_text().replace("  font: false\n", "  font: false\n  custom_dir: overrides\n"))

    folder = built("good/handwritten", tmp_path, change)
    for address in ("", "everything/", "cases/apples/"):
        page = (folder / address / "index.html").read_text()
        assert [name for name in blocks if name != "container" and f"<!-- {name} -->" not in page] == []
    assert "<!-- own contents -->" in (folder / "everything/index.html").read_text()


def test_the_head_of_a_page_is_words(by_hand: Path) -> None:
    page = (by_hand / "everything/index.html").read_text("utf-8")
    assert "elsewhere.example" not in page and "stolen.js" in page and '<script src="stolen.js"' not in page
    assert '<meta name="author" content="A &quot;B&quot; &lt;C&gt;">' in page
    assert '<meta name="description" content="All of it, &quot;quoted&quot;&gt;&lt;script src=' in page
    assert "&amp;quot;" not in page
