"""Files that editors send: offered to the corpus, and taken in with the same checks as an upload."""

from __future__ import annotations

import asyncio
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import Document, Message
from telegram.error import BadRequest

from assistant.rates import Kind
from bots.telegram.buttons import Button
from bots.telegram.handed_in import HandedIn
from bots.telegram.outcomes import told_of
from bots.telegram.talk import Press, Talk
from corpus.acts import By
from corpus.errors import RefusedFile
from corpus.rendering import size_text
from corpus.texts import documents as docs
from corpus.texts import telegram as texts
from ingest.models import FileReport, IngestJob
from ingest.names import own_name, plain_name

YES, NO = "ja", "nein"
MB = 1_000_000
LARGEST_MB = 20  # of which the Bot API hands over files


async def offer(talk: Talk, message: Message, document: Document) -> None:
    """Ask an editor whether a file that came shall be taken in; raises RefusedFile for one that is too large."""
    if not talk.viewer.may_edit:
        await talk.say(texts.FILES_OF_EDITORS)
        return
    name = plain_name(document.file_name or "")
    _check_size(talk, name, document.file_size or 0)
    buttons = [Button(texts.TAKE_FILE, f"a:{YES}"), Button(texts.LEAVE_FILE, f"a:{NO}")]
    asked = texts.FILE_OFFER.format(name=escape(name), size=size_text(document.file_size or 0))
    # A button holds too few letters for what Telegram calls a file; the message that is answered holds it.
    await talk.voice.say(talk.chat.id, asked, [buttons], reply_to=message.message_id)


async def decide_pressed(talk: Talk, press: Press) -> None:
    """Take the file of the message that was answered, or leave it; raises TooManyRequests."""
    document = press.about.document if press.about else None
    is_wanted = press.said == (YES,)
    if is_wanted and talk.viewer.may_edit and document:
        await asyncio.to_thread(talk.counts.count, Kind.FILES, str(talk.viewer.owner))
    await talk.voice.acknowledge(press.id)
    if not is_wanted:
        await _say(talk, texts.FILE_LEFT)
    elif not talk.viewer.may_edit:
        await _say(talk, texts.FILES_OF_EDITORS)
    elif document is None:
        await _say(talk, texts.FILE_LOST)
    else:
        try:
            await _take(talk, document)
        except RefusedFile as refused:
            await _say(talk, escape(refused.message))


async def _say(talk: Talk, html: str) -> None:
    await talk.voice.change(talk.chat.id, talk.message_id, html)


async def _take(talk: Talk, document: Document) -> None:
    """Fetch a file and hand it to the ingest; raises RefusedFile."""
    name = plain_name(document.file_name or "")
    await _say(talk, texts.FILE_FETCHED.format(name=escape(name)))
    with TemporaryDirectory(prefix="transferlotse-") as folder:
        path = Path(folder) / name
        try:
            await talk.voice.download(document.file_id, path)
        except BadRequest:
            raise RefusedFile(texts.FILE_LOST) from None
        _check_size(talk, name, path.stat().st_size)
        jobs, reports = await asyncio.to_thread(_handed_over, talk, path, own_name(document.file_name or ""), name)
    if not jobs:
        await _say(talk, told_of(reports))
        return
    if reports:
        await talk.say(told_of(reports))
    await _say(talk, texts.FILE_TAKEN.format(name=escape(name)))
    # Only now: the outcome takes the place of what was said just before.
    handed_in = HandedIn(talk.house.corpus.catalogue, talk.house.ingest.jobs)
    await asyncio.to_thread(handed_in.note, jobs, talk.chat.id, talk.message_id)


def _handed_over(talk: Talk, path: Path, source: str, name: str) -> tuple[list[IngestJob], list[FileReport]]:
    """Jobs of the file, or of those in an archive, which are recorded; and what ended at once."""
    house, person = talk.house, talk.viewer.person
    taken = list(house.ingest.intake.receive_all(path, source=source, file_name=name))
    jobs = [one for one in taken if isinstance(one, IngestJob)]
    by = By.PERSON if person else By.ANYBODY
    house.acts.write("file.add", [job.id for job in jobs], by=by, person_id=person.id if person else None)
    return jobs, [one for one in taken if isinstance(one, FileReport)]


def _check_size(talk: Talk, name: str, size: int) -> None:
    limit = talk.house.settings.max_upload_mb
    if size > limit * MB:
        raise RefusedFile(docs.FILE_TOO_LARGE.format(name=name, limit=limit))
    if size > LARGEST_MB * MB:
        raise RefusedFile(texts.FILE_TOO_LARGE_HERE.format(name=name, limit=LARGEST_MB))
