"""A document for a group: nobody else learns of it, by whatever way they ask."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.people.models import Person, Role
from assistant.wiring import House, open_house
from corpus.models import Document
from corpus.texts import conversations as talks
from tests.faults.small_corpus import small_settings
from tests.signing_in import Town, sign_in, signing_in

CANARY = "Zwergtaucherfonds"
TYPED = CANARY.lower()  # what was typed comes back
QUESTION = f"Wie viel Geld gibt der {TYPED} für Nisthilfen?"
SECRET = f"# Der {CANARY}\n\nDer {CANARY} der Stadt Quermlitz gibt 4.711 Euro für Nisthilfen am Mühlteich.\n"
OPEN = "# Spielplätze\n\nDie Stadt Ottersfurt gibt 30.000 Euro für Spielplätze am Bahnhof.\n"


def added(house: House, folder: Path, name: str, text: str, sidecar: str = "") -> Document:
    path = folder / f"{name}.md"
    path.write_text(text)
    if sidecar:
        path.with_suffix(".yaml").write_text(sidecar)
    report = house.ingest.add(path, source=name, file_name=path.name)
    assert report.document_id, report.reason
    return house.corpus.document(report.document_id)


@pytest.fixture
def small_house(tmp_path: Path) -> Iterator[House]:
    with open_house(small_settings(tmp_path / "data")) as house, house.ingest.worker.working():
        yield house


@pytest.fixture
def secret(small_house: House, tmp_path: Path) -> Document:
    added(small_house, tmp_path, "offen", OPEN)
    return added(
        small_house, tmp_path, "geheim", SECRET, f"sichtbar_fuer: Bauamt\nkommune: {CANARY}stadt\njahr: 1871\n"
    )


@pytest.fixture
def town(small_house: House) -> Iterator[Town]:
    with signing_in(small_house, anonymous_reading=True) as town:
        yield town


def member(town: Town, name: str, *groups: str, role: Role = Role.READER) -> tuple[Person, TestClient]:
    person = town.person(name, role)
    town.house.people.register.set_groups(person.id, groups)
    browser = town.browser()
    assert sign_in(browser, name).status_code == 303
    return person, browser


def ways_to(document: Document) -> list[str]:
    id = document.id
    page, api = f"/dokumente/{id}", f"/api/v1/documents/{id}"
    return [
        *(page, f"{page}?seite=1", f"{page}/ausschnitt?seite=1", f"{page}/textstellen"),
        *(api, f"{api}/versions", f"{api}/passages", f"{api}/file", f"{api}/pages/1"),
    ]


LISTS = [
    *("/", "/dokumente", f"/dokumente?bekannt={{id}}&suche={TYPED}", "/?dokument={id}", "/readyz"),
    *("/api/v1/documents", f"/api/v1/search?q={TYPED}", "/api/v1/search?q=Nisthilfen", "/api/v1/conversations"),
]


def told(browser: TestClient, document: Document) -> str:
    """Everything that somebody gets to read who asks for the document in every way there is."""
    answers = [browser.get(way.format(id=document.id)) for way in LISTS]
    asked = browser.post("/api/v1/questions", json={"question": QUESTION})
    one = browser.post("/api/v1/questions", json={"question": "Was steht dort?", "filters": {"document": document.id}})
    others = [browser.get(f"/api/v1/answers/{asked.json()['id']}/export?form=md")]
    texts = [answer.text for answer in (*answers, *others) if answer.status_code < 400]
    return "\n".join([*texts, asked.text, one.text])


def test_who_is_in_the_group_finds_all_of_it(town: Town, secret: Document) -> None:
    _, browser = member(town, "anna", "Bauamt", "Kämmerei")
    assert {browser.get(way).status_code for way in ways_to(secret)} == {200}
    text = told(browser, secret)
    assert "4.711 Euro" in text
    assert secret.id in text


@pytest.mark.parametrize("groups", [(), ("Kämmerei",), ("bauamt",), ("Bauamt 2", "Bau")])
def test_nobody_else_finds_anything_of_it(town: Town, secret: Document, groups: tuple[str, ...]) -> None:
    _, browser = member(town, "berta", *groups)
    for way in ways_to(secret):
        answer = browser.get(way)
        assert answer.status_code == 404, way
        assert CANARY not in answer.text
    text = told(browser, secret)
    assert "4.711" not in text
    assert CANARY not in text
    assert "Spielplätze" in text
    assert "1871" not in text
    assert browser.get("/readyz").json()["documents"] == 1


def test_a_visitor_finds_nothing_of_it(town: Town, secret: Document) -> None:
    browser = town.browser()
    assert {browser.get(way).status_code for way in ways_to(secret)} == {404}
    assert "4.711" not in told(browser, secret)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_who_takes_care_of_documents_sees_all(town: Town, secret: Document, role: Role) -> None:
    _, browser = member(town, "eva", role=role)
    assert {browser.get(way).status_code for way in ways_to(secret)} == {200}


def test_who_leaves_the_group_is_out_at_the_next_request(town: Town, secret: Document) -> None:
    person, browser = member(town, "anna", "Bauamt")
    assert browser.get(f"/dokumente/{secret.id}").status_code == 200
    town.house.people.register.set_groups(person.id, ["Kämmerei"])
    assert browser.get(f"/dokumente/{secret.id}").status_code == 404
    assert "4.711" not in told(browser, secret)


def test_a_document_that_is_for_fewer_is_gone_at_the_next_request(town: Town, secret: Document) -> None:
    _, editor = member(town, "eva", role=Role.EDITOR)
    _, browser = member(town, "carla", "Kämmerei")
    api = f"/api/v1/documents/{secret.id}"
    assert editor.put(f"{api}/audience", json={"groups": []}).json()["audience"] == []
    seen = browser.get(api).json()
    assert (seen["source"], seen["audience"]) == ("", [])
    assert editor.put(f"{api}/audience", json={"groups": ["Bauamt"]}).json()["audience"] == ["Bauamt"]
    assert browser.get(api).status_code == 404
    assert browser.put(f"{api}/audience", json={"groups": []}).status_code == 403


@pytest.mark.usefixtures("secret")
def test_an_answer_forgets_what_its_asker_may_not_see_any_more(town: Town) -> None:
    person, browser = member(town, "anna", "Bauamt")
    asked = browser.post("/api/v1/questions", json={"question": QUESTION}).json()
    assert "4.711" in str(asked)
    api = f"/api/v1/answers/{asked['id']}"
    ways = (
        *(f"/fragen/{asked['conversation']}", f"/api/v1/conversations/{asked['conversation']}", api, f"{api}/events"),
        *(f"{api}/export?form=md", f"/api/v1/conversations/{asked['conversation']}/export?form=md"),
        "/konto/daten",
    )
    assert [way for way in ways if "4.711" not in browser.get(way).text] == []
    town.house.people.register.set_groups(person.id, [])
    for way in ways:
        answer = browser.get(way)
        assert answer.status_code == 200, way
        assert "4.711" not in answer.text, way
        assert CANARY not in answer.text, way
    assert talks.SOURCE_HIDDEN in browser.get(api).json()["answer"]["notes"]
    town.house.people.register.set_groups(person.id, ["Bauamt"])
    assert [way for way in ways if "4.711" not in browser.get(way).text] == []


def scores_of(browser: TestClient) -> list[object]:
    """Every outcome and every score of questions and searches that hold words of the hidden document, or nearly."""
    words = (CANARY, CANARY.lower(), "Quermlitz", "Quermlizt", "Zwergtaucherfonts", "Mühlteich Nisthilfen", "4.711")
    found: list[object] = []
    for word in words:
        for question in (f"Was gibt {word} für Spielplätze?", f"Wie viel Geld gibt Ottersfurt für {word}?", word):
            answer = browser.post("/api/v1/questions", json={"question": question}).json()
            varying = ("id", "conversation", "timings_ms")
            found.append({name: value for name, value in answer.items() if name not in varying})
        found.append(browser.get("/api/v1/search", params={"q": f"{word} Spielplätze"}).json()["results"])
    return found


def test_no_outcome_and_no_score_tells_which_words_stand_in_it(town: Town, tmp_path: Path) -> None:
    added(town.house, tmp_path, "offen", OPEN)
    _, browser = member(town, "berta", "Kämmerei")
    _, anna = member(town, "anna", "Bauamt")
    before = scores_of(browser)
    secret = added(town.house, tmp_path, "geheim", SECRET, "sichtbar_fuer: Bauamt\n")
    assert scores_of(browser) == before
    assert scores_of(anna) != before, "whoever may see it gets other ones"
    assert browser.get(f"/dokumente/{secret.id}").status_code == 404


@pytest.mark.usefixtures("secret")
def test_old_conversations_are_not_found_by_what_is_hidden_of_them(town: Town) -> None:
    person, browser = member(town, "anna", "Bauamt")
    browser.post("/api/v1/questions", json={"question": QUESTION})

    def found_by(words: str) -> int:
        return len(browser.get("/api/v1/conversations", params={"q": words}).json()["conversations"])

    assert (found_by("4.711"), found_by("Nisthilfen"), found_by("4.712")) == (1, 1, 0)
    town.house.people.register.set_groups(person.id, [])
    assert (found_by("4.711"), found_by("Nisthilfen"), found_by("")) == (0, 1, 1)


def test_a_new_file_a_new_title_and_another_sidecar_keep_whom_it_is_for(
    town: Town, secret: Document, tmp_path: Path
) -> None:
    house = town.house
    _, browser = member(town, "berta")
    again = added(house, tmp_path, "geheim", SECRET.replace("4.711", "4.712"), "land: Sachsen")
    assert again.id == secret.id
    assert again.current.number == 2
    house.corpus.describe(secret.id, again.metadata.__class__("Ein anderer Titel"))
    assert house.corpus.document(secret.id).audience == ("Bauamt",)
    assert browser.get(f"/dokumente/{secret.id}").status_code == 404


def test_what_a_browser_keeps_of_it_is_not_for_who_signs_in_there_next(town: Town, secret: Document) -> None:
    _, browser = member(town, "anna", "Bauamt")
    kept = browser.get(f"/api/v1/documents/{secret.id}/file").headers
    assert kept["cache-control"].startswith("private, max-age=")
    assert "cookie" in kept["vary"].lower()


def test_an_upload_for_a_group_is_never_seen_by_others(town: Town) -> None:
    _, editor = member(town, "eva", role=Role.EDITOR)
    _, browser = member(town, "berta")
    file = {"file": ("neu.md", io.BytesIO(SECRET.encode()))}
    job = editor.post("/api/v1/documents", files=file, data={"audience": "Bauamt, Kämmerei"}).json()["jobs"][0]
    while not town.house.ingest.jobs.job(job["job_id"]).has_ended:
        assert browser.get("/api/v1/documents").json()["documents"] == []
    (document,) = town.house.corpus.documents()
    assert document.audience == ("Bauamt", "Kämmerei")
    assert browser.get("/api/v1/documents").json()["documents"] == []
    assert editor.get(f"/api/v1/documents/{document.id}").json()["source"] == "neu.md"
    # The same file for others: no new version, and its audience is another.
    file = {"file": ("neu.md", io.BytesIO(SECRET.encode()))}
    job = editor.post("/api/v1/documents", files=file, data={"audience": "Kämmerei"}).json()["jobs"][0]
    while not town.house.ingest.jobs.job(job["job_id"]).has_ended:
        time.sleep(0.05)
    assert town.house.corpus.document(document.id).audience == ("Kämmerei",)


def test_a_copy_for_a_group_of_what_all_may_see_is_told_to_be_seen_by_all(town: Town, tmp_path: Path) -> None:
    added(town.house, tmp_path, "offen", OPEN)
    _, editor = member(town, "eva", role=Role.EDITOR)
    file = {"file": ("kopie.md", io.BytesIO(OPEN.encode()))}
    job = editor.post("/api/v1/documents", files=file, data={"audience": "Bauamt"}).json()["jobs"][0]
    while not (ended := town.house.ingest.jobs.job(job["job_id"])).has_ended:
        time.sleep(0.05)
    assert "nicht geändert: alle" in ended.remarks[-1]


def test_the_page_says_and_sets_whom_a_document_is_for(town: Town, secret: Document) -> None:
    _, editor = member(town, "eva", role=Role.EDITOR)
    way = f"/dokumente/{secret.id}/sichtbarkeit"
    assert 'value="Bauamt"' in editor.get(way).text
    for typed in ("", " , ", "x" * 81):
        refused = editor.post(way, data={"fuer": "gruppen", "namen": typed})
        assert refused.status_code == 422
    assert town.house.corpus.document(secret.id).audience == ("Bauamt",)
    assert editor.post(way, data={"fuer": "gruppen", "namen": "Kita, Bauamt"}).status_code == 303
    assert town.house.corpus.document(secret.id).audience == ("Bauamt", "Kita")
    assert editor.post(way, data={"fuer": "alle", "namen": "Kita"}).status_code == 303
    assert town.house.corpus.document(secret.id).audience == ()
