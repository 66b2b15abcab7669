"""What the source panel and a document's page show of one page: the quote, its picture or text, the ways on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from assistant.page_image import PDF, PagePictures
from assistant.web.documents.page_text import TextBlock, find_quote, text_blocks
from corpus.corpus import Corpus
from corpus.errors import NotFound
from corpus.models import Document, Page, StoredPassage
from corpus.texts import web as texts


@dataclass(frozen=True, slots=True)
class Place:
    """What an address asks to see; a page of 0 means that of the passage, else the first."""

    page: int = 0
    passage_id: int | None = None
    number: int | None = None
    quoted: str = ""

    def on(self, page: int) -> str:
        """The same place, seen on another page, as a query."""
        known = {"stelle": self.passage_id, "zitat": self.number, "wortlaut": self.quoted or None}
        return "?" + urlencode({"seite": page} | {name: value for name, value in known.items() if value is not None})


@dataclass(frozen=True, slots=True)
class SourceView:
    """One page of a document with the passage that was asked for; of `marked` its picture shows passage and quote."""

    title: str
    preline: str
    facts: tuple[str, ...]
    page: int
    heading: str
    quoted: str
    remarks: tuple[str, ...]
    blocks: tuple[TextBlock, ...]
    marked: Place
    image_url: str
    image_name: str
    original_url: str
    original_name: str
    previous_url: str
    next_url: str
    passage_url: str
    passage_page: int


def source_view(corpus: Corpus, pictures: PagePictures, document_id: str, place: Place) -> SourceView:
    """Look the place up; raises NotFound for an unknown document or page, not for a passage that has gone.

    Pages that cannot be drawn are shown as text.
    """
    document = corpus.document(document_id)
    passage = _passage(corpus, document_id, place.passage_id)
    number = place.page or (passage.passage.page if passage else 1)
    page = corpus.page(document_id, number)
    is_here = passage is not None and passage.passage.page == number
    span = _span(page, place.quoted, passage)
    base = f"/dokumente/{quote(document_id, safe='')}"
    pages = document.current.pages
    is_pdf = document.current.media_type == PDF
    is_text_only = pictures.is_given_up(document_id=document_id, sha256=document.current.sha256, page=number)
    marked = (place if passage else replace(place, passage_id=None)) if span else Place()
    here = texts.IMAGE_NAME_MARKED if span else texts.IMAGE_NAME
    return SourceView(
        title=document.metadata.title,
        preline=texts.SOURCE_NUMBER.format(number=place.number) if place.number else "",
        facts=_facts(document, page, pages),
        page=number,
        heading=" › ".join(passage.passage.headings) if passage and is_here else "",
        quoted=page.text[span[0] : span[1]] if span else "",
        remarks=_remarks(number, is_gone=place.passage_id is not None and passage is None, is_text_only=is_text_only),
        blocks=text_blocks(page, span),
        marked=marked,
        image_url=_image_url(document_id, number, marked) if is_pdf and not is_text_only else "",
        image_name=here.format(page=number, title=document.metadata.title),
        original_url=f"/api/v1/documents/{document_id}/file" + (f"#page={number}" if is_pdf else ""),
        original_name=(texts.OPEN_PDF if is_pdf else texts.DOWNLOAD).format(
            page=number, name=document.current.file_name
        ),
        previous_url=base + place.on(number - 1) if number > 1 else "",
        next_url=base + place.on(number + 1) if number < pages else "",
        passage_url=base + place.on(passage.passage.page) if passage and not is_here else "",
        passage_page=passage.passage.page if passage else 0,
    )


def _passage(corpus: Corpus, document_id: str, passage_id: int | None) -> StoredPassage | None:
    if passage_id is None:
        return None
    try:
        passage = corpus.passage(passage_id)
    except NotFound:
        return None
    return passage if passage.document_id == document_id else None


def _span(page: Page, quoted: str, passage: StoredPassage | None) -> tuple[int, int] | None:
    """What to mark: the quote, else the passage it is from; nothing on other pages than the passage's own."""
    if passage is None:
        return find_quote(page, quoted, 0)
    if passage.passage.page != page.number:
        return None
    return find_quote(page, quoted, passage.passage.start) or (passage.passage.start, passage.passage.end)


def _remarks(page: int, *, is_gone: bool, is_text_only: bool) -> tuple[str, ...]:
    told = {texts.PASSAGE_GONE: is_gone, texts.PAGE_IMAGE_GIVEN_UP.format(page=page): is_text_only}
    return tuple(sentence for sentence, holds in told.items() if holds)


def _facts(document: Document, page: Page, pages: int) -> tuple[str, ...]:
    known = document.metadata
    is_labelled = page.label is not None and page.label != str(page.number)
    template = texts.PAGE_LABELLED if is_labelled else texts.PAGE_OF
    where = template.format(page=page.number, pages=pages, label=page.label)
    year = str(known.year) if known.year else None
    return tuple(fact for fact in (known.document_type, known.municipality, year, where) if fact)


def _image_url(document_id: str, page: int, place: Place) -> str:
    known = {"passage": place.passage_id, "quote": place.quoted or None}
    query = urlencode({name: value for name, value in known.items() if value is not None})
    return f"/api/v1/documents/{document_id}/pages/{page}.webp" + (f"?{query}" if query else "")
