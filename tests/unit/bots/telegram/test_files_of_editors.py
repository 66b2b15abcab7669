"""Files that editors send to the bot: a real bot, a real house, the Bot API on loopback."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row

from assistant.people.models import Role
from assistant.wiring import House, open_house
from corpus.acts import Act, Wanted
from corpus.schema import telegram_files
from corpus.texts import telegram as texts
from tests.faults.small_corpus import small_settings
from tests.servers.telegram import Shown, Telegram
from tests.signing_in import Town, signing_in
from tests.telegram_bot import INFORMED, bot_of

EDITOR, READER = INFORMED[:2]
NOTE = "# Bäume in Kiefernau\n\nDie Stadt Kiefernau pflanzt 40 Bäume im Jahr.\n".encode()


@pytest.fixture(scope="module")
def small_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = small_settings(tmp_path_factory.mktemp("files") / "data").model_copy(update={"max_upload_mb": 1})
    with open_house(settings) as house, house.ingest.worker.working():
        yield house


@pytest.fixture
def town(small_house: House) -> Iterator[Town]:
    with signing_in(small_house, files_per_hour=3) as town:
        yield town
    for document in small_house.corpus.documents():
        small_house.corpus.remove(document.id)


@pytest.fixture
def bot(town: Town) -> Iterator[Telegram]:
    """With an editor and a reader."""
    with bot_of(town.house, telegram_everyone=False) as api:
        for chat_id, name, role in ((EDITOR, "rita", Role.EDITOR), (READER, "anna", Role.READER)):
            town.house.people.pairing.redeem(town.house.people.pairing.new_code(town.person(name, role)), chat_id)
        yield api


def offered(api: Telegram, content: bytes, name: str, chat_id: int = EDITOR) -> Shown:
    """What the bot says to a file."""
    known = len(api.shown(chat_id))
    api.send_file(chat_id, content, name)
    return api.wait_for(lambda: api.shown(chat_id)[known:])[0]


def taken(api: Telegram, content: bytes, name: str) -> str:
    """What is said in the end."""
    message = offered(api, content, name)
    api.press(message, texts.TAKE_FILE)
    return outcome(api, message)


def outcome(api: Telegram, message: Shown) -> str:
    """What a message says once it stays so."""
    passing = ("in den Bestand aufnehmen?", "wird geholt", "wird eingelesen")

    def said() -> str:
        text = api.messages[message.chat_id, message.id].text
        return "" if any(words in text for words in passing) else text

    return str(api.wait_for(said, 40))


def waiting(town: Town) -> list[Row[Any]]:
    """What is yet to be told."""
    with town.house.corpus.catalogue.reading() as connection:
        return list(connection.execute(telegram_files.select()))


def acts(town: Town) -> list[Act]:
    rita = town.house.people.register.named("rita")
    return town.house.acts.newest(Wanted(rita.id, "file.add"), most=10)


def test_a_file_that_an_editor_wants_is_taken_in_told_and_recorded(town: Town, bot: Telegram) -> None:
    message = offered(bot, NOTE, "Bäume.md")
    assert message.text.startswith("„Bäume.md“ (70 Byte) in den Bestand aufnehmen?")
    assert town.house.corpus.documents() == ()
    bot.press(message, texts.TAKE_FILE)
    assert outcome(bot, message) == "„Bäume.md“ ist aufgenommen: 1 Seite, 1 Textstelle."
    (document,) = town.house.corpus.documents()
    assert (document.source, document.audience) == ("Bäume.md", ())
    assert [act.subject for act in acts(town)] == [town.house.ingest.jobs.recent(1)[0].id]
    assert bot.messages[EDITOR, message.id].buttons == []
    assert taken(bot, NOTE, "Bäume.md") == "„Bäume.md“ war schon aufgenommen; es hat sich nichts geändert."
    newer = taken(bot, NOTE + b"\nUnd 10 Hecken.\n", "Bäume.md")
    assert newer == "„Bäume.md“ ist in der neuen Fassung aufgenommen: 1 Seite, 1 Textstelle."
    bot.wait_for(lambda: waiting(town) == [])


def test_whoever_is_no_editor_gets_a_hint_and_nothing_is_fetched(town: Town, bot: Telegram) -> None:
    assert offered(bot, NOTE, "Bäume.md", READER).text == texts.FILES_OF_EDITORS
    message = offered(bot, NOTE, "Bäume.md")
    rita = town.house.people.register.named("rita")
    town.house.people.register.set_role(rita.id, Role.READER)
    bot.press(message, texts.TAKE_FILE)
    bot.wait_for(lambda: bot.messages[EDITOR, message.id].text == texts.FILES_OF_EDITORS)
    assert bot.called("getFile") == []
    assert acts(town) == []


def test_a_file_that_is_not_wanted_or_not_there_any_more_is_left(town: Town, bot: Telegram) -> None:
    message = offered(bot, NOTE, "Bäume.md")
    bot.press(message, texts.LEAVE_FILE)
    bot.wait_for_text(EDITOR, texts.FILE_LEFT)
    message = offered(bot, NOTE, "Bäume.md")
    assert message.reply_to is not None
    bot.remove_sent(EDITOR, message.reply_to)
    bot.press(message, texts.TAKE_FILE)
    bot.wait_for(lambda: bot.messages[EDITOR, message.id].text == texts.FILE_LOST)
    assert town.house.corpus.documents() == ()


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x01\x01" + bytes(500), b"%PDF-1.7\nkaputt"])
def test_what_cannot_be_read_is_refused_with_the_reason(bot: Telegram, content: bytes) -> None:
    assert re.match("„Bericht.pdf“ ist nicht aufgenommen: .{20,}", taken(bot, content, "Bericht.pdf"))


def test_a_file_that_is_too_large_is_not_offered(bot: Telegram) -> None:
    assert "höchstens 1 MB" in offered(bot, bytes(1_000_001), "groß.pdf").text
    assert bot.called("getFile") == []


def test_from_telegram_come_twenty_megabytes_at_most(small_house: House) -> None:
    with signing_in(small_house, max_upload_mb=200) as town, bot_of(town.house, telegram_everyone=False) as api:
        town.house.people.pairing.redeem(town.house.people.pairing.new_code(town.person("rita", Role.EDITOR)), EDITOR)
        document = {"file_id": "x", "file_unique_id": "x", "file_size": 20_000_001, "file_name": "groß.pdf"}
        api.send(EDITOR, document=document)
        api.wait_for_text(EDITOR, "höchstens 20 MB")
        # What Telegram says of the size need not be true, and it may not know the file any more.
        for size in (1000, None):
            known = len(api.shown(EDITOR))
            api.send(EDITOR, document=document | {"file_size": size})
            message = api.wait_for(lambda known=known: api.shown(EDITOR)[known:])[0]
            api.press(message, texts.TAKE_FILE)
            api.wait_for(lambda message=message: api.messages[EDITOR, message.id].text == texts.FILE_LOST)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.md", "<b>fett</b>.md", "a\u202ednm.md", "C:\\x\\y.md", "ü" * 300 + ".md"]
)
def test_names_lead_nowhere_and_are_text(town: Town, bot: Telegram, name: str) -> None:
    told = taken(bot, NOTE + name.encode(), name)
    assert "ist aufgenommen" in told
    (document,) = town.house.corpus.documents()
    for bad in ("/", "\\", "<", "\u202e"):
        assert bad not in document.current.file_name
        assert bad not in told


def test_the_files_of_an_archive_are_told_of_each_and_what_is_refused_comes_first(town: Town, bot: Telegram) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("gut.md", NOTE)
        archive.writestr("schlecht.pdf", b"%PDF-1.7\nkaputt")
        archive.writestr("../hinaus.md", b"x")
    message = offered(bot, packed.getvalue(), "Paket.zip")
    bot.press(message, texts.TAKE_FILE)
    told = outcome(bot, message)
    assert told.startswith("„schlecht.pdf“ ist nicht aufgenommen")
    assert "„gut.md“ ist aufgenommen" in told
    bot.wait_for_text(EDITOR, "„hinaus.md“ ist nicht aufgenommen")
    assert len(acts(town)) == 2
    assert [document.current.file_name for document in town.house.corpus.documents()] == ["gut.md"]


def test_the_fourth_file_in_an_hour_is_one_too_many(bot: Telegram) -> None:
    for number in range(3):
        assert "ist aufgenommen" in taken(bot, NOTE + bytes([number + 65]), f"Bericht {number}.md")
    press = bot.press(offered(bot, NOTE + b"D", "Bericht D.md"), texts.TAKE_FILE)
    said = bot.wait_for(lambda: bot.acknowledged.get(press))
    assert "sehr viele Dateien" in said["text"]


def test_an_outcome_that_nobody_could_tell_is_told_after_a_restart(town: Town, tmp_path: Path) -> None:
    rita = town.person("rita", Role.EDITOR)
    town.house.people.chats.enter(EDITOR, "Rita")
    town.house.people.pairing.redeem(town.house.people.pairing.new_code(rita), EDITOR)
    with bot_of(town.house, telegram_everyone=False) as api:
        message = offered(api, NOTE, "Bäume.md")
        file = tmp_path / "baeume.md"
        file.write_bytes(NOTE)
        job = town.house.ingest.intake.receive(file, source="Bäume.md", file_name="Bäume.md")
        row = {"job_id": job.id, "chat_id": EDITOR, "message_id": message.id}
        with town.house.corpus.catalogue.writing() as connection:
            connection.execute(telegram_files.insert().values(row))
        assert outcome(api, message) == "„Bäume.md“ ist aufgenommen: 1 Seite, 1 Textstelle."
