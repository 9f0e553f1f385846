"""Whether addresses on the web still answer: asked politely, one question at a time for each host, and judged by what comes back.

By HTTP Semantics (RFC 9110) and its further status codes (RFC 6585). Nothing but the head of an answer is looked at. Knows no catalog.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from ..base.saying import said
from ..records.links import LinkState

# Seconds that a host may take to be found, and to begin its answer.
PATIENCE = 20.0
# How often a question is asked again that met a trouble which may pass, and the seconds before that, doubled each time.
RETRIES = 2
_BACKOFF = 2.0
# Longer than so many seconds nobody waits because a host asks for it; it is asked next time.
_LONGEST_WAIT = 120.0
_HOSTS_AT_ONCE = 8
_MOST_REDIRECTS = 10
_MOVED = (301, 308)
_REDIRECTS = (*_MOVED, 302, 303, 307)
_GONE = (404, 410)
_TOO_MANY = 429
# What somebody with a browser, an account or in another country may see: nothing is known of the page itself.
_BLOCKED = (401, 402, 403, 406, 407, 418, 429, 451, 999)
_MAY_PASS = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an address: its `state`; the status code of the last answer, 0 without one; where it has moved for good.

    `reason` is what went wrong without an answer, in the words of the system.
    """

    state: LinkState
    code: int = 0
    to: str = ""
    reason: str = ""


@dataclass
class Visitor:
    """Who asks: with the name of the program in each question, and never two at once of the same host.

    Seconds: `pause` lies between two questions to one host, `patience` is what it may take to begin its answer, `backoff` lies before it is asked
    again. `may_visit_private` allows addresses that are not on the public network; `stopped`, once it is set, ends all waiting.
    """

    name: str
    pause: float
    patience: float = PATIENCE
    backoff: float = _BACKOFF
    may_visit_private: bool = False
    stopped: Event = field(default_factory=Event)
    _locks: dict[str, Lock] = field(default_factory=dict)
    _free_at: dict[str, float] = field(default_factory=dict)

    def all(self, addresses: Iterable[str]) -> Iterator[tuple[str, Answer]]:
        """The answers of addresses as they come; those of one host one after the other. When it is left early, nothing more is asked."""
        by_host: dict[str, list[str]] = defaultdict(list)
        for address in addresses:
            by_host[urlsplit(address).netloc.lower()].append(address)
        with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
            try:
                yield from self._results(pool, by_host)
            except BaseException:
                self.stopped.set()
                pool.shutdown(cancel_futures=True)
                raise

    def _results(self, pool: ThreadPoolExecutor, by_host: dict[str, list[str]]) -> Iterator[tuple[str, Answer]]:
        """Each host's next question is put when the one before is answered, so that what was learnt is told at once."""
        waiting: dict[Future[Answer], tuple[str, str]] = {}

        def ask_next(host: str) -> None:
            if by_host[host]:
                address = by_host[host].pop(0)
                waiting[pool.submit(self.visit, address)] = (host, address)

        for host in list(by_host):
            ask_next(host)
        while waiting:
            done = next(as_completed(waiting))
            host, address = waiting.pop(done)
            ask_next(host)
            yield address, done.result()

    def visit(self, address: str) -> Answer:
        """What has become of one address."""
        answer = Answer("unreachable")
        for attempt in range(RETRIES + 1):
            answer, after = self._followed(address)
            is_over = after is None or attempt == RETRIES or after > _LONGEST_WAIT
            if is_over or self.stopped.wait(max(after or 0.0, self.backoff * 2**attempt)):
                break
        return answer

    def _followed(self, address: str) -> tuple[Answer, float | None]:
        """The answer of an address, after its redirects; and if asking again may help, the seconds after which."""
        seen, at, moved_to, is_moved = {address}, address, "", True
        for _ in range(_MOST_REDIRECTS + 1):
            if reason := self._refusal(at):
                return reason, None
            try:
                code, target, after = self._asked(at)
            except requests.exceptions.Timeout as error:
                return Answer("slow", reason=_words(error)), 0.0
            except (requests.exceptions.RequestException, OSError, ValueError) as error:
                return Answer("unreachable", reason=_words(error)), 0.0
            if code not in _REDIRECTS or not target:
                return Answer(_state(code, moved_to), code, moved_to if code < 400 else ""), after
            # A way that is for good as far as it goes: behind the first step that is not, nothing is.
            is_moved = is_moved and code in _MOVED
            at = urljoin(at, target)
            moved_to = at if is_moved else moved_to
            if at in seen:
                return Answer("looping", code), None
            seen.add(at)
        return Answer("looping", reason=said("more than {most} redirects", most=_MOST_REDIRECTS)), None

    def _asked(self, address: str) -> tuple[int, str, float | None]:
        """One answer: its code, where it leads, and after how many seconds asking again may help."""
        code, headers = self._question("HEAD", address)
        if code >= 400 and code != _TOO_MANY:
            # Many do not know this question, and answer it with anything.
            code, headers = self._question("GET", address)
        after = _seconds(headers.get("Retry-After", "")) if code in _MAY_PASS else None
        return code, headers.get("Location", ""), after

    def _question(self, method: str, address: str) -> tuple[int, Any]:
        host = urlsplit(address).netloc.lower()
        with self._locks.setdefault(host, Lock()):
            self.stopped.wait(max(0.0, self._free_at.get(host, 0.0) - time.monotonic()))
            try:
                # A stream: the body, however large, is left where it is.
                with requests.request(
                    method,
                    address,
                    headers={"User-Agent": self.name, "Accept": "text/html,application/pdf;q=0.9,*/*;q=0.8"},
                    timeout=self.patience,
                    allow_redirects=False,
                    stream=True,
                ) as answer:
                    return answer.status_code, answer.headers
            finally:
                self._free_at[host] = time.monotonic() + self.pause

    def _refusal(self, address: str) -> Answer | None:
        """Why nobody is sent to an address, or that its host is not there; None where neither is so."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            return Answer("refused", reason=said("no address on the web"))
        try:
            found = socket.getaddrinfo(parts.hostname, parts.port or 0, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            is_none = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
            return Answer("gone" if is_none else "unreachable", reason=f"{parts.hostname}: {error.strerror}")
        except (OSError, UnicodeError, ValueError) as error:
            return Answer("unreachable", reason=_words(error))
        places = {ipaddress.ip_address(str(place[4][0]).partition("%")[0]) for place in found}
        if not self.may_visit_private and not all(place.is_global for place in places):
            return Answer("refused", reason=said("not on the public network"))
        return None


def _state(code: int, moved_to: str) -> LinkState:
    if code < 400:
        return "moved" if moved_to else "ok"
    if code in _GONE:
        return "gone"
    return "blocked" if code in _BLOCKED else "failing"


def _seconds(said: str, now: Callable[[], float] = time.time) -> float:
    """The seconds that `Retry-After` asks for, as such or as a date (RFC 9110, 10.2.3); 0 for what is neither."""
    if said.strip().isascii() and said.strip().isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.fromtimestamp(now(), UTC)).total_seconds())


def _words(error: BaseException) -> str:
    """The innermost reason of a trouble, in a line."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return " ".join(str(getattr(error, "strerror", "") or error or type(error).__name__).split())[:200]
