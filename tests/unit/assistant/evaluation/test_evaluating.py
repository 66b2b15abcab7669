"""Small question sets in a real house: what the figures must be is known beforehand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.beir import read_beir
from assistant.evaluation.comparing import compare
from assistant.evaluation.evaluating import Foreign, Measured, evaluate, measured_json
from assistant.evaluation.examples import read_examples
from assistant.evaluation.indexing import T
from assistant.evaluation.report import render, worst
from assistant.evaluation.sets import FileDocument, KnownQuestion, QuestionSet, TextDocument
from assistant.models import Status
from corpus.errors import RefusedFile
from corpus.settings import Settings

WriteBeir = Callable[..., Path]
SCRIPT = "<script>alert('Wer?')</script>"
CONTRACT = (
    *("ndcg@10", "mrr@10", "recall@5", "recall@100", "answer@1", "answer@2", "answer@3"),
    *("answered", "foreign_refused", "seconds"),
)


def silently(items: Sequence[T], _description: str) -> Iterable[T]:
    return items


def evaluated(known: QuestionSet, **options: Any) -> Measured:
    wanted: dict[str, Any] = {"foreign": None, "sample": 1, "answers": True, **options}
    return evaluate(Settings(), known, silently, **wanted)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory, write_beir: WriteBeir) -> QuestionSet:
    return read_beir(write_beir(tmp_path_factory.mktemp("beir") / "klein"))


@pytest.fixture(scope="module")
def measured(known: QuestionSet) -> Measured:
    asked = (
        *known.questions,
        KnownQuestion("lang", "ü" * 2_001, {"fehlt": 1}),
        KnownQuestion("böse", SCRIPT, {"hof": 1}, answers=(("<b>Otto</b>",),)),
    )
    cake = KnownQuestion("kuchen", "Wie lange muss ein Marmorkuchen mit Vanilleglasur im Ofen backen?")
    return evaluated(replace(known, questions=asked), foreign=Foreign("fremd", (cake,)))


def test_a_text_of_several_passages_is_ranked_once(measured: Measured) -> None:
    assert measured.passages > len(measured.known.documents)
    for asked in measured.asked:
        assert len(set(asked.ranking)) == len(asked.ranking) <= 4


def test_every_question_finds_its_text(measured: Measured) -> None:
    first = [asked.ranking[0] for asked in measured.asked[:4]]
    assert first == ["brunnen", "hof", "wald", "bus"]


def test_the_figures_are_the_means_over_the_questions(measured: Measured) -> None:
    values = measured_json(measured)
    # Four find theirs at once, one is too long, and what the last one finds is left open.
    last = measured.asked[-1].ranking
    reciprocal = 1 / (last.index("hof") + 1) if "hof" in last else 0
    assert values["mrr@10"] == pytest.approx((4 + reciprocal) / 6, abs=1e-4)
    assert values["answer@1"] == values["answer@3"] == pytest.approx(2 / 4, abs=1e-4)
    assert values["foreign_refused"] == 1
    assert values["unanswerable_refused"] is None
    assert values["held_back"] is None


def test_json_has_every_key_of_the_contract_and_an_interval_a_figure(measured: Measured) -> None:
    values = measured_json(measured)
    assert values.keys() >= set(CONTRACT)
    assert values["seconds"].keys() >= {"index", "per_query_median", "per_query_p95"}
    for name, interval in values["intervals"].items():
        if values[name] is None:
            assert interval is None
        else:
            assert 0 <= interval[0] <= values[name] <= interval[1] <= 1


def test_what_was_left_out_is_said(measured: Measured) -> None:
    assert "Texte ohne Inhalt, nicht aufgenommen: 1." in measured.remarks
    assert "Leere oder zu lange Fragen, die als nicht gefunden zählen: 1." in measured.remarks
    assert measured.asked[4].given is not None
    assert measured.asked[4].given.status is Status.NO_EVIDENCE


def test_without_foreign_questions_nothing_is_said_of_refusing_and_without_answers_nothing_of_answers(
    known: QuestionSet,
) -> None:
    values = measured_json(evaluated(known, sample=2, answers=False))
    assert values["set"]["questions"] == 2
    assert values["ndcg@10"] > 0.9
    nothing = ("answer@1", "answer@2", "answer@3", "answered", "partial", "foreign_refused")
    assert [values[name] for name in nothing] == [None] * 6
    assert values["seconds"]["per_answer_median"] is None


def test_documents_without_any_text_leave_nothing_to_measure(known: QuestionSet) -> None:
    with pytest.raises(RefusedFile, match="Keiner der Texte"):
        evaluated(replace(known, documents=(TextDocument("leer", "", "\x00\n"),)))


def test_a_file_that_is_refused_is_a_remark_and_what_is_asked_of_it_is_not_found(tmp_path: Path) -> None:
    good, broken = tmp_path / "gut.txt", tmp_path / "kaputt.pdf"
    good.write_text("Der Brunnen am Markt kostete 13.800 Euro.")
    broken.write_bytes(b"%PDF-1.7 abgerissen")
    files = (FileDocument("gut", good), FileDocument("kaputt", broken))
    asked = (
        KnownQuestion("eins", "Was kostete der Brunnen?", {"gut": 1}),
        KnownQuestion("zwei", "Wer?", {"kaputt": 1}),
    )
    measured = evaluated(QuestionSet("zwei", files, asked))
    assert [each.ranking[:1] for each in measured.asked] == [("gut",), ("gut",)]
    assert any("kaputt.pdf" in remark for remark in measured.remarks)
    assert measured_json(measured)["recall@5"] == 0.5


def test_among_example_documents_pages_are_ranked_and_refusing_is_measured() -> None:
    examples = read_examples()
    word = next(q for q in examples.questions if q.answerable and "#" not in next(iter(q.relevance)))
    page = next(q for q in examples.questions if q.held_back and "#" in "".join(q.relevance))
    unanswerable = next(q for q in examples.questions if not q.answerable)
    files = tuple(
        d for d in examples.documents if any(name.startswith(d.name) for q in (word, page) for name in q.relevance)
    )
    measured = evaluated(replace(examples, documents=files, questions=(word, page, unanswerable)))
    located = measured.known.questions[0].relevance
    assert located
    assert all(re.fullmatch(rf"{next(iter(word.relevance))}#\d+", unit) for unit in located)
    for asked in measured.asked[:2]:
        assert set(asked.question.relevance) <= set(asked.ranking)
        assert asked.expected is not None
        assert next((a for (a, *_) in asked.question.answers), "") in asked.expected.text
    values = measured_json(measured)
    assert values["unanswerable_refused"] in (0, 1)
    assert values["answered"] is not None
    assert values["held_back"]["recall@100"] == 1
    assert values["held_back"]["unanswerable_refused"] is None


def test_the_report_shows_a_script_in_a_question_as_text_and_loads_nothing(measured: Measured) -> None:
    html = render(measured, None, 0.005)
    assert SCRIPT not in html
    assert "&lt;script&gt;alert(&#39;Wer?&#39;)&lt;/script&gt;" in html
    assert "<script" not in html
    assert "<b>Otto</b>" not in html
    assert not re.search(r"(?:src|href|url)\s*[=(]", html)
    assert html.count("<svg") == 3


def test_the_report_names_the_weakest_first_with_what_was_expected(measured: Measured) -> None:
    weakest = worst(measured.asked)
    assert weakest[0].question.id == "lang"
    assert "q3" in [asked.question.id for asked in weakest]  # ranked right, but not answered
    assert "q1" not in [asked.question.id for asked in weakest]
    html = render(measured, None, 0.005)
    assert "Dieser Text fehlt im Bestand." in html
    assert "Antwort: Gibt es nicht" in html


def test_the_report_sets_gains_and_losses_apart(measured: Measured) -> None:
    now = measured_json(measured)
    before = {"recall@5": now["recall@5"] + 0.1, "mrr@10": now["mrr@10"] - 0.1, "set": now["set"]}
    html = render(measured, compare(now, before), 0.005)
    assert '<td class="loss">−0,100</td>' in html
    assert '<td class="gain">+0,100</td>' in html
    assert "anderen Fragen oder einer anderen Auswahl" not in html
    assert "anderen Fragen oder einer anderen Auswahl" in render(measured, compare(now, {"mrr@10": 1}), 0.005)
