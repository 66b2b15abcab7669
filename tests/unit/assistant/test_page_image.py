from __future__ import annotations

import io
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from assistant import page_image
from corpus.errors import NotFound, TooBusy

EXAMPLE = Path(__file__).parents[3] / "corpus" / "examples" / "documents" / "foerderrichtlinie-ottersfurt.pdf"
QUOTE = "Ja, in verschiedenen Kalenderjahren und für verschiedene Maßnahmen."


def yellow_share(content: bytes) -> float:
    image = Image.open(io.BytesIO(content)).convert("RGB")
    pixels = image.get_flattened_data()
    return sum(r > 225 and 190 < g < 250 and b < 160 for r, g, b in pixels) / (image.width * image.height)


def test_a_page_is_a_webp_of_1200_pixels_width() -> None:
    image = Image.open(io.BytesIO(page_image.render(EXAMPLE, 5)))
    assert (image.format, image.width) == ("WEBP", 1200)


def test_the_quote_is_yellow_and_nothing_else_is() -> None:
    assert yellow_share(page_image.render(EXAMPLE, 5)) == 0
    assert 0.004 < yellow_share(page_image.render(EXAMPLE, 5, quote=QUOTE)) < 0.02


@pytest.mark.parametrize("page", [0, -1, 99])
def test_a_page_that_is_not_there_is_not_found(page: int) -> None:
    with pytest.raises(NotFound, match=f"Seite {page} "):
        page_image.render(EXAMPLE, page)


def test_a_file_that_is_no_pdf_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"nothing of the kind")
    with pytest.raises(NotFound):
        page_image.render(tmp_path / "x.pdf", 1)


def test_a_picture_is_drawn_once_and_goes_with_its_document(tmp_path: Path) -> None:
    def picture(file: Path) -> bytes:
        return page_image.page_picture(tmp_path, file, document_id="d1", sha256="abc", page=5, quote=QUOTE)

    drawn = picture(EXAMPLE)
    assert picture(tmp_path / "the-file-is-not-read-again.pdf") == drawn
    page_image.forget(tmp_path, "d1")
    assert list(tmp_path.rglob("*.webp")) == []


def test_the_oldest_pictures_leave_a_full_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_image, "MOST_PICTURES", 2)
    for page in (1, 2, 3):
        page_image.page_picture(tmp_path, EXAMPLE, document_id="d1", sha256="abc", page=page)
    assert len(list(tmp_path.rglob("*.webp"))) == 2


def test_who_would_have_to_wait_behind_many_is_told_so_at_once() -> None:
    with ThreadPoolExecutor(page_image.AT_ONCE) as threads:
        with page_image._PDFIUM:  # as if a page took minutes to draw
            waiting = [threads.submit(page_image.render, EXAMPLE, 5) for _ in range(page_image.AT_ONCE)]
            until = time.monotonic() + 10
            while page_image._PLACES._value and time.monotonic() < until:
                time.sleep(0.01)
            with pytest.raises(TooBusy):
                page_image.render(EXAMPLE, 5)
        assert len({drawn.result() for drawn in waiting}) == 1
    assert page_image.render(EXAMPLE, 5)
