"""Reads question sets in BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv.

The layout is that of Thakur et al., 'BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval
Models', 2021; `metadata.answer` of a query may hold a string that a right answer holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from pathlib import Path

from assistant.evaluation.json_lines import Record, lines_of, records_of
from assistant.evaluation.sets import KnownQuestion, QuestionSet, TextDocument
from corpus.errors import RefusedFile
from corpus.texts import evaluation as texts

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"

Grades = dict[str, dict[str, float]]


def read_beir(folder: Path) -> QuestionSet:
    """The texts and the questions that have a relevant one, in the order of the files; raises RefusedFile.

    As in trec_eval, a relevant text that is missing from the corpus counts as one that is not found.
    """
    _checked(folder)
    documents = tuple(_documents(folder / CORPUS))
    asked = tuple(_questions(folder / QUERIES))
    grades = _grades(folder / QRELS)
    questions = tuple(replace(q, relevance=grades[q.id]) for q in asked if grades.get(q.id))
    if not questions:
        raise RefusedFile(texts.NO_JUDGED_QUESTION.format(folder=folder))
    known = {document.name for document in documents}
    unknown_questions = len(grades.keys() - {question.id for question in asked})
    unknown_texts = len({name for q in questions for name in q.relevance.keys() - known})
    unjudged = len(asked) - len(questions)
    counted = (
        (texts.UNKNOWN_QUESTIONS, unknown_questions),
        (texts.UNKNOWN_TEXTS, unknown_texts),
        (texts.UNJUDGED, unjudged),
    )
    remarks = tuple(remark.format(count=count) for remark, count in counted if count)
    return QuestionSet(folder.resolve().name, documents, questions, remarks=remarks)


def read_questions(folder: Path) -> tuple[KnownQuestion, ...]:
    """Only the questions of a folder, of which another corpus knows nothing: those that qrels name, if there are any.

    Raises RefusedFile.
    """
    _checked(folder)
    questions = tuple(replace(question, answers=()) for question in _questions(folder / QUERIES))
    if (folder / QRELS).exists():
        judged = _grades(folder / QRELS)
        questions = tuple(question for question in questions if question.id in judged)
    if not questions:
        raise RefusedFile(texts.NO_JUDGED_QUESTION.format(folder=folder))
    return questions


def _checked(folder: Path) -> None:
    if not folder.exists():
        raise RefusedFile(texts.FOLDER_MISSING.format(folder=folder))
    if not folder.is_dir():
        raise RefusedFile(texts.NO_FOLDER.format(folder=folder))


def _documents(file: Path) -> Iterator[TextDocument]:
    for id, record in _by_id(file):
        yield TextDocument(id, record.text_or_none("title") or "", record.text("text"))


def _questions(file: Path) -> Iterator[KnownQuestion]:
    for id, record in _by_id(file):
        metadata = record.values.get("metadata") or {}
        if not isinstance(metadata, dict):
            raise record.line.refused(texts.METADATA_NO_OBJECT)
        answer = Record(record.line, metadata).text_or_none("answer") or ""
        yield KnownQuestion(id, record.text("text"), answers=((answer.strip(),),) if answer.strip() else ())


def _by_id(file: Path) -> Iterator[tuple[str, Record]]:
    known: set[str] = set()
    for record in records_of(file):
        id = record.text("_id")
        if id in known:
            raise record.line.refused(texts.DUPLICATE_ID.format(id=id))
        known.add(id)
        yield id, record
    if not known:
        raise RefusedFile(texts.EMPTY_FILE.format(file=file))


def _grades(file: Path) -> Grades:
    """Question -> text -> grade, without grades of 0 and below; a question without any keeps an empty entry."""
    grades: Grades = {}
    for index, line in enumerate(lines_of(file)):
        columns = [column.strip() for column in line.text.split("\t")]
        if len(columns) != 3:
            raise line.refused(texts.THREE_COLUMNS)
        question, name, written = columns
        if (grade := _number(written)) is None:
            if index == 0:
                continue  # the header
            raise line.refused(texts.NO_GRADE.format(grade=written))
        judged = grades.setdefault(question, {})
        if grade > 0:
            judged[name] = grade
    if not grades:
        raise RefusedFile(texts.EMPTY_FILE.format(file=file))
    return grades


def _number(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if isfinite(number) else None
