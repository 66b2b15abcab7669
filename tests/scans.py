"""Scans for tests: pages of a PDF as pictures, without any text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

DOTS_PER_INCH = 300


def scan(
    source: Path, target: Path, pages: Sequence[int], *, turn: float = 0, dots_per_inch: int = DOTS_PER_INCH
) -> Path:
    """The pages, counted from 1, as pictures in a new file, turned anticlockwise by `turn` degrees."""
    document = pypdfium2.PdfDocument(source)
    pictures = [
        document[number - 1].render(scale=dots_per_inch / 72, grayscale=True).to_pil().copy() for number in pages
    ]
    document.close()
    first, *others = [
        picture.rotate(turn, expand=turn % 90 == 0, fillcolor=255, resample=Image.Resampling.BICUBIC)
        for picture in pictures
    ]
    first.save(target, "PDF", resolution=dots_per_inch, save_all=True, append_images=others)
    return target


def joined(target: Path, *parts: tuple[Path, int]) -> Path:
    """A new file of single pages, each a file and a page number from 1."""
    document = pypdfium2.PdfDocument.new()
    for path, number in parts:
        source = pypdfium2.PdfDocument(path)
        document.import_pages(source, [number - 1])
        source.close()
    document.save(target)
    document.close()
    return target
