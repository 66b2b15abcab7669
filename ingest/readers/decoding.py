"""Bytes of a text file -> text."""

from __future__ import annotations

import codecs
import re

# Only encodings that text is written in: Python also knows 'zip', 'unicode_escape' and more that a file must not pick.
_DECLARABLE = re.compile(r"utf-?8|iso-?8859-?\d{1,2}|(?:windows-|cp)125\d", re.ASCII)
_LATIN = re.compile(r"iso-?8859-?1|latin-?1|us-ascii|(?:windows-|cp)1252", re.ASCII)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode_text(raw: bytes, declared: str | None = None) -> str:
    """Text by byte order mark, else by the encoding the file declares, else UTF-8, else Windows-1252; never fails."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace")
    for codec in (_codec(declared), "utf-8"):
        if codec:
            try:
                return raw.decode(codec)
            except (UnicodeDecodeError, LookupError):
                continue
    return raw.decode("cp1252", errors="replace")


def _codec(declared: str | None) -> str | None:
    """The codec for a declared name; as browsers do, all that is called Latin 1 means Windows-1252."""
    name = (declared or "").strip().lower()
    if _LATIN.fullmatch(name):
        return "cp1252"
    return name if _DECLARABLE.fullmatch(name) else None
