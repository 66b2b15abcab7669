"""The document type, by the words with which documents name their own kind."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.texts.terms import DOCUMENT_TYPES
from ingest.proposals.front import Front
from ingest.readers import Properties

_REPORT, _GUIDE, _CASE, _CONCEPT, _FUNDING, _EVENT, _NEWS = DOCUMENT_TYPES
_LONGEST_LINE = 150
_LINES = 8
_WORDS = {
    _REPORT: r"(?:projekt|abschluss|zwischen|ergebnis|end|sach|schluss)berichte?",
    _GUIDE: r"[\w-]*leitfaden|handreichung|arbeitshilfe|praxishilfe",
    _CASE: r"fallstudien?|fallbeispiel|praxisbeispiel",
    _CONCEPT: r"[\w-]*konzept",
    _FUNDING: r"(?:förder|zuwendungs|zuschuss)richtlinie",
    _EVENT: r"einladung|fachtag|(?:fach)?tagung|(?:fach)?konferenz|workshop|netzwerktreffen|veranstaltungsprogramm",
    _NEWS: r"pressemitteilung|medieninformation|newsletter|rundbrief|aktuelles|neuigkeiten",
}
_KINDS = {kind: re.compile(rf"(?:{words})", re.IGNORECASE) for kind, words in _WORDS.items()}
_ANYWHERE = {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for kind, words in _WORDS.items()}
_ADJECTIVES = r"(?:(?:der|die|das|ein|eine|unser|[\w-]+e[rsn]?)\s+){0,3}?"
_HEADS = {kind: re.compile(rf"{_ADJECTIVES}(?:{words})(?![\w-])", re.IGNORECASE) for kind, words in _WORDS.items()}
_SEGMENT = re.compile(r"\s[–—-]\s|:\s|\.\s|,\s(?=ein)")
_CREDIT = re.compile(r"Konzept(?:ion)?\s*(?:,|:|&|/|und)\s")
_DIRECTIVE = re.compile(r"Richtlinie\b")
_MONEY = re.compile(r"Förderung|Zuschuss|Zuschüsse|Zuwendung")


def is_kind(line: str) -> bool:
    """Whether the line does nothing but name a kind of document, perhaps in spaced letters, perhaps with a body."""
    return bool(_named(line)) or bool(re.match(r"[A-ZÄÖÜ]{8,}\b", line) and _beginning_with_kind(line))


def document_type_of(front: Front, title: str, properties: Properties) -> str | None:
    """One of the house's types, or None where none or several fit."""
    lines = [line for line in front.unlabelled() if len(line) <= _LONGEST_LINE and not _CREDIT.match(line)][:_LINES]
    properties_say = re.split(r"[,;]", f"{properties.keywords or ''};{properties.subject or ''}")
    steps = (
        (_named(said) for said in front.said("document_type")),
        (_named(said) for said in properties_say),
        (_named(line) for line in lines),
        (_heads(line) for line in [title, *lines]),
        (_directive(title, front),),
        ({kind for kind, words in _ANYWHERE.items() if words.search(title)},),
    )
    for step in steps:
        if found := _together(step):
            return found.pop() if len(found) == 1 else None
    return None


def _together(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)


def _named(line: str) -> set[str]:
    """The kind of which the whole line consists, spaced letters or not."""
    word = re.sub(r"\s", "", line)
    return {kind for kind, words in _KINDS.items() if words.fullmatch(word)} if word.isalpha() else set()


def _heads(line: str) -> set[str]:
    """The kinds that stand at the head of the line or of a part of it: 'Grün statt Grau – ein Leitfaden'."""
    return _together(_beginning_with_kind(part) for part in _SEGMENT.split(line))


def _beginning_with_kind(text: str) -> set[str]:
    found = {kind: match.end() for kind, head in _HEADS.items() if (match := head.match(text))}
    return {kind for kind, end in found.items() if end == min(found.values())}


def _directive(title: str, front: Front) -> set[str]:
    return {_FUNDING} if _DIRECTIVE.match(title) and _MONEY.search("\n".join((title, *front.title_page))) else set()
