from __future__ import annotations

from corpus.models import BlockKind
from ingest.readers.sections import LONGEST_PAGE, RawBlock, build_pages, clean_text

PARAGRAPH, HEADING, ITEM = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM


def test_a_page_begins_at_each_main_heading_and_headings_in_a_row_stay_together() -> None:
    blocks = [RawBlock(HEADING, "A", 1), RawBlock(HEADING, "B", 1), RawBlock(PARAGRAPH, "b"), RawBlock(HEADING, "C", 1)]
    assert [(page.number, page.text) for page in build_pages(blocks)] == [(1, "A\n\nB\n\nb"), (2, "C")]


def test_list_items_are_one_line_apart_and_spans_are_exact() -> None:
    (page,) = build_pages(
        [RawBlock(PARAGRAPH, "x"), RawBlock(ITEM, "• a"), RawBlock(PARAGRAPH, " "), RawBlock(ITEM, "• b")]
    )
    assert page.text == "x\n\n• a\n• b"
    assert [page.text[b.start : b.end] for b in page.blocks] == ["x", "• a", "• b"]


def test_long_sections_are_cut_at_second_headings_and_long_stretches_between_blocks() -> None:
    section = [RawBlock(HEADING, "A", 1)]
    for name in "BCD":
        section += [RawBlock(HEADING, name, 2), RawBlock(PARAGRAPH, "w" * 2900)]
    assert [page.text.count("w") for page in build_pages(section)] == [5800, 2900]
    pages = build_pages([RawBlock(PARAGRAPH, "w" * 999)] * 50)
    assert sum(page.text.count("w") for page in pages) == 50 * 999
    assert len(pages) == 3
    assert all(len(page.text) <= LONGEST_PAGE for page in pages)


def test_characters_that_nobody_can_see_are_dropped() -> None:
    assert (
        clean_text("Klima\u00adschutz\u200b \u202ejetzt\U000e0041\r\n\r\na\u0308\u00a0 b\ud800")
        == "Klimaschutz jetzt\nä b"
    )
