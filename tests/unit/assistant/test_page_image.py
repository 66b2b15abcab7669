from __future__ import annotations

import io
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image

from assistant import page_image
from assistant.page_image import PagePictures
from corpus.errors import NotFound, PictureFailed, TooBusy

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "corpus" / "examples" / "documents" / "foerderrichtlinie-ottersfurt.pdf"
QUOTE = "Ja, in verschiedenen Kalenderjahren und für verschiedene Maßnahmen."


@pytest.fixture
def pictures(tmp_path: Path) -> PagePictures:
    return PagePictures(tmp_path)


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


def test_a_picture_is_drawn_once_and_goes_with_its_document(tmp_path: Path, pictures: PagePictures) -> None:
    def picture(file: Path) -> bytes:
        return pictures.picture(file, document_id="d1", sha256="abc", page=5, quote=QUOTE)

    drawn = picture(EXAMPLE)
    assert picture(tmp_path / "the-file-is-not-read-again.pdf") == drawn
    pictures.forget("d1")
    assert list(tmp_path.rglob("*.webp")) == []


def test_the_oldest_pictures_leave_a_full_cache(
    tmp_path: Path, pictures: PagePictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_image, "MOST_PICTURES", 2)
    for page in (1, 2, 3):
        pictures.picture(EXAMPLE, document_id="d1", sha256="abc", page=page)
    assert len(list(tmp_path.rglob("*.webp"))) == 2


def test_who_would_have_to_wait_behind_many_is_told_so_at_once(pictures: PagePictures) -> None:
    def picture() -> bytes:
        return pictures.picture(EXAMPLE, document_id="d1", sha256="abc", page=5)

    with ThreadPoolExecutor(page_image.AT_ONCE) as threads:
        with ExitStack() as stack:
            for _ in range(page_image.DRAWN_AT_ONCE):
                stack.enter_context(pictures._drawing)  # as if each drew a page that takes long
            waiting = [threads.submit(picture) for _ in range(page_image.AT_ONCE)]
            until = time.monotonic() + 10
            while pictures._places._value and time.monotonic() < until:
                time.sleep(0.01)
            with pytest.raises(TooBusy):
                picture()
        assert len({drawn.result() for drawn in waiting}) == 1
    assert picture()


def test_who_waits_too_long_for_a_turn_is_told_so(pictures: PagePictures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_image, "WAITING_SECONDS", 0.1)
    with ExitStack() as stack:
        for _ in range(page_image.DRAWN_AT_ONCE):
            stack.enter_context(pictures._drawing)
        with pytest.raises(TooBusy):
            pictures.picture(EXAMPLE, document_id="d1", sha256="abc", page=5)


@pytest.mark.parametrize(("limit", "value"), [("DRAWING_SECONDS", 0.01), ("DRAWING_MB", 1)])
def test_a_page_that_could_not_be_drawn_within_the_limits_is_not_tried_again_for_a_while(
    pictures: PagePictures, monkeypatch: pytest.MonkeyPatch, limit: str, value: float
) -> None:
    def picture(quote: str = "") -> bytes:
        return pictures.picture(EXAMPLE, document_id="d1", sha256="abc", page=5, quote=quote)

    with monkeypatch.context() as limited:
        limited.setattr(page_image, limit, value)
        with pytest.raises(PictureFailed, match="Seite 5 "):
            picture()
    for quote in ("", QUOTE):
        with pytest.raises(PictureFailed, match="Seite 5 "):
            picture(quote)
    assert pictures.picture(EXAMPLE, document_id="d1", sha256="abc", page=4)
    assert pictures.picture(EXAMPLE, document_id="d1", sha256="another version", page=5)

    monkeypatch.setattr(page_image, "GIVEN_UP_SECONDS", 0)
    assert picture()


def test_neither_pdfium_nor_pillow_is_loaded_by_who_asks_for_a_picture() -> None:
    code = "import sys; from assistant import page_image; print({'PIL', 'pypdfium2'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
