"""A web site that misbehaves in every way, on this machine."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit


class Host(BaseHTTPRequestHandler):
    """A web site with a page for each trouble; `asked` counts the questions, and `agents` notes who asked."""

    asked: ClassVar[Counter[str]] = Counter()
    agents: ClassVar[set[str]] = set()
    times: ClassVar[list[float]] = []
    passwords: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        Host.asked[f"{self.command} {self.path}"] += 1
        Host.agents.add(self.headers["User-Agent"])
        Host.times.append(time.monotonic())
        Host.passwords |= {value for name, value in self.headers.items() if name in ("Authorization", "Cookie")}
        match self.path.partition("?")[0].strip("/").split("/"):
            case ["moved" | "moved-again" as name]:
                self._answer(301, Location="/moved" if name == "moved-again" else "/fine")
            case ["for-now"]:
                self._answer(302, Location="/fine")
            case ["loop"]:
                self._answer(302, Location="/loop")
            case ["endless", number]:
                self._answer(302, Location=f"/endless/{int(number) + 1}")
            case ["elsewhere"]:
                self._answer(302, Location="file:///etc/passwd")
            case ["busy"] if Host.asked[f"{self.command} /busy"] == 1:
                self._answer(429, **{"Retry-After": "0"})
            case ["busy-for-long"]:
                self._answer(429, **{"Retry-After": formatdate(time.time() + 10_000, usegmt=True)})
            case ["drip"]:
                # A byte at a time, and never all of the head.
                with suppress(OSError):
                    for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 60:
                        self.wfile.write(bytes((byte,)))
                        time.sleep(0.05)
            case ["no-heads-at-all"] if self.command == "HEAD":
                self.connection.close()
            case ["odd-way", way]:
                self._answer(301, Location={"bracket": "http://[odd", "long": "/" + "x" * 5000, "hidden": "/fine?\x01"}[way])
            case ["odd-line"]:
                self.wfile.write(b"\x00\x1b[31mno HTTP\r\n\r\n")
            case ["no-heads"] if self.command == "HEAD":
                self._answer(405)
            case ["slow"]:
                time.sleep(1.0)
            case ["reset"]:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                self.connection.close()
            case ["huge"]:
                self._answer(200, **{"Content-Length": str(10**12)})
            case ["archive"]:
                self._say_what_is_archived(parse_qs(urlsplit(self.path).query)["url"][0])
            case [code] if code.isdigit():
                self._answer(int(code))
            case _:
                self._answer(200)

    do_HEAD = do_GET  # noqa: N815 (so the server calls it)

    def _answer(self, code: int, **headers: str) -> None:
        self.send_response(code)
        for name, value in ({"Content-Length": "0"} | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def _say_what_is_archived(self, url: str) -> None:
        """As the Internet Archive does: a copy of what is gone, and none of anything else."""
        copy = {"available": True, "url": f"http://web.archive.org/web/20200101000000/{url}", "timestamp": "20200101000000", "status": "200"}
        body = json.dumps({"url": url, "archived_snapshots": {"closest": copy} if "/404" in url else {}}).encode()
        self._answer(200, **{"Content-Length": str(len(body))})
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """The site's address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
