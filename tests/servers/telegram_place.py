"""What is known at Telegram: chats, people, messages, files, and what the bot has not heard of yet."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Condition, Event
from typing import Any

from tests.servers.telegram_markup import Refused
from tests.servers.telegram_shown import EVERY_METHOD, Fault, Shown

TOKEN = "4711:AAFrosch_streng_geheimer_Schluessel_x"
BOT = {"id": 4711, "is_bot": True, "first_name": "Transferlotse", "username": "transferlotse_bot"}
MESSAGES = frozenset({"sendmessage", "sendphoto", "senddocument", "editmessagetext", "editmessagereplymarkup"})


class Forbidding(Exception):
    """403."""


@dataclass
class Place:
    """The running service. Tests may set what follows `token`, and read the rest.

    `is_refusing` closes every connection; `slow` are seconds before each reply; `rate` is how many messages a chat
    takes in a second, edits among them, before 429; `blocked` are the chats that blocked the bot. `calls` are (method,
    parameters, time); `acknowledged` what was said to each press.
    """

    url: str = ""
    token: str = TOKEN
    is_refusing: bool = False
    slow: float = 0.0
    rate: int = 0
    blocked: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any], float]] = field(default_factory=list)
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    commands: list[dict[str, str]] = field(default_factory=list)
    descriptions: dict[str, str] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    deliveries: list[int] = field(default_factory=list)
    messages: dict[tuple[int, int], Shown] = field(default_factory=dict)
    released: Event = field(default_factory=Event)
    changed: Condition = field(default_factory=Condition)
    pending: dict[int, dict[str, Any]] = field(default_factory=dict)
    _files: dict[str, bytes] = field(default_factory=dict)
    _users: dict[int, dict[str, Any]] = field(default_factory=dict)
    _titles: dict[int, str] = field(default_factory=dict)
    _sent: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    # As with Telegram, an update of another day has another number.
    last_update: int = field(default_factory=lambda: int(time.time() * 1000))
    _last_message: int = 0
    _last_press: int = 0
    _polls: int = 0
    _told_at: list[tuple[str, float]] = field(default_factory=list)

    def update(self, **content: Any) -> int:
        """Anything at all happens -> the update's id."""
        with self.changed:
            self.last_update += 1
            self.pending[self.last_update] = {"update_id": self.last_update, **content}
            self.changed.notify_all()
            return self.last_update

    def file(self, path: str) -> bytes | None:
        """What stands at a path that `getFile` told."""
        return self._files.get(path.removeprefix("documents/")) or None

    def due_fault(self, method: str) -> Fault | None:
        """What goes wrong with this call, if anything does."""
        with self.changed:
            for fault in self.faults:
                if fault.method.lower() in (EVERY_METHOD, method.lower()):
                    if fault.skip:
                        fault.skip -= 1
                        return None
                    fault.times -= 1
                    if fault.times <= 0:
                        self.faults.remove(fault)
                    return fault
        return None

    def did(self, method: str, given: dict[str, Any]) -> None:
        """A call was answered."""
        if method.lower() in MESSAGES:
            with self.changed:
                self._told_at.append((given["chat_id"], time.monotonic()))

    def is_too_much(self, method: str, given: dict[str, Any]) -> bool:
        """Whether the chat got all that it takes in a second."""
        if not self.rate or method.lower() not in MESSAGES:
            return False
        with self.changed:
            a_second_ago = time.monotonic() - 1
            recent = [1 for chat_id, at in self._told_at if chat_id == given["chat_id"] and at > a_second_ago]
            return len(recent) >= self.rate

    def _reachable(self, given: dict[str, Any]) -> int:
        chat_id = int(given["chat_id"])
        if chat_id in self.blocked:
            raise Forbidding("bot was blocked by the user" if chat_id > 0 else "bot was kicked from the group chat")
        if chat_id not in self._titles:
            raise Refused("chat not found")
        return chat_id

    def _told(self, shown: Shown) -> dict[str, Any]:
        told = {"message_id": shown.id, "date": int(time.time()), "chat": self._chat(shown.chat_id), "from": BOT}
        if shown.document is not None:
            told["document"] = self._stored(shown.document)
        return told | ({"caption": shown.text} if shown.image or shown.document is not None else {"text": shown.text})

    def _message(self, chat_id: int, message_id: int, by: int | None) -> dict[str, Any]:
        self._titles.setdefault(chat_id, "Bauamt")
        user = self._user(by or abs(chat_id))
        return {"message_id": message_id, "date": int(time.time()), "chat": self._chat(chat_id), "from": user}

    def _replied(self, chat_id: int, message_id: int) -> dict[str, Any]:
        if shown := self.messages.get((chat_id, message_id)):
            return self._told(shown)
        return self._sent.get((chat_id, message_id)) or self._message(chat_id, message_id, None) | {"text": ""}

    def _chat(self, chat_id: int) -> dict[str, Any]:
        if chat_id < 0:
            return {"id": chat_id, "type": "supergroup", "title": self._titles[chat_id]}
        return {"id": chat_id, "type": "private", "first_name": self._user(chat_id)["first_name"]}

    def _user(self, user_id: int) -> dict[str, Any]:
        return self._users.get(user_id, {"id": user_id, "is_bot": False, "first_name": f"Person {user_id}"})

    def _stored(self, content: bytes) -> dict[str, Any]:
        with self.changed:
            file_id = f"file-{len(self._files) + 1}"
            self._files[file_id] = content
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}

    def _new_message(self) -> int:
        with self.changed:
            self._last_message += 1
            return self._last_message
