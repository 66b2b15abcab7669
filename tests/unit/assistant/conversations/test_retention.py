from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select, update

from assistant.conversations import retention
from assistant.conversations.models import AnswerState
from assistant.conversations.retention import forget_old
from assistant.conversations.store import Conversations
from assistant.conversations.verdicts import Verdicts
from assistant.gaps.models import GapState
from assistant.gaps.store import Gaps
from assistant.insight.asked import asked_in, figures, over_time
from assistant.insight.counted import Counted, counted_in
from assistant.insight.period import Period
from assistant.models import Answer, Question, Status
from corpus.catalogue import Catalogue
from corpus.schema import answers, conversations, feedback, gaps

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)


def asked(
    catalogue: Catalogue,
    days_ago: int,
    status: Status | None,
    *,
    owner: str | None = None,
    conversation_id: str | None = None,
    helpful: bool | None = None,
) -> tuple[str, str]:
    """A question of that day with its verdict -> (conversation id, answer id); without a status it failed."""
    mine = Conversations(catalogue, owner)
    stored = mine.begin(Question("Was kostet das?"), conversation_id)
    if status:
        mine.finish(stored.id, AnswerState.DONE, Answer("Was?", "Was?", status, "", (), ()))
    else:
        mine.finish(stored.id, AnswerState.FAILED, None, "So nicht.")
    if helpful is not None:
        Verdicts(catalogue, owner).give(stored.id, helpful=helpful)
    moment = (NOW - timedelta(days=days_ago)).replace(tzinfo=None)
    with catalogue.writing() as connection:
        connection.execute(update(answers).where(answers.c.id == stored.id).values(created_at=moment))
        this = conversations.c.id == stored.conversation_id
        connection.execute(update(conversations).where(this).values(updated_at=moment))
    return stored.conversation_id, stored.id


def left(catalogue: Catalogue) -> tuple[int, int, int]:
    """How many conversations, answers and verdicts there are."""
    with catalogue.reading() as connection:
        one, two, three = (
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (conversations, answers, feedback)
        )
        return one, two, three


def counts(catalogue: Catalogue) -> list[Counted]:
    return counted_in(catalogue, Period(None, date(2100, 1, 1)))


def test_conversations_without_a_recent_question_go_and_are_counted_by_the_day_of_each_question(
    catalogue: Catalogue,
) -> None:
    first, _ = asked(catalogue, 100, Status.ANSWERED, helpful=True)
    asked(catalogue, 95, Status.PARTIAL, conversation_id=first, helpful=False)
    asked(catalogue, 100, Status.NO_EVIDENCE, owner="anna")
    asked(catalogue, 100, None, owner="Hash eines Gastes")
    asked(catalogue, 89, Status.ANSWERED)
    assert forget_old(catalogue, 90, NOW) == 3
    assert left(catalogue) == (1, 1, 0)
    early, late = (NOW - timedelta(days=days) for days in (100, 95))
    assert counts(catalogue) == [
        Counted(early.astimezone().date(), 1, 0, 1, 1, 1, 0),
        Counted(late.astimezone().date(), 0, 1, 0, 0, 0, 1),
    ]


def test_a_conversation_stays_whole_as_long_as_it_goes_on(catalogue: Catalogue) -> None:
    old, _ = asked(catalogue, 300, Status.ANSWERED)
    asked(catalogue, 1, Status.ANSWERED, conversation_id=old)
    assert forget_old(catalogue, 90, NOW) == 0
    assert left(catalogue) == (1, 2, 0)


def test_later_ones_are_added_to_what_was_counted_of_the_day(catalogue: Catalogue) -> None:
    for _ in range(2):
        asked(catalogue, 100, Status.ANSWERED)
        forget_old(catalogue, 90, NOW)
    assert [day.answered for day in counts(catalogue)] == [2]
    forget_old(catalogue, 90, NOW)
    assert [day.answered for day in counts(catalogue)] == [2]


def test_many_are_forgotten_in_several_transactions(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for _ in range(5):
        asked(catalogue, 100, Status.ANSWERED)
    assert forget_old(catalogue, 90, NOW) == 5
    assert [day.questions for day in counts(catalogue)] == [5]


def test_a_clock_that_is_a_day_off_moves_the_end_by_that_day_and_counts_nothing_twice(catalogue: Catalogue) -> None:
    asked(catalogue, 90, Status.ANSWERED)
    assert forget_old(catalogue, 90, NOW - timedelta(days=1)) == 0
    assert forget_old(catalogue, 90, NOW + timedelta(days=1)) == 1
    assert forget_old(catalogue, 90, NOW - timedelta(days=1)) == 0
    assert [day.questions for day in counts(catalogue)] == [1]


def test_figures_and_plot_are_the_same_before_and_after(catalogue: Catalogue) -> None:
    period = Period(NOW.date() - timedelta(days=120), NOW.date())

    def shown() -> object:
        here, older = asked_in(catalogue, period), counted_in(catalogue, period)
        return figures(catalogue, period, here, older), over_time(period, here, older)

    asked(catalogue, 100, Status.ANSWERED, helpful=True)
    asked(catalogue, 99, Status.NO_EVIDENCE, helpful=False)
    asked(catalogue, 98, None)
    asked(catalogue, 3, Status.PARTIAL)
    before = shown()
    assert forget_old(catalogue, 90, NOW) == 3
    assert shown() == before


def gap_in(catalogue: Catalogue, state: GapState, changed_days_ago: int) -> str:
    _, answer_id = asked(catalogue, 200, Status.NO_EVIDENCE)
    gap = Gaps(catalogue).report(answer_id, "Eilt")
    Gaps(catalogue).change([gap.id], state, "")
    moment = (NOW - timedelta(days=changed_days_ago)).replace(tzinfo=None)
    with catalogue.writing() as connection:
        connection.execute(update(gaps).where(gaps.c.id == gap.id).values(state_changed_at=moment))
    return gap.id


def test_reported_questions_stay_until_they_are_done_and_some_time_longer(catalogue: Catalogue) -> None:
    kept = [
        gap_in(catalogue, GapState.OPEN, 200),
        gap_in(catalogue, GapState.IN_WORK, 200),
        gap_in(catalogue, GapState.ANSWERED, 89),
    ]
    gap_in(catalogue, GapState.ANSWERED, 91)
    gap_in(catalogue, GapState.DISMISSED, 91)
    forget_old(catalogue, 90, NOW)
    Gaps(catalogue).forget_old(90, NOW)
    with catalogue.reading() as connection:
        found = connection.execute(select(gaps.c.id, gaps.c.answer_id)).all()
    assert {row.id for row in found} == set(kept)
    assert {row.answer_id for row in found} == {None}, "the way to who asked is gone with the conversation"


def test_what_fails_in_the_middle_leaves_everything_as_it_was(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(catalogue, 100, Status.ANSWERED)
    count = retention._count

    def broken(connection: Connection, ids: list[str]) -> None:
        count(connection, ids)
        raise OSError("no room")

    monkeypatch.setattr(retention, "_count", broken)
    with pytest.raises(OSError, match="no room"):
        forget_old(catalogue, 90, NOW)
    assert (left(catalogue), counts(catalogue)) == ((1, 1, 0), [])
