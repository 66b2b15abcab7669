"""Text of any origin made fit for every file format."""

from __future__ import annotations

import re

# What XML forbids, Unicode's non-characters, and invisible controls that Word shows as boxes.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
# Not `\s`: a no-break space in '5 m³' stays one.
_BREAKS = re.compile("[\t-\r\x1c-\x1f\x20\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """The text in one line, without characters that a file format refuses; all others stay as they are."""
    return _BREAKS.sub(" ", _FORBIDDEN.sub("", text)).strip(" ")
