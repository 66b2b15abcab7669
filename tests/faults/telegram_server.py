"""A server with a bot, on a small corpus: killed at a step, at a call of the Bot API, or told to stop."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.kill_at import kill_at
from tests.faults.small_corpus import ENVIRONMENT, ROOT
from tests.servers.telegram import Telegram

CHAT = 17


@contextmanager
def bot_process(
    data: Path,
    api: Telegram,
    *,
    step: tuple[str, str, int] | None = None,
    output: Path = Path(os.devnull),
    **settings: str,
) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m bots telegram`, which kills itself at a step where one is given; what it says goes to `output`."""
    given = {"telegram_token": api.token, "telegram_api_url": api.url, "telegram_everyone": "True", **settings}
    environment = ENVIRONMENT | {f"TRANSFERLOTSE_{name.upper()}": value for name, value in given.items()}
    command = [sys.executable, "-m", "tests.faults.telegram_server", json.dumps(step), str(data)]
    with output.open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=said, stderr=said)
    try:
        yield process
    finally:
        process.kill()
        process.wait(20)


def main() -> None:
    """Be the bot."""
    import bots.telegram.alone
    from bots.__main__ import app

    assert bots.telegram.alone
    step = json.loads(sys.argv[1])
    if step is not None:
        kill_at(*step)
    sys.argv = ["bots", "telegram", "--data", sys.argv[2]]
    app()


if __name__ == "__main__":
    main()
