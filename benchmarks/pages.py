"""How soon a page is ready in a real browser, and what the first one weighs, of a server that runs."""

from __future__ import annotations

import shutil
import statistics
import sys

import httpx
from playwright.sync_api import Browser, sync_playwright

from benchmarks.figures import show

ROOMS = ("/", "/dokumente", "/auswertung", "/verwaltung", "/datenschutz")
TIMES = 15
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
READY = "performance.getEntriesByType('navigation')[0].loadEventEnd"
WEIGHT = """() => performance.getEntries()
  .filter(entry => 'transferSize' in entry).reduce((sum, entry) => sum + entry.transferSize, 0)"""


def main(url: str) -> None:
    """Measure each room with an empty cache (milliseconds from the request to the load event) and the first page."""
    program = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if program is None:
        show("pages", "no Chromium is installed", "-")
        return
    httpx.post(f"{url}/api/v1/questions", json={"question": "Was kostet ein Trinkbrunnen?"}, timeout=60)
    talk = httpx.get(f"{url}/api/v1/conversations").json()["conversations"][0]["id"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for address in (*ROOMS, f"/fragen/{talk}"):
            times = sorted(_ready(browser, url + address) for _ in range(TIMES))
            name = "/fragen/{id}" if talk in address else address
            show(f"page ready, {name}, median", f"{statistics.median(times):.0f} ms", "300 ms")
            show(f"page ready, {name}, slowest of {TIMES}", f"{times[-1]:.0f} ms", "-")
        show("first page over the wire", f"{_weight(browser, url) / 1000:.0f} kB", "120 kB")
        browser.close()


def _ready(browser: Browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.goto(address, wait_until="load")
    # The load event ends a moment after it has begun.
    while not (milliseconds := float(page.evaluate(READY))):
        page.wait_for_timeout(5)
    context.close()
    return milliseconds


def _weight(browser: Browser, address: str) -> int:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    weight = int(page.evaluate(WEIGHT))
    context.close()
    return weight


if __name__ == "__main__":
    main(sys.argv[1])
