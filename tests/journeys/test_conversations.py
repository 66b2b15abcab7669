"""Conversations in a real browser, before a server whose answers come event by event as the test permits."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from assistant.conversations.asking import Asking
from assistant.web.app import create_app
from assistant.wiring import House
from corpus.texts import conversations as texts
from corpus.texts import web
from tests.journeys.looking import violations, width_beyond_the_window
from tests.paced import PacedAssistant

ALL = 1000


@dataclass
class Slow:
    """The server, and the hand that holds its answers back."""

    assistant: PacedAssistant
    server: uvicorn.Server
    url: str = ""

    def let(self, events: int) -> None:
        self.assistant.permits.release(events)

    def cut_all_connections(self) -> None:
        """As a proxy does that is started anew."""
        for connection in list(self.server.server_state.connections):
            transport = connection.transport  # type: ignore[union-attr]
            connection.loop.call_soon_threadsafe(transport.abort)  # type: ignore[union-attr]


@pytest.fixture
def slow(house: House) -> Iterator[Slow]:
    assistant = PacedAssistant(house.corpus)
    assistant.hold()
    for known in house.conversations.newest():
        house.conversations.remove(known.id)
    with closing(Asking(assistant, house.conversations)) as asking:
        app = create_app(replace(house, assistant=assistant, asking=asking))
        server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield Slow(assistant, server, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
        assistant.permits.release(ALL)
        server.should_exit = True
        thread.join()


@pytest.fixture
def page(browser: Browser, slow: Slow) -> Iterator[Page]:
    context = browser.new_context(base_url=slow.url, viewport={"width": 1280, "height": 860})
    context.set_default_timeout(15_000)
    failures: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto("/")
    yield page
    context.close()
    assert failures == []


def send(page: Page, question: str) -> None:
    page.get_by_label(web.QUESTION_LABEL, exact=True).fill(question)
    page.keyboard.press("Enter")


def ask(page: Page, slow: Slow, question: str) -> None:
    slow.let(ALL)
    before = page.locator(".turn").count()
    send(page, question)
    expect(page.locator(".turn")).to_have_count(before + 1)
    expect(page.locator(".turn").last).not_to_have_attribute("aria-busy", "true")


def test_a_reload_in_the_middle_of_an_answer_follows_it_to_its_end(page: Page, slow: Slow, question: str) -> None:
    slow.let(3)
    send(page, question)
    expect(page.locator(".answer .text")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/fragen/\w{32}$"))
    page.reload()
    expect(page.get_by_role("heading", level=2, name=question)).to_be_visible()
    expect(page.locator(".turn[aria-busy] .answer .text")).to_have_count(1)
    expect(page.get_by_role("button", name=web.STOP)).to_be_visible()
    slow.let(ALL)
    expect(page.get_by_role("heading", name=web.SOURCES)).to_be_visible()
    expect(page.get_by_role("button", name=web.SEND)).to_be_visible()
    shown = page.locator(".answer").inner_html()
    page.reload()
    assert page.locator(".answer").inner_html() == shown


def test_a_broken_connection_is_taken_up_by_itself(page: Page, slow: Slow, question: str) -> None:
    slow.let(3)
    send(page, question)
    expect(page.locator(".answer .text")).to_have_count(1)
    with page.expect_request("**/events") as resumed:
        slow.cut_all_connections()
    assert resumed.value.header_value("last-event-id") == "3"
    slow.let(ALL)
    expect(page.get_by_role("heading", name=web.SOURCES)).to_be_visible()
    assert len(slow.assistant.asked) == 1


def test_a_connection_that_stays_away_is_told_and_a_reload_shows_the_answer(
    page: Page, slow: Slow, question: str
) -> None:
    slow.let(3)
    send(page, question)
    expect(page.locator(".answer .text")).to_have_count(1)
    page.route("**/events", lambda route: route.abort())
    slow.cut_all_connections()
    expect(page.locator(".outcome").get_by_text(texts.LOST)).to_be_visible(timeout=30_000)
    page.unroute("**/events")
    slow.let(ALL)
    page.reload()
    expect(page.get_by_role("heading", name=web.SOURCES)).to_be_visible()


def test_a_stopped_answer_keeps_what_was_there_and_can_be_asked_again(page: Page, slow: Slow, question: str) -> None:
    slow.let(3)
    send(page, question)
    expect(page.locator(".answer .text")).to_have_count(1)
    page.get_by_role("button", name=web.STOP).click()
    expect(page.locator(".turn .steps")).to_have_text(texts.STOPPED)
    expect(page.locator(".answer .text")).to_have_count(1)
    page.reload()
    expect(page.locator(".turn .steps")).to_have_text(texts.STOPPED)
    slow.let(ALL)
    page.get_by_role("button", name=texts.ASK_AGAIN).click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last.get_by_role("heading", name=web.SOURCES)).to_be_visible()
    expect(page.get_by_role("heading", level=2, name=question)).to_have_count(2)


def test_back_and_forward_lead_through_conversations(page: Page, slow: Slow, question: str) -> None:
    ask(page, slow, question)
    first = page.url
    page.get_by_role("link", name=web.NEW_QUESTION).click()
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, slow, "Und wo stehen die?")
    assert page.url != first
    expect(page.locator(".turn .steps")).not_to_contain_text("Bezogen auf")
    page.go_back()
    expect(page.get_by_role("heading", level=2, name=question)).to_be_visible()
    assert page.url == first
    page.go_forward()
    expect(page.get_by_role("heading", level=2, name="Und wo stehen die?")).to_be_visible()
    page.get_by_role("navigation", name=texts.TITLE).get_by_role("link", name=question).click()
    expect(page).to_have_url(first)
    ask(page, slow, "Und wer bezahlt das?")
    expect(page.locator(".turn")).to_have_count(2)


def test_conversations_are_found_renamed_and_deleted(page: Page, slow: Slow, question: str) -> None:
    ask(page, slow, question)
    ask(page, slow, "Und wer bezahlt das?")
    listed = page.get_by_role("navigation", name=texts.TITLE)
    expect(listed.get_by_text(texts.TODAY)).to_be_visible()
    listed.get_by_text(texts.MANAGE).click()
    listed.get_by_label(texts.NAME).fill("Wärme für alle")
    listed.get_by_role("button", name=texts.RENAME).click()
    expect(listed.get_by_role("link", name="Wärme für alle")).to_have_attribute("aria-current", "page")
    listed.get_by_label(texts.SEARCH).fill("giraffe")
    page.keyboard.press("Enter")
    expect(listed.get_by_text(texts.NONE_FOUND.format(words="giraffe"))).to_be_visible()
    listed.get_by_role("link", name=texts.SEARCH_END).click()
    listed.get_by_text(texts.MANAGE).click()
    listed.get_by_text(texts.REMOVE, exact=True).click()
    expect(listed.get_by_text(texts.REMOVE_WARNING)).to_be_visible()
    listed.get_by_role("button", name=texts.REMOVE_NOW).click()
    expect(page).to_have_url(f"{slow.url}/")
    expect(listed.get_by_text(texts.NONE_YET)).to_be_visible()


def test_a_verdict_is_given_by_keyboard_without_leaving_the_page(page: Page, slow: Slow, question: str) -> None:
    ask(page, slow, question)
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name=texts.HELPFUL, exact=True).focus()
    page.keyboard.press("Enter")
    given = page.locator(".given")
    expect(given).to_contain_text(texts.FEEDBACK_GIVEN.format(verdict=texts.HELPFUL))
    expect(given).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(texts.FEEDBACK_GIVEN.format(verdict=texts.HELPFUL))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text(texts.NOT_HELPFUL, exact=True).click()
    page.get_by_label(texts.REASONS["outdated"]).check()
    page.get_by_label(texts.FEEDBACK_TEXT).fill("Stand 2019")
    page.get_by_role("button", name=texts.FEEDBACK_SEND).click()
    expect(given).to_contain_text("Nicht hilfreich (Veraltet)")
    assert page.evaluate("window.stayed")
    page.reload()
    expect(given).to_contain_text("Nicht hilfreich (Veraltet)")


def test_a_verdict_that_does_not_arrive_is_told(page: Page, slow: Slow, question: str) -> None:
    ask(page, slow, question)
    page.route("**/rueckmeldung", lambda route: route.abort())
    page.get_by_role("button", name=texts.HELPFUL, exact=True).click()
    expect(page.locator(".not-sent")).to_have_text(texts.FEEDBACK_FAILED)


def test_without_a_script_a_conversation_goes_on_and_is_judged(browser: Browser, slow: Slow, question: str) -> None:
    slow.let(ALL)
    context = browser.new_context(base_url=slow.url, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/")
    for asked in (question, "Und wer bezahlt das?"):
        page.get_by_label(web.QUESTION_LABEL, exact=True).fill(asked)
        page.get_by_role("button", name=web.SEND).click()
        expect(page.get_by_role("heading", level=2, name=asked)).to_be_visible()
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("button", name=texts.HELPFUL, exact=True).first.click()
    expect(page.locator(".given")).to_have_count(1)
    expect(page.get_by_role("link", name=question)).to_be_hidden()
    page.get_by_text(texts.TITLE, exact=True).click()
    expect(page.get_by_role("link", name=question)).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_and_nothing_is_cut_off(page: Page, slow: Slow, axe: str, question: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 860})
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        found[state] = violations(page, axe)
        if width_beyond_the_window(page) > 0:
            found[state].append("wider than the window")

    slow.let(3)
    send(page, question)
    expect(page.locator(".answer .text")).to_have_count(1)
    page.reload()
    expect(page.locator(".answer .text")).to_have_count(1)
    look("running")
    page.get_by_role("button", name=web.STOP).click()
    expect(page.get_by_role("button", name=texts.ASK_AGAIN)).to_be_visible()
    look("stopped")
    ask(page, slow, question)
    page.get_by_text(texts.NOT_HELPFUL, exact=True).click()
    look("feedback")
    page.get_by_label(texts.REASONS["false"]).check()
    page.get_by_role("button", name=texts.FEEDBACK_SEND).click()
    expect(page.locator(".given")).to_be_visible()
    if width < 1200:
        page.get_by_text(texts.TITLE, exact=True).click()
    page.get_by_text(texts.MANAGE).click()
    page.get_by_text(texts.REMOVE, exact=True).click()
    look("list")
    assert {state: which for state, which in found.items() if which} == {}
