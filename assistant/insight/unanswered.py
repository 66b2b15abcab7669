"""Questions without evidence, the same one worded alike counted together, with what was reported of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.gaps.models import Gap, GapState
from assistant.insight.asked import Asked
from assistant.insight.grouping import content_stems, grouped
from assistant.models import Status
from corpus.german.analyser import Analyser

URGENCY = {state: place for place, state in enumerate(GapState)}


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that was asked `count` times without evidence; `wordings` are all of them, the most frequent first."""

    wordings: tuple[str, ...]
    count: int
    last_asked: datetime
    gaps: tuple[Gap, ...]

    @property
    def question(self) -> str:
        """The wording that stands for all."""
        return self.wordings[0]

    @property
    def state(self) -> GapState | None:
        """Of what was reported the one that asks most for attention; None where nothing was."""
        return min((gap.state for gap in self.gaps), key=URGENCY.__getitem__, default=None)

    @property
    def notes(self) -> tuple[str, ...]:
        """What its askers added, each once."""
        return tuple(dict.fromkeys(gap.note for gap in self.gaps if gap.note))

    @property
    def remark(self) -> str:
        """What the editors say of it, or ''."""
        return next((gap.remark for gap in self.gaps if gap.remark), "")


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    asked_at: datetime
    gap: Gap | None


def open_questions(analyser: Analyser, asked: Sequence[Asked], gaps: Sequence[Gap]) -> tuple[OpenQuestion, ...]:
    """Those of the questions that lack evidence, and what was reported.

    Reported ones first, in the order of their states; then and among each other the most frequent first.
    """
    items = _items([question for question in asked if question.status is Status.NO_EVIDENCE], gaps)
    groups = grouped([content_stems(analyser, item.text) for item in items])
    found = (_question([items[index] for index in group]) for group in groups)
    return tuple(sorted(found, key=_place))


def _items(unanswered: Sequence[Asked], gaps: Sequence[Gap]) -> list[_Item]:
    reported = {gap.answer_id: gap for gap in gaps if gap.answer_id}
    items = [_Item(asked.understood, asked.asked_at, reported.pop(asked.answer_id, None)) for asked in unanswered]
    counted = {item.gap.id for item in items if item.gap}
    return items + [_Item(gap.understood, gap.created_at, gap) for gap in gaps if gap.id not in counted]


def _question(items: Sequence[_Item]) -> OpenQuestion:
    frequent = Counter(item.text for item in items)
    return OpenQuestion(
        wordings=tuple(sorted(frequent, key=lambda text: (-frequent[text], text))),
        count=len(items),
        last_asked=max(item.asked_at for item in items),
        gaps=tuple(item.gap for item in items if item.gap),
    )


def _place(question: OpenQuestion) -> tuple[int, int, float, str]:
    state = question.state
    urgency = URGENCY[state] if state else len(URGENCY)
    return urgency, -question.count, -question.last_asked.timestamp(), question.question
