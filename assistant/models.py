"""Questions and answers as plain values; every channel renders these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.follow_up.models import Turn
from corpus.models import Filters, Hit
from corpus.texts import answers as texts

MOST_MISSING = 3  # words named, so that the mark stays a mark


class Status(StrEnum):
    """How far the documents carry an answer."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NO_EVIDENCE = "no_evidence"


class Length(StrEnum):
    """How much an answer says."""

    SHORT = "short"
    NORMAL = "normal"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Style:
    """How an answer is told; `plain` asks for Einfache Sprache, for which a chat model is needed.

    With `marks_unproven` a chat model's sentence that no passage proves is shown as such, else left out.
    """

    length: Length = Length.NORMAL
    plain: bool = False
    marks_unproven: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks, in which part of the corpus, and after which turns, the oldest first.

    `length` and `plain` are those of `Style`; None takes the house's own.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    earlier: tuple[Turn, ...] = ()
    length: Length | None = None
    plain: bool | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The proof of a sentence: `quote` stands letter for letter on page `page` of the document.

    `number` counts from 1 within an answer. `url` leads to the page in this server's own pages. `outdated` says in
    German why the document is no longer current ('galt bis 31.12.2024'), '' where it is.
    """

    number: int
    document_id: str
    title: str
    page: int
    page_label: str | None
    passage_id: int
    quote: str
    heading: str
    url: str
    outdated: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer with the numbers of the citations that prove it; `support` is 0 to 1.

    `lead` says where it stands if that is needed to understand it (a document, a heading); it is no part of the quote.
    Of a sentence that is not proven `missing` are the words that the nearest passage does not hold, as written.
    """

    text: str
    citations: tuple[int, ...]
    support: float
    lead: str = ""
    missing: tuple[str, ...] = ()

    @property
    def unproven(self) -> str:
        """What to say of a sentence that no passage proves, and why not; '' where one does."""
        if self.citations:
            return ""
        words = ", ".join(texts.PHRASE.format(written=word) for word in self.missing[:MOST_MISSING])
        return texts.UNPROVEN_MISSING.format(words=words) if words else texts.UNPROVEN

    @property
    def mark(self) -> str:
        """What stands behind the sentence: '[1][2]', or that it is not proven."""
        return "".join(f"[{number}]" for number in self.citations) or f"[{self.unproven}]"

    @property
    def told(self) -> str:
        """The sentence after its lead."""
        return f"{self.lead}: {self.text}" if self.lead else self.text


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two citations, by number, that say different numbers of the same thing, as each writes it."""

    numbers: tuple[int, int]
    values: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer is its sentences; `nearest` holds up to three near misses when evidence is missing or thin.

    `understood` is what the question means after the turns before it, with the words `carried` over from these; else
    it is the question itself. `missing` are the words of a partly answered question that no passage touches. `notes`
    are German sentences about what could not be done just now. `next_questions` can be answered, each by itself.
    """

    question: str
    understood: str
    status: Status
    engine: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...] = ()
    carried: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    next_questions: tuple[str, ...] = ()
    documents_searched: int = 0
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentences as one running text with their marks, e.g. 'Das kostete 3 Mio. Euro. [1]'."""
        return " ".join(f"{s.told} {s.mark}" for s in self.sentences)

    @property
    def turn(self) -> Turn:
        """What a later question of the same conversation may lean on."""
        documents = dict.fromkeys(citation.document_id for citation in self.citations)
        return Turn(self.understood, tuple(documents), " ".join(sentence.text for sentence in self.sentences))


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """A step of the work that a person may read while waiting; German."""

    text: str


@dataclass(frozen=True, slots=True)
class CitationEvent:
    """A citation, sent before the first block that uses it."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class BlockEvent:
    """Block `index` of the answer is (now) this sentence; a later event with the same index replaces it."""

    index: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class DoneEvent:
    """The whole answer; the last event."""

    answer: Answer


Event = StatusEvent | CitationEvent | BlockEvent | DoneEvent


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Passages found for some words, best first."""

    hits: tuple[Hit, ...]
    notes: tuple[str, ...]
    timings_ms: dict[str, float]
