"""The end of the wire: every request has an answer, also one that makes no sense, comes too early or too late, as the specification wants it."""

from __future__ import annotations

from typing import Any

from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest, JsonRpcServerNotInitialized
from pygls.protocol import LanguageServerProtocol

_FIRST, _LAST = "initialize", "exit"


class Endpoint(LanguageServerProtocol):
    """The protocol of the library, which leaves such requests without an answer: an editor that asks would wait for ever."""

    _is_open = False

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message from what came over the wire. Raises JsonRpcException for one that is none, after answering it."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        """Pass a message on, unless nothing has been begun yet or all is over; nothing that is no message."""
        method, number = getattr(message, "method", None), getattr(message, "id", None)
        self._is_open |= method == _FIRST
        if not hasattr(message, "jsonrpc"):
            return
        if method and method != _LAST and (self._shutdown or not self._is_open):
            refusal = JsonRpcInvalidRequest() if self._shutdown else JsonRpcServerNotInitialized()
            if number is not None:
                self._send_response(number, error=refusal.to_response_error())
            return
        super().handle_message(message)
