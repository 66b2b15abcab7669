"""Recognises a model's way of saying that the passages do not answer."""

from __future__ import annotations

import re

from corpus.texts.writing import REFUSAL

_DENIES = r"(?:kein\w*|nicht|nichts|weder)"
_ABOUT = (
    r"(?:Angabe\w*|Information\w*|Auskunft|Auskünfte|Hinweis\w*|Daten|Fundstelle\w*|Beleg\w*|enthalten|enthält|genannt|"
    r"nenn\w+|erwähn\w+|angegeben|beantwort\w+|hervor\w*|aufgeführt|beschrieben|finden|ersichtlich|verfügbar|bekannt)"
)
_SPEAKER = (
    r"(?:Passage\w*|Textstelle\w*|Text\w*|Dokument\w*|Quelle\w*|Unterlage\w*|Fundstelle\w*|Frage|bereitgestellt\w*|vorliegend\w*|"
    r"gegeben\w*|ich)"
)
# In one clause: 'Das Dokument sagt, dass nichts gezahlt wird' is no refusal.
_TELLS_NOTHING = re.compile(
    rf"\b(?:{_SPEAKER}|dazu|hierzu|darüber)\b[^,;:]*\b(?:sag\w*|steht|stehen)\b[^,;:]*\bnichts\W*$|"
    rf"\b(?:sag\w*|steht|stehen)\b[^,;:]*\b(?:{_SPEAKER}|dazu|hierzu|darüber)\b[^,;:]*\bnichts\W*$|"
    r"\bweiß ich (?:leider )?nicht\b|\bich weiß (?:es |das )?nicht\b",
    re.IGNORECASE,
)
_REGRETS = re.compile(r"\b(?:tut mir leid|leider|entschuldig\w+|sorry|cannot)\b", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    rf"\b{_SPEAKER}\b.*\b{_DENIES}\b.*\b{_ABOUT}|\b{_DENIES}\b.*\b{_ABOUT}.*\b{_SPEAKER}\b|"
    rf"\b{_SPEAKER}\b.*\b{_ABOUT}.*\b{_DENIES}\b",
    re.IGNORECASE,
)


def is_refusal(sentence: str, *, proven: bool = False) -> bool:
    """Whether a sentence says of the passages that they do not answer, or regrets what no passage says.

    'Die Stadt nennt keine Kosten' is about a town and no refusal.
    """
    says_nothing = REFUSAL in sentence.upper() or bool(
        _SAYS_NOTHING.search(sentence) or _TELLS_NOTHING.search(sentence)
    )
    return says_nothing or (not proven and bool(_REGRETS.search(sentence)))
