"""What is exported, as plain values: every form lays out these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A proof with its number, which counts from 1 across the whole export.

    `place` says where in the document, e.g. 'Seite 3, Abschnitt „4.1 Fördersätze“'; `quote` are the quoted
    words in „…“; `cautions` are German sentences, e.g. that the document is out of date.
    """

    number: int
    title: str
    place: str
    quote: str
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer with the numbers of the sources that prove it; without any it is not proven.

    `lead` says where it stands, '' where that needs no saying.
    """

    text: str
    sources: tuple[int, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Statements that read on as one text; `listed` ones are an item of a list."""

    statements: tuple[Statement, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One question and what the documents say, which may be nothing.

    `heading` and `understood` are '' where they would only repeat what stands above.
    """

    heading: str
    understood: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that is cited, what is known of it for people to read, and the numbers of its sources."""

    title: str
    document_type: str
    municipality: str
    year: str
    valid_until: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """An export. All texts are in one line each and free of characters that no file format takes (see `clean`).

    `searched` says in German how many documents were searched, `cautions` what is not proven, missing or doubtful.
    """

    title: str
    day: date
    parts: tuple[Part, ...]
    searched: str
    documents: tuple[CitedDocument, ...]
    cautions: tuple[str, ...]
    sources: tuple[Source, ...]
