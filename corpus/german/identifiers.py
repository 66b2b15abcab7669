"""What a question names by number: '§ 9 BauGB', 'KfW 432', 'DIN EN 16798', 'Drucksache 7/1234', 'Anlage 3'.

A number alone stands in many passages, so each comes with the word that makes it a name; a passage is meant only
where both stand close together.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from corpus.german.analyser import Analyser, Word
from corpus.german.folding import fold
from corpus.german.known_words import is_known_word

Identifier = tuple[str, ...]

_MOST_WORDS = 200  # a question is a sentence or two; of longer texts the beginning is looked into
_LONGEST_NAME = 4  # words before the number: DIN EN ISO 14001
_LONGEST_REFERENCE = 14  # words from a paragraph to its law: § 34 Abs. 2 Satz 1 Nr. 3 in Verbindung mit § 35 BauGB
_LONGEST_ABBREVIATION, _LONGEST_WITH_STOP = 5, 3

_SUBDIVISIONS = frozenset(
    ["abs", "absatz", "satz", "s", "nr", "nummer", "ziff", "ziffer", "buchst", "buchstabe", "lit", "hs", "halbsatz"]
)
_BETWEEN = frozenset(["und", "oder", "bis", "f", "ff", "ivm", "in", "verbindung", "mit", "des", "der", "dem", "vom"])
_ARTICLES = frozenset(["art", "artikel", "artikels", "artikeln"])
_NUMBER_SIGNS = frozenset({"nr", "nummer"})
_LAW = re.compile(r"(?:gesetz(?:es)?|gesetzbuch(?:e?s)?|ordnung|satzung|vertrags?|kodex|richtlinie)$")
_ROMAN = re.compile(r"[IVX]{1,5}")
_CLOSE = re.compile(r"[ \t\u00a0\u202f\n]*[()]?[ \t\u00a0\u202f\n]*")
_CLOSE_AFTER_ABBREVIATION = re.compile(r"\.?[ \t\u00a0\u202f\n]*[()]?[ \t\u00a0\u202f\n]*")


def identifiers(question: str, analyser: Analyser) -> tuple[Identifier, ...]:
    """The identifiers of a question, each once: two or more terms that a passage naming it holds close together.

    Every term is one that `Analyser.passage_terms` yields among the stems of the same text.
    """
    text = unicodedata.normalize("NFC", question)
    words = analyser.words(text)[:_MOST_WORDS]
    found = (*_references(words, analyser), *_numbered(words, text, analyser))
    return tuple(dict.fromkeys(identifier for identifier in found if len(identifier) > 1))


def _references(words: Sequence[Word], analyser: Analyser) -> Iterator[Identifier]:
    """Paragraphs and articles, each with the law it is of."""
    for first, word in enumerate(words):
        if _is_paragraph(word):
            yield from _of_law(words, first, [word.stem], analyser)
        elif fold(word.text) in _ARTICLES and first + 1 < len(words) and _is_number(words[first + 1]):
            yield from _of_law(words, first + 1, [words[first + 1].stem], analyser)


def _of_law(words: Sequence[Word], first: int, numbers: list[str], analyser: Analyser) -> Iterator[Identifier]:
    for position in range(first + 1, min(first + _LONGEST_REFERENCE, len(words))):
        word, before = words[position], fold(words[position - 1].text)
        key = fold(word.text)
        if _is_paragraph(word) or (_is_number(word) and before not in _SUBDIVISIONS):
            numbers.append(word.stem)
        elif key not in _SUBDIVISIONS and key not in _BETWEEN and _is_law(word, analyser):
            law = [word.stem]
            for more in words[position + 1 : position + 2]:
                if not more.stop and (more.text.isupper() or _ROMAN.fullmatch(more.text)):
                    law.append(more.stem)
            yield from ((number, *law) for number in numbers)
            return
        elif not (_is_number(word) or key in _SUBDIVISIONS or key in _BETWEEN or len(key) == 1):
            return


def _numbered(words: Sequence[Word], text: str, analyser: Analyser) -> Iterator[Identifier]:
    """Numbers with the name before them, and names that end in their number."""
    for position, word in enumerate(words):
        if len(word.pieces) == 2 and word.pieces[0].isalpha() and word.pieces[1][0].isdigit():
            yield word.pieces
        if not _is_number(word):
            continue
        name: list[str] = []
        for at in range(position - 1, max(-1, position - 1 - _LONGEST_NAME), -1):
            before = words[at]
            key = fold(before.text)
            close = _CLOSE_AFTER_ABBREVIATION if len(before.text) <= _LONGEST_WITH_STOP else _CLOSE
            if not close.fullmatch(text, before.end, words[at + 1].start):
                break
            if key in _NUMBER_SIGNS:
                continue
            if before.stop or key in _SUBDIVISIONS or key in _ARTICLES or not _is_name(before, analyser):
                break
            name.append(before.stem)
            if not _is_abbreviation(before):
                break
        if name:
            yield (*reversed(name), word.stem)


def _is_paragraph(word: Word) -> bool:
    return word.stem.startswith("paragraf") and bool(word.pieces)


def _is_number(word: Word) -> bool:
    return word.text[0].isdigit() and not word.stop


def _is_abbreviation(word: Word) -> bool:
    return sum(map(str.isupper, word.text)) > 1 or (len(word.text) == 1 and word.text.isupper())


def _is_name(word: Word, analyser: Analyser) -> bool:
    """Whether a number behind the word makes an identifier of both: nouns and abbreviations, not verbs."""
    key = fold(word.text)
    if not key.isalpha():
        return False
    return word.text[0].isupper() or analyser.compounds.is_noun(key) or _is_unknown_abbreviation(key, analyser)


def _is_unknown_abbreviation(key: str, analyser: Analyser) -> bool:
    return len(key) <= _LONGEST_ABBREVIATION and not is_known_word(key, analyser.compounds)


def _is_law(word: Word, analyser: Analyser) -> bool:
    key = fold(word.text)
    if word.stop or not key.isalpha() or len(key) == 1:
        return False
    return _is_abbreviation(word) or bool(_LAW.search(key)) or not is_known_word(key, analyser.compounds)
