from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import pytest

from assistant.assistant import Assistant
from assistant.conversations import asking as module
from assistant.conversations.asking import Asking
from assistant.conversations.models import AnswerState, FailedEvent, StoppedEvent, ToldEvent
from assistant.conversations.telling import Told
from assistant.models import BlockEvent, DoneEvent, Event, Question, StatusEvent
from assistant.wiring import House, open_house
from corpus.errors import NotFound, RefusedQuestion, TooBusy, TransferlotseError
from corpus.models import Filters
from corpus.settings import Settings
from corpus.texts import conversations as texts
from tests.paced import PacedAssistant

QUESTION = Question("Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?")
ALL = 1000
T = TypeVar("T")


@pytest.fixture
def paced(house: House) -> PacedAssistant:
    assistant = PacedAssistant(house.corpus)
    assistant.hold()
    return assistant


@pytest.fixture
def asking(house: House, paced: PacedAssistant) -> Iterator[Asking]:
    with closing(Asking(paced, house.conversations)) as asking:
        yield asking
        paced.permits.release(ALL)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What it comes to, in a thread of its own: this one may have a loop already, a browser's."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def count(telling: Told) -> int:
    """How many events have been told by now."""

    async def counted() -> int:
        told = 0
        try:
            async with asyncio.timeout(0.05):
                async for told, _ in telling.heard():  # noqa: B007
                    pass
        except TimeoutError:
            pass
        return told

    return finished(counted())


def all_of(telling: Told) -> list[ToldEvent]:
    async def heard() -> list[ToldEvent]:
        return [event async for _, event in telling.heard()]

    return finished(asyncio.wait_for(heard(), 20))


def test_the_question_is_stored_before_the_first_event(asking: Asking, house: House, paced: PacedAssistant) -> None:
    stored = asking.begin(QUESTION)
    assert house.conversations.answer(stored.id).state is AnswerState.RUNNING
    assert count(asking.listen(stored.id)) == 0
    paced.permits.release(ALL)
    *steps, last = all_of(asking.listen(stored.id))
    assert isinstance(steps[0], StatusEvent)
    assert isinstance(last, DoneEvent)
    kept = house.conversations.answer(stored.id)
    assert (kept.state, kept.answer) == (AnswerState.DONE, last.answer)


def test_two_listeners_hear_the_same_and_one_that_leaves_stops_nothing(asking: Asking, paced: PacedAssistant) -> None:
    telling = asking.listen(asking.begin(QUESTION).id)

    async def leaving() -> ToldEvent:
        async for _, event in telling.heard():
            return event
        raise AssertionError

    async def both() -> tuple[ToldEvent, list[tuple[int, ToldEvent]]]:
        async def staying() -> list[tuple[int, ToldEvent]]:
            return [told async for told in telling.heard()]

        stays = asyncio.create_task(staying())
        leaves = asyncio.create_task(leaving())
        await asyncio.sleep(0.05)
        paced.permits.release()
        first = await leaves
        paced.permits.release(ALL)
        return first, await stays

    first, heard = finished(both())
    assert heard[0] == (1, first)
    assert [number for number, _ in heard] == list(range(1, len(heard) + 1))
    assert isinstance(heard[-1][1], DoneEvent)
    assert [event for _, event in heard] == all_of(telling)


def test_stopping_keeps_what_was_there_and_closes_the_stream(asking: Asking, paced: PacedAssistant) -> None:
    stored = asking.begin(QUESTION)
    telling = asking.listen(stored.id)
    paced.permits.release(3)  # the search, a citation, the first sentence
    until(lambda: count(telling) == 3)
    stopped = asking.stop(stored.id)
    assert stopped.state is AnswerState.STOPPED
    *_, block, last = all_of(telling)
    assert isinstance(block, BlockEvent)
    assert isinstance(last, StoppedEvent)
    assert last.answer.sentences == (block.sentence,)
    assert [citation.number for citation in last.answer.citations] == list(block.sentence.citations)
    assert stopped.answer == last.answer
    assert not paced.closed.is_set()
    paced.permits.release()
    assert paced.closed.wait(20)
    assert asking.stop(stored.id) == stopped


def test_an_answer_that_is_done_cannot_be_stopped(asking: Asking, paced: PacedAssistant) -> None:
    stored = asking.begin(QUESTION)
    paced.permits.release(ALL)
    all_of(asking.listen(stored.id))
    assert asking.stop(stored.id).state is AnswerState.DONE


def test_a_follow_up_knows_what_was_asked_before(asking: Asking, paced: PacedAssistant) -> None:
    paced.permits.release(ALL)
    first = asking.begin(QUESTION)
    done = all_of(asking.listen(first.id))[-1]
    assert isinstance(done, DoneEvent)
    second = asking.begin(Question("Und wo stehen die?"), first.conversation_id)
    all_of(asking.listen(second.id))
    assert paced.asked[-1].earlier == (done.answer.turn,)
    assert second.conversation_id == first.conversation_id
    assert asking.begin(Question("Und wo stehen die?")).conversation_id != first.conversation_id
    until(lambda: len(paced.asked) == 3)
    assert paced.asked[-1].earlier == ()


