"""Checks a sentence against the passage that it cites."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.coverage import missing_words
from assistant.proof.clauses import may_join, parts
from assistant.proof.judging import Claim, Judged, claim_of, judge
from assistant.proof.missing_numbers import Figures, figures_in, missing_numbers
from assistant.proof.models import ENOUGH, Finding, Verdict
from assistant.proof.nearness import means_the_same
from assistant.proof.windows import Window, Windows, windows
from corpus.corpus import Corpus
from corpus.models import StoredPassage

# So much more of the sentence two adjacent statements have to cover than either alone.
RISE = 0.15
# So much less than the best a statement may cover, and still be the one that is meant.
BEHIND = 0.15
CANDIDATES = 3
# Below it, other words are not asked whether they mean the same.
SOME = 0.25

# Of a part that has so many words which say something, the passage has to say at least so much.
TOLD = 3
ALIEN = 0.25


@dataclass(frozen=True, slots=True)
class ToProve:
    """A sentence as it is compared with passages: whole, and the parts that it was visibly joined from."""

    whole: Claim
    parts: tuple[Claim, ...]


def check(corpus: Corpus, sentence: str, passage: StoredPassage) -> Verdict:
    """How far the passage proves the sentence, given without its citation marks."""
    return proven_by(passage, to_prove(corpus, sentence))


def to_prove(corpus: Corpus, sentence: str) -> ToProve:
    """A sentence, given without its citation marks, read once for all passages that may prove it."""
    sentence = unicodedata.normalize("NFC", sentence)
    return ToProve(claim_of(corpus, sentence), tuple(claim_of(corpus, part) for part in parts(sentence)))


def proven_by(passage: StoredPassage, sentence: ToProve) -> Verdict:
    """How far the passage proves the sentence."""
    claim = sentence.whole
    best = _best(claim, passage)
    if sentence.parts:
        best = _by_parts(best, [_best(part, passage) for part in sentence.parts], passage.passage.text)
    if _is_borderline(best) and means_the_same(claim.corpus, claim.text, best.window.text):
        best = replace(best, score=ENOUGH, findings=(), missing=())
    return Verdict(
        support=round(min(1.0, max(0.0, best.score)), 3),
        findings=best.findings,
        quote=best.window.quote,
        missing=best.missing,
    )


def _is_borderline(best: Judged) -> bool:
    """Whether nothing but other words speaks against the sentence, and not all of its words are others."""
    return best.findings == (Finding.WORDS,) and best.score >= SOME


def _best(claim: Claim, passage: StoredPassage) -> Judged:
    """The window that proves the sentence best."""
    above = "\n".join((passage.name, *passage.passage.headings))
    found = windows(passage, above, claim.words, claim.corpus.analyser)
    beyond = [word for word in claim.words if missing_words([word], found.above)]
    judged = [judge(claim, window, above, passage.passage.text, beyond) for window in _candidates(claim, found)]
    return max(judged, key=lambda each: each.score)


def _by_parts(whole: Judged, judged: Sequence[Judged], text: str) -> Judged:
    """A sentence that joins two others: proven where each is, by one statement or two adjacent ones.

    A part of which the passage says next to nothing was added to what it does say.
    """
    alien = [part for part in judged if part.told >= TOLD and part.covered < ALIEN]
    if alien:
        missing = tuple(dict.fromkeys((*whole.missing, *(word for part in alien for word in part.missing))))
        findings = tuple(dict.fromkeys((*whole.findings, Finding.WORDS)))
        return replace(whole, score=min(whole.score, alien[0].covered), findings=findings, missing=missing)
    if whole.score >= ENOUGH or any(part.score < ENOUGH for part in judged):
        return whole
    start, end = min(part.window.start for part in judged), max(part.window.end for part in judged)
    if len({(part.window.start, part.window.end) for part in judged}) > 2 or any(
        text[one.end : other.start].strip()
        for one, other in pairwise(sorted((p.window for p in judged), key=lambda w: w.start))
    ):
        return whole
    weakest = min(judged, key=lambda part: part.score)
    return replace(weakest, window=replace(weakest.window, quote=text[start:end]))


def _candidates(claim: Claim, found: Windows) -> Iterator[Window]:
    """The statements that cover most of the sentence, and two adjacent ones where they cover much more."""
    most = max(window.covered for window in found.singles)
    near = [window for window in found.singles if window.covered >= most - BEHIND]
    yield from sorted(near, key=lambda window: (_lacking(claim, window), -window.covered))[:CANDIDATES]
    # Two statements that have nothing to do with each other would prove what neither says of its own subject.
    pairs = found.pairs if may_join(claim.text) else [pair for pair in found.pairs if pair.is_linked]
    pair = max(pairs, key=lambda window: window.covered, default=None)
    if pair and pair.covered > most + RISE:
        yield pair


def _lacking(claim: Claim, window: Window) -> int:
    """How many of the sentence's numbers are missing: of a table's rows, which say the same words, these tell."""
    return len(
        missing_numbers(claim.figures, figures_in(window.text, claim.lists.units), Figures("", (), (), frozenset()))
    )
