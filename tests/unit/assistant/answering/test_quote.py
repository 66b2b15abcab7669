from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.quote import BEHIND, choose, ranked_sentences
from assistant.answering.sentences import quotable_sentences
from assistant.evidence import judge
from assistant.retrieval.retriever import Retriever
from assistant.wiring import House, open_house
from corpus.gate import Gate
from corpus.models import Block, BlockKind, Filters, Metadata, NewVersion, Page, Passage
from corpus.settings import Settings

QUESTION = "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?"


def test_the_best_sentence_is_given_however_low_its_score_is(house: House) -> None:
    found = Retriever(house.corpus).retrieve(QUESTION, Filters())
    assert found.vector is not None
    away = ranked_sentences(house.corpus, QUESTION, -found.vector, judge(house.corpus, found, Gate()))
    assert away[0].score < 0
    chosen = list(choose(away, 3))
    assert chosen[0].score == away[0].score
    lowest = away[0].score * (1 + BEHIND)
    assert [quoted.score for quoted in chosen] == [q.score for q in away[:3] if q.score >= lowest]


def test_a_sentence_far_behind_the_best_one_is_left_out(house: House) -> None:
    found = Retriever(house.corpus).retrieve(QUESTION, Filters())
    assert found.vector is not None
    ranked = ranked_sentences(house.corpus, QUESTION, found.vector, judge(house.corpus, found, Gate()))
    best, far = ranked[0], next(quoted for quoted in ranked if quoted.score < (1 - BEHIND) * ranked[0].score)
    assert [quoted.sentence.text for quoted in choose([best, far], 3)] == [
        quoted.sentence.text for quoted in choose([best], 3)
    ]


@pytest.fixture
def cut_paragraph(tmp_path: Path) -> Iterator[House]:
    """A house with one page whose only paragraph the splitter cut before a sentence that leans back."""
    first = "Die Stadt Anderau pflanzt Bäume. Für jeden Baum gibt es eine Patenschaft."
    second = "Diese kostet 47 Euro im Jahr. Andere Gebühren fallen nicht an."
    text = f"{first} {second}"
    passages = (
        Passage(0, 1, 0, len(first), first),
        Passage(1, 1, len(first) + 1, len(text), second),
    )
    file = tmp_path / "baum.txt"
    file.write_text(text, "utf-8")
    with open_house(Settings(data_dir=tmp_path / "data")) as house:
        vectors = tuple(house.corpus.embed([passage.text for passage in passages]))
        page = Page(1, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
        metadata = Metadata("Bäume in Anderau")
        new = NewVersion("baum", file.name, "text/plain", "0" * 64, metadata, (page,), passages, vectors)
        house.corpus.publish(new, file)
        yield house


def test_a_sentence_that_leans_back_over_the_cut_between_two_passages_takes_the_one_before_along(
    cut_paragraph: House,
) -> None:
    corpus = cut_paragraph.corpus
    found = Retriever(corpus).retrieve("Was kostet eine Patenschaft für einen Baum im Jahr?", Filters())
    assert found.vector is not None
    ranked = ranked_sentences(corpus, "Was kostet das im Jahr?", found.vector, judge(corpus, found, Gate()))
    leaning = next(quoted for quoted in ranked if "47 Euro" in quoted.sentence.text)
    quoted = next(choose([leaning], 3))
    assert quoted.sentence.text == "Für jeden Baum gibt es eine Patenschaft. Diese kostet 47 Euro im Jahr."
    assert quoted.sentence.quote in corpus.page(quoted.ranked.stored.document_id, 1).text

    before = next(quoted for quoted in ranked if quoted.sentence.text.startswith("Für jeden Baum"))
    assert [q.sentence.text for q in choose([replace(before, score=leaning.score), leaning], 3)] == [
        "Für jeden Baum gibt es eine Patenschaft.",
        "Diese kostet 47 Euro im Jahr.",
    ]


def test_the_passages_at_both_ends_have_one_neighbour(cut_paragraph: House) -> None:
    corpus = cut_paragraph.corpus
    first, last = corpus.passages(corpus.documents()[0].id)
    assert corpus.neighbours(first) == (None, last)
    assert corpus.neighbours(last) == (first, None)


def test_a_question_in_the_text_is_quoted_with_what_answers_it_and_a_row_knows_its_caption() -> None:
    text = (
        "Werden auch Obstbäume bezuschusst? Ja, wenn es Hochstämme sind.\n\n"
        "Tabelle 5: Jährliche Sachkosten in Euro\n\nPosten | Betrag\nPorto | 1.200\nSumme | 6.350"
    )
    passage = Passage(0, 1, 0, len(text), text, table_header="Posten | Betrag")
    sentences = list(quotable_sentences(passage))
    assert sentences[0].text == "Werden auch Obstbäume bezuschusst? Ja, wenn es Hochstämme sind."
    assert sentences[0].quote in text
    rows = {sentence.text: sentence.introduced_by for sentence in sentences[2:]}
    assert rows == {"Posten: Porto · Betrag: 1.200": 2, "Posten: Summe · Betrag: 6.350": 2}
