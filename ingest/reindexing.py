"""Every document anew by the present recipe: read again where the readers are others, split and embedded again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from corpus.context import passage_context
from corpus.corpus import Corpus
from corpus.errors import RefusedFile
from corpus.models import Document, NewVersion
from corpus.shadow import build_shadow
from ingest.passages import split_passages
from ingest.pipeline import Read, named
from ingest.quality import judged
from ingest.readers import Reading
from ingest.recipe import RECIPE, recipe_of

_log = logging.getLogger(__name__)


def reindex(corpus: Corpus, read: Read) -> Iterator[int]:
    """Build an index by the present recipe beside the live one and switch when it is complete.

    Tells how many documents are done. Begun again after a crash, it goes on where it was.
    """
    recipe = "|".join((RECIPE, corpus.recipe.terms, corpus.recipe.vectors))
    return build_shadow(corpus, recipe, lambda document: _renewed(corpus, read, document))


def _renewed(corpus: Corpus, read: Read, document: Document) -> NewVersion:
    current, metadata = document.current, document.metadata
    reading = _reading(corpus, read, document)
    passages = split_passages(reading.pages, corpus.embeddings.count_tokens)
    return NewVersion(
        source=document.source,
        file_name=current.file_name,
        media_type=current.media_type,
        sha256=current.sha256,
        metadata=metadata,
        pages=reading.pages,
        passages=passages,
        vectors=tuple(corpus.embed([passage_context(metadata.name, passage) for passage in passages])),
        remarks=reading.remarks,
        proposed=document.proposed,
        sidecar_sha256=document.sidecar_sha256,
        recipe=recipe_of(reading),
    )


def _reading(corpus: Corpus, read: Read, document: Document) -> Reading:
    """What is in the document's file as it is read today; what stands of it where it cannot be read any more."""
    current = document.current
    stored = corpus.files.local(current.sha256)
    if current.recipe != RECIPE and stored.exists():
        try:
            with named(stored, Path(current.file_name).name) as path:
                reading = read(path, current.media_type, lambda _done, _of: None)
            if split_passages(reading.pages, corpus.embeddings.count_tokens):
                return judged(reading, corpus.analyser.compounds)
        except RefusedFile as refusal:
            _log.warning("document %s keeps its pages: %s", document.id, refusal.message)
    return Reading(corpus.catalogue.pages(current.id), remarks=current.remarks)
