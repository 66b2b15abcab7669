"""Files of one JSON object a line, and the sentences that say which line is wrong."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import RefusedFile
from corpus.texts import evaluation as texts


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file; `number` counts from 1."""

    file: Path
    number: int
    text: str

    def refused(self, reason: str) -> RefusedFile:
        """The error that names file and line."""
        return RefusedFile(texts.BROKEN_LINE.format(file=self.file, line=self.number, reason=reason))


@dataclass(frozen=True, slots=True)
class Record:
    """The JSON object of a line."""

    line: Line
    values: dict[str, Any]

    def text(self, key: str) -> str:
        """A string, or a whole number as one; raises RefusedFile when it is missing or something else."""
        if (value := self.text_or_none(key)) is None:
            raise self.line.refused(texts.KEY_MISSING.format(key=key))
        return value

    def text_or_none(self, key: str) -> str | None:
        """Like `text`, but None where it is missing or null."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.line.refused(texts.KEY_NO_TEXT.format(key=key))
        text = str(value)
        try:
            text.encode()
        except UnicodeEncodeError as error:  # half a surrogate pair: JSON can write it, nothing else can keep it
            raise self.line.refused(texts.KEY_NO_TEXT.format(key=key)) from error
        return text


def lines_of(file: Path) -> Iterator[Line]:
    """The lines that are not blank, without byte order mark and line end; raises RefusedFile."""
    try:
        with file.open("rb") as opened:
            for number, raw in enumerate(opened, 1):
                line = Line(file, number, raw.removeprefix(BOM_UTF8 if number == 1 else b"").decode().strip())
                if line.text:
                    yield line
    except FileNotFoundError as error:
        raise RefusedFile(texts.FILE_MISSING.format(file=file)) from error
    except UnicodeDecodeError as error:
        raise Line(file, number, "").refused(texts.NOT_UTF8) from error
    except OSError as error:
        raise RefusedFile(texts.FILE_UNREADABLE.format(file=file, reason=error.strerror)) from error


def records_of(file: Path) -> Iterator[Record]:
    """The objects of a JSON Lines file; raises RefusedFile."""
    for line in lines_of(file):
        try:
            values = json.loads(line.text)
        except (ValueError, RecursionError) as error:
            raise line.refused(texts.NO_JSON) from error
        if not isinstance(values, dict):
            raise line.refused(texts.NO_OBJECT)
        yield Record(line, values)
