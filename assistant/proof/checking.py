"""Checks a sentence against the passage that it cites."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.coverage import AskedWord, coverage, missing_words
from assistant.proof.clauses import may_join, parts
from assistant.proof.lists import WordLists, word_lists
from assistant.proof.missing_numbers import Figures, figures_in, missing_numbers
from assistant.proof.models import ENOUGH, Finding, Verdict
from assistant.proof.names import known_towns, names_not_in
from assistant.proof.nearness import means_the_same
from assistant.proof.nouns import added_nouns
from assistant.proof.polarity import turned
from assistant.proof.qualifiers import added_qualifiers
from assistant.proof.windows import Window, Windows, windows
from assistant.proof.wording import asked
from corpus.corpus import Corpus
from corpus.models import StoredPassage

NUMBER, NAME, NOUN, QUALIFIER, NEGATION, ANTONYM = 1.0, 0.6, 0.6, 0.8, 0.8, 0.8
# So much more of the sentence two adjacent statements have to cover than either alone.
RISE = 0.15
# So much less than the best a statement may cover, and still be the one that is meant.
BEHIND = 0.15
CANDIDATES = 3
# Below it, other words are not asked whether they mean the same.
SOME = 0.25

# So much a statement has to say of what the sentence says beyond title and headings.
TOLD_OF_SUBJECT = 0.34

# Of a part that has so many words which say something, the passage has to say at least so much.
TOLD = 3
ALIEN = 0.25


@dataclass(frozen=True, slots=True)
class _Claim:
    """The sentence to be proven: its words, its numbers and dates, and the towns that are known."""

    corpus: Corpus
    lists: WordLists
    text: str
    words: tuple[AskedWord, ...]
    figures: Figures
    towns: frozenset[str]


@dataclass(frozen=True, slots=True)
class ToProve:
    """A sentence as it is compared with passages: whole, and the parts that it was visibly joined from."""

    whole: _Claim
    parts: tuple[_Claim, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a window is worth for a claim.

    `score` is the support before it is clipped to 0 to 1, `covered` the share of the claim's words, `told` how many of
    these say something.
    """

    window: Window
    score: float
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    covered: float
    told: int


def check(corpus: Corpus, sentence: str, passage: StoredPassage) -> Verdict:
    """How far the passage proves the sentence, given without its citation marks."""
    return proven_by(passage, to_prove(corpus, sentence))


def to_prove(corpus: Corpus, sentence: str) -> ToProve:
    """A sentence, given without its citation marks, read once for all passages that may prove it."""
    sentence = unicodedata.normalize("NFC", sentence)
    return ToProve(_claim(corpus, sentence), tuple(_claim(corpus, part) for part in parts(sentence)))


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


def _is_borderline(best: _Judged) -> bool:
    """Whether nothing but other words speaks against the sentence, and not all of its words are others."""
    return best.findings == (Finding.WORDS,) and best.score >= SOME


def _best(claim: _Claim, passage: StoredPassage) -> _Judged:
    """The window that proves the sentence best."""
    above = "\n".join((passage.name, *passage.passage.headings))
    found = windows(passage, above, claim.words, claim.corpus.analyser)
    beyond = [word for word in claim.words if missing_words([word], found.above)]
    judged = [_judge(claim, window, above, passage.passage.text, beyond) for window in _candidates(claim, found)]
    return max(judged, key=lambda each: each.score)


def _by_parts(whole: _Judged, judged: Sequence[_Judged], text: str) -> _Judged:
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


def _claim(corpus: Corpus, sentence: str) -> _Claim:
    lists = word_lists(corpus.analyser)
    return _Claim(
        corpus, lists, sentence, asked(corpus, sentence, lists), figures_in(sentence, lists.units), known_towns(corpus)
    )


def _candidates(claim: _Claim, found: Windows) -> Iterator[Window]:
    """The statements that cover most of the sentence, and two adjacent ones where they cover much more."""
    most = max(window.covered for window in found.singles)
    near = [window for window in found.singles if window.covered >= most - BEHIND]
    yield from sorted(near, key=lambda window: (_lacking(claim, window), -window.covered))[:CANDIDATES]
    # Two statements that have nothing to do with each other would prove what neither says of its own subject.
    pairs = found.pairs if may_join(claim.text) else [pair for pair in found.pairs if pair.is_linked]
    pair = max(pairs, key=lambda window: window.covered, default=None)
    if pair and pair.covered > most + RISE:
        yield pair


def _lacking(claim: _Claim, window: Window) -> int:
    """How many of the sentence's numbers are missing: of a table's rows, which say the same words, these tell."""
    return len(
        missing_numbers(claim.figures, figures_in(window.text, claim.lists.units), Figures("", (), (), frozenset()))
    )


def _judge(claim: _Claim, window: Window, above: str, whole: str, beyond: Sequence[AskedWord]) -> _Judged:
    """`beyond` are the words of the sentence that title and headings do not say."""
    units, analyser = claim.lists.units, claim.corpus.analyser
    numbers = missing_numbers(claim.figures, figures_in(window.text, units), figures_in(above, units))
    names = names_not_in(
        window.text,
        above,
        whole,
        sentence=claim.text,
        analyser=analyser,
        towns=claim.towns,
        alternatives=_otherwise(claim, window),
    )
    nouns = added_nouns(claim.words, window.said, lists=claim.lists, opening=_opening(claim), analyser=analyser)
    qualifiers = added_qualifiers(claim.text, window.text, claim.lists.qualifiers)
    turn = turned(claim.text, window.text, analyser, claim.lists.opposites)
    weights = {
        Finding.NUMBER: NUMBER * bool(numbers),
        Finding.NAME: NAME * bool(names),
        Finding.NOUN: NOUN * bool(nouns),
        Finding.QUALIFIER: QUALIFIER * bool(qualifiers),
        Finding.NEGATION: NEGATION * turn.negation,
        Finding.ANTONYM: ANTONYM * turn.antonym,
    }
    findings = [finding for finding, weight in weights.items() if weight]
    missing = [*numbers, *names, *nouns, *qualifiers]
    # A number or date by itself says nothing of what it is the number of.
    covered = window.covered if _tells(claim) else 0.0
    # What a sentence says of its subject has to stand in the statement: title and headings name the subject alone.
    if beyond and not claim.figures.dates and not claim.figures.quantities:
        said = coverage(beyond, window.said)
        covered = min(covered, said) if said < TOLD_OF_SUBJECT else covered
    if covered < ENOUGH:
        findings.append(Finding.WORDS)
        missing += missing_words(claim.words, window.said)
    return _Judged(
        window,
        covered - sum(weights.values()),
        tuple(findings),
        tuple(dict.fromkeys(missing)),
        covered,
        len(claim.words),
    )


def _tells(claim: _Claim) -> bool:
    """Whether it has a word that belongs to no number and no date."""
    rest = claim.text
    written = [date.written for date in claim.figures.dates] + [each.written for each in claim.figures.quantities]
    for figure in written:
        rest = rest.replace(figure, " ")
    left = {word.text for word in claim.corpus.analyser.words(rest)}
    return any(word.written in left and not claim.lists.units.of(word.written) for word in claim.words)


def _opening(claim: _Claim) -> str:
    """The first word, which has a capital whatever it is."""
    return next((word.text for word in claim.corpus.analyser.words(claim.text)), "")


def _otherwise(claim: _Claim, window: Window) -> frozenset[str]:
    """The words of the sentence, as written, that the window says in another way: 'BauGB' as 'Baugesetzbuch'."""
    return frozenset(word.written for word in claim.words if word.alternatives & window.said.stems)
