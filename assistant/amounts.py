"""Quantities in German text: 'rund 4,8 Mio. Euro', '2.417 Menschen', a cell 'Kosten: 612.400'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.texts import answers as texts

EURO, PERSONS, PERCENT = "euro", "persons", "percent"

_DIGITS = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_SCALES = {"tausend": 10**3, "tsd.": 10**3, "millionen": 10**6, "million": 10**6, "mio.": 10**6}
_SCALES |= {"milliarden": 10**9, "milliarde": 10**9, "mrd.": 10**9}
_SCALE = "|".join(re.escape(name) for name in sorted(_SCALES, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?<![\w.,/§-])({_DIGITS})(?:\s(?P<scale>{_SCALE}))?\s?(?P<unit>%|€|[A-Za-zÄÖÜäöüß²³]{{1,40}})(?![\w.]*\d)",
    re.IGNORECASE,
)
_CELL = re.compile(rf"(?P<unit>[^·:]+): ({_DIGITS})(?P<sign>\s?[%€])?(?= ·|$)")
_UNITS = (
    (re.compile(r"Tsd|Tausend|T€|TEUR|Mio", re.IGNORECASE), ""),
    (re.compile(r"(?:Euro|€|EUR)$|kosten|betrag|ausgaben|\bin Euro\b", re.IGNORECASE), EURO),
    (re.compile(r"%$|^Prozent$|^Anteil", re.IGNORECASE), PERCENT),
    (re.compile(r"^(?:Menschen|Personen|Leuten?|Teilnehm\w+|Beteiligten?|Abstimmenden?)$", re.IGNORECASE), PERSONS),
)
# What stands beside a number and is counted by it: a noun or a measure, not the next word of the sentence.
_COUNTED = re.compile(r"[%€]|[A-ZÄÖÜ][a-zäöüß]{2,}|EUR|m²|m³|ha|km|t|kWh|MWh|GWh")
_NOT_COUNTED = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Uhr|Abs|Nr|Satz|Art|Sie)$"
)


# '172.700, 178.500 und 173.100 Euro': the last of several says nothing by itself.
_LISTED = re.compile(r"\d (?:und|oder|bis|von|auf) $")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity: its value, what is counted (a unit, or a noun in lower case), and how it is written."""

    value: Decimal
    unit: str
    written: str


def amounts(text: str) -> Iterator[Amount]:
    """The quantities of a sentence, or of a table's row as answers show it; dates and bare numbers are none."""
    if texts.CELL_SEPARATOR in text:
        for match in _CELL.finditer(text):
            sign = match["sign"] or ""
            if unit := _unit(sign.strip() or match["unit"].strip()):
                yield Amount(_value(match[2]), unit, f"{match[2]}{sign}")
        return
    for match in _AMOUNT.finditer(text):
        if _LISTED.search(text[: match.start()]):
            continue
        if _COUNTED.fullmatch(match["unit"]) and not _NOT_COUNTED.match(match["unit"]):
            scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
            yield Amount(_value(match[1]) * scale, _unit(match["unit"]), match[0])


def _value(digits: str) -> Decimal:
    return Decimal(digits.replace(".", "").replace(",", "."))


def _unit(written: str) -> str:
    return next((name for pattern, name in _UNITS if pattern.search(written)), written.casefold())
