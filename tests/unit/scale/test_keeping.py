"""What ended by itself is started again, a few times."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scripts.scale.child import Child
from scripts.scale.following import Followed
from scripts.scale.keeping import MOST_STARTS, keeping


def child(folder: Path, program: str) -> Child:
    return Child("amsel", [sys.executable, "-c", program], folder / "amsel.log", is_ready=lambda: True)


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_killed_program_is_started_again_until_it_shall_end(tmp_path: Path) -> None:
    told: list[str] = []
    kept = child(tmp_path, "import time; time.sleep(600)")
    kept.begin()
    with keeping([kept], told.append) as leave:
        first = kept.pid
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: kept.is_running and kept.pid != first)
        assert told == ["amsel hat sich beendet und wird neu gestartet."]
        leave()
        kept.stop()
        time.sleep(1)
        assert not kept.is_running
    assert len(told) == 1


def test_a_program_that_always_ends_is_given_up(tmp_path: Path) -> None:
    told: list[str] = []
    kept = child(tmp_path, "")
    with keeping([kept], told.append):
        wait_for(lambda: len(told) > MOST_STARTS)
        time.sleep(1)
    assert len(told) == MOST_STARTS + 1
    assert told[-1].startswith("amsel hat sich zu oft beendet und bleibt aus.")


def test_each_whole_line_is_shown_once(tmp_path: Path) -> None:
    log = tmp_path / "web-1.log"
    log.write_text("eins\nzw")
    followed = Followed([log])
    assert followed.new_lines() == [("web-1", "eins")]
    assert followed.new_lines() == []
    with log.open("a") as file:
        file.write("ei\ndrei\n")
    assert followed.new_lines() == [("web-1", "zwei"), ("web-1", "drei")]
