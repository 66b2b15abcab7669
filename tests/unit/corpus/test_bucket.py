"""What only a bucket can do: be away, not let us in, and be copied to this machine."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import FilesUnavailable, RefusedInput
from corpus.files.bucket import BucketStore
from corpus.files.cache import Copies
from corpus.files.folder import FolderStore
from corpus.settings import Settings
from corpus.stores import files_of
from scripts.scale.child import Child
from tests.conftest import any_free_port
from tests.servers.between import Way, way_to
from tests.servers.bucket import KEY, SECRET, bucket_server, make_bucket
from tests.servers.refusing import refusing

CONTENT = b"Ein Bericht."
SHARED = {"database_url": "postgresql://lotse@127.0.0.1/lotse", "chroma_url": "http://127.0.0.1:1"}
PATIENCE = 15.0  # seconds


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    with bucket_server(tmp_path_factory.mktemp("bucket")) as server:
        make_bucket(server, "lotse")
        yield server


@pytest.fixture
def way(server: Child) -> Iterator[Way]:
    with way_to(server.url) as way:
        yield way


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return Copies(tmp_path / "copies")


def opened(url: str, copies: Copies, **options: Any) -> BucketStore:
    return BucketStore("s3://lotse/haus", {"key": KEY, "secret": SECRET, "endpoint_url": url, **options}, copies)


def test_the_settings_choose_the_store(tmp_path: Path, server: Child) -> None:
    def store(**values: Any) -> object:
        return files_of(Settings.model_validate({"data_dir": tmp_path, **values}))

    options = f'{{"key": "{KEY}", "secret": "{SECRET}", "endpoint_url": "{server.url}"}}'
    assert isinstance(store(**SHARED), FolderStore)
    assert isinstance(store(**SHARED, files_url=str(tmp_path / "shared")), FolderStore)
    assert isinstance(store(**SHARED, files_url="s3://lotse/haus", files_options=options), BucketStore)
    assert isinstance(store(files_url="s3://lotse/haus"), FolderStore), "one process keeps its files to itself"
    with pytest.raises(RefusedInput, match="s3://EIMER/PFAD"):
        store(**SHARED, files_url="ftp://irgendwo")
    for wrong in ("nichts", "[]"):
        with pytest.raises(RefusedInput, match="TRANSFERLOTSE_FILES_OPTIONS ist kein JSON-Objekt"):
            store(**SHARED, files_url="s3://lotse/haus", files_options=wrong)


def test_what_cannot_be_opened_is_said_at_once(server: Child, copies: Copies) -> None:
    with pytest.raises(FilesUnavailable, match=r"dort antwortet niemand.*TRANSFERLOTSE_FILES_URL"):
        opened(f"http://127.0.0.1:{any_free_port()}", copies)
    with pytest.raises(FilesUnavailable, match="den Eimer"):
        BucketStore("s3://gibtsnicht", {"key": KEY, "secret": SECRET, "endpoint_url": server.url}, copies)
    with pytest.raises(FilesUnavailable, match="Unbekanntes"):
        opened(server.url, copies, geheimnis="x")
    with refusing() as url, pytest.raises(FilesUnavailable, match="Zugangsdaten") as raised:
        opened(url, copies)
    assert SECRET not in raised.value.message


def test_while_the_store_is_away_copies_are_read_and_all_else_is_an_error_that_passes(way: Way, tmp_path: Path) -> None:
    here, there = (opened(way.url, Copies(tmp_path / machine)) for machine in ("a", "b"))
    sha256 = here.write([CONTENT])
    way.is_closed = True
    begun = time.monotonic()
    assert here.local(sha256).read_bytes() == CONTENT
    for ask in (
        lambda: there.local(sha256),
        lambda: here.holds(sha256),
        lambda: here.write([b"anderes"]),
        lambda: here.remove(sha256),
        lambda: list(here.names()),
        here.mark,
    ):
        with pytest.raises(FilesUnavailable, match="Es ist nichts verloren") as raised:
            ask()
        assert raised.value.retryable
    assert time.monotonic() - begun < 6 * PATIENCE
    way.is_closed = False
    assert here.holds(sha256), "what could not be removed is there"
    assert there.local(sha256).read_bytes() == CONTENT
    assert list(here.names()) == [sha256]


def test_a_store_that_lies_is_not_believed(way: Way, tmp_path: Path) -> None:
    here, there = (opened(way.url, Copies(tmp_path / machine)) for machine in ("a", "b"))
    sha256 = here.write([CONTENT])
    way.lies = True
    with contextlib.suppress(FilesUnavailable):
        assert not there.local(sha256).exists()
    way.lies = False
    assert there.local(sha256).read_bytes() == CONTENT


def test_copies_take_only_so_much_room_and_what_is_in_use_stays(tmp_path: Path) -> None:
    copies = Copies(tmp_path, most_bytes=3000, in_use=60)
    first, second, third = (copies.write([bytes([number]) * 1000]) for number in range(3))
    for sha256, seconds in ((first, 100), (second, 90), (third, 80)):
        long_ago = time.time() - seconds
        os.utime(copies.where(sha256), (long_ago, long_ago))
    assert copies.find(first)
    fourth = copies.write([b"x" * 1000])
    assert copies.find(second) is None, "the one that was not used for longest"
    assert all(copies.find(sha256) for sha256 in (first, third, fourth))
    copies.write([b"y" * 1000])
    assert all(copies.find(sha256) for sha256 in (first, third, fourth)), "all of them are in use"
