"""Whatever people, files and models say, in a real browser: nothing of it runs, and nothing asks another host."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from attacked_town import QUESTION, SAID, Attacked, attacked_town
from hostile_texts import FORMULA, MARK, hostile, short
from playwright.sync_api import Browser, Page, expect

from assistant.people.tokens import hash_of
from assistant.web.csrf import csrf_token
from corpus.texts import web
from tests.servers.listener import Listener, listening
from tests.servers.openai_chat import KEY

NOTING = """
import sys

def note(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        with open({path!r}, "a") as file:
            file.write(repr((event, [str(one) for one in arguments])) + chr(10))

sys.addaudithook(note)
"""
# What only an attacker's text could bring into one of the house's pages.
BROUGHT_IN = (
    "[onerror], [onload], [onfocus], script:not([src^='/static/']), iframe, object, embed, base, meta[http-equiv], "
    "style, link:not([href^='/static/'], [href^='/haus/']), img:not([src^='/']), [href^='javascript:' i], "
    "[href^='data:'], [href^='http'], form[action^='http']"
)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server writes down every host that it looks up or connects to."""
    return tmp_path_factory.mktemp("site") / "calls.txt"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, listener: Listener, calls: Path) -> Iterator[Attacked]:
    calls.with_name("sitecustomize.py").write_text(NOTING.format(path=str(calls)))
    with attacked_town(tmp_path_factory.mktemp("attacked"), listener, calls.parent) as town:
        yield town


@dataclass
class Watch:
    """What a page did that it should not do."""

    host: str
    seen: list[str] = field(default_factory=list)

    def over(self, page: Page) -> Page:
        page.on("dialog", lambda dialog: (self.seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self._note_request(request.url))
        page.on("pageerror", lambda error: self.seen.append(f"error {error}"))
        page.on("console", lambda said: self.seen.append(said.text) if "Content Security" in said.text else None)
        page.on("popup", lambda popup: self.seen.append(f"popup {popup.url}"))
        page.on("download", lambda got: self.seen.append(f"download {got.url}"))
        return page

    def _note_request(self, url: str) -> None:
        if urlsplit(url).netloc != self.host and not url.startswith("data:image/svg+xml"):
            self.seen.append(f"request {url}")


def brought_in(page: Page) -> list[str]:
    return page.locator(BROUGHT_IN).evaluate_all("found => found.map(one => one.outerHTML.slice(0, 200))")


def test_the_watch_sees_scripts_and_requests_where_a_text_does_come_to_life(
    browser: Browser, listener: Listener
) -> None:
    page = browser.new_page()
    watch = Watch("127.0.0.1:1")
    watch.over(page).set_content(hostile("control", listener.url))
    page.wait_for_timeout(300)
    assert "dialog 1" in watch.seen
    assert any("/img/control" in url for url in watch.seen)
    page.set_content(short("control", listener.url))
    assert len(brought_in(page)) == 1
    page.close()
    assert listener.heard
    listener.heard.clear()


def addresses(town: Attacked) -> list[str]:
    """Every page that shows what somebody wrote, and some that only an attacker would write the address of."""
    evil = quote(town.text("address")[:400], safe="")
    found = ["/", "/gespraeche", "/dokumente", "/dokumente/verarbeitung", "/auswertung", "/verwaltung", "/konto"]
    found += ["/verwaltung/personen", "/impressum", "/datenschutz", "/barrierefreiheit", f"/{evil}"]
    found += [f"/fragen/{id}" for id in town.conversations]
    found += [f"/?frage={evil}&suche={evil}&kommune={evil[:200]}", f"/dokumente?suche={evil[:200]}&stand={evil[:90]}"]
    for kind, id in town.documents.items():
        found += [f"/dokumente/{id}{more}" for more in ("", "/ausschnitt", "/textstellen", "/angaben")]
        found += [f"/dokumente/{id}/loeschen", f"/dokumente/{id}/ersetzen", f"/dokumente/{id}?wortlaut={evil}"]
        if kind != "pdf":
            found.append(f"/dokumente/{id}?hinweis={evil}")
    return found


def signed_in(browser: Browser, town: Attacked, watch: Watch) -> Page:
    context = browser.new_context(base_url=town.url)
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "transferlotse", "value": town.token, "url": town.url}])
    return watch.over(context.new_page())


def test_no_page_runs_or_fetches_anything_that_somebody_wrote_into_it(browser: Browser, town: Attacked) -> None:
    watch = Watch(urlsplit(town.url).netloc)
    page = signed_in(browser, town, watch)
    showing = set()
    for address in addresses(town):
        page.goto(address)
        assert brought_in(page) == [], address
        assert watch.seen == [], address
        if MARK in page.locator("body").inner_text() or MARK in page.content():
            showing.add(re.sub(r"[0-9a-f]{32}", "*", urlsplit(address).path))
    page.context.close()
    assert town.listener.heard == []
    shown = {"/", "/gespraeche", "/dokumente", "/dokumente/verarbeitung", "/auswertung", "/verwaltung", "/fragen/*"}
    shown |= {"/dokumente/*", "/dokumente/*/textstellen", "/dokumente/*/angaben", "/verwaltung/personen", "/konto"}
    assert shown <= showing


