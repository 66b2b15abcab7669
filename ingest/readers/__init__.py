"""One reader a file format; each turns a file into pages of repaired text."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.models import Page


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file.

    `title` is the file's own title, or None; `remarks` are German sentences for editors about what was left out or
    looks doubtful.
    """

    pages: tuple[Page, ...]
    title: str | None = None
    remarks: tuple[str, ...] = ()
