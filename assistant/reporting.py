"""How failures that nobody expected are logged."""

from __future__ import annotations

import logging
import traceback

log = logging.getLogger(__name__)


def report(error: Exception) -> None:
    """Log where it happened without the message: messages may hold the words of a question."""
    frames = "".join(traceback.format_tb(error.__traceback__, limit=-8))
    log.error("unexpected %s\n%s", type(error).__name__, frames)
