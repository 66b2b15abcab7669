from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from assistant.conversations.models import AnswerState
from assistant.conversations.store import Conversations
from assistant.models import Answer, Question, Status
from corpus.catalogue import Catalogue
from corpus.german.analyser import Analyser
from corpus.schema import answers

Ask = Callable[..., str]


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture
def ask(catalogue: Catalogue) -> Ask:
    """Store a question of a local day and hour with what became of it -> the answer's id."""
    conversations = Conversations(catalogue)

    def store(
        text: str,
        status: Status = Status.ANSWERED,
        *,
        at: datetime,
        state: AnswerState = AnswerState.DONE,
        understood: str = "",
    ) -> str:
        stored = conversations.begin(Question(text), None)
        has_answer = state in (AnswerState.DONE, AnswerState.STOPPED)
        answer = Answer(text, understood or text, status, "quote", (), ()) if has_answer else None
        if state is not AnswerState.RUNNING:
            conversations.finish(stored.id, state, answer)
        moment = at.astimezone(UTC).replace(tzinfo=None)
        with catalogue.writing() as connection:
            connection.execute(update(answers).where(answers.c.id == stored.id).values(created_at=moment))
        return stored.id

    return store
