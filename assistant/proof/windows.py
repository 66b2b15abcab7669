"""The statements of a passage, and pairs of adjacent ones, as what may prove a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.coverage import AskedWord, coverage
from assistant.orders import is_order
from assistant.proof.wording import said
from corpus.german.analyser import Analyser
from corpus.german.anaphors import points_back
from corpus.models import StoredPassage
from corpus.statements import CELLS, Said, statement_spans


@dataclass(frozen=True, slots=True)
class Window:
    """`quote` is one statement of a passage or two adjacent ones, `[start:end]` of its text letter for letter.

    `text` is what it says with the names of the columns, where it is a row of a table, and '' for an order to a
    machine; `said` holds the title and the headings too. `covered` is the share of the sentence's words that it says.
    `is_linked` says of a pair whether the second statement points back to the first.
    """

    start: int
    end: int
    quote: str
    text: str
    said: Said
    covered: float
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Windows:
    """Every statement of a passage, and every two adjacent ones, in order; `above` is what title and headings say."""

    above: Said
    singles: tuple[Window, ...]
    pairs: tuple[Window, ...]


def windows(passage: StoredPassage, above: str, words: Sequence[AskedWord], analyser: Analyser) -> Windows:
    """What the passage can prove with; `above` are its title and headings."""
    text, header = passage.passage.text, passage.passage.table_header
    heading = _said(above, analyser)
    spans = _with_answers(text, statement_spans(text)) or [(0, len(text))]
    rows = [_told(text[start:end], header) for start, end in spans]
    saying = [_said(row, analyser) | heading for row in rows]
    singles, pairs = [], []
    for index, (start, end) in enumerate(spans):
        said = saying[index]
        singles.append(Window(start, end, text[start:end], rows[index], said, coverage(words, said)))
        if index:
            said |= saying[index - 1]
            linked = points_back(text[start:end])
            start = spans[index - 1][0]
            both = f"{rows[index - 1]}\n{rows[index]}"
            pairs.append(Window(start, end, text[start:end], both, said, coverage(words, said), linked))
    return Windows(heading, tuple(singles), tuple(pairs))


def _told(quote: str, header: str) -> str:
    if is_order(quote):
        return ""
    return cells_apart(f"{header}\n{quote}" if header and CELLS in quote and quote not in header else quote)


def cells_apart(row: str) -> str:
    """Cells with a full stop between them, lest a number take the word of the next cell for what it counts."""
    return row.replace(CELLS, " . ")


def _with_answers(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, a question together with the statement that answers it."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and text[joined[-1][0] : joined[-1][1]].endswith("?"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=4096)
def _said(text: str, analyser: Analyser) -> Said:
    """Several sentences of an answer are checked against the same passages."""
    return said(text, analyser)
