from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.errors import RefusedFile
from corpus.models import BlockKind
from ingest.readers import Reading
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown


def read(folder: Path, html: str | bytes) -> Reading:
    path = folder / "seite.html"
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    return read_html(path)


def said(reading: Reading) -> list[str]:
    return [page.text[block.start : block.end] for page in reading.pages for block in page.blocks]


def of_kind(reading: Reading, kind: BlockKind) -> list[str]:
    return [page.text[b.start : b.end] for page in reading.pages for b in page.blocks if b.kind is kind]


def test_only_the_content_of_a_page_is_read(tmp_path: Path) -> None:
    page = (
        "<title>Ein &amp; alles</title><nav>M</nav><main><h1>Ziele</h1><p>Ein <b>fett</b>er<br>Satz.</main><footer>Fuß"
    )
    reading = read(tmp_path, page)
    assert said(reading) == ["Ziele", "Ein fetter\nSatz."]
    assert reading.title == "Ein & alles"
    assert reading.remarks == ()


def test_lists_keep_their_marks_and_numbers(tmp_path: Path) -> None:
    page = "<ul><li>eins<ul><li>zwei</ul><li><p>drei<p>mehr</ul><ol start=3><li>c<li value=7>d<li>e</ol>"
    assert said(read(tmp_path, page)) == ["• eins", "• zwei", "• drei", "mehr", "3. c", "7. d", "8. e"]


def test_a_table_says_spanning_cells_in_each_row_and_keeps_its_columns_apart(tmp_path: Path) -> None:
    page = "<table><caption>Kosten</caption><tr><th>A<th>B<tr><td rowspan=2>r<td>1 | 2<tr><td>3</table>"
    reading = read(tmp_path, page)
    assert said(reading) == ["Kosten", "A | B\nr | 1 ¦ 2\nr | 3"]
    assert reading.pages[0].blocks[1].header_rows == 1


def test_a_raised_digit_does_not_become_part_of_the_number(tmp_path: Path) -> None:
    assert said(read(tmp_path, "<p>10<sup>3</sup> m<sup>2</sup>, CO<sub>2</sub>")) == ["10³ m², CO2"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>Befehl</p>",
        "<p hidden>Befehl</p>",
        "<p style='font-size:0'>Befehl</p>",
        "<p style='color:#fff'>Befehl</p>",
        "<style>.x{display:none}</style><p class=x>Befehl</p>",
    ],
)
def test_text_that_nobody_can_see_is_dropped_and_reported(tmp_path: Path, hidden: str) -> None:
    reading = read(tmp_path, f"<p>Zu sehen.</p>{hidden}")
    assert said(reading) == ["Zu sehen."]
    assert reading.remarks == ("Unsichtbarer Text wurde nicht übernommen: „Befehl“",)


@pytest.mark.parametrize("style", ["font-size:0.9em", "opacity:0.8", "background:#000;color:white", "line-height:0.5"])
def test_text_that_is_only_styled_is_kept(tmp_path: Path, style: str) -> None:
    assert said(read(tmp_path, f"<p style='{style}'>Zu sehen.")) == ["Zu sehen."]


def test_encodings_are_told_by_the_file_or_by_its_bytes(tmp_path: Path) -> None:
    assert said(read(tmp_path, "<meta charset=iso-8859-1><p>Grüße – ja".encode("cp1252"))) == ["Grüße – ja"]
    assert said(read(tmp_path, "<meta charset=utf-8><p>Grüße".encode("cp1252"))) == ["Grüße"]
    assert said(read(tmp_path, "<p>Grüße".encode("utf-16"))) == ["Grüße"]


def test_elements_may_nest_as_deep_as_they_like(tmp_path: Path) -> None:
    assert said(read(tmp_path, "<div>" * 5000 + "tief")) == ["tief"]


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="keinen lesbaren Text"):
        read(tmp_path, "<script>x</script>")


def test_every_chapter_says_the_same_as_html_and_as_markdown(shared_data: Path) -> None:
    left_out = {"README", "index", "06_Handlungsfelder_index"}
    chapters = [path for path in (shared_data / "ulm-smartcity").glob("*.md") if path.stem not in left_out]
    assert len(chapters) >= 20
    for chapter in chapters:
        page, source = read_html(chapter.with_suffix(".html")), read_markdown(chapter)
        one, other = (Counter(re.findall(r"\w+", " ".join(p.text for p in r.pages))) for r in (page, source))
        common = (one & other).total()
        assert common >= 0.98 * one.total(), chapter.name
        assert common >= 0.98 * other.total(), chapter.name
        for kind in (BlockKind.HEADING, BlockKind.TABLE):
            assert of_kind(page, kind) == of_kind(source, kind), chapter.name
