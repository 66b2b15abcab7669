"""The frame and the letters of a plot as inline SVG, in the colours of the page around it. All text is escaped."""

from __future__ import annotations

from markupsafe import Markup

# Units of the drawing; at this width the letters have their natural size on a phone.
WIDTH = 340


def picture(described: str, height: float, drawing: Markup) -> Markup:
    """A plot `WIDTH` wide; `described` says in words what it shows."""
    return Markup('<svg viewBox="0 0 {} {:g}" role="img"><title>{}</title>{}</svg>').format(
        WIDTH, height, described, drawing
    )


def words(text: str, x: float, y: float, anchor: str) -> Markup:
    """Letters on the line `y`, `anchor` (start, middle, end) being at `x`; nothing for ''."""
    if not text:
        return Markup("")
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(x, y, anchor, text)
