"""Answers and search results as JSON and as text to paste, the same for HTTP and the command line."""

from __future__ import annotations

from urllib.parse import quote

from typing_extensions import TypedDict

from assistant.models import Answer, Citation, SearchResult, Sentence
from assistant.remarks import remarks_on
from corpus.models import Hit
from corpus.texts import web as texts


class CitationJson(TypedDict):
    """A citation as outsiders see it."""

    number: int
    document_id: str
    title: str
    page: int
    page_label: str | None
    passage_id: int
    quote: str
    heading: str
    url: str
    outdated: str


class SentenceJson(TypedDict):
    """A sentence with the numbers of its citations; `support` is 0 to 1, the others as in `assistant.models`."""

    text: str
    citations: list[int]
    support: float
    lead: str
    unproven: str


class ContradictionJson(TypedDict):
    """Two citations, by number, that say different numbers of the same thing."""

    numbers: list[int]
    values: list[str]


class AnswerJson(TypedDict):
    """An answer as outsiders see it; `status` is answered, partial or no_evidence."""

    question: str
    understood: str
    status: str
    engine: str
    answer: str
    sentences: list[SentenceJson]
    citations: list[CitationJson]
    nearest: list[CitationJson]
    carried: list[str]
    missing: list[str]
    notes: list[str]
    contradictions: list[ContradictionJson]
    remarks: list[str]
    next_questions: list[str]
    documents_searched: int
    timings_ms: dict[str, float]


class HitJson(TypedDict):
    """A passage found by a search; `score` is comparable within one result list only."""

    document_id: str
    title: str
    page: int
    passage_id: int
    text: str
    score: float


class SearchJson(TypedDict):
    """Passages found, best first."""

    results: list[HitJson]
    notes: list[str]
    timings_ms: dict[str, float]


def answer_json(answer: Answer) -> AnswerJson:
    """The JSON document of `ask --json` and `POST /api/v1/questions`."""
    return {
        "question": answer.question,
        "understood": answer.understood,
        "status": str(answer.status),
        "engine": answer.engine,
        "answer": answer.text,
        "sentences": [sentence_json(sentence) for sentence in answer.sentences],
        "citations": [citation_json(citation) for citation in answer.citations],
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "carried": list(answer.carried),
        "missing": list(answer.missing),
        "notes": list(answer.notes),
        "contradictions": [{"numbers": list(c.numbers), "values": list(c.values)} for c in answer.contradictions],
        "remarks": list(remarks_on(answer)),
        "next_questions": list(answer.next_questions),
        "documents_searched": answer.documents_searched,
        "timings_ms": dict(answer.timings_ms),
    }


def sentence_json(sentence: Sentence) -> SentenceJson:
    """One sentence of an answer."""
    return {
        "text": sentence.text,
        "citations": list(sentence.citations),
        "support": sentence.support,
        "lead": sentence.lead,
        "unproven": sentence.unproven,
    }


def citation_json(citation: Citation) -> CitationJson:
    """One citation of an answer."""
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "title": citation.title,
        "page": citation.page,
        "page_label": citation.page_label,
        "passage_id": citation.passage_id,
        "quote": citation.quote,
        "heading": citation.heading,
        "url": citation.url,
        "outdated": citation.outdated,
    }


def search_json(result: SearchResult) -> SearchJson:
    """The JSON document of `search --json` and `GET /api/v1/search`."""
    return {
        "results": [_hit_json(hit) for hit in result.hits],
        "notes": list(result.notes),
        "timings_ms": dict(result.timings_ms),
    }


def page_name(citation: Citation) -> str:
    """How a page is named for people: by what is printed on it where that differs from its number."""
    return citation.page_label or str(citation.page)


def answer_to_paste(answer: Answer) -> str:
    """Plain text for a council paper: question, sentences with marks, remarks, then the numbered sources with pages."""
    remarks = remarks_on(answer)
    lines = [answer.question, "", answer.text, "", *remarks, *([""] if remarks else ()), texts.SOURCES]
    for citation in answer.citations:
        place = texts.SOURCE_LINE.format(title=citation.title, page=page_name(citation))
        lines.append(f"[{citation.number}] {place}{f' ({citation.heading})' if citation.heading else ''}")
    return "\n".join(lines)


def source_url(document_id: str, *, page: int, passage_id: int, number: int, quoted: str) -> str:
    """Address of the page that shows a citation marked, in this server's own pages.

    The quoted words travel along, so that the right sentence is marked; the page shows them only where they stand.
    """
    words = quote(quoted, safe="")
    return f"/dokumente/{quote(document_id, safe='')}?seite={page}&stelle={passage_id}&zitat={number}&wortlaut={words}"


def _hit_json(hit: Hit) -> HitJson:
    stored = hit.passage
    return {
        "document_id": stored.document_id,
        "title": stored.title,
        "page": stored.passage.page,
        "passage_id": stored.id,
        "text": stored.passage.text,
        "score": hit.score,
    }
