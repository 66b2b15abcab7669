"""Puts nouns into a statement that are none of its own: in a phrase more, or in another's place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from assistant.evaluation.statements import Statement
from assistant.evaluation.turning import WITH_AUXILIARY
from corpus.german.analyser import Analyser, Word
from corpus.german.folding import fold

_PHRASE = re.compile(
    r"\b(?:in|auf|durch|für|bei|mit|aus|nach|gegen|während|wegen|an|im|am|vom|zum|zur) "
    r"(?:(?:der|dem|den|die|das|einem|einer|eine|ein|einen|allen|jeder|jedem) )?(?:[a-zäöü]+en )?"
    r"(?P<noun>[A-ZÄÖÜ][a-zäöüß-]{3,})\b(?= |\.|,)"
)
_FEWEST, _MOST = 6, 25  # words of a statement
_SHORTEST = 5  # letters of a noun
_TRIES = 20
_ENDING = 2  # letters that a noun and the one in its place share where that can be, so that the sentence reads well


class Nouns:
    """The nouns of all statements and the phrases around them, to take foreign ones from."""

    def __init__(self, found: Sequence[Statement], analyser: Analyser) -> None:
        self._analyser = analyser
        self._phrases = [(s.passage.document_id, m[0], m["noun"]) for s in found for m in _PHRASE.finditer(s.text)]
        self._nouns = [(s.passage.document_id, word.text, word.text) for s in found for word in self._nouns_in(s.text)]

    def with_phrase(self, statement: Statement, random: Random) -> str | None:
        """A phrase of another document more, before the verb at the end or at the end."""
        phrase = self._foreign(self._phrases, statement, random, "")
        if phrase is None:
            return None
        text = statement.text
        if match := WITH_AUXILIARY.search(text):
            return f"{text[: match.start('verb')]}{phrase} {text[match.start('verb') :]}"
        return re.sub(r"([.!?])?$", lambda end: f" {phrase}{end[1] or '.'}", text, count=1)

    def with_foreign_noun(self, statement: Statement, random: Random) -> str | None:
        """One of its nouns exchanged for one of another document that nothing in the passage touches."""
        own = self._nouns_in(statement.text)
        if not own:
            return None
        old = random.choice(own)
        new = self._foreign(self._nouns, statement, random, old.text[-_ENDING:])
        return statement.text[: old.start] + new + statement.text[old.end :] if new else None

    def with_noun_of_passage(self, statement: Statement, random: Random) -> str | None:
        """One of its nouns exchanged for one that stands elsewhere in the passage, and not in the statement."""
        own = self._nouns_in(statement.text)
        rest = " ".join(statement.passage.passage.text.split()).replace(statement.text, " ")
        others = [word for word in self._nouns_in(rest) if not self._touches(statement.text, word.text)]
        if not own or not others or not _fits(statement):
            return None
        old = random.choice(own)
        new = random.choice([o for o in others if o.text.endswith(old.text[-_ENDING:])] or others)
        return statement.text[: old.start] + new.text + statement.text[old.end :]

    def _foreign(
        self, pool: Sequence[tuple[str, str, str]], statement: Statement, random: Random, ending: str
    ) -> str | None:
        if not _fits(statement):
            return None
        own = statement.passage
        told = "\n".join((own.name, *own.passage.headings, own.passage.text))
        for tried in range(_TRIES):
            document, text, noun = random.choice(pool)
            well = tried >= _TRIES // 2 or noun.endswith(ending)
            if document != own.document_id and well and not self._touches(told, noun):
                return text
        return None

    def _touches(self, text: str, noun: str) -> bool:
        terms = self._analyser.passage_terms(text)
        word = self._analyser.words(noun)[0]
        return bool({word.stem, *word.parts} & {*terms.stems, *terms.parts})

    def _nouns_in(self, text: str) -> list[Word]:
        return [
            word
            for word in self._analyser.words(text)
            if word.start
            and word.text[0].isupper()
            and word.text.isalpha()
            and len(word.text) >= _SHORTEST
            and self._analyser.compounds.is_noun(fold(word.text))
        ]


def _fits(statement: Statement) -> bool:
    return _FEWEST <= len(statement.text.split()) <= _MOST
