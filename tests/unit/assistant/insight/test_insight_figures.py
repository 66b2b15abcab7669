"""Figures, counted by hand, over a real catalogue."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from assistant.conversations.models import AnswerState, Reason
from assistant.conversations.verdicts import Verdicts
from assistant.gaps.models import GapState
from assistant.gaps.store import Gaps
from assistant.insight.asked import Count, Figures, asked_in, figures, over_time
from assistant.insight.judged import reasons_of, unhelpful_in
from assistant.insight.period import Period, Step, last_days, starts, step_for
from assistant.insight.unanswered import open_questions
from assistant.models import Status
from corpus.catalogue import Catalogue
from corpus.german.analyser import Analyser
from tests.unit.assistant.insight.conftest import Ask

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
FIRST, LAST = datetime(2026, 3, 1, 0, 0), datetime(2026, 3, 31, 23, 59)


@pytest.fixture
def filled(ask: Ask, catalogue: Catalogue) -> list[str]:
    """Nine questions in March (5 wholly, 1 partly, 2 not answered, 1 failed), one before and one after."""
    ids = [
        *(ask(f"Frage {n}?", at=datetime(2026, 3, 2 + n, 12)) for n in range(4)),
        ask("Am Rand des Monats?", at=LAST),
        ask("Zum Teil?", Status.PARTIAL, at=FIRST),
        ask("Was kostet das Freibad?", Status.NO_EVIDENCE, at=datetime(2026, 3, 2, 9)),
        ask("Das Freibad: Was kostet es?", Status.NO_EVIDENCE, at=datetime(2026, 3, 9, 9)),
        ask("Misslungen?", at=datetime(2026, 3, 9, 10), state=AnswerState.FAILED),
        ask("Vorher?", Status.NO_EVIDENCE, at=datetime(2026, 2, 28, 23, 59)),
        ask("Nachher?", Status.NO_EVIDENCE, at=datetime(2026, 4, 1, 0, 0)),
    ]
    verdicts = Verdicts(catalogue)
    for index in (0, 1):
        verdicts.give(ids[index], helpful=True)
    verdicts.give(ids[2], helpful=False, reasons=[Reason.FALSE, Reason.OUTDATED], text="Stand 2019")
    verdicts.give(ids[9], helpful=False, reasons=[Reason.FALSE])
    return ids


@pytest.mark.usefixtures("filled")
def test_the_figures_are_those_counted_by_hand(catalogue: Catalogue) -> None:
    counted = figures(catalogue, MARCH, asked_in(catalogue, MARCH), [])
    assert counted == Figures(questions=9, answered=5, partial=1, unanswered=2, judged=3, helpful=2)
    assert counted.proven_share == 6 / 8
    assert counted.helpful_share == 2 / 3
    everything = Period(None, date(2026, 12, 31))
    assert figures(catalogue, everything, asked_in(catalogue, everything), []).questions == 11


def test_where_nothing_was_asked_there_are_no_shares(catalogue: Catalogue) -> None:
    counted = figures(catalogue, MARCH, asked_in(catalogue, MARCH), [])
    assert (counted.questions, counted.proven_share, counted.helpful_share) == (0, None, None)
    assert over_time(MARCH, [], []) == (Step.DAY, ())


def test_a_stopped_and_a_running_answer_count_as_questions_alone(ask: Ask, catalogue: Catalogue) -> None:
    for state in (AnswerState.STOPPED, AnswerState.RUNNING):
        ask("Angehalten?", Status.PARTIAL, at=FIRST, state=state)
    counted = figures(catalogue, MARCH, asked_in(catalogue, MARCH), [])
    assert (counted.questions, counted.partial, counted.proven_share) == (2, 0, None)


@pytest.mark.usefixtures("filled")
def test_each_day_has_its_questions_and_those_without_evidence(catalogue: Catalogue) -> None:
    step, counts = over_time(MARCH, asked_in(catalogue, MARCH), [])
    assert (step, len(counts)) == (Step.DAY, 31)
    shown = {count.start.day: (count.questions, count.unanswered) for count in counts if count.questions}
    assert shown == {1: (1, 0), 2: (2, 1), 3: (1, 0), 4: (1, 0), 5: (1, 0), 9: (2, 1), 31: (1, 0)}


def test_longer_periods_are_told_by_week_and_month(ask: Ask, catalogue: Catalogue) -> None:
    for month in (1, 3, 3):
        ask("Frage?", at=datetime(2025, month, 15, 12))
    quarter = Period(date(2025, 1, 1), date(2025, 3, 31))
    step, weeks = over_time(quarter, asked_in(catalogue, quarter), [])
    assert (step, weeks[0].start, weeks[-1].start) == (Step.WEEK, date(2024, 12, 30), date(2025, 3, 31))
    assert [count for count in weeks if count.questions] == [
        Count(date(2025, 1, 13), 1, 0),
        Count(date(2025, 3, 10), 2, 0),
    ]
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    step, months = over_time(year, asked_in(catalogue, year), [])
    assert step is Step.MONTH
    assert [(count.start.month, count.questions) for count in months][:4] == [(1, 1), (2, 0), (3, 2), (4, 0)]
    assert len(months) == 12


def test_a_period_without_end_begins_with_the_first_question(ask: Ask, catalogue: Catalogue) -> None:
    ask("Frage?", at=datetime(2026, 3, 15, 12))
    for begin in (None, date(2000, 1, 1)):
        period = Period(begin, date(2026, 3, 20))
        _, counts = over_time(period, asked_in(catalogue, period), [])
        assert counts[0].start == date(2026, 3, 15)


def test_the_steps_of_a_period_follow_on_each_other() -> None:
    assert last_days(7, date(2026, 3, 7)) == Period(date(2026, 3, 1), date(2026, 3, 7))
    assert [step_for(date(2026, 1, 1), date(2026, 1, d)) for d in (1, 31)] == [Step.DAY, Step.DAY]
    assert step_for(date(2026, 1, 1), date(2026, 2, 1)) is Step.WEEK
    assert list(starts(date(2025, 12, 31), date(2026, 3, 1), Step.MONTH)) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]


@pytest.mark.usefixtures("filled")
def test_unhelpful_answers_come_with_their_reasons_and_remarks(catalogue: Catalogue) -> None:
    (verdict,) = unhelpful_in(catalogue, MARCH)
    assert (verdict.question, verdict.text) == ("Frage 2?", "Stand 2019")
    assert reasons_of([verdict]) == {
        Reason.SOURCE_WRONG: 0,
        Reason.FALSE: 1,
        Reason.INCOMPLETE: 0,
        Reason.OUTDATED: 1,
    }


def test_the_same_question_is_counted_together_and_what_is_reported_comes_first(
    filled: list[str], ask: Ask, catalogue: Catalogue, analyser: Analyser
) -> None:
    for day in range(10, 15):
        ask("Wer mäht den Park?", Status.NO_EVIDENCE, at=datetime(2026, 3, day))
    ask("Und dort?", Status.NO_EVIDENCE, at=datetime(2026, 3, 20), understood="Wer mäht denn die Parks?")
    gaps = Gaps(catalogue)
    partly, freibad = gaps.report(filled[5]), gaps.report(filled[7])
    gaps.change([partly.id], GapState.DISMISSED, "Keine Frage")
    listed = gaps.pending_or_changed(None, datetime(2100, 1, 1))
    found = open_questions(analyser, asked_in(catalogue, MARCH), listed)
    assert [(q.question, q.count, q.state) for q in found] == [
        ("Das Freibad: Was kostet es?", 2, GapState.OPEN),
        ("Zum Teil?", 1, GapState.DISMISSED),
        ("Wer mäht den Park?", 6, None),
    ]
    assert [gap.id for gap in found[0].gaps] == [freibad.id]
    assert found[2].wordings == ("Wer mäht den Park?", "Wer mäht denn die Parks?")
    assert found[1].remark == "Keine Frage"
