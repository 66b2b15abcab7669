"""What is on a PDF page, as plain values: words with place and style, ruled lines.

Places are points from the upper left corner of the page as it is shown.
"""

from __future__ import annotations

import ctypes
from copy import copy
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Glyphs without a space between them; `raised` are small digits above the line, the mark of a footnote.

    No two are equal, so that they can be told apart fast.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    mono: bool
    raised: bool = False

    @property
    def top(self) -> float:
        """Upper edge, near enough for layout."""
        return self.baseline - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge, near enough for layout."""
        return self.baseline + 0.2 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal (`top == bottom`) or vertical (`left == right`) line."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        """Whether it runs across the page."""
        return self.top == self.bottom


@dataclass(slots=True)
class Sheet:
    """One page as PDFium sees it.

    `turned` is text at an angle, `hidden` are stretches of text nobody can see, `comments` those of notes pinned to
    the page, `drawn` tells of pictures or many strokes, `pictured` is the share of the page that its pictures cover,
    overlaps counted again.
    """

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    drawn: bool = False
    pictured: float = 0.0


class View:
    """The affine map from a page's own space to points from the upper left corner of the shown page."""

    def __init__(self, page: pdfium.PdfPage, turn: int) -> None:
        width, height = page.get_size()
        if turn % 2:
            width, height = height, width
        self.width, self.height = width, height
        scale = 1000
        corners = []
        for x, y in ((0, 0), (1000, 0), (0, 1000)):
            across, down = ctypes.c_int(), ctypes.c_int()
            box = (0, 0, int(width * scale), int(height * scale))
            raw.FPDF_PageToDevice(page, *box, turn, x, y, across, down)
            corners.append((across.value / scale, down.value / scale))
        (self.x, self.y), (x1, y1), (x2, y2) = corners
        self.xx, self.xy = (x1 - self.x) / 1000, (y1 - self.y) / 1000
        self.yx, self.yy = (x2 - self.x) / 1000, (y2 - self.y) / 1000

    def inside(self, matrix: raw.FS_MATRIX) -> View:
        """The map from the space of a form, which `matrix` puts on the page."""
        inner = copy(self)
        inner.x, inner.y = self.point(matrix.e, matrix.f)
        inner.xx, inner.xy = self.direction(matrix.a, matrix.b)
        inner.yx, inner.yy = self.direction(matrix.c, matrix.d)
        return inner

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page's own space is shown."""
        return self.x + self.xx * x + self.yx * y, self.y + self.xy * x + self.yy * y

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A vector of the page's own space as shown."""
        return self.xx * x + self.yx * y, self.xy * x + self.yy * y
