from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from assistant.drawing import WIDTH
from assistant.insight.plots import Bar, Column, bars, columns

SVG = "{http://www.w3.org/2000/svg}"
NASTY = '<script>alert("&")</script>'


def parsed(svg: str) -> ElementTree.Element:
    """Well-formed XML, as any reader of SVG takes it."""
    return ElementTree.fromstring(str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@pytest.mark.parametrize("count", [0, 1, 2, 12, 31, 400])
def test_columns_are_well_formed_named_and_within_the_frame(count: int) -> None:
    drawn = parsed(columns(NASTY, [Column(NASTY, n, str(n), n // 2) for n in range(count)]))
    assert drawn.get("role") == "img"
    assert drawn.findtext(f"{SVG}title") == NASTY
    _, _, width, height = map(float, drawn.get("viewBox", "").split())
    for rect in drawn.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + w <= width == WIDTH
        assert y + h <= height
    assert len(list(drawn.iter(f"{SVG}text"))) <= 6 + 12


def test_a_column_is_as_high_as_its_count_and_its_part_stands_at_its_foot() -> None:
    drawn = parsed(columns("", [Column("a", 10, "10", 4), Column("b", 5, "5", 0), Column("c", 0, "0", 0)]))
    heights = [(rect.get("class"), float(rect.get("height", ""))) for rect in drawn.iter(f"{SVG}rect")]
    assert heights == [("strong", 72), ("weak", 48), ("strong", 60)]
    assert [text.text for text in drawn.iter(f"{SVG}text")] == ["10", "a", "5", "b", "c"]


def test_bars_are_as_long_as_their_counts_and_long_names_break() -> None:
    name = "Kommunale Strategieentwicklung und Wirtschaftsförderung"
    drawn = parsed(bars("", [Bar(name, 8, "8"), Bar(NASTY, 4, "4"), Bar("Nichts", 0, "0")]))
    lengths = [float(rect.get("width", "")) for rect in drawn.iter(f"{SVG}rect")]
    assert lengths[0] == 2 * lengths[1] > 200
    assert lengths[2] == 0
    lines = [text.text or "" for text in drawn.iter(f"{SVG}text")]
    assert " ".join(lines[:2]) == name
    assert NASTY in lines
    assert parsed(bars("", [])).get("viewBox") == f"0 0 {WIDTH} 0"


def test_no_colour_is_written_into_a_plot() -> None:
    drawing = bars("", [Bar("a", 1, "1")]) + columns("", [Column("a", 2, "2", 1)])
    assert not re.search(r"fill|stroke|style|#[0-9a-f]{3}", drawing)
