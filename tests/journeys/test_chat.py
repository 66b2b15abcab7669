from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from corpus.texts import conversations as talks
from corpus.texts import web as texts
from tests.journeys.looking import width_beyond_the_window

PHONE = {"width": 390, "height": 844}

RECORD_ANNOUNCEMENTS = """() => {
  const status = document.getElementById("ansage");
  window.heard = [];
  new MutationObserver(() => heard.push(status.textContent)).observe(status, {childList: true, characterData: true});
}"""


def ask(page: Page, question: str) -> None:
    page.get_by_label(texts.QUESTION_LABEL).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn").last).not_to_have_attribute("aria-busy", "true")


def test_the_start_offers_five_questions_that_are_answered(open_page: Any, server: str) -> None:
    offered = open_page().locator(".suggestion").all_inner_texts()
    assert len(offered) == 5
    for question in offered:
        answer = httpx.post(f"{server}/api/v1/questions", json={"question": question}, timeout=30).json()
        assert answer["status"] == "answered", question


def test_ask_read_and_open_the_marked_page(open_page: Any, question: str) -> None:
    page = open_page()
    expect(page.get_by_role("heading", name=texts.START_TITLE)).to_be_visible()
    expect(page.get_by_text(texts.AI_NOTICE)).to_be_visible()
    page.get_by_role("button", name=question).click()
    expect(page.get_by_role("heading", level=2, name=question)).to_be_visible()
    expect(page.get_by_role("heading", name=texts.SOURCES)).to_be_visible()
    chip = page.locator(".answer .chip").first
    expect(chip).to_have_accessible_name(re.compile(r"^Quelle 1: .+, Seite \w+$"))
    chip.click()
    panel = page.locator("#quelle")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    asked = parse_qs(urlsplit(chip.get_attribute("href") or "").query)
    expect(panel.locator(".quote")).to_have_text(asked["wortlaut"][0])
    picture = panel.locator(".page-image")
    expect(picture).to_have_js_property("naturalWidth", 1200)
    expect(picture).to_have_attribute("alt", re.compile("gelb markiert"))
    expect(panel.get_by_role("link", name="Original-PDF")).to_have_attribute(
        "href", re.compile(f"#page={asked['seite'][0]}$")
    )
    expect(chip).to_have_attribute("aria-current", "true")


def test_where_a_picture_does_not_come_the_text_of_the_page_opens(open_page: Any, server: str) -> None:
    documents = httpx.get(f"{server}/api/v1/documents").json()["documents"]
    pdf = next(str(one["document_id"]) for one in documents if one["media_type"] == "application/pdf")
    page = open_page()
    page.route("**/pages/*.webp*", lambda route: route.fulfill(status=503))
    page.goto(f"/dokumente/{pdf}?seite=1")
    expect(page.locator(".page-image")).to_have_count(0)
    expect(page.locator("details", has_text=texts.PAGE_TEXT)).to_have_attribute("open", "")
    expect(page.get_by_role("link", name=re.compile("PDF"))).to_be_visible()


def test_turning_the_page_in_the_panel_and_back_to_the_passage(open_page: Any, question: str) -> None:
    page = open_page()
    ask(page, question)
    page.locator(".answer .chip").first.click()
    panel = page.locator("#quelle")
    quote = panel.locator(".quote").inner_text()
    panel.get_by_role("link", name=re.compile(f"{texts.NEXT_PAGE}|{texts.PREVIOUS_PAGE}")).first.click()
    expect(panel.locator(".quote")).to_have_count(0)
    panel.get_by_role("link", name=texts.BACK_TO_PASSAGE.split(" {")[0]).click()
    expect(panel.locator(".quote")).to_have_text(quote)


