"""Checks a sentence against the passage that it cites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.coverage import AskedWord, coverage, missing_words
from assistant.proof.lists import WordLists, word_lists
from assistant.proof.missing_numbers import Figures, figures_in, missing_numbers
from assistant.proof.models import ENOUGH, Finding, Verdict
from assistant.proof.names import names_not_in
from assistant.proof.nearness import means_the_same
from assistant.proof.polarity import turned
from assistant.proof.windows import Window, Windows, windows
from assistant.proof.wording import asked
from corpus.corpus import Corpus
from corpus.models import StoredPassage

NUMBER, NAME, NEGATION, ANTONYM = 1.0, 0.6, 0.8, 0.8
# So much more of the sentence two adjacent statements have to cover than either alone.
RISE = 0.15
# So much less than the best a statement may cover, and still be the one that is meant.
BEHIND = 0.15
CANDIDATES = 3
# Below it, other words are not asked whether they mean the same.
SOME = 0.25

_PART = re.compile(r"[;:–]|,(?!\d)|\b(?:und|sowie|während|wobei)\b")


@dataclass(frozen=True, slots=True)
class _Claim:
    """The sentence to be proven: its words, and its numbers and dates."""

    corpus: Corpus
    lists: WordLists
    text: str
    words: tuple[AskedWord, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a window is worth for a claim; `score` is the support before it is clipped to 0 to 1."""

    window: Window
    score: float
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]


def check(corpus: Corpus, sentence: str, passage: StoredPassage) -> Verdict:
    """How far the passage proves the sentence, given without its citation marks."""
    claim = _claim(corpus, unicodedata.normalize("NFC", sentence))
    above = "\n".join((passage.name, *passage.passage.headings))
    found = windows(passage, above, claim.words, corpus.analyser)
    judged = [_judge(claim, window, above, passage.passage.text) for window in _candidates(claim, found)]
    best = max(judged, key=lambda each: each.score)
    if Finding.NUMBER in best.findings and (pair := _proven_by_parts(claim, found)):
        best = max(best, _judge(claim, pair, above, passage.passage.text), key=lambda each: each.score)
    if best.findings == (Finding.WORDS,) and best.score >= SOME and means_the_same(corpus, sentence, best.window.text):
        return Verdict(support=ENOUGH, findings=(), quote=best.window.quote, missing=())
    return Verdict(
        support=round(min(1.0, max(0.0, best.score)), 3),
        findings=best.findings,
        quote=best.window.quote,
        missing=best.missing,
    )


def _claim(corpus: Corpus, sentence: str) -> _Claim:
    lists = word_lists(corpus.analyser)
    return _Claim(corpus, lists, sentence, asked(corpus, sentence, lists), figures_in(sentence, lists.units))


def _candidates(claim: _Claim, found: Windows) -> Iterator[Window]:
    """The statements that cover most of the sentence, and two adjacent ones where they cover much more."""
    singles = sorted(found.singles, key=lambda window: -window.covered)
    if not claim.words:
        # Nothing but numbers: where they stand is what it is about.
        yield from singles
        return
    most = singles[0].covered
    yield from (window for window in singles[:CANDIDATES] if window.covered >= most - BEHIND)
    pair = max(found.pairs, key=lambda window: window.covered, default=None)
    if pair and pair.covered > most + RISE:
        yield pair


def _judge(claim: _Claim, window: Window, above: str, whole: str) -> _Judged:
    units, analyser = claim.lists.units, claim.corpus.analyser
    numbers = missing_numbers(claim.figures, figures_in(window.text, units), figures_in(above, units))
    names = names_not_in(window.text, above, whole, sentence=claim.text, corpus=claim.corpus, alternatives=_otherwise(claim, window))
    turn = turned(claim.text, window.text, analyser, claim.lists.opposites)
    weights = {
        Finding.NUMBER: NUMBER * bool(numbers),
        Finding.NAME: NAME * bool(names),
        Finding.NEGATION: NEGATION * turn.negation,
        Finding.ANTONYM: ANTONYM * turn.antonym,
    }
    findings = [finding for finding, weight in weights.items() if weight]
    missing = [*numbers, *names]
    covered = window.covered if claim.words else float(bool(claim.figures.dates or claim.figures.quantities))
    if covered < ENOUGH:
        findings.append(Finding.WORDS)
        missing += missing_words(claim.words, window.said)
    return _Judged(window, covered - sum(weights.values()), tuple(findings), tuple(dict.fromkeys(missing)))


def _otherwise(claim: _Claim, window: Window) -> frozenset[str]:
    """The words of the sentence, as written, that the window says in another way: 'BauGB' as 'Baugesetzbuch'."""
    return frozenset(word.written for word in claim.words if word.alternatives & window.said.stems)


def _proven_by_parts(claim: _Claim, found: Windows) -> Window | None:
    """Two adjacent statements that a sentence joins: each part that holds a number is proven by one of them.

    A part taken by itself must find its words and its numbers in the same statement, so a number that was moved from
    one statement to the other proves nothing.
    """
    proving = set()
    for part in _PART.split(claim.text):
        smaller = _claim(claim.corpus, part)
        if not (smaller.figures.dates or smaller.figures.quantities):
            continue
        covered = [(coverage(smaller.words, window.said), index) for index, window in enumerate(found.singles)]
        share, index = max(covered, key=lambda each: each[0])
        told = figures_in(found.singles[index].text, claim.lists.units)
        if share < ENOUGH or missing_numbers(smaller.figures, told, Figures("", (), ())):
            return None
        proving.add(index)
    if len(proving) != 2 or max(proving) - min(proving) != 1:
        return None
    return found.pairs[min(proving)]
