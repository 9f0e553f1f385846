"""Print what Lighthouse says of three pages of the built site: home, a case, and the catalog browser; and what a first visit to each loads.

Needs Node.js (`npx` fetches Lighthouse) and a Chromium. Pages are served compressed, as web servers do.
"""

from __future__ import annotations

import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from casebook.publishing import build
from playwright.sync_api import Browser, sync_playwright

from tests.browser import find

VERSION = "13.5.0"
PAGES = {"home": "", "a case": "cases/xigua-apples/", "the browser": "search/"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run"
TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md")


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves files, texts compressed and with a day of caching."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in TEXT:
            content = gzip.compress(content, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=86400")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def serve(folder: Path) -> str:
    """Serve a folder; gives its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def scores(url: str) -> dict[str, float]:
    """The four scores of a page, of 100."""
    command = ["npx", "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = {**os.environ, "CHROME_PATH": find()}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(f"Lighthouse failed on {url}:\n{done.stderr[-2000:]}")
    report = json.loads(done.stdout)
    for name in CATEGORIES:
        for item in report["categories"][name]["auditRefs"]:
            audit = report["audits"][item["id"]]
            if item["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"  {name}: {audit['title']} ({audit.get('displayValue', '')})", file=sys.stderr)
    return {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}


def first_view(browser: Browser, url: str) -> tuple[float, int, int]:
    """What a browser that was never there loads: KB over the wire, requests, and how many of these go to other hosts."""
    page = browser.new_context().new_page()
    sizes: dict[str, float] = {}
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda told: sizes.__setitem__(told["requestId"], told["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    page.context.close()
    return sum(sizes.values()) / 1000, len(asked), sum(urlsplit(one).netloc not in ("", urlsplit(url).netloc) for one in asked)


def main() -> None:
    """Print the table."""
    if not shutil.which("npx"):
        sys.exit("Lighthouse needs Node.js: install it, so that there is an npx")
    with tempfile.TemporaryDirectory() as temporary:
        os.environ.setdefault("CASEBOOK_SITE_URL", "https://casebook.example.org/")
        site = build.build(Path(__file__).parent.parent.parent, Path(temporary) / "site")
        home = serve(site)
        print(f"| Lighthouse {VERSION} | {' | '.join(CATEGORIES)} | first view | requests | to other hosts |")
        print(f"| --- | {' | '.join('---:' for _ in CATEGORIES)} | ---: | ---: | ---: |")
        with sync_playwright() as playwright:
            arguments = FLAGS.removeprefix("--headless ").split()
            browser = playwright.chromium.launch(executable_path=find() or None, args=arguments)
            for name, address in PAGES.items():
                size, requests, elsewhere = first_view(browser, home + address)
                judged = " | ".join(map(str, scores(home + address).values()))
                print(f"| {name} | {judged} | {size:.0f} KB | {requests} | {elsewhere} |", flush=True)
            browser.close()


if __name__ == "__main__":
    main()
