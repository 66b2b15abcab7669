"""All that is kept of a person beside what they asked, for themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, select
from typing_extensions import TypedDict

from corpus.catalogue import Catalogue
from corpus.schema import acts, api_tokens, links, memberships, pairing_codes, people, sessions, telegram_chats


class PersonJson(TypedDict):
    """Who somebody is; `subject` is who they are for the identity provider."""

    name: str
    sign_in_name: str
    email: str | None
    subject: str | None
    role: str
    groups: list[str]
    created_at: datetime
    last_seen: datetime | None


class SessionJson(TypedDict):
    """Where somebody is signed in."""

    created_at: datetime
    seen_at: datetime


class TokenJson(TypedDict):
    """An access of a program, without its secret."""

    name: str
    scope: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


class LinkJson(TypedDict):
    """A link that sets a password and was not used yet, without its secret."""

    kind: str
    expires_at: datetime


class PairingCodeJson(TypedDict):
    """A code that pairs a chat and was not used yet, without itself."""

    expires_at: datetime


class ChatJson(TypedDict):
    """A chat at Telegram that is paired with the account; `chat_id` and `name` are what Telegram calls it."""

    chat_id: int
    name: str
    paired_at: datetime
    informed_at: datetime | None
    used_at: datetime
    conversation_id: str | None
    filters: dict[str, Any]


class ActJson(TypedDict):
    """What somebody did as an editor or administrator, and the id of what it was done to."""

    at: datetime
    act: str
    subject: str


class KeptJson(TypedDict):
    """Everything; times are UTC."""

    person: PersonJson
    sessions: list[SessionJson]
    api_tokens: list[TokenJson]
    links: list[LinkJson]
    pairing_codes: list[PairingCodeJson]
    telegram_chats: list[ChatJson]
    acts: list[ActJson]


def kept_of(catalogue: Catalogue, person_id: str) -> KeptJson:
    """What is kept of a person who is there."""
    one, of_them = people.c, memberships.c
    who = (one.name, one.sign_in_name, one.email, one.subject, one.role, one.created_at, one.last_seen)
    tokens = (api_tokens.c[name] for name in TokenJson.__annotations__)
    chats = (telegram_chats.c[name] for name in ChatJson.__annotations__)
    with catalogue.reading() as connection:

        def rows(wanted: Select[Any]) -> list[Any]:
            return [_plain(row._mapping) for row in connection.execute(wanted)]

        (person,) = rows(select(*who).where(one.id == person_id))
        groups = select(of_them.group_name).where(of_them.person_id == person_id).order_by(of_them.group_name)
        person["groups"] = list(connection.execute(groups).scalars())
        return {
            "person": person,
            "sessions": rows(
                select(sessions.c.created_at, sessions.c.seen_at).where(sessions.c.person_id == person_id)
            ),
            "api_tokens": rows(select(*tokens).where(api_tokens.c.person_id == person_id)),
            "links": rows(select(links.c.kind, links.c.expires_at).where(links.c.person_id == person_id)),
            "pairing_codes": rows(select(pairing_codes.c.expires_at).where(pairing_codes.c.person_id == person_id)),
            "telegram_chats": rows(select(*chats).where(telegram_chats.c.person_id == person_id)),
            "acts": rows(
                select(acts.c.at, acts.c.act, acts.c.subject).where(acts.c.person_id == person_id).order_by(acts.c.id)
            ),
        }


def _plain(row: Any) -> dict[str, Any]:
    return {name: cell.replace(tzinfo=UTC) if isinstance(cell, datetime) else cell for name, cell in row.items()}
