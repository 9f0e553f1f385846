"""The preview: a browser asks for an address, gets the page as it is now, and is told when it has become another.

Threads: one serves (asyncio; pages are made in threads of its pool), one is told by the system which files change, one reads and checks
them. `Live` does one thing at a time.
"""

from __future__ import annotations

import asyncio
import json
import mimetypes
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from ..base import report
from ..base.saying import ENGLISH, NOTHING, joined, said, spoken
from ..views.facets import FOLDER
from .indexing import Index
from .live import Broken, Live, State
from .publisher import INDEX, Missing

# No page of a catalog has an address that begins so.
OWN = "_casebook"
_PARTS = Path(__file__).parent.parent / "preview"
# Python knows these only where the system does.
_TYPES = {".md": "text/markdown", ".bib": "application/x-bibtex", ".ris": "application/x-research-info-systems", ".csv": "text/csv"}
_TYPES |= {".yml": "application/yaml", ".woff2": "font/woff2", ".wasm": "application/wasm", ".js": "text/javascript", ".xml": "application/xml"}
# A browser whose connection is gone asks again after so many milliseconds; a line every so many seconds shows that it is there.
_RETRY = 500
_BEAT = 15.0
# So long, in seconds, an open page has to ask for what it is now.
_FIRST = 0.15


