"""Buttons below a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """Says `data` (at most 64 bytes) to the bot, or opens `url`."""

    text: str
    data: str = ""
    url: str = ""


Keyboard = Sequence[Sequence[Button]]
"""Rows of buttons."""
