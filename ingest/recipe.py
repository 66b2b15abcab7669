"""What made the pages and passages of a version: another recipe may make something else of the same file."""

from __future__ import annotations

from ingest.readers import Reading

RECIPE = "readers-2/passages-1"
"""Names readers and splitter; changes whenever they make something else of the same file."""


def recipe_of(reading: Reading) -> str:
    """The recipe of what was read; one of its own where pages could not be read, so that they are tried again."""
    return f"{RECIPE}/unread" if reading.unread else RECIPE
