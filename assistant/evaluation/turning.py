"""Turns a statement round: with a negation more or less, or a word exchanged for its opposite."""

from __future__ import annotations

import re
from random import Random

_AUXILIARY = (
    "ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|hatten|kann|können|konnte|konnten|soll|sollen|sollte|"
    "sollten|darf|dürfen|durfte|durften|muss|müssen|musste|mussten"
)
WITH_AUXILIARY = re.compile(rf"\b(?:{_AUXILIARY})\b(?P<between>[^,;:–()]*?)\s(?P<verb>[a-zäöü]+(?:en|t))(?=[.,;]|$)")
_NEGATED = re.compile(
    r"\b(?:nicht|nie|niemals|ohne|weder|nichts|niemand\w*|kein\w{0,2}|un[a-zäöü]{4,}\w*|\w+los(?:e[nrsm]?)?)\b", re.I
)
_REMOVABLE = re.compile(r"\bnicht (?!nur|zuletzt|allein|mehr als|bloß|zu )")
_REMOVABLE_ARTICLE = re.compile(r"\bk(ein(?:e[nrsm]?)?)\b")
# Written for measuring; the check has a list of its own.
_OPPOSITES = (
    *(
        ("stieg", "sank"),
        ("stiegen", "sanken"),
        ("gestiegen", "gesunken"),
        ("mehr als", "weniger als"),
        ("vor", "nach"),
    ),
    *(("mindestens", "höchstens"), ("über", "unter"), ("zulässig", "unzulässig"), ("erlaubt", "verboten")),
    *(
        ("öffentlich", "nichtöffentlich"),
        ("öffentlichen", "privaten"),
        ("öffentliche", "private"),
        ("innerhalb", "außerhalb"),
    ),
    *(("abgelehnt", "angenommen"), ("freiwillig", "verpflichtend"), ("kostenlos", "kostenpflichtig")),
    *(
        ("größten", "kleinsten"),
        ("höchsten", "niedrigsten"),
        ("größer", "kleiner"),
        ("höher", "niedriger"),
        ("Einnahmen", "Ausgaben"),
    ),
    *(
        ("Beginn", "Ende"),
        ("begann", "endete"),
        ("beginnt", "endet"),
        ("eröffnet", "geschlossen"),
        ("meisten", "wenigsten"),
    ),
    *(
        ("billiger", "teurer"),
        ("schneller", "langsamer"),
        ("besser", "schlechter"),
        ("länger", "kürzer"),
        ("früher", "später"),
    ),
    *(
        ("immer", "nie"),
        ("oft", "selten"),
        ("gemeinsam", "getrennt"),
        ("viele", "wenige"),
        ("neue", "alte"),
        ("neuen", "alten"),
    ),
    *(
        ("große", "kleine"),
        ("großen", "kleinen"),
        ("hohe", "niedrige"),
        ("hohen", "niedrigen"),
        ("bekannt", "unbekannt"),
    ),
    *(
        ("möglich", "unmöglich"),
        ("warmen", "kalten"),
        ("trockenen", "nassen"),
        ("leer", "voll"),
        ("offen", "geschlossen"),
    ),
    *(("Vorteil", "Nachteil"), ("Erfolg", "Misserfolg"), ("dauerhaft", "vorübergehend"), ("schriftlich", "mündlich")),
    *(("erhöht", "gesenkt"), ("verlängert", "verkürzt"), ("verbessert", "verschlechtert"), ("zugestimmt", "abgelehnt")),
)


def with_negation(text: str) -> str | None:
    """With 'nicht' before its verb; None where it is negated already or has no place for it."""
    match = None if _NEGATED.search(text) else WITH_AUXILIARY.search(text)
    if not match or "nicht" in match["between"]:
        return None
    return f"{text[: match.start('verb')]}nicht {text[match.start('verb') :]}"


def without_negation(text: str) -> str | None:
    """Without its only negation; None where it has none or several."""
    if len(_NEGATED.findall(text)) != 1 or "sondern" in text:
        return None
    removed = _REMOVABLE.sub("", text)
    if removed == text:
        removed = _REMOVABLE_ARTICLE.sub(r"\1", text)
    return removed if removed != text else None


def with_opposite(text: str, random: Random) -> str | None:
    """One word exchanged for its opposite, where the text does not hold both."""
    pairs = [pair for one, other in _OPPOSITES for pair in ((one, other), (other, one))]
    before_number = {"vor", "nach", "über", "unter"}
    found = []
    for old, new in pairs:
        following = r"(?= (?:rund |etwa |dem |der |den )?\d)" if old in before_number else r"\b"
        match = re.search(rf"\b{old}{following}", text)
        if match and not re.search(rf"\b{new}\b", text):
            found.append(text[: match.start()] + new + text[match.end() :])
    return random.choice(found) if found else None
