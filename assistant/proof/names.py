"""The proper names of a sentence: persons, places, offices, abbreviations; and whether a text holds them.

German writes every noun with a capital, so a name is what no list of nouns knows, what a list of names does, what
follows a first name or a title, what is written in capitals, or the name of a town that documents are about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.corpus import Corpus
from corpus.german.analyser import Analyser, Word
from corpus.german.folding import fold
from corpus.german.known_words import is_known_word

_TITLES = frozenset({"frau", "herr", "herrn", "dr", "prof", "professor", "professorin", "familie"})
_BEFORE_PLACES = frozenset(
    {"in", "von", "aus", "nach", "bei", "stadt", "gemeinde", "ortsteil", "stadtteil", "landkreis"}
)
_PLACE = re.compile(
    r"\w{2,}(?:furt|lohe|witz|leben|roda|rode|brueck|bruecken|werda|tal|barth|kreuz|berg|burg|dorf|hausen|heim|ingen|stedt|"
    r"stadt|au|itz|ow|fliess|feld|wendel|bach|kirchen|wald|hain|born|see|lohn|rada|zierla)"
)
_ENDINGS = ("", "s", "es", "e", "er", "ers", "ern", "erin", "en", "n", "ns", "isch", "ische", "ischen", "ischer", "er")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, and folded."""

    written: str
    key: str


def names(text: str, analyser: Analyser, towns: Collection[str]) -> list[Name]:
    """The names of a text in order; `towns` are the folded names that are known beside the lists."""
    words = analyser.words(text)
    found: list[Name] = []
    person_until = -1
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        adjacent = before is not None and text[before.end : word.start].strip(" .") == ""
        follows_person = adjacent and index == person_until
        if (
            _is_title(word)
            or (_is_first_name(word, analyser) and _capital(word))
            or (follows_person and _capital(word) and word.text.endswith("."))
        ):
            person_until = index + 1
        for part in _parts(word):
            key = fold(part)
            if (follows_person and _capital(word)) or _is_name(part, key, index, before, analyser, towns):
                found.append(Name(part, key))
    return found


def known_towns(corpus: Corpus) -> frozenset[str]:
    """The folded names of the towns that documents are about."""
    return frozenset(
        fold(part) for town in corpus.catalogue.municipalities() for part in town.split() if part[0].isupper()
    )


def names_not_in(
    statement: str,
    above: str,
    whole: str,
    *,
    sentence: str,
    analyser: Analyser,
    towns: Collection[str],
    alternatives: Collection[str],
) -> tuple[str, ...]:
    """The names of the sentence that stand neither in the statement nor in the title and headings `above` it.

    Where the statement holds no name itself, it may mean one that the passage, `whole`, has named before.
    `alternatives` are words of the sentence that the statement says in another way.
    """
    told = _keys(above, analyser) | _keys(statement, analyser)
    capital = (word for word in analyser.words(sentence) if _capital(word) and not word.stop)
    if all(fold(word.text) in told for word in capital):
        return ()
    lacking = [n for n in names(sentence, analyser, towns) if n.written not in alternatives and not _stands_in(n, told)]
    if lacking and not names(statement, analyser, towns):
        around = _keys(whole, analyser)
        lacking = [name for name in lacking if not _stands_in(name, around)]
    return tuple(dict.fromkeys(name.written for name in lacking))


def _stands_in(name: Name, keys: Collection[str]) -> bool:
    return any(same_name(name.key, key) for key in keys)


@lru_cache(maxsize=1024)
def _keys(text: str, analyser: Analyser) -> frozenset[str]:
    return frozenset(fold(part) for word in analyser.words(text) for part in (word.text, *_parts(word)))


def same_name(one: str, other: str) -> bool:
    """Whether two folded words are forms of one name: Ottersfurt, Ottersfurts, Ottersfurter."""
    if one == other:
        return True
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= _SHORTEST and one[common:] in _ENDINGS and other[common:] in _ENDINGS


def _parts(word: Word) -> Iterator[str]:
    parts = re.split(r"[-‐‑]", word.text)
    return (part for part in parts if len(part) > 1 and part[0].isalpha() and not part[-1].isdigit())


def _capital(word: Word) -> bool:
    return word.text[:1].isupper()


def _is_title(word: Word) -> bool:
    return _capital(word) and fold(word.text) in _TITLES


def _is_first_name(word: Word, analyser: Analyser) -> bool:
    key = fold(word.text)
    return analyser.compounds.is_name(key) and not analyser.compounds.is_noun(key)


def _is_name(part: str, key: str, index: int, before: Word | None, analyser: Analyser, towns: Collection[str]) -> bool:
    if not part[0].isupper() or not key or analyser.is_stop_word(key) or _is_title_key(key):
        return False
    if sum(map(str.isupper, part)) > 1 and not re.search(r"[a-zäöüß]Innen|[a-zäöüß]In$", part):
        return True
    if any(same_name(key, town) for town in towns):
        return True
    known = analyser.compounds.is_name(key)
    # 'in Sachsen' is the place, 'die Sachsen' are people.
    if before is not None and fold(before.text) in _BEFORE_PLACES and (known or _PLACE.fullmatch(key)):
        return True
    if len(key) < _SHORTEST or analyser.compounds.is_noun(key):
        return False
    if known:
        return True
    return index > 0 and len(key) > _SHORTEST and not is_known_word(key, analyser.compounds)


def _is_title_key(key: str) -> bool:
    return key in _TITLES
