"""The picture of a document's page with a passage marked on it, as every channel shows it."""

from __future__ import annotations

from assistant.page_image import PDF, PagePictures
from corpus.corpus import Corpus
from corpus.errors import NotFound
from corpus.texts import web as texts


def marked_page(
    corpus: Corpus, pictures: PagePictures, document_id: str, page: int, *, passage_id: int | None, quote: str
) -> bytes:
    """WebP of a page of a PDF with the passage marked, or the quote from it where there is one.

    Raises NotFound for a document, page or passage that is not there and for a file that is no PDF, and what
    `PagePictures.picture` raises.
    """
    current = corpus.document(document_id).current
    if current.media_type != PDF:
        raise NotFound(texts.PAGE_IMAGE_IMPOSSIBLE.format(page=page))
    around = _passage_text(corpus, document_id, page, passage_id)
    return pictures.picture(
        corpus.file_path(document_id),
        document_id=document_id,
        sha256=current.sha256,
        page=page,
        quote=quote or around,
        within=around,
        recognised=corpus.page(document_id, page).recognised,
    )


def _passage_text(corpus: Corpus, document_id: str, page: int, passage_id: int | None) -> str:
    if passage_id is None:
        return ""
    stored = corpus.passage(passage_id)
    if stored.document_id != document_id or stored.passage.page != page:
        raise NotFound(texts.PASSAGE_ELSEWHERE.format(page=page))
    return stored.passage.text
