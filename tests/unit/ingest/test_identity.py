"""Unchanged, updated, moved, twice: what becomes of a file that is known in one way or another."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import update

from assistant.wiring import House
from corpus.doctor import mend
from corpus.schema import pages
from ingest.models import FileReport, Outcome

RAIN = (
    "# Starkregen\n\nDie Stadt Ölsnau hat 2023 ein Starkregenvorsorgekonzept beschlossen und 41.000 Euro ausgegeben.\n"
)
HEAT = "# Hitze\n\nGegen Hitze wurden in Ölsnau drei Trinkbrunnen am Marktplatz und am Bahnhof gebaut.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bericht.md"
    path.write_text(RAIN)
    return path


def add(house: House, path: Path) -> FileReport:
    return house.ingest.add(path, source=str(path), file_name=path.name)


def titles(house: House) -> list[str]:
    return [document.metadata.title for document in house.corpus.documents()]


def test_the_same_bytes_from_the_same_place_are_unchanged(fast_house: House, file: Path) -> None:
    first = add(fast_house, file)
    again = add(fast_house, file)
    assert (first.outcome, again.outcome) == (Outcome.ADDED, Outcome.UNCHANGED)
    assert first.document_id == again.document_id
    assert len(fast_house.corpus.catalogue.versions(first.document_id or "")) == 1


def test_other_bytes_from_the_same_place_are_a_new_version(fast_house: House, file: Path) -> None:
    first = add(fast_house, file)
    file.write_text(HEAT)
    second = add(fast_house, file)
    assert (second.outcome, second.document_id) == (Outcome.UPDATED, first.document_id)
    assert titles(fast_house) == ["Hitze"]
    assert [v.number for v in fast_house.corpus.catalogue.versions(first.document_id or "")] == [2, 1]
    assert mend(fast_house.corpus, closely=True) == ()


def test_going_back_to_earlier_bytes_is_a_new_version_too(fast_house: House, file: Path) -> None:
    add(fast_house, file)
    file.write_text(HEAT)
    add(fast_house, file)
    file.write_text(RAIN)
    assert add(fast_house, file).outcome is Outcome.UPDATED
    assert titles(fast_house) == ["Starkregen"]


def test_a_moved_file_keeps_its_document(fast_house: House, file: Path) -> None:
    first = add(fast_house, file)
    moved = file.rename(file.with_name("umbenannt.md"))
    report = add(fast_house, moved)
    assert (report.outcome, report.document_id) == (Outcome.UNCHANGED, first.document_id)
    assert str(file) in report.remarks[-1]
    assert fast_house.corpus.document(report.document_id or "").source == str(moved)


def test_a_copy_is_said_and_not_stored_twice(fast_house: House, file: Path) -> None:
    first = add(fast_house, file)
    copy = file.with_name("kopie.md")
    copy.write_text(RAIN)
    report = add(fast_house, copy)
    assert (report.outcome, report.document_id) == (Outcome.UNCHANGED, first.document_id)
    assert "Starkregen" in report.remarks[-1]
    assert len(titles(fast_house)) == 1


def test_a_file_that_becomes_equal_to_another_document_is_updated_all_the_same(fast_house: House, file: Path) -> None:
    other = file.with_name("anderes.md")
    other.write_text(HEAT)
    add(fast_house, file)
    add(fast_house, other)
    other.write_text(RAIN)
    assert add(fast_house, other).outcome is Outcome.UPDATED
    assert titles(fast_house) == ["Starkregen", "Starkregen"]


def test_a_changed_sidecar_alone_changes_what_is_known(fast_house: House, file: Path) -> None:
    sidecar = file.with_suffix(".yaml")
    sidecar.write_text("kommune: Ölsnau\n")
    first = add(fast_house, file)
    sidecar.write_text("kommune: Ölsnau\ntitel: Vorsorge in Ölsnau\n")
    report = add(fast_house, file)
    assert (report.outcome, report.document_id) == (Outcome.UPDATED, first.document_id)
    document = fast_house.corpus.document(first.document_id or "")
    assert (document.metadata.title, document.metadata.municipality) == ("Vorsorge in Ölsnau", "Ölsnau")
    assert add(fast_house, file).outcome is Outcome.UNCHANGED
    assert mend(fast_house.corpus, closely=True) == ()


def test_what_an_editor_has_said_stays_when_the_old_sidecar_is_seen_again(fast_house: House, file: Path) -> None:
    file.with_suffix(".yaml").write_text("jahr: 2022\n")
    known = fast_house.corpus.document(add(fast_house, file).document_id or "")
    corrected = type(known.metadata)(title=known.metadata.title, year=2023)
    fast_house.corpus.describe(known.id, corrected, sidecar_sha256=known.sidecar_sha256)
    assert add(fast_house, file).outcome is Outcome.UNCHANGED
    file.write_text(RAIN + "\nNachtrag.\n")
    assert add(fast_house, file).outcome is Outcome.UPDATED
    assert fast_house.corpus.document(known.id).metadata.year == 2023
    file.with_suffix(".yaml").write_text("jahr: 2024\n")
    assert add(fast_house, file).outcome is Outcome.UPDATED
    assert fast_house.corpus.document(known.id).metadata.year == 2024


def test_a_lost_original_comes_back_with_the_file(fast_house: House, file: Path) -> None:
    document = fast_house.corpus.document(add(fast_house, file).document_id or "")
    stored = fast_house.corpus.files.local(document.current.sha256)
    stored.unlink()
    assert [finding.count for finding in mend(fast_house.corpus)] == [1]
    assert add(fast_house, file).outcome is Outcome.UNCHANGED
    assert stored.read_text() == RAIN
    assert mend(fast_house.corpus, closely=True) == ()


def test_a_refused_file_leaves_its_bytes_for_another_attempt_until_its_job_is_forgotten(
    fast_house: House, tmp_path: Path
) -> None:
    picture = tmp_path / "bild.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 200)
    report = add(fast_house, picture)
    assert report.outcome is Outcome.REFUSED
    assert len(list(fast_house.corpus.files.names())) == 1
    assert mend(fast_house.corpus) == ()
    (job,) = fast_house.ingest.jobs.recent(10)
    assert not fast_house.ingest.jobs.retry(job.id).has_ended
    with fast_house.ingest.worker.working():
        deadline = time.monotonic() + 20
        while not (again := fast_house.ingest.jobs.job(job.id)).has_ended and time.monotonic() < deadline:
            time.sleep(0.02)
    assert again.reason == report.reason


def test_a_file_read_by_an_older_recipe_is_read_again_and_unchanged_where_nothing_changed(
    fast_house: House, file: Path
) -> None:
    known = fast_house.corpus.document(add(fast_house, file).document_id or "")
    fast_house.corpus.set_recipe(known, "older")
    assert add(fast_house, file).outcome is Outcome.UNCHANGED
    assert fast_house.corpus.document(known.id).current == known.current


def test_what_an_older_recipe_read_otherwise_is_updated(fast_house: House, file: Path) -> None:
    known = fast_house.corpus.document(add(fast_house, file).document_id or "")
    with fast_house.corpus.catalogue.writing() as connection:
        connection.execute(update(pages).values(quality=0.1))
    fast_house.corpus.set_recipe(known, "older")
    report = add(fast_house, file)
    assert (report.outcome, report.document_id) == (Outcome.UPDATED, known.id)


def test_removing_a_document_leaves_nothing_behind(fast_house: House, file: Path) -> None:
    report = add(fast_house, file)
    file.write_text(HEAT)
    add(fast_house, file)
    fast_house.corpus.remove(report.document_id or "")
    assert list(fast_house.corpus.files.names()) == []
    assert fast_house.ingest.jobs.recent(10) == []
    assert fast_house.corpus.vectors.ids() == set()
    assert mend(fast_house.corpus, closely=True) == ()


def test_a_name_that_cannot_be_stored_refuses_its_file_alone(fast_house: House, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"kaputt\xe4.txt")
    odd.write_text("Ein Satz.")
    (report,) = fast_house.ingest.intake.receive_all(odd, source=str(odd), file_name=odd.name)
    assert isinstance(report, FileReport)
    assert (report.outcome, "benennen" in (report.reason or "")) == (Outcome.REFUSED, True)
    assert report.path.encode()
