"""Pictures of PDF pages with the cited passage marked; the same picture serves the web pages and Telegram."""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import shutil
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import BoundedSemaphore

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
# Who waits for that holds one of the threads that answer everything else, too.
AT_ONCE = 12
WAITING_SECONDS = 20.0

_log = logging.getLogger(__name__)


class PagePictures:
    """Pictures of pages, drawn once and then kept in `cache`, a folder; safe to call from several threads.

    Every document id that it is given must be one that the catalogue gave.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._drawing = BoundedSemaphore(DRAWN_AT_ONCE)
        self._places = BoundedSemaphore(AT_ONCE)

    def picture(
        self,
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

        `within` is the passage around the quote (see `locate`), `recognised` are the page's words where its text comes
        from text recognition. Raises NotFound when the file has no such page or PDFium cannot open it, PictureFailed
        when drawing took more than its time or memory or did so lately, TooBusy.
        """
        seen = repr(recognised) if recognised else ""
        folder = self._folder(document_id)
        picture = folder / f"{_name(sha256, str(page), quote, within, seen)}.webp"

        def known() -> bytes | None:
            if self.is_given_up(document_id=document_id, sha256=sha256, page=page):
                raise PictureFailed(texts.PAGE_IMAGE_GIVEN_UP.format(page=page))
            return picture.read_bytes() if picture.exists() else None

        if content := known():
            return content
        with self._turn():
            # Who waited may have waited for the same page.
            if content := known():
                return content
            try:
                content = render(file, page, quote=quote, within=within, recognised=recognised)
            except PictureFailed:
                folder.mkdir(parents=True, exist_ok=True)
                self._given_up(document_id, sha256, page).touch()
                raise
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, suffix=".new", delete=False) as new:
            new.write(content)
        Path(new.name).replace(picture)
        self._prune()
        return content

    def is_given_up(self, *, document_id: str, sha256: str, page: int) -> bool:
        """Whether drawing this page failed lately, whatever was to be marked on it."""
        try:
            return time.time() - self._given_up(document_id, sha256, page).stat().st_mtime < GIVEN_UP_SECONDS
        except FileNotFoundError:
            return False

    def forget(self, document_id: str) -> None:
        """Remove every picture of a document."""
        shutil.rmtree(self._folder(document_id), ignore_errors=True)

    def forget_all_but(self, document_ids: Collection[str]) -> None:
        """Remove the pictures of documents that are not there any more."""
        for folder in self._cache.glob("pages/*"):
            if folder.name not in document_ids:
                self.forget(folder.name)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One of the `DRAWN_AT_ONCE` turns to draw; raises TooBusy where none comes in time or `AT_ONCE` wait."""
        if not self._places.acquire(blocking=False):
            raise TooBusy(texts.PAGE_IMAGES_BUSY)
        try:
            if not self._drawing.acquire(timeout=WAITING_SECONDS):
                raise TooBusy(texts.PAGE_IMAGES_BUSY)
            try:
                yield
            finally:
                self._drawing.release()
        finally:
            self._places.release()

    def _folder(self, document_id: str) -> Path:
        return self._cache / "pages" / document_id

    def _given_up(self, document_id: str, sha256: str, page: int) -> Path:
        # Without the quote: it is the page that takes so long, and anyone can ask with another quote.
        return self._folder(document_id) / f"{_name(sha256, str(page))}.failed"

    def _prune(self) -> None:
        pictures = sorted(self._cache.glob("pages/*/*.webp"), key=os.path.getmtime)
        for picture in pictures[:-MOST_PICTURES]:
            picture.unlink(missing_ok=True)


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


def _name(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
