"""`python -m bots telegram`: when it refuses, and that it serves the bot and nothing else."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from bots.__main__ import app
from corpus.lock import owning
from corpus.texts import telegram as texts
from tests.faults.telegram_server import bot_process
from tests.servers.telegram import TOKEN, telegram


def run(data: Path, **environment: str) -> str:
    ran = CliRunner().invoke(app, ["telegram", "--data", str(data)], env=environment)
    assert ran.exit_code == 1
    return ran.output


def test_without_a_token_it_says_where_to_put_one(tmp_path: Path) -> None:
    assert run(tmp_path) == f"{texts.NO_TOKEN}\n"
    assert run(tmp_path, TRANSFERLOTSE_TELEGRAM_TOKEN="") == f"{texts.NO_TOKEN}\n"


def test_where_a_server_does_it_already_there_is_nothing_to_do(tmp_path: Path) -> None:
    with owning(tmp_path, url="http://127.0.0.1:8000"):
        said = run(tmp_path, TRANSFERLOTSE_TELEGRAM_TOKEN=TOKEN)
    assert said == f"{texts.SERVED_ALREADY.format(url='http://127.0.0.1:8000')}\n"


@pytest.mark.long
def test_with_a_webhook_it_serves_that_address_and_no_page(tmp_path: Path, free_port: int) -> None:
    address = f"http://127.0.0.1:{free_port}"
    with telegram() as api:
        given = {"telegram_webhook_url": address, "port": str(free_port)}
        with bot_process(tmp_path / "data", api, **given) as process:
            api.write(17, "/hilfe")
            api.wait_for_text(17, texts.HELP[:20], 60)
            assert httpx.get(address).status_code == 404
            assert httpx.post(f"{address}/telegram").status_code == 403
            process.terminate()
            assert process.wait(30) == 0
