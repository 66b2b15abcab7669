"""Signing in, in a real browser before a real server: from the first link to a second person and back."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from corpus.texts import conversations as talks
from corpus.texts import documents as docs
from corpus.texts import people as texts
from corpus.texts import web
from tests.conftest import ROOT, serving
from tests.journeys.looking import EACH, LOOKS, SIZES, faults, keep_picture

PASSWORD = "Kastanie Regenrinne 7"
NEW_PASSWORD = "Laternenmast im Nebel"


@dataclass
class Town:
    """A server where people sign in, and browsers before it."""

    url: str
    data: Path
    first_link: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def page(self, **options: Any) -> Page:
        """A browser of somebody else, at the start."""
        context = self.browser.new_context(base_url=self.url, **{"viewport": {"width": 1280, "height": 860}, **options})
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.failures.append(str(error)))
        page.goto("/")
        return page

    def command(self, *words: str) -> str:
        """What `python -m assistant people` says."""
        command = [sys.executable, "-m", "assistant", "people", *words, "--data", str(self.data)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, examples_data: Path, browser: Browser) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    data, said = shutil.copytree(examples_data, folder / "data"), folder / "said.txt"
    with serving(data, output=said, sign_in="true") as url:
        found = re.search(r"http\S+(/passwort/\S+)", said.read_text())
        assert found
        yield Town(url, data, found[1], browser)


@pytest.fixture
def town(served: Town) -> Iterator[Town]:
    town = replace(served, contexts=[], failures=[])
    yield town
    for context in town.contexts:
        context.close()
    assert town.failures == []


def type_in(page: Page, *values: str) -> None:
    """Fill the fields from the focused one on, and send, by keyboard alone."""
    for number, value in enumerate(values):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(value)
    page.keyboard.press("Enter")


def sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label(texts.SIGN_IN_NAME, exact=True).focus()
    type_in(page, name, password)


def use_link(page: Page, link: str, password: str) -> None:
    page.goto(link)
    page.get_by_label(texts.NEW_PASSWORD, exact=True).focus()
    type_in(page, password, password)


def appoint(town: Town) -> Page:
    """The first administrator, by the link that the server printed, or signed in where that was done before."""
    page = town.page()
    page.goto(town.first_link)
    if page.get_by_text(texts.LINK_GONE).is_visible():
        page.goto("/anmelden")
        sign_in(page, "vera@stadt.example", PASSWORD)
    else:
        page.get_by_label(texts.NAME, exact=True).focus()
        type_in(page, "Vera Verwaltung", "vera@stadt.example", PASSWORD, PASSWORD)
    expect(page.get_by_role("heading", name=web.START_TITLE)).to_be_visible()
    page.wait_for_load_state()
    return page


def test_from_the_first_link_to_a_second_person_by_keyboard_alone(town: Town, question: str) -> None:
    vera = appoint(town)
    vera.goto("/verwaltung/personen")
    vera.get_by_label(texts.NAME, exact=True).focus()
    type_in(vera, "Anna Beispiel", "Anna@Stadt.example")
    link = vera.get_by_label(texts.LINK_LABEL).input_value()
    assert link.startswith(f"{town.url}/passwort/")

    anna = town.page()
    expect(anna).to_have_url(f"{town.url}/anmelden?weiter=%2F")
    use_link(anna, link, PASSWORD)
    expect(anna.get_by_role("heading", name=web.START_TITLE)).to_be_visible()
    anna.get_by_label(web.QUESTION_LABEL, exact=True).focus()
    type_in(anna, question)
    expect(anna.get_by_role("heading", name=web.SOURCES)).to_be_visible()
    conversation = anna.url

    anna.get_by_role("button", name=texts.SIGN_OUT).focus()
    anna.keyboard.press("Enter")
    expect(anna.get_by_role("heading", name=texts.SIGN_IN)).to_be_visible()
    anna.goto(conversation)
    sign_in(anna, "anna@stadt.example", "falsch falsch")
    expect(anna.get_by_role("alert")).to_have_text(texts.WRONG_NAME_OR_PASSWORD)
    expect(anna.get_by_label(texts.SIGN_IN_NAME, exact=True)).to_have_value("anna@stadt.example")
    sign_in(anna, "", PASSWORD)
    expect(anna).to_have_url(conversation)
    expect(anna.get_by_role("heading", level=2, name=question)).to_be_visible()

    vera.goto(conversation)
    expect(vera.get_by_text(talks.NOT_FOUND)).to_be_visible()

    anna.get_by_role("link", name=texts.ACCOUNT_OF.format(name="Anna Beispiel")).focus()
    anna.keyboard.press("Enter")
    anna.get_by_label(texts.OLD_PASSWORD).focus()
    type_in(anna, PASSWORD, NEW_PASSWORD, NEW_PASSWORD)
    expect(anna.get_by_role("status")).to_have_text(texts.PASSWORD_CHANGED)
    with anna.expect_download() as download:
        anna.get_by_role("link", name=texts.DOWNLOAD_DATA).press("Enter")
    assert question in Path(download.value.path()).read_text()

    town.command("disable", "anna@stadt.example")
    anna.reload()
    expect(anna.get_by_role("heading", name=texts.SIGN_IN)).to_be_visible()
    sign_in(anna, "anna@stadt.example", NEW_PASSWORD)
    expect(anna.get_by_role("alert")).to_have_text(texts.DISABLED)


def test_a_question_typed_when_the_session_has_ended_survives_signing_in(town: Town, question: str) -> None:
    page = appoint(town)
    page.context.clear_cookies()
    page.get_by_label(web.QUESTION_LABEL, exact=True).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text(texts.SIGN_IN_NEEDED)
    expect(page.get_by_label(web.QUESTION_LABEL, exact=True)).to_have_value(question)
    page.locator(".outcome").get_by_role("link", name=texts.SIGN_IN).click()
    sign_in(page, "vera@stadt.example", PASSWORD)
    expect(page.get_by_label(web.QUESTION_LABEL, exact=True)).to_have_value(question)
    page.get_by_role("button", name=web.SEND).click()
    expect(page.get_by_role("heading", name=web.SOURCES)).to_be_visible()
    page.goto("/")
    expect(page.get_by_label(web.QUESTION_LABEL, exact=True)).to_have_value("")


def test_without_a_script_such_a_question_is_sent_from_the_page_that_says_so(town: Town, question: str) -> None:
    appoint(town)
    page = town.page(java_script_enabled=False)
    sign_in(page, "vera@stadt.example", PASSWORD)
    expect(page.get_by_role("heading", name=web.START_TITLE)).to_be_visible()
    page.context.clear_cookies()
    page.get_by_label(web.QUESTION_LABEL, exact=True).fill(question)
    page.get_by_role("button", name=web.SEND).click()
    expect(page.get_by_role("heading", name=texts.ENDED)).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name=texts.SIGN_IN_ELSEWHERE).click()
    sign_in(opened.value, "vera@stadt.example", PASSWORD)
    expect(opened.value.get_by_role("heading", name=web.START_TITLE)).to_be_visible()
    page.get_by_role("button", name=web.SEND).click()
    expect(page.get_by_role("heading", name=texts.SEND_AGAIN)).to_be_visible()
    expect(page.get_by_label(web.QUESTION_LABEL, exact=True)).to_have_value(question)
    page.get_by_role("button", name=web.SEND).click()
    expect(page.get_by_role("heading", name=web.SOURCES)).to_be_visible()


def test_a_page_goes_on_after_its_browser_has_signed_in_anew(town: Town, question: str) -> None:
    page = appoint(town)
    page.context.clear_cookies()
    again = page.context.new_page()
    again.goto(f"{town.url}/anmelden")
    sign_in(again, "vera@stadt.example", PASSWORD)
    expect(again.get_by_role("heading", name=web.START_TITLE)).to_be_visible()
    page.get_by_label(web.QUESTION_LABEL, exact=True).fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=web.SOURCES)).to_be_visible()
    page.get_by_role("button", name=talks.HELPFUL, exact=True).click()
    expect(page.locator(".given")).to_be_visible()


@pytest.mark.parametrize("java_script", [True, False])
def test_files_are_handed_over_by_who_is_signed_in(town: Town, tmp_path: Path, java_script: bool) -> None:
    appoint(town)
    page = town.page(java_script_enabled=java_script)
    sign_in(page, "vera@stadt.example", PASSWORD)
    expect(page.get_by_role("heading", name=web.START_TITLE)).to_be_visible()
    page.goto("/dokumente")
    file = tmp_path / f"beschluss-{java_script}.txt"
    file.write_text(f"Der Stadtrat beschloss den Haushalt {java_script} einstimmig. " * 50_000)
    page.locator('input[type="file"]').first.set_input_files(file)
    if not java_script:
        page.get_by_role("button", name=docs.HAND_OVER).click()
    expect(page.locator("#auftraege")).to_contain_text(file.name)


def test_a_source_that_is_opened_when_the_session_has_ended_leads_to_signing_in(town: Town, question: str) -> None:
    page = appoint(town)
    page.get_by_role("button", name=question).click()
    chip = page.locator(".answer .chip").first
    expect(chip).to_be_visible()
    page.context.clear_cookies()
    chip.click()
    expect(page.get_by_role("heading", name=texts.SIGN_IN)).to_be_visible()
    sign_in(page, "vera@stadt.example", PASSWORD)
    expect(page).to_have_url(re.compile(r"/dokumente/\w+\?seite="))


def test_the_real_server_believes_no_header_about_an_address(town: Town) -> None:
    told = [
        httpx.post(
            f"{town.url}/anmelden",
            data={"name": "vera", "passwort": "falsch falsch"},
            headers={"x-forwarded-for": f"198.51.100.{number}"},
            timeout=30,
        ).status_code
        for number in range(6)
    ]
    assert told == [401] * 5 + [429]


def test_the_commands_of_the_house_need_no_password_beside_the_server(town: Town) -> None:
    assert httpx.get(f"{town.url}/api/v1/search", params={"q": "Brunnen"}).status_code == 401
    command = [sys.executable, "-m", "assistant", "search", "Brunnen", "--json", "--data", str(town.data)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(found.stdout)["results"]
    assert (town.data / "command.key").stat().st_mode & 0o777 == 0o600


def test_with_sign_in_the_house_is_served_beyond_this_machine_under_its_own_name(
    tmp_path: Path, examples_data: Path
) -> None:
    data = shutil.copytree(examples_data, tmp_path / "data")
    public = "https://wissen.stadt.example"
    with serving(data, sign_in="true", host="0.0.0.0", public_url=public) as url:
        for host, status in (("wissen.stadt.example", 303), ("boese.example", 421)):
            assert httpx.get(url, headers={"host": host}).status_code == status
        command = [sys.executable, "-m", "assistant", "people", "first-admin", "--data", str(data)]
        environment = os.environ | {"TRANSFERLOTSE_PUBLIC_URL": public}
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=environment).stdout
        link = said.split()[-1]
        assert link.startswith(f"{public}/passwort/")
        page = httpx.get(url + link.removeprefix(public), headers={"host": "wissen.stadt.example"})
        assert texts.FIRST_LEAD in page.text


def test_passwords_can_be_seen_while_they_are_typed(town: Town) -> None:
    page = town.page()
    password = page.get_by_label(texts.PASSWORD, exact=True)
    password.fill(PASSWORD)
    expect(password).to_have_attribute("type", "password")
    page.get_by_label(texts.SHOW_PASSWORD).check()
    expect(password).to_have_attribute("type", "text")


@pytest.mark.parametrize(("size", "kind"), EACH)
def test_axe_finds_nothing_and_nothing_is_cut_off(town: Town, axe: str, size: str, kind: str) -> None:
    vera = appoint(town)
    town.command("invite", f"{size}-{kind}@stadt.example", "--name", "Anna mit einem recht langen Nachnamen")
    link = town.command("reset", "vera@stadt.example").split()[-1].partition("8000")[2]
    nobody = town.page()
    found: dict[str, list[str]] = {}

    def look(page: Page, path: str, state: str, *, open_all: bool = False) -> None:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**LOOKS[kind])
        if path:
            page.goto(path)
        if open_all:
            page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        found[state] = faults(page, axe)
        keep_picture(page, f"{state}-{size}-{kind}")

    look(nobody, "/anmelden", "sign-in")
    sign_in(nobody, "vera@stadt.example", "falsch falsch")
    expect(nobody.get_by_role("alert")).to_be_visible()
    look(nobody, "", "refused")
    look(nobody, link, "reset")
    look(vera, "/konto", "account", open_all=True)
    look(vera, "/verwaltung/personen", "people", open_all=True)
    look(vera, "/", "chat")
    assert {state: told for state, told in found.items() if told} == {}
