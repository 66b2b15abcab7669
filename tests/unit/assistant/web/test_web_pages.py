from __future__ import annotations

import gzip
import html
import re
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from assistant.web.app import create_app
from assistant.web.questions.start import suggested_questions
from assistant.wiring import House, open_house
from corpus.models import Document
from corpus.settings import Settings
from corpus.texts import web as texts

ADDRESSES = re.compile(r'(?:href|src|action)="([^"]+)"')
MEGABYTE_OF_FIRST_PAGE = 120_000
OWN_SCRIPT = 15_000


def static_files(page: str) -> list[str]:
    return sorted({a for a in ADDRESSES.findall(page) if a.startswith("/static/")})


def chips(page: str) -> list[str]:
    """The addresses of the chips behind the sentences."""
    answers = re.findall(r'<div class="answer">(.*?)</div>', page, re.DOTALL)
    return [html.unescape(a) for answer in answers for a in re.findall(r'class="chip" href="([^"]+)"', answer)]


def test_the_start_offers_questions_that_the_corpus_answers(client: TestClient, house: House) -> None:
    page = client.get("/").text
    assert texts.START_TITLE in page
    assert f"{len(house.corpus.documents())} Dokumente" in page
    assert texts.AI_NOTICE in page
    offered = suggested_questions(house.corpus.documents())
    assert page.count('class="suggestion"') == len(offered) == 4
    for question in offered:
        assert client.post("/api/v1/questions", json={"question": question}).json()["status"] == "answered", question


def test_questions_are_offered_only_with_the_documents_that_answer_them(house: House) -> None:
    assert suggested_questions(()) == ()
    _, title = texts.SUGGESTED_QUESTIONS[0]
    one = [document for document in house.corpus.documents() if document.metadata.title == title]
    assert suggested_questions(one) == tuple(q for q, t in texts.SUGGESTED_QUESTIONS if t == title)


def test_the_start_says_how_many_documents_are_still_being_read(tmp_path: Path) -> None:
    with open_house(Settings(data_dir=tmp_path / "data")) as house:
        client = TestClient(create_app(house), base_url="http://127.0.0.1:8000")
        assert texts.START_EMPTY in html.unescape(client.get("/").text)
        assert 'class="arriving"' not in client.get("/").text
        for number in range(2):
            file = tmp_path / f"{number}.txt"
            file.write_text(f"Der Stadtrat beschloss Nummer {number} einstimmig.")
            house.ingest.intake.receive(file, source=str(file), file_name=file.name)
        page = client.get("/").text
        assert texts.ARRIVING.format(count=2) in page
        assert texts.START_FIRST in page
        with house.ingest.worker.working():
            while house.ingest.jobs.open():
                time.sleep(0.05)
        assert 'class="arriving"' not in client.get("/").text


def test_the_first_page_is_light(client: TestClient) -> None:
    page = client.get("/")
    files = [client.get(address) for address in static_files(page.text)]
    modules = [name for file in files for name in re.findall(r'from "\./([a-z]+\.js)"', file.text)]
    folder = next(a for a in static_files(page.text) if a.endswith("/chat.js")).rpartition("/")[0]
    files += [client.get(f"{folder}/{name}") for name in modules]
    css = next(file for file in files if file.url.path.endswith("/base.css"))
    fonts = css.url.path.rpartition("/")[0]
    files += [client.get(f"{fonts}/{font}") for font in re.findall(r'url\("([^"]+)"\)', css.text)]
    assert len(modules) >= 3
    by_address = {file.url.path: file for file in files}
    sizes = {path: len(gzip.compress(file.content, 6)) for path, file in by_address.items()}
    assert sum(sizes.values()) + len(gzip.compress(page.content, 6)) <= MEGABYTE_OF_FIRST_PAGE
    assert sum(size for path, size in sizes.items() if path.endswith(".js")) <= OWN_SCRIPT
    assert {file.status_code for file in files} == {200}
    assert {file.headers["cache-control"] for file in files} == {"public, max-age=31536000, immutable"}


def test_every_module_of_the_chat_is_announced_at_once(client: TestClient) -> None:
    page = client.get("/").text
    announced = set(re.findall(r'rel="modulepreload" href="([^"]+)"', page))
    loaded = set(re.findall(r'type="module" src="([^"]+)"', page))
    folder = next(iter(announced)).rpartition("/")[0]
    imported: set[str] = set()
    for address in announced | loaded:
        names = re.findall(r'from "\./([a-z]+\.js)"|import "\./([a-z]+\.js)"', client.get(address).text)
        imported |= {f"{folder}/{one or other}" for one, other in names}
    assert imported == announced


def test_styles_come_zipped_and_fonts_as_they_are(client: TestClient) -> None:
    addresses = static_files(client.get("/").text)
    for address in addresses:
        encoding = client.get(address, headers={"accept-encoding": "gzip"}).headers.get("content-encoding")
        if address.endswith((".css", "chat.js")):
            assert encoding == "gzip", address
        if address.endswith(".woff2"):
            assert encoding is None


def test_no_page_names_another_host(client: TestClient, pdf: Document, question: str) -> None:
    pages = [client.get(path).text for path in ("/", "/dokumente", f"/dokumente/{pdf.id}", "/nirgends")]
    pages.append(client.post("/fragen", data={"frage": question}).text)
    for page in pages:
        assert all(re.match(r"[/#?](?!/)", address) for address in ADDRESSES.findall(page))
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*src=)", page)
        assert not re.search(r"\s(on[a-z]+|style)=", page)


