from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.wiring import House

TEXT = "# Obstwiese am Quittenweg\n\nDie Streuobstwiese am Quittenweg wurde 2021 mit 37 Quittenbäumen bepflanzt.\n"
SIDECAR = "titel: Bericht zur Obstwiese\n"


@pytest.fixture(autouse=True)
def working(house: House) -> Iterator[None]:
    with house.ingest.worker.working():
        yield


def ended(client: TestClient, job_id: str) -> dict[str, Any]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        job: dict[str, Any] = client.get(f"/api/v1/jobs/{job_id}").json()
        if job["state"] in ("done", "cancelled"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"the job did not end: {job}")


def test_a_document_is_taken_in_found_and_removed_with_its_traces(client: TestClient, house: House) -> None:
    files = {"file": ("Obstwiese.md", TEXT.encode()), "sidecar": ("meta.yaml", SIDECAR.encode())}
    answer = client.post("/api/v1/documents", files=files, data={"source": "test:obst"})
    assert answer.status_code == 202
    job = ended(client, answer.json()["jobs"][0]["job_id"])
    assert (job["outcome"], job["source"], job["reason"], job["progress"]) == ("added", "test:obst", None, 1)
    address = f"/api/v1/documents/{job['document_id']}"
    again = client.post("/api/v1/documents", files=files, data={"source": "test:obst"}).json()
    assert again["jobs"] == []
    assert again["ended"][0]["outcome"] == "unchanged"
    known = client.get(address).json()
    assert (known["title"], known["file_name"]) == ("Bericht zur Obstwiese", "Obstwiese.md")
    assert "37 Quittenbäumen" in client.get(f"{address}/pages/1").json()["text"]
    sha256 = client.get(f"{address}/versions").json()["versions"][0]["sha256"]
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert client.get(f"/api/v1/jobs/{job['job_id']}").status_code == 404
    assert not house.corpus.files.holds(sha256)
    found = client.get("/api/v1/search", params={"q": "Quittenbäume am Quittenweg"}).json()["results"]
    assert job["document_id"] not in [hit["document_id"] for hit in found]


def test_several_files_at_once_find_their_sidecars_by_name_and_a_bad_one_says_why(client: TestClient) -> None:
    files = [
        ("file", ("wiese.md", TEXT.encode())),
        ("file", ("bild.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 200)),
        ("sidecar", ("wiese.yaml", SIDECAR.encode())),
    ]
    jobs = [ended(client, job["job_id"]) for job in client.post("/api/v1/documents", files=files).json()["jobs"]]
    assert [job["outcome"] for job in jobs] == ["added", "refused"]
    assert "Bild" in jobs[1]["reason"]
    assert client.get(f"/api/v1/documents/{jobs[0]['document_id']}").json()["title"] == "Bericht zur Obstwiese"
    client.delete(f"/api/v1/documents/{jobs[0]['document_id']}")


def test_an_archive_becomes_a_job_a_document(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/wiese.md", TEXT)
        archive.writestr("a/wiese.yaml", SIDECAR)
        archive.writestr("../boese.md", TEXT)
    answer = client.post("/api/v1/documents", files={"file": ("alles.zip", packed.getvalue())}).json()
    (job,) = answer["jobs"]
    assert job["source"] == "alles.zip/a/wiese.md"
    assert answer["ended"][0]["outcome"] == "refused"
    assert ended(client, job["job_id"])["outcome"] == "added"
    client.delete(f"/api/v1/documents/{ended(client, job['job_id'])['document_id']}")


def test_a_replaced_file_is_a_new_version_and_keeps_what_a_person_said(client: TestClient) -> None:
    job = client.post("/api/v1/documents", files={"file": ("wiese.md", TEXT.encode())}).json()["jobs"][0]
    address = f"/api/v1/documents/{ended(client, job['job_id'])['document_id']}"
    said = {"title": "Die Wiese", "municipality": "Quittental", "year": 2021}
    described = client.put(address, json=said).json()
    assert (described["title"], described["municipality"], described["proposed"]) == ("Die Wiese", "Quittental", [])
    newer = {"file": ("neu.md", TEXT.replace("37", "41").encode())}
    replaced = client.put(f"{address}/file", files=newer).json()["jobs"][0]
    assert ended(client, replaced["job_id"])["outcome"] == "updated"
    known = client.get(address).json()
    assert (known["title"], known["municipality"], known["file_name"]) == ("Die Wiese", "Quittental", "neu.md")
    assert "41 Quittenbäumen" in client.get(f"{address}/passages").json()["passages"][0]["text"]
    versions = client.get(f"{address}/versions").json()["versions"]
    assert [version["version"] for version in versions] == [3, 2, 1]
    client.delete(address)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"title": " "},
        {"title": "A", "year": 12},
        {"title": "A", "farbe": "rot"},
        {"title": "A", "language": "Deutsch"},
    ],
)
def test_metadata_that_make_no_sense_are_refused(client: TestClient, house: House, said: dict[str, Any]) -> None:
    document = house.corpus.documents()[0]
    assert client.put(f"/api/v1/documents/{document.id}", json=said).status_code == 422
    assert house.corpus.document(document.id) == document


def test_a_sidecar_that_is_none_is_a_problem(client: TestClient) -> None:
    files = {"file": ("wiese.md", TEXT.encode()), "sidecar": ("bild.png", b"x")}
    answer = client.post("/api/v1/documents", files=files)
    assert answer.status_code == 422
    assert ".yaml" in answer.json()["detail"]


def test_jobs_that_are_not_there_are_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/jobs/nirgends").status_code == 404
    assert client.delete("/api/v1/jobs/nirgends").status_code == 404
    assert client.post("/api/v1/jobs/nirgends/retry").status_code == 404


def test_an_upload_leaves_nothing_in_the_folder_for_temporary_files(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    job = client.post("/api/v1/documents", files={"file": ("bild.png", b"\x89PNG" + b"\0" * 200)}).json()["jobs"][0]
    ended(client, job["job_id"])
    assert list(tmp_path.iterdir()) == []
