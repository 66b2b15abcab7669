"""200 commands killed at random moments, on one data folder that lives through them all, watched by a reader."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.errors import NotFound
from corpus.opening import open_corpus
from corpus.settings import Settings
from corpus.stores import open_catalogue
from tests.faults.forking import Forking
from tests.faults.small_corpus import small_settings
from tests.faults.whole import Folder, assert_begun_again_well, assert_whole, take_all

# CI has time for fewer of them.
ROUNDS = int(os.environ.get("ROUNDS", "200"))
FILES = 10
SEED = 20261126

pytestmark = [pytest.mark.long, pytest.mark.dear]


@contextmanager
def reader(data: Path) -> Iterator[list[str]]:
    """Reads every document again and again and notes what is neither wholly old nor wholly new."""
    over, wrong = threading.Event(), list[str]()

    def read() -> None:
        catalogue = open_catalogue(Settings(data_dir=data))
        while not over.wait(0.01):
            for document in catalogue.documents():
                try:
                    texts = [stored.passage.text for stored in catalogue.passages(document.id)]
                except NotFound:
                    continue
                states = {word for text in texts for word in text.split() if word.isdigit()}
                marks = {text.split("Stand ", 1)[1].split()[0].strip(",.") for text in texts if "Stand " in text}
                if len(marks) > 1 or (not texts and states):
                    wrong.append(f"{document.source}: {marks}")
        catalogue.close()

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield wrong
    finally:
        over.set()
        thread.join()


def words_for(dice: random.Random, folder: Path, settings: Settings, backup: Path) -> list[str]:
    """A command as an editor gives it, most often taking the folder in."""
    data = ["--data", str(settings.data_dir)]
    with open_corpus(settings) as corpus:
        ids = [document.id for document in corpus.documents()]
    commands = [
        ["ingest", "add", str(folder), *data],
        ["ingest", "watch", str(folder), "--once", "--delete", *data],
        ["corpus", "remove", dice.choice(ids), *data],
        ["corpus", "reindex", *data],
        ["corpus", "rebuild", *data],
        ["corpus", "backup", str(backup), *data],
        ["corpus", "restore", str(backup), "--replace", *data],
    ]
    return dice.choices(commands, weights=[12, 5, 2, 2, 1, 1, 1])[0]


def test_random_kills_lose_nothing(fork: Forking, tmp_path: Path) -> None:
    dice = random.Random(SEED)
    settings = small_settings(tmp_path / "data")
    backup = tmp_path / "backup.zip"
    folder = Folder(tmp_path / "in")
    folder.path.mkdir()
    for number in range(FILES):
        folder.write(f"{number}.md", 0)
    take_all(settings, folder)
    killed = 0
    assert fork.killed_after(None, "corpus", "backup", backup, "--data", settings.data_dir) == 0
    started = time.monotonic()
    assert fork.killed_after(None, "ingest", "add", folder.path, "--data", settings.data_dir) == 0
    longest = 3 * (time.monotonic() - started)
    for number in range(1, ROUNDS + 1):
        folder.change(dice, number, files=FILES)
        words = words_for(dice, folder.path, settings, backup)
        with reader(settings.data_dir) as wrong:
            code = fork.killed_after(dice.uniform(0, longest), *words)
        killed += code == -signal.SIGKILL
        assert wrong == [], (number, words)
        assert_whole(settings)
        if number % 20 == 0:
            assert_begun_again_well(settings, folder, states=None)
    assert killed > ROUNDS // 2, "most commands ended before they were killed"
