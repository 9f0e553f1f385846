"""Whether addresses answer: against a real server that misbehaves in every way."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from casebook.contributing import visiting
from casebook.contributing.visiting import Answer, Visitor


class Host(BaseHTTPRequestHandler):
    """A web site with a page for each trouble; `asked` counts the questions, and `agents` notes who asked."""

    asked: ClassVar[Counter[str]] = Counter()
    agents: ClassVar[set[str]] = set()
    times: ClassVar[list[float]] = []

    def do_GET(self) -> None:
        Host.asked[f"{self.command} {self.path}"] += 1
        Host.agents.add(self.headers["User-Agent"])
        Host.times.append(time.monotonic())
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
            case ["no-heads"] if self.command == "HEAD":
                self._answer(405)
            case ["slow"]:
                time.sleep(1.0)
            case ["reset"]:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                self.connection.close()
            case ["huge"]:
                self._answer(200, **{"Content-Length": str(10**12)})
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

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def visitor(**options: object) -> Visitor:
    return Visitor("Casebook/test", **({"pause": 0.0, "patience": 0.4, "backoff": 0.0, "may_visit_private": True} | options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("fine", Answer("ok", 200)),
        ("moved", Answer("moved", 200, "{host}/fine")),
        ("moved-again", Answer("moved", 200, "{host}/fine")),
        ("for-now", Answer("ok", 200)),
        ("404", Answer("gone", 404)),
        ("410", Answer("gone", 410)),
        ("401", Answer("blocked", 401)),
        ("403", Answer("blocked", 403)),
        ("451", Answer("blocked", 451)),
        ("busy", Answer("ok", 200)),
        ("busy-for-long", Answer("blocked", 429)),
        ("500", Answer("failing", 500)),
        ("no-heads", Answer("ok", 200)),
        ("loop", Answer("looping", 302)),
        ("endless/1", Answer("looping", reason="more than 10 redirects")),
        ("elsewhere", Answer("refused", reason="no address on the web")),
        ("huge", Answer("ok", 200)),
    ],
)
def test_an_answer_is_judged_by_what_comes_back(host: str, path: str, answer: Answer) -> None:
    found = visitor().visit(f"{host}/{path}")
    assert found == Answer(answer.state, answer.code, answer.to.format(host=host), answer.reason)


@pytest.mark.parametrize(("path", "state"), [("slow", "slow"), ("reset", "unreachable")])
def test_no_answer_has_its_reason(host: str, path: str, state: str) -> None:
    found = visitor().visit(f"{host}/{path}")
    assert (found.state, found.code) == (state, 0)
    assert found.reason


def test_what_may_pass_is_asked_again_and_no_more_than_that(host: str) -> None:
    visitor().visit(f"{host}/503")
    assert Host.asked["GET /503"] == 1 + visiting.RETRIES
    visitor().visit(f"{host}/404?once")
    assert Host.asked["GET /404?once"] == 1
    visitor().visit(f"{host}/busy-for-long?once")
    assert Host.asked["HEAD /busy-for-long?once"] == 1


def test_a_host_is_asked_by_name_and_with_pauses(host: str) -> None:
    Host.times.clear()
    found = dict(visitor(pause=0.1).all([f"{host}/fine?{number}" for number in range(3)]))
    assert [answer.state for answer in found.values()] == ["ok"] * 3
    assert all(later - earlier >= 0.1 for earlier, later in zip(Host.times, Host.times[1:], strict=False))
    assert Host.agents == {"Casebook/test"}


def test_whoever_leaves_early_asks_nothing_more(host: str) -> None:
    Host.asked.clear()
    for _answer in visitor(pause=0.05).all([f"{host}/fine?left={number}" for number in range(20)]):
        break
    time.sleep(0.2)
    assert sum(Host.asked.values()) <= 3


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "http://[::1]/", "http://localhost/", "http://10.0.0.1/", "http://169.254.169.254/latest/"]
)
def test_nobody_is_sent_into_a_private_network(address: str) -> None:
    assert visitor(may_visit_private=False).visit(address) == Answer("refused", reason="not on the public network")


@pytest.mark.parametrize("address", ["ftp://example.org/", "https://user@example.org/", "https:///x", "file:///etc/passwd", "javascript:1"])
def test_what_is_no_address_on_the_web_is_not_asked(address: str) -> None:
    assert visitor().visit(address) == Answer("refused", reason="no address on the web")


def test_a_host_that_is_not_there_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_arguments: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", none)
    assert visitor().visit("https://nobody.example/") == Answer("gone", reason="nobody.example: Name or service not known")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("7", 7.0), ("Thu, 01 Jan 1970 00:01:00 GMT", 60.0), ("Wed, 31 Dec 1969 23:59:00 GMT", 0.0), ("soon", 0.0), ("", 0.0), ("-1", 0.0)],
)
def test_how_long_to_wait_is_read_in_both_forms(said: str, seconds: float) -> None:
    assert visiting._seconds(said, lambda: 0.0) == seconds
