"""Names of groups: people belong to them and documents are for them, so both must write them alike."""

from __future__ import annotations

import unicodedata

from corpus.errors import RefusedInput
from corpus.texts import formats
from corpus.texts import people as texts

LONGEST = 80  # characters


def group_name(given: str) -> str:
    """The name in NFC with single spaces.

    Raises RefusedInput for none, an over-long one, commas, unseen characters, and the word that means everybody.
    """
    name = " ".join(unicodedata.normalize("NFC", given).split())
    if not 0 < len(name) <= LONGEST or any(c == "," or unicodedata.category(c)[0] == "C" for c in name):
        raise RefusedInput(texts.GROUP_NAME_FORM.format(longest=LONGEST))
    if name.casefold() == formats.EVERYBODY:
        raise RefusedInput(texts.GROUP_NAME_EVERYBODY.format(name=name))
    return name


def group_names(given: str) -> tuple[str, ...]:
    """The names in a line of them, apart by commas, each once and in order; raises RefusedInput like `group_name`."""
    return tuple(sorted({group_name(part) for part in given.split(",") if part.strip()}))
