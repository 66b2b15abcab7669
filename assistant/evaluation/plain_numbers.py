"""Which numbers of a sentence stand in a text, read in another way than the sentence check reads them.

It knows no units: a number stands there, in digits or as a word, or it does not; one that is said to be about right
may be 5 % off.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from assistant.proof.number_words import cardinal, ordinal

_DIGITS = re.compile(
    r"(?P<whole>\d{1,3}(?:[.\u00a0\u202f]\d{3}(?!\d))+|\d+)(?:,(?P<decimals>\d+))?"
    r"(?P<scale>\s*(?:Mio|Mill|Mrd|Tsd|Tausend))?",
    re.IGNORECASE,
)
_SCALES = {"mio": 10**6, "mil": 10**6, "mrd": 10**9, "tsd": 10**3, "tau": 10**3}
_WORD = re.compile(r"[^\W\d_]+")
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_ABOUT = re.compile(
    r"\b(?:rund|etwa|circa|ca\.|ungefähr|gut|knapp|fast|annähernd|nahezu|mehr als|über|weniger als|unter)\s*$", re.I
)
_NEAR = Fraction(1, 20)
_MONTHS = {
    **{"januar": 1, "februar": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7, "august": 8},
    **{"september": 9, "oktober": 10, "november": 11, "dezember": 12},
}


def unknown_numbers(sentence: str, text: str) -> tuple[str, ...]:
    """The numbers of the sentence that the text does not name, as written."""
    told = {value for number in (*_numbers(text), *_numbers(_SPACED.sub("", text))) for value in number.values}
    told |= {Fraction(value) for word in _WORD.findall(text) if (value := ordinal(word.lower())) is not None}
    unknown = (number.written for number in _numbers(sentence) if not _stands(number, sentence, told))
    return tuple(dict.fromkeys(unknown))


@dataclass(frozen=True, slots=True)
class _Number:
    """A number from `start` on, and what it may stand for: '2 Mio.' is 2,000,000, and a 2 stands there, too."""

    written: str
    start: int
    values: tuple[Fraction, ...]


def _stands(number: _Number, sentence: str, told: Collection[Fraction]) -> bool:
    if any(value in told for value in number.values):
        return True
    about = _ABOUT.search(sentence[: number.start])
    return bool(about) and any(abs(other - value) <= _NEAR * other for value in number.values for other in told)


def _numbers(text: str) -> Iterator[_Number]:
    for match in _DIGITS.finditer(text):
        value = Fraction(re.sub(r"\D", "", match["whole"]) + (f".{match['decimals']}" if match["decimals"] else ""))
        scale = _SCALES[match["scale"].strip()[:3].lower()] if match["scale"] else 1
        yield _Number(match[0], match.start(), (value, value * scale))
    for match in _WORD.finditer(text):
        word = match[0].lower()
        number = _MONTHS.get(word) or cardinal(word)
        if number is not None:
            yield _Number(match[0], match.start(), (Fraction(number),))
