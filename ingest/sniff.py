"""What a file is, by its content; the ending of its name is a hint only, and a lie is told to the user."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import RefusedFile
from corpus.texts import formats
from ingest import media_types
from ingest.readers.decoding import decode_text
from ingest.readers.text import is_binary
from ingest.sniff_zip import zip_kind

_HEAD = 64 * 1024
_PDF_MARK_WITHIN = 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

_ENDINGS = {
    ".pdf": media_types.PDF,
    ".docx": media_types.DOCX,
    ".pptx": media_types.PPTX,
    ".xlsx": media_types.XLSX,
    ".odt": media_types.ODT,
    ".html": media_types.HTML,
    ".htm": media_types.HTML,
    ".xhtml": media_types.HTML,
    ".md": media_types.MARKDOWN,
    ".markdown": media_types.MARKDOWN,
    ".txt": media_types.PLAIN_TEXT,
    ".text": media_types.PLAIN_TEXT,
}
_NAMES = {
    media_types.PDF: formats.PDF,
    media_types.DOCX: formats.DOCX,
    media_types.PPTX: formats.PPTX,
    media_types.XLSX: formats.XLSX,
    media_types.ODT: formats.ODT,
    media_types.HTML: formats.HTML,
    media_types.MARKDOWN: formats.MARKDOWN,
    media_types.PLAIN_TEXT: formats.PLAIN_TEXT,
}
_DATA_ENDINGS = frozenset({
    ".csv", ".tsv", ".json", ".jsonl", ".xml", ".svg", ".yaml", ".yml", ".toml", ".ini", ".js", ".css", ".py",
    ".sql", ".ics", ".vcf", ".eml",
})  # fmt: skip
_IMAGE = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)|\0\0\x01\0",
    re.DOTALL,
)
_PACKED = re.compile(rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!|\x28\xb5\x2f\xfd|.{257}ustar", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_SECTOR_SHIFT, _OLE_DIRECTORY = 30, 48  # where the header says how large sectors are and where names stand
_OLE_NAMES = 2048
_OLE_KINDS = tuple(
    (name.encode("utf-16-le"), kind)
    for name, kind in (
        ("EncryptedPackage", formats.PROTECTED),
        ("WordDocument", formats.OLD_WORD),
        ("Workbook", formats.OLD_EXCEL),
        ("PowerPoint Document", formats.OLD_POWERPOINT),
    )
)
_WHOLE_SENTENCES = frozenset({formats.PROTECTED, formats.ARCHIVE_TOO_LARGE, formats.DAMAGED_PACKAGE})
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_TAG = re.compile(r"</(?:p|div|h[1-6]|table|ul|ol|body|span|a)\s*>|<(?:p|br|h[1-6])\b[^>]*>", re.IGNORECASE)
_XML_START = re.compile(r"\s*<(?:\?xml|svg)\b")
_MARKDOWN_SIGN = re.compile(
    r"^(?:#{1,6} \S|```|\|? ?:?-{3,}:? ?\|)|\[[^\]\n]+\]\([^)\s]+\)|\*\*\S[^*\n]*\*\*", re.MULTILINE
)


def media_type_of(path: Path) -> str:
    """The media type, one of `ingest.media_types`.

    Raises RefusedFile for an empty or unreadable file, for a kind that cannot be read, and for one whose name
    promises PDF or an office format, or a text, while it is something else.
    """
    found = kind_of(path)
    ending = path.suffix.lower()
    if found not in _NAMES:
        raise RefusedFile(_unsupported(path, ending, found))
    promised = _ENDINGS.get(ending, found)
    if promised != found and not (promised.startswith("text/") and found.startswith("text/")):
        raise RefusedFile(_wrong_ending(path, ending, _NAMES[found]))
    return found


def kind_of(path: Path) -> str:
    """The media type, or the name of a kind that cannot be read; RefusedFile for an empty or unreadable file."""
    try:
        head, size = _beginning_of(path)
    except OSError as error:
        raise RefusedFile(formats.NO_SUCH_FILE.format(name=path.name, reason=error.strerror)) from error
    if size == 0:
        raise RefusedFile(formats.EMPTY_FILE.format(name=path.name))
    return _binary_kind(path, head) or _text_kind(head, path.suffix.lower())


def _beginning_of(path: Path) -> tuple[bytes, int]:
    with path.open("rb") as file:
        return file.read(_HEAD), file.seek(0, 2)


def _unsupported(path: Path, ending: str, kind: str) -> str:
    if kind in _WHOLE_SENTENCES:
        return kind.format(name=path.name)
    if ending in _ENDINGS:
        return _wrong_ending(path, ending, kind)
    if kind == formats.IMAGE:
        return formats.IMAGE_FILE.format(name=path.name)
    if kind in formats.TARGETS:
        return formats.SAVE_AS.format(name=path.name, kind=kind, target=formats.TARGETS[kind])
    return formats.UNSUPPORTED.format(name=path.name, kind=kind)


def _wrong_ending(path: Path, ending: str, kind: str) -> str:
    return formats.WRONG_ENDING.format(name=path.name, ending=ending, kind=kind)


def _binary_kind(path: Path, head: bytes) -> str | None:
    """A media type, or the name of a kind that cannot be read; None for what may be text."""
    if head.startswith(_ZIP):
        # Before PDF, whose mark stands near the beginning of an archive, too, when its first file is stored as it is.
        return zip_kind(path)
    if b"%PDF-" in head[:_PDF_MARK_WITHIN]:
        return media_types.PDF
    if head.startswith(_OLE):
        return _ole_kind(path, head)
    if head.startswith(b"{\\rtf"):
        return formats.RTF
    if _IMAGE.match(head):
        return formats.IMAGE
    if _PACKED.match(head):
        return formats.OTHER_ARCHIVE
    return None


def _ole_kind(path: Path, head: bytes) -> str:
    """What an OLE container is, by the names in the first sector of its directory."""
    size = 1 << min(int.from_bytes(head[_OLE_SECTOR_SHIFT : _OLE_SECTOR_SHIFT + 2], "little"), 12)
    sector = int.from_bytes(head[_OLE_DIRECTORY : _OLE_DIRECTORY + 4], "little")
    with path.open("rb") as file:
        file.seek((sector + 1) * size)
        names = file.read(max(size, _OLE_NAMES))
    return next((kind for name, kind in _OLE_KINDS if name in names), formats.OLD_OFFICE)


def _text_kind(head: bytes, ending: str) -> str:
    text = decode_text(head)
    if is_binary(text):
        return formats.UNKNOWN
    if _HTML_START.match(text):
        return media_types.HTML
    promised = _ENDINGS.get(ending)
    if promised == media_types.HTML and _HTML_TAG.search(text):
        return media_types.HTML
    if ending in _DATA_ENDINGS or _XML_START.match(text):
        return formats.DATA_FILE
    if promised in (media_types.MARKDOWN, media_types.PLAIN_TEXT):
        return promised
    return media_types.MARKDOWN if len(_MARKDOWN_SIGN.findall(text)) >= 3 else media_types.PLAIN_TEXT
