"""Whether addresses on the web still answer: asked politely, one question at a time for each host, and judged by what comes back.

By HTTP Semantics (RFC 9110) and its further status codes (RFC 6585). Nothing but the head of an answer is looked at. Knows no catalog.
"""

from __future__ import annotations

import socket
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from urllib.parse import urljoin, urlsplit

import requests

from ..base.saying import said
from ..records.links import LinkState, can_be_kept
from . import questions
from .questions import NotPublic, Overdue, is_public

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
    _left_alone: set[str] = field(default_factory=set)

    def all(self, addresses: Iterable[str]) -> Iterator[tuple[str, Answer]]:
        """The answers of addresses as they come; those of one host one after the other. When it is left early, nothing more is asked.

        A host that wants to be left alone for longer than anybody waits is not asked for the rest of its addresses.
        """
        by_host: dict[str, list[str]] = defaultdict(list)
        for address in addresses:
            by_host[_host(address)].append(address)
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
            if by_host[host] and host not in self._left_alone:
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
            if after is not None and after > _LONGEST_WAIT:
                self._left_alone.add(_host(address))
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
            except (requests.exceptions.Timeout, Overdue) as error:
                return Answer("slow", reason=_words(error)), None if isinstance(error, Overdue) else 0.0
            except NotPublic as error:
                return Answer("refused", reason=_words(error)), None
            except (requests.exceptions.RequestException, OSError, ValueError) as error:
                return Answer("unreachable", reason=_words(error)), 0.0
            if code not in _REDIRECTS or not target:
                return Answer(_state(code, moved_to), code, moved_to if code < 400 else ""), after
            # A way that is for good as far as it goes: behind the first step that is not, nothing is.
            is_moved = is_moved and code in _MOVED
            try:
                at = urljoin(at, target)
            except ValueError as error:
                return Answer("looping", code, reason=_words(error)), None
            moved_to = at if is_moved and can_be_kept(at) else ""
            if at in seen:
                return Answer("looping", code), None
            seen.add(at)
        return Answer("looping", reason=said("more than {most} redirects", most=_MOST_REDIRECTS)), None

    def _asked(self, address: str) -> tuple[int, str, float | None]:
        """One answer: its code, where it leads, and after how many seconds asking again may help."""
        try:
            code, headers = self._question("HEAD", address)
        except (requests.exceptions.ReadTimeout, requests.exceptions.ConnectionError):
            # Many do not know this question, and answer it with anything, or with nothing.
            code, headers = self._question("GET", address)
        else:
            if code >= 400 and code != _TOO_MANY:
                code, headers = self._question("GET", address)
        after = _seconds(headers.get("Retry-After", "")) if code in _MAY_PASS else None
        return code, headers.get("Location", ""), after

    def _question(self, method: str, address: str) -> questions.Head:
        host = _host(address)
        with self._locks.setdefault(host, Lock()):
            self.stopped.wait(max(0.0, self._free_at.get(host, 0.0) - time.monotonic()))
            try:
                return questions.ask(method, address, self.name, self.patience, may_be_private=self.may_visit_private)
            finally:
                self._free_at[host] = time.monotonic() + self.pause

    def _refusal(self, address: str) -> Answer | None:
        """Why nobody is sent to an address, or that its host is not there; None where neither is so."""
        try:
            parts = urlsplit(address)
            host, port, is_none = parts.hostname or "", parts.port or 0, parts.scheme not in ("http", "https") or parts.username is not None
        except ValueError as error:
            return Answer("refused", reason=_words(error))
        if not host or is_none:
            return Answer("refused", reason=said("no address on the web"))
        try:
            found = questions.within(self.patience, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except socket.gaierror as error:
            is_none = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
            return Answer("gone" if is_none else "unreachable", reason=_plain(f"{host}: {error.strerror}"))
        except (OSError, UnicodeError, ValueError, Overdue) as error:
            return Answer("unreachable", reason=_words(error))
        if not self.may_visit_private and not all(is_public(str(place[4][0])) for place in found):
            return Answer("refused", reason=said("not on the public network"))
        return None


def _host(address: str) -> str:
    """The host of an address with its port, in small letters; empty where none can be told."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


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
    while (inner := error.__cause__ or (None if error.__suppress_context__ else error.__context__)) is not None:
        error = inner
    return _plain(str(getattr(error, "strerror", "") or error or type(error).__name__))


def _plain(text: str) -> str:
    """A line of what a host may have sent, without what nobody can see."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:200] or "?"
