"""A reading as plain data and back, for the way between two processes."""

from __future__ import annotations

from typing import Any

from corpus.models import Block, BlockKind, Page
from ingest.readers import Reading


def plain(reading: Reading) -> dict[str, Any]:
    """The reading as lists, strings and numbers that JSON can hold."""
    return {
        "title": reading.title,
        "remarks": list(reading.remarks),
        "pages": [
            [
                page.number,
                page.text,
                page.label,
                [[block.kind.value, block.start, block.end, block.level, block.header_rows] for block in page.blocks],
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
                label=None if label is None else _text(label),
            )
            for number, text, label, blocks in data["pages"]
        ),
        title=None if data["title"] is None else _text(data["title"]),
        remarks=tuple(_text(remark) for remark in data["remarks"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, got {type(value).__name__}")
    value.encode()  # a lone surrogate could be neither stored nor sent: UnicodeEncodeError is a ValueError
    return value
