"""Questions worded from a document so that no article or case can be wrong: its own ones, or of a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.models import StoredPassage
from corpus.texts import answers as texts

LONGEST = 110  # letters; a longer one is not read
_FAQ = re.compile(r"(?:^|(?<=[^\d.][.!?] )|(?<=\n))[A-ZÄÖÜ][^.!?:|\n]{12,90}\?(?=\s[A-ZÄÖÜ])")
_HEADING = re.compile(r"[A-ZÄÖÜ][^.!?:„“|/()\d]{3,60}")
_NUMBERED = re.compile(r"^(?:§ ?\d+[a-z]?|[\dA-Z](?:\.\d+)*[.)]?) +")
_INTERROGATIVE = re.compile(r"(?:Was|Wer|Wie|Warum|Wo|Wann|Woher|Wozu|Womit|Wen|Wem|Welche[rsnm]?)\b")
_MONEY = re.compile(r"kosten|ausgaben|betrag|beträge|zuschuss|zuschüsse|förders|finanz|gebühr|budget", re.IGNORECASE)
_AMOUNT = re.compile(r"\d ?(?:Euro|€)")
_CONTACT = re.compile(r"@|\bTelefon\b")
_EMPTY = frozenset({"inhalt", "impressum", "einleitung", "vorwort", "anlage", "anhang", "quellen", "ausblick", "fazit"})
Candidate = tuple[str, frozenset[int]]


def own_questions(passages: Sequence[StoredPassage]) -> Iterator[Candidate]:
    """Questions that the document itself asks and answers, under its title: 'Richtlinie „Ladenstarter“: Wer ...?'."""
    for stored in passages:
        for match in _FAQ.finditer(stored.passage.text):
            asked = " ".join(match[0].split())
            if _INTERROGATIVE.match(asked) and asked != stored.title:
                named = texts.NEXT_OF_DOCUMENT.format(title=stored.title, question=asked)
                yield named, frozenset({stored.id})


def heading_questions(passages: Sequence[StoredPassage]) -> Iterator[Candidate]:
    """A question of what stands below each heading of the passages."""
    below: dict[str, list[StoredPassage]] = {}
    for stored in passages:
        heading = _NUMBERED.sub("", stored.passage.headings[-1]) if stored.passage.headings else ""
        if _HEADING.fullmatch(heading) and heading.casefold() not in _EMPTY and heading != stored.title:
            below.setdefault(heading, []).append(stored)
    for heading, own in below.items():
        text = "\n".join(stored.passage.text for stored in own)
        title = own[0].title.replace("„", "‚").replace("“", "‘")
        yield _about(heading, text).format(title=title, heading=heading), frozenset(stored.id for stored in own)


def _about(heading: str, text: str) -> str:
    if _CONTACT.search(text):
        return texts.NEXT_CONTACT
    return texts.NEXT_AMOUNT if _MONEY.search(heading) and _AMOUNT.search(text) else texts.NEXT_HEADING
