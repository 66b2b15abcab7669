from __future__ import annotations

import gzip
import html
import io
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.web.body_limits import FILES_A_FORM
from assistant.wiring import House
from corpus.models import Document
from corpus.texts import documents as docs
from corpus.texts import web as texts
from ingest.models import IngestJob

TEXT = "# Obstwiese am Quittenweg\n\nDie Streuobstwiese am Quittenweg wurde 2021 mit 37 Quittenbäumen bepflanzt.\n"

# As a browser sends a field for files in which none is chosen.
NOTHING_CHOSEN = (
    b'--x\r\nContent-Disposition: form-data; name="FIELD"; filename=""\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"
)
NOTHING_CHOSEN_TYPE = {"content-type": "multipart/form-data; boundary=x"}

Add = Callable[..., Document]


@pytest.fixture(autouse=True)
def tidy(house: House) -> Iterator[None]:
    """Somebody works on the jobs; afterwards the house is as it was, without what a test has added."""
    before = {document.id for document in house.corpus.documents()}
    with house.ingest.worker.working():
        yield
        wait(house)
    for document in house.corpus.documents():
        if document.id not in before:
            house.corpus.remove(document.id)
    house.corpus.forget_files(house.ingest.jobs.forget([job.id for job in house.ingest.jobs.recent(1000)]))


@pytest.fixture
def add(client: TestClient, house: House) -> Add:
    def add_one(name: str = "wiese.md", text: str = TEXT) -> Document:
        client.post("/dokumente", files={"dateien": (name, text.encode())})
        wait(house)
        document = house.corpus.catalogue.by_source(name)
        assert document is not None
        return document

    return add_one


def wait(house: House) -> None:
    deadline = time.monotonic() + 30
    while house.ingest.jobs.open():
        assert time.monotonic() < deadline, "the jobs did not end"
        time.sleep(0.05)


