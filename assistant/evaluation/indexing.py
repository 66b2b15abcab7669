"""Puts the documents of a question set into a house, as the product itself does it."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from assistant.evaluation.measures import holds_any
from assistant.evaluation.sets import FileDocument, KnownQuestion, QuestionSet, TextDocument, page_unit
from assistant.wiring import House
from corpus.context import passage_context
from corpus.errors import RefusedFile
from corpus.models import BlockKind, Document, Hit, Metadata, NewVersion
from corpus.texts import evaluation as texts
from ingest.passages import split_passages
from ingest.readers.sections import RawBlock, build_pages, clean_text

RANKED = 100  # units, as recall@100 wants

_NO_BYTES = hashlib.sha256().hexdigest()
_BLANK_LINE = re.compile(r"\n\s*\n")
T = TypeVar("T")


class Track(Protocol):
    """Hands items on while it shows how far they are."""

    def __call__(self, items: Sequence[T], description: str, /) -> Iterable[T]:
        """The items, one by one."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What a house holds now: `names` maps document ids to the set's names, `places` units to document id and page.

    `limit` is how many passages surely belong to at least `RANKED` units, or are all there are.
    """

    names: dict[str, str]
    places: dict[str, tuple[str, int]]
    by_page: bool
    passages: int
    limit: int
    seconds: float
    remarks: tuple[str, ...]

    def unit(self, hit: Hit) -> str:
        """The unit that a passage belongs to."""
        name = self.names[hit.passage.document_id]
        return page_unit(name, hit.passage.passage.page) if self.by_page else name


def index(house: House, known: QuestionSet, folder: Path, track: Track) -> Indexed:
    """Take all documents of the set into an empty house; `folder` is for what has to be a file on the way.

    A file that is refused, such as a scan where no recognition is installed, is a remark, and what is asked of it not
    found. Raises RefusedFile when nothing is left to search.
    """
    started = time.perf_counter()
    original = folder / "original.txt"
    original.touch()
    names: dict[str, str] = {}
    places: dict[str, tuple[str, int]] = {}
    sizes: Counter[str] = Counter()
    remarks: list[str] = []
    for document in track(known.documents, texts.INDEXING):
        try:
            taken = (
                _add_file(house, document)
                if isinstance(document, FileDocument)
                else _publish_text(house, document, original)
            )
        except RefusedFile as refused:
            remarks.append(texts.NOT_TAKEN_IN.format(reason=refused))
            continue
        if taken is None:
            continue
        names[taken.id] = document.name
        if known.by_page:
            for stored in house.corpus.passages(taken.id):
                unit = page_unit(document.name, stored.passage.page)
                places[unit] = (taken.id, stored.passage.page)
                sizes[unit] += 1
        else:
            places[document.name] = (taken.id, 1)
            sizes[document.name] = taken.current.passages
    if not names:
        raise RefusedFile(texts.NOTHING_TO_SEARCH)
    if without_text := len(known.documents) - len(names) - len(remarks):
        remarks.append(texts.WITHOUT_TEXT.format(count=without_text))
    return Indexed(
        names=names,
        places=places,
        by_page=known.by_page,
        passages=sizes.total(),
        limit=1 + sum(size for _, size in sizes.most_common(RANKED - 1)),
        seconds=time.perf_counter() - started,
        remarks=tuple(remarks),
    )


def located(house: House, indexed: Indexed, questions: Sequence[KnownQuestion]) -> tuple[KnownQuestion, ...]:
    """The questions with pages in place of documents, where the units are pages: those that hold the answer."""
    if not indexed.by_page:
        return tuple(questions)
    ids = {name: id for id, name in indexed.names.items()}
    return tuple(_located(house, indexed, ids, question) for question in questions)


def _located(house: House, indexed: Indexed, ids: Mapping[str, str], question: KnownQuestion) -> KnownQuestion:
    def pages(unit: str) -> list[str]:
        of_document = [place for place, (id, _) in indexed.places.items() if id == ids.get(unit)]
        return [page for page in of_document if _answers(house, indexed, page, question)] or [unit]

    relevance: dict[str, float] = {}
    same: dict[str, str] = {}
    for unit, grade in question.relevance.items():
        repeating = [other for other, repeated in question.same.items() if repeated == unit]
        first, *others = [page for place in (unit, *repeating) for page in pages(place)]
        relevance[first] = grade
        same |= dict.fromkeys(others, first)
    return replace(question, relevance=relevance, same=same)


def _answers(house: House, indexed: Indexed, page: str, question: KnownQuestion) -> bool:
    text = house.corpus.page(*indexed.places[page]).text
    return any(holds_any(text, wordings) for wordings in question.answers)


def _add_file(house: House, document: FileDocument) -> Document:
    report = house.ingest.add(document.path, source=str(document.path), file_name=document.path.name)
    if report.document_id is None:
        raise RefusedFile(report.reason)
    return house.corpus.document(report.document_id)


def _publish_text(house: House, document: TextDocument, original: Path) -> Document | None:
    """The new document, or None where there is no text.

    Files are stored under their hash: one and the same `original` for all texts is stored once.
    """
    corpus = house.corpus
    title = " ".join(clean_text(document.title).split())
    pages = build_pages(_paragraphs(document.text)) or build_pages(_paragraphs(title))
    passages = split_passages(pages, corpus.embeddings.count_tokens)
    if not passages:
        return None
    new = NewVersion(
        source=document.name,
        file_name=original.name,
        media_type="text/plain",
        sha256=_NO_BYTES,
        metadata=Metadata(title),
        pages=pages,
        passages=passages,
        vectors=tuple(corpus.embed([passage_context(title, passage) for passage in passages])),
    )
    return corpus.publish(new, original)


def _paragraphs(text: str) -> Iterator[RawBlock]:
    return (RawBlock(BlockKind.PARAGRAPH, paragraph) for paragraph in _BLANK_LINE.split(text))
