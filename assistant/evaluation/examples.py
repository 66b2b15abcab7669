"""The example documents with the questions that were written for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.evaluation.json_lines import records_of
from assistant.evaluation.sets import FileDocument, KnownQuestion, QuestionSet, page_unit
from corpus import examples
from ingest.collect import collect

NAME = "examples"
_FOLDER = Path(examples.__file__).parent


def read_examples() -> QuestionSet:
    """Relevant is the page that a question names; a question without a document is not answerable.

    Word files have no pages before they are laid out: there a question names the document alone, which stands for
    those of its sections that hold the answer (see `indexing.located`).
    """
    documents = tuple(FileDocument(path.stem, path) for path in collect([_FOLDER / "documents"]))
    return QuestionSet(NAME, documents, tuple(_questions()), by_page=True)


def _questions() -> Iterator[KnownQuestion]:
    for record in records_of(_FOLDER / "questions.jsonl"):
        document, page = record.values["document"], record.values["page"]
        yield KnownQuestion(
            id=record.text("id"),
            text=record.text("question"),
            relevance={page_unit(document, page) if page else document: 1} if document else {},
            answer=record.text_or_none("answer"),
            held_back=record.values["held_back"],
        )
