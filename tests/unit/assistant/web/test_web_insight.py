"""Auswertung: the page, its files, and what an editor says of a reported question."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert

from assistant.conversations.models import AnswerState, Reason
from assistant.gaps.models import GapState
from assistant.german import share
from assistant.models import Answer, Question, Status
from assistant.web.app import create_app
from assistant.web.insight.sheets import BYTE_ORDER_MARK, Sheet, csv_of
from assistant.wiring import House, open_house
from corpus.models import Filters
from corpus.schema import documents
from corpus.settings import Settings
from corpus.texts import gaps as gap_texts
from corpus.texts import insight as texts
from corpus.texts.terms import CLIMATE

ATTACK = '=HYPERLINK("http://example.org")<script>alert(1)</script>'
SHEETS = {
    "kennzahlen",
    "fragen",
    "ohne-beleg",
    "gruende",
    "nicht-hilfreich",
    "handlungsfelder",
    "jahre",
    "abdeckung",
    "abgelaufen",
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[TestClient, House]]:
    with open_house(Settings(data_dir=tmp_path / "data")) as house:
        yield TestClient(create_app(house), base_url="http://127.0.0.1:8000"), house


def asked(house: House, text: str, status: Status, filters: Filters | None = None) -> str:
    stored = house.conversations.begin(Question(text, filters or Filters()), None)
    house.conversations.finish(stored.id, AnswerState.DONE, Answer(text, text, status, "quote", (), ()))
    return stored.id


def read(client: TestClient, name: str, period: str = "zeitraum=7") -> list[list[str]]:
    response = client.get(f"/auswertung/{name}.csv?{period}")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    assert response.text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(response.text.removeprefix(BYTE_ORDER_MARK)), delimiter=";"))


def test_an_empty_house_says_so_kindly(empty: tuple[TestClient, House]) -> None:
    client, _ = empty
    page = html.unescape(client.get("/auswertung").text)
    for said in (texts.NOTHING_ASKED, texts.UNANSWERED_NONE, texts.REASONS_NONE, texts.HOLDINGS_NONE):
        assert said in page
    assert "<svg viewBox" not in page.partition("<main")[2]
    assert page.count("<strong>–</strong>") == 2


def test_the_page_shows_the_figures_the_german_way_and_names_nobody(empty: tuple[TestClient, House]) -> None:
    client, house = empty
    proven = [asked(house, f"Frage {n}?", Status.ANSWERED) for n in range(10)]
    open_one = asked(house, ATTACK, Status.NO_EVIDENCE)
    house.verdicts.give(proven[0], helpful=True)
    house.verdicts.give(proven[1], helpful=False, reasons=[Reason.FALSE], text=f"{ATTACK} steht da nicht")
    page = client.get("/auswertung").text
    tiles = re.findall(r"<dt>(.+?)</dt><dd><strong>(.+?)</strong>", page)
    assert tiles == [
        (texts.QUESTIONS, "11"),
        (texts.PROVEN, "91\u00a0%"),
        (texts.WITHOUT, "1"),
        (texts.HELPFUL, "50\u00a0%"),
    ]
    assert "<script>alert" not in page
    assert html.escape(ATTACK, quote=True).replace("&quot;", "&#34;") in page
    unhelpful = house.conversations.answer(proven[1])
    assert f'href="/fragen/{unhelpful.conversation_id}#{unhelpful.id}"' in page
    lacking = house.conversations.answer(open_one)
    assert lacking.conversation_id not in page
    assert lacking.id not in page


def test_every_plot_is_well_formed_named_and_has_its_table_and_its_file(
    client: TestClient, house: House, foreign_question: str
) -> None:
    asked(house, foreign_question, Status.NO_EVIDENCE)
    house.verdicts.give(asked(house, "Falsch?", Status.ANSWERED), helpful=False, reasons=[Reason.FALSE])
    page = client.get("/auswertung?zeitraum=gesamt").text
    plots = re.findall(r"<svg [^>]*role=\"img\".+?</svg>", page, re.DOTALL)
    assert len(plots) == 4
    for plot in plots:
        drawn = ElementTree.fromstring(plot)
        assert (drawn.findtext("title") or "").endswith(".")
        assert "style" not in plot
    assert page.count(f"<summary>{texts.AS_TABLE}</summary>") == len(plots)
    for address in set(re.findall(r'href="(/auswertung/[^"]+\.csv[^"]*)"', page)):
        assert client.get(html.unescape(address)).status_code == 200


def test_every_table_is_a_file_that_a_spreadsheet_opens(empty: tuple[TestClient, House]) -> None:
    client, house = empty
    for status in (Status.ANSWERED, Status.PARTIAL, Status.NO_EVIDENCE):
        asked(house, f"{status}?", status)
    gap = house.gaps.report(asked(house, ATTACK, Status.NO_EVIDENCE), "@note; mit Semikolon\nund Zeile")
    house.gaps.change([gap.id], GapState.IN_WORK, "-1 Tag")
    with house.corpus.catalogue.writing() as connection:
        known = {"field_of_action": CLIMATE, "municipality": "+Stadt", "year": 2020, "valid_until": date(2021, 5, 3)}
        row = {"id": "1", "source": "1", "title": "=A1", "current_version_id": "1", **known}
        connection.execute(insert(documents).values(row))
    sheets = {name: read(client, name) for name in SHEETS}
    assert sheets["kennzahlen"][1:] == [
        [texts.QUESTIONS, "4"],
        [texts.PROVEN_PERCENT, "50,0"],
        [texts.WITHOUT, "2"],
        [texts.HELPFUL_PERCENT, ""],
    ]
    today = f"{date.today():%d.%m.%Y}"
    assert sheets["fragen"][-1] == [today, "4", "2"]
    assert sheets["ohne-beleg"][1] == [
        f"'{ATTACK}",
        "1",
        today,
        "In Arbeit",
        "'@note; mit Semikolon\nund Zeile",
        "'-1 Tag",
        "",
    ]
    assert sheets["abgelaufen"][1] == ["'=A1", "'+Stadt", "03.05.2021"]
    assert sheets["abdeckung"][1] == ["'+Stadt", "0", "1", "0"]
    assert sheets["jahre"][1] == ["2020", "1"]
    for name in ("unbekannt", "..%2f..%2fetc%2fpasswd"):
        assert client.get(f"/auswertung/{name}.csv").status_code == 404


def test_no_cell_is_a_formula_and_numbers_stay_numbers() -> None:
    cells = ("=1", " =1", "\t=1", "+1", "-1", "@x", "a=1", -1, -0.5, None, "x\x00y")
    written = csv_of(Sheet("x", "x", ("=Kopf",), [[cell] for cell in cells])).decode("utf-8-sig").split("\r\n")
    assert written == ["'=Kopf", "'=1", "' =1", "'\t=1", "'+1", "'-1", "'@x", "a=1", "-1", "-0,5", '""', "xy", ""]


def test_the_period_is_chosen_by_the_address(empty: tuple[TestClient, House]) -> None:
    client, house = empty
    asked(house, "Heute?", Status.ANSWERED)
    today = date.today()
    tomorrow = today + timedelta(days=1)
    for period, questions in (
        ("", "1"),
        ("zeitraum=7", "1"),
        ("zeitraum=gesamt", "1"),
        ("zeitraum=unfug", "1"),
        (f"von={today}&bis={today}", "1"),
        (f"von={tomorrow}&bis={today}", "1"),
        (f"von={tomorrow}&bis={tomorrow}", "0"),
        ("bis=2020-01-01", "0"),
        (f"zeitraum=&von={tomorrow}&bis={tomorrow}", "0"),
        (f"zeitraum=30&von={tomorrow}&bis={tomorrow}", "1"),
    ):
        assert read(client, "kennzahlen", period)[1] == [texts.QUESTIONS, questions], period
    page = client.get(f"/auswertung?von={today}&bis={tomorrow}").text
    assert f'value="{today}"' in page
    assert texts.FROM_TO.format(first=f"{today:%d.%m.%Y}", last=f"{tomorrow:%d.%m.%Y}") in page
    for bad in ("gestern", "2026-02-30", "0001-01-01", "9999-12-31", "<b>"):
        refused = client.get("/auswertung", params={"von": bad})
        assert refused.status_code == 422
        assert html.escape(texts.BAD_DATE.format(given=bad)) in refused.text


def test_an_editor_says_how_far_a_reported_question_is(empty: tuple[TestClient, House]) -> None:
    client, house = empty
    filters = Filters({"municipality": "Ottersfurt"})
    ids = [
        house.gaps.report(asked(house, text, Status.NO_EVIDENCE, filters), "Für den <Rat>").id
        for text in ("Was kostet das Freibad?", "Das Freibad, was kostet es?")
    ]
    page = html.unescape(client.get("/auswertung").text)
    assert texts.ASKED_OFTEN.format(count=2, day=f"{date.today():%d.%m.%Y}") in page
    assert texts.FILTERED.format(filters="Kommune: Ottersfurt") in page
    assert page.count(texts.NOTE.format(note="Für den <Rat>")) == 1
    form = {"kennung": ids, "stand": "answered", "bemerkung": "Siehe neuer Bericht", "zeitraum": "90"}
    sent = client.post("/auswertung/fragen", data=form, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, f"/auswertung?zeitraum=90#frage-{ids[0]}")
    page = client.get(sent.headers["location"]).text
    assert f'<span class="state state--answered">{gap_texts.STATES["answered"]}</span>' in page
    assert texts.REMARK.format(remark="Siehe neuer Bericht") in page
    for wrong, status in (
        ({"stand": "erledigt"}, 422),
        ({"kennung": ["fremd"]}, 404),
        ({"bemerkung": "x" * 2001}, 422),
    ):
        assert client.post("/auswertung/fragen", data=form | wrong).status_code == status


@pytest.mark.parametrize(
    ("value", "said"), [(None, "–"), (0.0, "0"), (0.001, "1"), (0.905, "90"), (0.996, "99"), (1.0, "100")]
)
def test_only_all_is_hundred_percent(value: float | None, said: str) -> None:
    assert share(value).removesuffix("\N{NO-BREAK SPACE}%") == said
