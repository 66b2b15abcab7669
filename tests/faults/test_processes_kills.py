"""Two real servers of one house: one is killed, told to end, or asked through the other; no question is lost."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from corpus.doctor import mend
from corpus.opening import open_corpus
from corpus.settings import Settings
from corpus.texts import conversations as texts
from ingest.ingest import open_ingest
from ingest.models import IngestJob, Outcome
from scripts.scale.child import Child
from scripts.scale.processes import Processes
from tests.conftest import any_free_port
from tests.faults.small_corpus import EMBEDDINGS, publish
from tests.scaled import as_environment, scaled_settings
from tests.servers.chroma import chroma_server as own_chroma
from tests.servers.postgresql import postgresql

QUESTION = "Was kostet der Brunnen am Markt?"
RECOVERED_WITHIN = 30.0

pytestmark = [pytest.mark.long, pytest.mark.dear]


@dataclass(frozen=True)
class House:
    """Two servers, whose answers take as long as the file `held` is there."""

    settings: Settings
    database: Child
    one: Child
    other: Child
    held: Path

    @contextmanager
    def being_answered(self) -> Iterator[tuple[str, Iterator[str]]]:
        """The id of an answer that the first server is in the middle of, and what is heard of it there."""
        self.held.touch()
        with (
            httpx.Client(timeout=60) as client,
            client.stream(
                "POST",
                f"{self.one.url}/api/v1/questions",
                json={"question": QUESTION},
                headers={"accept": "text/event-stream"},
            ) as response,
        ):
            lines = response.iter_lines()
            answer_id = next(json.loads(line[6:])["id"] for line in lines if line.startswith("data: "))
            next(line for line in lines if line.startswith("event: status"))
            yield answer_id, lines

    def let_go(self) -> None:
        self.held.unlink(missing_ok=True)


def api(server: Child, way: str, path: str, **content: Any) -> httpx.Response:
    return httpx.request(way, f"{server.url}/api/v1{path}", timeout=60, **content)


def until(is_so: Callable[[], bool], seconds: float = RECOVERED_WITHIN) -> float:
    """After how many seconds it was so."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < seconds, f"not so after {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    held = folder / "held"
    further = {
        **EMBEDDINGS,
        "files_url": str(folder / "files"),
        "reranker": "tests.faults.held_reranker:HeldReranker",
        "reranker_options": json.dumps({"held": str(held)}),
    }
    with (
        postgresql(is_durable=False) as database,
        own_chroma(folder) as chroma,
        scaled_settings(database, chroma, folder / "data", **further) as settings,
    ):
        with open_corpus(settings) as corpus:
            publish(corpus, folder, "brunnen", "Der Brunnen am Markt kostet 4.000 Euro.", "Starkregen gab es keinen.")
        processes = Processes(folder, as_environment(settings))
        one, other = (processes.web(number, any_free_port(), examples=False) for number in (1, 2))
        one.begin()
        other.start()
        one.wait_until_ready()
        try:
            yield House(settings, database, one, other, held)
        finally:
            held.unlink(missing_ok=True)
            one.kill()
            other.kill()


@pytest.fixture(autouse=True)
def _both_serve(house: House) -> Iterator[None]:
    for server in (house.one, house.other):
        if not server.is_running:
            server.start()
    yield
    house.let_go()


def test_an_answer_made_elsewhere_is_heard_and_stopped_here(house: House) -> None:
    with house.being_answered() as (answer_id, told):
        with httpx.stream("GET", f"{house.other.url}/api/v1/answers/{answer_id}/events", timeout=60) as heard:
            lines = heard.iter_lines()
            assert texts.MADE_ELSEWHERE in next(line for line in lines if "text" in line)
            begun = time.monotonic()
            stopped = api(house.other, "POST", f"/answers/{answer_id}/stop").json()
            assert stopped["state"] == "stopped"
            assert time.monotonic() - begun < 2
            assert "event: stopped" in list(lines)
        assert "event: stopped" in list(told)


def test_a_conversation_deleted_here_is_answered_nowhere(house: House) -> None:
    with house.being_answered() as (answer_id, told):
        conversation = api(house.other, "GET", f"/answers/{answer_id}").json()["conversation"]
        assert api(house.other, "DELETE", f"/conversations/{conversation}").status_code == 204
        begun = time.monotonic()
        assert "event: stopped" in list(told)
        assert time.monotonic() - begun < 2
    for server in (house.one, house.other):
        assert api(server, "GET", f"/answers/{answer_id}").status_code == 404


def test_a_killed_server_leaves_its_questions_to_the_other(house: House) -> None:
    with house.being_answered() as (answer_id, _):
        house.one.kill()
        with httpx.stream("GET", f"{house.other.url}/api/v1/answers/{answer_id}/events", timeout=60) as heard:
            begun = time.monotonic()
            said = heard.read().decode()
            assert time.monotonic() - begun < RECOVERED_WITHIN
    house.let_go()
    assert "event: error" in said
    left = api(house.other, "GET", f"/answers/{answer_id}").json()
    assert (left["question"], left["state"], left["reason"]) == (QUESTION, "failed", texts.INTERRUPTED)
    body = {"question": QUESTION, "conversation": left["conversation"]}
    assert api(house.other, "POST", "/questions", json=body).json()["conversation"] == left["conversation"]


def test_a_server_that_alone_is_killed_finds_its_question_at_its_next_start(house: House) -> None:
    house.other.stop()
    with house.being_answered() as (answer_id, _):
        house.one.kill()
    house.let_go()
    house.one.start()
    until(lambda: bool(api(house.one, "GET", f"/answers/{answer_id}").json()["state"] == "failed"))


def test_a_server_told_to_end_says_so_first_and_finishes_what_it_began(house: House) -> None:
    with house.being_answered() as (answer_id, told):
        assert house.one.process
        house.one.process.send_signal(signal.SIGTERM)
        until(lambda: httpx.get(f"{house.one.url}/readyz", timeout=5).status_code == 503, 3)
        # Whoever comes all the same is still served for a while.
        assert api(house.one, "GET", "/documents").is_success
        time.sleep(7)
        house.let_go()
        assert "event: done" in list(told)
    assert house.one.process.wait(30) == 0
    assert api(house.other, "GET", f"/answers/{answer_id}").json()["state"] == "done"


def test_a_stopped_process_is_gone_for_the_others_and_comes_back(house: House) -> None:
    with house.being_answered() as (answer_id, told):
        os.kill(house.one.pid, signal.SIGSTOP)
        try:
            until(lambda: bool(api(house.other, "GET", f"/answers/{answer_id}").json()["state"] == "failed"))
        finally:
            os.kill(house.one.pid, signal.SIGCONT)
        assert "event: stopped" in list(told)
    house.let_go()
    assert api(house.one, "POST", "/questions", json={"question": QUESTION}).json()["status"] == "answered"


def test_while_the_database_is_away_everybody_is_told_so_and_then_it_goes_on(house: House) -> None:
    with house.being_answered() as (answer_id, told):
        house.database.stop()
        for path in ("/api/v1/questions", "/api/v1/documents", "/fragen/x", "/readyz"):
            way = "POST" if path.endswith("questions") else "GET"
            refused = httpx.request(way, f"{house.other.url}{path}", json={"question": QUESTION}, timeout=60)
            assert refused.status_code == 503, (path, refused.text)
            assert int(refused.headers["retry-after"]) > 0
        house.let_go()
        assert "event: error" in list(told)
        house.database.start()
        # What became of it is kept as soon as it can be.
        until(lambda: api(house.other, "GET", f"/answers/{answer_id}").json().get("state") == "failed")
    left = api(house.other, "GET", f"/answers/{answer_id}").json()
    assert (left["question"], left["reason"]) == (QUESTION, texts.DATABASE_AWAY)
    for server in (house.one, house.other):
        until(lambda server=server: api(server, "POST", "/questions", json={"question": QUESTION}).is_success)


def test_files_are_taken_in_once_whatever_worker_is_killed_and_while_the_database_restarts(
    house: House, tmp_path: Path
) -> None:
    processes = Processes(tmp_path, as_environment(house.settings))
    workers = [processes.worker(number) for number in (1, 2)]
    with open_corpus(house.settings) as corpus:
        before = {document.id for document in corpus.documents()}
        ingest = open_ingest(corpus, house.settings)
        jobs = []
        for number in range(20):
            file = tmp_path / f"teich-{number}.txt"
            file.write_text("\n\n".join(f"Der Teich {number}.{line} liegt am Wald." for line in range(400)))
            job = ingest.intake.receive(file, source=str(file), file_name=file.name, sidecar=None)
            assert isinstance(job, IngestJob)
            jobs.append(job.id)

        def ended() -> list[IngestJob]:
            return [job for job in ingest.jobs.jobs(jobs) if job.has_ended]

        try:
            for worker in workers:
                worker.start()
            until(lambda: len(ended()) >= 2, 60)
            workers[0].kill()
            until(lambda: len(ended()) >= 5, 60)
            house.database.stop()
            house.database.start()
            until(lambda: len(ended()) == len(jobs), 120)
        finally:
            for worker in workers:
                worker.kill()
        # What was killed between its last step and saying so is found to be there.
        assert {job.outcome for job in ended()} <= {Outcome.ADDED, Outcome.UNCHANGED}
        new = [document for document in corpus.documents() if document.id not in before]
        assert len(new) == len(jobs)
        assert {document.current.number for document in new} == {1}
        assert mend(corpus, closely=True) == ()
