"""Sources at Telegram: pages as pictures or text, files, and what is said where there is none any more."""

from __future__ import annotations

import io
import shutil
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from assistant.models import Answer
from assistant.rendering import source_url
from assistant.web.app import create_app
from assistant.web.documents.removing import removed
from assistant.web.documents.source import Place, source_view
from assistant.wiring import House, open_house
from bots.telegram import photos, sources
from bots.telegram.pages import caption_of
from bots.telegram.photos import photo_of
from corpus.settings import Settings
from corpus.texts import conversations as talks
from corpus.texts import telegram as texts
from corpus.texts import web
from tests.servers.telegram import Shown, Telegram
from tests.servers.telegram_markup import parsed, units
from tests.telegram_bot import asked, bot_of, said_to

FOUNTAIN = "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?"
BUDGET = "Wie hoch ist das Bürgerbudget in Amselwitz?"
ANNA, BERTA = 17, 18
ADDRESS = "http://127.0.0.1:8000"


def answer_of(house: House, chat_id: int) -> Answer:
    mine = house.conversations.of(f"telegram:{chat_id}")
    answer = mine.answers(mine.newest()[0].id)[-1].answer
    assert answer
    return answer


def picture_on_the_web(house: House, answer: Answer, number: int) -> Image.Image:
    """The picture that the page of a source shows in a browser."""
    cited = next(citation for citation in answer.citations if citation.number == number)
    with TestClient(create_app(house), base_url=ADDRESS) as client:
        page = client.get(
            source_url(
                cited.document_id,
                page=cited.page,
                passage_id=cited.passage_id,
                number=number,
                quoted=cited.quote,
            )
        ).text
        address = next(part for part in page.split('"') if ".webp" in part)
        return Image.open(io.BytesIO(client.get(unescape(address)).content)).convert("RGB")


def test_a_source_is_shown_as_the_same_picture_as_on_the_web(house: House, bot: Telegram) -> None:
    shown = asked(bot, ANNA, FOUNTAIN)
    press = bot.press(shown, "2")
    photo: Shown = bot.wait_for(lambda: next((m for m in bot.shown(ANNA) if m.image), None))
    assert said_to(bot, press) == ""
    assert photo.image
    image, answer = Image.open(io.BytesIO(photo.image)), answer_of(house, ANNA)
    assert image.format == "PNG"
    assert image.tobytes() == picture_on_the_web(house, answer, 2).tobytes()
    cited = answer.citations[1]
    assert photo.text.startswith(f"{web.SOURCE_NUMBER.format(number=2)}\n{cited.title}\n")
    assert web.PAGE.format(page=cited.page) in photo.text
    assert " ".join(cited.quote.split())[:100] in photo.text
    assert photo.buttons == [texts.ORIGINAL_PDF]


def test_the_original_comes_as_a_file_under_its_name(house: House, bot: Telegram) -> None:
    shown = asked(bot, ANNA, FOUNTAIN)
    answer_id = shown.data("1").split(":")[1]
    bot.call_back(shown, f"o:{answer_id}:1")
    sent: Shown = bot.wait_for(lambda: next((m for m in bot.shown(ANNA) if m.document), None))
    document = house.corpus.document(answer_of(house, ANNA).citations[0].document_id)
    assert sent.file_name == document.current.file_name
    assert sent.document == house.corpus.file_path(document.id).read_bytes()


def test_what_has_no_pages_to_draw_is_shown_as_text_with_the_passage_in_bold(house: House, bot: Telegram) -> None:
    shown = asked(bot, ANNA, BUDGET)
    answer = answer_of(house, ANNA)
    number = next(c.number for c in answer.citations if c.title.startswith("Bürgerbudget"))
    bot.press(shown, str(number))
    page = bot.wait_for_text(ANNA, web.SOURCE_NUMBER.format(number=number))
    quote = answer.citations[number - 1].quote
    assert page.image is None
    assert page.buttons == [texts.ORIGINAL_FILE]
    assert any(quote.split()[0] in entity.text for entity in page.entities[1:] if entity.kind == "bold")


