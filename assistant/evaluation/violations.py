"""What must never happen in an answer that a model wrote, looked for apart from the code that wrote it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answering.quote import ENGINE
from assistant.evaluation.plain_numbers import unknown_numbers
from assistant.models import Answer, Citation, Sentence, Status
from assistant.proof.checking import check
from assistant.proof.models import ENOUGH
from corpus.corpus import Corpus
from corpus.models import StoredPassage
from corpus.texts.writing import REFUSAL


class Fault(StrEnum):
    """What is wrong: with a citation, with a number, with a proof, with what a refusal became."""

    QUOTE = "quote"
    NUMBER = "number"
    PROOF = "proof"
    UNCITED = "uncited"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Violation:
    """`sentence` and `quote` are '' where the fault concerns none; `missing` is what does not stand in the quote."""

    fault: Fault
    question: str
    sentence: str = ""
    quote: str = ""
    missing: tuple[str, ...] = ()


def violations(
    corpus: Corpus, answer: Answer, *, reply: str, found: Sequence[StoredPassage] = ()
) -> Iterator[Violation]:
    """The faults of an answer; `reply` is what the model said.

    The numbers of a sentence that is shown as not proven have to stand in one of the passages `found` for the question.
    """
    question = answer.question
    if REFUSAL in reply.upper() and answer.engine != ENGINE and answer.status is Status.ANSWERED:
        yield Violation(Fault.REFUSAL, question, reply)
    for citation in answer.citations:
        page = corpus.page(citation.document_id, citation.page).text
        if not citation.quote.strip() or _normalised(citation.quote) not in _normalised(page):
            said = next((s.text for s in answer.sentences if citation.number in s.citations), "")
            yield Violation(Fault.QUOTE, question, said, citation.quote)
    for sentence in answer.sentences:
        yield from _of_sentence(corpus, answer, sentence, found)


def _of_sentence(
    corpus: Corpus, answer: Answer, sentence: Sentence, found: Sequence[StoredPassage]
) -> Iterator[Violation]:
    known = {citation.number: citation for citation in answer.citations}
    cited = [known[number] for number in sentence.citations if number in known]
    quotes = "\n".join(citation.quote for citation in cited)
    passes_for_proven = bool(sentence.citations) or sentence.support >= ENOUGH or answer.engine == ENGINE
    if passes_for_proven and (not cited or len(cited) < len(sentence.citations)):
        yield Violation(Fault.UNCITED, answer.question, sentence.text, quotes)
    proofs = [_alone(corpus, citation) for citation in cited]
    if unknown := unknown_numbers(sentence.text, "\n".join(_told(stored) for stored in proofs or found)):
        yield Violation(Fault.NUMBER, answer.question, sentence.text, quotes, unknown)
    for proof in proofs:
        verdict = check(corpus, sentence.text, proof)
        if not verdict.proven:
            yield Violation(Fault.PROOF, answer.question, sentence.text, proof.passage.text, verdict.missing)


def _alone(corpus: Corpus, citation: Citation) -> StoredPassage:
    """The passage with nothing in it but the quoted words: they are all that a reader is shown."""
    stored = corpus.passage(citation.passage_id)
    return replace(stored, passage=replace(stored.passage, text=citation.quote))


def _told(stored: StoredPassage) -> str:
    """What it says, with the title and the headings above it."""
    return "\n".join((stored.name, *stored.passage.headings, stored.passage.table_header, stored.passage.text))


def _normalised(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
