from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.errors import RefusedFile
from ingest.readers.markdown import read_markdown


def said(folder: Path, text: str | bytes) -> list[str]:
    path = folder / "text.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [page.text[b.start : b.end] for page in read_markdown(path).pages for b in page.blocks]


def test_marks_link_targets_and_front_matter_are_left_out(tmp_path: Path) -> None:
    text = "---\ntitle: X\ntags:\n  - a\n- b\n\n# c\n---\n# Kopf\n\nEin [Verweis](http://x.de) und `code` **fett**.\n"
    assert said(tmp_path, text) == ["Kopf", "Ein Verweis und code fett."]


def test_text_between_two_rules_is_no_front_matter(tmp_path: Path) -> None:
    assert said(tmp_path, "---\n\nEin Satz.\n\n---\n\nMehr.\n") == ["Ein Satz.", "Mehr."]


@pytest.mark.alone
@pytest.mark.parametrize("line", [" \n", "a: b\n", "- a: b\n", "\n", "--a: b\n"])
def test_front_matter_without_an_end_takes_no_time(tmp_path: Path, line: str) -> None:
    started = time.monotonic()
    said(tmp_path, "---\n" + line * 300 + "Ende")
    assert time.monotonic() - started < 2


def test_footnotes_are_paragraphs_and_their_numbers_are_dropped(tmp_path: Path) -> None:
    assert said(tmp_path, "Ein Satz [^1].\n\n[^1]: Die Note\n") == ["Ein Satz.", "Die Note"]


def test_lists_and_tables_keep_their_form(tmp_path: Path) -> None:
    text = "1. eins\n2. zwei\n   - innen\n\n| A | B |\n|:--|--:|\n| 1 \\| 2 | x |\n"
    assert said(tmp_path, text) == ["1. eins", "2. zwei", "• innen", "A | B\n1 ¦ 2 | x"]


def test_a_list_of_files_is_no_text_but_a_note_is(tmp_path: Path) -> None:
    assert said(tmp_path, "```{toctree}\na\n```\n\n```{note}\nHinweis\n```\n") == ["Hinweis"]


def test_line_ends_and_encodings_of_windows_are_read(tmp_path: Path) -> None:
    assert said(tmp_path, "# Größe\r\n\r\nÄrger\r\nweiter".encode("cp1252")) == ["Größe", "Ärger weiter"]


@pytest.mark.parametrize(("text", "reason"), [("---\na: b\n---\n", "keinen lesbaren"), ("# a\0", "Binärdaten")])
def test_files_without_text_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(RefusedFile, match=reason):
        said(tmp_path, text)
