"""The statements of a passage as they can be quoted: prose sentences, and table rows with their column names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.german.anaphors import points_back
from corpus.models import Passage
from corpus.statements import CELLS, statement_spans
from corpus.texts import answers as texts

SHORTEST = 8  # letters and digits
_FRAGMENT = re.compile(r"^[a-zäöüß,;:)]")
_COMPLETE = re.compile(r"[.!?…:]['\"“”»«’)\]\s¹²³⁰-⁹]*$|^(?:[•–-]|\d{1,2}[.)]) ")


@dataclass(frozen=True, slots=True)
class QuotableSentence:
    """`quote` stands letter for letter in the passage as its statement `index`; `text` is how it is shown.

    `with_previous` is the quote from the sentence before on, '' where none stands before it in its paragraph.
    `introduced_by` is the statement that leads to it: for a row of a table the caption or sentence above the table.
    """

    index: int
    quote: str
    text: str
    with_previous: str = ""
    introduced_by: int | None = None

    @property
    def is_anaphoric(self) -> bool:
        """Whether it begins with a word that points back."""
        return points_back(self.text)

    @property
    def leans_back(self) -> bool:
        """Whether it cannot be understood without the sentence before, and this is there."""
        return bool(self.with_previous) and self.is_anaphoric

    def in_context(self) -> QuotableSentence:
        """The same together with the sentence before."""
        return replace(self, quote=self.with_previous, text=" ".join(self.with_previous.split()))


def quotable_sentences(passage: Passage) -> Iterator[QuotableSentence]:
    """Every sentence and table row of a passage that can stand in an answer, in order.

    A question in the text is no answer by itself: it is quoted together with the sentence that answers it.
    """
    headings = {" ".join(heading.split()) for heading in passage.headings}
    before = (0, 0)
    lead: int | None = None
    spans = statement_spans(passage.text)
    for index, (start, end) in enumerate(spans):
        is_first = index == 0 or "\n\n" in passage.text[before[1] : start]
        with_previous = "" if is_first else passage.text[before[0] : end]
        before = (start, end)
        quote = passage.text[start:end]
        shown = " ".join(quote.split())
        if CELLS in quote:
            yield from (replace(row, introduced_by=lead) for row in _row(index, quote, passage.table_header))
            continue
        lead = index
        if shown.endswith("?") and index + 1 < len(spans) and CELLS not in passage.text[slice(*spans[index + 1])]:
            quote = passage.text[start : spans[index + 1][1]]
            shown = " ".join(quote.split())
        if shown not in headings and _is_whole(quote):
            yield QuotableSentence(index, quote, shown, with_previous)


def _is_whole(sentence: str) -> bool:
    """Neither half of a sentence that a page break cut, nor a caption, a line of a title page or a mere mark."""
    return (
        not _FRAGMENT.match(sentence)
        and bool(_COMPLETE.search(sentence))
        and sum(c.isalnum() for c in sentence) >= SHORTEST
    )


def _row(index: int, line: str, header: str) -> Iterator[QuotableSentence]:
    """A row of a table, each cell with the name of its column where that is certain."""
    names = header.split("\n")
    columns = names[-1].split(CELLS)
    cells = line.split(CELLS)
    if line in names or sum(c.isalnum() for c in line) < SHORTEST:
        return
    if not header or len(cells) != len(columns):
        yield QuotableSentence(index, line, texts.CELL_SEPARATOR.join(cells))
        return
    named = (
        texts.CELL.format(column=column, value=cell) if column.strip() else cell
        for column, cell in zip(columns, cells, strict=True)
        if cell.strip()
    )
    yield QuotableSentence(index, line, texts.CELL_SEPARATOR.join(named))
