"""An editor's day in the room 'Dokumente', by a real browser against a server of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from corpus.texts import documents as docs
from tests.conftest import EXAMPLES, serving
from tests.journeys.looking import EACH, LOOKS, SIZES, faults

MEADOW = "# Obstwiese am Quittenweg\n\nDie Streuobstwiese am Quittenweg wurde {year} mit 37 Quittenbäumen bepflanzt.\n"
MINUTE = 60_000


@pytest.fixture(scope="module")
def url(examples_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = shutil.copytree(examples_data, tmp_path_factory.mktemp("documents") / "data")
    with serving(data) as url:
        yield url


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, url: str) -> Iterator[Open]:
    # What earlier tests have handed over is not to be seen.
    ended = [job["job_id"] for job in httpx.get(f"{url}/api/v1/jobs").json()["jobs"]]
    httpx.post(f"{url}/dokumente/auftraege/ausblenden", data={"auftrag": ended})
    contexts: list[BrowserContext] = []
    failures: list[str] = []

    def visit_one(path: str = "/dokumente", **options: Any) -> Page:
        context = browser.new_context(base_url=url, **{"viewport": {"width": 1280, "height": 860}, **options})
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(path)
        return page

    yield visit_one
    for context in contexts:
        context.close()
    assert failures == [], "errors in the page's scripts"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Name -> a file to hand over."""
    (tmp_path / "wiese.md").write_text(MEADOW.format(year=2021))
    (tmp_path / "kaputt.pdf").write_bytes((EXAMPLES / "hitzeaktionsplan-ottersfurt.pdf").read_bytes()[:3000])
    (tmp_path / "leer.pdf").touch()
    (tmp_path / "gleich.docx").write_bytes((EXAMPLES / "buergerbudget-amselwitz.docx").read_bytes())
    (tmp_path / "tafel.html").write_text((EXAMPLES / "lindenplatz-harthbrueck.html").read_text() + "<p>Neu.</p>")
    return {path.name: path for path in tmp_path.iterdir()}


def settled(page: Page) -> None:
    expect(page.locator('#auftraege[data-open="0"]')).to_be_attached(timeout=MINUTE)
    expect(page.locator("#hochgeladen li")).to_have_count(0)


def line(page: Page, name: str) -> Any:
    return page.locator("#auftraege .job").filter(has=page.locator(".job-name", has_text=name)).last


def tab_to(page: Page, name: str | re.Pattern[str], role: Any = "link", most: int = 80) -> None:
    """Press the tabulator until the element of this name has the focus."""
    target = page.get_by_role(role, name=name).first
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the tabulator does not reach {name}")


