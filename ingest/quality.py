"""Stub."""

from ingest.readers import Reading


def judged(reading: Reading) -> Reading:
    return reading
