"""Publisher and contact."""

from __future__ import annotations

import re

from ingest.proposals.front import Front
from ingest.readers import Properties

_LONGEST = 120
TOWN = (
    r"(?:Stadt|Gemeinde|Landeshauptstadt|Große Kreisstadt|Kreisstadt|Kreisfreie Stadt|Hansestadt|Universitätsstadt"
    r"|Kurstadt|Marktgemeinde|Stadtverwaltung|Gemeindeverwaltung)"
)
_OTHER_BODY = (
    r"(?:Landkreis|Landratsamt|Verbandsgemeinde|Verwaltungsgemeinschaft|Samtgemeinde|Zweckverband|Regionalverband"
    r"|Planungsverband|Arbeitsgemeinschaft|Hochschule|Fachhochschule|Universität|Technische Universität|TU|HTWK"
    r"|Institut für|Stiftung|Freistaat|Bundesamt|Umweltbundesamt|Bundesinstitut|Bundesministerium|Landesamt"
    r"|Ministerium für|Deutsches Institut|Deutscher Städtetag|\w+es Staatsministerium)"
)
_BODY = re.compile(
    rf"(?:Die |Der |Das )?(?:{TOWN} (?!der |des |für |und )|{_OTHER_BODY}\b)(?=.*[A-ZÄÖÜ]).+|Umweltbundesamt"
)
_NOT_IN_A_NAME = re.compile(
    r"[.!?:;]$|\b(?:ist|sind|wird|werden|hat|haben|im Vergleich|Einwohner)\b|\bund (?:die )?(?:Stadt|Gemeinde) |\d{4}"
)
# What may stand after 'Stadt' in a title or a slogan.
_NO_TOWN = re.compile(
    r"Zukunft|Natur|Land|Klima|Leben|Umwelt|Raum|Mensch|Wasser|Region|Umland|Quartier|Kultur|Politik|Wandel|Grün|Dialog"
    r"|Bürger|Arbeit|Verkehr|Handel|Forum|Haus|\w+(?:ung|heit|keit|schaft|tion|tät|raum|räume|leben|grün|werk)"
)
_ARTICLE = re.compile(r"^(?:Der|Die|Das) ")
_LEADING_KIND = re.compile(r"[A-ZÄÖÜ]{6,}\s+(?=[A-ZÄÖÜ][a-zäöüß])")
_ADDRESS = re.compile(r"\d|@|www\.|http|\b\w*(?:stra(?:ß|ss)e|str\.|platz|allee|gasse)\b|\bTel", re.IGNORECASE)
_A_PERSON = re.compile(r"[A-ZÄÖÜ][\w.-]+\s(?:\w+\s)?[A-ZÄÖÜ][\w-]+|\S+@\S+\.\w+")


def is_body(line: str) -> bool:
    """Whether the line is the name of a town, an authority, a university or the like, and nothing else."""
    return body_in(line) is not None


def body_in(line: str) -> str | None:
    """The body that the line names and nothing else, but for the kind of document in capitals before it."""
    name = _LEADING_KIND.sub("", line)
    fits = len(name) <= _LONGEST and _BODY.fullmatch(name) and not _NOT_IN_A_NAME.search(name)
    return _ARTICLE.sub("", name) if fits else None


def publisher_of(front: Front, title: str, properties: Properties, text: str) -> str | None:
    """From the label, else the one body on the title page, else an author who is a body; None where there are two."""
    said = {name for value in front.said("publisher") if (name := _without_address(value))}
    if said:
        return said.pop() if len(said) == 1 else None
    lines = (line for line in front.unlabelled() if line != title)
    bodies = {body for line in lines if (body := body_in(line)) and is_at_home(body, text)}
    if bodies:
        return bodies.pop() if len(bodies) == 1 else None
    author = properties.author or ""
    return None if ";" in author else body_in(author.partition(",")[0].strip())


def contact_of(front: Front) -> str | None:
    """Whom the labels of title page and imprint name; None where they name several."""
    said = {value for value in front.said("contact") if len(value) <= _LONGEST * 2 and _A_PERSON.search(value)}
    return said.pop() if len(said) == 1 else None


def _without_address(value: str) -> str:
    kept: list[str] = []
    for part in re.split(r",\s*|\s[|•·]\s", value):
        if _ADDRESS.search(part):
            break
        kept.append(part)
    name = ", ".join(kept).strip()
    return name if len(name) <= _LONGEST and re.search(r"[A-ZÄÖÜ]", name) else ""


def is_at_home(name: str, text: str) -> bool:
    """Whether the town of a body's name occurs in the text as a place does: 'Stadt Land Fluss' is none."""
    town = re.match(rf"(?:Die )?{TOWN} ((?:Bad )?[\w-]+)", name)
    if town is None:
        return True
    used = rf"\b(?:(?i:in|aus|nach)|(?:[Dd]er|[Dd]ie) {TOWN})\s{re.escape(town[1])}\b"
    return not _NO_TOWN.fullmatch(town[1]) and re.search(used, text) is not None
