"""The days that must feel effortless: a clerk's, an editor's and an administrator's, each kept as pictures."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import typst
from playwright.sync_api import Browser, Page, expect

from corpus.texts import administration as admin
from corpus.texts import documents as docs
from corpus.texts import people
from corpus.texts import web as texts
from tests.conftest import serving
from tests.journeys.looking import keep_picture
from tests.servers.openai_chat import KEY, MODEL, chat_service

PASSWORD = "Kastanie Regenrinne 7"
STREETS = ("Ahorn", "Birken", "Eichen", "Erlen", "Eschen", "Fichten", "Linden", "Ulmen", "Weiden", "Pappel")
PLACES = ("Spielplatz", "Trinkbrunnen", "Fahrradständer", "Bücherschrank")
SHEET = """#set document(title: "Beschluss {number}: {place} in der {street}straße")
= Beschluss {number}: {place} in der {street}straße
Stadt Lindenrode, Sitzung vom 3. Mai 2025

Der Stadtrat beschließt den Bau: {place} in der {street}straße. Die Kosten betragen {cost} Euro.
"""


def ask(page: Page, question: str) -> None:
    page.get_by_label(texts.QUESTION_LABEL, exact=True).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn").last).not_to_have_attribute("aria-busy", "true", timeout=60_000)


def forty_sheets(folder: Path) -> list[Path]:
    """Thirty-eight PDFs of one page, one of them twice under two names, and one that broke on its way."""
    sheets = []
    for number in range(38):
        street, place = STREETS[number % len(STREETS)], PLACES[number // len(STREETS)]
        source, sheet = folder / "blatt.typ", folder / f"beschluss-{number:02}.pdf"
        source.write_text(SHEET.format(number=number, street=street, place=place, cost=1000 + 7 * number))
        typst.compile(source, output=sheet)
        sheets.append(sheet)
    broken, twice = folder / "kaputt.pdf", folder / "noch-einmal.pdf"
    broken.write_bytes(sheets[0].read_bytes()[:700])
    shutil.copy(sheets[3], twice)
    return [*sheets, broken, twice]


def test_a_clerk_asks_reads_three_sentences_opens_the_page_and_pastes_all_into_a_paper(
    open_page: Any, question: str
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    keep_picture(page, "clerk-1-start")
    ask(page, question)
    sentences = page.locator(".answer .text")
    expect(sentences).to_have_count(3)
    first = sentences.first.inner_text()
    keep_picture(page, "clerk-2-answer")
    page.locator(".answer .chip").first.click()
    picture = page.locator("#quelle .page-image")
    expect(picture).to_have_js_property("naturalWidth", 1200)
    expect(page.locator("#quelle .quote")).to_be_visible()
    keep_picture(page, "clerk-3-page")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=texts.COPY).click()
    expect(page.get_by_role("button", name=texts.COPIED)).to_be_visible()
    pasted = str(page.evaluate("navigator.clipboard.readText()"))
    assert re.sub(r"\W+", " ", first).strip(" 0123456789") in re.sub(r"\W+", " ", pasted)
    assert re.search(r"\[1\] .+, Seite \d+", pasted)
    with page.expect_download() as download:
        page.get_by_role("link", name=texts.EXPORTS[0][1]).click()
    assert download.value.suggested_filename.endswith(".docx")


@pytest.mark.dear
def test_an_editor_drops_forty_files_corrects_a_proposal_and_learns_what_became_of_each(
    browser: Browser, house_data: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(house_data, tmp_path / "data")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    sheets = forty_sheets(inbox)
    with serving(data, examples=False) as url:
        context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 860})
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto("/dokumente")
        expect(page.locator('#auftraege[data-open="0"]')).to_be_attached(timeout=600_000)
        hide = page.get_by_role("button", name=docs.HIDE_ALL)
        if hide.is_visible():
            hide.click()
        page.locator("#dateien").set_input_files(sheets)
        keep_picture(page, "editor-1-dropped")
        expect(page.locator("#hochgeladen li")).to_have_count(0, timeout=300_000)
        expect(page.locator('#auftraege[data-open="0"]')).to_be_attached(timeout=300_000)
        keep_picture(page, "editor-2-ended")
        jobs = page.locator("#auftraege")
        expect(jobs.locator(".job", has_text="kaputt.pdf")).to_contain_text("beschädigt")
        expect(jobs.locator(".job", has_text="noch-einmal.pdf")).to_contain_text("unverändert")
        page.goto("/dokumente?suche=Beschluss+12")
        page.get_by_role("link", name="Beschluss 12: Trinkbrunnen in der Eichenstraße", exact=True).click()
        page.get_by_role("link", name=docs.DESCRIBE).or_(page.get_by_role("link", name=docs.CHECK)).first.click()
        keep_picture(page, "editor-3-proposals")
        page.get_by_label(docs.FIELDS["municipality"]).fill("Lindenrode")
        page.get_by_role("button", name=docs.SAVE, exact=True).click()
        expect(page.get_by_text(docs.NOTICES["gespeichert"])).to_be_visible()
        page.goto("/?kommune=Lindenrode")
        ask(page, "Was kostet der Trinkbrunnen in der Eichenstraße in Lindenrode?")
        expect(page.locator(".answer")).to_contain_text(f"{1000 + 7 * 12} Euro")
        keep_picture(page, "editor-4-searchable")
        context.close()


def test_an_administrator_connects_the_model_and_the_people_of_the_house(
    browser: Browser, house_data: Path, tmp_path: Path
) -> None:
    data, said = shutil.copytree(house_data, tmp_path / "data"), tmp_path / "said.txt"
    with chat_service("Die Frist endet bald. [1]") as model:
        options = json.dumps({"base_url": model.url, "api_key": KEY})
        with serving(
            data, output=said, examples=False, sign_in="true", chat_model=f"openai:{MODEL}", chat_model_options=options
        ) as url:
            context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 860})
            context.set_default_timeout(20_000)
            page = context.new_page()
            link = re.search(r"http\S+(/passwort/\S+)", said.read_text())
            assert link
            page.goto(link[1])
            for label, value in (
                (people.NAME, "Vera Verwaltung"),
                (people.SIGN_IN_NAME, "vera"),
                (people.NEW_PASSWORD, PASSWORD),
                (people.PASSWORD_AGAIN, PASSWORD),
            ):
                page.get_by_label(label, exact=True).fill(value)
            keep_picture(page, "administrator-1-first-link")
            page.keyboard.press("Enter")
            page.get_by_role("link", name=texts.NAVIGATION_ADMINISTRATION, exact=True).click()
            page.get_by_role("button", name=admin.CHECK_MODEL).click()
            reached = page.get_by_text(admin.MODEL_REACHED.split("{")[0].strip())
            for _ in range(20):
                if reached.is_visible():
                    break
                page.wait_for_timeout(300)
                page.goto("/verwaltung")
            expect(reached).to_be_visible()
            assert KEY not in page.content()
            page.locator("#house_name").fill("Stadt Lindenrode")
            page.get_by_role("button", name=admin.SAVE, exact=True).click()
            expect(page.locator(".header")).to_contain_text("Stadt Lindenrode")
            keep_picture(page, "administrator-2-house")
            page.goto("/verwaltung/personen")
            page.get_by_label(people.NAME, exact=True).fill("Erik Redaktion")
            page.get_by_label(people.SIGN_IN_NAME, exact=True).fill("erik")
            page.get_by_label(people.ROLE, exact=True).select_option("editor")
            page.get_by_role("button", name=people.INVITE_NOW, exact=True).click()
            invitation = page.get_by_label(people.LINK_LABEL).input_value()
            keep_picture(page, "administrator-3-invitation")
            other = browser.new_context(base_url=url, viewport={"width": 390, "height": 844})
            erik = other.new_page()
            erik.goto(invitation)
            erik.get_by_label(people.NEW_PASSWORD, exact=True).fill(PASSWORD)
            erik.get_by_label(people.PASSWORD_AGAIN, exact=True).fill(PASSWORD)
            erik.keyboard.press("Enter")
            expect(erik.get_by_role("link", name=texts.NAVIGATION_INSIGHT)).to_be_visible()
            expect(erik.get_by_role("link", name=texts.NAVIGATION_ADMINISTRATION, exact=True)).to_have_count(0)
            keep_picture(erik, "administrator-4-the-editor-is-in")
            other.close()
            context.close()
