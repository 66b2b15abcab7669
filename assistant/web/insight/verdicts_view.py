"""What people found wrong with answers, as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.conversations.models import Reason
from assistant.german import count_of, day, number
from assistant.insight.judged import Unhelpful, reasons_of
from assistant.insight.plots import Bar, bars
from assistant.web.insight.asked_view import Plot
from assistant.web.insight.sheets import Sheet
from corpus.texts import conversations
from corpus.texts import insight as texts


@dataclass(frozen=True, slots=True)
class VerdictShown:
    """An answer that did not help, where it stands, and why in words."""

    question: str
    address: str
    facts: str
    text: str


def verdict_shown(verdict: Unhelpful) -> VerdictShown:
    """The verdict as a row of the list."""
    facts = (day(verdict.judged_at), _reasons(verdict.reasons))
    return VerdictShown(verdict.question, _address(verdict), " · ".join(fact for fact in facts if fact), verdict.text)


def reasons_plot(unhelpful: Sequence[Unhelpful]) -> Plot:
    """Why answers did not help."""
    given = reasons_of(unhelpful)
    rows = [(conversations.REASONS[reason], count) for reason, count in given.items()]
    sheet = Sheet("gruende", texts.REASONS, (texts.COLUMN_REASON, texts.COLUMN_COUNT), rows)
    if not unhelpful:
        return Plot(texts.REASONS_NONE, None, sheet)
    most = _most_given(given)
    counted = count_of(len(unhelpful), "", texts.REASONS_ONE, texts.REASONS_SAID)
    said = f"{counted} {most}".strip()
    drawn = [Bar(name, count, number(count)) for name, count in rows]
    return Plot(said, bars(f"{texts.REASONS}: {said}", drawn), sheet)


def unhelpful_sheet(unhelpful: Sequence[Unhelpful]) -> Sheet:
    """The answers that did not help."""
    head = (texts.COLUMN_DAY, texts.COLUMN_QUESTION, texts.COLUMN_REASONS, texts.COLUMN_NOTE, texts.COLUMN_ADDRESS)
    rows = [
        (verdict.judged_at, verdict.question, _reasons(verdict.reasons), verdict.text, _address(verdict))
        for verdict in unhelpful
    ]
    return Sheet("nicht-hilfreich", texts.UNHELPFUL, head, rows)


def _reasons(reasons: Sequence[Reason]) -> str:
    return ", ".join(conversations.REASONS[reason] for reason in reasons)


def _address(verdict: Unhelpful) -> str:
    return f"/fragen/{verdict.conversation_id}#{verdict.answer_id}"


def _most_given(given: Mapping[Reason, int]) -> str:
    most = max(given, key=given.__getitem__)
    if not given[most]:
        return texts.REASONS_UNSAID
    if list(given.values()).count(given[most]) > 1:
        return ""
    return texts.REASONS_MOST.format(reason=conversations.REASONS[most], count=number(given[most]))
