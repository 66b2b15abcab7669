"""What kind of thing a question asks for (money, a date, a name ...), and how well a text holds one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_NUMBER = r"\d[\d.,]*"
_WRITTEN = (
    r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|zwanzig|dreißig|hundert|"
    r"tausend|hälfte|drittel|viertel|einmal|zweimal|doppelt)"
)
_MONTH = r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_WEEKDAY = r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)"
_PERSON = r"(?<![.!?] )(?<!^)\b[A-ZÄÖÜ][a-zäöüß]+(?: (?:von |van |de )?[A-ZÄÖÜ][a-zäöüß-]+)+|\b(?:Frau|Herrn?|Dr\.)"
_UNITS = {
    "hektar": r"\d ?(?:ha\b|Hektar)",
    "quadratmeter": r"m²|Quadratmeter",
    "kubikmeter": r"m³|Kubikmeter",
    "kilometer": r"\d ?km\b|Kilometer",
    "meter": r"\d ?m\b|Meter",
    "zentimeter": r"\d ?cm\b|Zentimeter",
    "tonnen": r"Tonnen|\d ?t\b",
    "liter": r"Liter|l/m²",
    "prozent": r"%|Prozent",
    "grad": r"°C|Grad|Kelvin",
    "euro": r"Euro|€",
}
_HOW_MANY = re.compile(r"\bwie ?vie[lr]e?[nrms]? (\w+)", re.IGNORECASE)
# A question may ask for two things ('wann und wo'); the second counts for less.
_SECOND = 0.6


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of thing: how it is asked for, and what shows it in a text with how sure a sign that is, 0 to 1."""

    asked: re.Pattern[str]
    signs: tuple[tuple[re.Pattern[str], float], ...]

    def match(self, text: str) -> float:
        return max((worth for sign, worth in self.signs if sign.search(text)), default=0.0)


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_KINDS = (
    _Kind(
        _any_case(
            r"\b(?:wer\b.*(?:zuständig|auskunft|ansprech|leitet|kümmert|hilft)|an wen|bei wem|"
            r"wen (?:kann|muss|soll|frage|rufe)|wer (?:kennt|leitet|ist)|ansprech\w+|kontakt\w*|zuständig\w*|"
            r"telefon\w*|e-?mail)"
        ),
        ((re.compile(r"@[\w.-]+|\b(?:Frau|Herrn?|Dr\.|Prof\.)"), 1.0), (re.compile(_PERSON), 0.8)),
    ),
    _Kind(
        _any_case(
            r"\b(?:was|wie ?viel\w*|wie hoch|welche\w*|wie teuer)\b.*(?:kost|euro\b|geld\b|betrag|summe|budget|"
            r"zuschuss|bezuschuss|förder|zahl(?:t|te|en)\b|teuer|preis|miete|ausgab|eigenanteil|gebühr)|"
            r"\b(?:kosten|ausgaben|preis|betrag|höchstbetrag|eigenanteil|zuschuss|budget|miete|gebühr)\b"
        ),
        (
            (_any_case(rf"{_NUMBER}(?: (?:Mio\.|Millionen|Tausend|Mrd\.))? ?(?:Euro|€|EUR|Cent)|\bin Euro\b"), 1.0),
            (_any_case(r"\bkosten(?:los|frei)|unentgeltlich"), 0.7),
            (re.compile(r"\d"), 0.3),
        ),
    ),
    _Kind(
        _any_case(r"\bwie lange?\b|\bwelcher zeitraum|laufzeit|dauer\w*|öffnungszeit"),
        (
            (
                _any_case(
                    rf"(?:{_NUMBER}|\b{_WRITTEN}|\beine[mnrs]?) (?:volle |ganze )?"
                    r"(?:Jahr|Monat|Woche|Tag|Stunde|Minute|Quartal|Arbeitstag)"
                ),
                1.0,
            ),
            (re.compile(rf"{_MONTH}|\b(?:19|20)\d\d\b"), 0.5),
        ),
    ),
    _Kind(
        _any_case(
            r"\b(?:wann|(?:in|aus|ab) welchem (?:jahr|monat)|welches jahr|welcher (?:tag|monat)|frist\w*|stichtag\w*|"
            r"datum|termin\w*)\b"
        ),
        (
            (re.compile(rf"\b\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{_MONTH})|{_MONTH} \d{{4}}|\b\d\d/\d{{4}}"), 1.0),
            (re.compile(rf"\b(?:1[0-9]|20)\d\d\b|{_MONTH}|{_WEEKDAY}"), 0.7),
            (re.compile(r"Jahrhundert"), 0.5),
        ),
    ),
    _Kind(
        _any_case(r"\bprozent|\banteil\b|\bquote\b"),
        ((_any_case(r"\d ?(?:%|Prozent)"), 1.0), (re.compile(r"\d"), 0.3)),
    ),
    _Kind(
        _any_case(
            r"\bwie ?vie[lr]e?[nrms]?\b|\bwie (?:hoch|groß|oft|weit|alt|breit|tief|schwer|lang)\b|"
            r"\bwelche (?:anzahl|zahl|größe|fläche|höhe|menge)|\banzahl\b"
        ),
        ((re.compile(r"\d"), 1.0), (_any_case(rf"\b{_WRITTEN}\b"), 0.6)),
    ),
    _Kind(
        _any_case(r"\b(?:warum|wieso|weshalb|weswegen|woran|grund\b|gründe|wodurch)\b"),
        (
            (
                re.compile(
                    r"\b(?:[Ww]eil|denn|[Ww]egen|[Aa]ufgrund|[Dd]eshalb|[Dd]aher|[Dd]a|Grund|Gründe|Ursache|scheiterte|"
                    r"mangels|sonst)\b"
                ),
                1.0,
            ),
        ),
    ),
    _Kind(
        _any_case(r"\b(?:wer|wen|wem|wessen|welche firma|welches (?:büro|unternehmen))\b"),
        ((re.compile(_PERSON), 1.0),),
    ),
)


def wanted_kind(question: str) -> Callable[[str], float]:
    """How well a text holds what the question asks for: 0 to 1, always 0 where the question does not let see it."""
    kinds = [kind for kind in _KINDS if kind.asked.search(question)][:2]
    counted = _HOW_MANY.search(question)
    unit = _UNITS.get(counted[1].lower()) if counted else None
    near = _near(counted[1]) if counted and not unit else None

    def match(text: str) -> float:
        found = max((kind.match(text) * (_SECOND if place else 1.0) for place, kind in enumerate(kinds)), default=0.0)
        if unit:
            return 1.0 if re.search(unit, text) else found / 2
        if near:
            # 'Wie viele Jugendliche': a number beside that word says more than any number.
            return 0.6 * found + (0.4 if near.search(text) else 0.0)
        return found

    return match


def _near(word: str) -> re.Pattern[str]:
    stem = re.escape(word.lower()[: max(4, len(word) - 3)])
    number = rf"(?:{_NUMBER}|\b{_WRITTEN}\b)"
    return _any_case(rf"{number}(?:\W+\w+){{0,4}}?\W+\w*{stem}|{stem}\w*\W+(?:\w+\W+){{0,3}}?{_NUMBER}")
