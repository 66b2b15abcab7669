"""Orders to an answering machine that stand in a document: they say how to answer, and nothing of the matter."""

from __future__ import annotations

import re

_TO_A_MACHINE = re.compile(
    r"\W*(?:"
    r"(?:system|assistant|assistent|user) ?:"
    r"|(?:anweisung|befehl|nachricht)\w* an (?:das|die|den|dich|alle) (?:sprachmodell|ki\b|assistent|chatbot|modell)"
    r"|du bist (?:jetzt|ab sofort|nun)\b"
    r"|ab (?:hier|jetzt|sofort)\b.*\bantworte"
    r"|(?:ignorier|vergiss|vergess|missacht)\w*\b.{0,30}\b(?:anweisung|regel|vorgabe|auftr[aä]g|befehl|bisher|alles\b)"
    r"|(?:antworte|behaupte|bestätige|sage?)n?(?: sie)?,? (?:immer|stets|nur|auf jede|jedem|stattdessen|dass|künftig)"
    r")",
    re.I | re.S,
)
_IMPERATIVE = re.compile(
    r"\W*(?:\w+n Sie|Gib|Füge|Hänge|Binde|Nenne|Schreibe|Bewerte|Wiederhole|Verlinke|Setze|Belege)\b"
)
_THE_ANSWER = re.compile(
    r"\b(?:(?:jede[rn]?|deine[rn]?|alle[nr]?) antwort(?:en)?|systemprompt|sprachmodell|textstellen?)\b", re.I
)


def is_order(statement: str) -> bool:
    """Whether the statement tells a machine how to answer, or what."""
    if _TO_A_MACHINE.match(statement):
        return True
    return bool(_IMPERATIVE.match(statement) and _THE_ANSWER.search(statement))