@pytest.mark.parametrize("question", [Question(" "), Question("x" * 2001), Question("Was?", Filters({"farbe": "rot"}))])
def test_a_refused_question_is_not_stored(asking: Asking, house: House, question: Question) -> None:
    before = house.conversations.newest()
    with pytest.raises(RefusedQuestion):
        asking.begin(question)
    assert house.conversations.newest() == before


def test_who_asks_while_too_many_wait_is_sent_away_and_the_waiting_are_told(
    house: House, paced: PacedAssistant
) -> None:
    with closing(Asking(paced, house.conversations, at_once=1, most_open=2)) as asking:
        first, second = asking.begin(QUESTION), asking.begin(QUESTION)
        until(lambda: count(asking.listen(second.id)) == 1)
        with pytest.raises(TooBusy):
            asking.begin(QUESTION)
        assert len(paced.asked) == 1
        paced.permits.release(ALL)
        assert isinstance(all_of(asking.listen(first.id))[-1], DoneEvent)
        told = all_of(asking.listen(second.id))
        assert told[0] == StatusEvent(texts.WAITING)
        assert isinstance(told[-1], DoneEvent)
        asking.begin(QUESTION)


def test_a_stopped_answer_that_still_waits_is_never_begun(house: House, paced: PacedAssistant) -> None:
    with closing(Asking(paced, house.conversations, at_once=1)) as asking:
        asking.begin(QUESTION)
        second = asking.begin(QUESTION)
        until(lambda: count(asking.listen(second.id)) == 1)
        assert asking.stop(second.id).state is AnswerState.STOPPED
        paced.permits.release(ALL)
        third = asking.begin(QUESTION)
        all_of(asking.listen(third.id))
        assert len(paced.asked) == 2


class _Failing(Assistant):
    """Fails in the middle, as an answerer may."""

    error: Exception

    def stream(self, question: Question) -> Iterator[Event]:  # noqa: ARG002
        yield StatusEvent("Anfang")
        raise self.error


@pytest.mark.parametrize(
    ("error", "reason"),
    [(TransferlotseError("So ging es nicht."), "So ging es nicht."), (KeyError("Geheimnis"), texts.UNEXPECTED)],
)
def test_an_answer_that_fails_says_why_and_leaves_room_for_others(
    house: House, error: Exception, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = _Failing(house.corpus)
    assistant.error = error
    with closing(Asking(assistant, house.conversations, at_once=1)) as asking:
        for _ in range(2):
            stored = asking.begin(QUESTION)
            assert all_of(asking.listen(stored.id))[-1] == FailedEvent(reason)
            kept = house.conversations.answer(stored.id)
            assert (kept.state, kept.reason, kept.answer) == (AnswerState.FAILED, reason, None)
    assert "Geheimnis" not in caplog.text


def test_the_events_of_an_answer_go_from_memory_and_its_end_is_told_from_the_store(
    asking: Asking, paced: PacedAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_SECONDS", 0.0)
    paced.permits.release(ALL)
    stored = asking.begin(QUESTION)
    live = all_of(asking.listen(stored.id))
    for _ in range(2):
        all_of(asking.listen(asking.begin(QUESTION).id))
    assert all_of(asking.listen(stored.id)) == live[-1:]
    with pytest.raises(NotFound):
        asking.listen("weg")


def test_deleting_a_conversation_stops_what_is_answered_in_it(
    asking: Asking, house: House, paced: PacedAssistant
) -> None:
    stored = asking.begin(QUESTION)
    telling = asking.listen(stored.id)
    asking.remove(stored.conversation_id)
    assert isinstance(all_of(telling)[-1], StoppedEvent)
    for gone in (asking.listen, asking.stop, house.conversations.answer):
        with pytest.raises(NotFound):
            gone(stored.id)
    paced.permits.release(ALL)
    assert paced.closed.wait(20)


def test_an_answer_outlived_by_its_process_has_failed_and_can_be_asked_again(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with open_house(settings) as house:
        left = house.conversations.begin(QUESTION, None)
        paced = PacedAssistant(house.corpus)
        paced.hold()
        paced.permits.release()
        with closing(Asking(paced, house.conversations)) as asking:
            closed = asking.begin(QUESTION)
            telling = asking.listen(closed.id)
            until(lambda: count(telling) == 1)
        assert house.conversations.answer(closed.id).reason == texts.INTERRUPTED
        paced.permits.release(ALL)
    with open_house(settings) as house:
        failed = house.conversations.answer(left.id)
        assert (failed.state, failed.reason) == (AnswerState.FAILED, texts.INTERRUPTED)
        assert all_of(house.asking.listen(left.id)) == [FailedEvent(texts.INTERRUPTED)]
        again = house.asking.begin(Question(failed.question, failed.filters), failed.conversation_id)
        assert isinstance(all_of(house.asking.listen(again.id))[-1], DoneEvent)
        assert [turn.position for turn in house.conversations.answers(left.conversation_id)] == [1, 2]
