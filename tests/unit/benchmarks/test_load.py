"""Short loads of a real server: what is seen is kept and told, errors are errors, and no other machine is loaded."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.load.goals import errors, figures
from benchmarks.load.houses import House, embedded
from benchmarks.load.loopback import ForeignHost, on_loopback
from benchmarks.load.profiles import SOAK, TOWN, Profile, at_work, loaded, rushed, waited
from benchmarks.load.record import OK, Kind, Record
from benchmarks.load.report import write
from benchmarks.load.results import keep, kept
from benchmarks.load.scripted_model import ScriptedModel, scripted_model
from benchmarks.load.spike import Spike
from benchmarks.load.town import town
from benchmarks.load.visitor import visiting
from benchmarks.load.waiting import Waiting
from tests.conftest import any_free_port


@pytest.fixture(scope="module")
def scene(house_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ScriptedModel, House]]:
    """A server on some of the example documents, and the model that it asks."""
    data = Path(shutil.copytree(house_data, tmp_path_factory.mktemp("load") / "data"))
    with scripted_model() as model, embedded(data, model.settings) as house:
        yield model, house


@pytest.mark.parametrize(
    ("profile", "waited_for"),
    [
        (at_work(TOWN, 8, users=6, rate=2), {Kind.SEARCH, Kind.FIRST, Kind.ANSWER, Kind.UPLOAD, Kind.INGEST}),
        (rushed(Spike(before=1, coming=2, after=5, visitors=12)), {Kind.SEARCH, Kind.FIRST, Kind.ANSWER, Kind.PAGE}),
        (waited(Waiting(answers=4, listeners=2, slow_readers=3, seconds=4)), {Kind.HEALTH, Kind.READING, Kind.SEARCH}),
        (at_work(SOAK, 8, users=6, rate=2), {Kind.SEARCH, Kind.FIRST, Kind.ANSWER, Kind.UPLOAD}),
    ],
    ids=lambda given: given.name if isinstance(given, Profile) else "",
)
def test_each_profile_loads_a_real_house_without_an_error_and_is_told_in_the_report(
    profile: Profile, waited_for: set[Kind], scene: tuple[ScriptedModel, House], tmp_path: Path
) -> None:
    model, house = scene
    result = loaded("embedded", house, model, profile)
    assert errors(result).reached, errors(result).seen
    assert waited_for <= {sample.kind for sample in result.samples if sample.outcome == OK}
    assert result.readings[0].megabytes["assistant serve"] > 50
    assert result.readings[0].files["assistant serve"] > 5
    assert result.usage.house > 0
    keep(result, tmp_path / "kept")
    (tmp_path / "docs").mkdir()
    told = write(kept(tmp_path / "kept"), tmp_path).read_text("utf-8")
    for figure in figures(result):
        assert f"{figure.name} | {figure.goal} | " in told
        assert figure.seen in told
    assert "Not measured yet." in told
    for picture in tmp_path.glob("docs/images/*.svg"):
        assert picture.name in told


@pytest.mark.parametrize(
    "url",
    [
        "http://lotse.example",
        "http://192.0.2.7:8000",
        "http://localhost:8000",
        "http://127.0.0.1@lotse.example",
        "http://127.0.0.1.lotse.example",
        "https://127.0.0.1",
        "127.0.0.1:8000",
    ],
)
def test_no_other_machine_is_loaded(url: str) -> None:
    async def visit() -> None:
        async with visiting(url, Record()):
            pass

    with pytest.raises(ForeignHost, match="no http address of this machine"):
        asyncio.run(visit())


def test_this_machine_is_known_by_its_number() -> None:
    assert on_loopback("http://127.0.0.1:8000") == "http://127.0.0.1:8000"
    assert on_loopback("http://[::1]:8000") == "http://[::1]:8000"


def test_what_does_not_come_is_an_error_and_the_run_ends_all_the_same() -> None:
    record = Record()
    asyncio.run(town(f"http://127.0.0.1:{any_free_port()}", record, 3, users=3, rate=3))
    assert len(record.samples) > 3
    assert {sample.outcome for sample in record.samples} == {"ConnectError"}
    assert all(sample.is_error for sample in record.samples)


def test_a_house_that_goes_away_in_the_middle_of_answers_has_failed_them(house_data: Path, tmp_path: Path) -> None:
    async def load() -> Record:
        with scripted_model() as model, embedded(data, model.settings) as house:
            record = Record()
            loading = asyncio.create_task(town(house.url, record, 6, users=6, rate=3))
            await asyncio.sleep(3)
            os.kill(house.parts["assistant serve"][0], signal.SIGKILL)
            await loading
        return record

    data = Path(shutil.copytree(house_data, tmp_path / "data"))
    outcomes = Counter(sample.outcome for sample in asyncio.run(load()).samples)
    assert outcomes[OK]
    assert outcomes["ConnectError"]
    assert set(outcomes) & {"RemoteProtocolError", "ReadError"}
