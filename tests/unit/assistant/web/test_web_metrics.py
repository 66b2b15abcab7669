"""Figures for Prometheus, as its own parser reads them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from assistant.people.models import Role
from assistant.web.app import create_app
from assistant.wiring import House, open_house
from corpus.settings import Settings
from corpus.version import VERSION
from tests.conftest import any_free_port
from tests.signing_in import ADDRESS, signing_in


def figures(client: TestClient) -> dict[tuple[str, str], float]:
    """Name and labels -> value of every sample."""
    answer = client.get("/metrics")
    assert answer.status_code == 200, answer.text
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_answers_are_counted_by_what_they_were_and_timed_by_step(
    client: TestClient, question: str, foreign_question: str
) -> None:
    before = figures(client)
    for asked in (question, question, foreign_question):
        client.post("/api/v1/questions", json={"question": asked})
    now = figures(client)

    def more(name: str, labels: str = "") -> float:
        return now[name, labels] - before.get((name, labels), 0)

    assert more("transferlotse_answers_total", "answered") == 2
    assert more("transferlotse_answers_total", "no_evidence") == 1
    assert more("transferlotse_answer_seconds_count") == 3
    assert more("transferlotse_step_seconds_count", "search") == 3
    assert 0 < more("transferlotse_answer_seconds_sum") < 60
    assert more("transferlotse_step_seconds_sum", "search") <= more("transferlotse_answer_seconds_sum")


def test_the_parts_of_the_index_agree_and_nothing_is_on_its_way(tmp_path: Path, house_data: Path) -> None:
    data = shutil.copytree(house_data, tmp_path / "data")  # other tests forget the jobs of the house they share
    with open_house(Settings(data_dir=data)) as house, TestClient(create_app(house), base_url=ADDRESS) as client:
        now, documents = figures(client), house.corpus.documents()
    passages = sum(document.current.passages for document in documents)
    assert now["transferlotse_documents", ""] == len(documents)
    assert {now["transferlotse_index_entries", part] for part in ("passages", "vectors", "rows")} == {passages}
    assert now["transferlotse_index_disagreements", ""] == 0
    assert [now["transferlotse_jobs", state] for state in ("queued", "waiting", "running")] == [0, 0, 0]
    assert now["transferlotse_jobs_oldest_seconds", ""] == 0
    assert now["transferlotse_jobs_ended", "added"] == len(documents)
    assert now["transferlotse_jobs_ended", "refused"] == 0
    assert (now["transferlotse_part_up", "catalogue"], now["transferlotse_part_up", "vectors"]) == (1, 1)


def test_a_part_that_does_not_answer_is_named_and_the_others_go_on(tmp_path: Path, house_data: Path) -> None:
    data = shutil.copytree(house_data, tmp_path / "data")
    with open_house(Settings(data_dir=data)) as broken, TestClient(create_app(broken), base_url=ADDRESS) as client:
        assert figures(client)["transferlotse_index_entries", "vectors"] > 0
        with closing(sqlite3.connect(data / "catalogue.db")) as connection:
            connection.execute("ALTER TABLE jobs RENAME TO gone")
        now = figures(client)
        assert (now["transferlotse_part_up", "catalogue"], now["transferlotse_part_up", "vectors"]) == (0, 1)
        assert now["transferlotse_index_entries", "vectors"] > 0
        assert ("transferlotse_documents", "") not in now
        assert ("transferlotse_index_disagreements", "") not in now


def test_whether_the_model_answers_is_told_after_it_was_asked(
    tmp_path: Path, house_data: Path, question: str, foreign_question: str
) -> None:
    data = shutil.copytree(house_data, tmp_path / "data")
    options = json.dumps({"api_key": "x", "base_url": f"http://127.0.0.1:{any_free_port()}/v1", "max_retries": 0})
    settings = Settings(data_dir=data, chat_model="openai:murmel", chat_model_options=SecretStr(options))
    with open_house(settings) as house, TestClient(create_app(house), base_url=ADDRESS) as client:
        client.post("/api/v1/questions", json={"question": foreign_question})
        assert ("transferlotse_part_up", "model") not in figures(client)
        client.post("/api/v1/questions", json={"question": question})
        assert figures(client)["transferlotse_part_up", "model"] == 0


def test_it_says_which_program_runs_and_what_it_takes(client: TestClient) -> None:
    now = figures(client)
    assert now["transferlotse_build_info", VERSION] == 1
    assert now["process_resident_memory_bytes", ""] > 1_000_000


def test_no_word_of_a_question_is_among_them(client: TestClient) -> None:
    client.post("/api/v1/questions", json={"question": "Wo nistet der Murmelfrosch?"})
    assert "murmelfrosch" not in client.get("/metrics").text.casefold()


def test_where_people_sign_in_a_token_of_the_administration_opens_them(house: House) -> None:
    with signing_in(house, anonymous_reading=True) as town:
        assert town.browser().get("/metrics").status_code in (401, 403)
        assert town.signed_in("eva", Role.EDITOR).get("/metrics").status_code == 403
        vera = town.person("vera", Role.ADMINISTRATOR)
        token = town.house.people.api_tokens.create(vera, "Prometheus", Role.ADMINISTRATOR, 30)
        read = town.browser().get("/metrics", headers={"authorization": f"Bearer {token}"})
        assert read.status_code == 200
        assert read.headers["content-type"].startswith("text/plain")
        assert read.headers["cache-control"] == "no-store"
