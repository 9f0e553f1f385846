"""Pages for the frames of other sites, and how oEmbed has them: what a figure carries with it, and where there are none."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin

import pytest
from casebook import exports, pages
from casebook.exports import oembed
from casebook.publishing import pipeline
from casebook.publishing.render import Renderer
from casebook.views import heads, sharing
from casebook.views.here import Here
from casebook.views.site import Settings, Site
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parents[2]
URL = "https://boats.example/log/"
SHEET = ROOT / "generator/theme/assets/casebook/embed.css"


@pytest.fixture(scope="module")
def site() -> Site:
    found = pipeline.run(ROOT / "tests/projects/good/harbours", Settings(name="The log", url=URL))
    assert found.is_sound
    return found.site


def embeds(site: Site) -> list[str]:
    return [page.address for page in pages.all_pages(site) if page.is_bare]


def html(site: Site, address: str) -> str:
    page = pages.find(site, address)
    assert page
    return Renderer(site).bare(page)


def test_each_record_that_the_catalog_is_about_or_that_has_claims_has_one(site: Site) -> None:
    wanted = {entry.address for entry in site.catalog if entry.kind.is_main or entry.record.claims}
    assert {address.removeprefix("embed/") for address in embeds(site)} == wanted | {
        former for former, entry in site.catalog.former.items() if entry.address in wanted
    }
    assert pages.find(site, "embed/nowhere/") is None
    # Opened from a disk, no other site can show it.
    assert embeds(replace(site, settings=replace(site.settings, offline=True), _made={})) == []


def test_a_figure_carries_its_source_and_mark_and_leads_to_its_place(site: Site) -> None:
    entry, claim = next((entry, claim) for entry in site.catalog.cases for claim in entry.record.claims if claim.value is not None)
    page = LexborHTMLParser(html(site, sharing.address(entry)))
    section = page.css_first(f"section[id='{claim.id}']")
    here = Here(site, "", entry, numbered=False)
    assert " ".join(section.css_first(".figure").text().split()) == here.claim_text(entry, claim).replace("\N{NO-BREAK SPACE}", " ")
    view = here.claim_view(entry, claim, "")
    mark = section.css_first(".mark")
    assert mark.attributes["class"] == f"mark {view.evidence.mark}"
    assert mark.text().startswith(view.evidence_text)
    assert all(source.name in mark.text() for source in view.sources)
    link = section.css_first(".at a")
    assert urljoin(f"{URL}{sharing.address(entry)}", link.attributes["href"]) == f"{URL}{entry.address}#{claim.id}"
    assert link.text() == f"boats.example/log/{entry.address}#{claim.id}"
    assert page.css_first("link[rel=canonical]").attributes["href"] == f"{URL}{entry.address}"
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert not page.css("script, img, iframe, style, [style]")


def test_the_code_of_a_frame_is_printed_as_it_is_to_be_copied(site: Site) -> None:
    entry = site.catalog.cases[0]
    page = pages.find(site, entry.address)
    assert page
    shown = LexborHTMLParser(Renderer(site).render(page).html)
    # Its quotation marks are those of HTML, whatever the page has for those of a text.
    assert shown.css_first("#_share [data-part=frame]").text() == sharing.frame(site, entry)


def test_no_list_has_them(site: Site) -> None:
    assert not any(address.startswith(sharing.EMBEDS) for address in (file.address for file in exports.all_files(site)) if address.endswith(".html"))
    owners = dict(pages.addresses(site))
    assert all(isinstance(owners[address], str) for address in embeds(site))


def test_oembed_has_what_the_specification_requires(site: Site) -> None:
    found = {file.address: json.loads(file.content()) for file in oembed.files(site)}
    assert len(found) == len({sharing.address(entry) for entry in sharing.embedded(site)})
    for address, value in found.items():
        # 2.3.4: these are required, and of type rich the sizes are numbers of pixels.
        assert (value["version"], value["type"]) == ("1.0", "rich")
        assert isinstance(value["width"], int) and isinstance(value["height"], int)
        frame = LexborHTMLParser(value["html"]).css_first("iframe")
        # What does not trust us keeps these attributes and no other, and nothing beside the frame.
        assert value["html"].startswith("<iframe ") and value["html"].endswith("</iframe>")
        assert frame.attributes["src"] == f"{URL}{address.removesuffix('oembed.json')}"
        assert (frame.attributes["width"], frame.attributes["height"]) == (str(value["width"]), str(value["height"]))
        assert value["title"] in frame.attributes["title"]
        assert value["provider_url"] == URL


def test_a_page_names_its_oembed_file_where_the_site_has_an_address(site: Site) -> None:
    entry = site.catalog.cases[0]
    page = pages.find(site, entry.address)
    assert page
    for shown in (site, replace(site, settings=replace(site.settings, url=""), _made={})):
        links = heads.head(page, Here(shown, entry.address, entry), "").links
        named = [(link.rel, link.href) for link in links if link.type == "application/json+oembed"]
        files = [f"{URL}{file.address}" for file in oembed.files(shown) if file.address == sharing.oembed_address(entry)]
        assert named == [("alternate", href) for href in files]
        assert len(files) == (1 if shown is site else 0)


@contextmanager
def served(files: dict[str, bytes]) -> Iterator[int]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in files else 404)
            self.send_header("Content-Type", "text/css" if self.path.endswith(".css") else "text/html")
            self.end_headers()
            self.wfile.write(files.get(self.path, b""))

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_another_site_shows_a_figure_in_its_frame(site: Site, chromium: Browser) -> None:
    entry, claim = next((entry, claim) for entry in site.catalog.cases for claim in reversed(entry.record.claims) if claim.value is not None)
    address = f"/{sharing.address(entry)}"
    with served({address: html(site, address[1:]).encode(), "/assets/casebook/embed.css": SHEET.read_bytes()}) as ours:
        source = f"http://127.0.0.1:{ours}{address}"
        # As WordPress frames whom it does not know; below the first screen, as in an article.
        body = "".join(
            f'<p style="height:80vh"></p><iframe src="{src}" sandbox="allow-scripts"></iframe>' for src in (f"{source}#{claim.id}", f"{source}#nope")
        )
        with served({"/": f"<!doctype html>{body}".encode()}) as theirs:
            page = chromium.new_page()
            refused: list[str] = []
            page.on("console", lambda message: refused.append(message.text))
            page.goto(f"http://localhost:{theirs}/", wait_until="load")
            figure, record = page.frames[1:]
            seen = "() => [...document.querySelectorAll('section')].filter(part => part.offsetParent).map(part => part.id || part.className)"
            assert figure.evaluate(seen) == [claim.id]
            assert record.evaluate(seen) == ["whole"]
            # Neither the article nor what is in the frame has moved to the figure.
            assert [page.evaluate("scrollY"), figure.evaluate("scrollY")] == [0, 0]
            assert not [text for text in refused if "Policy" in text]
            page.close()
