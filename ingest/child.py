"""Runs a reader in a process of its own, with a limit on time and memory: a file can take down no more than that."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from corpus.errors import RefusedFile
from corpus.texts import formats
from ingest.confined import Unfinished, run_confined
from ingest.readers import Reading
from ingest.readers.registry import READ, READERS
from ingest.recognition import PageDone, with_recognised_pages
from ingest.wire import reading_from

_log = logging.getLogger(__name__)


def read_in_child(
    path: Path,
    media_type: str,
    *,
    timeout_seconds: float,
    memory_mb: int,
    ocr_seconds_per_page: float | None = None,
    page_done: PageDone = lambda _done, _of: None,
) -> Reading:
    """What the reader for the media type finds in the file, and what text recognition finds on its other pages.

    Each page that needs recognition gets a child of its own with `ocr_seconds_per_page`; None recognises nothing.
    `page_done` is told after each how many of how many are done; what it raises ends the reading.

    Raises RefusedFile with the reader's own sentence, or with one of ours when the child dies, raises anything else
    or exceeds a limit. `memory_mb` limits the address space, so it includes the libraries (about 150 MB).
    """

    def run(reader: str, *arguments: Any, seconds: float = timeout_seconds) -> Reading:
        return run_reader(reader, path, *arguments, timeout_seconds=seconds, memory_mb=memory_mb)

    reading = run(READERS[media_type])
    return with_recognised_pages(reading, path.name, run, seconds_per_page=ocr_seconds_per_page, page_done=page_done)


def run_reader(reader: str, path: Path, *arguments: Any, timeout_seconds: float, memory_mb: int) -> Reading:
    """As `read_in_child`, for a reader given by its dotted name; `arguments`, plain data, come after the path."""
    try:
        report = run_confined(READ, path, reader, *arguments, timeout_seconds=timeout_seconds, memory_mb=memory_mb)
        return reading_from(report)
    except Unfinished as unfinished:
        failure = str(unfinished)
    except (KeyError, TypeError, ValueError, IndexError):
        failure = "unreadable report"
    _log.warning("reader %s gave up: %s", reader, failure)
    sentence = {
        "timeout": formats.READER_TIMEOUT.format(name=path.name, seconds=round(timeout_seconds)),
        "MemoryError": formats.READER_MEMORY.format(name=path.name, megabytes=memory_mb),
    }.get(failure, formats.READER_FAILED.format(name=path.name))
    raise RefusedFile(sentence)
