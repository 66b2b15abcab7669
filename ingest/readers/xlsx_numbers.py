"""Values of cells as a German spreadsheet shows them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[0#?](?:[0#?,.]*[0#?])?,*")
_TOO_SPECIAL = re.compile(r"[0#?]E[+-]|/|general|standard|@", re.IGNORECASE)
_SIGNIFICANT = 11
_GERMAN = str.maketrans(",.", ".,")


def shown(value: object, number_format: str) -> str:
    """The value in its number format; formats that are hardly ever used are shown as without one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, int | float):
        return _in_format(value, number_format)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    if isinstance(value, date | time):
        return _moment(value, _LITERAL.sub("", number_format.partition(";")[0]).lower())
    return str(value)


def shown_number(value: float) -> str:
    """A number without a format: '1234,5'."""
    return f"{value:.{_SIGNIFICANT}g}".replace(".", ",") if value % 1 else f"{value:.0f}"


def _moment(value: date | time, pattern: str) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M:%S}" if "s" in pattern else f"{value:%H:%M}"
    if "y" in pattern and "d" not in pattern and "h" not in pattern:
        if "m" not in pattern:
            return f"{value.year}"
        return f"{_MONTHS[value.month - 1]} {value.year}" if "mmm" in pattern else f"{value:%m/%Y}"
    day = f"{value:%d.%m.}{value.year:04d}"
    if isinstance(value, datetime) and ("h" in pattern or (value.hour, value.minute) != (0, 0)):
        return f"{day} {value:%H:%M}"
    return day


def _in_format(value: float, number_format: str) -> str:
    sections = number_format.split(";")
    section = sections[0]
    if value < 0 and len(sections) > 1 and sections[1]:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    literals: list[str] = []

    def kept(found: re.Match[str]) -> str:
        literals.append(next((text for text in found.groups() if text is not None), ""))
        return "\0"

    pattern = _LITERAL.sub(kept, section)
    digits = _DIGITS.search(pattern)
    if digits is None or _TOO_SPECIAL.search(pattern) or _DIGITS.search(pattern, digits.end()):
        return shown_number(value)
    number = "" if set(digits.group()) == {"?"} else _rounded(value, digits.group(), 2 * ("%" in pattern))
    sign = "-" if number.startswith("-") else ""
    text = f"{sign}{pattern[: digits.start()]}{number.removeprefix('-')}{pattern[digits.end() :]}"
    for literal in literals:
        text = text.replace("\0", literal, 1)
    return " ".join(text.split())


def _rounded(value: float, digits: str, shift: int) -> str:
    """The number as a pattern such as '#,##0.00' writes it, rounded as people do; `shift` is 2 for percent."""
    scaled = digits.rstrip(",")
    whole, _, rest = scaled.partition(".")
    try:
        exact = Decimal(repr(value)).scaleb(shift - 3 * (len(digits) - len(scaled)))
        number = exact.quantize(Decimal(1).scaleb(-len(rest)), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return shown_number(value)
    text = f"{number:,f}" if "," in whole else f"{number:f}"
    optional = len(rest) - len(rest.rstrip("#?"))
    if optional:
        before, _, after = text.partition(".")
        after = after[: len(rest) - optional] + after[len(rest) - optional :].rstrip("0")
        text = f"{before}.{after}" if after else before
    text = text.translate(_GERMAN)
    missing = whole.count("0") - len(re.sub(r",.*|\D", "", text))
    return text if missing <= 0 else re.sub(r"\d", lambda found: "0" * missing + found.group(), text, count=1)
