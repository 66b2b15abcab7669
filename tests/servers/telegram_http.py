"""The Bot API by HTTP: tokens, parameters, files, and replies that do not come."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.servers.telegram_api import Api, Conflicting
from tests.servers.telegram_markup import Refused
from tests.servers.telegram_place import Forbidding
from tests.servers.telegram_shown import Fault


def handler(service: Api) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if service.is_refusing:
                self.close_connection = True
                return
            path, query = unquote(urlsplit(self.path).path), urlsplit(self.path).query
            if path.startswith(f"/file/bot{service.token}/"):
                content = service.file(path.removeprefix(f"/file/bot{service.token}/"))
                self._send(404 if content is None else 200, content or b"", "application/octet-stream")
                return
            _, bot, method = (*path.split("/"), "", "")[:3]
            if bot != f"bot{service.token}":
                known = re.fullmatch(r"bot\d+:[A-Za-z0-9_-]{35,}", bot)
                self._fail(*((401, "Unauthorized") if known else (404, "Not Found")))
                return
            given = dict(parse_qsl(query)) | _parameters(self.headers.get("content-type", ""), body)
            self._answer(method, given)

        def _answer(self, method: str, given: dict[str, Any]) -> None:
            with service.changed:
                service.calls.append((method, given, time.monotonic()))
            service.released.wait(service.slow)
            fault = service.due_fault(method)
            if fault and not fault.does_work:
                _kill(fault)
                self._fail(fault.status, fault.description or "Fault", fault.retry_after)
                return
            if service.is_too_much(method, given):
                self._fail(429, "Too Many Requests: retry after 1", 1)
                return
            try:
                result = service.answer(method, given)
            except Refused as refused:
                self._fail(400, f"Bad Request: {refused}")
            except Conflicting as conflict:
                self._fail(409, f"Conflict: {conflict}")
            except Forbidding as forbidden:
                self._fail(403, f"Forbidden: {forbidden}")
            else:
                service.did(method, given)
                if fault:
                    _kill(fault)
                    self._fail(fault.status, fault.description or "Fault")
                else:
                    self._send(200, json.dumps({"ok": True, "result": result}).encode(), "application/json")

        def _fail(self, status: int, description: str, retry_after: int = 0) -> None:
            if not status:
                self.close_connection = True
                return
            body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
            if retry_after:
                body["parameters"] = {"retry_after": retry_after}
            self._send(status, json.dumps(body).encode(), "application/json")

        def _send(self, status: int, encoded: bytes, media_type: str) -> None:
            self.send_response(status)
            self.send_header("content-type", media_type)
            self.send_header("content-length", str(len(encoded)))
            self.end_headers()
            self.wfile.write(encoded)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def _parameters(media_type: str, body: bytes) -> dict[str, Any]:
    """What a call was given; a file is its name and its content."""
    if not media_type.startswith("multipart/form-data"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    message = BytesParser(policy=policy.HTTP).parsebytes(b"content-type: " + media_type.encode() + b"\r\n\r\n" + body)
    given: dict[str, Any] = {}
    for part in message.iter_parts():
        name, file_name = part.get_param("name", header="content-disposition"), part.get_filename()
        content = part.get_payload(decode=True)
        given[str(name)] = content.decode() if file_name is None else (file_name, content)
    return {
        name: given[value.removeprefix("attach://")] if str(value).startswith("attach://") else value
        for name, value in given.items()
    }


def _kill(fault: Fault) -> None:
    if fault.kills:
        os.kill(fault.kills, signal.SIGKILL)
