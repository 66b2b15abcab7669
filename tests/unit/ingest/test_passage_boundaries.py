"""Where passages begin and end: the rules that keep a citation under the right heading."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Block, BlockKind, Page
from ingest.passages import MOST_TOKENS, TARGET_TOKENS, TINY_TOKENS, split_passages
from ingest.readers.html import read_html
from ingest.readers.sections import BULLET, RawBlock, build_pages

HEADING, PARAGRAPH, ITEM, TABLE = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE


def words(text: str) -> int:
    return len(text.split())


def page_of(*blocks: RawBlock, number: int = 1) -> Page:
    """All blocks on one page, whatever their headings."""
    text, placed = "", []
    for block in blocks:
        text += "\n\n" if text else ""
        placed.append(Block(block.kind, len(text), len(text) + len(block.text), block.level, block.header_rows))
        text += block.text
    return Page(number, text, tuple(placed))


def heading(text: str, level: int) -> RawBlock:
    return RawBlock(HEADING, text, level)


def prose(word: str, count: int) -> RawBlock:
    """`count` words, a multiple of ten, in sentences of ten."""
    return RawBlock(PARAGRAPH, " ".join([" ".join([word.title(), *[word] * 9]) + "."] * (count // 10)))


a_word = st.text("abcäöüß.", min_size=1, max_size=9)
a_line = st.lists(a_word, min_size=1, max_size=60).map(" ".join)
a_long_line = st.lists(a_word, min_size=1, max_size=12).map(lambda some: " ".join(some * 60))
a_heading = st.builds(heading, a_line, st.integers(1, 6))
a_paragraph = st.builds(RawBlock, st.just(PARAGRAPH), a_line | a_long_line)
an_item = st.builds(RawBlock, st.just(ITEM), a_line.map(lambda line: BULLET + line))
a_table = st.builds(
    RawBlock,
    st.just(TABLE),
    st.lists(st.lists(a_line, min_size=2, max_size=3).map(" | ".join), min_size=2, max_size=12).map("\n".join),
    header_rows=st.integers(0, 2),
)
some_pages = st.lists(a_heading | a_paragraph | an_item | a_table, max_size=25).map(build_pages)


@settings(max_examples=100, deadline=None)
@given(some_pages)
def test_lists_and_tables_too_are_covered_to_the_letter_and_within_the_limit(pages: tuple[Page, ...]) -> None:
    passages = split_passages(pages, words)

    covered = {(passage.page, place) for passage in passages for place in range(passage.start, passage.end)}
    for page in pages:
        for block in page.blocks:
            letters = [place for place in range(block.start, block.end) if not page.text[place].isspace()]
            assert block.kind is HEADING or all((page.number, place) in covered for place in letters)
    assert all(words(passage.text) <= MOST_TOKENS for passage in passages)


@pytest.mark.parametrize(("before", "after"), [(300, 300), (20, 300), (300, 20), (30, 40), (40, 30)])
def test_no_passage_crosses_a_main_heading(before: int, after: int) -> None:
    page = page_of(heading("A", 2), prose("eins", before), heading("B", 2), prose("zwei", after))
    passages = split_passages([page], words)

    assert {passage.headings for passage in passages} == {("A",), ("B",)}
    for passage in passages:
        assert ("eins" in passage.text, "zwei" in passage.text) == (passage.headings == ("A",), "B" in passage.headings)


def test_tiny_neighbours_are_one_passage() -> None:
    page = page_of(heading("A", 2), prose("eins", 10), heading("B", 2), prose("zwei", 10))
    (passage,) = split_passages([page], words)
    assert passage.headings == ("A",)
    assert passage.text == page.text


def test_a_heading_goes_with_what_follows_it() -> None:
    page = page_of(heading("A", 2), prose("eins", 130), heading("Klein", 3), RawBlock(PARAGRAPH, "zwei " * 300))
    first, second = split_passages([page], words)
    assert not first.text.endswith("Klein")
    assert second.text.startswith("Klein")
    assert second.headings == ("A", "Klein")


def test_a_heading_at_the_foot_of_a_page_heads_the_next_page() -> None:
    foot = page_of(heading("A", 2), prose("eins", 60), heading("B", 3), number=4)
    passages = split_passages([foot, page_of(prose("zwei", 60), number=5)], words)
    assert [(passage.page, passage.headings) for passage in passages] == [(4, ("A",)), (5, ("A", "B"))]
    assert not passages[0].text.endswith("B")


@pytest.mark.parametrize("count", range(TARGET_TOKENS - 20, TARGET_TOKENS + TINY_TOKENS + 10, 10))
def test_a_section_leaves_no_single_line_behind(count: int) -> None:
    passages = split_passages([page_of(heading("A", 2), prose("eins", count))], words)
    assert all(words(passage.text) >= TINY_TOKENS for passage in passages)


def test_what_is_set_as_a_heading_but_long_as_a_paragraph_is_text() -> None:
    page = page_of(heading("Die Stadt " * 200, 1), prose("eins", 50))
    passages = split_passages([page], words)
    assert sum(passage.text.count("Stadt") for passage in passages) == 200
    assert all(passage.headings == () for passage in passages)


def test_real_chapters_are_split_into_passages_of_useful_size(shared_data: Path) -> None:
    sizes = []
    for chapter in sorted((shared_data / "ulm-smartcity").glob("0*.html")):
        sizes += [words(passage.text) for passage in split_passages(read_html(chapter).pages, words)]
    assert len(sizes) > 100
    assert max(sizes) <= MOST_TOKENS
    assert sum(size < TINY_TOKENS for size in sizes) / len(sizes) < 0.05
