"""Two sources that say different numbers of the same thing: both are shown, neither is believed.

Two statements are about the same thing where they stand in documents of one town, neither of which has taken the place
of the other, cover the question alike, name no different years and no other town, count the same, and are alike in
words and in meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.amounts import Amount, amounts
from assistant.answer_type import wanted_kind
from assistant.answering.models import Draft, Proof
from assistant.answering.sentences import quotable_sentences
from assistant.coverage import AskedWord, coverage
from assistant.models import Citation, Sentence
from assistant.retrieval.models import Retrieved
from assistant.retrieval.places import named_places
from corpus.corpus import Corpus
from corpus.embedding.background import on_e5_scale
from corpus.errors import EmbeddingsUnavailable
from corpus.models import StoredPassage
from corpus.statements import BEGINNING, Said

CHECKED = 2  # sentences of the answer; what stands behind them is beside the point
LEAST_COVERED = 0.35
NEARLY_AS_WELL = 0.45
SHARED_WORDS = 0.3  # of the shorter one's
MOST_APART = 2
ALIKE = 0.86  # cosine of e5

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HOW = re.compile(r"\bwie ?(?:vie[lr]e?[nrms]?|hoch|teuer|groß|lange?|weit|oft|stark)\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Contradicting:
    """Citation `number` says `values[0]`, the draft says `values[1]` of the same thing."""

    number: int
    draft: Draft
    values: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Statement:
    stored: StoredPassage
    quote: str
    text: str
    stems: frozenset[str]
    covered: float
    amounts: tuple[Amount, ...]

    @property
    def years(self) -> frozenset[str]:
        return frozenset(_YEAR.findall(self.text))


def contradictions(
    corpus: Corpus, question: str, found: Retrieved, sentences: Sequence[Sentence], citations: Sequence[Citation]
) -> Iterator[Contradicting]:
    """What the found passages of other documents say against the first sentences of an answer: the surest one."""
    holds, asks_how = wanted_kind(question), bool(_HOW.search(question))
    near = {ranked.stored.id: ranked.stored for ranked in found.ranked}
    for sentence in sentences[:CHECKED]:
        cited = [citations[number - 1] for number in sentence.citations]
        if len(cited) != 1 or cited[0].passage_id not in near or not (asks_how or holds(sentence.text) == 1):
            continue
        said = _statement(corpus, found.asked, near[cited[0].passage_id], cited[0].quote, sentence.text)
        if not said.amounts or said.covered < LEAST_COVERED:
            continue
        others = _others(corpus, found.asked, said, near.values())
        if opposed := _nearest(corpus, said, others):
            other, values = opposed
            proof = Proof(other.stored, other.quote)
            yield Contradicting(
                cited[0].number, Draft(other.text, (proof,), round(other.covered, 2), other.stored.name), values
            )
            return


def _others(
    corpus: Corpus, asked: Sequence[AskedWord], said: _Statement, passages: Iterable[StoredPassage]
) -> Iterator[tuple[_Statement, tuple[str, str]]]:
    candidates = [stored for stored in passages if _may_contradict(said.stored, stored)]
    replaced = corpus.successors({said.stored.document_id, *(stored.document_id for stored in candidates)})
    if said.stored.document_id in replaced:
        return
    towns = corpus.catalogue.municipalities()
    for stored in candidates:
        if stored.document_id in replaced:
            continue
        for sentence in quotable_sentences(stored.passage):
            if not any(amount.unit in {a.unit for a in said.amounts} for amount in amounts(sentence.text)):
                continue
            other = _statement(corpus, asked, stored, sentence.quote, sentence.text)
            if other.covered < NEARLY_AS_WELL * said.covered or (said.years and other.years - said.years):
                continue
            if named_places(other.text, towns) - {said.stored.municipality, stored.municipality}:
                continue
            if values := _different(said, other):
                yield other, values


def _may_contradict(one: StoredPassage, other: StoredPassage) -> bool:
    towns = {place for place in (one.municipality, other.municipality) if place}
    return one.document_id != other.document_id and len(towns) == 1


def _different(one: _Statement, other: _Statement) -> tuple[str, str] | None:
    """The one quantity of each that is of the same unit, where they differ; None where there are several."""
    for unit in dict.fromkeys(amount.unit for amount in one.amounts):
        mine = [amount for amount in one.amounts if amount.unit == unit]
        its = [amount for amount in other.amounts if amount.unit == unit]
        if len(mine) == len(its) == 1 and _differ(mine[0].value, its[0].value):
            return mine[0].written, its[0].written
    return None


def _differ(one: Decimal, other: Decimal) -> bool:
    """Numbers that lie far apart are rather of two things."""
    return one != other and max(one, other) <= MOST_APART * min(one, other)


def _nearest(
    corpus: Corpus, said: _Statement, others: Iterable[tuple[_Statement, tuple[str, str]]]
) -> tuple[_Statement, tuple[str, str]] | None:
    """The one that is surest to be about the same thing, by its words and by its meaning."""
    candidates = list(others)
    if not candidates:
        return None
    texts = [_NUMBERS.sub("", statement.text) for statement in (said, *(other for other, _ in candidates))]
    try:
        mine, *its = corpus.embeddings.embed_passages(texts)
    except EmbeddingsUnavailable:
        # The answer has been told already, and stands without this.
        return None
    background = corpus.embeddings.background()
    alike = [on_e5_scale(float(mine @ vector), background) for vector in its]
    sure = [
        (cosine + shared, index)
        for index, cosine in enumerate(alike)
        if (shared := _shared(said, candidates[index][0])) >= SHARED_WORDS and cosine >= ALIKE
    ]
    return candidates[max(sure)[1]] if sure else None


def _shared(one: _Statement, other: _Statement) -> float:
    smaller = min(len(one.stems), len(other.stems))
    return len(one.stems & other.stems) / smaller if smaller else 0.0


def _statement(corpus: Corpus, asked: Sequence[AskedWord], stored: StoredPassage, quote: str, text: str) -> _Statement:
    terms = corpus.analyser.passage_terms(text)
    above = corpus.analyser.passage_terms(f"{stored.name} \n{' '.join(stored.passage.headings)}")
    stems = frozenset(stem for stem in terms.stems if not stem[0].isdigit())
    every = frozenset((*terms.stems, *above.stems))
    whole = Said(every, frozenset((*terms.parts, *above.parts)), frozenset(stem[:BEGINNING] for stem in every))
    return _Statement(stored, quote, text, stems, coverage(asked, whole), tuple(amounts(text)))
