"""Pictures of PDF pages with the cited passage marked; the same picture serves the web pages and Telegram."""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import shutil
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from tempfile import NamedTemporaryFile

from corpus.errors import NotFound, PictureFailed, TooBusy
from corpus.models import RecognisedWord
from corpus.texts import web as texts
from ingest.confined import Unfinished, run_confined

PDF = "application/pdf"
# About 100 MB; the oldest pictures go first.
MOST_PICTURES = 1000
DRAWING_SECONDS = 10.0
DRAWING_MB = 1024
# A page may have failed because the machine was busy, so it is tried again after this time.
GIVEN_UP_SECONDS = 3600

DRAWN_AT_ONCE = 2
_DRAWING = threading.BoundedSemaphore(DRAWN_AT_ONCE)
# Who waits for that holds one of the threads that answer everything else, too.
AT_ONCE = 12
_PLACES = threading.BoundedSemaphore(AT_ONCE)
WAITING_SECONDS = 20.0

_log = logging.getLogger(__name__)


def page_picture(
    cache: Path,
    file: Path,
    *,
    document_id: str,
    sha256: str,
    page: int,
    quote: str = "",
    within: str = "",
    recognised: Sequence[RecognisedWord] = (),
) -> bytes:
    """WebP of a page, about 1200 px wide, with the quote marked; from the cache when it was drawn before.

    `cache` is the data folder's cache, `document_id` one that the catalogue gave, `within` the passage around the
    quote (see `locate`), `recognised` are the page's words where its text comes from text recognition. Raises NotFound
    when the file has no such page or PDFium cannot open it, PictureFailed when drawing took more than its time or
    memory or did so lately, TooBusy.
    """
    seen = repr(recognised) if recognised else ""
    folder = _folder(cache, document_id)
    picture = folder / f"{_name(sha256, str(page), quote, within, seen)}.webp"

    def known() -> bytes | None:
        if is_given_up(cache, document_id=document_id, sha256=sha256, page=page):
            raise PictureFailed(texts.PAGE_IMAGE_GIVEN_UP.format(page=page))
        return picture.read_bytes() if picture.exists() else None

    if content := known():
        return content
    with _turn():
        # Who waited may have waited for the same page.
        if content := known():
            return content
        try:
            content = render(file, page, quote=quote, within=within, recognised=recognised)
        except PictureFailed:
            folder.mkdir(parents=True, exist_ok=True)
            _given_up(cache, document_id, sha256, page).touch()
            raise
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, suffix=".new", delete=False) as new:
        new.write(content)
    Path(new.name).replace(picture)
    _prune(cache)
    return content


def is_given_up(cache: Path, *, document_id: str, sha256: str, page: int) -> bool:
    """Whether drawing this page failed lately, whatever was to be marked on it."""
    try:
        return time.time() - _given_up(cache, document_id, sha256, page).stat().st_mtime < GIVEN_UP_SECONDS
    except FileNotFoundError:
        return False


def forget(cache: Path, document_id: str) -> None:
    """Remove every cached picture of a document."""
    shutil.rmtree(_folder(cache, document_id), ignore_errors=True)


def forget_all_but(cache: Path, document_ids: Collection[str]) -> None:
    """Remove the cached pictures of documents that are not there any more."""
    for folder in cache.glob("pages/*"):
        if folder.name not in document_ids:
            forget(cache, folder.name)


def render(
    file: Path, page: int, *, quote: str = "", within: str = "", recognised: Sequence[RecognisedWord] = ()
) -> bytes:
    """Draw one page, counted from 1, as WebP in a child process; raises NotFound and PictureFailed."""
    words = [astuple(word) for word in recognised]
    try:
        drawn = run_confined(
            "assistant.page_drawing.draw",
            file,
            page,
            quote,
            within,
            words,
            timeout_seconds=DRAWING_SECONDS,
            memory_mb=DRAWING_MB,
        )
    except Unfinished as unfinished:
        _log.warning("drawing a page gave up: %s", unfinished)
        raise PictureFailed(texts.PAGE_IMAGE_GIVEN_UP.format(page=page)) from unfinished
    if drawn is None:
        raise NotFound(texts.PAGE_IMAGE_IMPOSSIBLE.format(page=page))
    return base64.b64decode(drawn)


@contextmanager
def _turn() -> Iterator[None]:
    """One of the `DRAWN_AT_ONCE` turns to draw; raises TooBusy where none comes in time or `AT_ONCE` wait already."""
    if not _PLACES.acquire(blocking=False):
        raise TooBusy(texts.PAGE_IMAGES_BUSY)
    try:
        if not _DRAWING.acquire(timeout=WAITING_SECONDS):
            raise TooBusy(texts.PAGE_IMAGES_BUSY)
        try:
            yield
        finally:
            _DRAWING.release()
    finally:
        _PLACES.release()


def _folder(cache: Path, document_id: str) -> Path:
    return cache / "pages" / document_id


def _given_up(cache: Path, document_id: str, sha256: str, page: int) -> Path:
    # Without the quote: it is the page that takes so long, and anyone can ask with another quote.
    return _folder(cache, document_id) / f"{_name(sha256, str(page))}.failed"


def _name(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _prune(cache: Path) -> None:
    pictures = sorted(cache.glob("pages/*/*.webp"), key=os.path.getmtime)
    for picture in pictures[:-MOST_PICTURES]:
        picture.unlink(missing_ok=True)