def test_a_follow_up_question_is_understood_until_a_new_topic_begins(open_page: Any) -> None:
    page = open_page()
    ask(page, "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss in Ottersfurt?")
    first = page.locator(".turn").last
    expect(first.locator(".steps")).not_to_contain_text("Bezogen auf")
    ask(page, "Und wo stehen die?")
    second = page.locator(".turn").last
    expect(second.locator(".steps")).to_contain_text("Bezogen auf: öffentlicher Trinkbrunnen")
    expect(second.locator(".answer")).to_contain_text("brunnen")
    ask(page, "Ab welchem Alter darf man beim Bürgerbudget mitmachen?")
    expect(page.locator(".turn").last.locator(".steps")).not_to_contain_text("Bezogen auf")
    page.get_by_role("link", name=texts.NEW_QUESTION).click()
    ask(page, "Und wo stehen die?")
    expect(page.locator(".turn").last.locator(".steps")).not_to_contain_text("Bezogen auf")


def test_without_a_script_everything_is_there(open_page: Any, question: str, foreign_question: str) -> None:
    page = open_page(java_script_enabled=False)
    page.get_by_label(texts.QUESTION_LABEL).fill(question)
    page.get_by_role("button", name=texts.SEND).click()
    expect(page.get_by_role("heading", level=2, name=question)).to_be_visible()
    expect(page.get_by_role("button", name=texts.COPY)).to_be_hidden()
    page.locator(".answer .chip").first.click()
    expect(page.locator(".quote")).to_be_visible()
    expect(page.locator(".page-image")).to_be_visible()
    page.goto("/")
    page.get_by_label(texts.QUESTION_LABEL).fill(foreign_question)
    page.get_by_role("button", name=texts.SEND).click()
    expect(page.get_by_text(texts.NO_EVIDENCE_TITLE)).to_be_visible()


def test_the_keyboard_alone_asks_opens_closes_and_comes_back(open_page: Any, question: str) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=texts.SKIP_LINK)).to_be_focused()
    page.get_by_label(texts.QUESTION_LABEL).focus()
    page.keyboard.type("Erste Zeile")
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_label(texts.QUESTION_LABEL)).to_have_value("Erste Zeile\n")
    ask(page, question)
    expect(page.get_by_label(texts.QUESTION_LABEL)).to_be_focused()
    expect(page.get_by_label(texts.QUESTION_LABEL)).to_have_value("")
    chip = page.locator(".answer .chip").first
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#quelle").get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#quelle")).to_be_hidden()
    expect(chip).to_be_focused()
    expect(chip).not_to_have_attribute("aria-current", "true")


def test_on_a_phone_the_source_is_a_modal_sheet(open_page: Any, question: str) -> None:
    page = open_page(viewport=PHONE)
    ask(page, question)
    chip = page.locator(".answer .chip").first
    chip.click()
    expect(page.locator("#quelle:modal")).to_be_visible()
    page.get_by_role("button", name=texts.CLOSE).click()
    expect(chip).to_be_focused()
    page.set_viewport_size({"width": 1280, "height": 860})
    chip.click()
    expect(page.locator("#quelle[open]:not(:modal)")).to_be_visible()
    page.set_viewport_size(PHONE)
    expect(page.locator("#quelle:modal")).to_be_visible()


def test_on_a_phone_the_way_back_closes_the_sheet_and_stays_in_the_conversation(open_page: Any, question: str) -> None:
    page = open_page(viewport=PHONE)
    ask(page, question)
    talk = page.url
    chip = page.locator(".answer .chip").first
    sheet = page.locator("#quelle")
    for _ in range(2):
        chip.click()
        expect(sheet).to_be_visible()
        page.go_back()
        expect(sheet).to_be_hidden()
        assert page.url == talk
    chip.click()
    expect(sheet.locator(".quote")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(chip).to_be_focused()
    # Closed by hand, the sheet leaves no step behind.
    page.wait_for_timeout(500)
    assert page.evaluate("history.state") is None


def test_a_screen_reader_hears_the_beginning_and_the_end_only(open_page: Any, question: str) -> None:
    page = open_page()
    page.evaluate(RECORD_ANNOUNCEMENTS)
    ask(page, question)
    first, last = page.evaluate("window.heard")
    assert first == texts.ANSWERING
    whole = page.locator(".answer .text").first.inner_text()
    sentence = whole.rsplit("\N{NO-BREAK SPACE}", 1)[0].strip()
    assert re.fullmatch(r"Antwort fertig, \w+ Quellen?\. " + re.escape(sentence), last)
    assert (
        page.locator(".answer").evaluate("a => a.closest('[aria-live], [role=status], [role=log], [role=alert]')")
        is None
    )


def test_an_answer_can_be_stopped(open_page: Any, question: str) -> None:
    page = open_page()
    held: list[Route] = []
    page.route("**/api/v1/questions", lambda route: held.append(route))
    page.get_by_label(texts.QUESTION_LABEL).fill(question)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=texts.STOP).click()
    expect(page.locator(".turn .steps")).to_have_text(talks.STOPPED)
    expect(page.get_by_role("button", name=texts.SEND)).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(talks.STOPPED)
    page.unroute("**/api/v1/questions")
    ask(page, question)
    expect(page.get_by_role("heading", name=texts.SOURCES)).to_be_visible()


