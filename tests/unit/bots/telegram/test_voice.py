"""The voice, through the real library, against the Bot API on loopback."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from telegram.error import BadRequest

from bots.telegram.buttons import Button
from bots.telegram.failures import Gone, Revoked, Unreachable
from bots.telegram.line import open_line
from bots.telegram.voice import Voice
from tests.servers.telegram import TOKEN, Fault, Telegram, telegram

ANNA = 17


@pytest.fixture
def api() -> Iterator[Telegram]:
    with telegram() as service:
        service.write(ANNA, "Hallo")
        yield service


def speaking(api: Telegram, what: Callable[[Voice], Awaitable[object]], token: str = TOKEN) -> None:
    async def speak() -> None:
        async with open_line(token, api.url) as line:
            await what(Voice(line.bot))

    asyncio.run(speak())


def test_it_says_and_changes_what_people_then_see(api: Telegram) -> None:
    async def talk(voice: Voice) -> None:
        said = await voice.say(
            ANNA, "<b>A&amp;B</b> &lt;b&gt;", [[Button("1", "q:a:1"), Button("Web", url="https://a.de")]]
        )
        await voice.change(ANNA, said, "neu", [[Button("2", "q:a:2")]])
        await voice.change(ANNA, said, "neu", [[Button("2", "q:a:2")]])
        await voice.change_buttons(ANNA, said, [])
        await voice.change(ANNA, 999, "gibt es nicht")

    speaking(api, talk)
    (shown,) = api.shown(ANNA)
    assert shown.said == ["A&B <b>", "neu", "neu"]
    assert (shown.keyboard, shown.preview) == ([], False)


def test_pictures_and_files_arrive_whole(api: Telegram, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"%PDF-1.7 \r\n--x\xff")

    async def talk(voice: Voice) -> None:
        await voice.picture(ANNA, b"\x89PNG\r\n\x00", "<i>Seite 2</i>", [[Button("Original", "o:a:1")]])
        await voice.file(ANNA, file, "Bericht für Öls.pdf", "Original")
        api.send_file(ANNA, b"Inhalt", "a.txt")
        await voice.download("file-2", tmp_path / "got")

    speaking(api, talk)
    picture, document = api.shown(ANNA)
    assert (picture.image, picture.text, picture.buttons) == (b"\x89PNG\r\n\x00", "Seite 2", ["Original"])
    assert (document.document, document.file_name) == (file.read_bytes(), "Bericht für Öls.pdf")
    assert (tmp_path / "got").read_bytes() == b"Inhalt"


def test_a_file_that_is_gone_is_no_reason_to_doubt_the_token(api: Telegram, tmp_path: Path) -> None:
    api.send_file(ANNA, b"Inhalt", "a.txt")
    api.lose("file-1")

    async def talk(voice: Voice) -> None:
        for file_id in ("file-1", "file-9"):
            with pytest.raises(BadRequest):
                await voice.download(file_id, tmp_path / "got")

    speaking(api, talk)


def test_html_that_telegram_cannot_read_is_said_as_plain_text(api: Telegram) -> None:
    speaking(api, lambda voice: voice.say(ANNA, "<b>Kosten &lt; 3 Mio."))
    assert [shown.text for shown in api.shown(ANNA)] == ["Kosten < 3 Mio."]


@pytest.mark.parametrize("fault", [Fault(429, retry_after=1), Fault(502), Fault(500), Fault(0)], ids=str)
def test_what_fails_for_a_while_is_said_once_in_the_end(api: Telegram, fault: Fault) -> None:
    fault.method, fault.times = "sendMessage", 2
    api.faults.append(fault)
    speaking(api, lambda voice: voice.say(ANNA, "Da."))
    assert [shown.text for shown in api.shown(ANNA)] == ["Da."]
    assert len(api.called("sendMessage")) == 3


def test_whoever_blocked_the_bot_is_gone(api: Telegram) -> None:
    api.blocked.add(ANNA)

    async def talk(voice: Voice) -> None:
        for chat in (ANNA, 4712):
            with pytest.raises(Gone):
                await voice.say(chat, "Hallo")

    speaking(api, talk)


def test_a_token_that_is_none_is_said_without_naming_it(api: Telegram) -> None:
    for token in ("4711:kurz", "4712:" + "x" * 35):
        with pytest.raises(Revoked) as caught:
            speaking(api, lambda voice: voice.say(ANNA, "Hallo"), token)
        assert token not in "".join(traceback.format_exception(caught.value))


def test_a_line_that_cannot_be_opened_says_so(api: Telegram) -> None:
    api.is_refusing = True
    with pytest.raises(Unreachable):
        speaking(api, lambda voice: voice.say(ANNA, "Hallo"))


def test_what_nobody_could_say_better_the_next_time_is_not_tried_again(api: Telegram) -> None:
    async def talk(voice: Voice) -> None:
        with pytest.raises(BadRequest):
            await voice.say(ANNA, "x" * 4097)
        with pytest.raises(BadRequest):
            await voice.picture(ANNA, b"x", "x" * 1025)

    speaking(api, talk)
    assert api.shown(ANNA) == []


def test_a_press_that_is_too_old_and_a_line_that_is_down_do_not_matter_for_signs_of_life(api: Telegram) -> None:
    async def talk(voice: Voice) -> None:
        await voice.acknowledge("99", "zu spät")
        api.faults.append(Fault(502, method="sendChatAction"))
        await voice.typing(ANNA)

    speaking(api, talk)
