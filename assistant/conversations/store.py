"""The tables of conversations and their answers: what was asked is never lost, whatever becomes of the answer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, false, func, insert, or_, select, update

from assistant.conversations.models import AnswerState, Conversation, StoredAnswer
from assistant.conversations.ownership import owned_answers, owned_conversations
from assistant.conversations.record import searchable, to_record
from assistant.conversations.redaction import as_seen, without_removed
from assistant.conversations.rows import ANSWERS, to_conversation, to_stored
from assistant.follow_up.models import Turn
from assistant.models import Answer, Question
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput
from corpus.schema import answers, conversations
from corpus.texts import conversations as texts

LONGEST_TITLE = 200
LONGEST_GIVEN_TITLE = 80
REMEMBERED = 4  # turns that a follow-up question may lean on

_log = logging.getLogger(__name__)


class Conversations:
    """Reads and writes what belongs to one owner; what is another's is not there. Safe to call from several threads.

    The owner is a person's id or a visitor's, or None: the house, where nobody signs in. Of answers that rest on what
    the catalogue does not show (any more), the rest is there.
    """

    def __init__(self, catalogue: Catalogue, owner: str | None = None, process_id: str | None = None) -> None:
        """`process_id` is of this process, where several make answers."""
        self.owner = owner
        self.process_id = process_id
        self.catalogue = catalogue
        self._mine = owned_conversations(owner)

    def of(self, owner: str | None, catalogue: Catalogue | None = None) -> Conversations:
        """The conversations of somebody else, and with a `catalogue` as whoever sees this one may see them."""
        return Conversations(catalogue or self.catalogue, owner, self.process_id)

    def begin(self, question: Question, conversation_id: str | None) -> StoredAnswer:
        """Store a question whose answer is about to be made, in a new conversation where none is named.

        Raises NotFound for a conversation that is not there.
        """
        now = _now()
        with self.catalogue.writing() as connection:
            if conversation_id is None:
                conversation_id = uuid4().hex
                title = _shortened(question.text)
                new = {"id": conversation_id, "title": title, "searchable": title.casefold(), "created_at": now}
                connection.execute(insert(conversations).values(**new, updated_at=now, owner=self.owner))
            else:
                asked = update(conversations).where(conversations.c.id == conversation_id, self._mine)
                if connection.execute(asked.values(updated_at=now)).rowcount == 0:
                    raise NotFound(texts.NOT_FOUND)
            last = select(func.max(answers.c.position)).where(answers.c.conversation_id == conversation_id)
            new_answer = insert(answers).values(
                id=uuid4().hex,
                conversation_id=conversation_id,
                position=(connection.execute(last).scalar() or 0) + 1,
                question=question.text,
                filters=dict(question.filters.values),
                state=AnswerState.RUNNING,
                searchable=question.text.casefold(),
                created_at=now,
                process_id=self.process_id,
            )
            answer_id = connection.execute(new_answer.returning(answers.c.id)).scalar_one()
            return self._answer(connection, answer_id)

    def finish(self, answer_id: str, state: AnswerState, answer: Answer | None, reason: str | None = None) -> None:
        """Anybody's running answer has come to its end.

        One of this process that others took for abandoned while it was silent has, too, for its listeners were told so.
        One that has ended otherwise, or was deleted since, stays as it is; of the former the log tells.
        """
        this = answers.c.id == answer_id
        unended = update(answers).where(this, or_(answers.c.state == AnswerState.RUNNING, self._taken_for_abandoned()))
        values: dict[str, object] = {"state": state, "reason": reason, "finished_at": _now()}
        with self.catalogue.writing() as connection:
            if answer is not None:
                kept = without_removed(connection, answer)
                values |= {"answer": to_record(kept), "searchable": searchable(kept)}
            if connection.execute(unended.values(**values)).rowcount:
                return
            if (known := connection.execute(select(answers.c.state).where(this)).scalar()) is not None:
                _log.warning("answer %s ended as %s and stays so, not %s", answer_id, known, state.value)

    def newest(self, words: str = "", *, most: int | None = 100) -> list[Conversation]:
        """Conversations, the last asked first; with words those that hold each of them in title, question or answer.

        All of them where `most` is None.
        """
        wanted = words.casefold().split()
        found = select(conversations).where(self._mine, *map(_holds, wanted))
        newest = found.order_by(conversations.c.updated_at.desc(), conversations.c.id)
        # What the database searches is what was said then, and not what may be seen of it now.
        is_hiding = bool(wanted) and self.catalogue.hides_any()
        with self.catalogue.reading() as connection:
            rows = connection.execute(newest if is_hiding else newest.limit(most))
            talks = [to_conversation(row) for row in rows]
        return [talk for talk in talks if self._shows(talk, wanted)][:most] if is_hiding else talks

    def conversation(self, conversation_id: str) -> Conversation:
        """One conversation; raises NotFound."""
        with self.catalogue.reading() as connection:
            this = select(conversations).where(conversations.c.id == conversation_id, self._mine)
            found = connection.execute(this).one_or_none()
        if found is None:
            raise NotFound(texts.NOT_FOUND)
        return to_conversation(found)

    def answers(self, conversation_id: str) -> list[StoredAnswer]:
        """What was asked in a conversation, in order; none for one that is not there."""
        return self._answers(ANSWERS.where(self._within(conversation_id)).order_by(answers.c.position))

    def answer(self, answer_id: str) -> StoredAnswer:
        """One answer; raises NotFound."""
        with self.catalogue.reading() as connection:
            found = self._answer(connection, answer_id)
        return as_seen(self.catalogue, [found])[0]

    def earlier(self, conversation_id: str) -> tuple[Turn, ...]:
        """What the next question of a conversation may lean on, the oldest first."""
        known = self._within(conversation_id) & answers.c.answer.is_not(None)
        newest = self._answers(ANSWERS.where(known).order_by(answers.c.position.desc()).limit(REMEMBERED))
        return tuple(stored.answer.turn for stored in reversed(newest) if stored.answer)

    def rename(self, conversation_id: str, title: str) -> Conversation:
        """Give another title; raises RefusedInput for an empty or over-long one, NotFound."""
        new = " ".join(title.split())
        if not 0 < len(new) <= LONGEST_TITLE:
            raise RefusedInput(texts.TITLE_LENGTH.format(longest=LONGEST_TITLE))
        renamed = update(conversations).where(conversations.c.id == conversation_id, self._mine)
        with self.catalogue.writing() as connection:
            connection.execute(renamed.values(title=new, searchable=new.casefold()))
        return self.conversation(conversation_id)

    def remove(self, conversation_id: str) -> None:
        """Delete a conversation with its answers and the feedback on them; raises NotFound."""
        with self.catalogue.removing() as connection:
            gone = connection.execute(delete(conversations).where(conversations.c.id == conversation_id, self._mine))
            if gone.rowcount == 0:
                raise NotFound(texts.NOT_FOUND)

    def remove_all(self) -> None:
        """Delete every conversation of this owner."""
        with self.catalogue.removing() as connection:
            connection.execute(delete(conversations).where(self._mine))

    def _shows(self, talk: Conversation, words: Sequence[str]) -> bool:
        """Whether each of the folded words stands in what can be seen."""
        seen = [talk.title.casefold()]
        for stored in self.answers(talk.id):
            seen.append(searchable(stored.answer) if stored.answer else stored.question.casefold())
        return all(any(word in text for text in seen) for word in words)

    def _taken_for_abandoned(self) -> ColumnElement[bool]:
        if self.process_id is None:
            return false()
        failed = (answers.c.state == AnswerState.FAILED) & (answers.c.reason == texts.INTERRUPTED)
        return failed & (answers.c.process_id == self.process_id)

    def _within(self, conversation_id: str) -> ColumnElement[bool]:
        return (answers.c.conversation_id == conversation_id) & owned_answers(self.owner)

    def _answers(self, statement: Select[tuple[object, ...]]) -> list[StoredAnswer]:
        with self.catalogue.reading() as connection:
            found = [to_stored(row) for row in connection.execute(statement)]
        return as_seen(self.catalogue, found)

    def _answer(self, connection: Connection, answer_id: str) -> StoredAnswer:
        this = ANSWERS.where(answers.c.id == answer_id, owned_answers(self.owner))
        found = connection.execute(this).one_or_none()
        if found is None:
            raise NotFound(texts.ANSWER_NOT_FOUND)
        return to_stored(found)


def _holds(folded: str) -> ColumnElement[bool]:
    answered = exists().where(
        answers.c.conversation_id == conversations.c.id, answers.c.searchable.contains(folded, autoescape=True)
    )
    return or_(conversations.c.searchable.contains(folded, autoescape=True), answered)


def _shortened(question: str) -> str:
    if len(question) <= LONGEST_GIVEN_TITLE:
        return question
    cut = question[:LONGEST_GIVEN_TITLE]
    return (cut.rpartition(" ")[0].rstrip(" ,;:-") or cut) + " …"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
