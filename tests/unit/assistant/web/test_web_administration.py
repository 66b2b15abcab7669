"""Verwaltung: what it says of the house, its checks, and settings that take effect with the next question."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from assistant.web.app import create_app
from assistant.wiring import House, open_house
from corpus.schema import jobs
from corpus.settings import Settings
from corpus.texts import administration as texts
from corpus.texts import writing
from tests.servers.openai_chat import KEY, MODEL, ChatService, chat_service

FACT = "Für ein Gründach zahlt Ottersfurt 35 Euro je Quadratmeter."
QUESTION = "Wie viel zahlt Ottersfurt je Quadratmeter für ein Gründach?"
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def service() -> Iterator[ChatService]:
    with chat_service(f"{FACT} [1]") as service:
        yield service


@pytest.fixture
def written(tmp_path: Path, service: ChatService) -> Iterator[tuple[TestClient, House]]:
    """A house whose answers a chat model writes."""
    source = tmp_path / "gruendach.md"
    source.write_text(f"# Gründächer in Ottersfurt\n\n{FACT}\n", "utf-8")
    options = json.dumps({"base_url": service.url, "api_key": KEY})
    settings = Settings(data_dir=tmp_path / "house", chat_model=f"openai:{MODEL}", chat_model_options=options)
    with open_house(settings) as house:
        house.ingest.add(source, source=str(source), file_name=source.name)
        yield TestClient(create_app(house), base_url=ADDRESS), house


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[TestClient, House]]:
    with open_house(Settings(data_dir=tmp_path / "data")) as house:
        yield TestClient(create_app(house), base_url=ADDRESS), house


def told(client: TestClient) -> str:
    response = client.get("/verwaltung")
    assert response.status_code == 200
    return html.unescape(response.text)


def instructions(service: ChatService) -> str:
    content: str = service.asked[-1]["messages"][0]["content"]
    return content


def test_a_chosen_length_reaches_the_model_with_the_next_question(
    written: tuple[TestClient, House], service: ChatService
) -> None:
    client, _ = written
    for length in ("normal", "long", "short"):
        sent = client.post("/verwaltung/einstellungen", data={"answer_length": length}, follow_redirects=False)
        assert (sent.status_code, sent.headers["location"]) == (303, "/verwaltung?hinweis=gespeichert#einstellungen")
        assert client.post("/api/v1/questions", json={"question": QUESTION}).json()["engine"] == f"openai:{MODEL}"
        assert writing.LENGTHS[length] in instructions(service)
    client.post("/verwaltung/einstellungen/answer_length/zuruecksetzen")
    client.post("/api/v1/questions", json={"question": QUESTION})
    assert writing.LENGTHS["normal"] in instructions(service)


def test_plain_language_and_unproven_sentences_are_changed_while_running(
    written: tuple[TestClient, House], service: ChatService
) -> None:
    client, _ = written
    service.reply = f"{FACT} [1] Anträge bevorzugt der Bauhof im Winter. [1]"
    shown = client.post("/api/v1/questions", json={"question": QUESTION}).json()["sentences"]
    client.post("/verwaltung/einstellungen", data={"plain_language": "True", "unproven_sentences": "drop"})
    left = client.post("/api/v1/questions", json={"question": QUESTION}).json()["sentences"]
    service.reply = f"{FACT} [1]"
    assert (len(shown), len(left)) == (2, 1)
    assert writing.PLAIN in instructions(service)
    assert re.search(r'id="einfach"[^>]* checked', client.get("/").text)


def test_the_model_is_asked_on_demand_and_its_key_is_never_shown(
    written: tuple[TestClient, House], service: ChatService
) -> None:
    client, _ = written
    assert texts.MODEL_CHOSEN.format(name=f"openai:{MODEL}") in told(client)
    before = len(service.asked)
    sent = client.post("/verwaltung/modell", follow_redirects=False)
    assert (sent.status_code, sent.headers["location"], len(service.asked)) == (303, "/verwaltung#modell", before + 1)
    page = told(client)
    assert re.search(texts.MODEL_REACHED.format(seconds=r"\d+,\d"), page)
    assert KEY not in page
    assert page.count(f">{texts.SECRET_SET}<") == 1


def test_a_model_that_does_not_answer_is_said_to_be_unreachable(tmp_path: Path, free_port: int) -> None:
    options = json.dumps({"base_url": f"http://127.0.0.1:{free_port}/v1", "api_key": KEY})
    settings = Settings(data_dir=tmp_path / "house", chat_model=f"openai:{MODEL}", chat_model_options=options)
    with open_house(settings) as house:
        client = TestClient(create_app(house), base_url=ADDRESS)
        client.post("/verwaltung/modell")
        assert texts.MODEL_FAILED.format(reason=writing.FAILED) in told(client)


def test_name_and_contact_show_on_every_page_at_once_and_go_back(empty: tuple[TestClient, House]) -> None:
    client, _ = empty
    given = {"house_name": "Stadt <Ottersfurt>", "contact_email": "hilfe@ottersfurt.example"}
    client.post("/verwaltung/einstellungen", data=given)
    assert '<span class="claim">Stadt &lt;Ottersfurt&gt;</span>' in client.get("/").text
    assert "mailto:hilfe@ottersfurt.example" in client.get("/barrierefreiheit").text
    assert texts.INSTALLED.format(value=texts.NOTHING_SET) in told(client)
    client.post("/verwaltung/einstellungen/house_name/zuruecksetzen")
    assert "Ottersfurt&gt;" not in client.get("/").text
    assert client.post("/verwaltung/einstellungen/data_dir/zuruecksetzen").status_code == 404


def test_an_emptied_field_is_saved_as_empty_and_saving_is_said(empty: tuple[TestClient, House]) -> None:
    client, house = empty
    page = client.post("/verwaltung/einstellungen", data={"house_name": "Stadt Ottersfurt"})
    assert texts.SAVED in page.text
    assert texts.SAVED not in client.get("/verwaltung").text
    client.post("/verwaltung/einstellungen", data={"house_name": "", "contact_email": ""})
    assert house.settings_now().house_name == ""
    assert "Stadt Ottersfurt" not in client.get("/").text


def test_a_refused_form_says_why_and_keeps_what_was_typed(empty: tuple[TestClient, House]) -> None:
    client, house = empty
    given = {"house_name": "Ottersfurt", "contact_email": "<niemand>"}
    refused = client.post("/verwaltung/einstellungen", data=given)
    assert refused.status_code == 422
    assert texts.BAD_ADDRESS.format(given="<niemand>") in html.unescape(refused.text)
    assert 'value="Ottersfurt"' in refused.text
    assert 'value="&lt;niemand&gt;"' in refused.text
    assert house.settings_now() == house.settings


def test_the_check_finds_nothing_or_names_the_command(house: House, client: TestClient) -> None:
    sent = client.post("/verwaltung/pruefen", follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, "/verwaltung#pruefen")
    house.checkups.holdings.begin(patience=60)
    assert texts.CHECK_SOUND in told(client)
    orphan = house.corpus.files.write([b"niemandes"])
    try:
        house.checkups.holdings.begin(patience=60)
        page = told(client)
    finally:
        house.corpus.files.remove(orphan)
    assert texts.FOUND.format(count=1, text=texts.ORPHAN_FILES) in page
    assert texts.DOCTOR in page


def test_the_page_says_what_waits_and_what_was_refused(empty: tuple[TestClient, House], tmp_path: Path) -> None:
    client, house = empty
    page = told(client)
    assert texts.JOBS_NONE in page
    assert texts.FAILED_NONE in page
    broken = tmp_path / "kaputt.pdf"
    broken.write_bytes(b"%PDF-1.7 nichts")
    refused = house.ingest.add(broken, source="kaputt", file_name=broken.name)
    note = tmp_path / "wartet.txt"
    note.write_text("Der Stadtrat beschloss es einstimmig.")
    waiting = house.ingest.intake.receive(note, source="wartet", file_name=note.name)
    with house.corpus.catalogue.writing() as connection:
        changed = update(jobs).where(jobs.c.id == waiting.id).values(attempts=1, reason="Kein Platz.")
        connection.execute(changed)
    page = told(client)
    assert texts.JOBS_ONE in page
    assert texts.JOB.format(name="wartet.txt", reason="Kein Platz.") in page
    assert texts.JOB.format(name="kaputt.pdf", reason=refused.reason) in page
    with house.corpus.catalogue.writing() as connection:
        long_ago = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
        connection.execute(update(jobs).where(jobs.c.source == "kaputt").values(finished_at=long_ago))
    assert "kaputt.pdf" not in told(client)


def test_the_numbers_of_the_index_are_those_of_the_catalogue(house: House, client: TestClient) -> None:
    passages = sum(document.current.passages for document in house.corpus.documents())
    shown = re.findall(r"<dt>(.+?)</dt><dd>([\d.]+)</dd>", told(client))
    assert dict(shown)[texts.DOCUMENTS] == str(len(house.corpus.documents()))
    assert {dict(shown)[name] for name in (texts.PASSAGES, texts.VECTORS, texts.ROWS)} == {str(passages)}
    assert texts.AGREES in told(client)
