from __future__ import annotations

import io
from contextlib import ExitStack

from fastapi.testclient import TestClient
from PIL import Image

from assistant.page_image import AT_ONCE
from assistant.web.api.documents import DocumentOut
from assistant.wiring import House
from corpus.models import Document
from corpus.rendering import document_json
from corpus.texts import web as texts

TEXT = "# Obstwiese am Quittenweg\n\nDie Streuobstwiese am Quittenweg wurde 2021 mit 37 Quittenbäumen bepflanzt.\n"
SIDECAR = "titel: Bericht zur Obstwiese\n"


def test_every_document_is_listed_and_described(client: TestClient, house: House) -> None:
    listed = client.get("/api/v1/documents").json()["documents"]
    assert [document["document_id"] for document in listed] == [d.id for d in house.corpus.documents()]
    assert client.get(f"/api/v1/documents/{listed[0]['document_id']}").json() == listed[0]


def test_the_described_fields_are_all_that_the_house_knows(pdf: Document) -> None:
    assert set(DocumentOut.model_fields) == set(document_json(pdf))


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


def test_who_asks_for_a_picture_where_very_many_do_is_told_when_to_come_again(
    client: TestClient, house: House, pdf: Document
) -> None:
    with ExitStack() as stack:
        for _ in range(AT_ONCE):
            stack.enter_context(house.pictures._places)  # as if so many waited
        busy = client.get(f"/api/v1/documents/{pdf.id}/pages/3.webp")
    assert (busy.status_code, busy.headers["retry-after"]) == (429, "10")
    assert (busy.json()["title"], busy.json()["detail"]) == (texts.BUSY, texts.PAGE_IMAGES_BUSY)
    assert client.get(f"/api/v1/documents/{pdf.id}/pages/3.webp").status_code == 200


def test_an_upload_over_the_limit_is_refused_before_it_is_read(house: House, client: TestClient) -> None:
    size = str((house.settings.max_upload_mb + 2) * 1_000_000)
    response = client.post(
        "/api/v1/documents",
        content=b"x",
        headers={"content-length": size, "content-type": "multipart/form-data; boundary=x"},
    )
    assert response.status_code == 413
    assert f"{house.settings.max_upload_mb} MB" in response.json()["detail"]
