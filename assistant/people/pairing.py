"""Codes that pair a chat at Telegram with an account: shown once, typed within minutes, kept as hashes."""

from __future__ import annotations

import secrets
from datetime import timedelta
from threading import Lock

from limits import RateLimitItemPerMinute
from sqlalchemy import Connection, delete, insert, select

from assistant.counting import new_counter
from assistant.people.chats import pair
from assistant.people.memberships import groups_of
from assistant.people.models import Person
from assistant.people.register import to_person
from assistant.people.tokens import hash_of, now
from corpus.catalogue import Catalogue
from corpus.errors import RefusedInput, TooManyAttempts
from corpus.schema import pairing_codes, people
from corpus.texts import people as texts

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another: neither 0 nor O, neither 1 nor I nor L
LENGTH = 8  # of 31 letters: 39.6 bits
VALID = timedelta(minutes=10)
WAIT_MINUTES = 15
BY_CHAT = RateLimitItemPerMinute(5, WAIT_MINUTES, "pairing of a chat")
# Who guesses so often for a whole year, with fifty codes open all the time, comes into one house of 1,600.
ALTOGETHER = RateLimitItemPerMinute(300, WAIT_MINUTES, "pairing")


class Pairing:
    """Makes codes and takes them, one at a time; wrong ones are counted. Safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._counter = new_counter(catalogue, "pairing")
        self._turn = Lock()

    def new_code(self, person: Person) -> str:
        """A code such as 'K7QF-2M9X', good once for `VALID`; earlier ones of this person are void."""
        letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        at = now()
        new = {"code_sha256": hash_of(letters), "person_id": person.id, "expires_at": at + VALID}
        earlier = (pairing_codes.c.person_id == person.id) | (pairing_codes.c.expires_at <= at)
        with self._catalogue.writing() as connection:
            connection.execute(delete(pairing_codes).where(earlier))
            connection.execute(insert(pairing_codes).values(new))
        return f"{letters[:4]}-{letters[4:]}"

    def redeem(self, code: str, chat_id: int) -> Person:
        """Pair a chat that was entered, with a new conversation and without filters -> whose it is now.

        Raises RefusedInput for a code that is not good (any more), and for a group, whose members have all read it, so
        that it is void; TooManyAttempts after too many wrong ones.
        """
        chat = str(chat_id)
        with self._turn:
            if not (self._counter.test(BY_CHAT, chat) and self._counter.test(ALTOGETHER)):
                raise TooManyAttempts(texts.TOO_MANY_CODES.format(minutes=WAIT_MINUTES))
            with self._catalogue.writing() as connection:
                person = _taken(connection, code)
                if person and chat_id > 0:
                    pair(connection, chat_id, person.id)
            if person is None:
                self._counter.hit(BY_CHAT, chat)
                self._counter.hit(ALTOGETHER)
                raise RefusedInput(texts.WRONG_CODE)
        if chat_id < 0:
            raise RefusedInput(texts.CODE_IN_GROUP)
        return person


def _taken(connection: Connection, code: str) -> Person | None:
    """Use a code up -> whose it was; None for one that is not good, and for who is disabled."""
    letters = "".join(letter for letter in code.upper() if letter in LETTERS)
    this = (pairing_codes.c.code_sha256 == hash_of(letters)) & (pairing_codes.c.expires_at > now())
    person_id = connection.execute(delete(pairing_codes).where(this).returning(pairing_codes.c.person_id)).scalar()
    found = connection.execute(select(people).where(people.c.id == person_id, ~people.c.disabled)).one_or_none()
    return to_person(found, groups_of(connection, found.id)) if found else None
