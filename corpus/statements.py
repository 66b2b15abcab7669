"""Statements: the sentences of a passage's prose and the rows of its tables, and which terms each of them holds.

They are what an answer quotes, so a search looks at them too. Their terms stand in the full-text index, a line each,
since analysing them anew for every question would take longer than the search itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import zip_longest

from sqlalchemy import Connection

from corpus.context import header_outside
from corpus.full_text import TermRow, rows_of
from corpus.german.analyser import Analyser
from corpus.german.sentences import sentence_spans
from corpus.models import Passage

CELLS = " | "
BEGINNING = 5  # letters; words that share no more are strangers


@dataclass(frozen=True, slots=True)
class Said:
    """The stems and the compound parts that stand in a text; `beginnings` are the first letters of the stems."""

    stems: frozenset[str]
    parts: frozenset[str]
    beginnings: frozenset[str]

    def __or__(self, other: Said) -> Said:
        """Both texts together."""
        return Said(self.stems | other.stems, self.parts | other.parts, self.beginnings | other.beginnings)


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """What stands above a passage (title, headings, column names), and in each of its statements, in order."""

    above: Said
    statements: tuple[Said, ...]

    def around(self, index: int) -> Said:
        """A statement with its neighbours and what stands above."""
        said = self.above
        for statement in self.statements[max(0, index - 1) : index + 2]:
            said |= statement
        return said

    def whole(self) -> Said:
        """All of it together."""
        told = (self.above, *self.statements)
        return Said(
            frozenset().union(*(s.stems for s in told)),
            frozenset().union(*(s.parts for s in told)),
            frozenset().union(*(s.beginnings for s in told)),
        )


def statement_spans(passage_text: str) -> list[tuple[int, int]]:
    """Start and end of each statement in order, without white space around."""
    spans = []
    start = 0
    for paragraph in passage_text.split("\n\n"):
        if CELLS in paragraph:
            for line in paragraph.split("\n"):
                if line.strip():
                    spans.append((start, start + len(line)))
                start += len(line) + 1
            start += 1
        else:
            spans.extend((start + first, start + last) for first, last in sentence_spans(paragraph))
            start += len(paragraph) + 2
    return spans


def term_row(analyser: Analyser, passage_id: int, name: str, passage: Passage) -> TermRow:
    """The analysed terms of a passage as the full-text index holds them: a line of `body` and `parts` a statement."""
    title = analyser.passage_terms(name)
    heading = analyser.passage_terms(" \n".join((*passage.headings, header_outside(passage))))
    statements = [analyser.passage_terms(passage.text[start:end]) for start, end in statement_spans(passage.text)]
    return TermRow(
        id=passage_id,
        title=" ".join(title.stems),
        heading=" ".join(heading.stems),
        body="\n".join(" ".join(terms.stems) for terms in statements),
        parts="\n".join(" ".join(parts) for parts in ([*title.parts, *heading.parts], *(s.parts for s in statements))),
    )


def passage_terms(connection: Connection, ids: Collection[int]) -> dict[int, PassageTerms]:
    """Passage id -> its terms, read from the index; unknown ids are left out."""
    return {id: _read(row) for id, row in rows_of(connection, ids).items()}


def _read(row: TermRow) -> PassageTerms:
    above, *parts = row.parts.split("\n")
    stems = row.body.split("\n")
    return PassageTerms(
        above=_said(f"{row.title} {row.heading}", above),
        statements=tuple(_said(s, p) for s, p in zip_longest(stems, parts, fillvalue="")),
    )


def _said(stems: str, parts: str) -> Said:
    told = frozenset(stems.split())
    return Said(told, frozenset(parts.split()), frozenset(stem[:BEGINNING] for stem in told))
