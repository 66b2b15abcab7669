"""Answers to export: an ordinary conversation, and one in which every text from outside is odd."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from assistant.export.content import content_of
from assistant.export.models import Content
from assistant.models import Answer, Citation, Sentence, Status
from corpus.models import Metadata

DAY = date(2026, 11, 27)

# What an attacker, a broken reader or an ordinary table puts into a document or a question.
ODD_TEXTS = (
    "<script>alert('x')</script> <img src=x onerror=alert(1)>",
    '#import "@preview/x:0.1.0": y #panic("da") $x^2$ @quelle <label> ]#eval("1+1")[',
    r"Pfad C:\Ordner\neu \" \\ \u{41} */ // /* `code` ```",
    "Spalte | Wert | ![Bild](http://b.example/x.png) [Text](http://l.example) [^1]: **fett** _kursiv_ ~~weg~~",
    "https://www.a.example und www.b.example und post@c.example und mailto:d@e.example",
    "&lt; &amp; &#x41; <!-- Kommentar --> <?php ?> ]]> &unbekannt;",
    "NUL\x00, Steuerzeichen\x07\x1b\x0b\x0c, halbe Zeichen \ud83d \udc00, Nichtzeichen \ufffe\uffff\ufeff",
    "Emoji 😀 👩‍👩‍👧 ❤️ 🇩🇪, Schrift 中文 und العربية עברית ქართული",
    "\u202erechts nach links\u202c \u200f\u2067mal\u2069 Za\u0301\u0348\u035b\u0340lgo q\u0308\u0323",
    "1. Keine Liste",
    "2) Keine Liste",
    "* Kein Punkt",
    "-- Kein Punkt",
    "+ Kein Punkt",
    "# Keine Überschrift #",
    "> Kein Zitat",
    "=== --- *** ___ +++",
    "---",
    "[Quelle]: http://l.example",
    "Zeile\nZeile\r\n\r\nZeile\tTab\u2028Zeile\u2029Zeile",
    "    vier Leerzeichen",
    "~~~ Zaun",
    "A" * 5_000,
)
# Any text at all, with halves of characters, non-characters and private ones.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


def citation(number: int, document_id: str = "d1", quote: str = "Es gibt 14 Trinkbrunnen.", **more: Any) -> Citation:
    """A citation with what a test does not look at filled in."""
    given = {
        "title": "Hitzeaktionsplan",
        "page": 7,
        "page_label": None,
        "passage_id": 42,
        "heading": "4 Maßnahmen",
        "url": f"/dokumente/{document_id}",
    }
    return Citation(number=number, document_id=document_id, quote=quote, **{**given, **more})


def answer(*sentences: Sentence, citations: tuple[Citation, ...] = (), **more: Any) -> Answer:
    """An answer with what a test does not look at filled in."""
    given = {
        "question": "Wie viele?",
        "status": Status.ANSWERED if sentences else Status.NO_EVIDENCE,
        "engine": "quote",
        "documents_searched": 12,
        **more,
    }
    return Answer(sentences=sentences, citations=citations, **{"understood": given["question"], **given})


def conversation() -> Content:
    """Two questions: one with three proofs, one unproven sentence and a row of a table; one without an answer."""
    first = answer(
        Sentence("In der Stadt gibt es 14 Trinkbrunnen.", (1, 2), 0.9),
        Sentence("Das sind mehr als anderswo.", (), 0.1),
        Sentence("Angebot: Trinkbrunnen · Aufwand in Stunden: 88", (3,), 0.8),
        citations=(
            citation(1),
            citation(2, "d2", "Trinkbrunnen: 14", title="Stadtgrün", page=3, page_label="iii", heading=""),
            citation(3, quote="Trinkbrunnen | 88", passage_id=43),
        ),
        question="Wie viele Trinkbrunnen gibt es?",
    )
    second = answer(question="Und in Paris?", understood="Wie viele Trinkbrunnen gibt es in Paris?")
    plan = Metadata(
        "Hitzeaktionsplan",
        document_type="Konzept",
        municipality="Ottersfurt",
        year=2024,
        valid_until=date(2026, 11, 26),
    )
    return content_of([first, second], "Trinkbrunnen in der Innenstadt", DAY, {"d1": plan})


def odd(text: str) -> Content:
    """An export in which every text from outside is the given one."""
    cited = citation(1, quote=text, title=text, heading=text, page_label=text)
    given = answer(
        Sentence(text, (1,), 1.0),
        Sentence(f"• {text}", (), 0.0),
        citations=(cited,),
        question=text,
        understood=f"{text} in Musterstadt",
        status=Status.PARTIAL,
        missing=(text,),
        notes=(text,),
        nearest=(cited,),
    )
    known = {"d1": Metadata(text, document_type=text, municipality=text, valid_until=date(2025, 1, 1))}
    return content_of([given, given], text, DAY, known)
