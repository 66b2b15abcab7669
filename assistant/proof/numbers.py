"""The numbers of a text with their units: amounts, shares, counts, times, paragraphs, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.proof.number_words import cardinal, ordinal, times

BARE = ""  # no unit is written: the number may stand for any
COUNT = "count"
ORDINAL = "ordinal"
TIMES = "mal"

_BEFORE = {
    **dict.fromkeys(("§", "§§", "paragraf", "paragraph", "paragrafen", "paragraphen"), "paragraf"),
    **dict.fromkeys(("abs.", "absatz"), "absatz"),
    **dict.fromkeys(("art.", "artikel"), "artikel"),
    **dict.fromkeys(("nr.", "nummer"), "nummer"),
    **dict.fromkeys(("€", "eur", "euro"), "euro"),
}
_MULTIPLIERS = {
    **dict.fromkeys(("mio.", "mio", "million", "millionen"), 10**6),
    **dict.fromkeys(("mrd.", "mrd", "milliarde", "milliarden"), 10**9),
    **dict.fromkeys(("tsd.", "tsd", "tausend", "tausende"), 10**3),
}
_SHARES = {
    **{"hälfte": Fraction(1, 2), "drittel": Fraction(1, 3), "viertel": Fraction(1, 4), "fünftel": Fraction(1, 5)},
    **{"sechstel": Fraction(1, 6), "achtel": Fraction(1, 8), "zehntel": Fraction(1, 10)},
}
_TOKEN = re.compile(
    r"(?P<time>(?<![\w.,])\d{1,2}[.:]\d{2}(?=(?:\s*(?:bis|und|–|-)\s*\d{1,2}(?:[.:]\d{2})?)?\s*Uhr))"
    r"|(?P<id>(?<![\w.,])\d+(?:/\d+)+(?!\w))"
    r"|(?P<number>(?<![\w.,])(?:\d{1,3}(?:[.\s]\d{3})+|\d+)(?:,\d+|\.\d{1,2}(?![\d.]))?(?P<letter>[a-z](?!\w))?(?![^\W_]{2}|\d))"
    r"|(?P<word>[^\W\d_]+)"
)
_UNIT = re.compile(r"\s*-?\s*((?:v\.\s?H\.|km²|m²|m³|km2|m2|m3|°C|°|€|%|‰|(?:Mio|Mrd|Tsd)\.|[^\W\d_]+))")
_UNIT_WORD = re.compile(r"[€%‰°]|[^\W\d_]+[²³23]?")
_ADJECTIVES_AND_NOUN = re.compile(r"\s*-?\s*(?:[a-zäöüß]+(?:e|en|er|es)\s+){0,2}([A-ZÄÖÜ][^\W\d_]+(?:-[^\W\d_]+)*)")
_WORD_BEFORE = re.compile(r"(\S+)\s*$")
_LINK = re.compile(r"\s*-?\s*(?:bis(?:\s+zu)?|und|oder|–|-|,|/|beziehungsweise|bzw\.)\s*")
_ADJECTIVE_ENDING = re.compile(r"(?<=ig)(?:e[nrsm]?)$")
_HALF = re.compile(r"halb(?:e[nrsm]?)?")
_ONE = re.compile(r"ein(?:e[nrsm]?)?")
_FIXED = re.compile(r"(?:in erster linie|zum ersten mal|als erste[rs]?|an erster stelle)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `[start:end]` as written.

    `plain` is the number as it stands, `value` in the base of its `unit` (COUNT for what is counted, BARE where no
    unit is written); `of` is the word counted, in lower case. `exactly` is text where a number is none: '34a',
    '143/2025'.
    """

    written: str
    start: int
    end: int
    plain: Fraction
    value: Fraction
    unit: str = BARE
    of: str = ""
    exactly: str = ""


