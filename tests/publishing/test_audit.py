"""The audit of a finished site: everything that a browser fetches is found, with Chromium as the judge, and nothing else is said."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from casebook.publishing import audit, build, look
from casebook.publishing.look import Look
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, with_mkdocs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# In every way of writing: HOST is another host with its port, NAME the name of the way, by which its request is told from others.
# Those that Chromium fetches without anybody's doing.
BY_ITSELF = {
    "img": '<img src="http://HOST/NAME">',
    "img-capitals": '<IMG SRC="HTTP://HOST/NAME">',
    "img-no-scheme": "<img src=//HOST/NAME>",
    "img-backslashes": r"<img src='\\HOST/NAME'>",
    "img-slash-backslash": r"<img src='/\HOST/NAME'>",
    "img-tab": '<img src="/\t/HOST/NAME">',
    "img-lines": '<img src="\n ht\ntp:\r//HOST/NAME">',
    "img-entities": '<img src="&#x68;ttp&colon;&sol;&sol;HOST/NAME">',
    "img-scheme-backslashes": r'<img src="http:\\HOST/NAME">',
    "img-more-slashes": '<img src="http:////HOST/NAME">',
    "img-slash": '<img/src="//HOST/NAME"/alt=x>',
    "img-called-image": '<image src="//HOST/NAME">',
    "img-quoted-before": '<img alt="x"src="//HOST/NAME">',
    "img-after-bracket": '<p title="a > b"><img title=">" src="//HOST/NAME">',
    "srcset": '<img srcset="//HOST/NAME 1x">',
    "srcset-second": '<img srcset="x.png 1w,\n//HOST/NAME 100000w" sizes=100vw>',
    "srcset-commas": '<img srcset=",,a,b.png 1w (x, y), //HOST/NAME 100000w" sizes=100vw>',
    "source-srcset": '<picture><source srcset="//HOST/NAME"><img src=x></picture>',
    "input-image": '<input type=image src="//HOST/NAME">',
    "video": '<video src="//HOST/NAME" preload=auto></video>',
    "poster": '<video poster="//HOST/NAME"></video>',
    "audio": '<audio src="//HOST/NAME" preload=auto></audio>',
    "source-src": '<audio preload=auto><source src="//HOST/NAME"></audio>',
    "iframe": '<iframe src="//HOST/NAME"></iframe>',
    "embed": '<embed src="//HOST/NAME">',
    "object": '<object data="//HOST/NAME"></object>',
    "srcdoc": '<iframe srcdoc="<img src=//HOST/NAME>"></iframe>',
    "srcdoc-within": "<iframe srcdoc=\"<iframe srcdoc='&lt;img src=//HOST/NAME>'></iframe>\"></iframe>",
    "iframe-data": '<iframe src="data:text/html,<img src=http://HOST/NAME>"></iframe>',
    "iframe-data-base64": '<iframe src="data:text/html;base64,BASE64"></iframe>',
    "iframe-script": "<iframe src=\"javascript:'<img src=http://HOST/NAME>'\"></iframe>",
    "background": '<table background="//HOST/NAME"><tr><td>x</table>',
    "cell-background": '<table><tr><td background="//HOST/NAME">x</table>',
    "script": '<script src="//HOST/NAME"></script>',
    "script-module": '<script type=module src="http://HOST/NAME"></script>',
    "script-data": "<script src=\"data:text/javascript,fetch('http://HOST/NAME')\"></script>",
    "script-svg": '<svg><script href="//HOST/NAME"></script></svg>',
    "stylesheet": '<link rel=stylesheet href="//HOST/NAME">',
    "stylesheet-more": '<link rel="ALTERNATE StyleSheet" href="//HOST/NAME" title=x>',
    "preload": '<link rel=preload as=image href="//HOST/NAME">',
    "preload-imagesrcset": '<link rel=preload as=image imagesrcset="//HOST/NAME 1x">',
    "modulepreload": '<link rel=modulepreload href="http://HOST/NAME">',
    "prefetch": '<link rel=prefetch href="//HOST/NAME">',
    "style-attribute": "<p style=\"background: url('//HOST/NAME')\">x</p>",
    "style-attribute-bare": '<p style="background:url(//HOST/NAME)">x</p>',
    "style-escaped": '<p style="background:\\75 rl(//HOST/NAME)">x</p>',
    "style-escaped-letter": '<p style="background:u\\rl(//HOST/NAME)">x</p>',
    "style-capitals": '<p style="BACKGROUND:URL(HTTP://HOST/NAME)">x</p>',
    "image-set": "<p style=\"background: image-set('//HOST/NAME' 1x)\">x</p>",
    "image-set-old": '<p style="background: -webkit-image-set(url(//HOST/NAME) 1x)">x</p>',
    "variable": '<p style="--x: url(//HOST/NAME); background: var(--x)">x</p>',
    "style": "<style>#style-x { background: url(//HOST/NAME) }</style><p id=style-x>x</p>",
    "style-import": '<style>@import "//HOST/NAME";</style>',
    "style-import-escaped": '<style>@\\69mport "//HOST/NAME";</style>',
    "style-import-url": "<style>@IMPORT url(//HOST/NAME) screen;</style>",
    "style-comments": '<style>@import/**/"//HOST/NAME"</style>',
    "style-media": "<style>@media all { #media-x { background: url(//HOST/NAME) } }</style><p id=media-x>x</p>",
    "style-font": "<style>@font-face { font-family: f; src: url(//HOST/NAME) } #font-x { font-family: f }</style><p id=font-x>x</p>",
    "style-svg": "<svg><style>@import '//HOST/NAME';</style></svg>",
    "list-style": "<ul style=\"list-style-image: url('//HOST/NAME')\"><li>x</ul>",
    "svg-image": '<svg width=9 height=9><image href="//HOST/NAME" width=9 height=9 /></svg>',
    "svg-image-old": '<svg width=9 height=9><image xlink:href="//HOST/NAME" width=9 height=9 /></svg>',
    "svg-fe-image": '<svg width=9 height=9><filter id=fe><feImage href="//HOST/NAME"/></filter><rect width=9 height=9 filter="url(#fe)"/></svg>',
    "svg-set": '<svg width=9 height=9><image width=9 height=9><set attributeName=href to="//HOST/NAME"/></image></svg>',
    "svg-foreign": '<svg width=9 height=9><foreignObject width=9 height=9><img src="//HOST/NAME"></foreignObject></svg>',
    "svg-mask": '<svg width=9 height=9><rect width=9 height=9 mask="url(//HOST/NAME#a)"/></svg>',
    "fetch": "<script>fetch('http://HOST/NAME')</script>",
    "fetch-escaped": r'<script>fetch("http:\/\/HOST\/NAME")</script>',
    "fetch-template": "<script>fetch(`//HOST/NAME`)</script>",
    "import": "<script>import('http://HOST/NAME')</script>",
    "import-module": "<script type=module>import 'http://HOST/NAME'</script>",
    "script-image": "<script>new Image().src = '//HOST/NAME'</script>",
    "beacon": "<script>navigator.sendBeacon('http://HOST/NAME')</script>",
    "socket": "<script>new WebSocket('ws://HOST/NAME')</script>",
    "event": "<img src=x onerror=\"fetch('//HOST/NAME')\">",
    "event-focus": "<input autofocus oNfOcUs=\"this.onfocus = null; fetch('//HOST/NAME')\">",
    "noscript-between": '<noscript><p title="</noscript><img src=//HOST/NAME>"></noscript>',
    "shadow": '<div><template shadowrootmode=open><img src="//HOST/NAME"></template></div>',
    "comment-that-ends": "<!--><img src=//HOST/NAME>-->",
    "after-plain-text": "<textarea><!--</textarea><img src=//HOST/NAME>-->",
    "xmp": "<xmp><a title='</xmp><img src=//HOST/NAME>'></xmp>",
    "select": "<select><option>x</select><img src=//HOST/NAME>",
    "cdata": "<svg><![CDATA[><img src=x>]]></svg><img src=//HOST/NAME>",
    "style-in-svg": "<svg></p><style><a id='</style><img src=//HOST/NAME>'>",
    # These are the whole page's: each stands on one of its own.
    "base": '<base href="http://HOST/"><img src="NAME">',
    "refresh": "<meta http-equiv=Refresh content=\"0; URL='http://HOST/NAME'\">",
    "refresh-bare": '<meta http-equiv=refresh content="0,http://HOST/NAME">',
    "body-background": '<body background="//HOST/NAME">',
    "icon": '<link rel="shortcut icon" href="//HOST/NAME">',
    "body-event": "<body onload=\"fetch('http://HOST/NAME')\">",
    "frame": '<frameset><frame src="//HOST/NAME"></frameset>',
    "location": "<script>location = 'http://HOST/NAME'</script>",
}
# Those that a reader sets off without knowing, that only other browsers follow, or of which no request tells.
OTHERWISE = {
    "track": '<video src=x.mp4 preload=auto><track default kind=subtitles src="//HOST/NAME"></video>',
    "style-import-data": "<style>@import url(\"data:text/css,@import '//HOST/NAME'\");</style>",
    "form": '<form action="//HOST/NAME"></form>',
    "formaction": '<button formaction="//HOST/NAME">x</button>',
    "ping": '<a href="x.html" ping="/a //HOST/NAME">x</a>',
    "preconnect": '<link rel=preconnect href="//HOST/NAME">',
    "dns-prefetch": '<link rel=dns-prefetch href="//HOST/NAME">',
    "manifest": '<link rel=manifest href="//HOST/NAME">',
    "apple-touch-icon": '<link rel=apple-touch-icon href="//HOST/NAME">',
    "html-manifest": '<html manifest="//HOST/NAME">',
    "pingback": '<link rel="author pingback" href="//HOST/NAME">',
    "template": '<template><template><img src="//HOST/NAME"></template></template>',
    "noscript": '<noscript><img src="//HOST/NAME"></noscript>',
    "noscript-head": '<head><noscript><link rel=stylesheet href="//HOST/NAME"></noscript></head>',
    "no-slashes": "<img src=http:HOST/NAME>",
    "one-slash": "<img src=http:/HOST/NAME>",
    "speculation": '<script type=speculationrules>{"prefetch": [{"urls": ["http://HOST/NAME"]}]}</script>',
    "use": '<svg><use href="//HOST/NAME#a"/></svg>',
    "lazy": '<img loading=lazy src="//HOST/NAME">',
    "attribution": '<img src=x attributionsrc="//HOST/NAME">',
    "animate": '<svg><image><animate attributeName="xlink:href" values="x;//HOST/NAME"/></image></svg>',
    "animate-base": '<base href="//HOST/"><link rel=stylesheet href="NAME">',
}
OF_THE_PAGE = ("base", "refresh", "body", "icon", "frame", "location", "html-", "animate-base", "noscript-head")
QUIET = """\
<link rel=canonical href=https://example.org/><link rel="alternate" type=application/atom+xml href=https://example.org/feed.xml>
<link rel=license href=https://example.org/l><meta property=og:image content=https://example.org/x.png><a href=HTTPS://example.org/>x</a>
<a href=//example.org ping="">x</a><area href=https://example.org/><p title="src=https://example.org/x">&lt;img src=https://example.org/x.png></p>
<!-- <img src=https://example.org/x.png> --><blockquote cite=https://example.org/>x</blockquote><p style="color: red">@import "//example.org"</p>
<script type=application/ld+json>{"@context": "https://schema.org", "image": "https://example.org/x.png"}</script>
<script>document.createElementNS("http://www.w3.org/2000/svg", "svg"); "a // b".split("//"); // see https://example.org/x</script>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><a xlink:href="https://example.org/"><path d="M0 0"/></a></svg>
<style>@namespace url(http://www.w3.org/1999/xhtml); /* url(https://example.org/) */ a::after { content: "url(https://example.org/)" }
b { background: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>") }</style><a href=mailto:a@example.org>x</a>
<textarea><img src=https://example.org/x.png></textarea><form><input name=action value=https://example.org/></form><a href=tel:1>x</a>
"""


def written(name: str, host: str) -> str:
    """One way, as it stands in a page."""
    from base64 import b64encode

    inner = b64encode(f"<img src=http://{host}/{name}>".encode()).decode()
    return {**BY_ITSELF, **OTHERWISE}[name].replace("BASE64", inner).replace("HOST", host).replace("NAME", name)


def foreign(html: str) -> tuple[str, ...]:
    return tuple(url for url in look.look("index.html", html).fetched if audit.addresses.is_foreign(url))


@pytest.mark.parametrize("name", [*BY_ITSELF, *OTHERWISE])
@pytest.mark.parametrize("around", ["{}", "<!doctype html><head></head><body><main><article>{}</article></main>"], ids=["bare", "framed"])
def test_every_way_of_fetching_is_found(name: str, around: str) -> None:
    if name == "frame":
        # A page has frames or a body.
        around = "{}"
    found = foreign(around.format(written(name, "other.example:81")))
    assert len(found) >= 1
    assert any(name in url.rpartition("/")[2] or name == "no-slashes" for url in found)


def test_what_is_no_request_is_not_called_one() -> None:
    assert foreign(QUIET) == ()
    assert "https://example.org/" in look.look("index.html", QUIET).links


# --- Chromium is the judge -------------------------------------------------------------------------------------


class Other(BaseHTTPRequestHandler):
    """Another host, which notes what it is asked for."""

    asked: set[str]

    def do_GET(self) -> None:
        self.asked.add(self.path.strip("/"))
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    do_POST = do_GET  # noqa: N815

    def log_message(self, *arguments: object) -> None:
        pass


class Site(SimpleHTTPRequestHandler):
    """The site itself."""

    def log_message(self, *arguments: object) -> None:
        pass


def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def other() -> Iterator[str]:
    """The address of another host."""
    Other.asked = set()
    for port in serving(Other):
        yield f"127.0.0.1:{port}"


def test_whatever_chromium_fetches_is_found(other: str, chromium: Browser, tmp_path: Path) -> None:
    names = [*BY_ITSELF, *OTHERWISE]
    alone = [name for name in names if name.startswith(OF_THE_PAGE)]
    # The others can share pages; a dozen on each, so that none waits for another.
    shared = [name for name in names if name not in alone]
    groups = [[name] for name in alone] + [shared[start::8] for start in range(8)]
    for number, group in enumerate(groups):
        (tmp_path / f"{number}.html").write_text("<!doctype html>\n" + "\n".join(written(name, other) + "</svg>" for name in group))
    for port in serving(partial(Site, directory=str(tmp_path))):
        for number in range(len(groups)):
            page = chromium.new_page()
            page.goto(f"http://127.0.0.1:{port}/{number}.html", wait_until="commit")
            wanted = {name for name in groups[number] if name in BY_ITSELF}
            end = time.monotonic() + 10
            while not wanted <= Other.asked and time.monotonic() < end:
                page.wait_for_timeout(50)
            page.close()
    # The judge has seen what it was shown.
    assert sorted(set(BY_ITSELF) - Other.asked) == []
    said = [diagnostic.message for diagnostic in audit.audit(tmp_path) if diagnostic.code == "foreign-request"]
    fetched = {message.rpartition("/")[2].partition("#")[0] for message in said}
    assert (Other.asked & set(names)) - fetched == set()


# --- a page's parts --------------------------------------------------------------------------------------------

FRAME = (
    "<!doctype html><html><head><title>x</title></head><body><main id=m><article>{}</article></main><footer id=f><a href='foot.html'>x</a></footer>"
)
PIECES = [
    *("<p>", "</p>", "<!--", "-->", "<svg>", "</svg>", "<title>", "</title>", "<textarea>", "<script>", "</script>", "<style>", "</style>"),
    *("<table>", "<td>", "<select>", "<template>", "</template>", "<noscript>", "</noscript>", "<plaintext>", "<math>", "<mi>", "<xmp>"),
    *("</article>", "<article>", '<a title="', "'", '"', "<![CDATA[", "]]>", "<iframe>", "<b", ">", "</div>", "</main>", "</body>", "<desc>"),
    *("<img src=//a/1>", "<a href=b.html id=c>", "<base href=//d/>", "<casebook-cut>", "<p id=m>", "<foreignObject>", "<frameset>", "<body id=e>"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_page_in_parts_shows_no_less_than_in_one(article: str) -> None:
    """A frame that many pages share is looked at once: whatever stands in the article, nothing of the whole page is missed."""
    html = FRAME.format(article)
    seen = look.look("index.html", html)
    whole = look._Document()
    whole.read(html)
    assert set(whole.links) <= set(seen.links)
    assert {url for url in whole.fetched if audit.addresses.is_foreign(url)} <= set(seen.fetched)
    assert {*whole.ids, *whole.names} <= set(seen.anchors)


def test_a_frame_is_looked_at_once() -> None:
    look._frame.cache_clear()
    for number in range(5):
        look.look("index.html", FRAME.format(f"<p id=p{number}>"))
    assert look._frame.cache_info()[:2] == (4, 1)


# --- links, anchors, stylesheets ---------------------------------------------------------------------------------


def messages(folder: Path, files: dict[str, str]) -> list[str]:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    return [f"{found.span.path}: {found.code}: {found.message}" for found in audit.audit(folder)]


def test_an_id_that_is_there_twice_is_said(tmp_path: Path) -> None:
    frame = "<body><input id=__drawer><main><article>{}</article></main>"
    files = {
        "a.html": frame.format("<p id=x></p><p id=x></p>"),
        "b.html": frame.format('<h2 id="__drawer">Drawer</h2>'),
        "c.html": frame.format("<p id=x></p><template><p id=x></p></template><a name=x href='#x'>x</a><p id=''></p><p id=''></p>"),
        "d.html": "<p id=ü><p id=&uuml;>",
    }
    assert messages(tmp_path, files) == [
        "a.html: duplicate-anchor: two elements have the id 'x'",
        "b.html: duplicate-anchor: two elements have the id '__drawer'",
        "d.html: duplicate-anchor: two elements have the id 'ü'",
    ]


def test_a_stylesheet_is_looked_at_like_a_page(tmp_path: Path) -> None:
    files = {
        "index.html": "<link rel=stylesheet href=css/a.css>",
        "css/a.css": '@import "b.css"; @import "//other.example/c.css"; a { background: url(../there.png) } b { src: url("../gone.woff2?v=1") }',
        "css/b.css": "a { background: image-set('HTTPS://other.example/d.png' 1x) } /* url(https://other.example/e) */",
        "there.png": "",
    }
    assert messages(tmp_path, files) == [
        "css/a.css: broken-link: the link to '../gone.woff2?v=1' leads nowhere",
        "css/a.css: foreign-request: this stylesheet loads //other.example/c.css",
        "css/b.css: foreign-request: this stylesheet loads https://other.example/d.png",
    ]


def test_links_are_followed_as_a_browser_follows_them(tmp_path: Path) -> None:
    files = {
        "index.html": r"<a href='a\b.html'>1</a><a href=#top>2</a><a href='a/b.html#:~:text=x'>3</a><a href='a/ b.html'>4</a>"
        "<a href=' a/b.html '>5</a>",
        "a/b.html": "<base href='../'><a href='index.html'>1</a><a href='gone.html'>2</a><img srcset='there.png, gone.png 2x'>",
        "there.png": "",
    }
    assert messages(tmp_path, files) == [
        "a/b.html: broken-link: the link to '../gone.html' leads nowhere",
        "a/b.html: broken-link: the link to '../gone.png' leads nowhere",
        "index.html: broken-link: the link to 'a/ b.html' leads nowhere",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_a_page_in_another_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes("<p>ü<img src=//other.example/x.png>".encode(encoding))
    assert [found.message for found in audit.audit(tmp_path)] == ["this page loads //other.example/x.png"]


HOSTILE = {
    "deep": "<div>" * 200_000,
    "deep lists": "<ul><li>" * 100_000,
    "deep and closed": "<div>" * 50_000 + "</div>" * 50_000,
    "ends without a beginning": "<div></x>" * 100_000,
    "attributes": f"<p {' '.join(f'a{number}' for number in range(100_000))}>",
    "styles": f"<style>url(x){'a{' * 1_000_000}</style>",
    "documents": "<iframe srcdoc='" * 1 + "&amp;".join(["<iframe srcdoc="] * 12) + "'>",
}


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "documents"])
def test_a_page_that_would_take_long_is_refused_at_once(name: str) -> None:
    start = time.process_time()
    seen = look.look("index.html", HOSTILE[name])
    assert (seen.too_costly, time.process_time() - start < 2) == (True, True)


def test_a_long_page_that_is_no_deep_one_is_looked_at() -> None:
    rows = "<tr><td><a href=x.html>x</a><td><p>y<br>" * 20_000
    start = time.process_time()
    seen = look.look("index.html", f"<table>{rows}</table><img srcset='{'a, ' * 300_000}'>{'<p>' * 30_000}{'words ' * 50_000}")
    assert (seen.too_costly, seen.links, time.process_time() - start < 2) == (False, ("x.html",), True)


def test_documents_in_documents_come_to_an_end() -> None:
    from urllib.parse import quote

    html = "<img src=//other.example/x.png>"
    for _ in range(4):
        html = f'<iframe src="data:text/html,{quote(html)}">'
    assert foreign(html) == ("//other.example/x.png",)
    for _ in range(8):
        html = f'<iframe src="data:text/html,{quote(html)}">'
    assert look.look("index.html", html) == Look("index.html", too_costly=True)


# --- in a build ------------------------------------------------------------------------------------------------


def test_a_dead_link_of_a_hand_written_page_is_said_with_its_file(project: Callable[[str], Path]) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "docs/more").mkdir()
    (root / "docs/more/README.md").write_text("# More\n\n<a href='nowhere/'>x</a> <i id='_q'></i>\n")
    (root / "docs/extra.css").write_text("a { background: url(//other.example/x.png) }")
    with pytest.raises(build.BuildFailed) as failed:
        build.build(root)
    said = [line for line in str(failed.value).splitlines() if "error[" in line]
    assert said == [
        "docs/extra.css:1:1: error[foreign-request]: this stylesheet loads //other.example/x.png",
        "docs/more/README.md:1:1: error[broken-link]: the link to 'nowhere/' leads nowhere",
        "docs/more/README.md:1:1: error[duplicate-anchor]: two elements have the id '_q'",
    ]


def test_this_projects_own_site_has_nothing_to_be_said(built_site: Path) -> None:
    assert audit.audit(built_site) == []
    assert (ROOT / "docs").is_dir()