def test_an_editors_day(visit: Open, url: str, files: dict[str, Path], tmp_path: Path) -> None:
    page = visit()
    before = len(httpx.get(f"{url}/api/v1/documents").json()["documents"])
    with page.expect_file_chooser() as chooser:
        page.get_by_text(docs.CHOOSE, exact=True).click()
    chooser.value.set_files(list(files.values()))
    expect(line(page, "wiese.md")).to_be_visible()
    settled(page)
    expect(line(page, "kaputt.pdf")).to_contain_text("beschädigt")
    expect(line(page, "leer.pdf")).to_contain_text("leer (0 Byte)")
    expect(line(page, "gleich.docx")).to_contain_text("ist schon als „Bürgerbudget in kleinen Städten“ im Bestand")
    expect(page.locator("#bestand")).to_have_text(docs.HOLDINGS.format(count=before + 2))
    expect(page.locator("#ansage")).to_contain_text(docs.SUMMARY_NONE)

    page.get_by_role("link", name=f"{docs.CHECK}: Obstwiese am Quittenweg").first.click()
    expect(page.locator(".proposal").first).to_be_visible()
    page.get_by_label(docs.FIELDS["municipality"]).fill("Quittental")
    page.get_by_label(docs.FIELDS["valid_until"]).fill("31.02.2020")
    page.get_by_label(docs.FIELDS["inhabitants"]).fill("12.500")
    page.get_by_role("button", name=docs.SAVE, exact=True).click()
    expect(page.get_by_label(docs.FIELDS["valid_until"])).to_be_focused()
    expect(page.get_by_label(docs.FIELDS["municipality"])).to_have_value("Quittental")
    page.get_by_label(docs.FIELDS["valid_until"]).fill("1.2.2020")
    page.get_by_role("button", name=docs.SAVE_AND_NEXT).click()
    expect(page.get_by_text(docs.NOTICES["weiter"])).to_be_visible()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Obstwiese")
    page.get_by_role("button", name=docs.SAVE, exact=True).click()
    expect(page.get_by_text(docs.NOTICES["gespeichert"])).to_be_visible()

    found = httpx.get(f"{url}/api/v1/search", params={"q": "Wie viele Quittenbäume am Quittenweg?"}).json()["results"]
    assert "37 Quittenbäumen" in found[0]["text"]

    page.goto("/dokumente")
    page.get_by_role("searchbox", name=docs.SEARCH).fill("quittental")
    page.get_by_role("button", name=docs.SHOW).click()
    row = page.get_by_role("row").filter(has_text="Obstwiese")
    expect(row).to_contain_text(docs.STANDINGS["pruefen"])
    expect(row).to_contain_text("galt bis 01.02.2020")
    row.get_by_role("link", name=f"{docs.REPLACE}: Obstwiese").click()
    newer = tmp_path / "neuer.md"
    newer.write_text(MEADOW.format(year=2026))
    page.get_by_label(docs.REPLACE_FILE).set_input_files(newer)
    page.get_by_role("button", name=docs.REPLACE).click()
    expect(page.get_by_text(docs.NOTICES["uebergeben"])).to_be_visible()
    settled(page)
    page.get_by_role("link", name="Obstwiese am Quittenweg", exact=True).last.click()
    expect(page.locator(".page-text")).to_contain_text("2026 mit 37")
    expect(page.locator(".versions")).to_contain_text("neuer.md")

    page.get_by_role("link", name=docs.PASSAGES_LINK).click()
    page.get_by_role("link", name=docs.PASSAGE_NAME.format(number=1, page=1)).click()
    expect(page.locator("mark").last).to_contain_text("Quittenbäumen")

    page.get_by_role("link", name=docs.REMOVE, exact=True).click()
    expect(page.get_by_text(docs.REMOVE_QUESTION.format(title="Obstwiese am Quittenweg"))).to_be_visible()
    page.get_by_role("button", name=docs.REMOVE_NOW).click()
    expect(page.get_by_text(docs.NOTICES["geloescht"])).to_be_visible()
    expect(page.locator("#bestand")).to_have_text(docs.HOLDINGS.format(count=before + 1))
    page.get_by_role("button", name=docs.HIDE_ALL).click()
    refused = page.get_by_role("button", name=docs.HIDE_REFUSED)
    expect(refused.or_(page.get_by_text(docs.NOTHING_IN_PROGRESS))).to_be_visible()
    if refused.is_visible():
        refused.click()
    expect(page.get_by_text(docs.NOTHING_IN_PROGRESS)).to_be_visible()


def test_files_are_dropped_and_an_upload_that_breaks_off_can_be_tried_again(visit: Open) -> None:
    page = visit()

    def break_off(route: Route) -> None:
        route.abort("connectionreset")

    page.route("**/api/v1/documents", break_off)
    page.evaluate(
        """() => {
          const carried = new DataTransfer();
          const text = "# Teich\\n\\nDer Teich am Anger wurde 2019 entschlammt und neu bepflanzt.\\n";
          carried.items.add(new File([text], "teich.md"));
          const zone = document.getElementById("hinzufuegen");
          for (const kind of ["dragenter", "dragover"])
            zone.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
          window.highlighted = zone.classList.contains("drop--over");
          zone.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true}));
        }"""
    )
    assert page.evaluate("highlighted")
    waiting = page.locator("#hochgeladen li")
    expect(waiting).to_contain_text(docs.UPLOAD_BROKEN)
    page.unroute("**/api/v1/documents")
    waiting.get_by_role("button", name=f"{docs.TRY_AGAIN}: teich.md").click()
    settled(page)
    expect(page.get_by_role("row").filter(has_text="Teich")).to_be_visible()


