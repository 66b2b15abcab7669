"""Passwords: what makes a usable one, and their hashes by Argon2."""

from __future__ import annotations

import unicodedata
from functools import cached_property

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from assistant.people.names import folded
from assistant.people.tokens import new_token
from corpus.errors import RefusedInput
from corpus.texts import people as texts

SHORTEST, LONGEST = 10, 1000  # characters


class Passwords:
    """Hashes and compares; each takes some 0.2 s and 64 MB, so the caller sees to it that few do at once."""

    def __init__(self, hasher: Argon2Hasher | None = None) -> None:
        self._hash = PasswordHash((hasher or Argon2Hasher(),))

    def hashed(self, password: str, sign_in_name: str) -> str:
        """The hash to keep; raises RefusedInput for a password that is too short, too long or the name itself."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise RefusedInput(texts.PASSWORD_LENGTH.format(shortest=SHORTEST, longest=LONGEST))
        if folded(password) == sign_in_name:
            raise RefusedInput(texts.PASSWORD_IS_NAME)
        return self._hash.hash(_normal(password))

    def is_right(self, password: str, password_hash: str | None) -> bool:
        """Whether the password is the one; without a hash it never is, and that takes just as long to say."""
        nobodys = self._nobodys
        is_same = self._hash.verify(_normal(password[:LONGEST]), password_hash or nobodys)
        return is_same and password_hash is not None and len(password) <= LONGEST

    @cached_property
    def _nobodys(self) -> str:
        return self._hash.hash(new_token())


def _normal(password: str) -> str:
    """The same letters on every keyboard: an ü is one character here and two there."""
    return unicodedata.normalize("NFKC", password)
