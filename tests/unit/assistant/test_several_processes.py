"""One house opened twice, as two processes do: what one does holds at the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from threading import Event, Thread
from typing import Self

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

import corpus.acts
from assistant import housekeeping
from assistant.administration.telegram_state import telegram_state
from assistant.conversations.asking import Asking
from assistant.conversations.elsewhere import fail_abandoned
from assistant.conversations.models import AnswerState
from assistant.conversations.store import Conversations
from assistant.heeding import heeding
from assistant.models import Question
from assistant.serving import _note, _take_examples
from assistant.web.app import create_app
from assistant.wiring import House, open_house
from corpus.acts import By
from corpus.errors import DataFolderBusy
from corpus.processes import Kind, living, taking_part
from corpus.running_server import refuse_beside_server
from corpus.schema import acts, answers, processes
from corpus.settings import Settings
from corpus.texts import administration, people
from scripts.scale.child import Child
from tests.faults.small_corpus import EMBEDDINGS, publish
from tests.paced import PacedAssistant
from tests.scaled import scaled_settings

QUESTION = Question("Was kostet der Brunnen am Markt?")


@pytest.fixture(scope="module")
def settings(
    tmp_path_factory: pytest.TempPathFactory, postgresql_server: Child, chroma_server: Child
) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("several")
    with scaled_settings(postgresql_server, chroma_server, folder, **EMBEDDINGS) as settings:
        yield settings


@pytest.fixture(scope="module")
def houses(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, House]]:
    with ExitStack() as stack:
        one, other = (stack.enter_context(open_house(settings, kind=Kind.WEB)) for _ in range(2))
        folder = tmp_path_factory.mktemp("files")
        publish(one.corpus, folder, "brunnen", "Der Brunnen am Markt kostet 4.000 Euro.")
        yield one, other


@pytest.fixture
def paced(houses: tuple[House, House]) -> Iterator[Asking]:
    """What a third process asks, which answers nothing by itself."""
    one, _ = houses
    catalogue = one.corpus.catalogue
    assistant = PacedAssistant(one.corpus)
    assistant.hold()
    known = living(catalogue)[0]
    with taking_part(catalogue, Kind.WEB, files=known.files, vectors=lambda: known.vectors) as process:
        asking = Asking(assistant, Conversations(catalogue, process_id=process.id))
        with heeding(catalogue, asking, one.live_settings), closing(asking):
            yield asking
            assistant.permits.release(1000)


def until(is_so: Callable[[], bool], seconds: float = 8) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.05)


def test_a_bot_that_another_process_serves_is_told_of_on_the_pages(houses: tuple[House, House]) -> None:
    one, _ = houses
    catalogue, known = one.corpus.catalogue, living(one.corpus.catalogue)[0]
    with TestClient(create_app(one), base_url="http://127.0.0.1:8000") as client:
        assert "Telegram" not in client.get("/datenschutz").text
        with taking_part(catalogue, Kind.BOT, files=known.files, vectors=lambda: known.vectors):
            assert telegram_state(catalogue, one.settings).is_on
            assert "Telegram" in client.get("/datenschutz").text
        assert not telegram_state(catalogue, one.settings).is_on


def test_a_setting_changed_at_one_holds_at_the_other(houses: tuple[House, House]) -> None:
    one, other = houses
    one.live_settings.choose({"house_name": "Ottersfurt"}, one.settings)
    until(lambda: other.settings_now().house_name == "Ottersfurt")
    other.live_settings.reset("house_name")
    until(lambda: one.settings_now().house_name == "")


def test_what_a_check_found_at_one_is_told_at_the_other(houses: tuple[House, House]) -> None:
    one, other = houses
    assert other.checkups.holdings.state.ended_at is None
    one.checkups.holdings.begin(patience=30)
    assert other.checkups.holdings.state == one.checkups.holdings.state
    assert other.checkups.holdings.state.ended_at


def test_verwaltung_lists_them(houses: tuple[House, House]) -> None:
    one, other = houses
    page = TestClient(create_app(one), base_url="http://127.0.0.1:8000")
    shown = page.get("/verwaltung").text
    assert shown.count("<dt>Dienst auf ") == 2
    assert administration.PROCESSES_DIFFER not in shown
    with one.corpus.catalogue.writing() as connection:
        this = processes.c.id == other.corpus.process_id
        connection.execute(update(processes).where(this).values(program="0.0.9"))
    shown = page.get("/verwaltung").text
    assert "Programmfassung: 0.0.9" in shown
    assert administration.PROCESSES_DIFFER in shown


def test_an_answer_made_at_one_is_stopped_at_the_other(houses: tuple[House, House], paced: Asking) -> None:
    stored = paced.begin(QUESTION)
    assert houses[1].asking.stop(stored.id).state is AnswerState.STOPPED


def test_what_is_asked_at_one_is_stopped_for_whoever_may_ask_no_longer(
    houses: tuple[House, House], paced: Asking
) -> None:
    _, other = houses
    mine = paced.of("anna").begin(QUESTION)
    others = paced.of("berta").begin(QUESTION)
    other.asking.of("anna").stop_all()
    until(lambda: other.conversations.of("anna").answer(mine.id).state is AnswerState.STOPPED)
    assert other.conversations.of("berta").answer(others.id).state is AnswerState.RUNNING


def test_an_answer_whose_conversation_is_deleted_at_the_other_ends(houses: tuple[House, House], paced: Asking) -> None:
    stored = paced.begin(QUESTION)
    houses[1].asking.remove(stored.conversation_id)
    until(lambda: not paced.is_busy)


def test_only_what_a_process_left_that_is_gone_has_failed(houses: tuple[House, House], paced: Asking) -> None:
    one, other = houses
    stored = paced.begin(QUESTION)
    fail_abandoned(other.corpus.catalogue)
    assert other.conversations.answer(stored.id).state is AnswerState.RUNNING
    with one.corpus.catalogue.writing() as connection:
        connection.execute(update(answers).where(answers.c.id == stored.id).values(process_id="gone"))
    fail_abandoned(other.corpus.catalogue)
    assert other.conversations.answer(stored.id).state is AnswerState.FAILED


def test_a_question_that_was_stored_without_anybody_hearing_of_it_fails(
    houses: tuple[House, House], paced: Asking
) -> None:
    one, other = houses
    lost = one.conversations.begin(QUESTION, None)
    until(lambda: other.conversations.answer(lost.id).state is AnswerState.FAILED)
    assert not paced.is_busy


def test_the_examples_are_taken_once(houses: tuple[House, House]) -> None:
    taken: list[int] = []
    threads = [Thread(target=lambda house=house: taken.append(_take_examples(house))) for house in houses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken)[0] == 0
    assert sorted(taken)[1] > 0
    assert _take_examples(houses[0]) == 0


def test_the_first_link_stays_good_when_another_process_starts(houses: tuple[House, House]) -> None:
    one, other = houses
    token = one.people.links.for_first_once()
    assert token
    assert other.people.links.for_first_once() is None
    assert one.people.links.find(token)
    signing_in = replace(other, settings=other.settings.model_copy(update={"sign_in": True}))
    assert _note(signing_in) == people.FIRST_LINK_OUT


def test_house_is_kept_by_one_at_a_time(houses: tuple[House, House]) -> None:
    one, other = houses
    one.acts.write("file.add", [""], by=By.COMMAND)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    with one.corpus.catalogue.writing() as connection:
        connection.execute(update(acts).values(at=long_ago))

    def left() -> int:
        with one.corpus.catalogue.reading() as connection:
            return len(connection.execute(select(acts.c.id)).all())

    with one.corpus.locks.alone("housekeeping") as held:
        assert held
        with housekeeping.housekeeping(other):
            time.sleep(1)
        assert left()
    with housekeeping.housekeeping(other):
        until(lambda: not left())


class Ahead(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + timedelta(days=4000)


def test_a_clock_that_jumps_ahead_at_one_process_deletes_nothing(
    houses: tuple[House, House], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = houses
    asked = one.conversations.begin(QUESTION, None)
    one.conversations.finish(asked.id, AnswerState.STOPPED, None)
    one.acts.write("file.add", ["kept"], by=By.COMMAND)
    for module in (housekeeping, corpus.acts):
        monkeypatch.setattr(module, "datetime", Ahead)
    done, keep_house = Event(), housekeeping.keep_house

    def kept(house: House, now: datetime) -> None:
        keep_house(house, now)
        done.set()

    monkeypatch.setattr(housekeeping, "keep_house", kept)
    with housekeeping.housekeeping(other):
        assert done.wait(30)
    assert one.conversations.answer(asked.id).state is AnswerState.STOPPED
    with one.corpus.catalogue.reading() as connection:
        assert "kept" in connection.execute(select(acts.c.subject)).scalars().all()


def test_what_needs_the_house_alone_says_whom_to_end_first(houses: tuple[House, House], settings: Settings) -> None:
    with pytest.raises(DataFolderBusy, match="Dienst auf"):
        refuse_beside_server(settings)
    assert len(houses) == 2
