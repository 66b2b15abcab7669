"""The questions asked of the example documents: answers stand where they say, and there are enough of each kind."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.examples import EXAMPLES, NAMES, pages, plain, source, squeezed

KINDS = {
    *("short", "long", "colloquial", "typo", "paraphrase", "follow_up"),
    *("comparison", "table", "amount", "date", "contact"),
}
Record = dict[str, Any]

QUESTIONS: list[Record] = [
    json.loads(line) for line in (EXAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERED = [question for question in QUESTIONS if question["proofs"]]
UNANSWERED = [question for question in QUESTIONS if not question["proofs"]]


def test_there_are_more_than_three_hundred_questions_with_an_answer_and_a_hundred_without() -> None:
    assert (len(ANSWERED), len(UNANSWERED)) == (314, 100)
    assert {proof["document"] for question in ANSWERED for proof in question["proofs"]} == set(NAMES)
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)
    asked = {squeezed("".join([*question["earlier"], question["question"]])) for question in QUESTIONS}
    assert len(asked) == len(QUESTIONS)


def test_every_kind_of_question_is_asked_often() -> None:
    kinds = Counter(question["kind"] for question in ANSWERED)
    assert kinds.keys() == KINDS
    assert min(kinds.values()) >= 12
    assert all(bool(question["earlier"]) == (question["kind"] == "follow_up") for question in ANSWERED)
    several = [q for q in ANSWERED if len({proof["document"] for proof in q["proofs"]}) > 1]
    assert len(several) >= 12


def test_a_third_is_held_back_of_either_part() -> None:
    for part in (ANSWERED, UNANSWERED):
        assert sum(question["held_back"] for question in part) / len(part) == pytest.approx(1 / 3, abs=0.01)


def test_half_of_the_questions_without_an_answer_are_near_misses() -> None:
    assert Counter(question["kind"] for question in UNANSWERED) == {"near_miss": 50, "foreign": 50}
    assert not any(question["earlier"] for question in UNANSWERED)


@pytest.mark.parametrize("question", ANSWERED, ids=lambda question: str(question["id"]))
def test_the_answer_stands_in_the_source_and_on_its_pages(question: Record) -> None:
    places = [place for proof in question["proofs"] for place in (proof, *proof.get("also", []))]
    for place in places:
        name = place["document"]
        assert place["answer"] in plain(name)
        assert squeezed(question["question"]) not in squeezed(plain(name))
        if source(name).meta["form"] != "pdf":
            assert place["pages"] == []
            continue
        assert place["pages"]
        if not source(name).meta["gestaltung"].get("scan"):
            assert all(squeezed(place["answer"]) in squeezed(pages(name)[page - 1]) for page in place["pages"])
