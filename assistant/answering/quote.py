"""The embedded answerer: answers in sentences quoted from the documents, and so cannot invent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.answer_type import wanted_kind
from assistant.answering.models import Draft, Proof
from assistant.answering.sentences import QuotableSentence, quotable_sentences
from assistant.coverage import coverage
from assistant.evidence import Evidence
from assistant.models import Length
from assistant.orders import is_order
from assistant.retrieval.models import Ranked
from assistant.retrieval.places import of_each_place
from corpus.corpus import Corpus
from corpus.embedding.background import on_e5_scale
from corpus.models import StoredPassage
from corpus.statements import CELLS, statement_spans
from corpus.texts import answers as texts

ENGINE = "quote"
MOST_SENTENCES = {Length.SHORT: 1, Length.NORMAL: 3, Length.LONG: 5}
PASSAGE, KIND, MEANING = 4.5, 1.4, 15.0
EMBEDDED = 12  # sentences whose meaning is compared too: each costs a few milliseconds
LOWEST_COSINE = 0.7  # e5's cosines of unrelated texts begin here
# A further sentence may fall behind the best one by so much of its score, or it only distracts.
BEHIND = 0.35


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence chosen for the answer, the passage it stands in, and its score and support (0 to 1)."""

    ranked: Ranked
    sentence: QuotableSentence
    score: float
    support: float


def quoted(
    corpus: Corpus, question: str, vector: NDArray[np.float32], evidence: Evidence, length: Length
) -> Iterator[Draft]:
    """The sentences of the answer; `vector` is the question's."""
    chosen = list(choose(ranked_sentences(corpus, question, vector, evidence), MOST_SENTENCES[length]))
    for quoted, lead in zip(chosen, _leads(chosen), strict=True):
        proof = Proof(quoted.ranked.stored, quoted.sentence.quote)
        yield Draft(quoted.sentence.text, (proof,), quoted.support, lead)


def _leads(chosen: Sequence[Quoted]) -> Iterator[str]:
    """Where each sentence stands: the document where several answer, and the heading above a row of a table."""
    several = len({quoted.ranked.stored.document_id for quoted in chosen}) > 1
    before: list[str] = []
    for quoted in chosen:
        stored = quoted.ranked.stored
        row = CELLS in quoted.sentence.quote and bool(stored.passage.headings)
        parts = [*([stored.name] if several else []), *([stored.passage.headings[-1]] if row else [])]
        # The lead ends in a colon, so it holds none.
        yield texts.LEAD.join(part for part in parts if part not in before).replace(": ", texts.LEAD)
        before = parts


def ranked_sentences(corpus: Corpus, question: str, vector: NDArray[np.float32], evidence: Evidence) -> list[Quoted]:
    """The quotable sentences of the evidence, best first; `vector` is the question's.

    Score: what the sentence covers of the question, alone and with the sentence before, the passage's fused score, a
    bonus where it holds a number, date or name that was asked for, and for the best of these how near its meaning is
    to the question's. What the document's title and the headings above already say counts for each of its
    sentences, or those that repeat the town's name would win. A question that names several places is answered for
    each in turn.
    """
    found = []
    holds = wanted_kind(question)
    for ranked in evidence.passages:
        terms = evidence.terms[ranked.stored.id]
        for sentence in _sentences(corpus, ranked.stored):
            own = terms.above | terms.statements[sentence.index]
            if sentence.introduced_by is not None:
                own |= terms.statements[sentence.introduced_by]
            alone = together = coverage(evidence.asked, own)
            if sentence.with_previous and sentence.index:
                together = max(alone, coverage(evidence.asked, own | terms.statements[sentence.index - 1]))
            score = alone + together + PASSAGE * ranked.score + KIND * holds(sentence.text)
            found.append(Quoted(ranked, sentence, score, support=round(together, 2)))
    found.sort(key=lambda quoted: -quoted.score)
    best = _by_meaning(corpus, vector, found[:EMBEDDED])
    if len(evidence.places) < 2:
        return best
    by_turns = of_each_place(best, evidence.places, lambda quoted: quoted.ranked.stored.municipality)
    return [replace(quoted, score=before.score) for quoted, before in zip(by_turns, best, strict=True)]


def _sentences(corpus: Corpus, stored: StoredPassage) -> Iterator[QuotableSentence]:
    """The quotable sentences; the first also knows the one before where the splitter cut between the two."""
    for sentence in quotable_sentences(stored.passage):
        if sentence.index == 0 and sentence.is_anaphoric and (before := _sentence_before(corpus, stored)):
            yield replace(sentence, with_previous=before + sentence.quote)
        else:
            yield sentence


def _sentence_before(corpus: Corpus, stored: StoredPassage) -> str:
    """What stands on the page from the last sentence of the passage before on, '' at the beginning of a paragraph."""
    before, _ = corpus.neighbours(stored)
    if before is None or before.passage.page != stored.passage.page:
        return ""
    page = corpus.page(stored.document_id, stored.passage.page).text
    start = before.passage.start + statement_spans(before.passage.text)[-1][0]
    cut = page[start : stored.passage.start]
    return "" if "\n\n" in cut or CELLS in cut else cut


def choose(found: Sequence[Quoted], most: int) -> Iterator[Quoted]:
    """The best sentence and others nearly as good, `most` at most, each with the one before where it leans on that."""
    given: list[str] = []
    for quoted in found[:most]:
        best = found[0].score
        sentence = quoted.sentence
        if best - quoted.score > BEHIND * abs(best) or any(sentence.text in text for text in given):
            continue
        # What a document orders a machine to say is no further fact.
        if given and is_order(sentence.text):
            continue
        # Where the sentence before has just been quoted, this one leans on it as it is.
        if sentence.leans_back and not sentence.in_context().text.startswith(tuple(given)):
            sentence = sentence.in_context()
        given.append(sentence.text)
        yield replace(quoted, sentence=sentence)


def _by_meaning(corpus: Corpus, asked: NDArray[np.float32], found: Sequence[Quoted]) -> list[Quoted]:
    if not found:
        return []
    near = corpus.embeddings.embed_passages([quoted.sentence.text for quoted in found]) @ asked
    background = corpus.embeddings.background()
    scored = [
        replace(quoted, score=quoted.score + MEANING * (on_e5_scale(float(cosine), background) - LOWEST_COSINE))
        for quoted, cosine in zip(found, near, strict=True)
    ]
    return sorted(scored, key=lambda quoted: -quoted.score)
