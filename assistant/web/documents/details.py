"""What a document's page says beside the page of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assistant.currency import outdated
from assistant.german import day
from assistant.web.documents.shown import counted, value_text
from corpus.corpus import Corpus
from corpus.models import Document, Version
from corpus.texts import documents as docs


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known; a proposal where it was read off the file and nobody has confirmed it."""

    name: str
    value: str
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One state of the file."""

    name: str
    facts: str


@dataclass(frozen=True, slots=True)
class Details:
    """Everything the page needs; versions newest first, `to_check` says why the document is not current."""

    id: str
    title: str
    audience: str
    facts: tuple[Fact, ...]
    has_proposals: bool
    versions: tuple[ShownVersion, ...]
    remarks: tuple[str, ...]
    to_check: str


def details_of(corpus: Corpus, document: Document, today: date) -> Details:
    """All of it, as it is on that day."""
    reason = outdated(corpus, document.id, today)
    known = document.metadata
    facts = [
        Fact(name, value_text(field, value), field in document.proposed)
        for field, name in docs.FIELDS.items()
        if field != "title" and (value := getattr(known, field)) is not None
    ]
    return Details(
        id=document.id,
        title=known.title,
        audience=", ".join(document.audience) or docs.AUDIENCE_EVERYBODY,
        facts=tuple(facts),
        has_proposals=bool(document.proposed),
        versions=tuple(_version(v, document.current.number) for v in _files(corpus.catalogue.versions(document.id))),
        remarks=document.current.remarks,
        to_check=docs.TO_CHECK.format(reason=reason) if reason else "",
    )


def _files(versions: Iterable[Version]) -> Iterator[Version]:
    """The versions that brought another file: a changed title makes a new version of the same one."""
    for _, same in groupby(versions, key=lambda version: version.sha256):
        yield next(same)


def _version(version: Version, current: int) -> ShownVersion:
    name = docs.CURRENT_VERSION if version.number == current else docs.VERSION
    pages = counted(version.pages, docs.ONE_PAGE, docs.PAGES)
    facts = docs.ADDED_AT.format(date=day(version.created_at), file=version.file_name, pages=pages)
    return ShownVersion(name.format(number=version.number), facts)
