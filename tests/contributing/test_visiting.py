"""Whether addresses answer: against a real server that misbehaves in every way."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook.contributing import visiting
from casebook.contributing.visiting import Answer, Visitor

from tests.contributing.web import Host, served


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with served() as address:
        yield address


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
        ("drip", Answer("slow", reason="the head of its answer did not end within 0.8 seconds")),
        ("no-heads-at-all", Answer("ok", 200)),
        ("odd-way/bracket", Answer("unreachable", reason="Invalid IPv6 URL")),
        ("odd-way/long", Answer("ok", 200)),
        ("odd-line", Answer("unreachable", reason="[31mno HTTP")),
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
    Host.agents.clear()
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


def test_a_name_that_stands_for_another_host_the_next_time_is_not_spoken_to(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port, asked = int(host.rpartition(":")[2]), []
    real = socket.getaddrinfo

    def two_faced(name: str, *arguments: object, **options: object) -> object:
        if name != "two-faced.org":
            return real(name, *arguments, **options)  # type: ignore[arg-type]
        asked.append(name)
        where = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (where, port))]

    monkeypatch.setattr(socket, "getaddrinfo", two_faced)
    for proxy in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(proxy, raising=False)
    before = Host.asked.total()
    found = visitor(may_visit_private=False).visit(f"http://two-faced.org:{port}/fine")
    assert found == Answer("refused", reason="not on the public network")
    assert len(asked) == 2 and Host.asked.total() == before


def test_no_password_of_this_machine_goes_anywhere(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert visitor().visit(f"{host}/fine").state == "ok"
    assert Host.passwords == set()


def test_a_host_that_wants_to_be_left_alone_is(host: str) -> None:
    pages = [f"{host}/busy-for-long?{number}" for number in range(3)]
    found = dict(visitor().all(pages))
    assert found == {pages[0]: Answer("blocked", 429)}
