"""A short load of the scaled column: PostgreSQL, Chroma, two web processes, two workers."""

from __future__ import annotations

from pathlib import Path

import httpx

from benchmarks.load.goals import errors
from benchmarks.load.houses import scaled, wait_until_taken_in
from benchmarks.load.profiles import TOWN, at_work, loaded
from benchmarks.load.record import OK, Kind
from benchmarks.load.report import write
from benchmarks.load.scripted_model import scripted_model
from tests.conftest import EXAMPLES
from tests.faults.small_corpus import EMBEDDINGS
from tests.servers.postgresql import need_postgresql, passable_folder

EXAMPLE = EXAMPLES / "gewerbeflaechen-ziegelwitz.docx"


def hand_in(url: str, file: Path) -> None:
    """Wait until it is taken in: while a Chroma server gets the first vectors of all, it may answer with an error."""
    handed_over = httpx.post(f"{url}/api/v1/documents", files={"file": (file.name, file.read_bytes())}, timeout=60)
    handed_over.raise_for_status()
    wait_until_taken_in(url)


def test_the_scaled_column_is_loaded_like_the_other_one_and_each_of_its_parts_is_watched(tmp_path: Path) -> None:
    need_postgresql()
    with (
        passable_folder() as folder,
        scripted_model() as model,
        scaled(folder / "data", EMBEDDINGS | model.settings) as house,
    ):
        hand_in(house.url, EXAMPLE)
        result = loaded("scaled", house, model, at_work(TOWN, 8, users=6, rate=2))
    assert errors(result).reached, errors(result).seen
    assert {Kind.SEARCH, Kind.ANSWER, Kind.INGEST} <= {sample.kind for sample in result.samples if sample.outcome == OK}
    assert {"postgresql", "chroma", "web", "worker"} <= set(result.readings[0].megabytes)
    assert all(megabytes > 1 for megabytes in result.readings[0].megabytes.values())
    (tmp_path / "docs").mkdir()
    assert "| what is to be seen | goal | scaled |" in write([result], tmp_path).read_text("utf-8")
