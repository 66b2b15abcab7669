"""What became of files that came by Telegram, said in the message that took them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from html import escape

from assistant.wiring import House
from bots.telegram.failures import Gone
from bots.telegram.handed_in import HandedIn
from bots.telegram.voice import Voice
from corpus.texts import telegram as texts
from ingest.models import FileReport, Outcome
from ingest.names import plain_name

LOOKS_EVERY = 1.0
MOST_TOLD = 10
LONGEST_REASON = 300


async def tell_outcomes(house: House, voice: Voice) -> None:
    """Say each once it is known, until cancelled; said again after a restart it changes nothing. Raises Revoked."""
    handed_in = HandedIn(house.corpus.catalogue, house.ingest.jobs)
    while True:
        for ended in await asyncio.to_thread(handed_in.ended):
            with suppress(Gone):
                await voice.change(ended.chat_id, ended.message_id, told_of(ended.reports))
            await asyncio.to_thread(handed_in.forget, ended)
        await asyncio.sleep(LOOKS_EVERY)


def told_of(reports: Sequence[FileReport]) -> str:
    """What became of these files, a line each as far as a message holds them, the refused ones first."""
    first = sorted(reports, key=lambda report: report.outcome is not Outcome.REFUSED)
    lines = [_line(report) for report in first[:MOST_TOLD]]
    if len(reports) > MOST_TOLD:
        lines.append(texts.FILES_MORE.format(count=len(reports) - MOST_TOLD))
    return "\n\n".join(lines)


def _line(report: FileReport) -> str:
    said = {
        "name": escape(plain_name(report.path)),
        "pages": texts.FILE_PAGE if report.pages == 1 else texts.FILE_PAGES.format(count=report.pages),
        "passages": texts.FILE_PASSAGE if report.passages == 1 else texts.FILE_PASSAGES.format(count=report.passages),
        "reason": escape((report.reason or "")[:LONGEST_REASON]),
    }
    return texts.FILE_OUTCOMES[report.outcome].format(**said)
