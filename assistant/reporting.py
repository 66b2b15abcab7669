"""How failures that nobody expected are logged."""

from __future__ import annotations

import logging
import traceback

from corpus.database import is_away

log = logging.getLogger(__name__)


def report(error: Exception) -> None:
    """Log where it happened without the message: messages may hold the words of a question."""
    if is_away(error):
        log.warning("the database does not answer: %s", type(error).__name__)
        return
    frames = "".join(traceback.format_tb(error.__traceback__, limit=-8))
    log.error("unexpected %s\n%s", type(error).__name__, frames)
