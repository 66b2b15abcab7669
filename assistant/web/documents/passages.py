"""The passages of a document as searching sees them, a page of the list at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.context import header_outside
from corpus.corpus import Corpus
from corpus.models import Document, StoredPassage
from corpus.texts import documents as docs

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """One passage with the address at which it is marked on its page."""

    name: str
    url: str
    heading: str
    columns: str
    text: str


def passages_page(corpus: Corpus, document: Document, page: int) -> dict[str, Any]:
    """The values of the template; a page beyond the last one is the last."""
    every = corpus.passages(document.id)
    last = max(1, -(-len(every) // AT_ONCE))
    page = min(page, last)
    start = (page - 1) * AT_ONCE
    shown = every[start : start + AT_ONCE]
    base = f"/dokumente/{document.id}/textstellen?seite="
    return {
        "document": document,
        "passages": [_shown(stored) for stored in shown],
        "span": docs.FOUND.format(first=start + 1, last=start + len(shown), found=len(every)),
        "previous_url": f"{base}{page - 1}" if page > 1 else "",
        "next_url": f"{base}{page + 1}" if page < last else "",
    }


def _shown(stored: StoredPassage) -> ShownPassage:
    passage = stored.passage
    header = header_outside(passage)
    return ShownPassage(
        name=docs.PASSAGE_NAME.format(number=passage.ordinal + 1, page=passage.page),
        url=f"/dokumente/{stored.document_id}?seite={passage.page}&stelle={stored.id}",
        heading=" › ".join(passage.headings),
        columns=docs.PASSAGE_COLUMNS.format(header=header) if header else "",
        text=passage.text,
    )
