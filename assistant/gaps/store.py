"""The table of knowledge gaps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, delete, insert, or_, select, update

from assistant.conversations.models import AnswerState
from assistant.conversations.ownership import owned_answers
from assistant.gaps.models import Gap, GapState
from assistant.models import Status
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput
from corpus.models import Filters
from corpus.schema import answers, gaps
from corpus.texts import conversations
from corpus.texts import gaps as texts

LONGEST_NOTE = 2_000
ASKED = select(
    answers.c.question,
    answers.c.filters,
    answers.c.state,
    answers.c.answer["status"].as_string().label("status"),
    answers.c.answer["understood"].as_string().label("understood"),
)
DONE = [state for state in GapState if state.is_done]


class Gaps:
    """Reads and writes the table; safe to call from several threads.

    Gaps are nobody's own, but only an owner's answers can be reported, see `Conversations`.
    """

    def __init__(self, catalogue: Catalogue, owner: str | None = None) -> None:
        self._catalogue = catalogue
        self._mine = owned_answers(owner)

    def of(self, owner: str | None) -> Gaps:
        """The same gaps, for somebody else to report to."""
        return Gaps(self._catalogue, owner)

    def report(self, answer_id: str, note: str = "") -> Gap:
        """Report the question of an answer without or with only partial evidence; one that is reported stays as it is.

        Raises NotFound for the answer, RefusedInput for one with evidence and for an over-long note.
        """
        said = _within_limit(note)
        now = _now()
        with self._catalogue.writing() as connection:
            asked = connection.execute(ASKED.where(answers.c.id == answer_id, self._mine)).one_or_none()
            if asked is None:
                raise NotFound(conversations.ANSWER_NOT_FOUND)
            if known := connection.execute(select(gaps).where(gaps.c.answer_id == answer_id)).one_or_none():
                return _gap(known)
            if asked.state != AnswerState.DONE or asked.status == Status.ANSWERED:
                raise RefusedInput(texts.NOT_A_GAP)
            new = {
                "id": uuid4().hex,
                "answer_id": answer_id,
                "question": asked.question,
                "understood": asked.understood or asked.question,
                "filters": asked.filters,
                "note": said,
                "state": GapState.OPEN,
                "remark": "",
                "created_at": now,
                "state_changed_at": now,
            }
            return _gap(connection.execute(insert(gaps).values(**new).returning(gaps)).one())

    def of_answers(self, answer_ids: Collection[str]) -> dict[str, Gap]:
        """Answer id -> what was reported of it; answers of which nothing was are left out."""
        with self._catalogue.reading() as connection:
            found = connection.execute(select(gaps).where(gaps.c.answer_id.in_(answer_ids)))
            return {row.answer_id: _gap(row) for row in found}

    def pending_or_changed(self, since: datetime | None, until: datetime) -> list[Gap]:
        """Gaps that nobody has seen to yet, and those seen to within a time (UTC); the newest first."""
        changed = gaps.c.state_changed_at < _naive(until)
        if since is not None:
            changed &= gaps.c.state_changed_at >= _naive(since)
        wanted = select(gaps).where(or_(gaps.c.state.not_in(DONE), changed))
        with self._catalogue.reading() as connection:
            return [_gap(row) for row in connection.execute(wanted.order_by(gaps.c.created_at.desc(), gaps.c.id))]

    def change(self, gap_ids: Collection[str], state: GapState, remark: str) -> None:
        """Say how far these gaps are, all alike; raises NotFound where one is not there, RefusedInput."""
        said = _within_limit(remark)
        with self._catalogue.writing() as connection:
            mine = gaps.c.id.in_(gap_ids)
            connection.execute(
                update(gaps).where(mine, gaps.c.state != state).values(state=state, state_changed_at=_now())
            )
            if connection.execute(update(gaps).where(mine).values(remark=said)).rowcount != len(set(gap_ids)):
                raise NotFound(texts.NOT_FOUND)

    def remove(self, gap_ids: Collection[str]) -> None:
        """Delete these gaps; raises NotFound where one is not there, and then deletes none."""
        with self._catalogue.removing() as connection:
            gone = connection.execute(delete(gaps).where(gaps.c.id.in_(gap_ids)))
            if gone.rowcount != len(set(gap_ids)):
                raise NotFound(texts.NOT_FOUND)

    def forget_old(self, days: int, now: datetime) -> None:
        """Delete gaps that were answered or dismissed more than `days` before `now` (aware)."""
        old = gaps.c.state.in_(DONE), gaps.c.state_changed_at < _naive(now - timedelta(days=days))
        with self._catalogue.reading() as connection:
            if connection.execute(select(gaps.c.id).where(*old).limit(1)).first() is None:
                return
        with self._catalogue.removing() as connection:
            connection.execute(delete(gaps).where(*old))


def _within_limit(text: str) -> str:
    said = text.strip()
    if len(said) > LONGEST_NOTE:
        raise RefusedInput(texts.NOTE_TOO_LONG.format(length=len(said), longest=LONGEST_NOTE))
    return said


def _gap(row: Row[Any]) -> Gap:
    return Gap(
        id=row.id,
        answer_id=row.answer_id,
        question=row.question,
        understood=row.understood,
        filters=Filters(row.filters),
        note=row.note,
        state=GapState(row.state),
        remark=row.remark,
        created_at=row.created_at.replace(tzinfo=UTC),
        state_changed_at=row.state_changed_at.replace(tzinfo=UTC),
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
