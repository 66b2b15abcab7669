"""Questions with known answers, and the documents they are asked of, whichever format they came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A document that is nothing but a title, which may be '', and a text."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FileDocument:
    """A document that is a file and is taken in like any other."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question and what is known of its answer.

    `relevance` maps the names of units (see `QuestionSet`) to grades above 0; without any, the documents do not answer
    the question. `same` maps further units that answer it just as well to the relevant unit they repeat. A right
    answer holds one string of each of the `answers`. `earlier` are the questions asked before in the same conversation,
    the oldest first. `kind` says what sort of question it is, '' if nobody knows. What is `held_back` nobody looked at
    while tuning.
    """

    id: str
    text: str
    relevance: Mapping[str, float] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[tuple[str, ...], ...] = ()
    earlier: tuple[str, ...] = ()
    kind: str = ""
    held_back: bool = False

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return bool(self.relevance)

    def standing_for(self, unit: str) -> str:
        """The relevant unit that this one repeats, else the unit itself."""
        return self.same.get(unit, unit)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Documents and the questions asked of them.

    A unit is what a relevance names and a ranking orders: a document by its name or, with `by_page`, one of its pages
    by `page_unit`; a document's name then stands for those of its pages that hold the answer. `remarks` are German
    sentences about what was left out or looks doubtful.
    """

    name: str
    documents: tuple[TextDocument | FileDocument, ...]
    questions: tuple[KnownQuestion, ...]
    by_page: bool = False
    remarks: tuple[str, ...] = ()

    def every(self, n: int) -> QuestionSet:
        """The same documents with every n-th question only, from the first on."""
        return replace(self, questions=self.questions[::n])


def page_unit(document: str, page: int) -> str:
    """The name of a page of a document."""
    return f"{document}#{page}"
