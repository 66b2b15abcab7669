"""Gives the proofs of an answer their numbers; these are the house's own, never a model's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from assistant.answering.models import Draft, Proof
from assistant.contradictions import Contradicting
from assistant.currency import outdated
from assistant.models import BlockEvent, Citation, CitationEvent, Contradiction, Sentence
from assistant.rendering import source_url
from corpus.corpus import Corpus


class Citing:
    """The sentences and citations of one answer as they come, given on a day; the same proof keeps its number."""

    def __init__(self, corpus: Corpus, today: date) -> None:
        self._corpus = corpus
        self._today = today
        self._numbers: dict[tuple[int, str], int] = {}
        self.sentences: list[Sentence] = []
        self.contradictions: list[Contradiction] = []
        self.citations: list[Citation] = []

    def told(self, drafts: Iterable[Draft]) -> Iterator[CitationEvent | BlockEvent]:
        """The events of each draft: new citations, then the block that uses them."""
        for draft in drafts:
            numbers = []
            for proof in draft.proofs:
                key = (proof.stored.id, proof.quote)
                if key not in self._numbers:
                    self._numbers[key] = len(self.citations) + 1
                    self.citations.append(citation_of(self._corpus, self._numbers[key], proof, self._today))
                    yield CitationEvent(self.citations[-1])
                numbers.append(self._numbers[key])
            marks = tuple(dict.fromkeys(numbers))
            self.sentences.append(Sentence(draft.text, marks, draft.support, draft.lead, draft.missing))
            yield BlockEvent(len(self.sentences) - 1, self.sentences[-1])

    def opposed(self, found: Iterable[Contradicting]) -> Iterator[CitationEvent | BlockEvent]:
        """The events of what contradicts a sentence that was told: it is told as well, unless it has been."""
        for contradicting in found:
            (proof,) = contradicting.draft.proofs
            if (proof.stored.id, proof.quote) not in self._numbers:
                yield from self.told([contradicting.draft])
            numbers = contradicting.number, self._numbers[proof.stored.id, proof.quote]
            self.contradictions.append(Contradiction(numbers, contradicting.values))


def citation_of(corpus: Corpus, number: int, proof: Proof, today: date) -> Citation:
    """A proof as a citation, given on a day; raises NotFound where its document has been removed."""
    stored = proof.stored
    passage = stored.passage
    page = corpus.page(stored.document_id, passage.page)
    return Citation(
        number=number,
        document_id=stored.document_id,
        title=stored.title,
        page=passage.page,
        page_label=page.label,
        passage_id=stored.id,
        quote=proof.quote,
        heading=passage.headings[-1] if passage.headings else "",
        url=source_url(stored.document_id, page=passage.page, passage_id=stored.id, number=number, quoted=proof.quote),
        outdated=outdated(corpus, stored.document_id, today),
    )
