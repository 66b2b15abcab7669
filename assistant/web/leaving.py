"""How a server ends: at once, or where others serve the same house, so that nobody notices."""

from __future__ import annotations

import socket
from threading import Timer
from types import FrameType

import uvicorn
from fastapi import FastAPI

from assistant.web.patience import LARGEST_HEAD, PatientProtocol

# Most systems let a process have 1,024 files open, and every connection is one.
MOST_CONNECTIONS = 800
ENDING_SECONDS = 5
# A proxy that asks /readyz now and then learns to ask the others first.
LEAVING_SECONDS = 5.0
FINISHING_SECONDS = 30


def run_app(app: FastAPI, listener: socket.socket, *, one_of_many: bool) -> None:
    """Answer requests until interrupted; `one_of_many` says first that it is not ready, and finishes what it began."""
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        ws="none",
        limit_concurrency=MOST_CONNECTIONS,
        # The app believes them, and only of trusted proxies; see assistant/web/proxies.py.
        proxy_headers=False,
        access_log=False,
        # As everything else is logged.
        log_config=None,
        log_level="warning",
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=FINISHING_SECONDS if one_of_many else ENDING_SECONDS,
    )
    server = _LeavingServer(config, app) if one_of_many else uvicorn.Server(config)
    server.run(sockets=[listener])


class _LeavingServer(uvicorn.Server):
    """Told to end, it serves on for `LEAVING_SECONDS`, and is not ready; told so again, it ends."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came."""
        if self._app.state.is_leaving:
            super().handle_exit(sig, frame)
            return
        self._app.state.is_leaving = True
        timer = Timer(LEAVING_SECONDS, self._end, (sig,))
        timer.daemon = True
        timer.start()

    def _end(self, sig: int) -> None:
        if not self.should_exit:
            super().handle_exit(sig, None)