def test_without_a_script_a_plain_form_does_it(visit: Open, files: dict[str, Path]) -> None:
    page = visit(java_script_enabled=False)
    page.get_by_label(docs.CHOOSE).set_input_files([files["kaputt.pdf"], files["leer.pdf"]])
    page.get_by_role("button", name=docs.HAND_OVER).click()
    for _ in range(60):
        if page.locator('#auftraege[data-open="0"]').count():
            break
        page.wait_for_timeout(300)
        page.get_by_role("link", name=docs.REFRESH).click()
    expect(line(page, "kaputt.pdf")).to_contain_text("beschädigt")
    line(page, "kaputt.pdf").get_by_role("button", name=docs.HIDE).click()
    expect(line(page, "kaputt.pdf")).to_have_count(0)


def test_the_keyboard_alone_adds_describes_replaces_and_deletes(visit: Open, tmp_path: Path) -> None:
    page = visit()
    name, text = tmp_path / "brunnen.md", "# Brunnen\n\nDer Brunnen am Markt läuft seit 2018 wieder von April an.\n"
    name.write_text(text)
    page.keyboard.press("Tab")
    page.locator("#dateien").focus()
    expect(page.locator("#dateien")).to_be_focused()
    # Only the window in front may open a dialogue of the system.
    page.bring_to_front()
    with page.expect_file_chooser() as chooser:
        page.locator("#dateien").press("Enter")
    chooser.value.set_files(name)
    expect(line(page, "brunnen.md")).to_be_visible()
    settled(page)
    tab_to(page, f"{docs.CHECK}: Brunnen")
    page.keyboard.press("Enter")
    tab_to(page, docs.FIELDS["municipality"], "combobox")
    page.keyboard.type("Moosleben")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_text(docs.NOTICES["gespeichert"])).to_be_visible()
    tab_to(page, docs.REPLACE)
    page.keyboard.press("Enter")
    name.write_text(text.replace("2018", "2020"))
    tab_to(page, docs.REPLACE_FILE, "button")
    page.bring_to_front()
    with page.expect_file_chooser() as chooser:
        page.locator(":focus").press("Enter")
    chooser.value.set_files(name)
    tab_to(page, docs.REPLACE, "button")
    page.keyboard.press("Enter")
    settled(page)
    tab_to(page, f"{docs.REMOVE}: Brunnen", most=120)
    page.keyboard.press("Enter")
    tab_to(page, docs.REMOVE_NOW, "button")
    page.keyboard.press("Enter")
    expect(page.get_by_text(docs.NOTICES["geloescht"])).to_be_visible()


@pytest.mark.parametrize(("size", "look"), EACH)
def test_no_rule_of_accessibility_is_broken(
    visit: Open, url: str, axe: str, files: dict[str, Path], size: str, look: str
) -> None:
    known = httpx.get(f"{url}/api/v1/documents").json()["documents"]
    pdf = next(d["document_id"] for d in known if d["media_type"] == "application/pdf")
    other = next(d["document_id"] for d in known if d["media_type"] != "application/pdf")
    httpx.post(f"{url}/api/v1/documents", files={"file": ("leer.pdf", b"")})
    width, height = SIZES[size]
    page = visit(viewport={"width": width, "height": height}, **LOOKS[look])
    settled(page)
    paths = ["/dokumente", "/dokumente?suche=x&stand=pruefen", "/dokumente?hinweis=geloescht"]
    paths += [f"/dokumente/{document}" for document in (pdf, other)]
    paths += [f"/dokumente/{pdf}/{room}" for room in ("angaben", "ersetzen", "loeschen", "textstellen")]
    for path in paths:
        page.goto(path)
        assert faults(page, axe) == [], path
    page.goto(f"/dokumente/{pdf}/angaben")
    page.get_by_label(docs.FIELDS["year"]).fill("x")
    page.get_by_role("button", name=docs.SAVE, exact=True).click()
    expect(page.get_by_label(docs.FIELDS["year"])).to_have_attribute("aria-invalid", "true")
    assert faults(page, axe) == []
    page.goto("/dokumente")
    page.locator("#dateien").set_input_files(files["wiese.md"])
    expect(line(page, "wiese.md").or_(page.locator("#hochgeladen li"))).to_be_visible()
    assert faults(page, axe) == []
