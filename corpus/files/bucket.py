"""Originals in a bucket, as S3 and what is like it have them, with copies on this machine for whoever reads.

An object is there wholly or not at all, and for good when the upload returns: each goes up in one request. Nothing is
believed that was listed earlier, for other processes write and remove too.

The file system has a thread of its own for its requests, so that a process must not fork once it has used one.
"""

from __future__ import annotations

import errno
import hashlib
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import FilesUnavailable
from corpus.files.cache import Copies
from corpus.files.store import pieces
from corpus.texts import house

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

PROTOCOL = "s3://"
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 30, 2
IN_ONE_REQUEST = 5 << 30  # bytes; the most that S3 takes at once
_MARK = "house.txt"
_CHUNK = 1 << 20

_log = logging.getLogger(__name__)


class BucketStore:
    """Originals under `s3://bucket/prefix/ab/abcdef…`."""

    def __init__(self, url: str, options: Mapping[str, Any], copies: Copies) -> None:
        """`options` are those of the file system: key, secret, endpoint_url ...

        Raises FilesUnavailable where the bucket is not there or does not let us in.
        """
        self._url = url
        self._copies = copies
        with self._told(house.FILES_UNREACHABLE):
            self._remote = _file_system(options)
            self._root = url.removeprefix(PROTOCOL).strip("/")
            bucket, _, prefix = self._root.partition("/")
            # A bucket that is not there has no files: only asked like this does it say so.
            self._remote.call_s3("list_objects_v2", Bucket=bucket, Prefix=prefix, MaxKeys=1)

    def holds(self, sha256: str) -> bool:
        """As `FileStore` says."""
        with self._told():
            try:
                self._remote.info(self._key(sha256))
            except FileNotFoundError:
                return False
        return True

    def local(self, sha256: str) -> Path:
        """As `FileStore` says."""
        if copy := self._copies.find(sha256):
            return copy
        with self._told():
            try:
                found = self._copies.write(self._fetched(sha256))
            except FileNotFoundError:
                return self._copies.where(sha256)
        if found != sha256:
            _log.warning("the file %s is damaged in the store", sha256)
            self._copies.remove(found)
        return self._copies.where(sha256)

    def is_damaged(self, sha256: str) -> bool:
        """As `FileStore` says."""
        found = hashlib.sha256()
        with self._told():
            try:
                for piece in self._fetched(sha256):
                    found.update(piece)
            except FileNotFoundError:
                return False
        return found.hexdigest() != sha256

    def take(self, source: Path) -> str:
        """As `FileStore` says."""
        return self.write(pieces(source))

    def write(self, content: Iterable[bytes]) -> str:
        """As `FileStore` says."""
        sha256 = self._copies.write(content)
        with self._told():
            # The file as it was hashed, so that what goes up is what the name says.
            self._remote.put_file(str(self._copies.where(sha256)), self._key(sha256), chunksize=IN_ONE_REQUEST)
        return sha256

    def remove(self, name: str) -> None:
        """As `FileStore` says."""
        with self._told():
            self._remote.rm_file(self._key(name))
        self._copies.remove(name)

    def names(self) -> Iterator[str]:
        """As `FileStore` says."""
        with self._told():
            paths = self._remote.find(self._root)
        for path in paths:
            folder, _, name = path.removeprefix(f"{self._root}/").partition("/")
            # What is stored otherwise is none of ours.
            if name and folder == name[:2]:
                yield name

    def forget_copies(self, known: Collection[str]) -> None:
        """As `FileStore` says."""
        self._copies.forget_all_but(known)

    def mark(self) -> str | None:
        """As `FileStore` says."""
        with self._told():
            try:
                content: bytes = self._remote.cat_file(f"{self._root}/{_MARK}")
            except FileNotFoundError:
                return None
        return content.decode().strip()

    def set_mark(self, mark: str) -> None:
        """As `FileStore` says."""
        with self._told():
            self._remote.pipe_file(f"{self._root}/{_MARK}", mark.encode())

    def _key(self, name: str) -> str:
        return f"{self._root}/{name[:2]}/{name}"

    def _fetched(self, sha256: str) -> Iterator[bytes]:
        with self._remote.open(self._key(sha256), "rb", block_size=8 * _CHUNK, cache_type="readahead") as file:
            while piece := file.read(_CHUNK):
                yield piece

    @contextmanager
    def _told(self, sentence: str = house.FILES_UNAVAILABLE) -> Iterator[None]:
        """What the store raises becomes FilesUnavailable; a full disk of this machine stays what it is."""
        try:
            yield
        except Exception as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise FilesUnavailable(sentence.format(url=self._url, reason=_reason(error))) from error


def _file_system(options: Mapping[str, Any]) -> AbstractFileSystem:
    import fsspec

    limits = {"connect_timeout": CONNECT_SECONDS, "read_timeout": READ_SECONDS, "retries": {"max_attempts": ATTEMPTS}}
    given = dict(options)
    limits |= given.pop("config_kwargs", {})
    # One of our own, for its settings are not for others.
    return fsspec.filesystem("s3", use_listings_cache=False, skip_instance_cache=True, config_kwargs=limits, **given)


def _reason(error: BaseException) -> str:
    """Why, as a German phrase; never the store's own words, which may name a secret."""
    said = f"{type(error).__name__} {error}".lower()
    return next((reason for part, reason in house.FILES_REASONS.items() if part in said), house.FILES_OTHER_REASON)
