"""Another's conversations are not there, for whatever one does with them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from assistant.conversations.asking import Asking
from assistant.conversations.elsewhere import fail_abandoned
from assistant.conversations.models import AnswerState, StoppedEvent
from assistant.conversations.store import Conversations
from assistant.conversations.verdicts import Verdicts
from assistant.models import Question
from assistant.wiring import House
from corpus.catalogue import Catalogue
from corpus.errors import NotFound
from tests.paced import PacedAssistant

QUESTION = Question("Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?")
ALL = 1000


@pytest.mark.parametrize("other", [None, "berta", ""])
def test_a_conversation_is_there_for_its_owner_alone(catalogue: Catalogue, other: str | None) -> None:
    mine, verdicts = Conversations(catalogue, "anna"), Verdicts(catalogue, "anna")
    stored = mine.begin(QUESTION, None)
    verdicts.give(stored.id, helpful=True)
    theirs, their_verdicts = mine.of(other), verdicts.of(other)
    forbidden: list[Callable[[], object]] = [
        lambda: theirs.conversation(stored.conversation_id),
        lambda: theirs.answer(stored.id),
        lambda: theirs.begin(QUESTION, stored.conversation_id),
        lambda: theirs.rename(stored.conversation_id, "Meins"),
        lambda: theirs.remove(stored.conversation_id),
        lambda: their_verdicts.give(stored.id, helpful=False),
        lambda: their_verdicts.withdraw(stored.id),
    ]
    for attempt in forbidden:
        with pytest.raises(NotFound):
            attempt()
    theirs.remove_all()
    assert theirs.newest() == []
    assert theirs.newest("Trinkbrunnen") == []
    assert theirs.answers(stored.conversation_id) == []
    assert theirs.earlier(stored.conversation_id) == ()
    (kept,) = mine.answers(stored.conversation_id)
    assert kept.feedback is not None
    assert kept.feedback.helpful
    assert mine.conversation(stored.conversation_id).title == QUESTION.text


def test_an_answer_is_finished_whoever_asked(catalogue: Catalogue) -> None:
    anna = Conversations(catalogue, "anna")
    stored = anna.begin(QUESTION, None)
    fail_abandoned(catalogue)
    assert anna.answer(stored.id).state is AnswerState.FAILED


@pytest.fixture
def asking(house: House) -> Iterator[Asking]:
    assistant = PacedAssistant(house.corpus)
    assistant.hold()
    with closing(Asking(assistant, house.conversations)) as asking:
        yield asking
        assistant.permits.release(ALL)


def test_an_answer_that_is_being_made_is_heard_and_stopped_by_its_asker_alone(asking: Asking) -> None:
    anna, berta = asking.of("anna"), asking.of("berta")
    stored = anna.begin(QUESTION)
    for other in (berta, asking):
        for attempt in (other.listen, other.stop):
            with pytest.raises(NotFound):
                attempt(stored.id)
    assert anna.stop(stored.id).state is AnswerState.STOPPED
    anna.remove(stored.conversation_id)


def test_who_deletes_everything_stops_what_is_being_answered_for_them_alone(asking: Asking) -> None:
    anna, berta = asking.of("anna"), asking.of("berta")
    mine, theirs = anna.begin(QUESTION), berta.begin(QUESTION)
    telling = anna.listen(mine.id)
    anna.remove_all()
    with pytest.raises(NotFound):
        anna.listen(mine.id)
    with ThreadPoolExecutor(1) as thread:  # this one may have a loop already, a browser's
        assert isinstance(thread.submit(asyncio.run, telling.end()).result(), StoppedEvent)
    assert berta.stop(theirs.id).state is AnswerState.STOPPED
    berta.remove_all()
