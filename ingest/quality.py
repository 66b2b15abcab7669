"""Whether the text of a page looks like proper German or English, or like letters that a bad extraction has left.

Only the look of words is judged, so names, numbers, tables and technical terms cost nothing. Calibrated on 250 pages
of real PDF files and on the same pages broken on purpose (see tests/unit/ingest/test_quality.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from corpus.german.compounds import CompoundSplitter
from corpus.german.folding import fold
from corpus.german.word_lists import packaged_words
from corpus.texts import reading as texts
from ingest.readers import Reading
from ingest.remarks import about_pages

READABLE = 0.6
"""Pages below are told to the editor."""

_FEWEST_WORDS = 12
_LONGEST_WORD = 30
_FEWEST_LOWER = 40
_USUAL_SHARE = 0.12
"""Of words in one case, those that hold a sentence together: 0.3 to 0.6 in prose, hardly any in what is no language."""
_SPOILT_COUNTS = 8
_ENGLISH = (
    *("a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "for", "from", "has", "have", "if", "in"),
    *("is", "it", "its", "may", "no", "not", "of", "on", "or", "so", "such", "than", "that", "the", "their", "them"),
    *("then", "there", "these", "they", "this", "to", "was", "we", "when", "which", "who", "will", "with", "you"),
)
_WORD = re.compile(r"[^\s\-–—/.,:;!?()\[\]{}\"'“”„‚‘’«»…·•|¦_=+*&@#<>~\\$%]+")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@\w+\.)\S*|(?:\S*/){2,}\S*")
# What UTF-8 looks like when read as Windows-1252, glyph numbers in place of letters, the sign for 'no such character',
# and signs amid a word that text recognition takes for letters.
_SPOILT = re.compile(
    "[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|â[\u0080\u20ac]|\\(?cid:\\d+\\)?|\ufffd|[\ue000-\uf8ff\u0080-\u0084\u0086-\u009f]"
    "|(?<=[^\\W\\d_])[!|~^][a-zäöüß]"
)
_VOWEL = re.compile(r"[aeiouyäöüáàâéèêíóôúæœøåı]", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_JUMP = re.compile(r"[a-zäöüß][A-ZÄÖÜ]")
_DIGIT_INSIDE = re.compile(r"[^\W\d_]\d+[a-zäöüß]")
_ODD_INSIDE = re.compile(r"[^\W\d_][^\w\s⁰¹²³⁴-⁹§°]+[^\W\d_]")


def judged(reading: Reading, compounds: CompoundSplitter) -> Reading:
    """The reading with the quality of each page, and a remark on pages whose text can hardly be right.

    A page that comes with a quality, that of text recognition, keeps the lower one.
    """
    pages = []
    for page in reading.pages:
        own = page_quality(page.text, compounds)
        known = [quality for quality in (page.quality, own) if quality is not None]
        pages.append(replace(page, quality=min(known) if known else None))
    poor = [page.number for page in pages if page.quality is not None and page.quality < READABLE]
    remarks = about_pages(poor, len(pages), texts.ONE_PAGE_UNREADABLE, texts.PAGES_UNREADABLE)
    return replace(reading, pages=tuple(pages), remarks=(*reading.remarks, *remarks))


def page_quality(text: str, compounds: CompoundSplitter) -> float | None:
    """From 0 (no language at all) to 1 (proper text); None where there are too few words to judge."""
    spoilt = len(_SPOILT.findall(text))
    plain = _ADDRESS.sub(" ", _SPOILT.sub("", text) if spoilt else text)
    words = [word for word in _WORD.findall(plain) if _LETTERS.search(word)]
    if len(words) + spoilt < _FEWEST_WORDS:
        return None
    good = sum(len(word) * _looks(word, compounds) for word in words)
    letters = sum(map(len, words)) - _lost_in_single_letters(words)
    share = good / sum(map(len, words)) if words else 0.0
    whole = max(letters, 0) / sum(map(len, words)) if words else 0.0
    wrong = max(0.0, 1 - _SPOILT_COUNTS * spoilt / (len(words) + spoilt))
    return round(share * whole * wrong * _sounds(words), 3)


def _looks(word: str, compounds: CompoundSplitter) -> float:
    """How much a word looks like one: 1, 0, or a half where it may be a name or a code."""
    longest = max(_LETTERS.findall(word), key=len)
    if len(longest) > _LONGEST_WORD and not compounds.split(fold(longest)):
        return 0.0
    if _ODD_INSIDE.search(word):
        return 0.0
    if _DIGIT_INSIDE.search(word):
        return 0.5 if len(word) < 2 * _FEWEST_WORDS else 0.0
    if len(longest) > 3 and not longest.isupper() and not _VOWEL.search(longest):
        return 0.0
    jumps = len(_JUMP.findall(longest))
    return 1.0 if not jumps else (0.5 if len(longest) <= 2 * _FEWEST_WORDS else 0.0)


def _lost_in_single_letters(words: Iterable[str]) -> int:
    """Letters that stand alone in a row, as in 'S t a d t', each of which spoils as much as a word."""
    runs = (len(list(run)) for alone, run in groupby(words, key=lambda word: len(word) == 1) if alone)
    return sum(6 * run for run in runs if run >= 4)


def _sounds(words: Sequence[str]) -> float:
    """1 where words in one case hold sentences together, less where there are many and hardly any does."""
    lower = [word for word in words if word.islower() and word.isalpha()]
    upper = [word for word in words if word.isupper()]
    judged_by = lower if len(lower) >= _FEWEST_LOWER else upper if len(upper) > len(words) / 2 else []
    if len(judged_by) < _FEWEST_LOWER:
        return 1.0
    usual = _usual_words()
    share = sum(fold(word) in usual for word in judged_by) / len(judged_by)
    return min(1.0, 0.3 + 0.7 * share / _USUAL_SHARE)


@cache
def _usual_words() -> frozenset[str]:
    return frozenset((*_ENGLISH, *map(fold, packaged_words("stop_words.txt"))))
