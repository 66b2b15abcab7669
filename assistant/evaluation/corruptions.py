"""Makes true and false sentences out of the statements of passages, to measure the sentence check on.

Everything is drawn with one seed. What may be true after all is left out: a number that stands in the statement
anyway, a negation where there is one already, a name that the passage holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from assistant.evaluation.additions import Nouns
from assistant.evaluation.paraphrases import paraphrased
from assistant.evaluation.statements import Statement, rows, statements
from assistant.evaluation.turning import with_negation, with_opposite, without_negation
from corpus.german.analyser import Analyser
from corpus.german.folding import fold
from corpus.models import StoredPassage

SEED = 20261127
SHORT = 14  # words
_JOINTS = ("; ", ", und ", " – ", ", außerdem ")
_NUMBER = re.compile(r"(?<![\w.,/-])(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\w/-]|[.,]\d)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}")
_WORDS_OF_NUMBERS = ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS_OF_NUMBERS)})\b", re.I)
_PERSON = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+ [A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?\b")


class Kind(StrEnum):
    """What was done to a statement; the first ones make it false, the last ones leave it true."""

    FOREIGN_NUMBER = "foreign_number"
    SAME_PASSAGE_NUMBER = "same_passage_number"
    FOREIGN_NAME = "foreign_name"
    NEGATION_INSERTED = "negation_inserted"
    NEGATION_REMOVED = "negation_removed"
    ANTONYM = "antonym"
    ADDED = "added"
    FOREIGN_PHRASE = "foreign_phrase"
    FOREIGN_NOUN = "foreign_noun"
    SAME_PASSAGE_NOUN = "same_passage_noun"
    WRONG_DOCUMENT = "wrong_document"
    WRONG_PASSAGE = "wrong_passage"
    AS_IT_STANDS = "as_it_stands"
    TABLE_ROW = "table_row"
    PARAPHRASED = "paraphrased"
    MERGED = "merged"

    @property
    def is_false(self) -> bool:
        """Whether such a sentence is not proven by its passage."""
        return self not in (Kind.AS_IT_STANDS, Kind.TABLE_ROW, Kind.PARAPHRASED, Kind.MERGED)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and the passage it is checked against; `original` is the statement it was made from."""

    kind: Kind
    sentence: str
    passage: StoredPassage
    original: str


def cases(passages: Sequence[StoredPassage], analyser: Analyser, most: int, seed: int = SEED) -> Iterator[Case]:
    """At most so many cases of each kind, the same for the same passages and seed."""
    random = Random(seed)
    found = list(statements(passages))
    random.shuffle(found)
    of_rows = list(rows(passages))
    random.shuffle(of_rows)
    pool, nouns = _Pool(found, analyser), Nouns(found, analyser)
    makers: Mapping[Kind, Callable[[Statement, Random], str | None]] = {
        Kind.FOREIGN_NUMBER: pool.with_foreign_number,
        Kind.SAME_PASSAGE_NUMBER: pool.with_number_of_passage,
        Kind.FOREIGN_NAME: pool.with_foreign_name,
        Kind.NEGATION_INSERTED: lambda statement, _: with_negation(statement.text),
        Kind.NEGATION_REMOVED: lambda statement, _: without_negation(statement.text),
        Kind.ANTONYM: lambda statement, chance: with_opposite(statement.text, chance),
        Kind.ADDED: pool.with_addition,
        Kind.FOREIGN_PHRASE: nouns.with_phrase,
        Kind.FOREIGN_NOUN: nouns.with_foreign_noun,
        Kind.SAME_PASSAGE_NOUN: nouns.with_noun_of_passage,
        Kind.AS_IT_STANDS: lambda statement, _: statement.text,
        Kind.PARAPHRASED: lambda statement, chance: paraphrased(statement.text, chance),
        Kind.MERGED: _merged,
    }
    for kind, make in makers.items():
        made = ((statement, make(statement, random)) for statement in found)
        for _, (statement, sentence) in zip(range(most), ((s, m) for s, m in made if m), strict=False):
            yield Case(kind, str(sentence), statement.passage, statement.text)
    for statement in of_rows[:most]:
        yield Case(Kind.TABLE_ROW, statement.text, statement.passage, statement.text)
    yield from _elsewhere(found[:most], passages, random)


def _elsewhere(found: Sequence[Statement], passages: Sequence[StoredPassage], random: Random) -> Iterator[Case]:
    """Each statement against a passage of another document, and another one of its own, that do not repeat it."""
    for statement in found:
        own = statement.passage
        others = {
            Kind.WRONG_DOCUMENT: [p for p in passages if p.document_id != own.document_id],
            Kind.WRONG_PASSAGE: [p for p in passages if p.document_id == own.document_id and p.id != own.id],
        }
        for kind, choice in others.items():
            choice = [p for p in choice if statement.text not in " ".join(p.passage.text.split())]
            if choice:
                yield Case(kind, statement.text, random.choice(choice), statement.text)