def test_a_lost_connection_is_told_and_the_question_kept(open_page: Any, question: str) -> None:
    page = open_page()
    page.route("**/api/v1/questions", lambda route: route.abort())
    ask(page, question)
    expect(page.get_by_role("main").get_by_text(texts.CONNECTION_LOST)).to_be_visible()
    expect(page.get_by_label(texts.QUESTION_LABEL)).to_have_value(question)


def test_a_refused_question_is_told_and_kept(open_page: Any) -> None:
    page = open_page()
    ask(page, "Warum? " * 300)
    expect(page.get_by_text(texts.FAILED_TITLE)).to_be_visible()
    expect(page.get_by_label(texts.QUESTION_LABEL)).to_have_value(("Warum? " * 300).strip())


def test_the_answer_is_copied_with_its_sources(open_page: Any, question: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    ask(page, question)
    page.get_by_role("button", name=texts.COPY).click()
    expect(page.get_by_role("status")).to_have_text(texts.COPIED)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(question)
    assert re.search(r"\n\nQuellen\n\[1\] .+, Seite \w+", copied)


def test_whoever_wants_sees_the_answer_only_when_it_is_whole(open_page: Any, question: str) -> None:
    page = open_page()
    page.get_by_text(texts.DISPLAY_OPTIONS, exact=True).click()
    page.get_by_label(texts.WHOLE_ANSWER).check()
    held: list[Route] = []
    page.route("**/api/v1/questions", lambda route: held.append(route))
    page.get_by_label(texts.QUESTION_LABEL).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .answer")).to_be_hidden()
    held[0].continue_()
    expect(page.locator(".turn .answer")).to_be_visible()
    page.reload()
    expect(page.get_by_label(texts.WHOLE_ANSWER)).to_be_checked()


def test_the_newest_question_stands_at_the_top(open_page: Any, question: str, foreign_question: str) -> None:
    page = open_page()
    for asked in (question, foreign_question, question):
        ask(page, asked)
        heading = page.locator(".question").last.bounding_box()
        header = page.locator(".header").bounding_box()
        assert heading
        assert header
        assert 0 <= heading["y"] - header["height"] < 60


@pytest.mark.parametrize("size", [(320, 700), (390, 844), (320, 256), (1280, 400)])
def test_nothing_is_cut_off_at_small_sizes(
    open_page: Any, question: str, foreign_question: str, size: tuple[int, int]
) -> None:
    page = open_page(viewport={"width": size[0], "height": size[1]})
    assert width_beyond_the_window(page) <= 0
    ask(page, question)
    assert width_beyond_the_window(page) <= 0
    chip = page.locator(".answer .chip").first
    box = chip.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    chip.click()
    expect(page.locator("#quelle .quote")).to_be_visible()
    assert width_beyond_the_window(page) <= 0
    page.keyboard.press("Escape")
    ask(page, foreign_question)
    assert width_beyond_the_window(page) <= 0
    expect(page.get_by_role("button", name=texts.SEND)).to_be_in_viewport() if size[1] > 560 else None


def test_nothing_moves_where_motion_is_not_wanted(open_page: Any, question: str) -> None:
    page = open_page(reduced_motion="reduce")
    page.route("**/api/v1/questions", lambda _: None)
    page.get_by_label(texts.QUESTION_LABEL).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn[aria-busy]")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
