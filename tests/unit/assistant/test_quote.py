from __future__ import annotations

from assistant.evidence import judge
from assistant.quote import BEHIND, choose, ranked_sentences
from assistant.retrieval.retriever import Retriever
from assistant.wiring import House
from corpus.models import Filters

QUESTION = "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?"


def test_the_best_sentence_is_given_however_low_its_score_is(house: House) -> None:
    found = Retriever(house.corpus).retrieve(QUESTION, Filters())
    assert found.vector is not None
    away = ranked_sentences(house.corpus, QUESTION, -found.vector, judge(house.corpus, found))
    assert away[0].score < 0
    chosen = list(choose(away))
    assert chosen[0].score == away[0].score
    lowest = away[0].score * (1 + BEHIND)
    assert [quoted.score for quoted in chosen] == [q.score for q in away[:3] if q.score >= lowest]


def test_a_sentence_far_behind_the_best_one_is_left_out(house: House) -> None:
    found = Retriever(house.corpus).retrieve(QUESTION, Filters())
    assert found.vector is not None
    ranked = ranked_sentences(house.corpus, QUESTION, found.vector, judge(house.corpus, found))
    best, far = ranked[0], next(quoted for quoted in ranked if quoted.score < (1 - BEHIND) * ranked[0].score)
    assert [quoted.sentence.text for quoted in choose([best, far])] == [
        quoted.sentence.text for quoted in choose([best])
    ]
