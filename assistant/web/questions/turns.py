"""One turn of the chat as safe HTML: the sentences, then sources, or what is missing, then what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from typing_extensions import TypedDict

from assistant.conversations.models import AnswerState, StoredAnswer
from assistant.filter_choices import told
from assistant.gaps.models import Gap
from assistant.german import count_of
from assistant.models import Answer, Citation, Sentence, Status
from assistant.remarks import remarks_on, searched_in_vain
from assistant.rendering import answer_to_paste
from assistant.web.html import Html
from assistant.web.questions.cards import Card, cards_of, chip_of
from assistant.web.questions.filters import hidden_fields
from corpus.corpus import Corpus
from corpus.texts import conversations as talks
from corpus.texts import filters as filter_texts
from corpus.texts import web as texts

PARTS = "questions/parts.html"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands under the sentences of an answer."""

    notes: tuple[str, ...]
    remarks: tuple[str, ...]
    is_partial: bool
    missing: str
    has_evidence: bool
    sources: tuple[Card, ...]
    nearest: tuple[Card, ...]
    searched: str
    to_paste: str
    next_questions: tuple[str, ...]
    filters: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what became of it, for the page that needs no script."""

    id: str
    question: str
    is_running: bool
    blocks: Sequence[str]
    summary: str
    html: str


def turn_of(html: Html, corpus: Corpus, stored: StoredAnswer, gap: Gap | None = None) -> Turn:
    """The turn as far as it is stored; `gap` is what was reported of its question."""
    match stored.state, stored.answer:
        case AnswerState.DONE, Answer() as answer:
            shown = done_html(html, corpus, stored, answer, gap)
        case AnswerState.STOPPED, Answer() as answer:
            shown = stopped_html(html, corpus, stored, answer)
        case AnswerState.RUNNING, _:
            shown = Shown(blocks=[], summary=texts.ANSWERING, html=html.part(PARTS, "running"), announcement="")
        case _:
            shown = failed_html(html, stored, stored.reason or "")
    return Turn(
        id=stored.id,
        question=stored.question,
        is_running=stored.state is AnswerState.RUNNING,
        blocks=shown["blocks"],
        summary=shown["summary"],
        html=shown["html"],
    )


def sentence_html(html: Html, sentence: Sentence, citations: Mapping[int, Citation]) -> str:
    """One sentence with its chips as safe HTML."""
    chips = [chip_of(citations[number]) for number in sentence.citations]
    return html.part(PARTS, "sentence", sentence, chips)


class Shown(TypedDict):
    """A turn that has ended, as the page shows it; what its last event brings is what stands in the end.

    `blocks` are the sentences, `summary` the line above and `html` what comes below them; `announcement` is for
    screen readers.
    """

    blocks: list[str]
    summary: str
    html: str
    announcement: str


def done_html(html: Html, corpus: Corpus, stored: StoredAnswer, answer: Answer, gap: Gap | None = None) -> Shown:
    """A whole answer, with the feedback on it."""
    outcome = html.part(PARTS, "outcome", _outcome(corpus, stored, answer), stored, gap)
    return {
        "blocks": _blocks(html, answer),
        "summary": _summary(corpus, stored, answer),
        "html": outcome + html.part("questions/feedback.html", "feedback", stored.id, stored.feedback),
        "announcement": _announcement(answer),
    }


def stopped_html(html: Html, corpus: Corpus, stored: StoredAnswer, answer: Answer) -> Shown:
    """What was there of an answer when it was stopped."""
    sources = cards_of(corpus, answer.citations)
    return {
        "blocks": _blocks(html, answer),
        "summary": talks.STOPPED,
        "html": html.part(PARTS, "stopped", sources, stored, hidden_fields(stored.filters)),
        "announcement": talks.STOPPED,
    }


def failed_html(html: Html, stored: StoredAnswer, reason: str) -> Shown:
    """Why there is no answer."""
    failure = html.part(PARTS, "failure", reason) + html.part(PARTS, "again", stored, hidden_fields(stored.filters))
    return {"blocks": [], "summary": "", "html": failure, "announcement": reason}


def _blocks(html: Html, answer: Answer) -> list[str]:
    citations = {citation.number: citation for citation in answer.citations}
    return [sentence_html(html, sentence, citations) for sentence in answer.sentences]


def _outcome(corpus: Corpus, stored: StoredAnswer, answer: Answer) -> Outcome:
    return Outcome(
        notes=answer.notes,
        remarks=remarks_on(answer),
        is_partial=answer.status is Status.PARTIAL,
        missing=texts.PARTIAL_MISSING.format(words=", ".join(answer.missing)) if answer.missing else "",
        has_evidence=answer.status is not Status.NO_EVIDENCE,
        sources=cards_of(corpus, answer.citations),
        nearest=cards_of(corpus, answer.nearest),
        searched=searched_in_vain(answer, told(corpus, stored.filters)),
        to_paste=answer_to_paste(answer),
        next_questions=answer.next_questions,
        filters=hidden_fields(stored.filters),
    )


def _summary(corpus: Corpus, stored: StoredAnswer, answer: Answer) -> str:
    searched = count_of(answer.documents_searched, "", texts.ONE_DOCUMENT_SEARCHED, texts.DOCUMENTS_SEARCHED)
    found = _sources(answer) if answer.citations else ""
    carried = texts.CARRIED.format(words=", ".join(answer.carried)) if answer.carried else ""
    filters = told(corpus, stored.filters)
    restricted = filter_texts.FILTERED.format(filters=filters) if filters else ""
    return " · ".join(part for part in (carried, searched, restricted, found) if part)


def _sources(answer: Answer) -> str:
    return count_of(len(answer.citations), texts.NO_SOURCES, texts.ONE_SOURCE, texts.SEVERAL_SOURCES)


def _announcement(answer: Answer) -> str:
    if not answer.sentences:
        return texts.NO_ANSWER_READY
    return f"{texts.ANSWER_READY.format(sources=_sources(answer))} {answer.sentences[0].told}"
