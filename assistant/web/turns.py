"""One turn of the chat as safe HTML: the sentences, then sources, or what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.models import Answer, Citation, Sentence, Status
from assistant.remarks import remarks_on
from assistant.rendering import answer_to_paste, page_name, source_url
from assistant.web.html import Html
from corpus.corpus import Corpus
from corpus.errors import NotFound
from corpus.texts import web as texts

PARTS = "parts.html"


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with all that its chip and its card show."""

    number: int
    name: str
    title: str
    heading: str
    page: str
    url: str
    facts: tuple[str, ...]
    to_check: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands under the sentences of an answer."""

    notes: tuple[str, ...]
    remarks: tuple[str, ...]
    is_partial: bool
    has_evidence: bool
    sources: tuple[Source, ...]
    nearest: tuple[Source, ...]
    searched: str
    to_paste: str
    next_questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its whole answer, for the page that needs no script."""

    question: str
    sentences: tuple[str, ...]
    summary: str
    outcome: str


def turn_of(html: Html, corpus: Corpus, answer: Answer) -> Turn:
    """The finished turn."""
    citations = {citation.number: citation for citation in answer.citations}
    return Turn(
        question=answer.question,
        sentences=tuple(sentence_html(html, sentence, citations) for sentence in answer.sentences),
        summary=_summary(answer),
        outcome=html.part(PARTS, "outcome", _outcome(corpus, answer)),
    )


def sentence_html(html: Html, sentence: Sentence, citations: Mapping[int, Citation]) -> str:
    """One sentence with its chips as safe HTML."""
    chips = [_source(citations[number]) for number in sentence.citations]
    return html.part(PARTS, "sentence", sentence.text, chips)


def outcome_html(html: Html, corpus: Corpus, answer: Answer) -> dict[str, str]:
    """What the stream's last event carries beside the answer: `html`, `summary` and `announcement`."""
    return {
        "html": html.part(PARTS, "outcome", _outcome(corpus, answer)),
        "summary": _summary(answer),
        "announcement": _announcement(answer),
    }


def count_of(count: int, none: str, one: str, several: str) -> str:
    """A German phrase for a number of things."""
    return none if count == 0 else one if count == 1 else several.format(count=count)


def _outcome(corpus: Corpus, answer: Answer) -> Outcome:
    return Outcome(
        notes=answer.notes,
        remarks=remarks_on(answer),
        is_partial=answer.status is Status.PARTIAL,
        has_evidence=answer.status is not Status.NO_EVIDENCE,
        sources=tuple(_source(citation, corpus) for citation in answer.citations),
        nearest=tuple(_source(citation, corpus) for citation in answer.nearest),
        searched=count_of(
            answer.documents_searched, texts.NO_EVIDENCE_NONE, texts.NO_EVIDENCE_ONE, texts.NO_EVIDENCE_BODY
        ),
        to_paste=answer_to_paste(answer),
        next_questions=answer.next_questions,
    )


def _source(citation: Citation, corpus: Corpus | None = None) -> Source:
    return Source(
        number=citation.number,
        name=texts.SOURCE_NAME.format(number=citation.number, title=citation.title, page=page_name(citation)),
        title=citation.title,
        heading=citation.heading,
        page=texts.PAGE.format(page=page_name(citation)),
        url=source_url(
            citation.document_id,
            page=citation.page,
            passage_id=citation.passage_id,
            number=citation.number,
            quoted=citation.quote,
        ),
        facts=_facts(citation, corpus) if corpus else (),
        to_check=texts.CHECK_VALIDITY.format(reason=citation.outdated) if citation.outdated else "",
    )


def _facts(citation: Citation, corpus: Corpus) -> tuple[str, ...]:
    page = texts.PAGE.format(page=page_name(citation))
    try:
        known = corpus.document(citation.document_id).metadata
    except NotFound:
        return (page,)
    is_told = citation.outdated or known.valid_until is None
    valid = None if is_told else texts.VALID_UNTIL.format(date=f"{known.valid_until:%d.%m.%Y}")
    year = str(known.year) if known.year else None
    facts = (page, known.document_type, known.municipality, year, valid)
    return tuple(fact for fact in facts if fact)


def _summary(answer: Answer) -> str:
    searched = count_of(answer.documents_searched, "", texts.ONE_DOCUMENT_SEARCHED, texts.DOCUMENTS_SEARCHED)
    found = _sources(answer) if answer.citations else ""
    carried = texts.CARRIED.format(words=", ".join(answer.carried)) if answer.carried else ""
    return " · ".join(part for part in (carried, searched, found) if part)


def _sources(answer: Answer) -> str:
    return count_of(len(answer.citations), texts.NO_SOURCES, texts.ONE_SOURCE, texts.SEVERAL_SOURCES)


def _announcement(answer: Answer) -> str:
    if not answer.sentences:
        return texts.NO_ANSWER_READY
    return f"{texts.ANSWER_READY.format(sources=_sources(answer))} {answer.sentences[0].text}"
