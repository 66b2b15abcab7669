from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Block, BlockKind, Page
from ingest.passages import MOST_TOKENS, split_passages


def count_words(text: str) -> int:
    return len(text.split())


def page(number: int, *parts: tuple[BlockKind, str, int]) -> Page:
    text, blocks = "", []
    for kind, part, level in parts:
        text += "\n\n" if text else ""
        rows = 1 if kind is BlockKind.TABLE and level else 0
        heading_level = level if kind is BlockKind.HEADING else 0
        blocks.append(Block(kind, len(text), len(text) + len(part), heading_level, rows))
        text += part
    return Page(number, text, tuple(blocks))


def heading(text: str, level: int = 1) -> tuple[BlockKind, str, int]:
    return BlockKind.HEADING, text, level


def prose(text: str) -> tuple[BlockKind, str, int]:
    return BlockKind.PARAGRAPH, text, 0


def table(*rows: str) -> tuple[BlockKind, str, int]:
    return BlockKind.TABLE, "\n".join(rows), 1


def test_a_heading_holds_on_the_next_page_until_it_is_replaced() -> None:
    first = page(1, heading("Kosten"), heading("Bau", 2), prose("Der Bau kostete drei Millionen Euro."))
    second = page(2, prose("Hinzu kommen Zinsen. " * 20), heading("Ausblick"), prose("Es geht weiter. " * 30))
    passages = split_passages([first, second], count_words)
    assert [(passage.page, passage.headings) for passage in passages] == [
        (1, ("Kosten", "Bau")),
        (2, ("Kosten", "Bau")),
        (2, ("Ausblick",)),
    ]


def test_rows_cut_from_a_long_table_keep_their_header() -> None:
    rows = [f"Gebäude {n} | {n} kWp und einige Worte mehr" for n in range(150)]
    passages = split_passages([page(1, table("Gebäude | Leistung", *rows))], count_words)
    assert len(passages) > 1
    assert {passage.table_header for passage in passages} == {"Gebäude | Leistung"}
    assert sum(passage.text.count("kWp") for passage in passages) == 150


def test_rows_of_two_tables_never_share_a_header() -> None:
    passages = split_passages([page(1, table("Jahr | Euro", "2023 | 5"), table("Ort | Fläche", "Au | 7"))], count_words)
    assert [(passage.table_header, "Au" in passage.text) for passage in passages] == [
        ("Jahr | Euro", False),
        ("Ort | Fläche", True),
    ]


def test_a_document_of_headings_only_can_still_be_found() -> None:
    assert [p.text for p in split_passages([page(1, heading("Übersicht"))], count_words)] == ["Übersicht"]


def test_headings_without_text_are_no_passage_beside_others() -> None:
    pages = [page(1, heading("Teil A")), page(2, heading("Kapitel 1", 2), prose("Hier steht etwas."))]
    passages = split_passages(pages, count_words)
    assert [passage.page for passage in passages] == [2]
    assert passages[0].headings == ("Teil A", "Kapitel 1")


words = st.sampled_from(["Stadt", "Haushalt", "z. B.", "12,5", "Euro.", "und", "Starkregen!", "x" * 40, "§ 9"])
texts = st.lists(words, min_size=1, max_size=700).map(" ".join)
blocks = st.one_of(
    st.tuples(st.just(BlockKind.PARAGRAPH), texts, st.just(0)),
    st.tuples(st.just(BlockKind.HEADING), st.sampled_from(["Lage", "Kosten und Folgen"]), st.integers(1, 4)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(blocks, min_size=1, max_size=5), min_size=1, max_size=3))
def test_passages_are_exact_ordered_short_enough_and_lose_no_prose(
    layout: list[list[tuple[BlockKind, str, int]]],
) -> None:
    pages = [page(number, *parts) for number, parts in enumerate(layout, 1)]
    passages = split_passages(pages, count_words)
    covered: dict[int, int] = {}
    for ordinal, passage in enumerate(passages):
        assert passage.ordinal == ordinal
        assert pages[passage.page - 1].text[passage.start : passage.end] == passage.text
        assert covered.get(passage.page, 0) <= passage.start
        covered[passage.page] = passage.end
        assert count_words(passage.text) <= MOST_TOKENS + 20
    prose_words = sum(len(part.split()) for parts in layout for kind, part, _ in parts if kind is BlockKind.PARAGRAPH)
    if prose_words:
        found = sum(len(passage.text.split()) for passage in passages)
        assert found >= prose_words
