"""What has been replaced comes behind what replaces it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.current_first import behind_successors
from assistant.retrieval.models import Ranked
from corpus.models import Document, Metadata, Passage, StoredPassage, Version

VERSION = Version("v", 1, "0" * 64, "a.pdf", "application/pdf", datetime(2025, 1, 1, tzinfo=UTC), 1, 1)
NEW = Document("new", "/new", Metadata("Neu", year=2025), VERSION)


def ranked(document: str, score: float) -> Ranked:
    stored = StoredPassage(1, document, "v", "", None, Passage(0, 1, 0, 4, "Text"))
    return Ranked(stored, cosine=0.9, bm25=0.0, score=score)


FOUND = [ranked("old", 0.52), ranked("new", 0.5), ranked("other", 0.4)]


def scores(question: str) -> dict[str, float]:
    found = behind_successors(question, FOUND, {"old": NEW})
    return {each.stored.document_id: round(each.score, 2) for each in found}


def test_a_replaced_document_comes_behind_its_successor() -> None:
    assert scores("Wie hoch ist der Zuschuss?") == {"old": 0.42, "new": 0.5, "other": 0.4}


@pytest.mark.parametrize(
    "question", ["Was galt 2022?", "Wie hoch war der Zuschuss früher?", "Was stand in der alten Richtlinie?"]
)
def test_a_question_about_the_past_leaves_the_order(question: str) -> None:
    assert scores(question)["old"] == 0.52


def test_a_replaced_document_whose_successor_is_not_found_stays() -> None:
    alone = [FOUND[0], FOUND[2]]
    assert behind_successors("Wie hoch ist der Zuschuss?", alone, {"old": NEW}) == tuple(alone)
