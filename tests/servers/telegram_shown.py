"""What a person sees at Telegram, and what goes wrong there."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from tests.servers.telegram_markup import Entity

EVERY_METHOD = "*"


@dataclass
class Shown:
    """A message as a person sees it now; `html` is what the bot sent last, `text` what is read, `edits` counts."""

    id: int
    chat_id: int
    text: str
    html: str = ""
    entities: list[Entity] = field(default_factory=list)
    keyboard: list[list[dict[str, str]]] = field(default_factory=list)
    image: bytes | None = None
    document: bytes | None = None
    file_name: str = ""
    reply_to: int | None = None
    preview: bool = True
    edits: int = 0
    at: float = field(default_factory=time.monotonic)
    said: list[str] = field(default_factory=list)

    @property
    def buttons(self) -> list[str]:
        """What the buttons say, in order."""
        return [button["text"] for row in self.keyboard for button in row]

    def data(self, button: str) -> str:
        """What a button with this text sends."""
        return next(b["callback_data"] for row in self.keyboard for b in row if b["text"] == button)


@dataclass
class Fault:
    """The next `times` calls of a method, after those to `skip`, get this instead of their result.

    `does_work` does the work all the same; `status` 0 closes the connection without a word, and `kills` the process
    with this id before.
    """

    status: int
    description: str = ""
    method: str = EVERY_METHOD
    times: int = 1
    retry_after: int = 0
    does_work: bool = False
    skip: int = 0
    kills: int = 0
