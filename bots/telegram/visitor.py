"""Who writes in a chat, and how far they may go; looked up anew with every update."""

from __future__ import annotations

from assistant.people.chat_traces import chat_owner
from assistant.people.chats import Chat
from assistant.people.viewer import ACCESS, NOBODY, Access, Viewer
from corpus.settings import Settings, listed
from corpus.texts import telegram as texts


def viewer_of(chat: Chat, settings: Settings) -> Viewer:
    """NOBODY for who may not ask. In a group several read along, so it is never somebody in particular."""
    if chat.person and not chat.is_group:
        # A locked account is no way in, not even as anybody.
        return NOBODY if chat.person.disabled else Viewer(ACCESS[chat.person.role], chat.person.id, chat.person)
    if is_listed(chat, settings) or (settings.telegram_everyone and not chat.is_group):
        return Viewer(Access.READING, chat_owner(chat.id))
    return NOBODY


def is_listed(chat: Chat, settings: Settings) -> bool:
    """Whether an administrator has named this chat."""
    return chat.id in {int(number) for number in listed(settings.telegram_chats)}


def refusal(chat: Chat, settings: Settings) -> str:
    """Why somebody may not ask, and what to do about it."""
    if chat.is_group:
        return texts.GROUP_NOT_ADMITTED.format(number=chat.id)
    if chat.person:
        return texts.LOCKED
    wanted = texts.NOT_ADMITTED_PAIR if settings.sign_in else texts.NOT_ADMITTED
    return wanted.format(number=chat.id)
