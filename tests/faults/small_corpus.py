"""A corpus that opens fast, what it holds as one comparable value, and a process that changes it without end."""

from __future__ import annotations

import hashlib
import itertools
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.context import passage_context
from corpus.corpus import Corpus
from corpus.models import Block, BlockKind, Document, Filters, Metadata, NewVersion, Page, Passage
from corpus.opening import open_corpus
from corpus.settings import Settings

ROOT = Path(__file__).parents[2]
EMBEDDINGS = {
    "embeddings": "langchain_core.embeddings:DeterministicFakeEmbedding",
    "embeddings_options": '{"size": 48}',
}
ENVIRONMENT = {f"TRANSFERLOTSE_{name.upper()}": value for name, value in EMBEDDINGS.items()}


def small_settings(data: Path) -> Settings:
    return Settings.model_validate({"data_dir": data, **EMBEDDINGS})


def publish(corpus: Corpus, folder: Path, source: str, *sentences: str, more: bytes = b"") -> Document:
    """A document with a page and a passage a sentence; `more` makes only its file larger."""
    file = folder / f"{source}.txt"
    file.write_bytes("\f".join(sentences).encode() + more)
    passages = tuple(Passage(n, n + 1, 0, len(sentence), sentence) for n, sentence in enumerate(sentences))
    return corpus.publish(
        NewVersion(
            source=source,
            file_name=file.name,
            media_type="text/plain",
            sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
            metadata=Metadata(title=f"Bericht {source}", municipality="Ölsnau", year=2024),
            pages=tuple(
                Page(n + 1, sentence, (Block(BlockKind.PARAGRAPH, 0, len(sentence)),))
                for n, sentence in enumerate(sentences)
            ),
            passages=passages,
            vectors=tuple(corpus.embed([passage_context(f"Bericht {source}", passage) for passage in passages])),
        ),
        file,
    )


def holding(corpus: Corpus) -> dict[str, Any]:
    """Everything that makes up the corpus: documents, pages, passages, vectors, what is found, files."""
    documents = corpus.documents()
    ids = corpus.vectors.ids()
    query = corpus.word_query("Starkregen Brunnen", corpus.question_terms("Starkregen Brunnen"))
    vector = corpus.embeddings.embed_query("Starkregen")
    return {
        "documents": documents,
        "pages": [corpus.page(d.id, n + 1) for d in documents for n in range(d.current.pages)],
        "passages": [corpus.passages(d.id) for d in documents],
        "vectors": corpus.catalogue.vectors(ids),
        "by meaning": {id: round(score, 4) for id, score in corpus.vectors.nearest(vector, 5).items()} if ids else {},
        "by words": corpus.matching(query, 5, Filters()),
        "files": {name: corpus.files.local(name).read_bytes() for name in corpus.files.names()},
    }


def change_without_end(data: Path) -> None:
    """Publish and remove documents until the process is ended."""
    with open_corpus(small_settings(data)) as corpus, TemporaryDirectory() as folder:
        for number in itertools.count():
            document = publish(corpus, Path(folder), f"w{number % 5}", f"Starkregen Nummer {number}.", "Und Brunnen.")
            if number % 2:
                corpus.remove(document.id)


if __name__ == "__main__":
    change_without_end(Path(sys.argv[1]))
