"""Fusion, near-duplicates, diversity and reranking over rankings made by hand."""

from collections.abc import Sequence

import numpy as np
import pytest
from langchain_core.callbacks import Callbacks
from langchain_core.documents import BaseDocumentCompressor, Document
from numpy.typing import NDArray

from assistant.retrieval.collapse import without_near_duplicates
from assistant.retrieval.diversity import compares, spread
from assistant.retrieval.fusion import fused
from assistant.retrieval.models import Ranked
from assistant.retrieval.reranking import RERANKED, reranked
from corpus.models import Passage, StoredPassage

LONG = "Die Stadt fördert die Entsiegelung von Höfen mit einem Zuschuss je Quadratmeter und berät die Eigentümer dabei"


def ranked(id: int, text: str = "", *, document: str = "", cosine: float = 0.9, score: float = 0.5) -> Ranked:
    passage = Passage(ordinal=0, page=1, start=0, end=len(text), text=text)
    stored = StoredPassage(id, document or f"d{id}", "v", title="", municipality=None, passage=passage)
    return Ranked(stored, cosine=cosine, bm25=0.0, score=score)


def vectors(angles: dict[int, float]) -> dict[int, NDArray[np.float32]]:
    return {id: np.array([np.cos(angle), np.sin(angle)], np.float32) for id, angle in angles.items()}


def ids(ranking: Sequence[Ranked]) -> list[int]:
    return [candidate.stored.id for candidate in ranking]


def test_fusion_weighs_both_sides_and_keeps_how_far_apart_scores_lie() -> None:
    scores = fused({1: 0.9, 2: 0.85, 3: 0.8}, {2: 10.0, 3: 5.0}, by_meaning=0.6)
    assert scores == pytest.approx({1: 0.6, 2: 0.6 * 0.5 + 0.4, 3: 0.4 * 0.5})


def test_fusion_of_nothing_and_of_equal_scores_has_no_division_by_zero() -> None:
    assert fused({}, {}, by_meaning=0.7) == {}
    assert fused({1: 0.8, 2: 0.8}, {}, by_meaning=0.7) == {1: 0.0, 2: 0.0}


def test_the_same_text_in_two_documents_is_found_once_and_the_better_ranked_stays() -> None:
    ranking = [ranked(1, f"{LONG}."), ranked(2, "Etwas ganz anderes steht hier."), ranked(3, f"{LONG} !")]
    assert ids(without_near_duplicates(ranking, vectors({1: 0.0, 2: 1.0, 3: 0.1}))) == [1, 2]


def test_no_ranking_has_no_near_duplicates() -> None:
    assert without_near_duplicates([], {}) == []


@pytest.mark.parametrize(
    "other", [f"{LONG} 2024", f"{LONG.replace('Höfen', 'Plätzen').replace('Zuschuss', 'Darlehen')} gern"]
)
def test_texts_that_differ_in_a_number_or_in_what_they_say_are_two_finds(other: str) -> None:
    assert ids(without_near_duplicates([ranked(1, LONG), ranked(2, other)], vectors({1: 0.0, 2: 0.1}))) == [1, 2]


@pytest.mark.parametrize(
    "question",
    [
        "Worin unterscheiden sich die Förderquoten in Ottersfurt und Brunnleben?",
        "Vergleich der Hitzeaktionspläne",
        "Welche Kommunen haben einen Bürgerhaushalt?",
        "Welche kleinen Städte arbeiten mit Hochschulen?",
        "Gibt es Beispiele für Leerstandsmanagement?",
    ],
)
def test_questions_that_ask_for_several_documents_are_known(question: str) -> None:
    assert compares(question)


@pytest.mark.parametrize("question", ["Was kostet das Leerstandsmanagement?", "Wer ist in der Stadt zuständig?", ""])
def test_questions_for_one_thing_are_not_taken_for_comparisons(question: str) -> None:
    assert not compares(question)


def test_spreading_lets_other_documents_come_before_the_third_passage_of_one() -> None:
    ranking = [
        ranked(1, document="a", score=0.9),
        ranked(2, document="a", score=0.88),
        ranked(3, document="a", score=0.86),
        ranked(4, document="b", score=0.8),
    ]
    assert ids(spread(ranking, repeated=0.1)) == [1, 4, 2, 3]
    assert min(candidate.score for candidate in spread(ranking, repeated=1)) == 0


class Backwards(BaseDocumentCompressor):
    """Gives the documents in reverse order, all but the dropped ones."""

    dropped: tuple[str, ...] = ()

    def compress_documents(
        self, documents: Sequence[Document], query: str, callbacks: Callbacks | None = None
    ) -> Sequence[Document]:
        del query, callbacks
        return [document for document in reversed(documents) if document.id not in self.dropped]


def test_a_reranker_decides_the_order_and_the_scores_still_fall_from_the_top() -> None:
    ranking = [ranked(1, score=0.9), ranked(2, score=0.7), ranked(3, score=0.4)]
    again = reranked(Backwards(), "?", ranking)
    assert ids(again) == [3, 2, 1]
    assert [candidate.score for candidate in again] == [0.9, 0.7, 0.4]


def test_what_a_reranker_drops_comes_last_and_what_it_never_saw_stays_behind() -> None:
    ranking = [ranked(id, score=1 - id / 100) for id in range(1, RERANKED + 3)]
    again = ids(reranked(Backwards(dropped=("2",)), "?", ranking))
    assert again[0] == RERANKED
    assert again[RERANKED - 1 :] == [2, RERANKED + 1, RERANKED + 2]
    assert sorted(again) == ids(ranking)
