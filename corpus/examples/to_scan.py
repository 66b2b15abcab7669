"""A source as a scan: the typeset PDF as grey pictures that lie a little askew, without any text behind them."""

import io
import zlib
from collections.abc import Iterator
from datetime import datetime, time

import numpy as np
import pypdfium2
from PIL import Image

from corpus.examples.source import Source
from corpus.examples.to_typst import render_pdf

_DOTS_PER_INCH = 200
_QUALITY = 60
_PAPER, _INK = 243, 20
_STEEPEST = 0.6
_NOISE = 1.6


def render_scan(source: Source, details: list[tuple[str, str]]) -> bytes:
    """Write a PDF of one picture a page; `details` as for `render_pdf`. The same source gives the same bytes."""
    first, *others = _scanned(render_pdf(source, details), zlib.crc32(source.name.encode()))
    stamp = datetime.combine(source.issued, time()).timetuple()
    scan = io.BytesIO()
    first.save(
        scan,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=_DOTS_PER_INCH,
        quality=_QUALITY,
        title=source.meta["titel"],
        author=source.meta["herausgeber"],
        producer="Scan",
        creationDate=stamp,
        modDate=stamp,
    )
    return scan.getvalue()


def _scanned(pdf: bytes, seed: int) -> Iterator[Image.Image]:
    """The pages as a scanner sees them, each turned by an angle of its own; `seed` chooses angles and noise."""
    chance = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            printed = page.render(scale=_DOTS_PER_INCH / 72, grayscale=True).to_pil()
            angle = round(float(chance.uniform(-_STEEPEST, _STEEPEST)), 2)
            turned = printed.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
            shades = _INK + np.asarray(turned, dtype=np.float32) / 255 * (_PAPER - _INK)
            shades += chance.normal(0, _NOISE, shades.shape)
            yield Image.fromarray(np.clip(np.rint(shades), 0, 255).astype(np.uint8))
    finally:
        document.close()
