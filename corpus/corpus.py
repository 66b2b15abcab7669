"""The corpus: catalogue, index and stored files behind one door.

The order of `publish` is what makes it safe to be killed at any moment: file and passages first, then vectors, then
one transaction that makes the version current. Whatever is left over from a broken-off attempt is nobody's, and
`corpus.doctor` removes it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from corpus import full_text, records, traces
from corpus.audience import hidden_passages, set_audience
from corpus.bm25 import idf
from corpus.catalogue import Catalogue
from corpus.context import passage_context
from corpus.embedding.interface import TextEmbeddings
from corpus.errors import FilesUnavailable, NotFound, Superseded, VectorsUnavailable
from corpus.files.store import FileStore
from corpus.full_text import WordQuery
from corpus.german.analyser import Analyser, Term
from corpus.german.identifiers import identifiers
from corpus.german.phrases import quoted_phrases
from corpus.german.spelling import spelling_terms
from corpus.group_names import group_name
from corpus.locks import Locks
from corpus.models import Document, Filters, Hit, Metadata, NewVersion, Page, Passage, Sight, StoredPassage
from corpus.postings import EVERY
from corpus.recipe import Recipe
from corpus.statements import PassageTerms, passage_terms, term_row
from corpus.succession import successors
from corpus.texts import house
from corpus.vectors import Vectors, nearest_of
from corpus.vocabulary import Vocabulary

# Up to so many passages comparing with every vector is faster than a filtered search in Chroma, and exact.
FEW = 5_000


@dataclass(slots=True)
class _Searched:
    """What is searched beside the catalogue, shared by everybody who sees a part of the corpus."""

    vectors: Vectors
    vocabulary: Vocabulary


class Corpus:
    """What the other packages use; safe to call from several threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        vectors: Vectors,
        files: FileStore,
        locks: Locks,
        analyser: Analyser,
        embeddings: TextEmbeddings,
        recipe: Recipe,
        process_id: str | None,
    ) -> None:
        """`process_id` is what this process is known by where several share the catalogue; see `corpus.processes`."""
        self.catalogue = catalogue
        self.files = files
        self.locks = locks
        self.analyser = analyser
        self.embeddings = embeddings
        self.recipe = recipe
        self.process_id = process_id
        self._searched = _Searched(vectors, Vocabulary())

    def seen_with(self, sight: Sight) -> Corpus:
        """The same corpus, as whoever has this sight may see it: what they may not see is not there."""
        seen = copy(self)
        seen.catalogue = self.catalogue.seen_with(sight)
        return seen

    @property
    def vectors(self) -> Vectors:
        """What is searched by meaning."""
        return self._searched.vectors

    @contextmanager
    def unchanging(self) -> Iterator[None]:
        """While the block runs, nothing is published, described or removed."""
        with self.locks.changing():
            yield

    def publish(self, new: NewVersion, file: Path, *, check: Callable[[], None] = lambda: None) -> Document:
        """Make a file's content findable in place of what came from the same source before.

        `check` is called once nothing else can change any more; what it raises ends the publishing. Raises
        VectorsUnavailable, with nothing changed.
        """
        if not self.files.holds(new.sha256):
            self.files.take(file)
        with self.locks.changing():
            check()
            with self.catalogue.writing() as connection:
                # What a process left here that was killed: others did not stop for that.
                left = records.remove_unfinished_of(connection, new.source)
                document_id, version_id, ids = records.stage(connection, new)
            try:
                self.vectors.put(ids, version_id, new.vectors)
            except VectorsUnavailable:
                with self.catalogue.writing() as connection:
                    records.take_back(connection, document_id, version_id)
                raise
            rows = self.term_rows(ids, new)
            with self.catalogue.writing() as connection:
                replaced = records.make_current(connection, version_id, new)
                full_text.remove(connection, replaced)
                full_text.put(connection, rows)
            self._forget_vectors([*left, *replaced])
            return self.document(document_id)

    def describe(
        self, document_id: str, metadata: Metadata, *, proposed: Sequence[str] = (), sidecar_sha256: str | None = None
    ) -> Document:
        """Replace what is known of a document.

        A document's name stands in the index of each passage, so another one makes a new version of the same file.
        Raises NotFound, and for a new name EmbeddingsUnavailable, and Superseded where the document changes meanwhile.
        """
        document = self.document(document_id)
        if metadata.name == document.metadata.name:
            with self.locks.changing(), self.catalogue.writing() as connection:
                records.describe(connection, document_id, metadata, proposed, sidecar_sha256)
            return self.document(document_id)
        current = document.current
        passages = tuple(stored.passage for stored in self.passages(document_id))
        new = NewVersion(
            source=document.source,
            file_name=current.file_name,
            media_type=current.media_type,
            sha256=current.sha256,
            metadata=metadata,
            pages=self.catalogue.pages(current.id),
            passages=passages,
            vectors=tuple(self.embed([passage_context(metadata.name, passage) for passage in passages])),
            remarks=current.remarks,
            proposed=tuple(proposed),
            sidecar_sha256=sidecar_sha256,
            recipe=current.recipe,
        )
        return self.publish(new, self.files.local(current.sha256), check=lambda: self.check_unchanged(document))

    def set_audience(self, document_id: str, groups: Collection[str]) -> Document:
        """Say whom a document is for from now on; no group is everybody. Raises RefusedInput for a name, NotFound."""
        named = {group_name(group) for group in groups}
        self.document(document_id)
        with self.locks.changing(), self.catalogue.writing() as connection:
            set_audience(connection, document_id, named)
        return self.document(document_id)

    def check_unchanged(self, document: Document) -> None:
        """Raise Superseded where the document is another by now, or gone."""
        if self.catalogue.by_source(document.source) != document:
            raise Superseded(house.SUPERSEDED)

    def set_recipe(self, document: Document, recipe: str) -> None:
        """Say that the current version is just as this recipe would make it."""
        with self.locks.changing(), self.catalogue.writing() as connection:
            records.set_recipe(connection, document.current.id, recipe)

    def move(self, document_id: str, source: str) -> Document:
        """Say that a document's file now comes from another place."""
        with self.locks.changing(), self.catalogue.writing() as connection:
            records.move(connection, document_id, source)
        return self.document(document_id)

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """One vector a text as raw float32 bytes, as the catalogue keeps them; raises EmbeddingsUnavailable."""
        return [vector.tobytes() for vector in self.embeddings.embed_passages(texts)]

    def remove(self, document_id: str) -> Document:
        """Remove a document with all its versions; raises NotFound."""
        document = self.catalogue.document(document_id)
        with self.locks.changing():
            with self.catalogue.removing() as connection:
                traces.mark(connection, traces.VECTORS)
                ids, hashes = records.remove_document(connection, document_id)
                full_text.remove(connection, ids)
            self._forget_vectors(ids)
        self.forget_files(hashes)
        return document

    def forget_files(self, hashes: Collection[str]) -> int:
        """Remove those of the stored files that nobody needs any more -> how many.

        What a silent store keeps is nobody's, and goes when the house is next kept.
        """
        removed = 0
        with self.locks.settled(), suppress(FilesUnavailable):
            for sha256 in set(hashes) - self.catalogue.known_files():
                self.files.remove(sha256)
                removed += 1
        return removed

    def forget_orphans(self) -> int:
        """Like `forget_files`, of everything that is stored."""
        self.forget_copies()
        return self.forget_files(set(self.files.names()))

    def forget_copies(self) -> None:
        """Remove what this machine keeps of stored files that nobody needs any more."""
        self.files.forget_copies(self.catalogue.known_files())

    def use_vectors(self, vectors: Vectors) -> None:
        """Search in another collection from now on, and forget the words of what was there before."""
        self._searched.vectors = vectors
        self._searched.vocabulary = Vocabulary()

    def replace_vectors(self, vectors: Vectors) -> Vectors:
        """Search in others that hold the same from now on -> those before, for the caller to close."""
        before, self._searched.vectors = self._searched.vectors, vectors
        return before

    def documents(self) -> tuple[Document, ...]:
        """Every document, by title."""
        return self.catalogue.documents()

    def document(self, document_id: str) -> Document:
        """One document; raises NotFound."""
        return self.catalogue.document(document_id)

    def successors(self, document_ids: Collection[str]) -> Mapping[str, Document]:
        """Those of the documents that another one has taken the place of -> that one."""
        superseding = self.catalogue.superseding()
        return successors(self.catalogue.documents_of(document_ids), superseding) if superseding else {}

    def page(self, document_id: str, number: int) -> Page:
        """One page of the current version; raises NotFound."""
        return self.catalogue.page(document_id, number)

    def passages(self, document_id: str) -> tuple[StoredPassage, ...]:
        """The passages of the current version, in order; raises NotFound."""
        return self.catalogue.passages(document_id)

    def passage(self, passage_id: int) -> StoredPassage:
        """One passage of a current version; raises NotFound."""
        found = self.catalogue.current_passages([passage_id])
        if passage_id not in found:
            raise NotFound(house.PASSAGE_NOT_FOUND.format(id=passage_id))
        return found[passage_id]

    def neighbours(self, stored: StoredPassage) -> tuple[StoredPassage | None, StoredPassage | None]:
        """The passages before and after this one in its document; None at the beginning and at the end."""
        return self.catalogue.neighbours(stored)

    def file_path(self, document_id: str) -> Path:
        """The stored original of the current version; raises NotFound."""
        document = self.document(document_id)
        path = self.files.local(document.current.sha256)
        if not path.exists():
            raise NotFound(house.FILE_NOT_FOUND.format(title=document.metadata.title))
        return path

    def nearest(self, vector: Sequence[float], limit: int, filters: Filters) -> dict[int, float]:
        """Passages by meaning: id -> cosine to the question's vector, best first; `hits` drops leftovers.

        Raises VectorsUnavailable.
        """
        within = self._within(filters)
        few = None if within is None else self.catalogue.vectors_of(within, FEW)
        if few is None:
            return self.vectors.nearest(vector, limit, version_ids=within)
        return nearest_of(few, vector, limit)

    def question_terms(self, question: str) -> tuple[Term, ...]:
        """The words of a question, parts of its compounds, synonyms, and other spellings of what stands nowhere."""
        with self.catalogue.reading() as connection:
            hidden = hidden_passages(connection, self.catalogue.sight)
            vocabulary = self._searched.vocabulary.of(connection, without=hidden)
            spellings = spelling_terms(question, self.analyser, vocabulary)
        return (*self.analyser.question_terms(question), *spellings)

    def word_query(self, question: str, terms: Collection[Term]) -> WordQuery:
        """What to search for by words, given the question's terms."""
        return WordQuery(
            terms={term.text: term.weight for term in terms},
            close=identifiers(question, self.analyser),
            phrases=[phrase.stems for phrase in quoted_phrases(question, self.analyser)],
        )

    def matching(self, query: WordQuery, limit: int, filters: Filters) -> dict[int, float]:
        """Passages by words: id -> BM25, best first."""
        within = self.catalogue.version_ids(filters) if filters.values else None
        with self.catalogue.reading() as connection:
            hidden = hidden_passages(connection, self.catalogue.sight)
            return full_text.search(connection, query, limit, version_ids=within, without=hidden)

    def hits(self, scores: Mapping[int, float]) -> list[Hit]:
        """The passages of these ids, best first.

        A vector whose version is no longer current is a leftover: the catalogue does not know it and drops it.
        """
        current = self.catalogue.current_passages(scores.keys())
        return sorted((Hit(passage, scores[id]) for id, passage in current.items()), key=lambda hit: -hit.score)

    def rarity(self, terms: Collection[str]) -> dict[str, float]:
        """Term -> its idf in the corpus: ln(1 + (N - n + ½) / (n + ½)), the same for terms that stand nowhere."""
        with self.catalogue.reading() as connection:
            hidden = hidden_passages(connection, self.catalogue.sight)
            known = full_text.document_frequencies(connection, {EVERY, *terms}, without=hidden)
        return {term: idf(known.get(EVERY, 0), known.get(term, 0)) for term in terms}

    def term_row(self, passage_id: int, name: str, passage: Passage) -> full_text.TermRow:
        """The analysed terms of a passage of the document so named, as the full-text index holds them."""
        return term_row(self.analyser, passage_id, name, passage)

    def term_rows(self, ids: Sequence[int], new: NewVersion) -> list[full_text.TermRow]:
        """The terms of each passage of a new version, whose passages got these ids."""
        return [self.term_row(id, new.metadata.name, p) for id, p in zip(ids, new.passages, strict=True)]

    def passage_terms(self, ids: Collection[int]) -> dict[int, PassageTerms]:
        """Passage id -> its terms, statement by statement; unknown ids are left out."""
        with self.catalogue.reading() as connection:
            return passage_terms(connection, ids)

    def _forget_vectors(self, ids: Collection[int]) -> None:
        """What a silent Chroma keeps nobody is shown; it goes when Chroma is back, see `corpus.keeping_vectors`."""
        with suppress(VectorsUnavailable):
            self.vectors.remove(ids)

    def _within(self, filters: Filters) -> tuple[str, ...] | None:
        return self.catalogue.version_ids(filters) if filters.values or self.catalogue.hides_any() else None
