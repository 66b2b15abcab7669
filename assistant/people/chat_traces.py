"""What is kept of a chat at Telegram beside its row, and how all of it goes."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, select, true, update

from corpus.schema import conversations, telegram_chats, telegram_updates

NO_CHAT = 0


def chat_owner(chat_id: int) -> str:
    """Whose conversations are those of a chat without an account; no visitor's hash looks like it."""
    return f"telegram:{chat_id}"


def forget_chats(connection: Connection, which: ColumnElement[bool], *, up_to: int | None = None) -> None:
    """Keep nothing of these chats, nor of what was asked in them without an account.

    Of what Telegram brought of them, with `up_to` only until that update, the numbers stay, of nobody: nothing is
    answered twice.
    """
    ids = connection.execute(select(telegram_chats.c.chat_id).where(which)).scalars().all()
    owners = [chat_owner(chat_id) for chat_id in ids]
    brought = telegram_updates.c.chat_id.in_(ids)
    until = true() if up_to is None else telegram_updates.c.update_id <= up_to
    nothing: dict[str, object] = {"chat_id": NO_CHAT, "content": None, "answer_id": None, "messages": []}
    connection.execute(update(telegram_updates).where(brought, until).values(nothing))
    connection.execute(delete(conversations).where(conversations.c.owner.in_(owners)))
    connection.execute(delete(telegram_chats).where(telegram_chats.c.chat_id.in_(ids)))
