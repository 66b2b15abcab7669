"""A reading as plain data and back, for the way between two processes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from corpus.models import Block, BlockKind, Page, RecognisedWord
from ingest.confined import named
from ingest.readers import Properties, Reading


def read(path: Path, reader: str, *arguments: Any) -> dict[str, Any]:
    """What the reader of that dotted name finds in the file, taken apart."""
    return plain(named(reader)(path, *arguments))


def plain(reading: Reading) -> dict[str, Any]:
    """The reading as lists, strings and numbers that JSON can hold."""
    return {
        "title": reading.title,
        "remarks": list(reading.remarks),
        "unread": list(reading.unread),
        "properties": [
            reading.properties.author,
            reading.properties.subject,
            reading.properties.keywords,
            reading.properties.created.isoformat() if reading.properties.created else None,
        ],
        "pages": [
            [
                page.number,
                page.text,
                page.label,
                [[block.kind.value, block.start, block.end, block.level, block.header_rows] for block in page.blocks],
                page.quality,
                [[w.text, w.left, w.top, w.right, w.bottom, w.confidence] for w in page.recognised],
            ]
            for page in reading.pages
        ],
    }


def reading_from(data: Any) -> Reading:
    """The reading that `plain` took apart; KeyError, TypeError or ValueError where the data is something else."""
    return Reading(
        pages=tuple(
            Page(
                number=int(number),
                text=_text(text),
                blocks=tuple(
                    Block(BlockKind(kind), int(start), int(end), int(level), int(header_rows))
                    for kind, start, end, level, header_rows in blocks
                ),
                label=_optional(label),
                quality=None if quality is None else float(quality),
                recognised=tuple(RecognisedWord(_text(word), *map(float, box)) for word, *box in recognised),
            )
            for number, text, label, blocks, quality, recognised in data["pages"]
        ),
        title=_optional(data["title"]),
        remarks=tuple(_text(remark) for remark in data["remarks"]),
        properties=_properties(*data["properties"]),
        unread=tuple(map(int, data["unread"])),
    )


def _properties(author: Any, subject: Any, keywords: Any, created: Any) -> Properties:
    return Properties(
        author=_optional(author),
        subject=_optional(subject),
        keywords=_optional(keywords),
        created=None if created is None else date.fromisoformat(created),
    )


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, got {type(value).__name__}")
    value.encode()  # a lone surrogate could be neither stored nor sent: UnicodeEncodeError is a ValueError
    return value
