"""The Bot API on loopback, as far as the bot uses it: with Telegram's own rules, and ways for it to fail.

What people do at Telegram is done by the methods of `Telegram`; what they see then is told by `shown`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import httpx

from tests.servers.loopback import serving
from tests.servers.telegram_api import Api
from tests.servers.telegram_http import handler
from tests.servers.telegram_markup import units
from tests.servers.telegram_place import BOT, TOKEN
from tests.servers.telegram_shown import Fault, Shown

__all__ = ["TOKEN", "Fault", "Shown", "Telegram", "telegram"]


@dataclass
class Telegram(Api):
    """The running service."""

    # What people do

    def write(self, chat_id: int, text: str, *, by: int | None = None, reply_to: int | None = None) -> int:
        """Somebody writes -> the message's id. In a group (a number below 0) `by` says who."""
        content: dict[str, Any] = {"text": text}
        entities = [
            {"type": kind, "offset": units(text[: found.start()]), "length": units(found.group())}
            for kind, pattern in (("bot_command", r"(?<!\S)/\w+(?:@\w+)?"), ("mention", r"(?<![\w/])@\w+"))
            for found in re.finditer(pattern, text)
        ]
        if entities:
            content["entities"] = entities
        return self.send(chat_id, by=by, reply_to=reply_to, **content)

    def send(self, chat_id: int, *, by: int | None = None, reply_to: int | None = None, **content: Any) -> int:
        """Somebody sends anything, in the Bot API's own fields -> the message's id."""
        message = self._message(chat_id, self._new_message(), by) | content
        if reply_to is not None:
            message["reply_to_message"] = self._replied(chat_id, reply_to)
        self._sent[chat_id, message["message_id"]] = message
        self.update(message=message)
        return int(message["message_id"])

    def send_file(self, chat_id: int, content: bytes, name: str, *, media_type: str = "", caption: str = "") -> int:
        """Somebody sends a file -> the message's id."""
        document = self._stored(content) | {"file_name": name, "mime_type": media_type}
        return self.send(chat_id, document=document, **({"caption": caption} if caption else {}))

    def send_photo(self, chat_id: int, content: bytes) -> int:
        """Somebody sends a picture -> the message's id."""
        return self.send(chat_id, photo=[self._stored(content) | {"width": 90, "height": 60}])

    def edit(self, chat_id: int, message_id: int, text: str) -> None:
        """Somebody changes what they wrote."""
        edited = self._message(chat_id, message_id, None) | {"text": text, "edit_date": int(time.time())}
        self.update(edited_message=edited)

    def press(self, message: Shown, button: str, *, by: int | None = None) -> str:
        """Somebody presses the button with this text -> the id of the press."""
        return self.call_back(message, message.data(button), by=by)

    def call_back(self, message: Shown, data: str, *, by: int | None = None) -> str:
        """Somebody sends any data from a message's buttons -> the id of the press."""
        with self.changed:
            self._last_press += 1
            press = str(self._last_press)
        carrier = self._message(message.chat_id, message.id, None) | {"from": BOT, "text": message.text}
        if message.reply_to is not None and (message.chat_id, message.reply_to) in self._sent:
            carrier["reply_to_message"] = self._sent[message.chat_id, message.reply_to]
        user = self._user(by or message.chat_id)
        self.update(callback_query={"id": press, "from": user, "message": carrier, "chat_instance": "1", "data": data})
        return press

    def replay(self, update: dict[str, Any]) -> None:
        """An update comes once more, as after a confirmation that was lost."""
        with self.changed:
            self.pending[update["update_id"]] = update
            self.changed.notify_all()

    def remove(self, message: Shown) -> None:
        """Somebody deletes a message of the bot for everybody."""
        with self.changed:
            del self.messages[message.chat_id, message.id]

    def remove_sent(self, chat_id: int, message_id: int) -> None:
        """Somebody deletes a message of their own for everybody."""
        del self._sent[chat_id, message_id]

    def name(self, user_id: int, **fields: Any) -> None:
        """What is known of somebody at Telegram: first_name, last_name, username, language_code."""
        self._users[user_id] = {"id": user_id, "is_bot": False, **fields}

    # What people see

    def shown(self, chat_id: int) -> list[Shown]:
        """The bot's messages in a chat, as they are now."""
        with self.changed:
            return [message for (chat, _), message in sorted(self.messages.items()) if chat == chat_id]

    def wait_for(self, condition: Callable[[], Any], seconds: float = 20) -> Any:
        """What the condition says, once that is anything."""
        deadline = time.monotonic() + seconds
        with self.changed:
            while not (met := condition()):
                left = deadline - time.monotonic()
                assert left > 0, f"not after {seconds} s; shown: {[m.text for m in self.messages.values()]}"
                self.changed.wait(min(left, 0.1))
        return met

    def wait_for_text(self, chat_id: int, words: str, seconds: float = 20) -> Shown:
        """The newest message of the bot in a chat that holds these words."""

        def found() -> Shown | None:
            holding = [message for message in self.shown(chat_id) if words in message.text]
            return holding[-1] if holding else None

        message: Shown = self.wait_for(found, seconds)
        return message

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method."""
        with self.changed:
            return [parameters for name, parameters, _ in self.calls if name == method]

    @property
    def unconfirmed(self) -> list[int]:
        """The updates that the bot did not say it has."""
        with self.changed:
            return sorted(self.pending)

    def lose(self, file_id: str) -> None:
        """A file can be found no more by the time it is fetched."""
        self._files[file_id] = b""

    def deliver(self) -> None:
        """Bring what comes to the webhook where one is set, until the service ends; what fails comes again."""
        with httpx.Client(timeout=10, trust_env=False) as client:
            while not self.released.is_set():
                with self.changed:
                    update = self.pending[min(self.pending)] if self.webhook.get("url") and self.pending else None
                    if update is None:
                        self.changed.wait(0.1)
                        continue
                headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret"]}
                try:
                    status = client.post(self.webhook["url"], json=update, headers=headers).status_code
                except httpx.HTTPError:
                    status = 0
                self.deliveries.append(status)
                if status == 200:
                    with self.changed:
                        self.pending.pop(update["update_id"], None)
                else:
                    self.released.wait(0.2)


@contextmanager
def telegram() -> Iterator[Telegram]:
    """The service on a free port of this machine, for as long as the block runs."""
    service = Telegram()
    with serving(handler(service), service.released) as url:
        service.url = url.removesuffix("/v1")
        postman = Thread(target=service.deliver)
        postman.start()
        try:
            yield service
        finally:
            service.released.set()
            postman.join()
