"""Everything about people behind one door."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.people.api_tokens import ApiTokens
from assistant.people.attempts import Attempts
from assistant.people.chats import Chats
from assistant.people.entry import Entry
from assistant.people.links import Links
from assistant.people.mail import open_mailer
from assistant.people.oidc.entrance import ProviderEntry, open_provider_entry
from assistant.people.pairing import Pairing
from assistant.people.passwords import Passwords
from assistant.people.posting import Posting
from assistant.people.register import Register
from assistant.people.sessions import Sessions
from corpus.catalogue import Catalogue
from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class People:
    """The parts, over one catalogue."""

    register: Register
    sessions: Sessions
    links: Links
    api_tokens: ApiTokens
    entry: Entry
    provider_entry: ProviderEntry | None
    posting: Posting
    chats: Chats
    pairing: Pairing


def open_people(catalogue: Catalogue, settings: Settings, passwords: Passwords | None = None) -> People:
    """Put the parts together; tests bring `passwords` that are quick to compare.

    Raises RefusedInput for settings of an identity provider or of mail that do not fit together.
    """
    register, sessions, links = Register(catalogue), Sessions(catalogue), Links(catalogue)
    entry = Entry(register, sessions, links, passwords or Passwords(), Attempts(catalogue, "sign-in"))
    provider_entry = open_provider_entry(catalogue, settings)
    posting = Posting(register, links, open_mailer(settings), settings, Attempts(catalogue, "forgotten"))
    return People(
        register=register,
        sessions=sessions,
        links=links,
        api_tokens=ApiTokens(catalogue),
        entry=entry,
        provider_entry=provider_entry,
        posting=posting,
        chats=Chats(catalogue),
        pairing=Pairing(catalogue),
    )
