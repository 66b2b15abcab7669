from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.evaluation.beir import read_beir, read_questions
from corpus.errors import RefusedFile

WriteBeir = Callable[..., Path]
TEXT = '{"_id": "t1", "title": "T", "text": "Worte"}\n'
QUESTION = '{"_id": "q1", "text": "Frage?", "metadata": {"answer": " 42 "}}\n'
GRADE = "query-id\tcorpus-id\tscore\nq1\tt1\t1\n"


def test_texts_questions_grades_and_answers_are_read(tmp_path: Path, write_beir: WriteBeir) -> None:
    known = read_beir(write_beir(tmp_path / "klein"))
    assert known.name == "klein"
    assert [document.name for document in known.documents] == ["brunnen", "hof", "wald", "bus", "leer"]
    assert known.questions[0].relevance == {"brunnen": 2, "hof": 1}
    assert [question.answers for question in known.questions] == [
        (("13.800  euro",),),
        (("35 Euro",),),
        (("Gibt es nicht",),),
        (),
    ]
    assert known.remarks == ()


@pytest.mark.parametrize(
    ("text", "question", "grade"),
    [
        ("\ufeff" + TEXT, "\ufeff" + QUESTION, "\ufeff" + GRADE),
        (TEXT.replace("\n", "\r\n"), QUESTION.replace("\n", "\r\n"), GRADE.replace("\n", "\r\n")),
        ("\n" + TEXT + "\n \n", QUESTION.rstrip(), GRADE.rstrip() + "\n\n"),
        (TEXT, QUESTION, "q1\tt1\t1\n"),
        (TEXT, QUESTION, "q1\tt1\t1.0\nq1\tt2\t0\n"),
        (TEXT.replace('"t1"', "1"), QUESTION, "q1\t1\t1\n"),
        (TEXT.replace("Worte", "Worte\u2028\x85mehr"), QUESTION, GRADE),
    ],
    ids=["byte order mark", "CRLF", "blank lines", "no header", "grade 0", "number as id", "odd line ends in a text"],
)
def test_other_ways_to_write_the_same_are_read(
    tmp_path: Path, write_beir: WriteBeir, text: str, question: str, grade: str
) -> None:
    known = read_beir(write_beir(tmp_path, text, question, grade))
    (asked,) = known.questions
    assert (asked.id, asked.text, asked.answers) == ("q1", "Frage?", (("42",),))
    assert list(asked.relevance.values()) == [1]
    assert asked.relevance.keys() == {known.documents[0].name}
    assert known.remarks == ()


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("corpus.jsonl", None, "corpus.jsonl fehlt"),
        ("queries.jsonl", None, "queries.jsonl fehlt"),
        ("qrels/test.tsv", None, "test.tsv fehlt"),
        ("corpus.jsonl", "", "corpus.jsonl enthält keinen Eintrag"),
        ("queries.jsonl", " \n", "queries.jsonl enthält keinen Eintrag"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "test.tsv enthält keinen Eintrag"),
        ("corpus.jsonl", TEXT + "{", "Zeile 2 .*corpus.jsonl.*kein gültiges JSON"),
        ("corpus.jsonl", "[" * 100_000, "Zeile 1 .*kein gültiges JSON"),
        ("queries.jsonl", QUESTION + "[1]", "Zeile 2 .*queries.jsonl.*kein JSON-Objekt"),
        ("corpus.jsonl", '{"text": "Worte"}', "Zeile 1 .*„_id“ fehlt"),
        ("corpus.jsonl", '{"_id": "t1", "title": "T"}', "„text“ fehlt"),
        ("corpus.jsonl", '{"_id": "t1", "text": ["Worte"]}', "„text“ ist kein Text"),
        ("corpus.jsonl", '{"_id": "t1", "text": "\\ud800"}', "„text“ ist kein Text"),
        ("corpus.jsonl", '{"_id": true, "text": "Worte"}', "„_id“ ist kein Text"),
        ("corpus.jsonl", TEXT + "\n" + TEXT, "Zeile 3 .*„t1“ kam schon vor"),
        ("queries.jsonl", QUESTION + QUESTION, "Zeile 2 .*„q1“ kam schon vor"),
        ("queries.jsonl", '{"_id": "q1", "text": "?", "metadata": "x"}', "„metadata“ ist kein JSON-Objekt"),
        ("queries.jsonl", '{"_id": "q1", "text": "?", "metadata": {"answer": [1]}}', "„answer“ ist kein Text"),
        ("qrels/test.tsv", GRADE + "q1 t1 1\n", "Zeile 3 .*drei Spalten"),
        ("qrels/test.tsv", GRADE + "q1\tt1\tviel\n", "Zeile 3 .*„viel“ ist keine Zahl"),
        ("qrels/test.tsv", GRADE + "q1\tt1\tnan\n", "Zeile 3 .*„nan“ ist keine Zahl"),
        ("qrels/test.tsv", "q1\tt1\t0\n", "zu keiner Frage einen als richtig bezeichneten Text"),
    ],
)
def test_what_cannot_be_used_is_refused_with_file_and_line(
    tmp_path: Path, write_beir: WriteBeir, part: str, content: str | None, said: str
) -> None:
    parts = {"corpus.jsonl": TEXT, "queries.jsonl": QUESTION, "qrels/test.tsv": GRADE, part: content}
    with pytest.raises(RefusedFile, match=said):
        read_beir(write_beir(tmp_path, *parts.values()))


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path, write_beir: WriteBeir) -> None:
    folder = write_beir(tmp_path, TEXT, QUESTION, GRADE)
    (folder / "corpus.jsonl").write_bytes(TEXT.encode() + "{'ä'}".encode("latin-1"))
    with pytest.raises(RefusedFile, match=r"Zeile 2 .*UTF-8"):
        read_beir(folder)


def test_a_missing_folder_and_a_file_in_its_place_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="gibt es nicht"):
        read_beir(tmp_path / "fehlt")
    (tmp_path / "datei").touch()
    with pytest.raises(RefusedFile, match="kein Ordner"):
        read_beir(tmp_path / "datei")


def test_unknown_ids_and_unjudged_questions_are_counted_and_said(tmp_path: Path, write_beir: WriteBeir) -> None:
    questions = QUESTION + '{"_id": "q2", "text": "Und?"}\n{"_id": "q3", "text": "Ja?"}\n'
    grades = GRADE + "q1\tfehlt\t1\nq1\tfehlt auch\t1\nweg\tt1\t1\nq3\tt1\t0\n"
    known = read_beir(write_beir(tmp_path, TEXT, questions, grades))
    (asked,) = known.questions
    assert asked.relevance.keys() == {"t1", "fehlt", "fehlt auch"}  # as in trec_eval, to be counted as not found
    assert [remark.rpartition(": ")[2] for remark in known.remarks] == ["1.", "2.", "2."]


def test_of_a_foreign_folder_only_the_questions_matter(tmp_path: Path, write_beir: WriteBeir) -> None:
    folder = write_beir(tmp_path, None, QUESTION + '{"_id": "q2", "text": "Und?"}\n', None)
    assert [question.id for question in read_questions(folder)] == ["q1", "q2"]
    write_beir(tmp_path, None, None, "q2\tanderswo\t1\n")
    assert [question.id for question in read_questions(folder)] == ["q2"]
