"""How a page is looked at: for violations of accessibility rules, for what is cut off, as a picture that is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SIZES = {"desktop": (1280, 860), "phone": (390, 844), "zoomed": (320, 256)}
LOOKS: dict[str, Any] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
_SHORTLY = [("desktop", "light"), ("phone", "dark"), ("zoomed", "forced")]
# Each size in each look; `make test` takes every size and every look once.
EACH = [
    pytest.param(size, look, marks=() if (size, look) in _SHORTLY else pytest.mark.long)
    for size in SIZES
    for look in LOOKS
]
PICTURES = Path(__file__).resolve().parents[2] / "build" / "pictures"


def violations(page: Page, axe: str) -> list[str]:
    """Every violation that axe-core finds; under the strict policy a script tag would be refused."""
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)
    return [f"{v['id']}: {node['html'][:160]}" for v in found["violations"] for node in v["nodes"]]


def width_beyond_the_window(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def faults(page: Page, axe: str) -> list[str]:
    """What axe-core finds as the page is now, and whether it is wider than its window."""
    wider = ["wider than the window"] if width_beyond_the_window(page) > 0 else []
    return violations(page, axe) + wider


def keep_picture(page: Page, name: str) -> None:
    """Keep what can be seen now under build/pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
