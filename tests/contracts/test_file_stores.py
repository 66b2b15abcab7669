"""What every store of originals must hold to, tried in a folder and in a bucket of a real server."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest

from corpus.errors import RefusedFile
from corpus.files.bucket import BucketStore
from corpus.files.cache import Copies
from corpus.files.folder import FolderStore
from corpus.files.store import FileStore
from scripts.scale.child import Child
from tests.conftest import ROOT
from tests.servers.bucket import KEY, SECRET, bucket_options, bucket_server, make_bucket

BY = "Ein Bericht über Starkregen.".encode()


@dataclass(frozen=True)
class Place:
    """Where a store is; each store opened there is as another process sees it, on a machine of its own."""

    kind: str
    url: str
    folder: Path
    server_url: str = ""

    def store(self, machine: str = "a") -> FileStore:
        if self.kind == "folder":
            return FolderStore(Path(self.url))
        options = {"key": KEY, "secret": SECRET, "endpoint_url": self.server_url}
        return BucketStore(self.url, options, Copies(self.folder / machine, in_use=0))

    def overwrite(self, sha256: str, content: bytes) -> None:
        """As no program of ours would."""
        if self.kind == "folder":
            (Path(self.url) / sha256[:2] / sha256).write_bytes(content)
            return
        bucket, _, prefix = self.url.removeprefix("s3://").partition("/")
        client = boto3.client(
            "s3",
            endpoint_url=self.server_url,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
        )
        client.put_object(Bucket=bucket, Key=f"{prefix}/{sha256[:2]}/{sha256}", Body=content)
        client.close()


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    with bucket_server(tmp_path_factory.mktemp("bucket")) as server:
        yield server


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "folder":
        return Place("folder", str(tmp_path / "files"), tmp_path)
    server: Child = request.getfixturevalue("bucket")
    url = make_bucket(server, f"lotse-{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]}")
    return Place("bucket", f"{url}/haus", tmp_path, bucket_options(server)["endpoint_url"])


@pytest.fixture
def store(place: Place) -> FileStore:
    return place.store()


def test_a_file_is_stored_once_under_its_hash_and_read_and_removed(store: FileStore, tmp_path: Path) -> None:
    (tmp_path / "bericht.txt").write_bytes(BY)
    sha256 = hashlib.sha256(BY).hexdigest()
    assert not store.holds(sha256)
    assert not store.local(sha256).exists()
    assert store.take(tmp_path / "bericht.txt") == sha256
    assert store.write([BY[:5], BY[5:]]) == sha256
    assert store.holds(sha256)
    assert list(store.names()) == [sha256]
    assert store.local(sha256).read_bytes() == BY
    assert not store.is_damaged(sha256)
    store.remove(sha256)
    store.remove(sha256)
    assert not store.holds(sha256)
    assert not store.local(sha256).exists()
    assert not store.is_damaged(sha256)
    assert list(store.names()) == []


def test_another_process_sees_at_once_what_one_did(place: Place) -> None:
    here, there = place.store("a"), place.store("b")
    assert list(there.names()) == []
    sha256 = here.write([BY])
    assert there.holds(sha256)
    assert list(there.names()) == [sha256]
    assert there.local(sha256).read_bytes() == BY
    here.remove(sha256)
    assert not there.holds(sha256)
    assert list(there.names()) == []
    there.forget_copies(set())
    assert not there.local(sha256).exists(), "what was removed is on no machine"


def test_a_source_that_cannot_be_read_or_breaks_off_leaves_nothing(store: FileStore, tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield BY
        raise RuntimeError("abgebrochen")

    with pytest.raises(RuntimeError):
        store.write(broken())
    with pytest.raises(RefusedFile, match=r"fehlt\.txt"):
        store.take(tmp_path / "fehlt.txt")
    assert list(store.names()) == []


def test_other_bytes_under_a_name_are_found(place: Place) -> None:
    sha256 = place.store("a").write([BY])
    place.overwrite(sha256, b"anders")
    assert place.store("b").is_damaged(sha256)


def test_the_mark_of_a_house_is_no_file(store: FileStore) -> None:
    assert store.mark() is None
    store.set_mark("haus 1")
    store.set_mark("haus 2")
    assert store.mark() == "haus 2"
    assert list(store.names()) == []


def test_an_empty_file_and_a_large_one_are_whole(place: Place) -> None:
    large = bytes(range(256)) * (80_000)
    for content in (b"", large):
        sha256 = place.store("a").write([content])
        assert place.store("b").local(sha256).read_bytes() == content


WRITING = """
import json, sys, time
from pathlib import Path
from corpus.files.bucket import BucketStore
from corpus.files.cache import Copies
from corpus.files.folder import FolderStore
kind, url, folder, options, many, slowly = json.loads(sys.argv[1])
store = FolderStore(Path(url)) if kind == "folder" else BucketStore(url, options, Copies(Path(folder)))
def pieces(number):
    yield f"Datei {number}".encode()
    if slowly:
        print("begun", flush=True)
        time.sleep(60)
for number in range(many):
    store.write(pieces(number))
"""


def another(place: Place, *, many: int, slowly: bool) -> subprocess.Popen[str]:
    options = {"key": KEY, "secret": SECRET, "endpoint_url": place.server_url}
    told = json.dumps([place.kind, place.url, str(place.folder / "other"), options, many, slowly])
    return subprocess.Popen([sys.executable, "-c", WRITING, told], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_two_processes_that_store_the_same_files_at_once_lose_none(place: Place) -> None:
    store, many = place.store(), 30
    with another(place, many=many, slowly=False) as other:
        wanted = {store.write([f"Datei {number}".encode()]) for number in reversed(range(many))}
        assert other.wait(60) == 0
    assert set(store.names()) == wanted
    assert not any(store.is_damaged(sha256) for sha256 in wanted)


def test_a_process_killed_while_it_stores_a_file_leaves_none_and_what_is_left_over_can_be_removed(place: Place) -> None:
    with another(place, many=1, slowly=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "begun\n"
        other.kill()
    store = place.store("other")
    assert not store.holds(hashlib.sha256(b"Datei 0").hexdigest())
    for name in list(store.names()):
        store.remove(name)
    time.sleep(0.01)
    store.forget_copies(set())
    assert [path for path in place.folder.rglob("*") if path.is_file() and path.suffix != ".log"] == []
