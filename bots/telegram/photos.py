"""Pictures of pages in a form that Telegram takes."""

from __future__ import annotations

import io

# With their plugins named, Pillow does not load those for all other formats.
from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin

LARGEST = 10_000_000
LONGEST_SIDES = 10_000  # pixels, both together
STEEPEST = 20  # times as long as wide


def photo_of(webp: bytes) -> bytes | None:
    """A page's WebP as PNG, or as JPEG where that is too large; None where Telegram takes no picture of this shape."""
    with WebPImagePlugin.WebPImageFile(io.BytesIO(webp)) as page:
        short, long = sorted(page.size)
        if short + long > LONGEST_SIDES or long > STEEPEST * short:
            return None
        picture = page.convert("RGB")
    content = io.BytesIO()
    picture.save(content, PngImagePlugin.PngImageFile.format, compress_level=3)
    if content.tell() > LARGEST:
        content = io.BytesIO()
        picture.save(content, JpegImagePlugin.JpegImageFile.format, quality=85)
    return content.getvalue()
