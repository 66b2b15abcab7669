"""Repair of German text as it comes out of page layouts: characters, spaces and words cut at line ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

REAL_HYPHEN = "\u2011"
"""Put at a line's end by a reader that knows the hyphen is part of the word (in code, for example)."""

RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Marks of footnotes become such digits, so that nobody takes them for numbers of the sentence."""

_NO_WORDS: frozenset[str] = frozenset()
_CONJUNCTIONS = frozenset(("und", "oder", "bzw", "sowie", "beziehungsweise", "als", "respektive", "and", "or"))
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_CLOSERS = tuple('"“”«»*)')
_HYPHENS = "-\u2010\u2011\u00ad"
_CHARACTERS = str.maketrans(_LIGATURES | {"\u2010": "-", REAL_HYPHEN: "-"})
# Soft hyphens, zero-width and direction marks, controls, private use and non-characters: nothing a reader sees.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\uffff\ue000-\uf8ff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\U000e0000-\U000e0fff]"
)
# Old TeX fonts print an umlaut as two glyphs, the dots first.
_LOOSE_UMLAUT = re.compile("[¨]\\s?([aouAOU])")
# '⁴Trotzdem', 'Konzept³': marks of footnotes printed as letters of their own; units keep theirs.
_NOTE_BEFORE = re.compile(r"(?<![^\s(«»„“”.,;:])([¹²³⁰⁴-⁹]+)(?=[^\W\d_])")
_NOTE_AFTER = re.compile(r"(?<=[^\W\d_]{3})([¹²³⁰⁴-⁹]+)(?!\w)")
# Paths, options and mail addresses are cut at their own hyphens only.
_NAME = re.compile(r"(?:^|[\s(])[/~]\S*/\S*$|(?:^|\s)--?\w\S*$")
_MAILBOX = re.compile(r"[\w.-]*@\w")
_STEM_LENGTH = 6
_LONGEST_CUT = 200
_SPACES = re.compile(r"\s+")
_STEM = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"(?:(?:[a-z]{2,6}://|www\.)\S*|[\w.-]+@[\w.-]+)$", re.IGNORECASE)
# 'Prüfung und -\nforschung': the second half of a pair, cut after its hyphen.
_HANGING = re.compile(r"\b(?:und|oder|bzw\.|sowie) -$")
_ADDRESS_GOES_ON = re.compile(r"\S*[/_=&?#%]\S|\S*[.-]\w|\d+\b|(?:de|org|com|net|eu|info|at|ch)\b")


def tidy(text: str) -> str:
    """One line of NFC text: ligatures and umlauts whole, nothing invisible, single plain spaces, stripped."""
    text = _INVISIBLE.sub("", text.translate(_CHARACTERS))
    if "¨" in text:
        text = _LOOSE_UMLAUT.sub("\\1\u0308", text)
    text = _NOTE_AFTER.sub(" \\1", _NOTE_BEFORE.sub("\\1 ", text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def known_words(lines: Iterable[str]) -> frozenset[str]:
    """Lower-case words of a document, hyphenated ones whole; what `join_lines` takes as proof of a spelling."""
    known = {word.lower() for line in lines for word in _WORD.findall(line)}
    return frozenset(known | {_without_ending(word) for word in known if "-" in word})


def join_lines(lines: Iterable[str], known: Container[str] = _NO_WORDS) -> str:
    """Lines of one paragraph as one tidy line; words that were cut at a line end are whole again.

    A hyphen goes where the next line begins in lower case, unless that is 'und', 'oder' and the like, or the word is
    known with its hyphen only; addresses of the web keep theirs. `known` holds lower-case words of the document.
    """
    text = ""
    for line in lines:
        # Spaces are tidied before, the end not: a soft hyphen there is a cut word.
        line = line.strip()
        if not line:
            continue
        text = _joined(text, line, known) if text else line
    return tidy(text)


def _joined(text: str, after: str, known: Container[str]) -> str:
    # What decides stands at the end: paragraphs may be long.
    return text[:-_LONGEST_CUT] + _joined_at_end(text[-_LONGEST_CUT:], after, known)


def _joined_at_end(before: str, after: str, known: Container[str]) -> str:
    is_address = bool(_ADDRESS.search(before[before.rfind(" ") + 1 :]))
    if is_address and before.endswith(("/-", "/\u2011")):
        # TeX breaks an address after a slash and prints a hyphen that is no part of it.
        return before[:-1] + after
    if is_address and (
        before[-1] in "-\u2011_=&?#%" or (before[-1] in "/." and _ADDRESS_GOES_ON.match(after) and after[0].islower())
    ):
        return before + after
    if _HANGING.search(before):
        return before + after
    if before[-1] in _HYPHENS and before[-2:-1] in _CLOSERS and after[0].isupper():
        return f"{before[:-1]}-{after}"
    if before[-1] not in _HYPHENS or len(before) < 2 or not before[-2].isalnum():
        return f"{before} {after}"
    if before[-1] == REAL_HYPHEN or not after[0].islower():
        return f"{before[:-1]}-{after}" if after[0].isalnum() else f"{before[:-1]}- {after}"
    rest = _LETTERS.match(after)
    first = rest.group() if rest else ""
    if first in _CONJUNCTIONS:
        return f"{before[:-1]}- {after}"
    if _MAILBOX.match(after) or _keeps_hyphen(before[:-1], first, known):
        return f"{before[:-1]}-{after}"
    return before[:-1] + after


def _without_ending(word: str) -> str:
    """A hyphenated word with the last part cut short, so that it stands for all its endings."""
    head, _, last = word.rpartition("-")
    return f"{head}-{last[:_STEM_LENGTH]}"


def _keeps_hyphen(before: str, first: str, known: Container[str]) -> bool:
    """Whether the hyphen at the line end belongs to the word, as in 'EU-weit', '3-fach' or 'E-mail'."""
    stem = _STEM.search(before)
    if stem is None or _NAME.search(before):
        return True
    last_part = stem.group().rsplit("-", 1)[-1]
    if last_part.isupper() and len(stem.group()) < 8:
        return True
    with_hyphen = f"{stem.group()}-{first}".lower()
    without = f"{stem.group()}{first}".lower()
    return _without_ending(with_hyphen) in known and without not in known
