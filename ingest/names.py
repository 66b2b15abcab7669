"""Names that come from elsewhere, made fit to be shown and to name a file."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from corpus.texts import ingest as texts

_RESERVED = str.maketrans("", "", '<>:"|?*')
# Folders allow 255 bytes a name, and a letter may take four.
_LONGEST_STEM, _LONGEST_ENDING = 50, 10
_LONGEST_STEM_BYTES = 200


def visible(text: str) -> str:
    """The text in NFC, in one line, without characters that cannot be seen or that turn the direction of reading."""
    return unicodedata.normalize("NFC", "".join(filter(_is_visible, text)))


def _is_visible(letter: str) -> bool:
    """Printable, in the sense of Python, leaves out unusual spaces."""
    return letter.isprintable() or unicodedata.category(letter) == "Zs"


def clean_part(text: str) -> str:
    """One folder or file of a path, without what some system does not allow in a name; may be empty."""
    return visible(text).translate(_RESERVED).strip(" .")


def shortened(name: str) -> str:
    """The name in at most 255 bytes of UTF-8; its ending stays."""
    path = Path(name)
    stem = path.stem.encode()
    if len(stem) > _LONGEST_STEM_BYTES:
        kept = stem[:_LONGEST_STEM_BYTES].decode(errors="ignore").rstrip(" .") + "…"
    else:
        kept = path.stem
    return (kept + path.suffix[:_LONGEST_ENDING]).rstrip(" .")


def own_name(name: str) -> str:
    """The last part of a path, cleaned: never empty, at most 255 bytes of UTF-8; tells one file from another."""
    return shortened(clean_part(name.replace("\\", "/").rsplit("/", 1)[-1])) or texts.NAMELESS


def plain_name(name: str) -> str:
    """The last part of a path, cleaned and cut to 60 letters: never empty, at most 255 bytes of UTF-8."""
    path = Path(clean_part(name.replace("\\", "/").rsplit("/", 1)[-1]) or texts.NAMELESS)
    return (path.stem[:_LONGEST_STEM].rstrip(" .") + path.suffix[:_LONGEST_ENDING]).rstrip(" .")
