"""An unanswered question on its way to the editors, and the pages Auswertung and Verwaltung, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.texts import administration, gaps, insight
from corpus.texts import web as texts
from tests.conftest import serving
from tests.journeys.looking import LOOKS, SIZES, faults, keep_picture

NOTE = "Für die Vorlage im Kuchenausschuss"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, house_data: Path) -> Iterator[str]:
    """A server with some documents, and nothing asked yet."""
    data = shutil.copytree(house_data, tmp_path_factory.mktemp("insight") / "data")
    with serving(data, examples=False) as url:
        yield url


def open_page(browser: Browser, room: str, size: str = "desktop") -> Page:
    width, height = SIZES[size]
    context = browser.new_context(base_url=room, viewport={"width": width, "height": height})
    context.set_default_timeout(20_000)
    return context.new_page()


def faults_of(page: Page, axe: str, state: str) -> dict[str, list[str]]:
    """What axe-core finds on the page at each size, each in another look, all that is folded away being open."""
    page.locator("main details").evaluate_all("all => all.forEach(each => each.open = true)")
    found = {}
    for (size, (width, height)), (look, media) in zip(SIZES.items(), LOOKS.items(), strict=True):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)
        found[f"{state} {size} {look}"] = faults(page, axe)
        keep_picture(page, f"{state}-{size}-{look}")
    return {place: which for place, which in found.items() if which}


def test_an_unanswered_question_comes_to_the_editors_and_moves_on(
    browser: Browser, room: str, axe: str, foreign_question: str
) -> None:
    page = open_page(browser, room)
    page.goto("/auswertung")
    expect(page.get_by_text(insight.NOTHING_ASKED)).to_be_visible()
    assert faults_of(page, axe, "auswertung-leer") == {}
    page.set_viewport_size({"width": 1280, "height": 860})

    page.get_by_role("link", name=texts.NAVIGATION_QUESTIONS).click()
    page.get_by_label(texts.QUESTION_LABEL, exact=True).fill(foreign_question)
    page.get_by_role("button", name=texts.SEND).click()
    expect(page.get_by_role("heading", name=texts.NO_EVIDENCE_TITLE)).to_be_visible()
    report = page.locator(".report").last
    report.locator("summary", has_text=gaps.ADD_NOTE).click()
    report.get_by_label(gaps.NOTE).fill(NOTE)
    report.get_by_role("button", name=gaps.REPORT).click()
    expect(report.get_by_text(gaps.REPORTED)).to_be_visible()

    page.get_by_role("link", name=texts.NAVIGATION_INSIGHT).click()
    gap = page.locator(".gap")
    expect(gap).to_have_count(1)
    expect(gap.locator(".gap-question")).to_have_text(f"{foreign_question} {gaps.STATES['open']}")
    expect(gap.get_by_text(NOTE)).to_be_visible()
    expect(page.locator(".figure", has_text=insight.WITHOUT).locator("strong")).to_have_text("1")
    gap.locator("summary", has_text=insight.CHANGE).focus()
    page.keyboard.press("Enter")
    gap.get_by_label(insight.STATE).select_option(gaps.STATES["in_work"])
    gap.get_by_label(insight.REMARK_FIELD).fill("Wir fragen in der Bäckerei.")
    gap.get_by_role("button", name=insight.SAVE).click()
    expect(page).to_have_url(re.compile(r"/auswertung\?zeitraum=30#frage-\w{32}$"))
    expect(gap.locator(".state")).to_have_text(gaps.STATES["in_work"])
    expect(gap.get_by_text(insight.REMARK.format(remark="Wir fragen in der Bäckerei."))).to_be_visible()

    with page.expect_download() as started:
        page.get_by_role("link", name=f"{insight.AS_CSV}: {insight.UNANSWERED}").click()
    assert started.value.suggested_filename == "ohne-beleg.csv"
    assert foreign_question in started.value.path().read_text("utf-8-sig")
    assert faults_of(page, axe, "auswertung") == {}
    page.context.close()


def test_letters_in_plots_stay_readable_on_a_phone(browser: Browser, room: str) -> None:
    page = open_page(browser, room, "phone")
    page.goto("/auswertung")
    letters = page.locator(".plot text").evaluate_all("all => all.map(t => t.getBoundingClientRect().height)")
    assert letters
    assert min(letters) >= 12
    page.context.close()


def test_verwaltung_checks_the_holdings_and_names_the_house_by_keyboard_alone(
    browser: Browser, room: str, axe: str
) -> None:
    page = open_page(browser, room)
    page.goto("/verwaltung")
    page.get_by_role("button", name=administration.CHECK_NOW).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Alles in Ordnung|Die Prüfung läuft"))).to_be_visible()
    page.get_by_label(administration.CHANGEABLE["house_name"]).fill("Stadt Ottersfurt")
    page.keyboard.press("Enter")
    expect(page.locator(".claim")).to_have_text("Stadt Ottersfurt")
    assert faults_of(page, axe, "verwaltung") == {}
    page.get_by_role("button", name=administration.RESET).click()
    expect(page.locator(".claim")).to_have_text(texts.CLAIM)
    page.context.close()
