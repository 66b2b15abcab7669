"""Recognised words laid out, without recognising any: the boxes are those of a page that is known."""

from __future__ import annotations

import math

import pytest

from corpus.models import Page, RecognisedWord
from ingest.readers.ocr_layout import recognised_sheets
from ingest.readers.ocr_upright import upright
from ingest.readers.pdf_sheet import Sheet

WIDTH, HEIGHT = 600.0, 800.0
LINES = (("Bäume pflanzen", 15.0), ("Die Stadt hat sechs", 10.0), ("Plätze bepflanzt und", 10.0))
"""Lines with their type size in points."""

Box = tuple[str, float, float, float, float]


def boxes() -> list[list[Box]]:
    """Words of the lines as their letters fill them: text, left, top, right, bottom in points."""
    made = []
    for row, (line, size) in enumerate(LINES):
        baseline, left = 100 + 30 * row, 60.0
        words = []
        for word in line.split():
            deep = 0.21 * size if set(word) & set("gjpqy") else 0
            high = 0.48 * size if set(word) <= set("acemnorsuvwxz") else 0.7 * size
            words.append((word, left, baseline - high, left + 0.5 * size * len(word), baseline + deep))
            left += 0.5 * size * (len(word) + 1)
        made.append(words)
    return made


def page(lines: list[list[Box]], width: float, height: float) -> Page:
    words = [
        RecognisedWord(text, left / width, top / height, right / width, bottom / height, 0.9)
        for line in lines
        for text, left, top, right, bottom in line
    ]
    return Page(1, "\n".join(" ".join(word[0] for word in line) for line in lines), recognised=tuple(words))


def turned(degrees: int) -> Page:
    """The page shown turned clockwise."""
    if degrees == 90:
        lines = [[(t, HEIGHT - b, x, HEIGHT - a, r) for t, x, a, r, b in line] for line in boxes()]
        return page(lines, HEIGHT, WIDTH)
    if degrees == 180:
        lines = [[(t, WIDTH - r, HEIGHT - b, WIDTH - x, HEIGHT - a) for t, x, a, r, b in line] for line in boxes()]
        return page(lines, WIDTH, HEIGHT)
    if degrees == 270:
        lines = [[(t, a, WIDTH - r, b, WIDTH - x) for t, x, a, r, b in line] for line in boxes()]
        return page(lines, HEIGHT, WIDTH)
    return page(boxes(), WIDTH, HEIGHT)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_is_put_upright(degrees: int) -> None:
    width, height = (HEIGHT, WIDTH) if degrees in (90, 270) else (WIDTH, HEIGHT)

    found = upright(turned(degrees), width, height)

    assert (found.width, found.height) == (WIDTH, HEIGHT)
    for line, wanted in zip(found.lines, boxes(), strict=True):
        for box, (text, *place) in zip(line, wanted, strict=True):
            assert box.text == text
            assert [box.left, box.top, box.right, box.bottom] == pytest.approx(place, abs=1)


def test_sizes_and_base_lines_are_told_from_the_letters() -> None:
    words = recognised_sheets({1: turned(0)}, [Sheet(WIDTH, HEIGHT)])[1].words

    sizes = {word.text: word.size for word in words}
    assert sizes["Stadt"] == sizes["Plätze"] == sizes["und"] == pytest.approx(10, abs=0.3)
    assert sizes["Bäume"] == sizes["pflanzen"] == pytest.approx(14.4, abs=0.5)
    assert [word.baseline for word in words] == pytest.approx([100] * 2 + [130] * 4 + [160] * 3, abs=0.5)


def test_lines_that_sink_are_level_again() -> None:
    slope = math.tan(math.radians(3))
    lines = [
        [(t, x, a + slope * x, r, b + slope * x + slope * (r - x)) for t, x, a, r, b in line]
        for line in [boxes()[1] + [("geplant", 250.0, 123.0, 285.0, 132.1)], boxes()[2]]
    ]

    words = recognised_sheets({1: page(lines, WIDTH, HEIGHT)}, [Sheet(WIDTH, HEIGHT)])[1].words

    first = [word.baseline for word in words[:5]]
    assert max(first) - min(first) < 0.5
    assert words[5].baseline - words[0].baseline == pytest.approx(30, abs=2)
    assert {word.size for word in words} == {words[0].size}
