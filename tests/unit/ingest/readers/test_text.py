from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import RefusedFile
from ingest.readers.text import read_text


def said(folder: Path, text: str | bytes) -> list[str]:
    path = folder / "text.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [page.text[b.start : b.end] for page in read_text(path).pages for b in page.blocks]


def test_wrapped_lines_become_one_and_short_lines_stay_apart(tmp_path: Path) -> None:
    text = "Ein langer Absatz, der von einem Editor umgebrochen wurde, damit\ner passt.\n\nStadt Ulm\nMarktplatz 1\n"
    joined = "Ein langer Absatz, der von einem Editor umgebrochen wurde, damit er passt."
    assert said(tmp_path, text) == [joined, "Stadt Ulm\nMarktplatz 1"]


def test_list_items_are_found_but_a_date_at_a_lines_beginning_is_none(tmp_path: Path) -> None:
    assert said(tmp_path, "Dinge:\n1. a\n2. b\n   mehr\n") == ["Dinge:", "1. a", "2. b mehr"]
    assert said(tmp_path, "- eins\n* zwei - drei\n") == ["• eins", "• zwei - drei"]
    assert said(tmp_path, "Wir kommen am\n12. Mai nach Ulm\n") == ["Wir kommen am\n12. Mai nach Ulm"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    assert said(tmp_path, "Grüße – ja".encode(encoding)) == ["Grüße – ja"]


@pytest.mark.parametrize(("raw", "reason"), [(b"a\0b", "Binärdaten"), (b" \n\t", "keinen lesbaren")])
def test_files_without_text_are_refused(tmp_path: Path, raw: bytes, reason: str) -> None:
    with pytest.raises(RefusedFile, match=reason):
        said(tmp_path, raw)
