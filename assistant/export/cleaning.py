"""Text of any origin made fit for every file format."""

from __future__ import annotations

import re

# What XML forbids, Unicode's non-characters, invisible controls that Word shows as boxes.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
# They turn digits round ('12' for '21') and reach into the next sentence; mere marks of direction do neither.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Not `\s`: a no-break space in '5 m³' stays one.
_BREAKS = re.compile("[\t-\r\x1c-\x1f\x20\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """The text in one line, without what a file format refuses or what turns the reading direction; the rest stays."""
    return _BREAKS.sub(" ", _TURNING.sub("", _FORBIDDEN.sub("", text))).strip()
