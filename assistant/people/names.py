"""The names of people: the one that is shown, and the one they sign in with."""

from __future__ import annotations

import unicodedata

from corpus.errors import RefusedInput
from corpus.texts import people as texts

LONGEST_NAME = 100
LONGEST_SIGN_IN_NAME = 254  # an e-mail address


def folded(sign_in_name: str) -> str:
    """The one form of a name to sign in with: NFKC, without case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", sign_in_name.strip()).casefold())


def checked_sign_in_name(given: str) -> str:
    """The folded name; raises RefusedInput for an empty or over-long one, or one with blanks or unseen characters."""
    name = folded(given)
    if not 0 < len(name) <= LONGEST_SIGN_IN_NAME or any(unicodedata.category(c)[0] in "CZ" for c in name):
        raise RefusedInput(texts.SIGN_IN_NAME_FORM.format(longest=LONGEST_SIGN_IN_NAME))
    return name


def checked_name(given: str) -> str:
    """The name in one line; raises RefusedInput for an empty or over-long one, or one with unseen characters."""
    name = " ".join(unicodedata.normalize("NFC", given).split())
    if not 0 < len(name) <= LONGEST_NAME or any(unicodedata.category(c)[0] == "C" for c in name):
        raise RefusedInput(texts.NAME_FORM.format(longest=LONGEST_NAME))
    return name
