"""The sentences of a passage as they can be quoted: prose sentences, and table rows with their column names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.german.sentences import sentence_spans
from corpus.models import Passage
from corpus.texts import answers as texts

CELLS = " | "
SHORTEST = 8  # letters and digits
_ANAPHOR = re.compile(
    r"(?:Dies(?:e|er|es|em|en)?|Dadurch|Daher|Deshalb|Damit|Dazu|Dabei|Dafür|Davon|Er|Sie|Es|Ihr(?:e|er|em|en)?|"
    r"Sein(?:e|er|em|en)?|Hier(?:bei|zu|für|durch)?|Darüber|Darin|Letztere[rs]?|Beide|Auch|Außerdem|Zudem|Ferner)\b"
)
_FRAGMENT = re.compile(r"^[a-zäöüß,;:)]")
_COMPLETE = re.compile(r"[.!?…:]['\"“”»«’)\]\s¹²³⁰-⁹]*$|^(?:[•–-]|\d{1,2}[.)]) ")


@dataclass(frozen=True, slots=True)
class QuotableSentence:
    """`quote` stands letter for letter in the passage; `text` is how it is shown; `previous` is the one before."""

    quote: str
    text: str
    previous: str = ""

    @property
    def leans_back(self) -> bool:
        """Whether it cannot be understood without the sentence before."""
        return bool(self.previous) and bool(_ANAPHOR.match(self.text))


def quotable_sentences(passage: Passage) -> Iterator[QuotableSentence]:
    """Every sentence and table row of a passage that can stand in an answer, in order."""
    headings = {" ".join(heading.split()) for heading in passage.headings}
    for paragraph in passage.text.split("\n\n"):
        if CELLS in paragraph:
            yield from _rows(paragraph, passage.table_header)
            continue
        if " ".join(paragraph.split()) in headings:
            continue
        previous = ""
        for start, end in sentence_spans(paragraph):
            sentence = paragraph[start:end].strip()
            if _is_whole(sentence):
                yield QuotableSentence(sentence, " ".join(sentence.split()), previous)
            previous = sentence


def _is_whole(sentence: str) -> bool:
    """Neither half of a sentence that a page break cut, nor a caption, a line of a title page or a mere mark."""
    return (
        not _FRAGMENT.match(sentence)
        and bool(_COMPLETE.search(sentence))
        and sum(c.isalnum() for c in sentence) >= SHORTEST
    )


def _rows(table: str, header: str) -> Iterator[QuotableSentence]:
    """The rows of a table, each cell with the name of its column where that is certain."""
    names = header.split("\n")
    columns = names[-1].split(CELLS)
    for line in table.split("\n"):
        cells = line.split(CELLS)
        if line in names or sum(c.isalnum() for c in line) < SHORTEST:
            continue
        if not header or len(cells) != len(columns):
            yield QuotableSentence(line, texts.CELL_SEPARATOR.join(cells))
            continue
        named = (
            texts.CELL.format(column=column, value=cell) if column.strip() else cell
            for column, cell in zip(columns, cells, strict=True)
            if cell.strip()
        )
        yield QuotableSentence(line, texts.CELL_SEPARATOR.join(named))
