"""Judges what one statement is worth for a sentence: the words it covers, less what speaks against the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.coverage import AskedWord, coverage, missing_words
from assistant.proof.lists import WordLists, word_lists
from assistant.proof.missing_numbers import Figures, figures_in, missing_numbers
from assistant.proof.models import ENOUGH, Finding
from assistant.proof.names import known_towns, names_not_in
from assistant.proof.nouns import added_nouns
from assistant.proof.polarity import turned
from assistant.proof.qualifiers import added_qualifiers
from assistant.proof.windows import Window
from assistant.proof.wording import asked
from corpus.corpus import Corpus

NUMBER, NAME, NOUN, QUALIFIER, NEGATION, ANTONYM = 1.0, 0.6, 0.6, 0.8, 0.8, 0.8
# So much a statement has to say of what the sentence says beyond title and headings.
TOLD_OF_SUBJECT = 0.34


@dataclass(frozen=True, slots=True)
class Claim:
    """The sentence to be proven: its words, its numbers and dates, and the towns that are known."""

    corpus: Corpus
    lists: WordLists
    text: str
    words: tuple[AskedWord, ...]
    figures: Figures
    towns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
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


def claim_of(corpus: Corpus, sentence: str) -> Claim:
    """A sentence as it is to be proven."""
    lists = word_lists(corpus.analyser)
    return Claim(
        corpus, lists, sentence, asked(corpus, sentence, lists), figures_in(sentence, lists.units), known_towns(corpus)
    )


def judge(claim: Claim, window: Window, above: str, whole: str, beyond: Sequence[AskedWord]) -> Judged:
    """What the window is worth; `above` are title and headings, `whole` is the passage.

    `beyond` are the words of the sentence that title and headings do not say.
    """
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
    # A number or date by itself says nothing of what it is the number of, unless it is all that the statement says.
    whole_statement = " ".join(claim.text.split()) == " ".join(window.text.split())
    covered = 1.0 if whole_statement else window.covered if _tells(claim) else 0.0
    # What a sentence says of its subject has to stand in the statement: title and headings name the subject alone.
    if beyond and not claim.figures.dates and not claim.figures.quantities:
        said = coverage(beyond, window.said)
        covered = min(covered, said) if said < TOLD_OF_SUBJECT else covered
    if covered < ENOUGH:
        findings.append(Finding.WORDS)
        missing += missing_words(claim.words, window.said)
    return Judged(
        window,
        covered - sum(weights.values()),
        tuple(findings),
        tuple(dict.fromkeys(missing)),
        covered,
        len(claim.words),
    )


def _tells(claim: Claim) -> bool:
    """Whether it has a word that belongs to no number and no date."""
    rest = claim.text
    written = [date.written for date in claim.figures.dates] + [each.written for each in claim.figures.quantities]
    for figure in written:
        rest = rest.replace(figure, " ")
    left = {word.text for word in claim.corpus.analyser.words(rest)}
    return any(word.written in left and not claim.lists.units.of(word.written) for word in claim.words)


def _opening(claim: Claim) -> str:
    """The first word, which has a capital whatever it is."""
    return next((word.text for word in claim.corpus.analyser.words(claim.text)), "")


def _otherwise(claim: Claim, window: Window) -> frozenset[str]:
    """The words of the sentence, as written, that the window says in another way: 'BauGB' as 'Baugesetzbuch'."""
    return frozenset(word.written for word in claim.words if word.alternatives & window.said.stems)
