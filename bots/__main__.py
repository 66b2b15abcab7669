"""`python -m bots`: telegram."""

from __future__ import annotations

import sys
from signal import SIGTERM, signal

from assistant.administration.telegram_state import token_of
from corpus.console import DataOption, application, load_settings, plainly
from corpus.errors import RefusedInput, TransferlotseError
from corpus.lock import owner_of
from corpus.texts import telegram as texts

app = application(texts.HELP_BOTS)


@app.callback()
def bots() -> None:
    """Let the one command there is keep its name."""


@app.command(help=texts.HELP_TELEGRAM)
def telegram(data: DataOption = None) -> None:
    """Answer questions at Telegram until interrupted."""
    from bots.telegram.alone import run

    with plainly():
        settings = load_settings(data)
        if not token_of(settings):
            raise RefusedInput(texts.NO_TOKEN)
        owner = None if settings.database_url else owner_of(settings.data_dir)
        if owner and owner.url:
            raise TransferlotseError(texts.SERVED_ALREADY.format(url=owner.url))
        # Like Ctrl+C: what is open is closed.
        signal(SIGTERM, lambda *_: sys.exit(0))
        run(settings)


if __name__ == "__main__":
    app(prog_name="python -m bots")
