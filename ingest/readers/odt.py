"""OpenDocument texts, the format ODT of LibreOffice."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree
from odfdo import Container, Meta
from odfdo.security import SecurityError

from corpus.errors import RefusedFile
from corpus.texts import reading
from ingest import media_types
from ingest.readers import Properties, Reading
from ingest.readers.odt_blocks import BlockReader
from ingest.readers.odt_styles import Styles, qn
from ingest.readers.office_package import checked_copy
from ingest.readers.office_properties import properties_of, title_of
from ingest.readers.sections import build_pages
from ingest.readers.unseen import hidden_remarks

_BROKEN = (zipfile.BadZipFile, etree.XMLSyntaxError, AttributeError, KeyError, TypeError, ValueError, OSError)


def read_odt(path: Path) -> Reading:
    """Sections as pages, in reading order, with printed numbers; without heads, footers and tables of contents.

    Raises RefusedFile where the file is damaged, without text, a bomb, or no ODT. Hidden text and tracked deletions
    are dropped, the former with a remark.
    """
    package = checked_copy(path)
    try:
        container = Container(package)
        if container.mimetype != media_types.ODT:
            raise RefusedFile(reading.NOT_OF_ITS_KIND.format(name=path.name))
        content = _part(container, "content.xml")
        styles = Styles((content, _part(container, "styles.xml")))
        body = content.find(f"{qn('office:body')}/{qn('office:text')}")
        if body is None:
            raise RefusedFile(reading.NOT_OF_ITS_KIND.format(name=path.name))
        reader = BlockReader(styles)
        pages = build_pages(reader.blocks(body))
    except SecurityError as error:
        raise RefusedFile(reading.PACKED_TOO_LARGE.format(name=path.name)) from error
    except _BROKEN as error:
        raise RefusedFile(reading.DAMAGED.format(name=path.name)) from error
    if not pages:
        raise RefusedFile(reading.NO_TEXT.format(name=path.name))
    title, properties = _meta(container)
    remarks = hidden_remarks(reader.hidden)
    return Reading(pages, title or reader.title, remarks, properties)


def _part(container: Container, name: str) -> etree._Element:
    """The root of a part; an empty one where the file goes without it."""
    if name != "content.xml" and name not in container.parts:
        return etree.Element("none")
    # With entities unresolved and at its usual depth, so that no text is larger than its bytes.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(container.get_part(name) or b"", parser)


def _meta(container: Container) -> tuple[str | None, Properties]:
    """Title and properties; damaged ones say nothing about the text."""
    try:
        meta = Meta("meta.xml", container)
        keywords = ", ".join(filter(None, (word.text for word in meta.root.get_elements("//meta:keyword"))))
        creator = meta.root.get_element("//dc:creator")
        author = meta.initial_creator or (creator.text if creator is not None else None)
        properties = properties_of(author, meta.subject, keywords, meta.creation_date)
        return title_of(meta.title), properties
    except _BROKEN:
        return None, Properties()
