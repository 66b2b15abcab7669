"""docs/telegram.md names every command, every setting and every trouble of the bot."""

from __future__ import annotations

import pytest

from corpus.settings import Settings
from corpus.texts import telegram as texts
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "telegram.md").read_text("utf-8")
TROUBLES = (texts.UNREACHABLE, texts.REVOKED, texts.RIVAL, texts.NOT_STORED, texts.WEBHOOK_REFUSED)


def test_every_command_and_every_setting_is_named() -> None:
    settings = {f"TRANSFERLOTSE_{name.upper()}" for name in Settings.model_fields if name.startswith("telegram_")}
    assert {name for name in settings | {f"`/{name}" for name in texts.MENU} if name not in TEXT} == set()


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_administrators_read_is_found_with_what_helps(trouble: str) -> None:
    told = [row.split("|")[1].strip() for row in TEXT.splitlines() if row.count("|") == 3]
    assert any(trouble.startswith(said) for said in told if len(said) > 20), trouble
