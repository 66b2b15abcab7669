"""Figures for Prometheus, as its own parser reads them."""

from __future__ import annotations

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from assistant.people.models import Role
from assistant.wiring import House
from tests.signing_in import signing_in


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


def test_the_parts_of_the_index_agree_and_nothing_is_on_its_way(client: TestClient, house: House) -> None:
    now = figures(client)
    documents = house.corpus.documents()
    passages = sum(document.current.passages for document in documents)
    assert now["transferlotse_documents", ""] == len(documents)
    assert {now["transferlotse_index_entries", part] for part in ("passages", "vectors", "rows")} == {passages}
    assert now["transferlotse_index_disagreements", ""] == 0
    assert (now["transferlotse_jobs", "open"], now["transferlotse_jobs", "waiting"]) == (0, 0)


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
