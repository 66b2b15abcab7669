"""The licence that a document gives itself."""

from __future__ import annotations

import re

from ingest.proposals.front import Front

_CC = re.compile(
    r"\bCC[ -]?(?P<kind>BY(?:[ -](?:SA|NC|ND))*|0|Zero)\b(?:[ -]?(?:v|Version)?\s*(?P<version>\d\.\d))?"
    r"|creativecommons\.org/(?:licenses|publicdomain)/(?P<url>by(?:-sa|-nc|-nd)*|zero)/(?P<url_version>\d\.\d)",
    re.IGNORECASE,
)
_DL_DE = re.compile(
    r"\bdl-de[/-](?P<short>by|zero)(?:-|/)2[.-]0"
    r"|Datenlizenz Deutschland\W+(?P<long>Namensnennung|Zero)\b[^.\n]{0,20}2\.0",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:Foto|Bild|Abbildung|Grafik|Icon|Karte|Kartendaten|Daten|Schrift|Logo|Software)", re.I
)
_OF_THIS = re.compile(
    r"(?:Dies(?:e[rs]?)?|Das|Die)\s(?:Werk|Dokument|Publikation|Veröffentlichung|Text|Broschüre|Bericht|Leitfaden)\b[^.]{0,200}"
    r"(?:lizenziert|Lizenz)",
    re.IGNORECASE,
)


def licence_of(front: Front) -> str | None:
    """'CC BY-SA 4.0', 'CC0 1.0', 'dl-de/by-2-0' …, or None where none or several are named."""
    said = front.said("licence")
    places = said or [line for line in front.lines if not _OF_SOMETHING_ELSE.search(line)]
    found = {licence for place in places for licence in _licences(place)}
    if not found and not said:
        sentences = re.split(r"(?<=[a-zäöüß)]\.)\s", front.pages)
        found = {licence for text in sentences if _OF_THIS.search(text) for licence in _licences(text)}
    return found.pop() if len(found) == 1 else None


def _licences(text: str) -> set[str]:
    found = set()
    for match in _CC.finditer(text):
        kind = (match["kind"] or match["url"]).upper().replace(" ", "-")
        version = match["version"] or match["url_version"]
        name = "CC0" if kind in {"0", "ZERO"} else f"CC {kind}"
        found.add(f"{name} {version}" if version else name)
    for match in _DL_DE.finditer(text):
        attribution = (match["short"] or match["long"]).lower() in {"by", "namensnennung"}
        found.add("dl-de/by-2-0" if attribution else "dl-de/zero-2-0")
    return {name for name in found if not any(other.startswith(f"{name} ") for other in found)}
