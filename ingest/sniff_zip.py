"""What a packed office file is, by the parts in it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from corpus.texts import formats
from ingest import media_types
from ingest.zip_guard import TooLarge, content, opened

_LARGEST_PART = 1024 * 1024
_MAIN_PARTS = (
    ("word/document.xml", media_types.DOCX),
    ("ppt/presentation.xml", media_types.PPTX),
    ("xl/workbook.xml", media_types.XLSX),
    ("xl/workbook.bin", formats.BINARY_EXCEL),
    ("META-INF/container.xml", formats.EPUB),
)
_WITH_MACROS = {
    media_types.DOCX: formats.MACRO_WORD,
    media_types.PPTX: formats.MACRO_POWERPOINT,
    media_types.XLSX: formats.MACRO_EXCEL,
}
_TEMPLATES = {
    media_types.DOCX: formats.TEMPLATE_WORD,
    media_types.PPTX: formats.TEMPLATE_POWERPOINT,
    media_types.XLSX: formats.TEMPLATE_EXCEL,
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OPEN_DOCUMENTS = {
    "text": media_types.ODT,
    "text-template": formats.TEMPLATE_ODT,
    "text-master": formats.MASTER_ODT,
    "text-web": formats.WEB_ODT,
    "spreadsheet": formats.ODS,
    "spreadsheet-template": formats.ODS,
    "presentation": formats.ODP,
    "presentation-template": formats.ODP,
    "graphics": formats.ODG,
    "graphics-template": formats.ODG,
}
_ROOT_ENTRY = re.compile(rb"<manifest:file-entry\b[^>]*>")
_MEDIA_TYPE = re.compile(rb"""manifest:media-type\s*=\s*["']([^"']*)["']""")
_ROOT_PATH = re.compile(rb"""manifest:full-path\s*=\s*["']/["']""")


def zip_kind(path: Path) -> str:
    """A media type, or the name of a kind that cannot be read."""
    try:
        with opened(path) as archive:
            names = frozenset(archive.namelist())
            for main_part, kind in _MAIN_PARTS:
                if main_part in names:
                    return _office_kind(archive, names, main_part, kind)
            return _open_document_kind(archive, names)
    except TooLarge:
        return formats.ARCHIVE_TOO_LARGE
    except (zipfile.BadZipFile, OSError):
        return formats.DAMAGED_PACKAGE


def _office_kind(archive: zipfile.ZipFile, names: frozenset[str], main_part: str, kind: str) -> str:
    if f"{main_part.partition('/')[0]}/vbaProject.bin" in names:
        return _WITH_MACROS.get(kind, kind)
    types = _part(archive, names, "[Content_Types].xml")
    if b"slideshow.main+xml" in types:
        return formats.SLIDE_SHOW
    return _TEMPLATES.get(kind, kind) if b".template.main+xml" in types else kind


def _open_document_kind(archive: zipfile.ZipFile, names: frozenset[str]) -> str:
    manifest = _part(archive, names, "META-INF/manifest.xml")
    declared = _part(archive, names, "mimetype").decode("ascii", errors="replace").strip()
    if not declared:
        roots = (entry for entry in _ROOT_ENTRY.findall(manifest) if _ROOT_PATH.search(entry))
        found = next((match for root in roots if (match := _MEDIA_TYPE.search(root))), None)
        declared = found.group(1).decode("ascii", errors="replace") if found else ""
    if not declared.startswith(_OPEN_DOCUMENT):
        return formats.OPEN_DOCUMENT if "content.xml" in names else formats.ZIP
    if b"encryption-data" in manifest:
        return formats.PROTECTED
    return _OPEN_DOCUMENTS.get(declared.removeprefix(_OPEN_DOCUMENT), formats.OPEN_DOCUMENT)


def _part(archive: zipfile.ZipFile, names: frozenset[str], name: str) -> bytes:
    """The part; empty where it is missing, damaged or absurdly large."""
    try:
        return content(archive, name, _LARGEST_PART) if name in names else b""
    except (TooLarge, zipfile.BadZipFile):
        return b""