def test_a_page_that_cannot_be_drawn_is_shown_as_text(
    house: House, bot: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.page_image.DRAWING_MB", 1)
    shown = asked(bot, ANNA, "Wie hoch ist der Zuschuss für eine Zisterne in Ottersfurt?")
    bot.press(shown, "1")
    page = bot.wait_for_text(ANNA, web.SOURCE_NUMBER.format(number=1))
    assert page.image is None
    assert page.buttons == [texts.ORIGINAL_PDF]
    for document in house.corpus.documents():
        house.pictures.forget(document.id)


def test_pages_that_come_near_are_shown_too(bot: Telegram) -> None:
    shown = asked(bot, ANNA, "Wie lange muss ein Marmorkuchen mit Vanilleglasur im Ofen backen?")
    bot.press(shown, "A")
    page: Shown = bot.wait_for(
        lambda: next((m for m in bot.shown(ANNA) if m.buttons[:1] == [texts.ORIGINAL_PDF]), None)
    )
    assert "Quelle" not in page.text.splitlines()[0]


@pytest.fixture
def answer_id(bot: Telegram) -> str:
    """An answer of chat ANNA and of nobody else."""
    return asked(bot, ANNA, FOUNTAIN).data("1").split(":")[1]


def test_what_no_button_says_gets_one_polite_sentence(bot: Telegram, answer_id: str) -> None:
    forged = {
        f"q:{answer_id}:99": texts.SOURCE_GONE,
        f"q:{answer_id}:x9": texts.SOURCE_GONE,
        f"q:{answer_id}": texts.SOURCE_GONE,
        "q": texts.SOURCE_GONE,
        f"q:{answer_id}:1:2": texts.SOURCE_GONE,
        f"o:{answer_id}:../x": texts.SOURCE_GONE,
        "q:0123:1": talks.ANSWER_NOT_FOUND,
        "o::": talks.ANSWER_NOT_FOUND,
        "zz:1": texts.STALE_BUTTON,
    }
    message = bot.shown(ANNA)[0]
    assert {data: said_to(bot, bot.call_back(message, data)) for data in forged} == forged
    assert len(bot.shown(ANNA)) == 1


def test_an_answer_of_somebody_else_is_not_there(bot: Telegram, answer_id: str) -> None:
    bot.write(BERTA, "/hilfe")
    message: Shown = bot.wait_for(lambda: next(iter(bot.shown(BERTA)), None))
    assert said_to(bot, bot.call_back(message, f"q:{answer_id}:1")) == talks.ANSWER_NOT_FOUND
    assert said_to(bot, bot.call_back(message, f"o:{answer_id}:1")) == talks.ANSWER_NOT_FOUND
    assert len(bot.shown(BERTA)) == 1


def test_a_document_that_was_removed_is_shown_no_more(tmp_path: Path, house_data: Path) -> None:
    data = shutil.copytree(house_data, tmp_path / "data")
    with open_house(Settings(data_dir=data)) as own, bot_of(own) as bot:
        shown = asked(bot, ANNA, FOUNTAIN)
        removed(own, answer_of(own, ANNA).citations[0].document_id)
        for data_of_button in (shown.data("1"), shown.data("1").replace("q:", "o:")):
            assert said_to(bot, bot.call_back(shown, data_of_button)) == texts.SOURCE_GONE
        assert len(bot.shown(ANNA)) == 1


def test_a_file_too_large_for_telegram_says_where_it_is(
    house: House, bot: Telegram, answer_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST_FILE", 1_000)
    message = bot.shown(ANNA)[0]
    bot.call_back(message, f"o:{answer_id}:1")
    said = bot.wait_for_text(ANNA, "zu groß für Telegram")
    assert answer_of(house, ANNA).citations[0].title in said.text


def test_the_sources_of_the_last_answer_come_once_more(bot: Telegram) -> None:
    bot.write(ANNA, "/quellen")
    assert bot.wait_for_text(ANNA, "Antworten stützen sich nur auf 8 Dokumente")
    asked(bot, ANNA, FOUNTAIN)
    bot.write(ANNA, "/quellen")
    again = bot.wait_for_text(ANNA, "Quellen zu Ihrer Frage")
    assert FOUNTAIN in again.text
    assert "¹" in again.text
    assert again.buttons[0] == "1"


def test_below_a_picture_the_rows_of_a_table_stay_rows_and_long_passages_are_cut(house: House) -> None:
    document = next(d for d in house.corpus.documents() if d.metadata.title == "Der kommunale Hitzeaktionsplan")
    rows = house.corpus.page(document.id, 6).text
    start = rows.index("8 | Vier Trinkbrunnen")
    view = source_view(house.corpus, house.pictures, document.id, Place(6, quoted=rows[start : start + 900]))
    text, entities = parsed(caption_of(view, "galt bis 31.12.2024"))
    assert units(text) <= 1024
    assert "Stand prüfen: galt bis 31.12.2024" in text
    (quote,) = [entity.text for entity in entities if entity.kind == "blockquote"]
    assert quote.splitlines()[0] == "8 | Vier Trinkbrunnen | Stadtwerke | 55.200 | erledigt"
    assert quote.endswith(" …")


def webp(width: int, height: int) -> bytes:
    content = io.BytesIO()
    Image.effect_noise((width, height), 200).convert("RGB").save(content, "WEBP", lossless=True, method=0)
    return content.getvalue()


def test_a_page_of_a_shape_that_telegram_refuses_is_no_photo() -> None:
    assert photo_of(webp(100, 2_000))
    assert photo_of(webp(99, 2_000)) is None


def test_a_page_too_large_as_png_becomes_a_jpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    page = webp(200, 200)
    monkeypatch.setattr(photos, "LARGEST", 10_000)
    photo = photo_of(page)
    assert photo
    assert Image.open(io.BytesIO(photo)).format == "JPEG"
