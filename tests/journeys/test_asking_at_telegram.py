"""From a code in the browser to an answer at Telegram and back: real server, real browser, the Bot API on loopback."""

from __future__ import annotations

import io
import re
import shutil
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from assistant.people.models import Role
from assistant.people.people import open_people
from corpus.settings import Settings
from corpus.stores import open_catalogue
from corpus.texts import conversations as talks
from corpus.texts import people, web
from corpus.texts import telegram as texts
from tests.conftest import serving
from tests.journeys.looking import LOOKS, SIZES, faults, keep_picture
from tests.servers.telegram import Shown, Telegram, telegram
from tests.signing_in import PASSWORD
from tests.telegram_bot import asked

VERA = 17
QUESTION = "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?"
FURTHER = "Und wie viele gibt es?"
OUTSIDE = "http://wissen.stadt.example"


def sign_in(page: Page) -> None:
    page.goto("/anmelden")
    page.get_by_label(people.SIGN_IN_NAME).fill("vera")
    page.get_by_label(people.PASSWORD, exact=True).fill(PASSWORD)
    page.get_by_role("button", name=people.SIGN_IN).click()
    expect(page.get_by_label(web.QUESTION_LABEL, exact=True)).to_be_visible()


def code_of(page: Page) -> str:
    """Get a code; what the link hands on to the bot."""
    page.goto("/konto")
    page.get_by_role("button", name=people.TELEGRAM_CONNECT).click()
    link = page.get_by_role("link", name=people.PAIRING_OPEN.format(username="transferlotse_bot"))
    (code,) = parse_qs(urlsplit(str(link.get_attribute("href"))).query)["start"]
    expect(page.locator(".pairing-code")).to_contain_text(code)
    return code


def in_the_browser(message: Shown) -> str:
    """The path to which a button below an answer leads."""
    (url,) = (button["url"] for row in message.keyboard for button in row if button["text"] == texts.IN_THE_BROWSER)
    assert url.startswith(OUTSIDE)
    return url.removeprefix(OUTSIDE)


def picture_of(page: Page, number: int) -> Image.Image:
    """What the browser shows of a source of the conversation on the page."""
    page.locator(".turn").first.get_by_role("link", name=re.compile(rf"^Quelle {number}: ")).first.click()
    picture = page.locator("#quelle .page-image")
    address = picture.evaluate("image => image.currentSrc || image.src")
    return Image.open(io.BytesIO(page.request.get(address).body())).convert("RGB")


def asks_rates_and_opens_source_two(api: Telegram) -> tuple[Shown, Shown]:
    """At Telegram -> the message with the buttons, and the one with the picture."""
    answer = asked(api, VERA, QUESTION)
    api.press(answer, "2")
    picture: Shown = api.wait_for(lambda: next((shown for shown in api.shown(VERA) if shown.image), None))
    api.press(answer, talks.HELPFUL)
    api.wait_for(lambda: any("✓" in button for button in api.messages[VERA, answer.id].buttons))
    return api.messages[VERA, answer.id], picture


@pytest.fixture
def data(tmp_path: Path, house_data: Path) -> Path:
    """Some example documents, and Vera."""
    data = shutil.copytree(house_data, tmp_path / "data")
    with closing(open_catalogue(Settings(data_dir=data))) as catalogue:
        parts = open_people(catalogue, Settings())
        vera = parts.register.add("Vera Amsel", "vera", Role.ADMINISTRATOR)
        parts.entry.accept(parts.links.for_person(vera), PASSWORD)
    return data


def test_somebody_pairs_asks_looks_rates_goes_on_in_the_browser_and_deletes_everything(
    data: Path, browser: Browser
) -> None:
    with telegram() as api:
        settings = {"telegram_token": api.token, "telegram_api_url": api.url, "public_url": OUTSIDE}
        with serving(data, examples=False, sign_in="true", **settings) as url:
            context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 860})
            page = context.new_page()
            sign_in(page)
            page.goto("/verwaltung")
            expect(page.get_by_text("@transferlotse_bot, bereit.")).to_be_visible()

            api.write(VERA, f"/start {code_of(page)}")
            api.wait_for_text(VERA, "mit dem Konto Vera Amsel (vera) verbunden")
            answer, picture = asks_rates_and_opens_source_two(api)
            told = [shown.text for shown in api.shown(VERA)]
            notice = next(place for place, text in enumerate(told) if "kein Mensch" in text)
            assert notice < told.index(answer.text), "the notice comes before the first answer"
            assert re.search("¹.*².*\nQuellen\n¹ ", answer.text, re.DOTALL)

            page.goto(in_the_browser(answer))
            expect(page.locator(".turn")).to_have_count(1)
            expect(page.locator(".turn")).to_contain_text(QUESTION)
            expect(page.locator(".turn .given")).to_contain_text(talks.HELPFUL)
            assert picture.image
            assert Image.open(io.BytesIO(picture.image)).tobytes() == picture_of(page, 2).tobytes()
            keep_picture(page, "telegram-goes-on")
            page.get_by_label(web.QUESTION_LABEL, exact=True).fill(FURTHER)
            page.keyboard.press("Enter")
            expect(page.locator(".turn")).to_have_count(2)
            expect(page.locator(".turn").last).not_to_have_attribute("aria-busy", "true", timeout=60_000)

            page.goto("/konto")
            expect(page.get_by_role("button", name=re.compile(people.TELEGRAM_UNPAIR))).to_have_count(1)
            expect(page.get_by_text(people.DATA_ONE)).to_be_visible()
            api.write(VERA, "/loeschen")
            question = api.wait_for_text(VERA, "alle Ihre Gespräche (1)")
            api.press(question, texts.LEAVE)
            api.wait_for_text(VERA, "Alles ist gelöscht")
            page.reload()
            expect(page.get_by_text(people.DATA_NONE)).to_be_visible()
            expect(page.get_by_role("button", name=re.compile(people.TELEGRAM_UNPAIR))).to_have_count(0)
            assert page.goto(in_the_browser(answer)).status == 404  # type: ignore[union-attr]
            context.close()


@pytest.mark.parametrize(("size", "look"), [("desktop", "light"), ("phone", "dark"), ("zoomed", "light")])
def test_pairing_can_be_read_by_everybody(data: Path, browser: Browser, axe: str, size: str, look: str) -> None:
    width, height = SIZES[size]
    with (
        telegram() as api,
        serving(data, examples=False, sign_in="true", telegram_token=api.token, telegram_api_url=api.url) as url,
    ):
        context = browser.new_context(base_url=url, viewport={"width": width, "height": height}, **LOOKS[look])
        page = context.new_page()
        sign_in(page)
        page.goto("/verwaltung")
        expect(page.get_by_text("@transferlotse_bot, bereit.")).to_be_visible()
        api.write(VERA, f"/start {code_of(page)}")
        api.wait_for_text(VERA, "verbunden")
        found = faults(page, axe)
        keep_picture(page, f"telegram-code-{size}-{look}")
        page.goto("/konto#telegram")
        found += faults(page, axe)
        keep_picture(page, f"telegram-account-{size}-{look}")
        context.close()
    assert found == []
