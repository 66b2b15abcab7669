"""Whether a sentence says the opposite of a statement: a negation more or less, or a word turned round.

Both are looked at clause by clause: 'nicht erlaubt' and 'verboten' say the same, and a negation in another clause of
the statement turns nothing round here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.proof.antonyms import Opposites, are_opposite
from assistant.proof.clauses import Clause, clauses, counterparts, is_covered
from assistant.proof.negation import silent_negations
from corpus.german.analyser import Analyser

HALF, SAME = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Turned:
    """What speaks against a sentence: a negation more or less, a word and its opposite."""

    negation: bool
    antonym: bool


def turned(sentence: str, statement: str, analyser: Analyser, opposites: Opposites) -> Turned:
    """Compare a sentence with the statement that is to prove it."""
    ours, theirs = clauses(sentence, analyser), clauses(statement, analyser)
    antonym = negation = False
    added = dropped = 0
    for index, clause in enumerate(ours):
        others = counterparts(clause, index, (len(ours), theirs))
        if not others:
            added += clause.negated and not any(other.negated for other in theirs)
            continue
        flipped = all(clause.negated != other.negated for other in others)
        opposite = are_opposite(clause.words, others[0].words, opposites)
        if flipped == opposite:
            continue
        antonym |= opposite
        if not flipped or _silent(clause, others[0]):
            continue
        # Where both say all but the same, the negation of another clause is none of this one.
        if is_covered(clause, others[:1], SAME):
            negation = True
        elif clause.negated:
            added += 1
        else:
            dropped += 1
    # A negation that stands in another clause of the sentence or is said in another way is none too few or too many.
    added -= _spare(theirs, ours) + len(silent_negations(statement) - silent_negations(sentence))
    dropped -= _spare(ours, theirs) + len(silent_negations(sentence) - silent_negations(statement))
    return Turned(negation=negation or added > 0 or dropped > 0, antonym=antonym)


def _silent(clause: Clause, other: Clause) -> bool:
    """Whether the one of both that is not negated says so in another way."""
    negated, plain = (clause, other) if clause.negated else (other, clause)
    return bool(silent_negations(plain.text) - silent_negations(negated.text))


def _spare(negating: Sequence[Clause], others: Sequence[Clause]) -> int:
    """How many negated clauses say what none of the others does."""
    return sum(clause.negated and not is_covered(clause, others, HALF) for clause in negating)
