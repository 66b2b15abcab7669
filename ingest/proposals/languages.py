"""The language, by its most frequent small words."""

from __future__ import annotations

import re

_LETTERS_READ = 40_000
_FEWEST_WORDS = 15
_LEAST_SHARE = 0.12
_MARGIN = 4
_SMALL_WORDS = {
    "de": "der die das und nicht mit für ist auf den von zu dem ein eine wird sich auch des im werden",
    "en": "the and of to is for with that are this be as by not from which it have on at or",
}


def language_of(text: str) -> str | None:
    """'de' or 'en', or None where the text is short, mixed, or in another language."""
    words = re.findall(r"[^\W\d_]+", text[:_LETTERS_READ].lower())
    if len(words) < _FEWEST_WORDS:
        return None
    counts = {code: sum(map(frozenset(small.split()).__contains__, words)) for code, small in _SMALL_WORDS.items()}
    (first, most), (_, second) = sorted(counts.items(), key=lambda pair: -pair[1])
    return first if most >= _LEAST_SHARE * len(words) and most >= _MARGIN * second else None
