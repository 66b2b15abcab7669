"""The embedded answerer: answers in sentences quoted from the documents, and so cannot invent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer_type import holds_what_is_asked
from assistant.coverage import coverage, said
from assistant.evidence import Evidence
from assistant.retrieval import Ranked
from assistant.sentences import QuotableSentence, quotable_sentences
from corpus.german.analyser import Analyser

ENGINE = "quote"
MOST_SENTENCES = 3
PASSAGE, ANSWER_TYPE = 2.0, 0.4
# A further sentence must come close to the best one, or it only distracts.
NEARLY_AS_GOOD = 0.9


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence chosen for the answer, the passage it stands in, and its score and support (0 to 1)."""

    ranked: Ranked
    sentence: QuotableSentence
    score: float
    support: float


def ranked_sentences(analyser: Analyser, question: str, evidence: Evidence) -> list[Quoted]:
    """Every quotable sentence of the evidence, best first.

    Score: what the sentence covers of the question, alone and with the sentence before, plus the passage's fused
    score and a bonus where it holds a number, date or name that was asked for. What the document's title and the
    headings above already say counts for each of its sentences, or those that repeat the town's name would win.
    """
    found = []
    for ranked in evidence.passages:
        passage = ranked.stored.passage
        above = said(analyser, "\n".join((ranked.stored.title, *passage.headings)))
        for sentence in quotable_sentences(passage):
            own = above | said(analyser, sentence.text)
            alone = coverage(evidence.asked, own)
            together = max(alone, coverage(evidence.asked, own | said(analyser, sentence.previous)))
            bonus = ANSWER_TYPE if holds_what_is_asked(question, sentence.text) else 0.0
            score = alone + together + PASSAGE * ranked.score + bonus
            found.append(Quoted(ranked, sentence, score, support=round(together, 2)))
    return sorted(found, key=lambda quoted: -quoted.score)


def choose(found: Sequence[Quoted]) -> Iterator[Quoted]:
    """The sentences to answer with: the best, the one before where it leans on that, and others nearly as good."""
    if not found:
        return
    best = found[0].score
    given: set[str] = set()
    for quoted in found[:MOST_SENTENCES]:
        if quoted.score < NEARLY_AS_GOOD * best or quoted.sentence.text in given:
            continue
        if quoted.sentence.leans_back and quoted.sentence.previous not in given:
            before = quoted.sentence.previous
            given.add(before)
            sentence = QuotableSentence(before, " ".join(before.split()))
            yield Quoted(quoted.ranked, sentence, quoted.score, quoted.support)
        given.add(quoted.sentence.text)
        yield quoted