def test_without_a_script_the_form_brings_the_whole_answer(client: TestClient, question: str) -> None:
    page = client.post("/fragen", data={"frage": question}).text
    answer = client.post("/api/v1/questions", json={"question": question}).json()
    assert f'<h2 class="question">{html.escape(question)}</h2>' in page
    assert f'<h3 class="small-title">{texts.SOURCES}</h3>' in page
    assert len(chips(page)) == sum(len(sentence["citations"]) for sentence in answer["sentences"])


def test_each_chip_leads_to_its_page_with_the_quote_marked(client: TestClient, question: str) -> None:
    for address in chips(client.post("/fragen", data={"frage": question}).text):
        page = client.get(address).text
        asked = parse_qs(urlsplit(address).query)
        assert texts.SOURCE_NUMBER.format(number=asked["zitat"][0]) in page
        quoted = html.unescape(page.partition('<blockquote class="quote">')[2].partition("</blockquote>")[0])
        assert quoted == asked["wortlaut"][0]
        assert "<mark>" in page


def test_a_foreign_question_gets_a_state_of_its_own(client: TestClient, foreign_question: str) -> None:
    page = client.post("/fragen", data={"frage": foreign_question}).text
    assert texts.NO_EVIDENCE_TITLE in page
    assert f'<h3 class="small-title">{texts.SOURCES}</h3>' not in page
    assert chips(page) == []


def test_a_refused_question_stays_in_the_field(client: TestClient) -> None:
    question = "Warum? " * 300
    response = client.post("/fragen", data={"frage": question})
    assert response.status_code == 422
    assert texts.FAILED_TITLE in response.text
    assert f">{question}</textarea>" in response.text


def test_an_address_without_a_conversation_leads_to_the_start(client: TestClient) -> None:
    response = client.get("/fragen", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_a_question_is_shown_as_text_whatever_it_holds(client: TestClient) -> None:
    page = client.post("/fragen", data={"frage": '<script>alert(1)</script>"><img src=x onerror=alert(2)>'}).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_list_names_every_document(client: TestClient, house: House) -> None:
    page = client.get("/dokumente").text
    for document in house.corpus.documents():
        assert f'href="/dokumente/{document.id}"' in page


def test_a_pdf_shows_the_picture_and_the_text_of_its_page(client: TestClient, house: House, pdf: Document) -> None:
    passage = house.corpus.passages(pdf.id)[-1]
    page = client.get(f"/dokumente/{pdf.id}", params={"stelle": passage.id}).text
    number = passage.passage.page
    assert f"/api/v1/documents/{pdf.id}/pages/{number}.webp?passage={passage.id}" in page
    assert f"/api/v1/documents/{pdf.id}/file#page={number}" in page
    assert texts.PAGE_TEXT in page
    assert texts.PREVIOUS_PAGE in page


def test_other_documents_show_the_text_with_the_passage_marked(
    client: TestClient, house: House, docx: Document
) -> None:
    passage = house.corpus.passages(docx.id)[0]
    page = client.get(f"/dokumente/{docx.id}", params={"stelle": passage.id}).text
    assert "<mark>" in page
    assert ".webp" not in page
    assert texts.DOWNLOAD.format(name=html.escape(docx.current.file_name)) in page


def test_turning_the_page_keeps_the_way_back_to_the_passage(client: TestClient, house: House, pdf: Document) -> None:
    passage = house.corpus.passages(pdf.id)[0]
    page = client.get(f"/dokumente/{pdf.id}", params={"stelle": passage.id, "seite": passage.passage.page + 1}).text
    assert texts.BACK_TO_PASSAGE.format(page=passage.passage.page) in page
    assert "<mark>" not in page


def test_a_passage_that_has_gone_is_told_and_the_page_still_shown(client: TestClient, pdf: Document) -> None:
    response = client.get(f"/dokumente/{pdf.id}", params={"stelle": 99999999, "seite": 1})
    assert response.status_code == 200
    assert texts.PASSAGE_GONE in response.text


def test_words_of_a_passage_that_has_gone_are_marked_where_they_still_stand(
    client: TestClient, house: House, pdf: Document
) -> None:
    words = house.corpus.page(pdf.id, 1).text[:40]
    page = client.get(f"/dokumente/{pdf.id}", params={"stelle": 99999999, "seite": 1, "wortlaut": words}).text
    picture = re.search(r'src="([^"]*webp[^"]*)"', page)
    assert picture
    assert client.get(html.unescape(picture[1])).status_code == 200


@pytest.mark.parametrize("words", ["Das steht hier nicht.", "<b>"])
def test_words_that_do_not_stand_on_the_page_are_not_quoted(client: TestClient, pdf: Document, words: str) -> None:
    page = client.get(f"/dokumente/{pdf.id}", params={"seite": 1, "wortlaut": words}).text
    assert "<blockquote" not in page
    assert "<mark>" not in page


def test_the_panel_gets_the_same_without_the_frame(client: TestClient, pdf: Document) -> None:
    part = client.get(f"/dokumente/{pdf.id}/ausschnitt", params={"seite": 2}).text
    assert '<h2 class="source-title"' in part
    assert "<html" not in part


@pytest.mark.parametrize("path", ["/dokumente/nirgends", "/dokumente/nirgends/ausschnitt"])
def test_an_unknown_document_is_a_page_with_404(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "<h1" in response.text
