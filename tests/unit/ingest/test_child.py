from __future__ import annotations

import logging
import subprocess
import sys
import time
from pathlib import Path

import pytest
from troublesome_readers import READING

from corpus.errors import RefusedFile
from ingest import media_types
from ingest.child import read_in_child, run_reader
from ingest.readers import Reading
from ingest.readers.markdown import read_markdown


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Haushalt & Plan.txt"
    path.write_text("ein Geheimnis", encoding="utf-8")
    return path


def run(reader: str, path: Path, *, timeout_seconds: float = 20, memory_mb: int = 600) -> Reading:
    return run_reader(f"troublesome_readers.{reader}", path, timeout_seconds=timeout_seconds, memory_mb=memory_mb)


def refusal(reader: str, path: Path, *, timeout_seconds: float = 20, memory_mb: int = 600) -> str:
    with pytest.raises(RefusedFile) as refused:
        run(reader, path, timeout_seconds=timeout_seconds, memory_mb=memory_mb)
    return refused.value.message


def test_a_reading_comes_back_as_the_reader_made_it(file: Path) -> None:
    assert run("read_well", file) == READING


@pytest.mark.alone
def test_a_reader_that_hangs_is_stopped_at_the_time_limit(file: Path) -> None:
    started = time.monotonic()

    message = refusal("sleep", file, timeout_seconds=1)

    assert 1 <= time.monotonic() - started < 5
    assert message.startswith("„Haushalt & Plan.txt“ ließ sich nicht innerhalb von 1 Sekunden lesen")
    assert run("read_well", file) == READING


def test_nothing_that_a_stopped_reader_has_started_goes_on(file: Path) -> None:
    refusal("sleep_with_a_helper", file, timeout_seconds=1.5)

    status = Path("/proc", file.read_text(encoding="utf-8"), "status")
    deadline = time.monotonic() + 5
    while status.exists() and "State:\tZ" not in status.read_text() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not status.exists() or "State:\tZ" in status.read_text()


def test_a_reader_that_eats_memory_is_stopped_at_the_limit(file: Path) -> None:
    message = refusal("eat_memory", file, memory_mb=400)

    assert "braucht beim Lesen mehr als 400 MB Arbeitsspeicher" in message
    assert run("read_well", file) == READING


@pytest.mark.parametrize("reader", ["kill_itself", "fail", "leave", "read_half_a_letter", "no_such_reader"])
def test_a_reader_that_dies_refuses_its_file_and_the_next_one_succeeds(reader: str, file: Path) -> None:
    assert refusal(reader, file).startswith("„Haushalt & Plan.txt“ lässt sich nicht lesen")
    assert run("read_well", file) == READING


def test_a_refusal_keeps_the_readers_own_sentence(file: Path) -> None:
    assert refusal("refuse", file) == "Diese Datei ist mit einem Kennwort geschützt."


def test_what_libraries_print_does_not_get_into_the_report(file: Path) -> None:
    assert run("chatter", file) == READING


def test_the_log_names_kind_and_place_of_a_failure_but_no_text_of_the_file(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        refusal("fail", file)

    assert "ZeroDivisionError at troublesome_readers.py:" in caplog.text
    assert "Geheimnis" not in caplog.text


def test_the_child_gets_neither_secrets_nor_open_files(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSFERLOTSE_MODEL_KEY", "streng geheim")
    with file.open("rb") as opened:
        told = run("tell_the_environment", file).pages[0].text.split("\n")
        assert opened.name not in told

    assert "TRANSFERLOTSE_MODEL_KEY" not in told
    assert "PYTHONPATH" in told


def test_the_child_reads_as_the_reader_itself_would(tmp_path: Path) -> None:
    path = tmp_path / "-rf Konzept.md"
    path.write_text("# Maßnahmen\n\n- Bäume\n- Dächer\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n", encoding="utf-8")

    assert read_in_child(path, media_types.MARKDOWN, timeout_seconds=20, memory_mb=600) == read_markdown(path)


def test_a_reader_ends_with_the_process_that_waits_for_it(file: Path) -> None:
    waiting = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; sys.path[:0] = sys.argv[2:]\n"
            "from pathlib import Path\n"
            "from ingest.child import run_reader\n"
            "reader = 'troublesome_readers.tell_and_sleep'\n"
            "run_reader(reader, Path(sys.argv[1]), timeout_seconds=60, memory_mb=1024)",
            str(file),
            *sys.path,
        ]
    )
    deadline = time.monotonic() + 30
    while not (told := file.read_text()).isdigit() and time.monotonic() < deadline:
        time.sleep(0.05)
    waiting.kill()
    waiting.wait()
    status = Path("/proc", told, "status")
    while status.exists() and "State:\tZ" not in status.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not status.exists() or "State:\tZ" in status.read_text()
