"""`python -m scripts.scale`: the scaled column on this machine, in the foreground, until interrupted."""

from __future__ import annotations

import shlex
import socket
import time
from signal import SIGTERM, default_int_handler, signal

from rich.console import Console

from assistant.administration.telegram_state import token_of
from corpus.console import application, load_settings, plainly
from corpus.errors import PortInUse, TransferlotseError
from corpus.lock import owning
from corpus.settings import Settings
from scripts.scale import texts
from scripts.scale.following import Followed
from scripts.scale.nginx import nginx_program
from scripts.scale.postgresql import postgresql_program
from scripts.scale.processes import ROOT
from scripts.scale.topology import Topology, topology

FOLDER = ROOT / "data-scale"
LOOKS_EVERY = 0.3  # seconds
# Whose lines are not shown; they are in their files.
_QUIET = ("postgresql", "chroma")

app = application(texts.HELP)
_out = Console(highlight=False, markup=False, soft_wrap=True)


@app.command(help=texts.HELP)
def main() -> None:
    """Start everything, show what it says, and stop it."""
    signal(SIGTERM, default_int_handler)
    with plainly():
        settings = load_settings(None)
        _check(settings.port)
        with owning(FOLDER):
            try:
                _run(settings)
            except KeyboardInterrupt:
                _out.print(texts.STOPPED.format(folder=FOLDER))


def _check(port: int) -> None:
    """Raise what can be known before anything has started."""
    if postgresql_program("initdb") is None:
        raise TransferlotseError(texts.NO_POSTGRESQL)
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise PortInUse(texts.PORT_TAKEN.format(port=port)) from error


def _run(settings: Settings) -> None:
    # With a webhook, the web processes get what Telegram brings.
    bot = bool(token_of(settings)) and settings.telegram_webhook_url is None
    with topology(FOLDER, port=settings.port, telegram=bot, examples=True, keep=True, tell=_out.print) as running:
        _welcome(running)
        shown = Followed([child.log for name, child in running.processes.items() if name not in _QUIET])
        try:
            while True:
                for name, line in shown.new_lines():
                    _out.print(f"{name} | {line}")
                time.sleep(LOOKS_EVERY)
        finally:
            _out.print(texts.STOPPING)


def _welcome(running: Topology) -> None:
    commands = FOLDER / "commands.env"
    commands.touch(0o600)
    commands.write_text("".join(f"{name}={shlex.quote(value)}\n" for name, value in running.environment.items()))
    _out.print(texts.PROCESSES.format(names=", ".join(running.processes), logs=FOLDER / "logs"))
    _out.print(texts.COMMANDS.format(file=commands))
    if nginx_program() is None:
        _out.print(texts.NO_NGINX.format(urls=", ".join(running.web_urls)))
    _out.print(texts.READY.format(url=running.url), style="bold green")
    _out.print(texts.STOP)


if __name__ == "__main__":
    app(prog_name="python -m scripts.scale")
