"""Words that stand nowhere else, and whether any trace of them is on a disk."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path


def traces(folder: Path, words: Collection[str], raw: Collection[bytes] = ()) -> set[tuple[str, str]]:
    """Every (file, what) in the folder: the words in any case, form and encoding, and these bytes."""
    needles = {needle: word for word in words for needle in _needles(word)} | dict.fromkeys(raw, "bytes")
    found = set()
    for place, _, names in os.walk(folder):
        for file in (Path(place) / name for name in names):
            with suppress(FileNotFoundError):  # what goes meanwhile leaves nothing
                content = file.read_bytes()
                found |= {(str(file.relative_to(folder)), what) for some, what in needles.items() if some in content}
    return found


def _needles(word: str) -> Iterator[bytes]:
    """As written, as the analyser folds it, as JSON writes it; in the encodings that programs use."""
    plain = word.translate({ord("ö"): "o", ord("ü"): "u", ord("ä"): "a"})
    spelt = word.translate({ord("ö"): "oe", ord("ü"): "ue", ord("ä"): "ae"})
    for form in (word, plain, spelt, unicodedata.normalize("NFD", word)):
        for cased in (form, form.casefold(), form.upper(), form.capitalize()):
            yield json.dumps(cased)[1:-1].encode()
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                yield cased.encode(encoding)
