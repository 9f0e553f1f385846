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

import uvicorn

from ..base.saying import ENGLISH, of_system, said
from . import configured
from .build import Unusable
from .live import Live
from .preview import Preview
from .watching import watch

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
            raise Unusable(said("cannot listen on {address}: {reason}", address=address, reason=of_system(error))) from None
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
        watcher = threading.Thread(target=watch, args=(root, partial(_there, live), preview.changed, stop, say), name="watching", daemon=True)
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


def _there(live: Live) -> list[Path]:
    """The folders that there are of those of which a site is made."""
    return [folder for folder in configured.watched(live.config) if folder.is_dir()]
