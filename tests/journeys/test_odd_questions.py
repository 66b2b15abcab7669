from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from corpus.texts import web


def ask(page: Page, question: str) -> None:
    page.get_by_label(web.QUESTION_LABEL, exact=True).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn").last).not_to_have_attribute("aria-busy", "true")


def test_two_tabs_ask_in_one_conversation_and_both_questions_are_kept(open_page: Any, question: str) -> None:
    page = open_page()
    ask(page, question)
    other = page.context.new_page()
    other.goto(page.url)
    ask(other, "Und was kostet das?")
    ask(page, "Wer ist zuständig?")
    page.reload()
    expect(page.locator(".turn .question")).to_have_text([question, "Und was kostet das?", "Wer ist zuständig?"])


def test_whatever_is_asked_is_shown_as_it_was_written(open_page: Any) -> None:
    odd = '<img src=x onerror=alert(1)> 🏛️ שלום "Straße" &amp; ‮umgekehrt {{7*7}}'
    page = open_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    ask(page, odd)
    expect(page.locator(".turn .question")).to_have_text(odd)
    page.reload()
    expect(page.locator(".turn .question")).to_have_text(odd)
    assert page.locator(".turn img").count() == 0
    ask(page, "Wort " * 20_000)
    expect(page.get_by_text(web.FAILED_TITLE)).to_be_visible()
    assert len(page.locator(".question").last.inner_text()) < 400
    assert len(page.get_by_label(web.QUESTION_LABEL, exact=True).input_value()) >= 99_999
