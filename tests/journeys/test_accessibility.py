"""Every state of every page, looked at by axe-core at three sizes and in three looks; each is kept as a picture."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from assistant.web.app import create_app
from assistant.wiring import House, open_house
from corpus.models import Document
from corpus.settings import Settings
from corpus.texts import conversations as talks
from corpus.texts import filters, gaps
from corpus.texts import web as texts
from tests.journeys.looking import EACH, LOOKS, SIZES, faults, keep_picture


@dataclass
class Walk:
    """One way through the house with one size and look; what is found on it."""

    page: Page
    axe: str
    name: str
    house: House
    found: dict[str, list[str]] = field(default_factory=dict)

    def look(self, state: str) -> None:
        self.found[state] = faults(self.page, self.axe)
        keep_picture(self.page, f"{state}-{self.name}")

    def ask(self, question: str) -> None:
        self.page.get_by_label(texts.QUESTION_LABEL, exact=True).fill(question)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".turn").last).not_to_have_attribute("aria-busy", "true")


@pytest.fixture(scope="module")
def quiet_house(tmp_path_factory: pytest.TempPathFactory, house_data: Path) -> Iterator[House]:
    """A house in which nothing works on files, so that they stay on their way."""
    data = shutil.copytree(house_data, tmp_path_factory.mktemp("quiet") / "data")
    with open_house(Settings(data_dir=data)) as house:
        yield house


@pytest.fixture(scope="module")
def quiet_server(quiet_house: House) -> Iterator[str]:
    app = create_app(quiet_house)
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def walk(browser: Browser, quiet_server: str, quiet_house: House, axe: str, size: str, look: str) -> Iterator[Walk]:
    width, height = SIZES[size]
    context = browser.new_context(base_url=quiet_server, viewport={"width": width, "height": height}, **LOOKS[look])
    context.set_default_timeout(15_000)
    foreign: list[str] = []
    page = context.new_page()
    page.on("request", lambda r: None if r.url.startswith((quiet_server, "data:")) else foreign.append(r.url))
    walk = Walk(page, axe, f"{size}-{look}", quiet_house)
    yield walk
    context.close()
    assert foreign == []
    assert {state: which for state, which in walk.found.items() if which} == {}


@pytest.mark.parametrize(("size", "look"), EACH)
def test_asking(walk: Walk, question: str, foreign_question: str) -> None:
    page = walk.page
    page.goto("/")
    walk.look("start")
    page.get_by_text(filters.TITLE, exact=True).click()
    page.get_by_label(filters.LABELS["municipality"]).select_option("Ottersfurt")
    walk.look("filters")
    page.get_by_role("link", name=filters.REMOVE).click()
    page.get_by_text(filters.TITLE, exact=True).click()
    page.get_by_text(texts.DISPLAY_OPTIONS, exact=True).click()
    walk.look("display")
    page.get_by_text(texts.DISPLAY_OPTIONS, exact=True).click()
    walk.ask(question)
    walk.look("answer")
    page.locator(".answer .chip").first.click()
    expect(page.locator("#quelle .page-image")).to_have_js_property("complete", True)
    walk.look("source")
    page.keyboard.press("Escape")
    walk.ask("Wie viele Haustüren wurden in Lerchenwerda und in Entenhausen besucht?")
    walk.look("partial")
    walk.ask(foreign_question)
    walk.look("no-evidence")
    page.get_by_text(talks.NOT_HELPFUL, exact=True).last.click()
    walk.look("feedback")
    page.get_by_label(talks.REASONS["false"]).last.check()
    page.get_by_role("button", name=talks.FEEDBACK_SEND).last.click()
    expect(page.locator(".given").last).to_be_visible()
    walk.look("feedback-given")
    walk.ask("x" * 2001)
    walk.look("refused-question")


@pytest.mark.parametrize(("size", "look"), EACH)
def test_what_an_answer_goes_through(walk: Walk, question: str) -> None:
    page = walk.page
    page.goto("/")
    page.route("**/api/v1/questions", lambda _: None)
    page.get_by_label(texts.QUESTION_LABEL, exact=True).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn[aria-busy]")).to_be_visible()
    walk.look("asked")
    page.get_by_role("button", name=texts.STOP).click()
    expect(page.locator(".turn[aria-busy]")).to_have_count(0)
    walk.look("stopped")
    page.unroute("**/api/v1/questions")
    page.route("**/api/v1/questions", lambda route: route.abort())
    walk.ask(question)
    expect(page.get_by_text(texts.FAILED_TITLE)).to_be_visible()
    walk.look("connection-lost")


@pytest.mark.parametrize(("size", "look"), EACH)
def test_conversations(walk: Walk, question: str) -> None:
    page = walk.page
    page.goto("/")
    walk.ask(question)
    if not page.get_by_label(talks.SEARCH).is_visible():
        page.get_by_text(talks.TITLE, exact=True).click()
    page.get_by_text(talks.MANAGE).first.click()
    page.get_by_text(talks.REMOVE, exact=True).first.click()
    walk.look("conversations")
    page.goto("/?suche=gibtesnicht")
    walk.look("conversations-none")


@pytest.mark.parametrize(("size", "look"), EACH)
def test_the_offer_and_what_is_not_there(walk: Walk) -> None:
    for address in ("/barrierefreiheit", "/datenschutz", "/impressum", "/nirgends"):
        walk.page.goto(address)
        walk.look(address.strip("/"))


@pytest.mark.parametrize(("size", "look"), EACH)
def test_documents(walk: Walk, pdf: Document, docx: Document, waiting_file: str) -> None:
    walk.page.goto("/dokumente")
    expect(walk.page.get_by_text(waiting_file)).to_be_visible()
    walk.look("documents")
    walk.page.goto("/dokumente?suche=gibtesnicht")
    walk.look("documents-none")
    for name, document in (("document", pdf), ("document-text", docx)):
        walk.page.goto(f"/dokumente/{document.id}?seite=2")
        walk.look(name)
    for room in ("angaben", "textstellen", "ersetzen", "loeschen"):
        walk.page.goto(f"/dokumente/{pdf.id}/{room}")
        walk.look(f"document-{room}")
    walk.page.goto(f"/dokumente/{pdf.id}/angaben")
    walk.page.locator("[name=year]").fill("bald")
    walk.page.locator("main form button[type=submit]").first.click()
    expect(walk.page.locator("[aria-invalid=true]")).to_be_visible()
    walk.look("document-angaben-refused")


@pytest.mark.parametrize(("size", "look"), EACH)
def test_insight_and_administration(walk: Walk, foreign_question: str) -> None:
    walk.page.goto("/")
    walk.ask(foreign_question)
    walk.page.get_by_role("button", name=gaps.REPORT).click()
    expect(walk.page.locator(".report .given")).to_be_visible()
    walk.look("reported")
    walk.page.goto("/auswertung")
    walk.look("insight")
    walk.page.goto("/auswertung?von=2001-01-01&bis=2001-01-02")
    walk.look("insight-empty")
    walk.page.goto("/verwaltung")
    walk.look("administration")


@pytest.fixture(scope="module")
def waiting_file(quiet_house: House, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a file that waits to be read for as long as the house is quiet."""
    file = tmp_path_factory.mktemp("inbox") / "sitzung.txt"
    file.write_text("Der Stadtrat tagte.")
    quiet_house.ingest.intake.receive(file, source=str(file), file_name=file.name)
    return file.name


@pytest.fixture(scope="module")
def pdf(quiet_house: House) -> Document:
    return next(d for d in quiet_house.corpus.documents() if d.current.media_type == "application/pdf")


@pytest.fixture(scope="module")
def docx(quiet_house: House) -> Document:
    return next(d for d in quiet_house.corpus.documents() if d.current.media_type != "application/pdf")
