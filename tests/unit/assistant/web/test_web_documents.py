from __future__ import annotations

import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from assistant.web.api.documents import DocumentOut
from assistant.wiring import House
from corpus.models import Document
from corpus.rendering import document_json

TEXT = "# Obstwiese am Quittenweg\n\nDie Streuobstwiese am Quittenweg wurde 2021 mit 37 Quittenbäumen bepflanzt.\n"
SIDECAR = "titel: Bericht zur Obstwiese\n"


def test_every_document_is_listed_and_described(client: TestClient, house: House) -> None:
    listed = client.get("/api/v1/documents").json()["documents"]
    assert [document["document_id"] for document in listed] == [d.id for d in house.corpus.documents()]
    assert client.get(f"/api/v1/documents/{listed[0]['document_id']}").json() == listed[0]


def test_the_described_fields_are_all_that_the_house_knows(pdf: Document) -> None:
    assert set(DocumentOut.model_fields) == set(document_json(pdf))


def test_a_document_is_taken_in_found_and_removed_with_its_traces(client: TestClient) -> None:
    files = {"file": ("Obstwiese.md", TEXT.encode()), "sidecar": ("meta.yaml", SIDECAR.encode())}
    report = client.post("/api/v1/documents", files=files, data={"source": "test:obst"}).json()
    assert (report["outcome"], report["path"], report["reason"]) == ("added", "test:obst", None)
    address = f"/api/v1/documents/{report['document_id']}"
    again = client.post("/api/v1/documents", files=files, data={"source": "test:obst"})
    assert again.json()["outcome"] == "unchanged"
    assert client.get(address).json()["title"] == "Bericht zur Obstwiese"
    assert client.get(address).json()["file_name"] == "Obstwiese.md"
    assert "37 Quittenbäumen" in client.get(f"{address}/pages/1").json()["text"]
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    found = client.get("/api/v1/search", params={"q": "Quittenbäume am Quittenweg"}).json()["results"]
    assert report["document_id"] not in [hit["document_id"] for hit in found]


def test_a_refused_file_is_a_problem_that_says_why(client: TestClient) -> None:
    response = client.post("/api/v1/documents", files={"file": ("bild.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 200)})
    assert response.status_code == 422
    assert len(response.json()["detail"]) > 20


def test_a_pdf_is_shown_and_anything_else_is_downloaded(client: TestClient, pdf: Document, docx: Document) -> None:
    shown = client.get(f"/api/v1/documents/{pdf.id}/file")
    assert shown.content.startswith(b"%PDF")
    assert shown.headers["content-type"] == "application/pdf"
    assert shown.headers["content-disposition"].startswith("inline")
    loaded = client.get(f"/api/v1/documents/{docx.id}/file")
    assert loaded.headers["content-type"] == "application/octet-stream"
    assert loaded.headers["content-disposition"].startswith("attachment")
    assert {r.headers["x-content-type-options"] for r in (shown, loaded)} == {"nosniff"}


def test_a_page_picture_carries_the_mark_and_is_cached(client: TestClient, house: House, pdf: Document) -> None:
    passage = house.corpus.passages(pdf.id)[-1]
    address = f"/api/v1/documents/{pdf.id}/pages/{passage.passage.page}.webp"
    plain = client.get(address)
    marked = client.get(address, params={"passage": passage.id})
    assert marked.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(marked.content)).width == 1200
    assert marked.content != plain.content
    assert marked.content == client.get(address, params={"passage": passage.id}).content
    cache = house.settings.data_dir / "cache"
    assert marked.content in [file.read_bytes() for file in cache.rglob("*.webp")]


def test_pictures_of_what_is_not_there_are_not_found(
    client: TestClient, house: House, pdf: Document, docx: Document
) -> None:
    elsewhere = house.corpus.passages(docx.id)[0].id
    for path in (
        f"{pdf.id}/pages/999.webp",
        f"{docx.id}/pages/1.webp",
        f"{pdf.id}/pages/1.webp?passage={elsewhere}",
        f"{pdf.id}/pages/1.webp?passage=99999999",
        "nirgends/pages/1.webp",
        f"{pdf.id}/pages/999",
        "nirgends",
        "nirgends/file",
    ):
        response = client.get(f"/api/v1/documents/{path}")
        assert (path, response.status_code) == (path, 404)
        assert response.json()["detail"]
    assert client.delete("/api/v1/documents/nirgends").status_code == 404


def test_an_upload_over_the_limit_is_refused_before_it_is_read(house: House, client: TestClient) -> None:
    size = str((house.settings.max_upload_mb + 2) * 1_000_000)
    response = client.post(
        "/api/v1/documents",
        content=b"x",
        headers={"content-length": size, "content-type": "multipart/form-data; boundary=x"},
    )
    assert response.status_code == 413
    assert f"{house.settings.max_upload_mb} MB" in response.json()["detail"]


def test_no_upload_stays_in_the_folder_for_temporary_files(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client.post("/api/v1/documents", files={"file": ("bild.png", b"\x89PNG" + b"\0" * 200)})
    assert list(tmp_path.iterdir()) == []
