"""What Telegram brought, kept before Telegram hears that it came: nothing is lost, and nothing is seen to twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, insert, select, update

from assistant.people.tokens import now
from corpus.catalogue import Catalogue
from corpus.schema import telegram_updates

WAITING = select(telegram_updates).where(telegram_updates.c.content.is_not(None))


@dataclass(frozen=True, slots=True)
class Arrived:
    """One update: `content` is Telegram's own JSON; the answer to it and the messages that hold this, once known."""

    update_id: int
    chat_id: int
    content: Mapping[str, Any]
    answer_id: str | None = None
    messages: tuple[int, ...] = ()

    @property
    def is_press(self) -> bool:
        """Whether a button was pressed."""
        return "callback_query" in self.content


class Inbox:
    """Reads and writes the table; safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def store(self, arrived: Sequence[Arrived]) -> list[Arrived]:
        """Keep what came -> what of it is new."""
        by_id = {one.update_id: one for one in arrived}
        ids = telegram_updates.c.update_id
        with self._catalogue.writing() as connection:
            known = set(connection.execute(select(ids).where(ids.in_(by_id))).scalars())
            new = [one for update_id, one in sorted(by_id.items()) if update_id not in known]
            if new:
                connection.execute(insert(telegram_updates), [_row(one) for one in new])
        return new

    def waiting(self) -> list[Arrived]:
        """What nobody has seen to, in order."""
        with self._catalogue.reading() as connection:
            return [_arrived(row) for row in connection.execute(WAITING.order_by(telegram_updates.c.update_id))]

    def note(self, arrived: Arrived, *, answer_id: str | None = None, messages: Sequence[int] = ()) -> Arrived:
        """Remember the answer to an update, and further messages for it -> the update as it is known now."""
        known = replace(arrived, answer_id=answer_id or arrived.answer_id, messages=(*arrived.messages, *messages))
        self._change(arrived.update_id, {"answer_id": known.answer_id, "messages": list(known.messages)})
        return known

    def done(self, update_id: int) -> None:
        """It was seen to; of what it said nothing is kept."""
        self._change(update_id, {"content": None})

    def _change(self, update_id: int, values: Mapping[str, Any]) -> None:
        this = telegram_updates.c.update_id == update_id
        with self._catalogue.writing() as connection:
            connection.execute(update(telegram_updates).where(this).values(**values))


def _row(one: Arrived) -> dict[str, Any]:
    return {
        "update_id": one.update_id,
        "chat_id": one.chat_id,
        "content": dict(one.content),
        "received_at": now(),
        "messages": [],
    }


def _arrived(row: Row[Any]) -> Arrived:
    return Arrived(row.update_id, row.chat_id, row.content, row.answer_id, tuple(row.messages))
