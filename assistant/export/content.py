"""From answers to what is exported: sources numbered anew across all of them, doubts named in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.export.cleaning import clean
from assistant.export.models import CitedDocument, Content, Paragraph, Part, Source, Statement
from assistant.models import Answer, Citation, Status
from assistant.rendering import page_name
from corpus.errors import RefusedInput
from corpus.models import Metadata
from corpus.texts import answers as answer_texts
from corpus.texts import export as texts

_BULLET = re.compile("^[•▪‣◦–-] +")


def content_of(answers: Sequence[Answer], title: str, day: date, known: Mapping[str, Metadata]) -> Content:
    """What is exported of some answers, the oldest first; raises RefusedInput where there is none.

    `day` is printed, and the day to judge by whether a source is still valid. `known` is what is known of the
    documents by id; one that is missing there has been removed since.
    """
    if not answers:
        raise RefusedInput(texts.NOTHING)
    title = clean(title) or texts.UNTITLED
    numbering = _Numbering()
    several = len(answers) > 1
    parts, cautions = [], []
    for number, answer in enumerate(answers, 1):
        question = clean(answer.question)
        heading = texts.QUESTION.format(number=number, question=question) if several else question
        understood = clean(answer.understood)
        statements = tuple(_statements(answer, numbering))
        parts.append(
            Part(
                heading="" if heading == title else heading,
                understood="" if understood == question else texts.UNDERSTOOD.format(understood=understood),
                paragraphs=tuple(_paragraphs(statements)),
            )
        )
        for caution in map(clean, _cautions(answer, statements, numbering)):
            cautions.append(texts.ABOUT_QUESTION.format(number=number, caution=caution) if several else caution)
    sources = tuple(
        _source(number, citation, known.get(citation.document_id), day)
        for number, citation in enumerate(numbering.citations, 1)
    )
    return Content(
        title=title,
        day=day,
        parts=tuple(parts),
        searched=_searched([answer.documents_searched for answer in answers]),
        documents=tuple(_documents(numbering.citations, known)),
        cautions=(*cautions, *_doubtful(sources)),
        sources=sources,
    )


def day_text(day: date) -> str:
    """27.11.2026."""
    return texts.DAY.format(day=day, year=day.year)


class _Numbering:
    """The citations in the order of their first mention; the same words of the same passage once."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, str], int] = {}
        self.citations: list[Citation] = []

    def number(self, citation: Citation) -> int:
        key = (citation.document_id, citation.passage_id, citation.quote)
        if key not in self._numbers:
            self.citations.append(citation)
            self._numbers[key] = len(self.citations)
        return self._numbers[key]


def _statements(answer: Answer, numbering: _Numbering) -> Iterator[Statement]:
    """The sentences with the numbers of this export; a mark without a citation behind it proves nothing."""
    citations = {citation.number: citation for citation in answer.citations}
    for sentence in answer.sentences:
        proofs = [citations[number] for number in sentence.citations if number in citations]
        if text := clean(sentence.text):
            yield Statement(text, tuple(dict.fromkeys(map(numbering.number, proofs))), clean(sentence.lead))


def _paragraphs(statements: Iterable[Statement]) -> Iterator[Paragraph]:
    """Sentences read on; items of lists and rows of tables stand alone."""
    running: list[Statement] = []
    for statement in statements:
        bullet = _BULLET.match(statement.text)
        if bullet is None and answer_texts.CELL_SEPARATOR not in statement.text:
            running.append(statement)
            continue
        if running:
            yield Paragraph(tuple(running))
            running = []
        text = statement.text[bullet.end() :] if bullet else statement.text
        yield Paragraph((replace(statement, text=text),), listed=True)
    if running:
        yield Paragraph(tuple(running))


def _cautions(answer: Answer, statements: Sequence[Statement], numbering: _Numbering) -> Iterator[str]:
    """What a reader must know before using the answer."""
    if answer.status is Status.PARTIAL:
        missing = ", ".join(answer.missing)
        yield answer_texts.PARTIAL.format(missing=missing) if missing else answer_texts.PARTIAL_WEAK
    if not statements:
        yield texts.OPEN
    if unproven := sum(not statement.sources for statement in statements):
        yield texts.UNPROVEN_ONE if unproven == 1 else texts.UNPROVEN_SEVERAL.format(count=unproven)
    citations = {citation.number: citation for citation in answer.citations}
    for found in answer.contradictions:
        one, other = (answer_texts.MARK.format(number=numbering.number(citations[number])) for number in found.numbers)
        first, second = found.values
        yield answer_texts.CONTRADICTION.format(first=first, one=one, second=second, other=other)
    if answer.nearest:
        places = [texts.NEAREST_PLACE.format(title=near.title, page=page_name(near)) for near in answer.nearest]
        yield texts.NEAREST.format(places="; ".join(dict.fromkeys(places)))
    yield from answer.notes


def _searched(counts: Sequence[int]) -> str:
    fewest, most = min(counts), max(counts)
    if fewest != most:
        return texts.SEARCHED_BETWEEN.format(fewest=fewest, most=most)
    return texts.SEARCHED_ONE if most == 1 else texts.SEARCHED.format(count=most)


def _source(number: int, citation: Citation, metadata: Metadata | None, day: date) -> Source:
    page = texts.PAGE.format(page=citation.page)
    if citation.page_label and citation.page_label != str(citation.page):
        page = texts.PAGE_LABELLED.format(label=citation.page_label, page=citation.page)
    section = texts.SECTION.format(heading=citation.heading) if citation.heading else ""
    return Source(
        number=number,
        title=clean(citation.title),
        place=clean(", ".join(filter(None, (page, section)))),
        quote=texts.QUOTE.format(quote=_BULLET.sub("", clean(citation.quote))),
        cautions=tuple(_doubts(citation, metadata, day)),
    )


def _doubts(citation: Citation, metadata: Metadata | None, day: date) -> Iterator[str]:
    """Why a source should be looked up again before it is relied on."""
    if metadata is None:
        yield texts.REMOVED
    elif citation.outdated:
        yield texts.OUTDATED.format(reason=citation.outdated)
    elif metadata.valid_until and metadata.valid_until < day:
        yield texts.EXPIRED.format(day=day_text(metadata.valid_until))


def _doubtful(sources: Iterable[Source]) -> Iterator[str]:
    """The cautions of the sources, each once with the numbers of all it is about."""
    marks: dict[str, list[str]] = {}
    for source in sources:
        for caution in source.cautions:
            marks.setdefault(caution, []).append(texts.MARK.format(number=source.number))
    for caution, mine in marks.items():
        yield texts.ABOUT_SOURCES.format(marks=", ".join(mine), caution=caution)


def _documents(citations: Sequence[Citation], known: Mapping[str, Metadata]) -> Iterator[CitedDocument]:
    """The documents of the citations in the order of their first mention."""
    numbers: dict[str, list[int]] = {}
    for number, citation in enumerate(citations, 1):
        numbers.setdefault(citation.document_id, []).append(number)
    for document_id, mine in numbers.items():
        title = clean(citations[mine[0] - 1].title)
        facts = known.get(document_id) or Metadata(title)
        yield CitedDocument(
            title=title,
            document_type=clean(facts.document_type or texts.UNKNOWN),
            municipality=clean(facts.municipality or texts.UNKNOWN),
            year=str(facts.year or texts.UNKNOWN),
            valid_until=day_text(facts.valid_until) if facts.valid_until else texts.UNKNOWN,
            sources=tuple(mine),
        )
