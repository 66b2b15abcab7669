"""What was asked at Telegram leaves nothing on the disk after /loeschen: the raw bytes of a real server's files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assistant.people.models import Role
from assistant.people.people import open_people
from corpus.settings import Settings
from corpus.stores import open_catalogue
from corpus.texts import telegram as texts
from tests.conftest import serving
from tests.faults.canaries import traces
from tests.faults.small_corpus import EMBEDDINGS
from tests.servers.telegram import Telegram, telegram

ANNA = 914_273_551
WORDS = ("flönz", "klabüster", "humpelfritz", "zirbeldrüse", str(ANNA))
NUMBER = [ANNA.to_bytes(4, "big")]  # as SQLite writes it


@contextmanager
def served(data: Path, api: Telegram, **settings: str) -> Iterator[None]:
    at = {"telegram_token": api.token, "telegram_api_url": api.url}
    with serving(data, examples=False, **at, **settings, **EMBEDDINGS):
        yield


def left(api: Telegram, data: Path) -> None:
    """Leave, as the last thing that is seen to."""
    api.write(ANNA, "/loeschen")
    api.press(api.wait_for_text(ANNA, "endgültig gelöscht"), texts.LEAVE)
    api.wait_for_text(ANNA, "Alles ist gelöscht")
    api.wait_for(lambda: traces(data, WORDS, NUMBER) == set())


def asked(api: Telegram) -> None:
    api.name(ANNA, first_name="Flönz", last_name="Klabüster", username="humpelfritz")
    api.write(ANNA, "Wo steht die Zirbeldrüse?")
    api.wait_for(lambda: any(message.edits for message in api.shown(ANNA)))  # the answer


@pytest.mark.parametrize("has_account", [True, False], ids=["with an account", "without one"])
def test_whoever_leaves_leaves_nothing_on_the_disk(has_account: bool, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with telegram() as api:
        settings = {"sign_in": "true"} if has_account else {"telegram_everyone": "true"}
        with closing(open_catalogue(Settings(data_dir=data))) as catalogue:
            people = open_people(catalogue, Settings())
            code = people.pairing.new_code(people.register.add("Vera", "vera", Role.READER))
        with served(data, api, **settings):
            if has_account:
                api.write(ANNA, f"/verbinden {code}")
                api.wait_for_text(ANNA, "ist jetzt mit dem Konto")
            asked(api)
            found = {what for _, what in traces(data, WORDS, NUMBER)}
            assert {"flönz", "klabüster", "zirbeldrüse", "bytes"} <= found, "the canaries are found where they are"
            left(api, data)
        assert traces(data, WORDS, NUMBER) == set()
