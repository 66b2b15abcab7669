"""Takes out of stored answers what rests on documents that were removed: a quote must not outlive its document.

Which documents were removed stands in the catalogue as facts, so nothing is forgotten where a process is killed before
this, or where the document was removed without the house.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Text, or_, select, type_coerce, update

from assistant.conversations.models import AnswerState, StoredAnswer
from assistant.conversations.record import searchable, to_answer, to_record
from assistant.currency import quoted_title
from assistant.models import Answer, Citation
from corpus.catalogue import Catalogue
from corpus.records import REMOVED, forget_fact
from corpus.schema import answers, facts
from corpus.texts import conversations as texts

RUNNING = answers.c.state == AnswerState.RUNNING
# For a sentence that was left out, and for a near miss.
REMOVED_NOTES = (texts.SOURCE_REMOVED, texts.NEAREST_REMOVED)
HIDDEN = (texts.SOURCE_HIDDEN, texts.NEAREST_HIDDEN)
AT_ONCE = 200  # answers in one transaction, so that nobody who asks waits for long


def redact_removed(catalogue: Catalogue) -> None:
    """Take what removed documents said out of every stored answer."""
    for document_id, title in catalogue.removed_documents().items():
        found = _mentioning(catalogue, document_id, title)
        for start in range(0, len(found), AT_ONCE):
            with catalogue.removing() as connection:
                _redact(connection, found[start : start + AT_ONCE], document_id, title)
        with catalogue.removing() as connection:
            # An answer that is being made may still quote it, see `without_removed`.
            if connection.execute(select(answers.c.id).where(RUNNING).limit(1)).first() is None:
                forget_fact(connection, REMOVED + document_id)


def without_removed(connection: Connection, answer: Answer) -> Answer:
    """An answer as it may be stored: a document may be removed while an answer is made from it."""
    names = select(facts.c.name).where(facts.c.name.startswith(REMOVED, autoescape=True))
    removed = {name.removeprefix(REMOVED) for name in connection.execute(names).scalars()}
    return redacted(answer, removed) if removed else answer


def as_seen(catalogue: Catalogue, stored: Sequence[StoredAnswer]) -> list[StoredAnswer]:
    """Stored answers without what rests on documents that may not be seen (any more)."""
    if not catalogue.hides_any():
        return list(stored)
    named = {citation.document_id for answer in stored for citation in _named(answer.answer)}
    hidden = named - {document.id for document in catalogue.documents_of(named)}
    return [
        replace(known, answer=redacted(known.answer, hidden, notes=HIDDEN)) if known.answer else known
        for known in stored
    ]


def is_redacted(stored: StoredAnswer) -> bool:
    """Whether something of the answer is left out."""
    return stored.answer is not None and bool({*REMOVED_NOTES, *HIDDEN} & {*stored.answer.notes})


def redacted(
    answer: Answer,
    removed: Collection[str],
    titles: Iterable[str] = (),
    *,
    notes: tuple[str, str] = REMOVED_NOTES,
) -> Answer:
    """The answer without what rests on these documents, of these titles, and one of `notes`, which says so.

    The other citations keep their numbers. Sentences without a citation go too where a document was quoted: nobody
    knows what a chat model took from it. So do suggestions, which are made from the documents of the answer.
    """
    gone = {citation.number for citation in answer.citations if citation.document_id in removed}
    kept = tuple(
        replace(citation, outdated=_without(citation.outdated, titles))
        for citation in answer.citations
        if citation.number not in gone
    )
    nearest = tuple(
        replace(citation, outdated=_without(citation.outdated, titles))
        for citation in answer.nearest
        if citation.document_id not in removed
    )
    if not gone and len(nearest) == len(answer.nearest):
        return replace(answer, citations=kept, nearest=nearest)
    stays = [sentence for sentence in answer.sentences if sentence.citations and not gone & {*sentence.citations}]
    return replace(
        answer,
        sentences=tuple(stays) if gone else answer.sentences,
        citations=kept,
        nearest=nearest,
        contradictions=tuple(found for found in answer.contradictions if not gone & {*found.numbers}),
        next_questions=(),
        notes=tuple(dict.fromkeys((*answer.notes, notes[0] if gone else notes[1]))),
    )


def _named(answer: Answer | None) -> tuple[Citation, ...]:
    return (*answer.citations, *answer.nearest) if answer else ()


def _without(outdated: str, titles: Iterable[str]) -> str:
    """Why a document is not current, unless that is the name of a removed one."""
    return "" if any(quoted_title(title) in outdated for title in titles) else outdated


def _mentioning(catalogue: Catalogue, document_id: str, title: str) -> list[str]:
    said = type_coerce(answers.c.answer, Text)
    # As it stands in JSON.
    written = json.dumps(quoted_title(title))[1:-1]
    mentions = or_(said.contains(document_id, autoescape=True), said.contains(written, autoescape=True))
    with catalogue.reading() as connection:
        return list(connection.execute(select(answers.c.id).where(mentions)).scalars())


def _redact(connection: Connection, answer_ids: Collection[str], document_id: str, title: str) -> None:
    mine = select(answers.c.id, answers.c.answer).where(answers.c.id.in_(answer_ids), answers.c.answer.is_not(None))
    for row in connection.execute(mine).all():
        answer = redacted(to_answer(row.answer), {document_id}, [title])
        this = update(answers).where(answers.c.id == row.id)
        connection.execute(this.values(answer=to_record(answer), searchable=searchable(answer)))
