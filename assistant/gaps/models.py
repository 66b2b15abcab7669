"""A reported question as a plain value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from corpus.models import Filters


class GapState(StrEnum):
    """How far a reported question is, in the order in which it asks for attention."""

    OPEN = "open"
    IN_WORK = "in_work"
    ANSWERED = "answered"
    DISMISSED = "dismissed"

    @property
    def is_done(self) -> bool:
        """Whether nobody needs to see to it any more."""
        return self in (GapState.ANSWERED, GapState.DISMISSED)


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that was reported, with what its asker added as `note` and the editor as `remark`; both may be ''.

    `understood` is what the question means after the turns before it. `answer_id` is None once the conversation was
    deleted: what was reported was given on purpose and stays, the way to who asked does not. Times are UTC.
    """

    id: str
    answer_id: str | None
    question: str
    understood: str
    filters: Filters
    note: str
    state: GapState
    remark: str
    created_at: datetime
    state_changed_at: datetime
