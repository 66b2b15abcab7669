"""The municipality that a document is about, with its Land and its inhabitants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.texts.terms import DOCUMENT_TYPES, STATES
from ingest.proposals.front import Front
from ingest.proposals.municipalities import Municipalities
from ingest.proposals.people import TOWN, is_at_home

_EVENT = DOCUMENT_TYPES[5]
_FEWEST_MENTIONS = 3
_MARGIN = 3
_NAME = (
    r"(?:Bad |Sankt |St\. |Alt |Groß |Neu )?[A-ZÄÖÜ][a-zäöüß]+(?:-(?:[A-ZÄÖÜ][a-zäöüß]+|am|an|im))*"
    r"(?:(?:\s(?:an der|am|im|in|bei|ob der|vor der)\s[A-ZÄÖÜ][a-zäöüß]+)|/[A-ZÄÖÜ][\w.]+)?"
    r"(?:\s\((?:Saale|Anhalt|Harz|Altmark|Elster|Elbe|Unstrut|Lahn|Oder|Havel|Spree|Westf\.|Eder|Main)\))?"
)
_TOWN = re.compile(rf"\b{TOWN}\s(?P<name>{_NAME})(?![\w-])")
_LINE = re.compile(rf"{_TOWN.pattern}(?=$|[,;|]|\s[(–-])")
_STATE = "|".join(sorted(STATES, key=len, reverse=True))
_LABELLED = re.compile(
    rf"(?P<names>.+?)\s*(?:\((?P<state>{_STATE})(?:,\s*(?P<inside>[\d.]+)\s*Einw[\w:*/]*)?\))?"
    r"(?:[,;]?\s*(?P<after>[\d.]+)\s*Einw.*)?"
)
_SEVERAL = re.compile(r"im Vergleich|Vergleich\b|\b(?:Städte|Gemeinden|Kommunen)\s[A-ZÄÖÜ]|vergleichende")
# A name after these words, or before a date, is not said of the town itself: seat, court, district, postal address.
_NOT_THE_TOWN = re.compile(
    r"(?:Landkreis(?:es)?|Kreis(?:es)?|Region|Regierungsbezirk|Bezirk|Universität|Hochschule|Uni|TU|HTWK|Bistum|Flughafen"
    r"|Landesdirektion|Landgericht|Amtsgericht|Verlag|Raum|Kirchenkreis|\d{5}|D-\d{5}|[,;])\s+$"
)
_BEFORE_DATE = re.compile(r",?\s(?:den\s|im\s|am\s)?(?:\d{1,2}\.|[A-Z]\w+\s(?:19|20)\d\d|(?:19|20)\d\d)")
_CONTEXT = 20


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of the municipality; all None where none, or no single one, is told."""

    name: str | None = None
    state: str | None = None
    inhabitants: int | None = None


def place_of(
    front: Front, title: str, publisher: str | None, document_type: str | None, known: Municipalities
) -> Place:
    """By the label 'Kommune', else the town that publishes, else the title, else the one town of the first pages.

    None where two are told: in a comparison, or where a town writes of another one.
    """
    if said := front.said("municipality"):
        return _labelled(said, front, known)
    headline = [title, *front.unlabelled()]
    if any(_SEVERAL.search(line) for line in headline):
        return Place()
    publishing = _town_publishing(publisher)
    told = {publishing} if publishing else set()
    if document_type != _EVENT:
        told |= {*_certain(title, known), *_towns_called_so([title], front.pages)}
    told |= {match["name"] for line in headline if (match := _LINE.match(line)) and is_at_home(line, front.pages)}
    if not told and (publisher is None or publisher.startswith(("Hochschule", "Universität", "Institut"))):
        told = _by_far(front.pages, known)
    others = {*_towns_called_so(front.lines, front.pages)} - told
    return Place() if len(told) != 1 or others else _described(told.pop(), front, known)


def _labelled(said: tuple[str, ...], front: Front, known: Municipalities) -> Place:
    match = _LABELLED.fullmatch(said[0]) if len(said) == 1 else None
    if match is None:
        return Place()
    names = re.sub(rf"^{TOWN}\s", "", match["names"])
    single = re.split(r",\s|\sund\s", names)
    if not all(name in known.named or re.fullmatch(_NAME, name) for name in single):
        return Place()
    found = _described(names, front, known)
    inhabitants = _number(match["inside"] or match["after"])
    return Place(names, match["state"] or found.state, inhabitants or found.inhabitants)


def _town_publishing(publisher: str | None) -> str | None:
    match = re.match(rf"(?:Die )?{_TOWN.pattern}", publisher) if publisher else None
    return match["name"] if match else None


def _towns_called_so(lines: Iterable[str], text: str) -> Iterator[str]:
    """Names with 'Stadt' or the like before them, known or not, that the text uses as names of places."""
    called = {match[0]: match["name"] for line in lines for match in _TOWN.finditer(line)}
    return (name for body, name in called.items() if is_at_home(body, text))


def _mentions(text: str, known: Municipalities) -> Iterator[re.Match[str]]:
    for match in known.mention.finditer(text):
        before = text[max(0, match.start() - _CONTEXT) : match.start()]
        if not _NOT_THE_TOWN.search(before) and not _BEFORE_DATE.match(text[match.end() : match.end() + _CONTEXT]):
            yield match


def _certain(title: str, known: Municipalities) -> set[str]:
    """Towns of the title that can be no others; in 'Leipzig Charta' the town is but a part of a name."""
    found = (match for match in _mentions(title, known) if not re.match(r"\s[A-ZÄÖÜ]", title[match.end() :]))
    return {match[0] for match in found if not known.named[match[0]].ambiguous}


def _by_far(text: str, known: Municipalities) -> set[str]:
    """The known town that is called one and named far more often than any other."""
    counts = Counter(match[0] for match in _mentions(text, known))
    called = {name for name in _towns_called_so([text], text) if counts[name] >= _FEWEST_MENTIONS}
    if len(called) != 1:
        return set()
    rest = max((count for name, count in counts.items() if name not in called), default=0)
    return called if counts[next(iter(called))] >= _MARGIN * rest else set()


def _described(name: str, front: Front, known: Municipalities) -> Place:
    """With the Land beside the name or in a label, else that of the table where only one town can be meant."""
    written = re.escape(name)
    states = set(re.findall(rf"\b{written}\s\(({_STATE})\b", front.pages))
    states |= {state for state in front.said("state") if state in STATES}
    town = known.named.get(name)
    if not states and town and (not town.ambiguous or re.search(rf"\b{town.state}(?![\w-])", front.pages)):
        states = {town.state}
    counted = re.findall(
        rf"\b{written}\s(?:\((?:{_STATE})?,?\s?([\d.]+)\sEinw|\((?:{_STATE})\),\s([\d.]+)\sEinw"
        r"|(?:hat|zählt)\s([\d.]+)\sEinw)",
        front.pages,
    )
    inhabitants = {_number(number) for numbers in counted for number in numbers if number}
    inhabitants |= {_number(said) for said in front.said("inhabitants")}
    if not inhabitants and town and not town.ambiguous:
        inhabitants = {town.inhabitants}
    return Place(
        name,
        states.pop() if len(states) == 1 else None,
        inhabitants.pop() if len(inhabitants) == 1 else None,
    )


def _number(text: str | None) -> int | None:
    digits = re.match(r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+", text) if text else None
    return int(digits[0].replace(".", "")) if digits else None
