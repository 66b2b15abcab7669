"""Checks a sentence against the passage that it cites."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.coverage import AskedWord, coverage, missing_words
from assistant.proof.lists import WordLists, word_lists
from assistant.proof.missing_numbers import Figures, figures_in, missing_numbers
from assistant.proof.models import ENOUGH, Finding, Verdict
from assistant.proof.names import missing_names, names
from assistant.proof.polarity import turned
from assistant.proof.wording import asked, said
from corpus.corpus import Corpus
from corpus.german.folding import fold
from corpus.models import StoredPassage
from corpus.statements import CELLS, Said, statement_spans

NUMBER, NAME, NEGATION, ANTONYM = 1.0, 0.6, 0.8, 0.8
# So much more of the sentence two adjacent statements have to cover than either alone.
RISE = 0.15


@dataclass(frozen=True, slots=True)
class _Window:
    """One statement of the passage or two adjacent ones: `text[start:end]` says `said`, and covers so much."""

    start: int
    end: int
    said: Said
    covered: float


def check(corpus: Corpus, sentence: str, passage: StoredPassage) -> Verdict:
    """How far the passage proves the sentence; `sentence` without its citation marks."""
    lists = word_lists(corpus.analyser)
    sentence = unicodedata.normalize("NFC", sentence)
    words = asked(corpus, sentence, lists)
    above_text = "\n".join((passage.name, *passage.passage.headings))
    header = passage.passage.table_header
    above = said(above_text, corpus.analyser)
    figures = figures_in(sentence, lists.units)
    best = _best(corpus, words, figures, passage, above, lists)
    text = passage.passage.text
    quote = text[best.start : best.end]
    row = f"{header}\n{quote}" if CELLS in quote and header else quote
    numbers = missing_numbers(figures, figures_in(_cells_apart(row), lists.units), figures_in(above_text, lists.units))
    lacking = _missing_names(corpus, sentence, words, f"{above_text}\n{row}", best.said, text)
    turn = turned(sentence, quote, corpus.analyser, lists)
    found = {
        Finding.NUMBER: NUMBER * bool(numbers),
        Finding.NAME: NAME * bool(lacking),
        Finding.NEGATION: NEGATION * turn.negation,
        Finding.ANTONYM: ANTONYM * turn.antonym,
    }
    support = min(1.0, max(0.0, best.covered - sum(found.values())))
    findings = [finding for finding, weight in found.items() if weight]
    missing = [*numbers, *lacking]
    if best.covered < ENOUGH:
        findings.append(Finding.WORDS)
        missing += missing_words(words, best.said)
    return Verdict(round(support, 3), tuple(findings), quote, tuple(dict.fromkeys(missing)))


def _best(
    corpus: Corpus,
    words: Sequence[AskedWord],
    figures: Figures,
    passage: StoredPassage,
    above: Said,
    lists: WordLists,
) -> _Window:
    """The statement that covers most of the sentence, or two adjacent ones where they cover much more.

    Of statements that cover as much, as rows of a table may, the one with the sentence's numbers wins.
    """
    text, header = passage.passage.text, passage.passage.table_header
    columns = said(header, corpus.analyser)
    spans = statement_spans(text) or [(0, len(text))]
    singles = []
    for start, end in spans:
        told = said(text[start:end], corpus.analyser) | above
        told = told | columns if header and CELLS in text[start:end] else told
        singles.append(_Window(start, end, told, coverage(words, told)))
    pairs = [
        _Window(one.start, other.end, one.said | other.said, coverage(words, one.said | other.said))
        for one, other in pairwise(singles)
    ]

    def order(window: _Window) -> tuple[float, int]:
        told = figures_in(_cells_apart(text[window.start : window.end]), lists.units)
        return round(window.covered, 2), -len(missing_numbers(figures, told, Figures("", (), ())))

    single = max(singles, key=order)
    pair = max(pairs, key=lambda window: window.covered, default=single)
    return pair if pair.covered > single.covered + RISE else single


def _cells_apart(row: str) -> str:
    """Cells with a full stop between them, lest a number take the word of the next cell for what it counts."""
    return row.replace(CELLS, " . ")


def _missing_names(
    corpus: Corpus, sentence: str, words: Sequence[AskedWord], told: str, said_there: Said, whole: str
) -> tuple[str, ...]:
    analyser = corpus.analyser
    keys = _keys(told, corpus)
    capital = [w for w in analyser.words(sentence) if w.text[:1].isupper() and fold(w.text) not in keys]
    if not capital:
        return ()
    towns = {fold(part) for town in corpus.catalogue.municipalities() for part in town.split()}
    otherwise = {fold(word.written) for word in words if word.alternatives & said_there.stems}
    lacking = missing_names(names(sentence, analyser, towns), keys, otherwise)
    if lacking and not names(told.partition("\n")[2], analyser, towns):
        # A statement without a name may mean the one that was named before.
        around = _keys(whole, corpus)
        return tuple(name for name in lacking if fold(name) not in around)
    return lacking


def _keys(text: str, corpus: Corpus) -> set[str]:
    words = corpus.analyser.words(text)
    return {key for word in words for key in (fold(word.text), *map(fold, word.text.split("-")))}
