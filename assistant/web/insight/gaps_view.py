"""Questions without evidence, as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.filter_choices import told
from assistant.gaps.models import GapState
from assistant.german import day, number
from assistant.insight.unanswered import OpenQuestion
from assistant.web.insight.sheets import Sheet
from corpus.corpus import Corpus
from corpus.texts import gaps
from corpus.texts import insight as texts


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question without evidence; `gap_ids` are those of its reports, of which `state` and `remark` say how far it is.

    `asked` says how often and when, `notes` what its askers added, `filters` where they looked; `others` are the
    other wordings. All but the question may be empty.
    """

    question: str
    count: str
    last: str
    asked: str
    others: tuple[str, ...]
    gap_ids: tuple[str, ...]
    state: GapState | None
    notes: tuple[str, ...]
    filters: tuple[str, ...]
    remark: str


def question_shown(corpus: Corpus, question: OpenQuestion) -> QuestionShown:
    """The question as a row of the page."""
    last, count = day(question.last_asked), number(question.count)
    asked = texts.ASKED_ONCE if question.count == 1 else texts.ASKED_OFTEN
    filters = dict.fromkeys(told(corpus, gap.filters) for gap in question.gaps if gap.filters.values)
    return QuestionShown(
        question=question.question,
        count=count,
        last=last,
        asked=asked.format(day=last, count=count),
        others=question.wordings[1:],
        gap_ids=tuple(gap.id for gap in question.gaps),
        state=question.state,
        notes=question.notes,
        filters=tuple(filters),
        remark=question.remark,
    )


def unanswered_sheet(questions: Sequence[OpenQuestion]) -> Sheet:
    """Every question without evidence."""
    head = (
        texts.COLUMN_QUESTION,
        texts.COLUMN_COUNT,
        texts.COLUMN_LAST,
        texts.COLUMN_STATE,
        texts.COLUMN_NOTE,
        texts.COLUMN_REMARK,
        texts.COLUMN_WORDINGS,
    )
    rows = [
        (
            question.question,
            question.count,
            question.last_asked,
            gaps.STATES[question.state] if question.state else "",
            " / ".join(question.notes),
            question.remark,
            " / ".join(question.wordings[1:]),
        )
        for question in questions
    ]
    return Sheet("ohne-beleg", texts.UNANSWERED, head, rows)
