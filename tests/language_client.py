"""A client of a language server over its standard streams, as an editor is one: the Language Server Protocol 3.17.

See https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, Queue
from typing import Any

SECONDS = 30


class Client:
    """An editor with one folder open. `settings` are those of its workspace, by their sections."""

    def __init__(self, command: Sequence[str], root: Path, settings: dict[str, Any], environment: dict[str, str] | None = None) -> None:
        self.root, self.settings = root.resolve(), settings
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root, env=environment)
        self._answers: dict[int, Queue[Any]] = {}
        self._published: dict[str, Queue[list[dict[str, Any]]]] = {}
        self._count = 0
        threading.Thread(target=self._listen, daemon=True).start()
        folder = {"uri": self.root.as_uri(), "name": self.root.name}
        text = {
            "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "publishDiagnostics": {},
        }
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True, "didChangeWatchedFiles": {"dynamicRegistration": True}},
            "textDocument": text,
        }
        self.request("initialize", {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder], "capabilities": capabilities})
        self.notify("initialized", {})

    # --- messages ---

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.decode().partition(":")
                length = int(value) if name.lower() == "content-length" else length
                line = stream.readline()
            self._receive(json.loads(stream.read(length)))

    def _receive(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method is None:
            self._answers[message["id"]].put(message)
        elif "id" in message:
            # A language server asks for the settings of the workspace, and whether it may watch files.
            asked = [self.settings.get(item["section"], {}) for item in message["params"]["items"]] if method == "workspace/configuration" else None
            self._send({"id": message["id"], "result": asked})
        elif method == "textDocument/publishDiagnostics":
            params = message["params"]
            self._published.setdefault(params["uri"], Queue()).put(params["diagnostics"])

    def request(self, method: str, params: dict[str, Any]) -> Any:
        """What the server answers. Raises AssertionError when that is an error, or takes too long."""
        self._count += 1
        answer = self._answers.setdefault(self._count, Queue())
        self._send({"id": self._count, "method": method, "params": params})
        found = answer.get(timeout=SECONDS)
        assert "error" not in found, found["error"]
        return found["result"]

    def notify(self, method: str, params: dict[str, Any]) -> None:
        """Tell the server something."""
        self._send({"method": method, "params": params})

    def close(self) -> None:
        """End the server."""
        try:
            self.request("shutdown", {})
            self.notify("exit", {})
            self._process.wait(10)
        except (OSError, Empty, AssertionError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream
            stream.close()

    # --- what an editor does ---

    def uri(self, path: str) -> str:
        """The address of a file of the folder."""
        return (self.root / path).as_uri()

    def open_all(self, paths: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """Open files, and give what the server finds wrong with each."""
        for path in paths:
            self._tell_open(path, (self.root / path).read_text("utf-8"))
        return {path: self._published[self.uri(path)].get(timeout=SECONDS) for path in paths}

    def open(self, path: str, text: str | None = None) -> list[dict[str, Any]]:
        """Open a file, with another text than it has if there is one; gives what the server finds wrong with it."""
        self._tell_open(path, (self.root / path).read_text("utf-8") if text is None else text)
        return self._published[self.uri(path)].get(timeout=SECONDS)

    def _tell_open(self, path: str, text: str) -> None:
        self._published.setdefault(self.uri(path), Queue())
        self.notify("textDocument/didOpen", {"textDocument": {"uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text}})

    def at(self, path: str, method: str, line: int, character: int) -> Any:
        """What the server says of a place in an open file; both numbers count from 0."""
        return self.request(method, {"textDocument": {"uri": self.uri(path)}, "position": {"line": line, "character": character}})

    def until(self, path: str, wanted: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """The first findings in a file that are as wanted."""
        while True:
            found = self._published[self.uri(path)].get(timeout=SECONDS)
            if wanted(found):
                return found