class Preview:
    """Keeps the site of a project up to date and tells whoever looks at it; `say` gets what was found, when it is something else.

    Pages are told in a `language`. `base` is the path of the site's address, below which it is served.
    """

    def __init__(self, live: Live, say: Callable[[str], None], language: str = ENGLISH) -> None:
        self.live = live
        self._language = language
        self.base = urlsplit(live.config.site_url or "/").path.rstrip("/")
        self._say = say
        self._said = ""
        self._index = Index(live.root, is_draft=live.drafts, told=self._tell)
        self._changed = threading.Event()
        # Whether something has changed that is not read yet; else it may have.
        self._is_certain = False
        self._noticing = threading.Lock()
        self._stopped = threading.Event()
        self._listeners: dict[asyncio.Queue[str], asyncio.AbstractEventLoop] = {}
        self._worker = threading.Thread(target=self._work, name="reading", daemon=True)

    # --- reading ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to read what changes; what is there has been read, and is to be checked."""
        self._worker.start()
        self._changed.set()

    def stop(self) -> None:
        """End everything that was begun."""
        self._stopped.set()
        self._changed.set()
        self._index.stop()
        self._tell()

    def changed(self, is_certain: bool = True) -> None:
        """Some file is another, or at least may be."""
        with self._noticing:
            self._is_certain = self._is_certain or is_certain
            self._changed.set()

    def _work(self) -> None:
        while not self._stopped.is_set():
            self._changed.wait()
            with self._noticing:
                self._changed.clear()
                is_certain, self._is_certain = self._is_certain, False
            if self._stopped.is_set():
                return
            before = self.live.state
            if self.live.refresh(is_certain=is_certain) is not before:
                if self.live.state.reading != before.reading:
                    self._index.outdate()
                self._tell()
                # Whoever looks at a page asks for it now; checks come after it.
                self._changed.wait(_FIRST)
            elif before.is_checked:
                continue
            if state := self.live.check(self._changed.is_set):
                self._report(state)
                self._tell()

    def _report(self, state: State) -> None:
        told = joined(lines(state), "\n")
        if told != self._said:
            self._said = told
            # Nobody may be reading any more.
            with suppress(OSError):
                self._say(told)

    # --- telling ---------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Tell every page that is open what there is now."""
        told = self._now()
        for queue, loop in list(self._listeners.items()):
            # Of a server that has ended, nobody listens any more.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(queue.put_nowait, told)

    def _now(self) -> str:
        state = self.live.state
        # As on the command line.
        text = "\n".join(spoken(part, self._language) for part in (*state.troubles, report.text(state.findings)))
        summary = spoken(report.summary(state.findings, said("the catalog")), self._language) if state.is_checked or state.findings else ""
        message = {
            "number": state.number,
            "text": text.strip(),
            "summary": "\n".join((*(spoken(trouble, self._language).splitlines()[0] for trouble in state.troubles[:1]), summary)).strip(),
            "isSound": state.is_sound,
            "isChecked": state.is_checked,
            "index": spoken(_INDEX.get(self._index.state, NOTHING), self._language),
            "isIndexed": self._index.state == "ready",
            "words": {name: spoken(text, self._language) for name, text in _WORDS.items()},
            "isStopped": self._stopped.is_set(),
        }
        return json.dumps(message, ensure_ascii=False)

    async def events(self, request: Request) -> Response:
        """Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html."""
        return StreamingResponse(self._events(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _events(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners[queue] = asyncio.get_running_loop()
        try:
            yield f"retry: {_RETRY}\n\n"
            yield f"data: {self._now()}\n\n"
            while not self._stopped.is_set():
                try:
                    yield f"data: {await asyncio.wait_for(queue.get(), _BEAT)}\n\n"
                except TimeoutError:
                    yield ":\n\n"
        finally:
            del self._listeners[queue]

    # --- answering -------------------------------------------------------------------------------------------------

    def app(self) -> Starlette:
        """The application (https://asgi.readthedocs.io/), below the path of the site's address."""
        base = self.base
        routes = [Route(f"/{OWN}/events", self.events), Route(f"/{OWN}/{{name}}", _part)]
        if base:
            routes.append(Route("/", lambda _request: RedirectResponse(f"{base}/")))
        routes.append(Route(f"{base}/{FOLDER}/{{path:path}}", self.indexed))
        routes.append(Route(f"{base}/{{path:path}}", self.answer))
        return Starlette(routes=routes)

    async def indexed(self, request: Request) -> Response:
        """A file of the search index, which is made when the first is asked for."""
        if not self.live.config.plugins["casebook"].config["search"]:
            return self.missing()
        content = await run_in_threadpool(self._index.content, request.path_params["path"])
        return self.missing() if content is None else _response(request.path_params["path"], content)

    def answer(self, request: Request) -> Response:
        """A page or file of the site."""
        path = request.path_params["path"]
        number = self.live.state.number
        try:
            content = self.live.content(f"{path}{INDEX}" if not path or path.endswith("/") else path)
        except Missing:
            if path and not path.endswith("/") and self.live.has(f"{path}/{INDEX}"):
                return RedirectResponse(f"{request.url.path}/")
            return self.missing()
        except Broken as error:
            return self._page(500, said("This page cannot be made"), str(error), number)
        return _response(path, content, number)

    def missing(self) -> Response:
        """What the site says of an address that it does not have."""
        try:
            return _response("", self.live.content("404.html"), self.live.state.number, status=404)
        except (Missing, Broken):
            return self._page(404, said("Nothing is at this address"), "", self.live.state.number)

    def _page(self, status: int, title: str, text: str, number: int) -> Response:
        title, text = (escape(spoken(part, self._language)) for part in (title, text))
        html = (
            f'<!doctype html><html lang="{self._language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f'<title>{title}</title><link rel="stylesheet" href="/{OWN}/preview.css"></head>'
            f"<body class='_casebook-page'><h1>{title}</h1><pre>{text}</pre></body></html>"
        )
        return Response(with_script(html.encode(), number), status, {"Cache-Control": "no-store"}, "text/html")


# What the script says on a page.
_WORDS = {"close": said("Close"), "box": said("What the preview found")}
# The index takes its time: what is said of it, by its state.
_INDEX = {
    "making": said("The search index is being made. Results come by themselves when it is there."),
    "renewing": said("The search index is being made anew. Until then a search finds what was there before."),
    "failed": said("The search index cannot be made: see what is wrong with the catalog."),
}


def _response(path: str, content: bytes, number: int = 0, status: int = 200) -> Response:
    is_page = not path or path.endswith(("/", ".html"))
    suffix = Path(path).suffix
    kind = "text/html" if is_page else _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    if is_page:
        content = with_script(content, number)
    return Response(content, status, {"Cache-Control": "no-store"}, kind)


def with_script(page: bytes, number: int) -> bytes:
    """A page with the script that waits for what comes; all else is as in a build."""
    return page.replace(b"</head>", f'<script src="/{OWN}/preview.js" data-number="{number}" defer></script></head>'.encode(), 1)


def _part(request: Request) -> Response:
    """A file of the preview's own."""
    name = request.path_params["name"]
    path = _PARTS / name
    return _response(name, path.read_bytes()) if path.parent == _PARTS and path.is_file() else Response(status_code=404)


def lines(state: State) -> Iterator[str]:
    """What is said of a state on a terminal."""
    yield from state.troubles
    if state.findings:
        yield report.text(state.findings)
    yield report.summary(state.findings, said("the catalog"))
