"""An editor, as far as a language server can tell: JSON-RPC with the real process, over its standard input and output.

See https://microsoft.github.io/language-server-protocol/specifications/base/0.9/specification/.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}, "rename": {"prepareSupport": True}},
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename"]}, "fileOperations": {"willRename": True}},
}
_PATIENCE = 60


class RequestFailed(Exception):
    """The server has refused."""


class Editor:
    """An editor that has the folder `root` open. Positions are the protocol's: from 0, in units of UTF-16."""

    def __init__(
        self,
        root: Path,
        *arguments: str,
        capabilities: Mapping[str, Any] = CAPABILITIES,
        folders: Sequence[Path] = (),
        greets: bool = True,
        locale: str | None = None,
    ) -> None:
        self.root = root
        self._locale = locale
        self._can, self._folders = capabilities, [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.messages: list[str] = []
        self._texts: dict[str, str] = {}
        self._number = 0
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._published = threading.Condition()
        self.count = 0
        command = [str(Path(sys.executable).with_name("casebook")), *arguments, "lsp"]
        self.process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.errors = b""
        self._threads = [threading.Thread(target=read, daemon=True) for read in (self._read, self._read_errors)]
        for thread in self._threads:
            thread.start()
        if greets:
            self.greet()

    def greet(self) -> None:
        """Begin, as every editor has to."""
        about = {"processId": None, "rootUri": self.root.as_uri(), "capabilities": self._can, "locale": self._locale}
        self.capabilities = self.ask("initialize", {**about, **({"workspaceFolders": self._folders} if self._folders else {})})["capabilities"]
        self.tell("initialized", {})

    # --- messages ---

    def _read_errors(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.errors += line

    def _read(self) -> None:
        out = self.process.stdout
        assert out
        while head := out.readline():
            length = int(head.split(b":")[1])
            while out.readline().strip():
                pass
            message = json.loads(out.read(length))
            if message.get("method") == "textDocument/publishDiagnostics":
                path = self.path(message["params"]["uri"])
                with self._published:
                    self.diagnostics[path] = message["params"]["diagnostics"]
                    self.count += 1
                    self._published.notify_all()
            elif message.get("method") == "window/logMessage":
                self.messages.append(message["params"]["message"])
            elif "id" in message and "method" not in message:
                self._answers.put(message)

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self.process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """Send a request, and wait for the answer. Raises RequestFailed."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        answer = self._answers.get(timeout=_PATIENCE)
        assert answer["id"] == self._number
        if "error" in answer:
            raise RequestFailed(answer["error"]["message"])
        return answer["result"]

    def uri(self, path: str) -> str:
        """The address of a file of the project."""
        return (self.root / path).as_uri()

    def path(self, uri: str) -> str:
        """A file of the project by its address."""
        return uri.removeprefix(f"{self.root.as_uri()}/")

    # --- what somebody does ---

    def open(self, path: str, text: str | None = None) -> None:
        """Open a file."""
        self._texts[path] = (self.root / path).read_bytes().decode() if text is None else text
        document = {"uri": self.uri(path), "languageId": "yaml", "version": 1, "text": self._texts[path]}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def type(self, path: str, text: str) -> None:
        """Make an open file say something else, and save nothing."""
        self._texts[path] = text
        self.tell("textDocument/didChange", {"textDocument": {"uri": self.uri(path), "version": 2}, "contentChanges": [{"text": text}]})

    def close(self, path: str) -> None:
        """Close a file without saving it."""
        self.tell("textDocument/didClose", {"textDocument": {"uri": self.uri(path)}})

    def at(self, path: str, sought: str, offset: int = 0) -> dict[str, Any]:
        """The place in an open file where a text begins, or so many characters later."""
        return {"textDocument": {"uri": self.uri(path)}, "position": position(self._texts[path], self._texts[path].index(sought) + offset)}

    def completed(self, path: str, text: str) -> list[dict[str, Any]]:
        """What is offered in a text in the place of its `¦`."""
        place = text.index("¦")
        whole = text[:place] + text[place + 1 :]
        self.type(path, whole)
        params = {"textDocument": {"uri": self.uri(path)}, "position": position(whole, place)}
        return list(self.ask("textDocument/completion", params)["items"])

    def found(self, path: str, is_so: Any, seconds: float = _PATIENCE) -> list[dict[str, Any]]:
        """The diagnostics of a file, as soon as they are so."""
        until = time.monotonic() + seconds
        with self._published:
            while not is_so(self.diagnostics.get(path, [])):
                left = until - time.monotonic()
                assert left > 0, (path, self.diagnostics.get(path), self.messages, self.errors)
                self._published.wait(left)
            return self.diagnostics.get(path, [])

    def end(self) -> int:
        """Close the editor."""
        if self.process.poll() is None:
            self.ask("shutdown", None)
            self.tell("exit", None)
        code = self.process.wait(_PATIENCE)
        for thread in self._threads:
            thread.join(_PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe
            pipe.close()
        return code

    def changed(self, edit: dict[str, Any]) -> dict[str, str]:
        """The texts of all files that an edit changes, by the path that each has then."""
        found: dict[str, str] = {}
        for change in edit["documentChanges"]:
            if change.get("kind") == "rename":
                old, new = self.path(change["oldUri"]), self.path(change["newUri"])
                found[new] = found.pop(old, None) or self._texts.get(old) or (self.root / old).read_text()
            else:
                path = self.path(change["textDocument"]["uri"])
                text = self._texts.get(path) or (self.root / path).read_bytes().decode()
                found[path] = applied(text, change["edits"])
        return found


def position(text: str, place: int) -> dict[str, int]:
    """The position of an offset in a text."""
    before = text[:place]
    return {"line": before.count("\n"), "character": units(before.rpartition("\n")[2])}


def units(text: str) -> int:
    """How many units of UTF-16 a text has."""
    return len(text.encode("utf-16-le")) // 2


def applied(text: str, edits: Sequence[dict[str, Any]]) -> str:
    """A text with edits in it, as an editor makes them."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]

    def offset(at: dict[str, int]) -> int:
        line = lines[at["line"]].encode("utf-16-le")
        return starts[at["line"]] + len(line[: 2 * at["character"]].decode("utf-16-le"))

    for edit in sorted(edits, key=lambda edit: (edit["range"]["start"]["line"], edit["range"]["start"]["character"]), reverse=True):
        text = text[: offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]) :]
    return text


def written(text: str, item: dict[str, Any]) -> str:
    """A text, its `¦` left out, with what was offered there."""
    return applied(text.replace("¦", ""), [item["textEdit"]])