class Units:
    """Knows the words for units of measure; read once."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._units: dict[str, tuple[str, Fraction]] = {}
        self._endings: dict[str, tuple[str, Fraction]] = {}
        for line in lines:
            unit, factor, *words = line.split()
            for word in words:
                self._units[word] = (unit.removeprefix("+"), Fraction(factor))
                if unit.startswith("+"):
                    self._endings[word] = self._units[word]

    def named_in(self, text: str) -> Iterator[str]:
        """The units that a text names, with or without a number."""
        return (unit[0] for word in _UNIT_WORD.findall(text) if (unit := self.of(word)))

    def of(self, word: str) -> tuple[str, Fraction] | None:
        """Unit and factor of a word, None for others."""
        # 'm' is a metre, 'M' is not; 'H' is no hour.
        key = word.lower() if len(word) > 1 else word
        # '90-minütiger', 'dreitägigen'
        if known := self._units.get(key) or self._units.get(_ADJECTIVE_ENDING.sub("", key)):
            return known
        return next(
            (unit for ending, unit in self._endings.items() if len(key) > len(ending) and key.endswith(ending)), None
        )


def quantities(text: str, units: Units) -> list[Quantity]:
    """The numbers of a text in order, dates left out (blank them before, see `assistant.proof.dates`)."""
    found: list[Quantity] = []
    for match in _TOKEN.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        if quantity := _read(match, text, units):
            found.append(quantity)
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        if this.unit == BARE and not this.exactly and _LINK.fullmatch(text, this.end, following.start):
            scale = following.value / following.plain if following.plain else Fraction(1)
            found[index] = replace(this, unit=following.unit, value=this.plain * scale, of=following.of)
    return found


def _read(match: re.Match[str], text: str, units: Units) -> Quantity | None:
    start, end = match.span()
    if match["time"]:
        hours, minutes = re.split("[.:]", match["time"])
        value = Fraction(int(hours)) + Fraction(int(minutes), 100)
        return Quantity(match[0], start, end, value, value, "uhr")
    if match["id"]:
        return Quantity(match[0], start, end, Fraction(0), Fraction(0), exactly=match[0])
    if match["word"]:
        return _read_word(match, text, units)
    digits = match["number"].removesuffix(match["letter"] or "")
    whole, _, decimals = digits.partition(",")
    if not decimals and re.search(r"\.\d{1,2}$", whole):
        whole, _, decimals = whole.rpartition(".")
    value = Fraction(re.sub(r"[.\s]", "", whole) + (f".{decimals}" if decimals else ""))
    exactly = re.sub(r"\s", "", match["number"]) if match["letter"] else ""
    return _with_unit(text, start, end, value, units, exactly)


def _read_word(match: re.Match[str], text: str, units: Units) -> Quantity | None:
    start, end = match.span()
    word = match["word"].lower()
    if (value := cardinal(word)) is not None:
        return _with_unit(text, start, end, value, units, "")
    if word in _SHARES:
        return _share(match, text)
    if (value := times(word)) is not None:
        return Quantity(match[0], start, end, value, value, TIMES)
    if (number := ordinal(word)) is not None and not _FIXED.search(text[:end].lower() + _next_word(text, end)):
        return Quantity(match[0], start, end, Fraction(number), Fraction(number), ORDINAL)
    if _HALF.fullmatch(word) or _ONE.fullmatch(word):
        half = Fraction(1, 2) if _HALF.fullmatch(word) else Fraction(1)
        quantity = _with_unit(text, start, end, half, units, "")
        multiplied = quantity.plain != half
        return quantity if multiplied or (half != 1 and quantity.unit not in (BARE, COUNT)) else None
    return None


def _next_word(text: str, end: int) -> str:
    match = re.match(r"\s+\w+", text[end:])
    return match[0].lower() if match and match[0].lower().strip() in ("linie", "mal", "stelle") else ""


def _share(match: re.Match[str], text: str) -> Quantity:
    """'zwei Drittel' as one number, 'die Hälfte' too."""
    start, end = match.span()
    share = _SHARES[match["word"].lower()]
    before = _WORD_BEFORE.search(text, 0, start)
    if before and (count := cardinal(before[1].lower())) is not None:
        start, share = before.start(1), share * count
    return Quantity(text[start:end], start, end, share * 100, share, "anteil")


def _with_unit(text: str, start: int, end: int, value: Fraction, units: Units, exactly: str) -> Quantity:
    before = _WORD_BEFORE.search(text, 0, start)
    named = _BEFORE.get(before[1].lower().lstrip("(")) if before else None
    if named:
        return Quantity(text[start:end], start, end, value, value, named, exactly=exactly)
    after = _UNIT.match(text, end)
    if after and (factor := _MULTIPLIERS.get(after[1].lower())):
        value, end = value * factor, after.end()
        after = _UNIT.match(text, end)
    if after and after[1].lower() in _SHARES:
        share = _SHARES[after[1].lower()] * value
        return Quantity(text[start : after.end()], start, after.end(), share * 100, share, "anteil")
    if after and (unit := units.of(after[1])):
        return Quantity(text[start : after.end()], start, after.end(), value, value * unit[1], unit[0], exactly=exactly)
    counted = _ADJECTIVES_AND_NOUN.match(text, end)
    if counted and (unit := units.of(counted[1])):
        return Quantity(text[start:end], start, end, value, value * unit[1], unit[0], exactly=exactly)
    if counted:
        return Quantity(text[start:end], start, end, value, value, COUNT, counted[1].lower(), exactly)
    return Quantity(text[start:end], start, end, value, value, exactly=exactly)
