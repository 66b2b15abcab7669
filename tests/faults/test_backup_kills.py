"""Backup and restore killed before and after each of their steps, and a backup beside a process that never rests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from corpus.archive import check_contents, open_archive, read_manifest
from corpus.backup import back_up
from corpus.doctor import mend
from corpus.opening import open_corpus, open_unchecked
from corpus.restore import restore
from corpus.texts import house
from tests.faults.small_corpus import ENVIRONMENT, ROOT, holding, publish, small_settings

pytestmark = pytest.mark.long

# Before a step is after the one above it. A number is the call that is meant where others come first.
BACKUP_STEPS = [
    ("corpus.snapshot:take_snapshot", "before", 1),
    ("corpus.snapshot:take_snapshot", "after", 1),
    ("zipfile:ZipFile.write", "after", 1),
    ("zipfile:ZipFile.close", "before", 2),  # the first closes the backup that is there already
    ("corpus.archive:check_contents", "after", 1),
    ("os:replace", "after", 1),
]
RESTORE_STEPS = [
    ("corpus.restore:extract_catalogue", "before", 1),
    ("corpus.restore:extract_catalogue", "after", 1),
    ("corpus.database:open_database", "after", 1),
    ("corpus.files.folder:FolderStore.write", "after", 2),
    ("corpus.replacing:set_vectors_aside", "before", 1),
    ("corpus.replacing:set_vectors_aside", "after", 1),
    ("corpus.replacing:remove_side_files", "after", 2),  # the first clears what an earlier attempt left
    ("os:replace", "before", 4),  # three files come first
    ("os:replace", "after", 4),
    ("corpus.vectors:Vectors.put", "after", 1),
]
RENAMED = [("os:replace", "after", 1), ("os:replace", "after", 4), ("corpus.vectors:Vectors.put", "after", 1)]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A data folder whose last change still stands in the write-ahead log, as after a crash, and what it holds."""
    work = tmp_path_factory.mktemp("old")
    with open_corpus(small_settings(work / "open")) as corpus:
        publish(corpus, work, "alt", "Der alte Brunnen.", "Starkregen war hier kein Thema.")
        shutil.copytree(work / "open", work / "data")
        assert (work / "data" / "catalogue.db-wal").stat().st_size
        return work / "data", holding(corpus)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A backup with three documents, and what they are."""
    work = tmp_path_factory.mktemp("new")
    with open_corpus(small_settings(work / "data")) as corpus:
        for source in "abc":
            publish(corpus, work, source, f"Starkregen in {source}.", f"Ein Brunnen in {source}.")
        back_up(work / "data", work / "backup.zip", lambda _step, _share: None)
        return work / "backup.zip", holding(corpus)


@pytest.mark.parametrize("step", RESTORE_STEPS, ids=lambda step: "-".join(map(str, step)))
def test_a_killed_restore_leaves_wholly_the_old_or_wholly_the_new_state(
    step: tuple[str, str, int],
    old: tuple[Path, dict[str, Any]],
    new: tuple[Path, dict[str, Any]],
    killed: Callable[..., None],
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    shutil.copytree(old[0], data)
    killed(step, "corpus", "restore", str(new[0]), "--replace", "--data", str(data))
    with open_corpus(small_settings(data)) as corpus:
        assert holding(corpus) == (new if step in RENAMED else old)[1]
        assert mend(corpus) == ()
    left = {path.name for path in data.iterdir()}
    assert left <= {"catalogue.db", "files", "vectors", "owner.lock"}


@pytest.mark.parametrize("step", BACKUP_STEPS, ids=lambda step: "-".join(map(str, step)))
def test_a_killed_backup_leaves_the_earlier_one_or_a_whole_new_one(
    step: tuple[str, str, int],
    old: tuple[Path, dict[str, Any]],
    new: tuple[Path, dict[str, Any]],
    killed: Callable[..., None],
    tmp_path: Path,
) -> None:
    data, target = tmp_path / "data", tmp_path / "sicherung.zip"
    shutil.copytree(old[0], data)
    shutil.copyfile(new[0], target)
    killed(step, "corpus", "backup", str(target), "--data", str(data))
    with open_archive(target) as archive:
        manifest = read_manifest(archive)
        check_contents(archive, manifest, lambda _step, _share: None)
    assert manifest.documents == (1 if step in RENAMED else 3)
    assert {path.name for path in tmp_path.iterdir()} <= {"data", target.name, f"{target.name}.neu"}
    back_up(data, target, lambda _step, _share: None)
    assert {path.name for path in tmp_path.iterdir()} == {"data", target.name}
    restore(small_settings(tmp_path / "again"), target, replace=False, progress=lambda _step, _share: None)
    with open_corpus(small_settings(tmp_path / "again")) as corpus:
        assert holding(corpus) == old[1]


def test_a_backup_beside_a_process_that_publishes_and_removes_is_whole(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_corpus(small_settings(data)) as corpus:
        for number in range(30):
            publish(corpus, tmp_path, f"s{number}", f"Starkregen, Teil {number}.")
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.small_corpus", str(data)], cwd=ROOT, env=os.environ | ENVIRONMENT
    )
    try:
        deadline = time.monotonic() + 60
        while not (data / "catalogue.db-wal").exists() or len(list((data / "files").glob("*/*"))) <= 30:
            assert writer.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        backups = [tmp_path / f"{number}.zip" for number in range(6)]
        manifests = [back_up(data, backup, lambda _step, _share: None).manifest for backup in backups]
        assert writer.poll() is None, "it was writing all the time"
    finally:
        writer.kill()
        writer.wait(20)
    assert not any(manifest.lost for manifest in manifests)
    assert len({backup.read_bytes() for backup in backups}) > 1
    for number, backup in enumerate(backups):
        by_hand = tmp_path / f"by-hand-{number}"
        with ZipFile(backup) as archive:
            archive.extract("catalogue.db", by_hand)
            for name in archive.namelist():
                if name.startswith("files/"):
                    sha256 = name.removeprefix("files/")
                    (by_hand / "files" / sha256[:2]).mkdir(parents=True, exist_ok=True)
                    (by_hand / "files" / sha256[:2] / sha256).write_bytes(archive.read(name))
        with open_unchecked(small_settings(by_hand)) as corpus:
            # What was just being published or removed is nobody's, as after a crash.
            harmless = {house.MISSING_VECTORS, house.UNFINISHED_VERSIONS, house.ORPHAN_FILES}
            assert {finding.text for finding in mend(corpus)} <= harmless
            assert len(corpus.documents()) >= 30
            for document in corpus.documents():
                assert len(corpus.passages(document.id)) == document.current.passages
                assert corpus.file_path(document.id).read_bytes()
