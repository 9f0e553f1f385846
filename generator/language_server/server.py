"""What an editor asks, answered: the features of the Language Server Protocol that `contributing.language` has answers for.

It translates and does nothing of its own. A fault in it is logged and costs that one answer.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from ..base.diagnostic import Diagnostic
from ..base.saying import ENGLISH, of_code, spoken
from ..reading.configuration import read_configuration
from ..records.around import root_of
from ..records.folder import CASES, CONFIG, UnusableProject
from . import protocol
from .answers import FEATURES, Answers
from .endpoint import Endpoint
from .project import CannotEdit, Project

T = TypeVar("T")

# After the last keystroke, so many seconds before the catalog is looked at.
_PAUSE = 0.15
# And so many before what takes longer is looked at.
_REST = 0.4
# The request was understood, and cannot be done: the editor shows why.
_REQUEST_FAILED = -32803


class Server(LanguageServer):
    """A server for every project that its editor has files open of."""

    def __init__(self, root: Path, language: str, *, is_told: bool = False) -> None:
        super().__init__("casebook", version("casebook"), protocol_cls=Endpoint)
        self.language, self._is_told = language, is_told
        self._given = root
        self._projects: dict[Path, Project] = {}
        self._shown: dict[Path, dict[str, tuple[Diagnostic, ...]]] = {}
        self._tasks: dict[Path, asyncio.Task[None]] = {}
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")

    # --- projects and files ---

    def project_at(self, root: Path) -> Project:
        """The project of a folder."""
        return self._projects.setdefault(root, Project(root, self.language))

    def place(self, uri: str) -> tuple[Project, str] | None:
        """The project that a file belongs to, and its path there; None for one that is of no catalog."""
        file = protocol.path_of(uri)
        root = root_of(file) if file else None
        if file is None or root is None:
            return None
        project = self.project_at(root)
        path = project.path_of(file)
        return (project, path) if path else None

    def hear(self, locale: str | None) -> None:
        """Speak as the editor does, where nobody has asked for a language and there is that of the editor (BCP 47)."""
        if locale and not self._is_told and (language := of_code(locale)) != ENGLISH:
            self.language = language

    def begin(self) -> None:
        """Look at the projects that the editor has opened, or at the one that was given."""
        folders = [protocol.path_of(folder.uri) for folder in self.workspace.folders.values()]
        root = protocol.path_of(self.workspace.root_uri) if self.workspace.root_uri else None
        given = [folder if (folder / CASES).is_dir() else root_of(folder / CASES) for folder in filter(None, [*folders, root])]
        for found in dict.fromkeys(filter(None, given)) or filter(None, [root_of(self._given / CASES)]):
            self.check_soon(self.project_at(found), 0)

    def end(self) -> None:
        """End at once: nothing here is half written, and whoever goes waits for nobody who is still looking."""
        os._exit(0 if self.protocol._shutdown else 1)

    @property
    def codec(self) -> Any:
        """How the editor counts in a line."""
        return self.workspace.position_codec

    def can(self, operation: types.ResourceOperationKind) -> bool:
        """Whether the editor makes, moves or removes files when it is asked to."""
        workspace = self.client_capabilities.workspace
        edits = workspace.workspace_edit if workspace else None
        return bool(edits and edits.document_changes and operation in (edits.resource_operations or ()))

    def site(self, project: Project) -> str:
        """The address of a project's site, if it has one."""
        config = project.root / CONFIG
        text = config.read_text("utf-8", "replace") if os.access(config, os.R_OK) else ""
        url = read_configuration(text).get("site_url")
        return f"{url.rstrip('/')}/" if isinstance(url, str) and url else ""

    # --- diagnostics ---

    def check_soon(self, project: Project, pause: float = _PAUSE) -> None:
        """Look at a project when nobody has typed for a moment."""
        if task := self._tasks.get(project.root):
            task.cancel()
        self._tasks[project.root] = asyncio.get_running_loop().create_task(self._check(project, pause))

    async def _check(self, project: Project, pause: float) -> None:
        await asyncio.sleep(pause)
        loop, number = asyncio.get_running_loop(), project.version
        found = project.check(lambda: project.version != number)
        try:
            while (more := await loop.run_in_executor(self._pool, next, found, None)) is not None:
                self._publish(project, dict(more))
                # What takes longer waits until nobody types.
                await asyncio.sleep(_REST)
            if project.version == number:
                await loop.run_in_executor(self._pool, project.keep_schemas, self.language)
        except UnusableProject as error:
            self.log(spoken(str(error), self.language))
        except Exception:
            self.log(traceback.format_exc())

    def _publish(self, project: Project, found: dict[str, tuple[Diagnostic, ...]]) -> None:
        before, site = self._shown.get(project.root, {}), self.site(project)
        for path in sorted({*before, *found}):
            if found.get(path, ()) == before.get(path) and path in before:
                continue
            shown = [protocol.diagnostic(self.codec, item, self.language, site) for item in found.get(path, ())]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(protocol.uri_of(project.root / path), shown))
        self._shown[project.root] = found

    def log(self, message: str) -> None:
        """Tell whoever looks for faults."""
        print(message, file=sys.stderr, flush=True)
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))


def _guarded(server: Server, answer: Callable[..., T]) -> Callable[..., T | None]:
    """An answer that is none where it fails, for whatever reason; what cannot be done is said."""

    @wraps(answer)
    def guarded(*arguments: Any) -> T | None:
        try:
            return answer(*arguments)
        except CannotEdit as error:
            raise JsonRpcException(spoken(error.why, server.language), _REQUEST_FAILED) from None
        except UnusableProject as error:
            server.log(spoken(str(error), server.language))
        except Exception:
            server.log(traceback.format_exc())
        return None

    return guarded


def make(root: Path, language: str, *, is_told: bool = False) -> Server:
    """A server with all that it can do."""
    server = Server(root, language, is_told=is_told)
    answers = Answers(server)
    for name, (method, options) in FEATURES.items():
        server.feature(name, options)(_guarded(server, getattr(answers, method)))
    server.feature(types.EXIT)(lambda *_params: server.end())
    return server


def run(root: Path, language: str, *, is_told: bool = False) -> None:
    """Serve an editor on standard input and output until it says that it is done; `is_told`: somebody has asked for that language."""
    # What cannot be done is told to the editor, and a fault is logged here; the library would do it once more.
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    # What else may be printed must not come between.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server = make(root, language, is_told=is_told)
    server.start_io(sys.stdin.buffer, out)
    # The editor is gone without a word.
    server.end()
