"""`make screenshots`: draws the pictures of README.md and docs/ anew, from a server of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus.texts import documents as docs
from corpus.texts import filters, gaps
from corpus.texts import web as texts

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
DESKTOP = (1280, 860)
PHONE = (390, 844)
PATIENCE = 600  # seconds that taking the example documents in may last
LARGEST = 200_000  # bytes a picture may have

DEADLINE = texts.SUGGESTED_QUESTIONS[0][0]
DOORS = texts.SUGGESTED_QUESTIONS[4][0]
TABLE = "Welche Fördersätze gelten für Dachbegrünung in Ottersfurt?"
COMPARISON = "Was haben die Starkregenprojekte in Rabenwerda und Eschenbrück gekostet?"
SHARE = "Welchen Eigenanteil zahlt Steinrada für die Wärmeplanung?"
SHARE_ELSEWHERE = "Und Dachsroda?"
A_DOCUMENT = "Der kommunale Hitzeaktionsplan"
NEAR_MISS = "Was hat der Bau des Deichs in Rabenwerda gekostet?"
SCANNED = "Welches Amt war in Ottersfurt für die Hofbegrünung zuständig?"


def main() -> None:
    """Draw every picture; ends with an error where the page does not show what the tour speaks of."""
    with tempfile.TemporaryDirectory() as data, serving(Path(data)) as url, sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        with opened(browser, url) as page:
            start_page(page)
        for name, size, draw in (
            ("answer", DESKTOP, lambda page: open_source(page, DEADLINE)),
            ("table", DESKTOP, lambda page: open_source(page, TABLE)),
            ("comparison", DESKTOP, lambda page: ask(page, COMPARISON)),
            ("follow-up", DESKTOP, lambda page: ask(page, SHARE, SHARE_ELSEWHERE)),
            ("refusal", DESKTOP, lambda page: ask(page, NEAR_MISS)),
            ("filters", DESKTOP, filter_by_town),
            ("scan", DESKTOP, lambda page: open_source(page, SCANNED)),
            ("phone-answer", PHONE, lambda page: ask(page, DOORS)),
            ("phone-source", PHONE, lambda page: open_source(page, DOORS)),
            ("dark", DESKTOP, lambda page: dark(page, DOORS)),
            ("gap", DESKTOP, lambda page: report(page, NEAR_MISS)),
            ("documents", DESKTOP, documents),
            ("document", DESKTOP, document),
            ("metadata", DESKTOP, metadata),
            ("insight", DESKTOP, lambda page: page.goto("/auswertung")),
            ("phone-insight", PHONE, lambda page: page.goto("/auswertung")),
            ("administration", DESKTOP, lambda page: page.goto("/verwaltung")),
        ):
            with opened(browser, url, size) as page:
                draw(page)
                save(page, name)
        browser.close()


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """A server with the example documents on a free port -> its address; RuntimeError where it does not start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "assistant", "serve", "--examples", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + PATIENCE
        while not is_ready(url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the server did not become ready")
            time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def is_ready(url: str) -> bool:
    """Whether the server can answer already."""
    try:
        return httpx.get(f"{url}/readyz", timeout=5).is_success
    except httpx.HTTPError:
        return False


@contextmanager
def opened(browser: Browser, url: str, size: tuple[int, int] = DESKTOP) -> Iterator[Page]:
    """The start page in a new window of that width and height in pixels."""
    context = browser.new_context(base_url=url, viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def start_page(page: Page) -> None:
    """Draw the start page with all its questions, which renews itself while documents arrive; wait until all are in."""
    expect(page.locator(".suggestion")).to_have_count(len(texts.SUGGESTED_QUESTIONS), timeout=PATIENCE * 1000)
    save(page, "start")
    expect(page.locator(".arriving")).to_have_count(0, timeout=PATIENCE * 1000)


def ask(page: Page, *questions: str) -> None:
    """Ask one after the other in one conversation."""
    for question in questions:
        page.get_by_label(texts.QUESTION_LABEL).fill(question)
        page.keyboard.press("Enter")
        turn = page.locator(".turn").last
        expect(turn.get_by_role("heading", name=question)).to_be_visible()
        expect(turn).not_to_have_attribute("aria-busy", "true", timeout=60_000)


def open_source(page: Page, question: str) -> None:
    """Ask, and open the page that proves the first sentence."""
    ask(page, question)
    page.locator(".answer .chip").first.click()
    picture = page.locator("#quelle .page-image")
    expect(picture).to_have_js_property("complete", True, timeout=30_000)
    picture.evaluate("picture => picture.decode()")


def filter_by_town(page: Page) -> None:
    """Choose filters before a question."""
    page.goto("/?kommune=Ottersfurt&jahr=2023-")
    page.get_by_text(filters.TITLE, exact=True).click()


def dark(page: Page, question: str) -> None:
    """Open a source where dark colours are wanted."""
    page.emulate_media(color_scheme="dark")
    open_source(page, question)


def report(page: Page, question: str) -> None:
    """Report a question without evidence to the editors."""
    ask(page, question)
    page.get_by_role("button", name=gaps.REPORT).click()
    expect(page.locator(".report .given")).to_be_visible()


def documents(page: Page) -> None:
    """Hand over a file, and see the list of documents."""
    page.get_by_role("link", name=texts.NAVIGATION_DOCUMENTS).click()
    page.get_by_role("button", name=docs.HIDE_ALL).click()
    expect(page.get_by_role("table")).to_be_visible()


def document(page: Page) -> None:
    """Open a document with what is known of it."""
    page.goto("/dokumente")
    page.get_by_role("link", name=A_DOCUMENT, exact=True).click()
    picture = page.locator(".page-image")
    expect(picture).to_have_js_property("complete", True, timeout=30_000)


def metadata(page: Page) -> None:
    """Open the form of what is known of a document."""
    document(page)
    page.get_by_role("link", name=docs.DESCRIBE).click()


def save(page: Page, name: str) -> None:
    """Write what the window shows as a PNG with a palette; raises RuntimeError where it is too large."""
    shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
    path = IMAGES / f"{name}.png"
    shown.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise RuntimeError(f"{path} has more than {LARGEST} bytes")


if __name__ == "__main__":
    main()
