"""What people are told about the machine that answers, and about what is kept of them and where."""

from __future__ import annotations

import asyncio
from html import escape

from assistant.people.addresses import base_url
from bots.telegram.talk import Talk
from corpus.settings import Settings
from corpus.texts import information_pages as pages
from corpus.texts import telegram as texts


async def inform(talk: Talk) -> None:
    """Once in each chat, before its first answer: a machine answers, and what is said is kept here and at Telegram."""
    if not talk.chat.is_informed:
        await talk.say(notice(talk.house.settings))
        await asyncio.to_thread(talk.house.people.chats.set_informed, talk.chat.id)


async def tell_privacy(talk: Talk, _: str) -> None:
    """/datenschutz: who keeps what, for how long, and where it goes."""
    settings = await asyncio.to_thread(talk.house.settings_now)
    told = texts.PRIVACY.format(
        house=escape(settings.house_name or pages.HOUSE_UNNAMED),
        contact=escape(settings.contact_email or pages.NO_CONTACT),
        days=_days(settings),
        model=texts.PRIVACY_MODEL.format(model=escape(settings.chat_model)) if settings.chat_model else "",
    )
    if settings.public_url:
        told += texts.PRIVACY_PAGE.format(url=escape(f"{base_url(settings)}/datenschutz"))
    await talk.say(told)


def notice(settings: Settings) -> str:
    """What must be known before anybody reads an answer."""
    return texts.NOTICE.format(days=_days(settings))


def _days(settings: Settings) -> str:
    days = settings.retention_days
    return pages.A_DAY if days == 1 else pages.DAYS.format(count=days)
