from __future__ import annotations

from assistant.web.documents.page_text import Run, find_quote, text_blocks
from corpus.models import Block, BlockKind, Page

TEXT = "Radverkehr\n\nDer Weg ist 4 km lang. Er ist neu.\n\nAbschnitt | Länge\nNord | 2 km\nSüd | 2 km"
TABLE = TEXT.index("Abschnitt")
PAGE = Page(
    1,
    TEXT,
    (
        Block(BlockKind.HEADING, 0, 10, 1),
        Block(BlockKind.PARAGRAPH, 12, TABLE - 2),
        Block(BlockKind.TABLE, TABLE, len(TEXT), header_rows=1),
    ),
)


def test_the_marked_stretch_is_cut_out_of_its_block() -> None:
    heading, paragraph, _ = text_blocks(PAGE, find_quote(PAGE, "Der Weg ist 4 km lang.", 0))
    assert heading.rows == (((Run("Radverkehr", False),),),)
    assert paragraph.rows == (((Run("Der Weg ist 4 km lang.", True), Run(" Er ist neu.", False)),),)


def test_a_table_keeps_rows_cells_and_header() -> None:
    table = text_blocks(PAGE, find_quote(PAGE, "Süd | 2 km", 0))[2]
    assert table.header_rows == 1
    assert [["".join(run.text for run in cell) for cell in row] for row in table.rows] == [
        ["Abschnitt", "Länge"],
        ["Nord", "2 km"],
        ["Süd", "2 km"],
    ]
    assert [[all(run.marked for run in cell) for cell in row] for row in table.rows] == [
        [False, False],
        [False, False],
        [True, True],
    ]


def test_a_quote_that_stands_twice_is_found_where_its_passage_begins() -> None:
    assert find_quote(PAGE, "2 km", TEXT.index("Süd")) == (TEXT.rindex("2 km"), len(TEXT))
    assert find_quote(PAGE, "4 km", TEXT.index("Süd")) == (TEXT.index("4 km"), TEXT.index("4 km") + 4)


def test_words_that_do_not_stand_there_are_not_marked() -> None:
    assert find_quote(PAGE, "5 km", 0) is None
    assert find_quote(PAGE, "", 0) is None


def test_nothing_is_lost_of_a_page_without_blocks() -> None:
    (block,) = text_blocks(Page(1, TEXT), (0, 10))
    assert "".join(run.text for run in block.rows[0][0]) == TEXT
