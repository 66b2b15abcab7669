"""A small OpenAI-compatible chat service on loopback that says what a test tells it to, and ways for it to fail."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any

from tests.servers.loopback import serving

KEY = "sk-streng-geheim-4712"
MODEL = "scripted"
TOOL_CALL = {
    "index": 0,
    "id": "call-1",
    "type": "function",
    "function": {"name": "delete_documents", "arguments": '{"all": true}'},
}


@dataclass
class ChatService:
    """The running service; tests may change `mode` and `reply`, and read what was asked.

    `mode` is one of ok, limited (429), error (500), hang (never answers), stall (stops after so many words as `after`
    says and keeps the connection), broken (breaks off after them), garbage (200, but no JSON), tools (calls a tool
    nobody offered instead of answering) and cut (its window is full). `asked` holds the body of every request. `left`
    is set when the other side goes away in the middle of a stream. `script` gives the pieces of the answer to a
    request, in its own time, in place of `reply`.
    """

    url: str = ""
    mode: str = "ok"
    reply: str = "Ja."
    after: int = 2
    script: Callable[[dict[str, Any]], Iterable[str]] | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    released: Event = field(default_factory=Event)
    left: Event = field(default_factory=Event)


@contextmanager
def chat_service(reply: str = "Ja.", mode: str = "ok") -> Iterator[ChatService]:
    """The service on a free port of this machine, for as long as the block runs."""
    service = ChatService(reply=reply, mode=mode)
    with serving(_handler(service), service.released) as service.url:
        yield service


def _handler(service: ChatService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            service.asked.append(asked)
            if self.path != "/v1/chat/completions":
                self._answer(404, {"error": {"message": "unknown path"}})
            elif self.headers["authorization"] != f"Bearer {KEY}":
                self._answer(401, {"error": {"message": "Incorrect API key provided"}})
            elif service.mode == "limited":
                self._answer(429, {"error": {"message": "Rate limit reached", "type": "requests"}})
            elif service.mode == "error":
                self._answer(500, {"error": {"message": "out of memory"}})
            elif service.mode == "hang":
                service.released.wait(30)
                self.close_connection = True
            elif service.mode == "garbage":
                self._send(200, b"<html>Wartungsarbeiten</html>", "text/html")
            elif asked.get("stream"):
                self._stream(asked)
            elif service.mode in ("broken", "stall"):
                self._break_off()
            else:
                message = {"role": "assistant", "content": "".join(_pieces(service, asked))}
                choice = {"index": 0, "message": message, "finish_reason": "stop"}
                usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
                self._answer(200, _body("chat.completion", choice) | {"usage": usage})

        def _stream(self, asked: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            reason = {"cut": "length", "tools": "tool_calls"}.get(service.mode, "stop")
            try:
                if service.mode == "tools":
                    self._event(json.dumps(_body("chat.completion.chunk", _delta({"tool_calls": [TOOL_CALL]}))))
                for count, piece in enumerate(_pieces(service, asked)):
                    if service.mode == "tools":
                        break
                    if count == service.after and service.mode == "broken":
                        self.close_connection = True
                        return
                    if count == service.after and service.mode == "stall":
                        service.released.wait(30)
                    self._event(json.dumps(_body("chat.completion.chunk", _delta({"content": piece}))))
                self._event(json.dumps(_body("chat.completion.chunk", _delta({}, reason))))
                self._event("[DONE]")
                self.wfile.write(b"0\r\n\r\n")
            except OSError:
                service.left.set()
                self.close_connection = True

        def _event(self, data: str) -> None:
            event = f"data: {data}\n\n".encode()
            self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")

        def _break_off(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", "1000")
            self.end_headers()
            self.wfile.write(b'{"id": "1", "object": "chat.compl')
            if service.mode == "stall":
                service.released.wait(30)
            self.close_connection = True

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            self._send(status, json.dumps(body).encode(), "application/json")

        def _send(self, status: int, encoded: bytes, content_type: str) -> None:
            self.send_response(status)
            self.send_header("content-type", content_type)
            self.send_header("content-length", str(len(encoded)))
            self.end_headers()
            self.wfile.write(encoded)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def _pieces(service: ChatService, asked: dict[str, Any]) -> Iterable[str]:
    return service.script(asked) if service.script else re.findall(r"\S+\s*|\s+", service.reply)


def _body(kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    return {"id": "chat-1", "object": kind, "created": 0, "model": MODEL, "choices": [choice]}


def _delta(delta: dict[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish_reason}
