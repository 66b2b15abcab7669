"""The entrance: names and passwords are compared here, one at a time, and a wrong one is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from assistant.people.attempts import Attempts
from assistant.people.links import Links
from assistant.people.models import Person
from assistant.people.names import LONGEST_SIGN_IN_NAME, checked_sign_in_name, folded
from assistant.people.passwords import Passwords
from assistant.people.register import Register
from assistant.people.sessions import Sessions
from corpus.errors import NotSignedIn, TooBusy
from corpus.texts import people as texts

PATIENCE_SECONDS = 10.0
# Who waits holds one of the threads that answer everything else, too.
AT_ONCE = 20


class Entry:
    """Safe to call from several threads; passwords are hashed by one of them alone, for each needs 64 MB.

    So nobody can try more than is allowed by trying at once, either.
    """

    def __init__(
        self, register: Register, sessions: Sessions, links: Links, passwords: Passwords, attempts: Attempts
    ) -> None:
        self._register = register
        self._sessions = sessions
        self._links = links
        self._passwords = passwords
        self._attempts = attempts
        self._turn = Lock()
        self._places = BoundedSemaphore(AT_ONCE)

    def sign_in(self, sign_in_name: str, password: str, address: str) -> str:
        """The token of a new session; `address` is where the request came from.

        Raises NotSignedIn, which does not tell what is wrong, TooManyAttempts, or TooBusy.
        """
        person = self._proven(sign_in_name, password, address, texts.WRONG_NAME_OR_PASSWORD)
        return self._sessions.begin(person.id)

    def change_password(self, person: Person, old: str, new: str, address: str, *, session_id: str) -> None:
        """Set another password and end all other sessions.

        Raises RefusedInput for a new one that cannot be used, and for the old one like `sign_in`.
        """
        self._proven(person.sign_in_name, old, address, texts.WRONG_OLD_PASSWORD)
        with self._alone():
            password_hash = self._passwords.hashed(new, person.sign_in_name)
        self._register.set_password(person.id, password_hash)
        self._sessions.end_all(person.id, but=session_id)

    def prove(self, person: Person, password: str, address: str) -> None:
        """Ask for the password once more, before what cannot be undone; raises like `sign_in`."""
        self._proven(person.sign_in_name, password, address, texts.WRONG_OLD_PASSWORD)

    def accept(self, token: str, password: str, *, name: str = "", sign_in_name: str = "") -> str:
        """Set the password that a link asks for -> the token of a new session; the names are the first administrator's.

        Raises NotFound for a link that is not valid (any more), RefusedInput for a password or names that cannot be
        used; the link then stays.
        """
        known = self._links.find(token).person
        signing_in = known.sign_in_name if known else checked_sign_in_name(sign_in_name)
        with self._alone():
            password_hash = self._passwords.hashed(password, signing_in)
        person = self._links.use(token, password_hash, name=name, sign_in_name=signing_in)
        self._attempts.forget(person.sign_in_name)
        return self._sessions.begin(person.id)

    def _proven(self, sign_in_name: str, password: str, address: str, wrong: str) -> Person:
        name = folded(sign_in_name[: 2 * LONGEST_SIGN_IN_NAME])
        with self._alone():
            self._attempts.check(name, address)
            if not self._passwords.is_right(password, self._register.password_hash(name)):
                self._attempts.failed(name, address)
                raise NotSignedIn(wrong)
            self._attempts.forget(name)
        person = self._register.named(name)
        if person.disabled:
            raise NotSignedIn(texts.DISABLED)
        return person

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise TooBusy(texts.ENTRY_BUSY)
        try:
            if not self._turn.acquire(timeout=PATIENCE_SECONDS):
                raise TooBusy(texts.ENTRY_BUSY)
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._places.release()
