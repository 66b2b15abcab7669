"""The bot as the rooms see it: it says, changes and shows, however often Telegram has to be asked."""

from __future__ import annotations

import asyncio
import html as markup
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, InvalidToken
from telegram.ext import ExtBot

from bots.telegram.buttons import Button, Keyboard
from bots.telegram.failures import Unreachable, translated
from bots.telegram.insisting import insisting

MEDIA_SECONDS = 90.0
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
NO_FILE = "file not found"
UNREADABLE = "can't parse entities"
# A message says so already, or somebody removed it and does not want to read it.
NOTHING_TO_CHANGE = ("message is not modified", "message to edit not found", "message can't be edited")
TAG = re.compile(r"<[^>]*>")

_Result = TypeVar("_Result")


class Voice:
    """Speaks as the bot. Raises Gone for a chat that takes nothing any more and Revoked for a token that is none.

    Texts are Telegram's HTML; what Telegram cannot read as such is said once more as plain text. All else that
    Telegram refuses raises the library's BadRequest. While Telegram cannot be reached, every method but `acknowledge`
    and `typing` waits and tries again.
    """

    def __init__(self, bot: ExtBot[int]) -> None:
        """`bot` is initialised."""
        self._bot = bot
        self.username: str = bot.username

    async def say(self, chat_id: int, html: str, keyboard: Keyboard = (), *, reply_to: int | None = None) -> int:
        """Send a message -> its id; the one that it replies to may be gone."""
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None

        async def send(text: str, mode: ParseMode | None) -> int:
            sent = await self._bot.send_message(
                chat_id,
                text,
                mode,
                reply_markup=_markup(keyboard),
                reply_parameters=reply,
                link_preview_options=NO_PREVIEW,
            )
            return sent.message_id

        return await _told(send, html)

    async def change(self, chat_id: int, message_id: int, html: str, keyboard: Keyboard = ()) -> None:
        """Let a message say something else; one that says so already, or is gone, stays as it is."""

        async def edit(text: str, mode: ParseMode | None) -> None:
            await self._bot.edit_message_text(
                text,
                chat_id,
                message_id,
                parse_mode=mode,
                reply_markup=_markup(keyboard),
                link_preview_options=NO_PREVIEW,
            )

        with _nothing_to_change():
            await _told(edit, html)

    async def change_buttons(self, chat_id: int, message_id: int, keyboard: Keyboard) -> None:
        """Put other buttons below a message; as `change`."""

        async def edit() -> None:
            await self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=_markup(keyboard))

        with _nothing_to_change():
            await insisting(edit)

    async def picture(self, chat_id: int, image: bytes, caption: str, keyboard: Keyboard = ()) -> None:
        """Show a PNG or JPEG of at most 10 MB; the caption is HTML of at most 1,024 characters."""

        async def send(text: str, mode: ParseMode | None) -> None:
            await self._bot.send_photo(
                chat_id, image, text, parse_mode=mode, reply_markup=_markup(keyboard), write_timeout=MEDIA_SECONDS
            )

        await _told(send, caption)

    async def file(self, chat_id: int, path: Path, name: str, caption: str = "") -> None:
        """Send a file of at most 50 MB under this name; the caption is as for a picture."""
        content = await asyncio.to_thread(path.read_bytes)

        async def send(text: str, mode: ParseMode | None) -> None:
            await self._bot.send_document(
                chat_id, content, text, parse_mode=mode, filename=name, write_timeout=MEDIA_SECONDS
            )

        await _told(send, caption)

    async def acknowledge(self, callback_id: str, text: str = "", *, alert: bool = False) -> None:
        """Say that a press was noticed, with at most 200 characters; it may be too late for that."""
        with suppress(BadRequest, Unreachable), translated():
            await self._bot.answer_callback_query(callback_id, text or None, show_alert=alert)

    async def typing(self, chat_id: int) -> None:
        """Show for five seconds that an answer is on its way."""
        with suppress(BadRequest, Unreachable), translated():
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING)

    async def download(self, file_id: str, to: Path) -> None:
        """Fetch a file of at most 20 MB; raises BadRequest for one that is not there (any more)."""

        async def fetch() -> None:
            file = await self._bot.get_file(file_id)
            try:
                await file.download_to_drive(to, read_timeout=MEDIA_SECONDS)
            except InvalidToken:  # so the library calls every 404
                raise BadRequest(NO_FILE) from None

        await insisting(fetch)


def plain(html: str) -> str:
    """The text of a message without its markup."""
    return markup.unescape(TAG.sub("", html))


async def _told(tell: Callable[[str, ParseMode | None], Awaitable[_Result]], html: str) -> _Result:
    try:
        return await insisting(lambda: tell(html, ParseMode.HTML))
    except BadRequest as error:
        if UNREADABLE not in error.message.casefold():
            raise
    return await insisting(lambda: tell(plain(html), None))


@contextmanager
def _nothing_to_change() -> Iterator[None]:
    try:
        yield
    except BadRequest as error:
        if not any(said in error.message.casefold() for said in NOTHING_TO_CHANGE):
            raise


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    rows = [[_button(button) for button in row] for row in keyboard if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.text, url=button.url)
    return InlineKeyboardButton(button.text, callback_data=button.data)
