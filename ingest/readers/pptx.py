"""PowerPoint files in the format PPTX: a page a slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pptx
from lxml.etree import XMLSyntaxError
from pptx.exc import PythonPptxError

from corpus.errors import RefusedFile
from corpus.models import BlockKind, Page
from corpus.texts import reading
from ingest.readers import Properties, Reading
from ingest.readers.office_package import checked_copy
from ingest.readers.office_properties import properties_of, title_of
from ingest.readers.pptx_shapes import SlideReader
from ingest.readers.sections import RawBlock, build_page
from ingest.readers.unseen import hidden_remarks

_NOTES_LEVEL = 3
_LONGEST_TITLE = 60
_BROKEN = (PythonPptxError, XMLSyntaxError, AttributeError, IndexError, KeyError, TypeError, ValueError)


def read_pptx(path: Path) -> Reading:
    """One page a slide, numbered as the slides are; hidden and empty slides keep their number and have no text.

    A page holds the title, what stands below it in reading order, and the speaker's notes. Raises RefusedFile where
    the file is damaged, without text, a bomb, or no PPTX; what is hidden is left out with a remark.
    """
    package = checked_copy(path)
    try:
        presentation = pptx.Presentation(package)
        reader = SlideReader(presentation.slide_width or 0, presentation.slide_height or 0)
        pages, hidden, title = _pages(presentation, reader)
        properties = _properties(presentation)
    except _BROKEN as error:
        raise RefusedFile(reading.NOT_OF_ITS_KIND.format(name=path.name)) from error
    if not any(page.text for page in pages):
        raise RefusedFile(reading.NO_TEXT.format(name=path.name))
    empty = [page.number for page in pages if not page.text and page.number not in hidden]
    remarks = (
        *_told(reading.ONE_HIDDEN_SLIDE, reading.HIDDEN_SLIDES, hidden),
        *_told(reading.ONE_SLIDE_WITHOUT_TEXT, reading.SLIDES_WITHOUT_TEXT, empty),
        *hidden_remarks(reader.hidden),
    )
    return Reading(pages, title_of(presentation.core_properties.title) or title or None, remarks, properties)


def _pages(presentation: Any, reader: SlideReader) -> tuple[tuple[Page, ...], list[int], str]:
    """All pages, the numbers of hidden slides, and the first title."""
    pages: list[Page] = []
    hidden: list[int] = []
    first_title = ""
    seen: set[str] = set()
    first_number = int(presentation.part._element.get("firstSlideNum", "1"))
    for number, slide in enumerate(presentation.slides, 1):
        if slide.part.partname in seen:
            raise ValueError("a slide that is shown twice has two parts")
        seen.add(slide.part.partname)
        blocks: list[RawBlock] = []
        if slide._element.get("show") in ("0", "false"):
            hidden.append(number)
        else:
            title = reader.title(slide)
            first_title = first_title or title
            blocks = list(_blocks(reader, slide, number, title))
        printed = number + first_number - 1
        pages.append(build_page(number, blocks, str(printed) if printed != number else None))
    return tuple(pages), hidden, first_title


def _blocks(reader: SlideReader, slide: Any, number: int, title: str) -> Iterator[RawBlock]:
    body = [block for block in reader.blocks(slide) if block.text]
    notes = reader.notes(slide)
    if not title and len(body) > 1 and _reads_as_title(body[0]):
        title = body.pop(0).text
    if title or body or notes:
        # Without a title of its own, a slide would be read under the title of the slide before.
        yield RawBlock(BlockKind.HEADING, title or reading.SLIDE.format(number=number), level=1)
    yield from body
    if notes:
        yield RawBlock(BlockKind.HEADING, reading.NOTES, level=_NOTES_LEVEL)
        yield from notes


def _reads_as_title(first: RawBlock) -> bool:
    """Whether the first line of a slide without a title is one that was typed into a plain box."""
    is_short = len(first.text) <= _LONGEST_TITLE
    return first.kind is BlockKind.PARAGRAPH and is_short and not first.text.endswith((".", ":", ","))


def _properties(presentation: Any) -> Properties:
    core = presentation.core_properties
    return properties_of(core.author, core.subject, core.keywords, core.created)


def _told(one: str, many: str, numbers: Sequence[int]) -> tuple[str, ...]:
    if not numbers:
        return ()
    sentence = one if len(numbers) == 1 else many
    return (sentence.format(count=len(numbers), numbers=", ".join(map(str, numbers))),)
