"""Light paraphrases by rule: the same statement in slightly other words, as true as before."""

from __future__ import annotations

import re
from random import Random

MOST_CHANGES = 3

# Synonyms from general usage, written for measuring; the check has lists of its own.
_SYNONYMS = (
    *(
        ("deshalb", "aus diesem Grund"),
        ("daher", "deswegen"),
        ("jedoch", "allerdings"),
        ("aber", "jedoch"),
        ("sowie", "und"),
    ),
    *(
        ("außerdem", "darüber hinaus"),
        ("etwa", "ungefähr"),
        ("rund", "circa"),
        ("meist", "in der Regel"),
        ("oft", "vielfach"),
    ),
    *(("weil", "da"), ("damit", "so dass"), ("bereits", "schon"), ("erhielt", "bekam"), ("erhielten", "bekamen")),
    *(("erhält", "bekommt"), ("erhalten", "bekommen"), ("kostete", "verursachte Kosten von"), ("bezahlt", "beglichen")),
    *(("Menschen", "Personen"), ("begann", "startete"), ("beginnt", "startet"), ("zeigte", "machte deutlich")),
    *(
        ("fand", "entdeckte"),
        ("benötigt", "braucht"),
        ("nutzen", "verwenden"),
        ("genutzt", "verwendet"),
        ("lehnte", "wies"),
    ),
    *(("zunächst", "anfangs"), ("anschließend", "danach"), ("jährlich", "pro Jahr"), ("monatlich", "pro Monat")),
    *(
        ("insgesamt", "alles in allem"),
        ("zusammen", "in Summe"),
        ("Anfang", "Beginn"),
        ("je", "pro"),
        ("binnen", "innerhalb von"),
    ),
    *(
        ("sofort", "umgehend"),
        ("häufig", "oft"),
        ("prüft", "kontrolliert"),
        ("geprüft", "kontrolliert"),
        ("Geld", "Mittel"),
    ),
    *(("entscheidet", "befindet"), ("dauerte", "nahm in Anspruch"), ("lediglich", "nur"), ("vergangenen", "letzten")),
    *(("entstand", "bildete sich"), ("wichtig", "bedeutsam"), ("errichtet", "gebaut"), ("ungefähr", "annähernd")),
)
_WRITTEN_OUT = (
    (r"\bz\. ?B\.", "zum Beispiel"),
    (r"\bMio\.", "Millionen"),
    (r"\bca\.", "circa"),
    (r"\bbzw\.", "beziehungsweise"),
    (r"\bAbs\.", "Absatz"),
    (r"(?<!§)§ (?=\d)", "Paragraf "),
    (r" %", " Prozent"),
    (r"(?<=\d) Prozent\b", " %"),
    (r"(?<=\d) Euro\b", " €"),
    (r"(?<=\d) Hektar\b", " ha"),
    (r"(?<=\d) Quadratmeter\b", " m²"),
    (r"\b(\d{1,3})\.(\d{3})\b(?!\.)", "\\1\u202f\\2"),
    (r"\bzwölf\b", "12"),
    (r"\bsieben\b", "7"),
    (r"\bdrei\b", "3"),
)
_TENSE = (
    *(("wurde", "ist"), ("wurden", "sind")),
    *(("kostete", "kostet"), ("zahlte", "zahlt"), ("dauerte", "dauert"), ("stellte", "stellt"), ("führte", "führt")),
    *(
        ("lag", "liegt"),
        ("lagen", "liegen"),
        ("stand", "steht"),
        ("gab", "gibt"),
        ("kam", "kommt"),
        ("kamen", "kommen"),
    ),
    *(("brauchte", "braucht"), ("leitete", "leitet"), ("trug", "trägt"), ("half", "hilft"), ("blieb", "bleibt")),
)
_DROPPED = re.compile(
    r"(?<=[\wäöüß] )(?:auch|bereits|schon|noch|eigens|übrigens|wirklich|ausgerechnet|ohnehin|dabei|dort|jeweils|sogar) "
)
_JOINED = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß-]+) und ([A-ZÄÖÜ][a-zäöüß-]+)(?=[ .,;])(?! [A-ZÄÖÜ])")
_FRONTED = re.compile(
    r"^(?P<subject>(?:Der|Die|Das|Eine?) [A-ZÄÖÜ]\S+) "
    r"(?P<verb>wird|werden|wurde|wurden|hat|haben|ist|sind|war|waren) (?P<time>(?:seit|im|am|bis) [^,]{2,24}?\d{4}) "
)


def paraphrased(text: str, random: Random) -> str | None:
    """The statement with one to three light changes; None where nothing can be changed."""
    changes = [*_replaced(text), *_reordered(text)]
    if not changes:
        return None
    random.shuffle(changes)
    made = 0
    for pattern, new in changes:
        changed = re.sub(pattern, new, text, count=1)
        made += changed != text
        text = changed
        if made == MOST_CHANGES:
            break
    return text


def _replaced(text: str) -> list[tuple[str, str]]:
    words = [(rf"\b{old}\b", new) for old, new in (*_SYNONYMS, *_TENSE)]
    return [(pattern, new) for pattern, new in (*words, *_WRITTEN_OUT) if re.search(pattern, text)]


def _reordered(text: str) -> list[tuple[str, str]]:
    found = []
    if _DROPPED.search(text):
        found.append((_DROPPED.pattern, ""))
    if _JOINED.search(text):
        found.append((_JOINED.pattern, r"\2 und \1"))
    if match := _FRONTED.match(text):
        time = match["time"][0].upper() + match["time"][1:]
        subject = match["subject"][0].lower() + match["subject"][1:]
        found.append((_FRONTED.pattern, f"{time} {match['verb']} {subject} "))
    return found