def newest(house: House) -> IngestJob:
    return house.ingest.jobs.recent(1)[0]


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def typed(page: str) -> dict[str, str]:
    """What the form of a page would send as it stands."""
    inputs = {i: html.unescape(v) for i, v in re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', page)}
    selects = re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    chosen = {i: html.unescape("".join(re.findall(r'value="([^"]*)" selected', options))) for i, options in selects}
    return inputs | chosen


def test_several_files_are_handed_over_without_a_script_and_each_tells_its_end(
    client: TestClient, house: House
) -> None:
    files = [("dateien", ("wiese.md", TEXT.encode())), ("dateien", ("leer.pdf", b""))]
    answer = client.post("/dokumente", files=files, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/dokumente#verarbeitung")
    wait(house)
    page = text_of(client.get("/dokumente").text)
    assert f"leer.pdf {docs.REFUSED}: „leer.pdf“ ist leer (0 Byte)." in page
    assert "Obstwiese am Quittenweg" in page
    again = client.post("/dokumente", files={"dateien": ("wiese.md", TEXT.encode())})
    assert docs.UNCHANGED.format(title="Obstwiese am Quittenweg") in text_of(again.text)
    other = client.post("/dokumente", files={"dateien": ("anders.md", TEXT.encode())})
    wait(house)
    assert other.url.path == "/dokumente"
    assert docs.UNCHANGED.format(title="Obstwiese am Quittenweg") in text_of(client.get("/dokumente").text)


def test_of_two_files_of_one_name_the_second_is_refused_and_nothing_is_replaced(
    client: TestClient, house: House
) -> None:
    files = [("dateien", ("bericht.md", TEXT.encode())), ("dateien", ("bericht.md", b"# Ein anderer Bericht"))]
    page = client.post("/dokumente", files=files)
    wait(house)
    assert docs.SAME_NAME_TWICE.format(name="bericht.md") in text_of(page.text)
    document = house.corpus.catalogue.by_source("bericht.md")
    assert document is not None
    assert (document.metadata.title, document.current.number) == ("Obstwiese am Quittenweg", 1)


def test_a_new_version_of_a_document_is_named_and_not_folded_away(client: TestClient, house: House, add: Add) -> None:
    add("wiese.md", TEXT)
    client.post("/dokumente", files=[("dateien", (f"{n}.md", f"# Nummer {n}\n\nEin Satz.".encode())) for n in range(5)])
    wait(house)
    add("wiese.md", TEXT + "\n\nNeu dazu.")
    page = client.get("/dokumente").text
    folded = re.search(r'<details class="options" id="aufgenommen">.*?</details>', page, re.DOTALL)
    assert folded
    assert docs.UPDATED not in folded[0]
    assert docs.UPDATED in page


def test_another_title_is_no_other_file(client: TestClient, add: Add) -> None:
    document = add()
    said = client.get(f"/api/v1/documents/{document.id}").json()
    for title in ("Eine andere Wiese", "Noch eine Wiese"):
        told = {"title": title, "municipality": said["municipality"]}
        assert client.put(f"/api/v1/documents/{document.id}", json=told).status_code == 200
    page = text_of(client.get(f"/dokumente/{document.id}").text)
    assert docs.CURRENT_VERSION.format(number=3) in page
    assert docs.VERSION.format(number=2) not in page


def test_a_sidecar_among_the_files_describes_the_one_of_its_name(client: TestClient, house: House) -> None:
    files = [("dateien", ("a.md", TEXT.encode())), ("dateien", ("a.yaml", b"titel: Die Wiese\n"))]
    client.post("/dokumente", files=files)
    wait(house)
    document = house.corpus.catalogue.by_source("a.md")
    assert document is not None
    assert document.metadata.title == "Die Wiese"


def test_a_form_without_a_file_and_a_broken_archive_say_what_to_do(client: TestClient, docx: Document) -> None:
    for path, field in (("/dokumente", "dateien"), (f"/dokumente/{docx.id}/ersetzen", "datei")):
        form = {"content": NOTHING_CHOSEN.replace(b"FIELD", field.encode()), "headers": NOTHING_CHOSEN_TYPE}
        for empty in (client.post(path, **form), client.post(path)):  # type: ignore[arg-type]
            assert (empty.status_code, docs.NO_FILE in empty.text) == (422, True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../boese.md", TEXT)
    broken = client.post("/dokumente", files={"dateien": ("alles.zip", packed.getvalue())})
    assert broken.status_code == 422
    assert docs.NOT_TAKEN in broken.text
    assert "boese.md" in text_of(broken.text)


def test_a_form_may_hold_more_than_one_file_may(client: TestClient, house: House) -> None:
    limit = house.settings.max_upload_mb
    for path, megabytes, status in (
        ("/dokumente", limit + 5, 400),
        ("/dokumente", FILES_A_FORM * limit + 5, 413),
        ("/dokumente/x/ersetzen", limit + 5, 413),
        ("/dokumente/auftraege/abbrechen", 2, 413),
    ):
        headers = {"content-length": str(megabytes * 1_000_000), "content-type": "multipart/form-data"}
        answer = client.post(path, content=b"x", headers=headers)
        assert (path, answer.status_code) == (path, status)


@pytest.mark.parametrize(
    "path", ["/dokumente", "/dokumente/x/loeschen", "/dokumente/x/angaben", "/dokumente/x/ersetzen"]
)
def test_a_foreign_page_changes_no_document(client: TestClient, path: str) -> None:
    assert client.post(f"/dokumente{path}", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_names_are_shown_as_text_and_without_what_turns_the_direction(client: TestClient, house: House) -> None:
    client.post(
        "/dokumente", files={"dateien": ('<img src=x onerror="1">\u202egnp.🍐.exe', b"\x89PNG\r\n" + b"\0" * 99)}
    )
    wait(house)
    page = client.get("/dokumente").text
    assert "<img" not in page
    assert "\u202e" not in page
    assert "🍐" in page


def test_jobs_are_stopped_begun_anew_and_hidden(client: TestClient, house: House) -> None:
    client.post("/dokumente", files={"dateien": ("leer.pdf", b"")})
    wait(house)
    job = newest(house)
    for action in ("abbrechen", "wiederholen"):
        answer = client.post(f"/dokumente/auftraege/{action}", data={"auftrag": [job.id, "nirgends"]})
        assert answer.url.path == "/dokumente"
        wait(house)
    assert house.ingest.jobs.job(job.id).outcome == "refused"
    assert "leer.pdf" in client.get("/dokumente/verarbeitung").text
    client.post("/dokumente/auftraege/ausblenden", data={"auftrag": job.id})
    assert "leer.pdf" not in client.get("/dokumente/verarbeitung").text
    assert not house.corpus.files.holds(job.sha256)
    assert client.post("/dokumente/auftraege/ausblenden").url.path == "/dokumente"


def test_hiding_a_job_does_not_let_an_older_file_come_back(client: TestClient, house: House, add: Add) -> None:
    client.post("/dokumente", files={"dateien": ("wiese.md", b"")})
    wait(house)
    older = newest(house)
    add()
    client.post("/dokumente/auftraege/ausblenden", data={"auftrag": newest(house).id})
    assert older.id not in [job.id for job in house.ingest.jobs.recent(1000)]


def test_forty_files_are_told_in_a_few_lines(client: TestClient, house: House) -> None:
    files = [("dateien", (f"wiese-{n}.md", TEXT.replace("37", f"{n}").encode())) for n in range(12)]
    client.post("/dokumente", files=files)
    page = client.get("/dokumente").text
    wait(house)
    ended = client.get("/dokumente/verarbeitung").text
    assert 'id="alle-abbrechen"' in page
    assert docs.TAKEN.format(count=12) in text_of(ended)
    assert 'data-open="0"' in ended


def test_proposals_are_marked_and_saving_confirms_them(client: TestClient, house: House, add: Add) -> None:
    document = add()
    assert "title" in document.proposed
    page = client.get(f"/dokumente/{document.id}/angaben").text
    assert page.count("proposal") == len(document.proposed)
    said = typed(page) | {
        "title": "Die Wiese",
        "inhabitants": "12.500 Einwohner",
        "valid_until": "31. Dezember 2099",
        "year": "2021",
        "language": "de",
    }
    saved = client.post(f"/dokumente/{document.id}/angaben", data=said)
    assert docs.NOTICES["gespeichert"] in saved.text
    known = house.corpus.document(document.id)
    assert (known.metadata.title, known.metadata.inhabitants, known.proposed) == ("Die Wiese", 12500, ())
    assert f"{known.metadata.valid_until:%d.%m.%Y}" == "31.12.2099"
    assert "12.500" in client.get(f"/dokumente/{document.id}").text


def test_what_is_wrong_comes_back_at_its_field_with_everything_typed(
    client: TestClient, house: House, docx: Document
) -> None:
    page = client.get(f"/dokumente/{docx.id}/angaben").text
    wrong = {
        "title": " ",
        "inhabitants": "viele",
        "year": "24",
        "valid_until": "31.02.2026",
        "publisher": "x" * 100_000,
    }
    said = typed(page) | wrong | {"municipality": '"><script>alert(1)</script>🍐\u202e'}
    answer = client.post(f"/dokumente/{docx.id}/angaben", data=said)
    assert answer.status_code == 422
    for name in wrong:
        assert re.search(rf'id="{name}"[^>]*aria-describedby="[^"]*fehler-{name}"[^>]*aria-invalid="true"', answer.text)
    assert answer.text.count("autofocus") == 1
    assert "<script>alert" not in answer.text
    kept = typed(answer.text)
    assert {name: kept[name] for name in said} == said
    assert house.corpus.document(docx.id) == docx


@pytest.mark.parametrize("name", ["title", "field_of_action", "inhabitants", "valid_until", "language"])
def test_a_hundred_thousand_characters_in_a_field_are_refused_at_it(
    client: TestClient, docx: Document, name: str
) -> None:
    said = typed(client.get(f"/dokumente/{docx.id}/angaben").text) | {name: "🍐" * 100_000}
    answer = client.post(f"/dokumente/{docx.id}/angaben", data=said)
    assert (answer.status_code, f'id="fehler-{name}"' in answer.text) == (422, True)


def test_all_fields_full_to_the_brim_come_back_as_well(client: TestClient, docx: Document) -> None:
    said = dict.fromkeys(docs.FIELDS, "x" * 100_000)
    answer = client.post(f"/dokumente/{docx.id}/angaben", data=said)
    assert (answer.status_code, answer.text.count("kern-form-input--error")) == (422, len(said))


def test_two_tabs_do_not_overwrite_each_other_unseen(client: TestClient, house: House, add: Add) -> None:
    document = add()
    address = f"/dokumente/{document.id}/angaben"
    first, second = (typed(client.get(address).text) for _ in range(2))
    client.post(address, data=first | {"contact": "Frau Quitte"})
    answer = client.post(address, data=second | {"contact": "Herr Apfel"})
    assert (answer.status_code, docs.CHANGED_MEANWHILE in answer.text) == (409, True)
    assert house.corpus.document(document.id).metadata.contact == "Frau Quitte"
    client.post(address, data=typed(answer.text))
    assert house.corpus.document(document.id).metadata.contact == "Herr Apfel"


def test_saving_leads_to_the_next_document_with_proposals_until_there_is_none(client: TestClient, add: Add) -> None:
    one, other = add("a.md"), add("b.md", TEXT.replace("Obstwiese", "Pferdekoppel"))
    page = client.get(f"/dokumente/{one.id}/angaben").text
    following = client.post(f"/dokumente/{one.id}/angaben", data=typed(page) | {"naechstes": "1"})
    assert following.url.path == f"/dokumente/{other.id}/angaben"
    assert docs.SAVE_AND_NEXT not in following.text
    last = client.post(f"/dokumente/{other.id}/angaben", data=typed(following.text) | {"naechstes": "1"})
    assert last.url.path == "/dokumente"
    assert docs.NOTICES["geprueft"] in last.text


def test_a_replaced_file_becomes_a_version_and_an_unchanged_one_is_said(
    client: TestClient, house: House, add: Add
) -> None:
    document = add()
    address = f"/dokumente/{document.id}/ersetzen"
    stand = {"stand": typed(client.get(address).text)["stand"]}
    same = client.post(address, data=stand, files={"datei": ("gleich.md", TEXT.encode())})
    assert (same.status_code, docs.REPLACE_UNCHANGED in same.text) == (422, True)
    newer = TEXT.replace("37", "41").encode()
    done = client.post(address, data=stand, files={"datei": ("neu.md", newer)})
    assert docs.NOTICES["uebergeben"] in done.text
    wait(house)
    page = text_of(client.get(f"/dokumente/{document.id}").text)
    assert docs.CURRENT_VERSION.format(number=2) in page
    assert "neu.md" in page
    late = client.post(address, data=stand, files={"datei": ("spaet.md", TEXT.replace("37", "5").encode())})
    assert (late.status_code, docs.REPLACE_MEANWHILE in late.text) == (409, True)


def test_deleting_names_what_goes_and_says_that_it_is_gone(client: TestClient, house: House, add: Add) -> None:
    document = add()
    asked = text_of(client.get(f"/dokumente/{document.id}/loeschen").text)
    assert docs.REMOVE_QUESTION.format(title=document.metadata.title) in asked
    assert house.corpus.document(document.id) == document
    gone = client.post(f"/dokumente/{document.id}/loeschen")
    assert docs.NOTICES["geloescht"] in gone.text
    assert document.id not in gone.text
    again = client.post(f"/dokumente/{document.id}/loeschen")
    assert docs.NOTICES["weg"] in again.text
    for path in ("", "/angaben", "/ersetzen", "/loeschen", "/textstellen", "/ausschnitt"):
        answer = client.get(f"/dokumente/{document.id}{path}")
        assert (path, answer.status_code, docs.GONE in html.unescape(answer.text)) == (path, 404, True)
    for path in ("/angaben", "/ersetzen"):
        assert client.post(f"/dokumente/{document.id}{path}").status_code == 404


def test_the_passages_lead_to_where_they_are_marked(client: TestClient, house: House, docx: Document) -> None:
    page = client.get(f"/dokumente/{docx.id}/textstellen").text
    stored = house.corpus.passages(docx.id)
    addresses = re.findall(rf'href="(/dokumente/{docx.id}\?seite=[^"]+)"', page)
    assert len(addresses) == len(stored)
    assert "<mark>" in client.get(html.unescape(addresses[-1])).text
    beyond = client.get(f"/dokumente/{docx.id}/textstellen?seite=999")
    assert beyond.status_code == 200
    assert client.get(f"/dokumente/{docx.id}/textstellen?seite=x").status_code == 422


def test_a_document_tells_all_that_is_known_of_it(client: TestClient, pdf: Document) -> None:
    page = text_of(client.get(f"/dokumente/{pdf.id}").text)
    for told in (pdf.metadata.municipality, pdf.metadata.publisher, pdf.current.file_name, docs.ASK, docs.REPLACE):
        assert told
        assert told in page


def test_an_unknown_notice_says_nothing(client: TestClient, pdf: Document) -> None:
    for path in ("/dokumente", f"/dokumente/{pdf.id}", f"/dokumente/{pdf.id}/angaben"):
        answer = client.get(path, params={"hinweis": "Ihr Konto ist gesperrt"})
        assert answer.status_code == 200
        assert "Konto" not in answer.text


def test_no_page_of_the_room_names_another_host_or_runs_what_stands_in_it(client: TestClient, pdf: Document) -> None:
    for path in ("", "/angaben", "/ersetzen", "/loeschen", "/textstellen"):
        page = client.get(f"/dokumente/{pdf.id}{path}").text
        assert all(re.match(r"[/#](?!/)", a) for a in re.findall(r'(?:href|src|action)="([^"]+)"', page))
        assert not re.search(r"\s(on[a-z]+|style)=", page)
    assert texts.PRODUCT in client.get("/dokumente").text


def test_the_scripts_of_the_room_are_light() -> None:
    folder = Path(__file__).parents[4] / "assistant" / "web" / "static" / "documents"
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in folder.glob("*.js")) <= 4_500
