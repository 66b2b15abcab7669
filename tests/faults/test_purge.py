"""A removed document or person leaves nothing on the disk: the raw bytes of every file, while the server runs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from html import unescape
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from assistant.export.content import content_of
from assistant.export.to_pdf import pdf
from assistant.models import Answer, Citation, Sentence, Status
from assistant.people.models import Role
from assistant.people.people import People, open_people
from assistant.web.csrf import HEADER, csrf_token
from corpus.schema import passages
from corpus.settings import Settings
from corpus.stores import open_catalogue
from tests.conftest import serving
from tests.faults.canaries import traces
from tests.faults.small_corpus import EMBEDDINGS, ENVIRONMENT, ROOT
from tests.signing_in import PASSWORD

DOCUMENT = ("quörzel", "knüllwitz", "zwackelmann", "73519")
SENTENCE = "Der Quörzelbrunnen in Knüllwitz kostet 73519 Euro."
QUESTION = "Was kostet der Brunnen am Markt?"


def document_pdf() -> bytes:
    """A page that says the sentence; made by the house's own export."""
    cited = Citation(1, "d", "Bericht", 1, None, 1, SENTENCE, "", "/")
    answer = Answer("Quörzelbericht", "Quörzelbericht", Status.ANSWERED, "", (Sentence(SENTENCE, (1,), 1.0),), (cited,))
    return pdf(content_of([answer], "Quörzelbericht", date(2026, 1, 1), {}))


SIDECAR = "titel: Quörzelbericht\nkommune: Knüllwitz\nansprechperson: Zwackelmann\n"


@contextmanager
def house_at(data: Path) -> Iterator[httpx.Client]:
    with serving(data, examples=False, **EMBEDDINGS) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


def taken_in(client: httpx.Client, name: str, content: bytes, sidecar: str = "") -> str:
    files = {"file": (name, content)} | ({"sidecar": ("angaben.yaml", sidecar.encode())} if sidecar else {})
    (job,) = client.post("/api/v1/documents", files=files).raise_for_status().json()["jobs"]
    deadline = time.monotonic() + 120
    while (now := client.get(f"/api/v1/jobs/{job['job_id']}").json())["state"] not in ("done", "cancelled"):
        assert time.monotonic() < deadline, now
        time.sleep(0.2)
    assert now["document_id"], now["reason"]
    return str(now["document_id"])


def used(client: httpx.Client, document_id: str, elsewhere: Path, data: Path) -> str:
    """Ask, cite, render, export, search, back up -> the answer's id."""
    asked = client.post("/api/v1/questions", json={"question": QUESTION}).raise_for_status().json()
    assert "Quörzel" in json.dumps(asked, ensure_ascii=False)
    assert document_id in {citation["document_id"] for citation in (*asked["citations"], *asked["nearest"])}
    for form in ("pdf", "docx", "md"):
        client.get(f"/api/v1/answers/{asked['id']}/export", params={"form": form})
    client.get("/api/v1/search", params={"q": "Brunnen Kosten"}).raise_for_status()
    client.get(f"/api/v1/documents/{document_id}/pages/1.webp").raise_for_status()
    for page in ("", "/textstellen", "/angaben", "/ausschnitt"):
        client.get(f"/dokumente/{document_id}{page}")
    for page in ("/", "/dokumente", "/dokumente/verarbeitung", f"/fragen/{asked['conversation']}", "/auswertung"):
        client.get(page).raise_for_status()
    command = [sys.executable, "-m", "corpus", "backup", str(elsewhere / "b.zip"), "--data", str(data)]
    subprocess.run(command, cwd=ROOT, env=os.environ | ENVIRONMENT, check=True, capture_output=True)
    return str(asked["id"])


def vectors_of(data: Path, document_text: str) -> list[bytes]:
    """Parts of the vectors of the passages that hold this."""
    with closing(open_catalogue(Settings(data_dir=data))) as catalogue, catalogue.reading() as connection:
        held = select(passages.c.vector).where(passages.c.text.contains(document_text))
        return [bytes(vector)[16:80] for vector in connection.execute(held).scalars()]


def wait_for_none(data: Path, words: tuple[str, ...], raw: list[bytes]) -> None:
    deadline = time.monotonic() + 60
    while left := traces(data, words, raw):
        assert time.monotonic() < deadline, left
        time.sleep(0.5)


