"""Word files in the format DOCX."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import XMLSyntaxError, _Element

from corpus.errors import RefusedFile
from corpus.texts import reading
from ingest.readers import Properties, Reading
from ingest.readers.docx_blocks import BlockReader
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_styles import read_styles
from ingest.readers.office_package import checked_copy
from ingest.readers.office_properties import properties_of, title_of
from ingest.readers.sections import build_pages
from ingest.readers.unseen import comment_remarks, hidden_characters, hidden_remarks

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_BROKEN = (OpcError, XMLSyntaxError, AttributeError, IndexError, KeyError, TypeError)


def read_docx(path: Path) -> Reading:
    """Sections as pages, in reading order, with printed numbers; without heads, footers and tables of contents.

    Raises RefusedFile where the file is damaged, protected, without text, or no DOCX. Hidden text, comments and tracked
    deletions are dropped with a remark.
    """
    _check_beginning(path)
    document = _opened(checked_copy(path), path.name)
    try:
        styles = read_styles(document.styles.element)
        reader = BlockReader(styles, Numbering(_numbering(document)), _notes(document))
        pages = build_pages(reader.read(document.element.body))
    except (*_BROKEN, ValueError) as error:
        raise RefusedFile(reading.DAMAGED.format(name=path.name)) from error
    if not pages:
        raise RefusedFile(reading.NO_TEXT.format(name=path.name))
    title, properties = _own_words(document)
    written = "".join(text.text or "" for text in document.element.body.iter(qn("w:t")))
    remarks = hidden_remarks([*reader.hidden, *hidden_characters(written)])
    remarks += comment_remarks([*_comments(document), *reader.deleted])
    return Reading(pages, title or reader.title, remarks, properties)


def _check_beginning(path: Path) -> None:
    with path.open("rb") as file:
        beginning = file.read(4)
    if not beginning:
        raise RefusedFile(reading.EMPTY_FILE.format(name=path.name))
    if beginning == _OLD_OFFICE:
        raise RefusedFile(reading.OLD_WORD.format(name=path.name))
    if not beginning.startswith(_ZIP):
        raise RefusedFile(reading.NOT_A_DOCX.format(name=path.name))


def _opened(package: BytesIO, name: str) -> Document:
    try:
        return docx.Document(package)
    except _BROKEN as error:
        raise RefusedFile(reading.DAMAGED.format(name=name)) from error
    except ValueError as error:
        # python-docx: the package says that it is something else than a document.
        raise RefusedFile(reading.NOT_A_DOCX.format(name=name)) from error


def _own_words(document: Document) -> tuple[str | None, Properties]:
    """Title and properties; damaged ones say nothing about the text."""
    try:
        told = document.core_properties
        return title_of(told.title), properties_of(told.author, told.subject, told.keywords, told.created)
    except (AttributeError, ValueError, XMLSyntaxError):
        return None, Properties()


def _numbering(document: Document) -> _Element | None:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/numbering"):
            return parse_xml(relation.target_part.blob)
    return None


def _notes(document: Document) -> dict[str, _Element]:
    """Foot and end notes by 'f' or 'e' and their id."""
    notes: dict[str, _Element] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if relation.is_external or kind not in ("footnotes", "endnotes"):
            continue
        for note in parse_xml(relation.target_part.blob):
            if note.get(qn("w:type")) is None:
                notes[f"{kind[0]}{note.get(qn('w:id'))}"] = note
    return notes


def _comments(document: Document) -> list[str]:
    texts = []
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/comments"):
            for comment in parse_xml(relation.target_part.blob):
                texts.append(" ".join(text.text or "" for text in comment.iter(qn("w:t"))))
    return texts
