"""Whether a sentence says the opposite of a statement: a negation more or less, or a word turned round.

Both are looked at clause by clause: 'nicht erlaubt' and 'verboten' say the same, and a negation in another clause of
the statement turns nothing round here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.proof.clauses import Clause, clauses, counterpart
from assistant.proof.lists import Opposites, WordLists
from corpus.german.analyser import Analyser, Word
from corpus.german.folding import fold

_NOT = re.compile(
    r"nicht|nie|niemals|niemand(?:em|en|es)?|nichts|nirgends|nirgendwo|ohne|weder|keinesfalls|keineswegs|kein(?:e[rnsm]?)?"
)
_NO_NEGATION = re.compile(
    r"\bnicht (?:nur|zuletzt|allein|bloß|zu vergessen)\b|\bnichts anderes als\b|\bohne weiteres\b", re.I
)
# 'fehlt', 'verzichtet', 'scheiterte': what was negated may be said with them, and the other way round.
_SILENT = re.compile(
    r"fehl|verzicht|verbiet|verbot|untersag|ablehn|abgelehn|lehnt|ausschlie|ausgeschloss|entf[aä]ll|scheiter|verweiger|"
    r"vermeid|vermied|verhinder|unterb[lr]|mangel|statt\b|anstatt|au(?:ss|ß)er\b|ausgenommen|selten|kaum|leer|allein|"
    r"misslung|vergeblich|erfolglos|wegf|wegger|verwarf|verworf|entbehr|einstell|eingestell|aufgeg|aufgab|nur\b|erst\b"
)
_OPPOSITE_PREFIX = ("un", "nicht")


@dataclass(frozen=True, slots=True)
class Turned:
    """What speaks against a sentence: a negation more or less, a word and its opposite."""

    negation: bool
    antonym: bool


def turned(sentence: str, statement: str, analyser: Analyser, lists: WordLists) -> Turned:
    """Compare a sentence with the statement that is to prove it."""
    told = clauses(statement, analyser)
    negation = antonym = False
    for clause in clauses(sentence, analyser):
        other = counterpart(clause, told)
        if other is None:
            if _negations(clause) % 2 and not _negated_at_all(statement):
                negation = True
            continue
        flipped = (_negations(clause) + _negations(other)) % 2 == 1
        opposite = _opposite(clause, other, lists.opposites) or _affixed(clause, other)
        if flipped and opposite:
            continue
        antonym |= opposite
        if flipped and not _said_otherwise(clause, other, statement, sentence):
            negation = True
    return Turned(negation, antonym)


def _negations(clause: Clause) -> int:
    text = _NO_NEGATION.sub(" ", clause.text)
    return sum(bool(_NOT.fullmatch(word.lower())) for word in re.findall(r"[^\W\d_]+", text))


def _negated_at_all(text: str) -> bool:
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    return any(_NOT.fullmatch(word) for word in words) or bool(_SILENT.search(text.lower()))


def _said_otherwise(clause: Clause, other: Clause, statement: str, sentence: str) -> bool:
    """Whether the one that has no negation says it in another way."""
    unnegated = other if _negations(clause) % 2 else clause
    return bool(_SILENT.search(unnegated.text.lower()))


def _opposite(clause: Clause, other: Clause, pairs: Sequence[Opposites]) -> bool:
    ours, theirs = list(_marks(clause)), list(_marks(other))
    for pair in pairs:
        here = _sides(ours, pair)
        if len(here) != 1:
            continue
        there = _sides(theirs, pair)
        if len(there) == 1 and here != there:
            return True
    return False


def _marks(clause: Clause) -> Iterator[tuple[str, str, bool]]:
    """Stem, folded spelling, and whether a number follows, of each word."""
    for index, word in enumerate(clause.words):
        following = clause.words[index + 1 : index + 3]
        yield word.stem, fold(word.text), any(_is_number(next_word) for next_word in following)


def _is_number(word: Word) -> bool:
    return word.text[:1].isdigit()


def _sides(marks: Sequence[tuple[str, str, bool]], pair: Opposites) -> set[int]:
    return {
        index
        for index, side in enumerate(pair.sides)
        for stem, key, before_number in marks
        if (before_number or not pair.numeric) and side.holds(stem, key)
    }


def _affixed(clause: Clause, other: Clause) -> bool:
    """'unzulässig' against 'zulässig', 'barrierefrei' against 'Barriere'."""
    ours = {fold(word.text): word.stem for word in clause.words if not word.stop}
    theirs = {fold(word.text): word.stem for word in other.words if not word.stop}
    return _has_opposite(ours, theirs) or _has_opposite(theirs, ours)


def _has_opposite(words: dict[str, str], others: dict[str, str]) -> bool:
    stems = set(others.values())
    for key, stem in words.items():
        for prefix in _OPPOSITE_PREFIX:
            if stem.startswith(prefix) and stem[len(prefix) :] in stems and stem not in stems and len(stem) > 5:
                return True
    return False
