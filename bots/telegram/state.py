"""How the bot is, written down for the pages and said once in the log."""

from __future__ import annotations

import asyncio
import logging

from assistant.administration.telegram_state import TROUBLE, USERNAME
from assistant.reporting import report
from corpus.catalogue import Catalogue
from corpus.records import set_fact

_log = logging.getLogger(__name__)


class State:
    """Used in one event loop."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._trouble: str | None = None

    async def known_as(self, username: str) -> None:
        """Telegram says how the bot is called."""
        await asyncio.to_thread(self._write, USERNAME, username)

    async def tell(self, trouble: str) -> None:
        """What keeps the bot from its work, in German; '' for nothing."""
        if trouble == self._trouble:
            return
        if trouble:
            _log.warning("%s", trouble)
        try:
            await asyncio.to_thread(self._write, TROUBLE, trouble)
        except Exception as error:  # the disk may be full, the database away; it is told again
            report(error)
            self._trouble = None
        else:
            self._trouble = trouble

    def _write(self, name: str, value: str) -> None:
        if (self._catalogue.fact(name) or "") != value:
            with self._catalogue.writing() as connection:
                set_fact(connection, name, value)
