"""One reader a file format; each turns a file into pages of repaired text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.models import Page


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself in its properties; None where it says nothing."""

    author: str | None = None
    subject: str | None = None
    keywords: str | None = None
    created: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file.

    `title` is the file's own title, or None; `remarks` are German sentences for editors about what was left out or
    looks doubtful. `unread` numbers the pages that show something but hold no usable text: they need text recognition.
    """

    pages: tuple[Page, ...]
    title: str | None = None
    remarks: tuple[str, ...] = ()
    properties: Properties = Properties()
    unread: tuple[int, ...] = ()