class _Pool:
    """The numbers and names of all statements, to take foreign ones from."""

    def __init__(self, found: Sequence[Statement], analyser: Analyser) -> None:
        self._analyser = analyser
        self._short = [s for s in found if len(s.text.split()) <= SHORT and not _NUMBER.search(s.text)]
        self._numbers = [(s.passage.document_id, number) for s in found for number in _NUMBER.findall(s.text)]
        self._names = [(s.passage.document_id, name) for s in found for name in self._names_in(s)]

    def with_foreign_number(self, statement: Statement, random: Random) -> str | None:
        """A number exchanged for one of another document that the passage does not hold."""
        taken = set(_NUMBER.findall(statement.passage.passage.text))
        foreign = [n for document, n in self._numbers if document != statement.passage.document_id and n not in taken]
        return self._with_number(statement.text, foreign, random)

    def with_number_of_passage(self, statement: Statement, random: Random) -> str | None:
        """A number exchanged for one that stands elsewhere in the passage, but not in the statement."""
        text = " ".join(statement.passage.passage.text.split())
        return self._with_number(statement.text, _NUMBER.findall(text.replace(statement.text, " ")), random)

    def with_foreign_name(self, statement: Statement, random: Random) -> str | None:
        """A name exchanged for one of another document that neither passage nor title nor headings hold."""
        own = self._names_in(statement)
        if not own:
            return None
        old = random.choice(own)
        told = fold(
            " ".join((statement.passage.name, *statement.passage.passage.headings, statement.passage.passage.text))
        )
        persons = " " in old
        foreign = [
            name
            for document, name in self._names
            if document != statement.passage.document_id
            and (" " in name) == persons
            and not any(fold(part)[:5] in told for part in name.split())
        ]
        return statement.text.replace(old, random.choice(foreign)) if foreign else None

    def with_addition(self, statement: Statement, random: Random) -> str | None:
        """A short statement of another document added to one that is proven."""
        if len(statement.text.split()) > 2 * SHORT:
            return None
        foreign = [s.text for s in self._short if s.passage.document_id != statement.passage.document_id]
        return _joined(statement.text, random.choice(foreign), random) if foreign else None

    def _with_number(self, text: str, others: Sequence[str], random: Random) -> str | None:
        own = [m for m in _NUMBER.finditer(text) if not text[: m.start()].endswith(("§ ", "§§ "))]
        words = list(_NUMBER_WORD.finditer(text))
        if words and (not own or random.random() < len(words) / (len(own) + len(words))):
            old = random.choice(words)
            there = [
                w
                for w in _WORDS_OF_NUMBERS
                if w not in text.lower() and str(_WORDS_OF_NUMBERS.index(w) + 2) not in text
            ]
            wanted = {str(_WORDS_OF_NUMBERS.index(w) + 2): w for w in there} if there else {}
            there = [wanted[other] for other in others if other in wanted]
            if there:
                new = random.choice(there)
                return text[: old.start()] + (new.capitalize() if old[0][0].isupper() else new) + text[old.end() :]
        if not own:
            return None
        old = random.choice(own)
        held = {_plain(n[0]) for n in _NUMBER.finditer(text)} | {
            str(_WORDS_OF_NUMBERS.index(w[0].lower()) + 2) for w in words
        }
        year = bool(_YEAR.fullmatch(old[0]))
        fitting = [
            n for n in others if _plain(n) not in held and bool(_YEAR.fullmatch(n)) == year and _fits(old, n, text)
        ]
        return text[: old.start()] + random.choice(fitting) + text[old.end() :] if fitting else None

    def _names_in(self, statement: Statement) -> list[str]:
        """Persons by first and last name, towns, and capitalised words that are no nouns."""
        compounds = self._analyser.compounds
        found = [
            person
            for person in _PERSON.findall(statement.text)
            if compounds.is_name(fold(person.split()[0])) and not compounds.is_noun(fold(person.split()[0]))
        ]
        town = statement.passage.municipality
        if town and " " not in town and re.search(rf"\b{town}\b", statement.text):
            found.append(town)
        inside = re.findall(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][a-zäöüß]{3,}\b(?! [A-ZÄÖÜ])", statement.text)
        found += [word for word in inside if compounds.is_name(fold(word)) and not compounds.is_noun(fold(word))]
        return found


def _fits(old: re.Match[str], new: str, text: str) -> bool:
    """Whether the new number can stand there: a day of a month is at most 31."""
    return not text[old.end() :].startswith(". ") or (new.isdigit() and 1 <= int(new) <= 28)


def _plain(number: str) -> str:
    return number.replace(".", "")


def _merged(statement: Statement, random: Random) -> str | None:
    """Two adjacent sentences as one."""
    if not statement.following or len(statement.text.split()) + len(statement.following.split()) > 45:
        return None
    return _joined(statement.text, statement.following, random)


def _joined(first: str, second: str, random: Random) -> str:
    opener, _, rest = second.partition(" ")
    lowered = opener.lower() if opener.lower() in _LOWERED else opener
    return f"{first.removesuffix('.')}{random.choice(_JOINTS)}{lowered} {rest}"


_LOWERED = frozenset(
    [
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "im",
        "in",
        "am",
        "an",
        "auf",
        "für",
        "mit",
        "von",
        "bei",
        "nach",
        "vor",
        "zu",
        "zum",
        "zur",
        "es",
        "sie",
        "er",
        "dort",
        "dazu",
    ]
)
