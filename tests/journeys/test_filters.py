from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from corpus.texts import filters as texts
from corpus.texts import web

TOWN = "Ottersfurt"


def ask(page: Page, question: str) -> None:
    page.get_by_label(web.QUESTION_LABEL, exact=True).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn").last).not_to_have_attribute("aria-busy", "true")


def test_a_filter_is_chosen_holds_on_and_is_taken_away_by_keyboard_alone(open_page: Any) -> None:
    page = open_page()
    page.get_by_text(texts.TITLE, exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label(texts.LABELS["municipality"]).focus()
    page.keyboard.type(TOWN)
    chip = page.locator(".filter-chip")
    expect(chip).to_have_text(f"Kommune: {TOWN}")
    page.keyboard.press("Escape")
    ask(page, "Was kostet eine Zisterne?")
    # The fields would hide the answer on a small screen.
    expect(page.locator("select[name=kommune]")).to_be_hidden()
    steps = page.locator(".turn").last.locator(".steps")
    expect(steps).to_contain_text(f"Filter: Kommune: {TOWN}")
    page.reload()
    expect(chip).to_have_text(f"Kommune: {TOWN}")
    page.get_by_role("link", name=f"{texts.REMOVE} Kommune: {TOWN}").focus()
    page.keyboard.press("Enter")
    expect(chip).to_have_count(0)
    expect(page.get_by_text(texts.TITLE, exact=True)).to_be_focused()
    ask(page, "Was kostet eine Zisterne?")
    expect(page.locator(".turn").last.locator(".steps")).not_to_contain_text("Filter")


def test_without_evidence_one_asks_again_without_filters_or_in_other_words(
    open_page: Any, foreign_question: str
) -> None:
    page = open_page(f"/?kommune={TOWN}&jahr=2023-")
    expect(page.locator(".filter-chip")).to_have_text([f"Kommune: {TOWN}", "Jahr: seit 2023"])
    ask(page, foreign_question)
    expect(page.locator(".kern-alert")).to_contain_text(f"Kommune: {TOWN}, Jahr: seit 2023")
    page.get_by_role("link", name=web.REPHRASE).click()
    field = page.get_by_label(web.QUESTION_LABEL, exact=True)
    expect(field).to_have_value(foreign_question)
    expect(field).to_be_focused()
    field.fill("")
    page.get_by_role("button", name=texts.ASK_WITHOUT).click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".turn").last.locator(".kern-alert")).to_contain_text(web.WITHOUT_FILTERS)
    expect(page.locator(".filter-chip")).to_have_count(0)


def test_without_a_script_filters_hold_and_are_taken_away(open_page: Any) -> None:
    page = open_page(java_script_enabled=False)
    page.get_by_text(texts.TITLE, exact=True).click()
    page.get_by_label(texts.LABELS["municipality"]).select_option(TOWN)
    page.get_by_label(web.QUESTION_LABEL, exact=True).fill("Was kostet eine Zisterne?")
    page.get_by_role("button", name=web.SEND).click()
    expect(page.locator(".filter-chip")).to_have_text(f"Kommune: {TOWN}")
    expect(page.locator(".steps")).to_contain_text(f"Filter: Kommune: {TOWN}")
    page.get_by_role("link", name=f"{texts.REMOVE} Kommune: {TOWN}").click()
    expect(page.locator(".filter-chip")).to_have_count(0)
    expect(page.locator(".turn")).to_have_count(1)
