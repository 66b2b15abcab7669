from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from assistant.models import Answer, Citation, SearchResult, Sentence, Status
from assistant.rendering import answer_json, answer_to_paste, search_json, source_url
from corpus.models import Hit, Passage, StoredPassage

CITATION = Citation(1, "d1", "Hitzeaktionsplan", 7, "5", 42, "Es gibt 14 Trinkbrunnen.", "4 Maßnahmen", "/dokumente/d1")
ANSWER = Answer(
    question="Wie viele Trinkbrunnen gibt es?",
    understood="Wie viele Trinkbrunnen gibt es?",
    status=Status.ANSWERED,
    engine="quote",
    sentences=(Sentence("Es gibt 14 Trinkbrunnen.", (1,), 0.93),),
    citations=(CITATION,),
    documents_searched=12,
    timings_ms={"total": 20.0},
)


def test_an_answer_has_the_agreed_keys() -> None:
    answer = answer_json(ANSWER)
    assert answer["answer"] == "Es gibt 14 Trinkbrunnen. [1]"
    assert answer["sentences"] == [
        {"text": "Es gibt 14 Trinkbrunnen.", "citations": [1], "support": 0.93, "lead": "", "unproven": ""}
    ]
    assert {"question", "status", "engine", "answer", "sentences", "citations", "nearest", "timings_ms"} <= set(answer)
    assert {"number", "document_id", "title", "page", "quote", "heading", "url"} <= set(answer["citations"][0])


def test_a_search_result_has_the_agreed_keys() -> None:
    passage = StoredPassage(42, "d1", "v1", "Hitzeaktionsplan", None, Passage(0, 7, 0, 4, "Text"))
    assert search_json(SearchResult((Hit(passage, 0.5),), ("Hinweis",), {"total": 3.0})) == {
        "results": [
            {
                "document_id": "d1",
                "title": "Hitzeaktionsplan",
                "page": 7,
                "passage_id": 42,
                "text": "Text",
                "score": 0.5,
            }
        ],
        "notes": ["Hinweis"],
        "timings_ms": {"total": 3.0},
    }


def test_what_is_pasted_names_the_printed_page_of_each_source() -> None:
    assert answer_to_paste(ANSWER).splitlines() == [
        "Wie viele Trinkbrunnen gibt es?",
        "",
        "Es gibt 14 Trinkbrunnen. [1]",
        "",
        "Quellen",
        "[1] Hitzeaktionsplan, Seite 5 (4 Maßnahmen)",
    ]


def test_the_address_of_a_source_carries_the_quoted_words_whatever_they_are() -> None:
    quoted = "50 % & mehr: #1 „Übergang“?"
    address = urlsplit(source_url("d 1/x", page=7, passage_id=42, number=1, quoted=quoted))
    assert address.path == "/dokumente/d%201%2Fx"
    assert parse_qs(address.query) == {"seite": ["7"], "stelle": ["42"], "zitat": ["1"], "wortlaut": [quoted]}
