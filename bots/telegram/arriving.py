"""Updates as Telegram's JSON, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bots.telegram.inbox import Arrived

KINDS = ("message", "edited_message", "callback_query")
"""What the bot wants to hear of."""


def arrived_of(update: Mapping[str, Any]) -> Arrived | None:
    """What came; None where it belongs to no chat, or is none of `KINDS`."""
    for kind in KINDS:
        if said := update.get(kind):
            chat = said.get("chat") or (said.get("message") or {}).get("chat")
            return Arrived(int(update["update_id"]), int(chat["id"]), update) if chat else None
    return None
