"""The domain: plain values that every package speaks in. Imports the standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of a page's text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch `text[start:end]` of a page's text.

    `level` is 1-6 for headings and 0 otherwise. A table's text has one line a row, cells joined by ' | ', and its
    first `header_rows` lines name the columns.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word that text recognition (OCR) read in the picture of a page.

    The box is given in shares of the page's width and height, 0 to 1, counted from the upper left corner;
    `confidence` is what the recognition says of itself, 0 to 1.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Page:
    """Text of one page (or slide, or section where a format has no pages).

    `number` counts from 1; `label` is what is printed on the page where that differs ('iv', 'A-3'). `text` is
    repaired NFC text, blocks apart by blank lines; `blocks` are in order, do not overlap, and cover all but white
    space. `quality` says how far the text looks like proper text, 0 to 1; None where nothing was judged.
    `recognised` are the words of a page whose text comes from text recognition.
    """

    number: int
    text: str
    blocks: tuple[Block, ...] = ()
    label: str | None = None
    quality: float | None = None
    recognised: tuple[RecognisedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document; None where nothing is known, never a guess.

    `supersedes` is the title or the id of the document that this one takes the place of, see `corpus.succession`.
    """

    title: str
    document_type: str | None = None
    field_of_action: str | None = None
    municipality: str | None = None
    inhabitants: int | None = None
    state: str | None = None
    year: int | None = None
    valid_until: date | None = None
    supersedes: str | None = None
    publisher: str | None = None
    contact: str | None = None
    licence: str | None = None
    language: str | None = None

    @property
    def name(self) -> str:
        """What the document is searched by, see `document_name`."""
        return document_name(self.title, self.municipality)


def document_name(title: str, municipality: str | None) -> str:
    """A title after its municipality where it does not name that itself: few passages name the town they are about."""
    return title if not municipality or municipality in title else f"{municipality}: {title}"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is searched and cited: `text` is exactly `page.text[start:end]`.

    `headings` is the path of headings above it, outermost first. `table_header` is the header row of the table whose
    rows the passage holds, whether or not the row itself lies within the span, else ''.
    """

    ordinal: int
    page: int
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()
    table_header: str = ""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage in the catalogue with its identity; `id` is unique for good and never used again.

    `title` and `municipality` are those of its document.
    """

    id: int
    document_id: str
    version_id: str
    title: str
    municipality: str | None
    passage: Passage

    @property
    def name(self) -> str:
        """What its document is searched by, see `document_name`."""
        return document_name(self.title, self.municipality)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """All that `Corpus.publish` needs to make one file findable.

    `source` is the stable identity of the file (where it came from), `media_type` decides how it is shown, and
    `vectors` holds one unit-length float32 vector a passage as raw little-endian bytes. `proposed` names the fields
    of the metadata that were read off the file and that no person has confirmed; `sidecar_sha256` is the hash of the
    sidecar that the metadata come from. `recipe` names what read and split the file. `audience` are the groups that the
    document is for, none for everybody; None leaves that as it is, and a new document is for everybody.
    """

    source: str
    file_name: str
    media_type: str
    sha256: str
    metadata: Metadata
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    vectors: tuple[bytes, ...]
    remarks: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    sidecar_sha256: str | None = None
    recipe: str = ""
    audience: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a document's file."""

    id: str
    number: int
    sha256: str
    file_name: str
    media_type: str
    created_at: datetime
    pages: int
    passages: int
    remarks: tuple[str, ...] = ()
    recipe: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One source with its metadata and its current version; `proposed` and `sidecar_sha256` as in `NewVersion`.

    `audience` are the groups that it is for; without any it is for everybody.
    """

    id: str
    source: str
    metadata: Metadata
    current: Version
    proposed: tuple[str, ...] = ()
    sidecar_sha256: str | None = None
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """Which documents somebody may see: those for everybody and those for any of `groups`; with None, all of them."""

    groups: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search; `score` is comparable within one result list only."""

    passage: StoredPassage
    score: float


@dataclass(frozen=True, slots=True)
class Filters:
    """Restricts a search to documents whose metadata equal the given values; an empty filter keeps all."""

    values: dict[str, str] = field(default_factory=dict)
