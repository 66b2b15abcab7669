"""How the log is written: lines for people or one JSON object a line, each with the request that it belongs to."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

from corpus.settings import Settings

ROOMS = ("corpus", "ingest", "assistant", "bots")
# The request that is being answered, in whatever thread; '' outside of any.
request_id: ContextVar[str] = ContextVar("request_id", default="")
# Attributes of a record that stand in its JSON object, where it has them.
TOLD = ("method", "route", "status", "ms")


def set_up(settings: Settings) -> None:
    """Write to stderr as the settings say; of other people's libraries, warnings alone. What was set up first stays."""
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson() if settings.log_format == "json" else AsText())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.captureWarnings(True)
    for room in ROOMS:
        logging.getLogger(room).setLevel(settings.log_level.upper())


class AsText(logging.Formatter):
    """Level, where, in brackets the request, what."""

    def __init__(self) -> None:
        super().__init__("%(where)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One line, or several with a traceback."""
        request = f" [{id}]" if (id := request_id.get()) else ""
        record.where = f"{record.levelname} {record.name}{request}"
        return super().format(record)


class AsJson(logging.Formatter):
    """time (UTC, ISO 8601), level, logger, message; where there is one: request, traceback, and what `TOLD` names."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := request_id.get():
            line["request"] = request
        line |= {name: value for name in TOLD if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
