"""The two forms of the log."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from corpus.logs import AsJson, AsText, request_id


@pytest.fixture
def within_a_request() -> Iterator[str]:
    before = request_id.set("abc12345")
    yield "abc12345"
    request_id.reset(before)


def record(message: str, *args: object, failed: bool = False, **more: object) -> logging.LogRecord:
    info = None
    if failed:
        try:
            raise ValueError("so nicht")
        except ValueError:
            info = sys.exc_info()
    made = logging.LogRecord("assistant.web", logging.WARNING, __file__, 1, message, args, info)
    made.__dict__.update(more)
    return made


def test_people_read_level_place_request_and_what_happened(within_a_request: str) -> None:
    assert AsText().format(record("%s files", 3)) == f"WARNING assistant.web [{within_a_request}]: 3 files"


def test_outside_of_a_request_none_is_named() -> None:
    assert AsText().format(record("ready")) == "WARNING assistant.web: ready"
    assert "request" not in json.loads(AsJson().format(record("ready")))


def test_programs_read_one_object_a_line_whatever_is_in_it(within_a_request: str) -> None:
    line = AsJson().format(record('two\nlines, "quoted" and an ö', failed=True, status=503, ms=1.5))
    assert "\n" not in line
    told = json.loads(line)
    moment = datetime.fromisoformat(told.pop("time"))
    assert abs((datetime.now(UTC) - moment).total_seconds()) < 60
    assert told.pop("traceback").endswith("ValueError: so nicht")
    assert told == {
        "level": "warning",
        "logger": "assistant.web",
        "message": 'two\nlines, "quoted" and an ö',
        "request": within_a_request,
        "status": 503,
        "ms": 1.5,
    }