def test_a_model_that_writes_markup_brings_none_into_the_running_page(browser: Browser, town: Attacked) -> None:
    watch = Watch(urlsplit(town.url).netloc)
    page = signed_in(browser, town, watch)
    page.goto("/")
    page.get_by_label(web.QUESTION_LABEL, exact=True).fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn").last).not_to_have_attribute("aria-busy", "true", timeout=60_000)
    expect(page.locator(".turn").last).to_contain_text(MARK)
    page.locator(".turn [data-source]").first.click()
    expect(page.get_by_role("dialog")).to_contain_text(MARK)
    assert brought_in(page) == []
    page.context.close()
    assert (watch.seen, town.listener.heard) == ([], [])


def test_files_leave_as_what_they_are_and_as_nothing_that_a_browser_would_run(town: Attacked) -> None:
    for kind, id in town.documents.items():
        for headers in ({}, {"range": "bytes=0-50"}, {"accept": "text/html"}):
            answer = town.client.get(f"/api/v1/documents/{id}/file", headers=headers)
            assert answer.status_code in (200, 206)
            is_pdf = kind == "pdf"
            assert answer.headers["content-type"] == ("application/pdf" if is_pdf else "application/octet-stream")
            shown = answer.headers["content-disposition"]
            assert shown.startswith("inline" if is_pdf else "attachment")
            assert not re.search(r"[\r\n<>]", shown)
            assert answer.headers["x-content-type-options"] == "nosniff"
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "script-src" not in policy
            assert is_pdf or policy.startswith("sandbox;")
    for form in ("md", "docx", "pdf"):
        for address in (f"answers/{town.answers[0]}", f"conversations/{town.conversations[0]}"):
            answer = town.client.get(f"/api/v1/{address}/export", params={"form": form})
            assert answer.headers["content-disposition"].startswith("attachment; filename="), form
            assert not re.search(r"[\r\n<>]", answer.headers["content-disposition"])
            assert answer.headers["x-content-type-options"] == "nosniff"
    logo = town.client.get("/haus/logo")
    assert logo.headers["content-type"] == "image/svg+xml"
    assert logo.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


def test_tables_for_spreadsheets_hold_no_formula(town: Attacked) -> None:
    cells = []
    for name in ("ohne-beleg", "nicht-hilfreich", "fragen", "kennzahlen", "abgelaufen", "gruende"):
        answer = town.client.get(f"/auswertung/{name}.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"].startswith("attachment")
        cells += [cell for row in csv.reader(io.StringIO(answer.text), delimiter=";") for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.lstrip(" \ufeff").startswith(("=", "+", "@", "\t"))]


def test_the_server_asked_nobody_but_its_chat_model_and_listens_nowhere_else(town: Attacked, calls: Path) -> None:
    """What files, names, sources and sidecars say is never looked up, and Chroma is a library, not a service."""
    asked = {ast.literal_eval(line)[1][-1] for line in calls.read_text().splitlines()}
    model = urlsplit(town.service.url)
    assert any(str(model.port) in one for one in asked), "nothing was written down"
    assert [one for one in asked if str(model.port) not in one and one not in ("0", "6")] == []
    assert town.listener.heard == []
    assert listening_ports(town.data) == {urlsplit(town.url).port}


def test_what_was_asked_and_said_and_every_secret_stay_out_of_what_the_server_logs(town: Attacked) -> None:
    """Even where everything is logged."""
    log = (town.data.parent / SAID).read_text("utf-8", errors="replace")
    assert len(log) > 100
    secrets = (KEY, town.token, csrf_token(town.token), hash_of(town.token))
    for said in (*secrets, QUESTION, QUESTION.casefold(), FORMULA, MARK, "8.500 Euro"):
        assert said not in log, said


def listening_ports(data: Path) -> set[int | None]:
    """On which ports the server of this data folder waits for somebody."""
    (process,) = [
        path.parent for path in Path("/proc").glob("[0-9]*/cmdline") if str(data).encode() in path.read_bytes()
    ]
    inodes = {name[8:-1] for fd in (process / "fd").iterdir() if (name := str(fd.readlink())).startswith("socket:[")}
    lines = [
        line.split() for table in ("tcp", "tcp6") for line in (process / "net" / table).read_text().splitlines()[1:]
    ]
    return {int(line[1].rpartition(":")[2], 16) for line in lines if line[3] == "0A" and line[9] in inodes}
