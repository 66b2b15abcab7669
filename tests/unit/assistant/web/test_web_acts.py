"""What editors and administrators did is written down, wherever they did it, and shown to administrators."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, update

from assistant.administration.subjects import NAMES
from assistant.people.models import Role
from assistant.people.viewer import Access
from assistant.web.acts import ACTS
from assistant.web.app import create_app
from assistant.web.rules import RULES
from assistant.wiring import House, open_house
from corpus.acts import Act, By, Wanted
from corpus.schema import acts
from corpus.settings import Settings
from corpus.texts import acts as texts
from tests.signing_in import ADDRESS, Town, signing_in

NOTE = "# Bäume in Kiefernau\n\nDie Stadt Kiefernau pflanzt 40 Bäume im Jahr.\n".encode()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with open_house(Settings(data_dir=tmp_path / "data")) as house, signing_in(house, key="schluessel") as town:
        yield town


@pytest.fixture
def document_id(town: Town, tmp_path: Path) -> str:
    note = tmp_path / "baeume.md"
    note.write_bytes(NOTE)
    report = town.house.ingest.add(note, source="baeume", file_name=note.name)
    assert report.document_id
    return report.document_id


def written(house: House) -> list[Act]:
    return list(reversed(house.acts.newest(most=1000)))


def told(house: House) -> list[tuple[str, str]]:
    return [(act.act, act.subject) for act in written(house)]


def test_every_act_of_editors_and_administrators_has_a_name_in_german() -> None:
    unsafe = {rule for rule, needed in RULES.items() if needed >= Access.EDITING and not rule.startswith("GET ")}
    assert sorted(unsafe - ACTS.keys()) == [], "acts without a name in assistant/web/acts.py"
    assert sorted(ACTS.keys() - unsafe) == [], "names without a route that editors or administrators alone may use"
    assert set(ACTS.values()) <= texts.ACTS.keys()
    kinds = {name.partition(".")[0] for name in texts.ACTS}
    assert texts.GONE.keys() == NAMES.keys()
    assert kinds - NAMES.keys() == {"setting", "check"}, "kinds of subjects that have no name"


def test_what_an_editor_does_is_written_down_with_what_it_was_done_to(town: Town, document_id: str) -> None:
    editor = town.signed_in("rita", Role.EDITOR)
    rita = town.house.people.register.named("rita")
    at = f"/api/v1/documents/{document_id}"
    assert editor.put(at, json={"title": "Bäume"}).status_code == 200
    job = editor.post("/api/v1/documents", files={"file": ("neu.md", b"# Neu\n\nEtwas Neues steht hier.")}).json()
    job_id = job["jobs"][0]["job_id"]
    assert editor.post(f"/api/v1/jobs/{job_id}/retry").status_code == 200
    assert editor.delete(f"/api/v1/jobs/{job_id}").status_code == 200
    assert editor.post("/dokumente/auftraege/ausblenden", data={"auftrag": [job_id, job_id]}).status_code == 303
    assert editor.delete(at).status_code == 204
    assert told(town.house) == [
        ("document.describe", document_id),
        ("file.add", job_id),
        ("file.retry", job_id),
        ("file.stop", job_id),
        ("file.hide", job_id),
        ("document.remove", document_id),
    ]
    assert {(act.by, act.person_id) for act in written(town.house)} == {(By.PERSON, rita.id)}


def test_the_pages_without_a_script_are_written_down_likewise(town: Town, document_id: str) -> None:
    editor = town.signed_in("rita", Role.EDITOR)
    page = editor.post(
        "/dokumente", files=[("dateien", ("neu.md", NOTE + b"Mehr.")), ("dateien", ("kaputt.xyz", b"\0"))]
    )
    assert page.status_code in (303, 422), "one of them is taken, whatever becomes of the other"
    job_id = town.house.ingest.jobs.recent(1)[0].id
    for what in ("wiederholen", "abbrechen"):
        editor.post(f"/dokumente/auftraege/{what}", data={"auftrag": [job_id, "0" * 32]})
    editor.post(f"/dokumente/{document_id}/angaben", data={"title": "Bäume", "stand": ""})
    editor.post(f"/dokumente/{document_id}/loeschen")
    editor.post(f"/dokumente/{document_id}/loeschen")
    happened = [(act, subject) for act, subject in told(town.house) if act != "document.describe"]
    assert ("file.add", job_id) in happened
    assert happened[-3:] == [("file.retry", job_id), ("file.stop", job_id), ("document.remove", document_id)]


def test_what_an_administrator_does_is_written_down(town: Town) -> None:
    admin = town.signed_in("vera", Role.ADMINISTRATOR)
    admin.post("/verwaltung/einstellungen", data={"house_name": "Kiefernau", "answer_length": "normal"})
    admin.post("/verwaltung/einstellungen/house_name/zuruecksetzen")
    admin.post("/verwaltung/pruefen")
    admin.post("/verwaltung/personen", data={"name": "Anna", "anmeldename": "anna", "rolle": "reader"})
    anna = town.house.people.register.named("anna").id
    at = f"/verwaltung/personen/{anna}"
    for what, data in (
        ("rolle", {"rolle": "editor"}),
        ("sperren", {}),
        ("freigeben", {}),
        ("link", {}),
        ("loeschen", {}),
    ):
        assert admin.post(f"{at}/{what}", data=data).status_code in (200, 303), what
    assert told(town.house) == [
        ("setting.change", "house_name"),
        ("setting.reset", "house_name"),
        ("check.holdings", ""),
        ("person.invite", anna),
        ("person.role", anna),
        ("person.disable", anna),
        ("person.enable", anna),
        ("person.link", anna),
        ("person.remove", anna),
    ]


def test_who_deletes_themselves_leaves_a_record_without_a_name(town: Town) -> None:
    town.person("zweite", Role.ADMINISTRATOR)
    admin = town.signed_in("vera", Role.ADMINISTRATOR)
    vera = town.house.people.register.named("vera").id
    assert admin.post(f"/verwaltung/personen/{vera}/loeschen").status_code == 303
    (act,) = written(town.house)
    assert (act.act, act.subject, act.by, act.person_id) == ("person.remove", vera, By.PERSON, None)


def test_what_was_refused_or_changed_nothing_is_no_act(town: Town, document_id: str) -> None:
    reader, editor = town.signed_in("lena"), town.signed_in("rita", Role.EDITOR)
    admin = town.signed_in("vera", Role.ADMINISTRATOR)
    vera = town.house.people.register.named("vera").id
    reader.delete(f"/api/v1/documents/{document_id}")
    reader.post("/api/v1/questions", json={"question": "Wie viele Bäume?"})
    editor.delete("/api/v1/documents/weg")
    editor.post("/dokumente/weg/loeschen")
    editor.put(f"/api/v1/documents/{document_id}", json={"title": ""})
    known = editor.post("/api/v1/documents", files={"file": ("baeume.md", NOTE)}, data={"source": "baeume"})
    assert known.json()["jobs"] == []
    editor.post("/verwaltung/pruefen")
    editor.get(f"/dokumente/{document_id}")
    admin.post(f"/verwaltung/personen/{vera}/sperren")
    admin.post("/verwaltung/einstellungen", data={"answer_length": "normal"})
    admin.post("/verwaltung/personen", data={"name": "", "anmeldename": "an na"})
    admin.post("/verwaltung/pruefen", headers={"sec-fetch-site": "cross-site"})
    assert told(town.house) == []


def test_a_command_with_the_key_of_the_house_and_anybody_without_sign_in_are_told_apart(
    town: Town, document_id: str, house: House
) -> None:
    shown = {"authorization": "Bearer schluessel"}
    assert town.browser().delete(f"/api/v1/documents/{document_id}", headers=shown).status_code == 204
    assert [(act.by, act.person_id) for act in written(town.house)] == [(By.COMMAND, None)]
    open_to_all = TestClient(create_app(house), base_url=ADDRESS)
    open_to_all.post("/verwaltung/pruefen")
    assert [(act.by, act.act) for act in written(house)[-1:]] == [(By.ANYBODY, "check.holdings")]


def test_names_are_gone_with_what_they_name(town: Town, document_id: str) -> None:
    editor, admin = town.signed_in("rita-beispiel", Role.EDITOR), town.signed_in("vera", Role.ADMINISTRATOR)
    editor.put(f"/api/v1/documents/{document_id}", json={"title": "Bäume <in> Kiefernau"})
    page = html.unescape(admin.get("/verwaltung/protokoll").text)
    assert "rita-beispiel" in page
    assert "Bäume <in> Kiefernau" in page
    assert f'href="/dokumente/{document_id}"' in page
    town.house.corpus.remove(document_id)
    town.house.people.register.remove(town.house.people.register.named("rita-beispiel").id)
    with town.house.corpus.catalogue.reading() as connection:
        assert "rita-" not in str(connection.exec_driver_sql("SELECT * FROM acts").all())
    page = html.unescape(admin.get("/verwaltung/protokoll").text)
    assert texts.BY["person"] in page
    assert texts.GONE["document"] in page
    assert "rita-beispiel" not in page
    assert "Kiefernau" not in page


def test_the_page_shows_fifty_at_a_time_newest_first_and_filters(town: Town) -> None:
    admin = town.signed_in("vera", Role.ADMINISTRATOR)
    vera = town.house.people.register.named("vera").id
    for number in range(120):
        town.house.acts.write("setting.change", [f"nummer-{number}"], by=By.PERSON, person_id=vera)
    town.house.acts.write("check.model", [""], by=By.COMMAND)

    def shown(**query: str | int) -> str:
        response = admin.get("/verwaltung/protokoll", params=query)
        assert response.status_code == 200
        return html.unescape(response.text)

    first, last = shown(), shown(seite=3)
    assert (first.count("nummer-"), last.count("nummer-")) == (49 * 2, 21 * 2), "each stands there for phones, too"
    assert first.index("nummer-119") < first.index("nummer-118")
    assert "nummer-0" in last
    assert "/verwaltung/protokoll?seite=2" in first
    assert shown(seite=999).count("nummer-") == 21 * 2
    assert "nummer-" not in shown(wer="command")
    assert shown(wer="command").count(texts.ACTS["check.model"]) == 2, "in the list of filters, too"
    assert "/verwaltung/protokoll?wer=" + vera + "&seite=2" in shown(wer=vera)
    assert texts.NONE in shown(was="person.remove")
    assert texts.NONE in shown(wer="' OR 1=1 --")
    assert admin.get("/verwaltung/protokoll?seite=0").status_code == 422


def test_the_file_holds_all_that_was_asked_for_and_no_formula(town: Town, document_id: str) -> None:
    admin = town.signed_in("vera", Role.ADMINISTRATOR)
    admin.put(f"/api/v1/documents/{document_id}", json={"title": '=HYPERLINK("https://boese.example";"hier")'})
    for _ in range(60):
        town.house.acts.write("check.model", [""], by=By.ANYBODY)
    response = admin.get("/verwaltung/protokoll.csv")
    assert response.headers["content-disposition"] == 'attachment; filename="protokoll.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [texts.WHEN, texts.WHO, texts.WHAT, texts.SUBJECT]
    assert len(rows) == 62
    assert rows[-1][3].startswith("'=HYPERLINK")
    assert len(admin.get("/verwaltung/protokoll.csv?was=document.describe").text.splitlines()) == 2


def test_programs_read_the_same_in_steps(town: Town) -> None:
    admin = town.signed_in("vera", Role.ADMINISTRATOR)
    for number in range(5):
        town.house.acts.write("setting.change", [f"nummer-{number}"], by=By.ANYBODY)
    first = admin.get("/api/v1/acts?limit=3").json()["acts"]
    rest = admin.get("/api/v1/acts", params={"limit": 3, "before": first[-1]["id"]}).json()["acts"]
    assert [act["subject"] for act in (*first, *rest)] == [f"nummer-{number}" for number in (4, 3, 2, 1, 0)]
    assert first[0]["who"] == texts.BY["anybody"]
    assert admin.get("/api/v1/acts?who=command").json() == {"acts": []}
    assert town.signed_in("rita", Role.EDITOR).get("/api/v1/acts").status_code == 403


def test_old_acts_are_forgotten_and_young_ones_stay(town: Town) -> None:
    house = town.house
    house.acts.write("check.model", ["alt", "jung"], by=By.ANYBODY)
    with house.corpus.catalogue.writing() as connection:
        long_ago = (datetime.now(UTC) - timedelta(days=366)).replace(tzinfo=None)
        connection.execute(update(acts).where(acts.c.subject == "alt").values(at=long_ago))
    assert house.acts.forget_older(365) == 1
    assert told(house) == [("check.model", "jung")]
    assert house.acts.count(Wanted("person")) == 0


def test_an_act_whose_record_cannot_be_written_is_done_and_logged(
    town: Town, document_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    editor = town.signed_in("rita", Role.EDITOR)
    with town.house.corpus.catalogue.writing() as connection:
        connection.execute(delete(acts))
        connection.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON acts BEGIN SELECT RAISE(ABORT, 'voll'); END")
    assert editor.delete(f"/api/v1/documents/{document_id}").status_code == 204
    assert "unexpected IntegrityError" in caplog.text
    assert told(town.house) == []


def test_the_record_takes_no_more_than_ids(town: Town) -> None:
    editor, administrator = town.signed_in("eva", Role.EDITOR), town.signed_in("anna", Role.ADMINISTRATOR)
    assert editor.post("/dokumente/auftraege/ausblenden", data={"auftrag": "x" * 33}).status_code == 422
    assert administrator.get("/api/v1/acts").json()["acts"] == []
