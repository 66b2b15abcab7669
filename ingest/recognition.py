"""Text recognition (OCR) for the pages of a file that need it, one child process a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from corpus.errors import RefusedFile
from corpus.models import Page
from corpus.texts import reading as texts
from ingest.readers import Reading
from ingest.readers.registry import READ_RECOGNISED, RECOGNISE_PAGE
from ingest.remarks import about_pages
from ingest.wire import plain

_MOST_FAILURES = 3
"""Pages in a row that may fail before the rest is given up: then it is not the page's fault."""

PageDone = Callable[[int, int], None]


class Run(Protocol):
    """Runs a reader on the file in a child; `seconds` is its time limit where the usual one does not hold."""

    def __call__(self, reader: str, *arguments: Any, seconds: float = ...) -> Reading:
        """The reader's reading; raises RefusedFile."""


def with_recognised_pages(
    reading: Reading, name: str, run: Run, *, seconds_per_page: float | None, page_done: PageDone
) -> Reading:
    """The reading with the text of its unread pages; what stays unread is told in a remark.

    `seconds_per_page` is None where recognition is switched off. Raises RefusedFile where no page has text then.
    """
    if not reading.unread:
        return reading
    if seconds_per_page is None:
        return _without(reading, name, texts.RECOGNITION_OFF)
    pages, reason = _recognise(reading.unread, run, seconds_per_page, page_done)
    if pages:
        reading = run(READ_RECOGNISED, plain(Reading(tuple(pages))))
    return _without(reading, name, reason)


def _recognise(numbers: tuple[int, ...], run: Run, seconds: float, page_done: PageDone) -> tuple[list[Page], str]:
    """The pages that could be recognised, and why not where one could not."""
    pages: list[Page] = []
    failures = 0
    for done, number in enumerate(numbers, start=1):
        try:
            found = run(RECOGNISE_PAGE, number, seconds=seconds)
        except RefusedFile:
            failures += 1
            if failures == _MOST_FAILURES:
                break
        else:
            if not found.pages:
                return pages, found.remarks[0]
            pages += found.pages
            failures = 0
        page_done(done, len(numbers))
    return pages, texts.RECOGNITION_FAILED.format(seconds=round(seconds))


def _without(reading: Reading, name: str, reason: str) -> Reading:
    """The reading as it is, with a remark on pages that stay without text; a refusal where that is all."""
    if not reading.unread:
        return reading
    count = len(reading.pages)
    if not any(page.text for page in reading.pages):
        sentence = texts.ONE_PAGE_PDF_WITHOUT_TEXT if count == 1 else texts.PDF_WITHOUT_TEXT
        raise RefusedFile(sentence.format(name=name, all=count, reason=reason))
    remark = about_pages(reading.unread, count, texts.ONE_PAGE_WITHOUT_TEXT, texts.PAGES_WITHOUT_TEXT, reason=reason)
    return replace(reading, remarks=(*reading.remarks, *remark))
