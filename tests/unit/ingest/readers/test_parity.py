"""One document in two formats: both readers must say the same."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.models import BlockKind
from ingest.readers import Reading
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import read_pdf


@pytest.fixture(scope="module")
def word(shared_data: Path) -> Reading:
    return read_docx(shared_data / "dcat-ap-de" / "DCAT-AP.de_V1.0.1_implRules.docx")


@pytest.fixture(scope="module")
def printed(shared_data: Path) -> Reading:
    return read_pdf(shared_data / "dcat-ap-de" / "DCAT-AP.de_V1.0.1_implRules.pdf")


def said(reading: Reading, kind: BlockKind) -> list[str]:
    return [page.text[b.start : b.end] for page in reading.pages for b in page.blocks if b.kind is kind]


def words(reading: Reading) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(page.text for page in reading.pages).casefold()))


def test_both_have_the_same_headings_with_their_numbers_and_no_table_of_contents(
    word: Reading, printed: Reading
) -> None:
    headings = said(word, BlockKind.HEADING)

    assert len(headings) == 46
    assert headings == said(printed, BlockKind.HEADING)


def test_both_have_the_same_words(word: Reading, printed: Reading) -> None:
    one, other = words(word), words(printed)
    common = (one & other).total()

    assert common >= 0.98 * one.total()
    assert common >= 0.98 * other.total()


def test_both_have_the_same_rows_in_a_large_table(word: Reading, printed: Reading) -> None:
    rows = [
        {row for table in said(reading, BlockKind.TABLE) for row in table.split("\n") if "def/contributors/" in row}
        for reading in (word, printed)
    ]

    assert len(rows[0]) >= 30
    assert len(rows[0] & rows[1]) >= 0.9 * len(rows[0])


def test_both_give_the_title(word: Reading, printed: Reading) -> None:
    assert word.title == printed.title == "DCAT-AP.de Konventionenhandbuch"


def test_every_chapter_is_the_same_as_html_and_as_markdown(shared_data: Path) -> None:
    # The start page is made of another file, which only its HTML holds.
    sources = sorted((shared_data / "ulm-smartcity").glob("*_index.md"))

    assert len(sources) == 23
    for source in sources:
        shown, written = read_html(source.with_suffix(".html")), read_markdown(source)
        for kind in (BlockKind.HEADING, BlockKind.TABLE):
            assert said(shown, kind) == said(written, kind), source.name
        one, other = words(shown), words(written)
        common = (one & other).total()
        assert common >= 0.98 * max(one.total(), other.total()), source.name
