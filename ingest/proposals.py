"""Stub."""

from corpus.models import Metadata
from ingest.metadata import _first_heading, _one_line, _readable
from ingest.readers import Reading


def propose(reading: Reading, file_name: str) -> Metadata:
    return Metadata(title=_one_line(reading.title or "") or _first_heading(reading) or _readable(file_name))
