"""German number words: 'zwölf', 'siebenundzwanzig', 'dritte', 'zweieinhalb', 'dreimal'."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

_ONES = {
    **{"ein": 1, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8},
    **{"neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16},
    **{"siebzehn": 17, "achtzehn": 18, "neunzehn": 19},
}
_TENS = {
    **{"zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80},
    "neunzig": 90,
}
_IRREGULAR_ORDINALS = {"erst": 1, "dritt": 3, "siebt": 7, "siebent": 7, "acht": 8}
_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(_TENS)
_UP_TO_999 = rf"(?:(?:(?:{_ONE})?hundert)?(?:und)?(?:(?:{_ONE})und(?:{_TEN})|{_TEN}|{_ONE})?)"
_CARDINAL = re.compile(rf"(?:(?P<thousands>{_UP_TO_999})tausend)?(?P<rest>{_UP_TO_999})")
_BELOW_THOUSAND = re.compile(
    rf"(?:(?P<hundreds>{_ONE})?(?P<hundred>hundert))?(?:und)?"
    rf"(?:(?P<unit>{_ONE})und(?P<tens>{_TEN})|(?P<ten>{_TEN})|(?P<one>{_ONE}))?"
)
_AND_A_HALF = re.compile(r"(?P<whole>\w+)einhalb")
_ORDINAL = re.compile(r"(?P<base>\w+?)(?P<ste>s?t)(?:e[rnms]?|ens)")
_TIMES = re.compile(r"(?P<base>\w+?)(?P<kind>mal|fach|fache[rnms]?)")
_CASE_ENDING = re.compile(
    r"(?<=zwei|drei)er$|(?<=vier|fünf|acht|neun|zehn)(?:en|e)$|(?<=elf)e$|(?<=sechs)e$|(?<=zwölf)e$"
)


@lru_cache(maxsize=4096)
def cardinal(word: str) -> Fraction | None:
    """The number that a word in lower case stands for; None for others, 'ein' and its forms among them."""
    if word in ("anderthalb", "eineinhalb"):
        return Fraction(3, 2)
    if match := _AND_A_HALF.fullmatch(word):
        whole = cardinal(match["whole"])
        return None if whole is None else whole + Fraction(1, 2)
    if word in ("null", "dutzend"):
        return Fraction(0 if word == "null" else 12)
    bare = _CASE_ENDING.sub("", word)
    return None if bare == "ein" else _whole(bare)


@lru_cache(maxsize=4096)
def ordinal(word: str) -> int | None:
    """3 for 'dritte' in any case; None for what is no ordinal."""
    match = _ORDINAL.fullmatch(word)
    if not match:
        return None
    irregular = _IRREGULAR_ORDINALS.get(match["base"] + match["ste"]) or _IRREGULAR_ORDINALS.get(
        match["base"] + match["ste"].removeprefix("s")
    )
    if irregular:
        return irregular
    value = _whole(match["base"])
    return None if value is None or (value >= 20) != (match["ste"] == "st") else int(value)


@lru_cache(maxsize=4096)
def times(word: str) -> Fraction | None:
    """3 for 'dreimal', 'dreifach' and its forms; None for others."""
    match = _TIMES.fullmatch(word)
    if not match:
        return None
    return Fraction(1) if match["base"] == "ein" and match["kind"] != "mal" else cardinal(match["base"])


def _whole(word: str) -> Fraction | None:
    match = _CARDINAL.fullmatch(word)
    if not match or word in ("", "und"):
        return None
    thousands = match["thousands"]
    value = (_below_thousand(thousands) or 1) * 1000 if thousands is not None else 0
    return Fraction(value + _below_thousand(match["rest"]))


def _below_thousand(word: str) -> int:
    match = _BELOW_THOUSAND.fullmatch(word)
    if not match:
        return 0
    value = _ONES[match["hundreds"] or "eins"] * 100 if match["hundred"] else 0
    if match["unit"]:
        return value + _ONES[match["unit"]] + _TENS[match["tens"]]
    return value + (_TENS[match["ten"]] if match["ten"] else 0) + (_ONES[match["one"]] if match["one"] else 0)
