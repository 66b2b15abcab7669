"""The example documents with the questions that were written for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.evaluation.json_lines import records_of
from assistant.evaluation.sets import FileDocument, KnownQuestion, QuestionSet, page_unit
from corpus import examples
from ingest.collect import collect

NAME = "examples"
_FOLDER = Path(examples.__file__).parent


def read_examples() -> QuestionSet:
    """Relevant is a page that a question names as proof; a question without proofs is not answerable.

    Most formats have no pages before they are laid out: there a question names the document alone, which stands for
    those of its sections that hold the answer (see `indexing.located`).
    """
    documents = tuple(FileDocument(path.stem, path) for path in collect([_FOLDER / "documents"]))
    return QuestionSet(NAME, documents, tuple(_questions()), by_page=True)


def _questions() -> Iterator[KnownQuestion]:
    for record in records_of(_FOLDER / "questions.jsonl"):
        proofs = record.values["proofs"]
        units = [_units(proof) for proof in proofs]
        yield KnownQuestion(
            id=record.text("id"),
            text=record.text("question"),
            relevance={first: 1 for first, *_ in units},
            same={other: first for first, *others in units for other in others},
            answers=tuple(tuple(dict.fromkeys(place["answer"] for place in _places(proof))) for proof in proofs),
            earlier=tuple(record.values["earlier"]),
            kind=record.text("kind"),
            held_back=record.values["held_back"],
        )


def _units(proof: Mapping[str, Any]) -> list[str]:
    """The pages of a proof, those of the places that prove the same behind them."""
    units: list[str] = []
    for place in _places(proof):
        document: str = place["document"]
        units += [page_unit(document, page) for page in place["pages"]] or [document]
    return list(dict.fromkeys(units))


def _places(proof: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [proof, *proof.get("also", [])]
