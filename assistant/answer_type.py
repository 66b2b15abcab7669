"""What kind of thing a question asks for (money, a number, a date, a name), and whether a sentence holds one."""

from __future__ import annotations

import re

_MONEY_ASKED = re.compile(
    r"\b(?:was|wie ?viel\w*|wie hoch|welche\w*)\b.*"
    r"(?:kost|euro\b|geld\b|betrag|summe|budget|zuschuss|bezuschuss|zahl(?:t|te|en)\b|teuer)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\d[\d.,]*(?: (?:Mio\.|Millionen|Tausend|Mrd\.))? ?(?:Euro|€|EUR)|\bin Euro\b", re.IGNORECASE)
_NUMBER_ASKED = re.compile(
    r"\b(wie ?vie[lr]e?n?|wie (?:hoch|groß|lange?|oft|weit|alt|teuer|breit|tief|schwer)|(?:was|wieviel) kostet\w*|"
    r"welche (?:summe|kosten|höhe|anzahl|zahl)|welchen (?:betrag|anteil)|prozent)\b",
    re.IGNORECASE,
)
_DATE_ASKED = re.compile(
    r"\b(wann|seit wann|bis wann|(?:in|aus|ab) welchem jahr|welches jahr|frist|stichtag|datum)\b", re.IGNORECASE
)
_NAME_ASKED = re.compile(r"\b(wer|wen|wem|wessen|ansprechperson\w*|ansprechpartner\w*)\b", re.IGNORECASE)

_NUMBER = re.compile(
    r"\d|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend|hälfte|drittel|viertel|"
    r"einmal|zweimal|doppelt)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:1[0-9]|20)\d\d\b|\b\d{1,2}\.\s?(?:\d{1,2}\.|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|"
    r"November|Dezember)|\bJahrhundert|\b(?:Januar|Februar|März|April|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_NAME = re.compile(
    r"(?<![.!?] )(?<!^)\b[A-ZÄÖÜ][a-zäöüß]+(?: (?:von |van |de )?[A-ZÄÖÜ][a-zäöüß-]+)+|\b(?:Frau|Herr|Dr\.)"
)

_KINDS = ((_MONEY_ASKED, _MONEY), (_NUMBER_ASKED, _NUMBER), (_DATE_ASKED, _DATE), (_NAME_ASKED, _NAME))


def holds_what_is_asked(question: str, sentence: str) -> bool:
    """Whether the sentence holds the kind of thing that the question asks for first of all."""
    wanted = next((kind for asked, kind in _KINDS if asked.search(question)), None)
    return bool(wanted and wanted.search(sentence))