def test_a_removed_document_leaves_nothing_on_the_disk_even_if_the_server_is_killed_right_after(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with house_at(data) as client:
        other = taken_in(client, "markt.txt", b"Der Marktplatz hat einen Brunnen aus Sandstein.\n\nEr ist alt.")
        document = taken_in(client, "quörzel-bericht.pdf", document_pdf(), SIDECAR)
        answer = used(client, document, tmp_path, data)
        vectors = vectors_of(data, "Quörzel")
        assert vectors
        before = traces(data, DOCUMENT, vectors)
        assert {what for _, what in before} == {*DOCUMENT, "bytes"}, "the canaries are found where they are"
        client.delete(f"/api/v1/documents/{document}").raise_for_status()
        assert traces(data, DOCUMENT) == set()
        assert not list((data / "cache").glob(f"pages/{document}*"))
        told = client.get(f"/api/v1/answers/{answer}").json()
        assert "gelöscht" in " ".join(told["answer"]["notes"])
        os.kill(json.loads((data / "owner.lock").read_text())["pid"], signal.SIGKILL)
    with house_at(data) as client:
        assert traces(data, DOCUMENT) == set()
        wait_for_none(data, DOCUMENT, vectors)
        found = client.get("/api/v1/search", params={"q": "Brunnen Sandstein"}).raise_for_status().json()["results"]
        assert {hit["document_id"] for hit in found} == {other}
        assert client.get("/readyz").is_success
    assert traces(data, DOCUMENT, vectors) == set()


@pytest.mark.parametrize("beside_server", [True, False], ids=["beside a server", "without one"])
def test_a_document_removed_by_the_command_line_leaves_nothing_once_the_house_is_open(
    beside_server: bool, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    command = [sys.executable, "-m", "corpus", "remove", "--data", str(data)]

    def remove(document: str) -> None:
        subprocess.run([*command, document], cwd=ROOT, env=os.environ | ENVIRONMENT, check=True, capture_output=True)

    with house_at(data) as client:
        document = taken_in(client, "quörzel-bericht.pdf", document_pdf(), SIDECAR)
        used(client, document, tmp_path, data)
        vectors = vectors_of(data, "Quörzel")
        if beside_server:
            remove(document)
            assert traces(data, DOCUMENT) == set()
    if not beside_server:
        remove(document)
    with house_at(data):
        assert traces(data, DOCUMENT) == set()
        wait_for_none(data, DOCUMENT, vectors)


PERSON = ("flönz", "klabüster", "humpelfritz", "zirbeldrüse", "wackelpeter")


def with_people(data: Path) -> None:
    """Somebody who administers, and somebody with a name that stands nowhere else."""
    data.mkdir()
    with closing(open_catalogue(Settings(data_dir=data))) as catalogue:
        people = open_people(catalogue, Settings())
        added(people, "Vera", "vera", Role.ADMINISTRATOR)
        added(people, "Flönz Klabüster", "flönz", Role.READER)


def added(people: People, name: str, sign_in_name: str, role: Role) -> None:
    people.entry.accept(people.links.for_person(people.register.add(name, sign_in_name, role)), PASSWORD)


def sent(client: httpx.Client, page: str, address: str, **said: str) -> httpx.Response:
    """A form of a page with what stands hidden in it."""
    html = client.get(page).text
    form = re.search(rf'<form[^>]*action="{re.escape(address)}".*?</form>', html, re.S)
    assert form, (page, address)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0])
    return client.post(address, data={name: unescape(value) for name, value in hidden} | said)


@contextmanager
def signed_in(url: str, name: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=60) as client:
        assert sent(client, "/anmelden", "/anmelden", name=name, passwort=PASSWORD).status_code == 303
        client.headers[HEADER] = csrf_token(client.cookies["transferlotse"])
        yield client


@pytest.mark.parametrize("by_herself", [True, False], ids=["by herself", "by an administrator"])
def test_a_removed_person_leaves_nothing_but_what_was_reported(by_herself: bool, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with_people(data)
    with (
        serving(data, examples=False, sign_in="True", **EMBEDDINGS) as url,
        signed_in(url, "flönz") as reader,
        signed_in(url, "vera") as vera,
    ):
        asked = sent(reader, "/", "/fragen", frage="Wo wohnt der Humpelfritz?")
        conversation = asked.headers["location"].partition("#")[0]
        page = reader.get(conversation).text
        answer = re.search(r"/antworten/(\w+)/melden", page)
        assert answer
        path = f"/antworten/{answer[1]}"
        sent(reader, conversation, f"{path}/rueckmeldung", hilfreich="nein", text="Zirbeldrüse fehlt.")
        sent(reader, conversation, f"{path}/melden", anmerkung="Der Wackelpeter fragt.")
        assert {what for _, what in traces(data, PERSON)} == {*PERSON}
        if by_herself:
            assert sent(reader, "/konto", "/konto/loeschen", passwort=PASSWORD).status_code == 303
        else:
            people = vera.get("/verwaltung/personen").text
            (address,) = re.findall(r"/verwaltung/personen/\w+/loeschen", people.partition("Klabüster")[2])[:1]
            assert sent(vera, "/verwaltung/personen", address).status_code == 303
        assert {what for _, what in traces(data, PERSON)} == {"humpelfritz", "wackelpeter"}
        gaps = vera.get("/auswertung").text
        assert "Klabüster" not in gaps
        (gap,) = set(re.findall(r'name="kennung" value="(\w+)"', gaps))
        assert sent(vera, "/auswertung", "/auswertung/fragen/loeschen", kennung=gap).status_code == 303
        assert traces(data, PERSON) == set()
