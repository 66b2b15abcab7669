"""What becomes of scans where text recognition fails, is not there or is switched off."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.errors import RefusedFile
from corpus.texts import reading
from ingest import media_types
from ingest.child import read_in_child
from ingest.readers import Reading
from ingest.recognition import PageDone
from tests.scans import joined, scan

EXAMPLE = Path(__file__).parents[3] / "corpus" / "examples" / "documents" / "hitzeaktionsplan-ottersfurt.pdf"
FAILED = reading.RECOGNITION_FAILED.format(seconds=2)


class Stopped(Exception):
    """What a caller raises to end a reading."""


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scan(EXAMPLE, tmp_path_factory.mktemp("scans") / "scan.pdf", [3])


@pytest.fixture
def mixed(scanned: Path, tmp_path: Path) -> Path:
    """A page of text, then four scanned ones."""
    return joined(tmp_path / "mixed.pdf", (EXAMPLE, 3), *[(scanned, 1)] * 4)


def read(path: Path, *, seconds: float | None = 2, page_done: PageDone = lambda _done, _of: None) -> Reading:
    return read_in_child(
        path,
        media_types.PDF,
        timeout_seconds=60,
        memory_mb=1024,
        ocr_seconds_per_page=seconds,
        page_done=page_done,
    )


def refusal(path: Path, *, seconds: float | None = 2) -> str:
    with pytest.raises(RefusedFile) as refused:
        read(path, seconds=seconds)
    return refused.value.message


def without_text(path: Path, reason: str) -> str:
    return reading.ONE_PAGE_PDF_WITHOUT_TEXT.format(name=path.name, reason=reason)


def put_first(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shell script named tesseract, first in PATH; it notes the process that runs it."""
    notes = folder / "calls"
    script = folder / "tesseract"
    script.write_text(f"#!/bin/sh\necho $$ >> {notes}\n{program}\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return notes


def runs(process: str) -> bool:
    status = Path("/proc", process, "status")
    return status.exists() and "State:\tZ" not in status.read_text()


@pytest.mark.parametrize(
    "program", ["sleep 600", "sleep 600 & wait", "cat >/dev/null; echo Unsinn", "cat >/dev/null; exit 1", "kill -9 $$"]
)
def test_a_recognition_that_fails_ends_within_its_limit_in_a_reason(
    program: str, scanned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = put_first(program, tmp_path, monkeypatch)
    started = time.monotonic()

    assert refusal(scanned, seconds=2) == without_text(scanned, FAILED)

    assert time.monotonic() - started < 30
    for process in notes.read_text().split() if notes.exists() else []:
        deadline = time.monotonic() + 5
        while runs(process) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not runs(process)


def test_a_document_with_text_is_taken_without_the_pages_that_failed(
    mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = put_first("cat >/dev/null; exit 1", tmp_path, monkeypatch)

    found = read(mixed, seconds=20)

    reason = reading.RECOGNITION_FAILED.format(seconds=20)
    assert "Leitfaden" in found.pages[0].text
    assert found.remarks == (reading.PAGES_WITHOUT_TEXT.format(count=4, all=5, pages="2–5", reason=reason),)
    assert len(notes.read_text().split()) == 3  # after three failures in a row it is given up


def test_where_tesseract_is_missing_the_reason_names_the_packages(
    scanned: Path, mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert "tesseract-ocr-deu" in reading.RECOGNITION_NOT_INSTALLED
    assert refusal(scanned, seconds=20) == without_text(scanned, reading.RECOGNITION_NOT_INSTALLED)
    assert read(mixed, seconds=20).remarks == (
        reading.PAGES_WITHOUT_TEXT.format(count=4, all=5, pages="2–5", reason=reading.RECOGNITION_NOT_INSTALLED),
    )


def test_where_german_is_missing_the_reason_names_its_package(
    tesseract: str, scanned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tessdata").mkdir()
    put_first(f'exec {tesseract} --tessdata-dir {tmp_path}/tessdata "$@"', tmp_path, monkeypatch)

    assert refusal(scanned, seconds=60) == without_text(scanned, reading.RECOGNITION_WITHOUT_GERMAN)


def test_switched_off_recognition_is_the_reason(scanned: Path) -> None:
    assert refusal(scanned, seconds=None) == without_text(scanned, reading.RECOGNITION_OFF)


@pytest.mark.usefixtures("tesseract")
def test_each_page_is_told_when_it_is_done_and_the_caller_can_stop(scanned: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def stop_after_one(done: int, of: int) -> None:
        told.append((done, of))
        raise Stopped

    with pytest.raises(Stopped):
        read(joined(tmp_path / "two.pdf", (scanned, 1), (scanned, 1)), seconds=60, page_done=stop_after_one)

    assert told == [(1, 2)]
