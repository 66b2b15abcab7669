"""The table of feedback: what people think of an answer, one verdict each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select

from assistant.conversations.models import Reason
from assistant.conversations.ownership import owned_answers
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput
from corpus.schema import answers, feedback
from corpus.texts import conversations as texts

LONGEST_TEXT = 2_000


class Verdicts:
    """Writes the table for the answers of one owner, see `Conversations`; what is in it comes with each of these."""

    def __init__(self, catalogue: Catalogue, owner: str | None = None) -> None:
        self._catalogue = catalogue
        self._mine = owned_answers(owner)

    def of(self, owner: str | None) -> Verdicts:
        """The verdicts of somebody else."""
        return Verdicts(self._catalogue, owner)

    def give(self, answer_id: str, *, helpful: bool, reasons: Iterable[Reason] = (), text: str = "") -> None:
        """Give a verdict, in place of an earlier one; raises RefusedInput for an over-long text, NotFound."""
        said = text.strip()
        if len(said) > LONGEST_TEXT:
            raise RefusedInput(texts.FEEDBACK_TOO_LONG.format(length=len(said), longest=LONGEST_TEXT))
        given = {
            "answer_id": answer_id,
            "helpful": helpful,
            "reasons": sorted(set(reasons)),
            "text": said,
            "created_at": datetime.now(UTC).replace(tzinfo=None),
        }
        self._replace(answer_id, given)

    def withdraw(self, answer_id: str) -> None:
        """Take a verdict back, where there is one; raises NotFound for an answer that is not there."""
        self._replace(answer_id, None)

    def _replace(self, answer_id: str, given: dict[str, object] | None) -> None:
        with self._catalogue.writing() as connection:
            if connection.execute(select(answers.c.id).where(answers.c.id == answer_id, self._mine)).first() is None:
                raise NotFound(texts.ANSWER_NOT_FOUND)
            connection.execute(delete(feedback).where(feedback.c.answer_id == answer_id))
            if given is not None:
                connection.execute(insert(feedback).values(given))
