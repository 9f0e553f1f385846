"""From a preview to a browser: a server on a port of this machine, told by the system which files change."""

from __future__ import annotations

import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
import watchfiles

from ..base.saying import ENGLISH, said
from . import configured
from .build import Unusable
from .live import Live
from .preview import Preview

# Milliseconds: what is written at once, by an editor or by Git, is read at once.
_DEBOUNCE, _STEP = 120, 20
# And so often it is looked whether a folder has come or gone.
_LOOK = 500
_MOST_PORTS = 50


class Taken(Unusable):
    """The port is another program's; carries the next one that is free."""

    def __init__(self, host: str, port: int, free: int) -> None:
        self.port, self.free, self.address = port, free, f"{host}:{free}"
        super().__init__(
            said(
                "port {port} is taken by another program; {free} is free: casebook serve --addr {address}", port=port, free=free, address=self.address
            )
        )


def listen(address: str) -> socket.socket:
    """A socket that listens at HOST:PORT. Raises Taken, and Unusable when it can listen there for no other reason."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise Unusable(said("'{address}' is no HOST:PORT, such as 127.0.0.1:8000", address=address))
    try:
        return _bound(host, int(port))
    except OSError as error:
        if error.errno not in (48, 98, 10048):
            raise Unusable(said("cannot listen on {address}: {reason}", address=address, reason=error.strerror)) from None
    for other in range(int(port) + 1, min(int(port) + _MOST_PORTS, 65535)):
        try:
            _bound(host, other).close()
        except OSError:
            continue
        raise Taken(host, int(port), other)
    raise Unusable(said("cannot listen on {address}: it is taken, and so are the ports after it", address=address))


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            # A preview that was just ended does not keep its port.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host.strip("[]"), port))
        found.listen(128)
    except BaseException:
        found.close()
        raise
    return found


def serve(root: Path, at: socket.socket, *, drafts: bool, is_opened: bool, say: Callable[[str], None], language: str = ENGLISH) -> None:
    """Serve a preview of the project at `root` until interrupted; `say` gets what people read in a terminal, a page what they read in a `language`.

    Raises BuildFailed when there is nothing that could ever be shown.
    """
    with at:
        live = Live(root, drafts=drafts)
        # Before there are other threads: only now other processes can take a part of a large catalog.
        live.refresh()
        preview = Preview(live, say, language)
        host, port = at.getsockname()[:2]
        shown = f"http://{f'[{host}]' if ':' in host else host}:{port}{preview.base}/"
        say(said("serving {address} (Ctrl-C ends it)", address=shown))
        stop = threading.Event()
        watcher = threading.Thread(target=_watch, args=(live, preview.changed, stop, say), name="watching", daemon=True)
        watcher.start()
        preview.start()
        if is_opened:
            webbrowser.open(shown)
        try:
            _run(preview, at)
        finally:
            stop.set()
            preview.stop()
            watcher.join(2)


def _run(preview: Preview, at: socket.socket) -> None:
    config = uvicorn.Config(preview.app(), log_level="warning", lifespan="off", timeout_graceful_shutdown=1, access_log=False)
    # By then it has ended, and tells whoever started it.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[at])


def _watch(live: Live, changed: Callable[[bool], None], stop: threading.Event, say: Callable[[str], None]) -> None:
    """Tell of changes until stopped. When a folder comes or goes, all are looked for anew; where the system does not tell, again and again."""
    is_told = True
    while not stop.is_set():
        round_ = _Round(_there(live), partial(_there, live), changed, stop, is_told=is_told)
        below = threading.Thread(target=round_.watch, args=(round_.folders, True), daemon=True)
        below.start()
        # The folder of the project itself without what is below: a site, an environment or a repository may lie there.
        round_.watch([live.root], False)
        round_.over.set()
        below.join(5)
        if round_.failed and is_told and round_.folders == _there(live):
            # None has gone meanwhile: the system watches no more of them, say.
            is_told = False
            say(said("the system does not tell which files change ({reason}): they are looked at again and again", reason=round_.failed))


class _Round:
    """A time in which the same folders are watched: it is over when others are to be, and when all is."""

    def __init__(
        self, folders: list[Path], there: Callable[[], list[Path]], changed: Callable[[bool], None], stop: threading.Event, *, is_told: bool
    ) -> None:
        self.folders = folders
        self.over = threading.Event()
        self.failed = ""
        self._is_told = is_told
        self._there = there
        self._changed = changed
        self._stop = stop

    def is_set(self) -> bool:
        """Whether it is over, as an event says it."""
        return self.over.is_set() or self._stop.is_set()

    def watch(self, folders: list[Path], is_deep: bool) -> None:
        """Tell of changes in folders, and below them."""
        options: Any = {"recursive": is_deep, "debounce": _DEBOUNCE, "step": _STEP, "rust_timeout": _LOOK, "yield_on_timeout": True}
        # None leaves it to the library, which asks the environment.
        options |= {"force_polling": None if self._is_told else True, "poll_delay_ms": _LOOK}
        has_begun = False
        try:
            for changes in watchfiles.watch(*folders, stop_event=self, raise_interrupt=False, **options):
                if changes or not has_begun:
                    # At first also for what may have come while nobody looked.
                    self._changed(bool(changes))
                has_begun = True
                if self._there() != self.folders:
                    self.over.set()
        except OSError as error:
            # A folder that has just gone, or the system's limit.
            self.failed = str(error)
            self.over.set()
            self._stop.wait(_LOOK / 1000)


def _there(live: Live) -> list[Path]:
    """The folders that there are of those of which a site is made."""
    return [folder for folder in configured.watched(live.config) if folder.is_dir()]
