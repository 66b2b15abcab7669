"""Answers that another process of the house makes, or made: what this one can learn of them and ask for.

Where one process owns the data folder, none is made elsewhere, and whatever still runs at its start is abandoned.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime

from sqlalchemy import or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from assistant.conversations.models import (
    AnswerState,
    FailedEvent,
    StoppedEvent,
    StoredAnswer,
    ToldEvent,
)
from assistant.conversations.ownership import owned_answers
from assistant.conversations.telling import Told
from assistant.models import DoneEvent, StatusEvent
from corpus.catalogue import Catalogue
from corpus.errors import NotFound
from corpus.schema import answers, processes
from corpus.texts import conversations as texts

LOOKS_EVERY = 0.5  # seconds
RUNNING = answers.c.state == AnswerState.RUNNING


class ToldElsewhere(Told):
    """Heard as a whole, once the store has it."""

    def __init__(self, look: Callable[[], StoredAnswer]) -> None:
        """`look` gives the answer as it is stored now, or raises NotFound."""
        self._look = look

    async def heard(self) -> AsyncGenerator[tuple[int, ToldEvent], None]:
        """That it is being made, and what it came to."""
        yield 1, StatusEvent(texts.MADE_ELSEWHERE)
        while True:
            await asyncio.sleep(LOOKS_EVERY)
            try:
                stored = await asyncio.to_thread(self._look)
            except NotFound as error:
                yield 2, FailedEvent(error.message)
                return
            except SQLAlchemyError:  # the database may be away for a while
                continue
            if stored.state is not AnswerState.RUNNING:
                yield 2, last_event(stored)
                return


def last_event(stored: StoredAnswer) -> ToldEvent:
    """What an answer that has ended came to."""
    if stored.answer is None:
        return FailedEvent(stored.reason or texts.INTERRUPTED)
    return DoneEvent(stored.answer) if stored.state is AnswerState.DONE else StoppedEvent(stored.answer)


def running_answers(catalogue: Catalogue, process_id: str) -> dict[str, bool]:
    """Id of each answer that this process makes by what is stored -> whether somebody wants it stopped."""
    mine = select(answers.c.id, answers.c.stop_requested).where(RUNNING, answers.c.process_id == process_id)
    with catalogue.reading() as connection:
        return {row.id: row.stop_requested for row in connection.execute(mine)}


def request_stop(catalogue: Catalogue, owner: str | None, answer_id: str | None = None) -> None:
    """Ask whoever makes this answer of the owner, or all of theirs, to stop; one that has ended stays as it is."""
    asked = update(answers).where(RUNNING, owned_answers(owner))
    with catalogue.writing() as connection:
        these = asked.where(answers.c.id == answer_id) if answer_id else asked
        connection.execute(these.values(stop_requested=True))


def fail_abandoned(catalogue: Catalogue) -> None:
    """Anybody's answers that are still running, and whose process is gone, have failed."""
    gone = or_(answers.c.process_id.is_(None), answers.c.process_id.not_in(select(processes.c.id)))
    with catalogue.reading() as connection:
        if connection.execute(select(answers.c.id).where(RUNNING, gone).limit(1)).first() is None:
            return
    now = datetime.now(UTC).replace(tzinfo=None)
    failed = {"state": AnswerState.FAILED, "reason": texts.INTERRUPTED, "finished_at": now}
    with catalogue.writing() as connection:
        connection.execute(update(answers).where(RUNNING, gone).values(**failed))
