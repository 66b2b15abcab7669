"""Cutting German text into sentences, by rules: full stops also follow abbreviations, ordinals and initials.

'Nach Abs. 2 Nr. 3 gilt z. B. am 2. April Folgendes.' is one sentence. Blank lines and list items always begin anew;
single line breaks count as spaces, since pages are full of them.
"""

import re
from dataclasses import dataclass
from functools import cache

from corpus.german.word_lists import packaged_words

_BULLET = r"[ \t]*(?:[-*•–]|\d{1,3}[.)])\s"
_CLOSING = r"[\"“”»«'’)\]]*"
_CANDIDATE = re.compile(
    rf"""
      (?<![.!?…])(?P<mark>[.!?…]+)(?P<closing>{_CLOSING})(?P<gap>\s+|$)
    | (?P<blank_line>\n[ \t]*\n\s*)
    | (?P<list_item>\n(?={_BULLET}))
    | (?P<glued>(?<=[a-zäöüß]{{3}}[.!?])(?=[A-ZÄÖÜ][a-zäöüß]|\d{{1,3}}[A-ZÄÖÜ]|\d{{1,2}}\.\s?[A-ZÄÖÜ]))
    """,
    re.VERBOSE,
)
_NEW_BLOCK = re.compile(rf"\s*?\n(?:[ \t]*\n|{_BULLET})")
_LAST_WORD = re.compile(r"[^\s(\"„»\[/]+$")
_LONGEST_LAST_WORD = 40
_NEXT_WORD = re.compile(r"[\s(\"„»“'‚\[*•–-]{0,40}(\w{1,40})")
_INITIAL = re.compile(r"(?:\w\.)*[A-Za-zÄÖÜäöü]")
_ORDINAL = re.compile(r"\d{1,3}")
_ROMAN_ORDINAL = re.compile(r"[IVXL]{1,5}")
# After these words a line that begins with '2. April' goes on with the sentence.
_BEFORE_ORDINAL = re.compile(
    r"\b(?:a[bmn]|bis|das|de[mnrs]|die|i[mn]|seit|und|vo[mnr]|zu[mr]|beim)[ \t]*$", re.IGNORECASE
)
_LONGEST_BEFORE_ORDINAL = 8
_COUNTED_BY_NUMBERS = frozenset({"satz", "no", "op"})


@dataclass(frozen=True, slots=True)
class _Rules:
    abbreviations: frozenset[str]
    abbreviations_at_end: frozenset[str]
    openers: frozenset[str]


@cache
def _rules() -> _Rules:
    return _Rules(
        abbreviations=frozenset(packaged_words("abbreviations.txt")),
        abbreviations_at_end=frozenset(packaged_words("abbreviations_at_end.txt")),
        openers=frozenset(packaged_words("sentence_openers.txt")),
    )


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without white space around; they cover in order all that is not white space."""
    spans: list[tuple[int, int]] = []
    start = 0
    for candidate in _CANDIDATE.finditer(text):
        if _ends_sentence(text, start, candidate):
            _add_trimmed(spans, text, start, candidate.end())
            start = candidate.end()
    _add_trimmed(spans, text, start, len(text))
    return spans


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, each without white space around it."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _add_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if stripped := piece.strip():
        first = start + len(piece) - len(piece.lstrip())
        spans.append((first, first + len(stripped)))


def _ends_sentence(text: str, start: int, candidate: re.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends at this candidate."""
    match candidate.lastgroup:
        case "blank_line":
            return True
        case "list_item":
            return not _continues_with_ordinal(text, candidate.start())
        case "glued":
            return _full_stop_ends(text, start, candidate.start() - 1, candidate.end())
    if candidate.end() == len(text) or _NEW_BLOCK.match(text, candidate.start("gap")):
        return True
    if candidate["mark"] == "." and not candidate["closing"]:
        return _full_stop_ends(text, start, candidate.start(), candidate.end())
    return not _next_word(text, candidate.end())[:1].islower()


def _continues_with_ordinal(text: str, line_break: int) -> bool:
    """Whether what looks like a numbered item after the line break is the date of 'am' and '2. April'."""
    if not _next_word(text, line_break)[:1].isdigit():
        return False
    return _BEFORE_ORDINAL.search(text, max(0, line_break - _LONGEST_BEFORE_ORDINAL), line_break) is not None


def _full_stop_ends(text: str, start: int, stop: int, after: int) -> bool:
    """Whether the lone full stop at `stop` ends the sentence; the next one would begin at `after`."""
    rules = _rules()
    found = _LAST_WORD.search(text, max(0, stop - _LONGEST_LAST_WORD), stop)
    written = found[0] if found else ""
    last, next_word = written.lower().strip("-"), _next_word(text, after)
    opener_follows = next_word.lower() in rules.openers
    if next_word[:1].islower():
        return False
    if last in rules.abbreviations_at_end:
        return opener_follows
    if last in rules.abbreviations or ("." in last and last.rpartition(".")[2] in rules.abbreviations):
        return False
    if _INITIAL.fullmatch(written):
        return False
    if _ORDINAL.fullmatch(written):
        return opener_follows and text[start:stop].strip() != written
    if _ROMAN_ORDINAL.fullmatch(written):
        return opener_follows
    number_follows = next_word[:1].isdigit()
    return not (number_follows and (last in _COUNTED_BY_NUMBERS or last.endswith("str")))


def _next_word(text: str, after: int) -> str:
    found = _NEXT_WORD.match(text, after)
    return found[1] if found else ""
