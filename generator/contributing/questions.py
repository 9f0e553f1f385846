"""One question to a host over HTTP (RFC 9110), by whoever asks under a name: the head of an answer, within a deadline, and from nowhere private.

Libraries wait for each byte; who sends one at a time keeps them for ever. And who is looked up twice may be two: what a name stood for when
it was asked about need not be what is spoken to.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from ..base.saying import said

T = TypeVar("T")
# Of the seconds that an answer may take to begin, so many times as much for all of its head.
_WHOLE = 2


class Overdue(Exception):
    """The head of an answer did not end in time: whoever is asked again answers like that again."""


class NotPublic(Exception):
    """A host is not on the public network."""


class Head(NamedTuple):
    """The head of an answer: its status code and its fields."""

    code: int
    fields: Mapping[str, str]


def is_public(address: str) -> bool:
    """Whether an IP address, as the system writes it, is one of the public network."""
    return ipaddress.ip_address(address.partition("%")[0]).is_global


def ask(method: str, address: str, name: str, patience: float, *, may_be_private: bool) -> Head:
    """The head of an answer; its body, however large, is left where it is, and nothing that this machine keeps for a host goes there.

    `patience` are seconds until it begins. Raises Overdue, NotPublic, and what `requests` raises.
    """

    def asked() -> Head:
        with requests.Session() as session:
            for scheme in ("http://", "https://"):
                session.mount(scheme, HTTPAdapter() if may_be_private else _Public())
            headers = {"User-Agent": name, "Accept": "text/html,application/pdf;q=0.9,*/*;q=0.8"}
            # By `auth` no passwords are looked for in a .netrc.
            with session.request(
                method, address, headers=headers, timeout=patience, allow_redirects=False, stream=True, auth=lambda request: request
            ) as answer:
                return Head(answer.status_code, answer.headers)

    return within(_WHOLE * patience, asked)


def within(seconds: float, call: Callable[[], T]) -> T:
    """What a call gives, or raises. Raises Overdue when it takes longer; it is left alone then, and ends with the program."""
    found: SimpleQueue[tuple[bool, Any]] = SimpleQueue()

    def run() -> None:
        try:
            found.put((True, call()))
        except Exception as error:  # (is raised where it is waited for)
            found.put((False, error))

    Thread(target=run, daemon=True).start()
    try:
        is_done, value = found.get(timeout=seconds)
    except Empty:
        raise Overdue(said("the head of its answer did not end within {seconds} seconds", seconds=f"{seconds:g}")) from None
    if is_done:
        return cast(T, value)
    raise value


class _Spoken:
    """A connection that is closed before anything is said when the other end is not on the public network."""

    def _new_conn(self) -> socket.socket:
        made: socket.socket = super()._new_conn()  # type: ignore[misc]
        if not is_public(str(made.getpeername()[0])):
            made.close()
            raise NotPublic(said("not on the public network"))
        return made


class _Http(_Spoken, HTTPConnection):
    pass


class _Https(_Spoken, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


class _Public(HTTPAdapter):
    """Speaks to hosts of the public network; through a proxy, which knows what it may reach, as to any."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
