"""The questions that a gate is fitted to: a house's own, such as are made of its documents, and everyday ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from assistant.answering.sentences import quotable_sentences
from assistant.evaluation.beir import read_questions
from assistant.evaluation.json_lines import lines_of, records_of
from corpus import examples
from corpus.corpus import Corpus
from corpus.errors import RefusedFile
from corpus.statements import CELLS
from corpus.texts import gate as texts

MOST = 5_000  # questions: ten minutes and more
MADE = 200  # a question takes about 50 ms
ASKED_FOR = 3  # words of the document in a question that is made
SHORTEST = 4  # letters
EVERYDAY = "everyday_questions.txt"
_SEED = 20240229
_DIGIT = re.compile(r"\d")


def own_questions(source: Path) -> tuple[str, ...]:
    """Each question once: of a folder in BEIR layout, JSON Lines, or one a line ('#' begins a remark).

    Raises RefusedFile.
    """
    if source.is_dir():
        asked: Iterator[str] = (question.text for question in read_questions(source))
    elif source.suffix == ".jsonl":
        asked = (record.text_or_none("question") or record.text("text") for record in records_of(source))
    else:
        asked = (line.text for line in lines_of(source) if not line.text.startswith("#"))
    found: dict[str, None] = {}
    for question in asked:
        found[" ".join(question.split())] = None
        if len(found) > MOST:
            raise RefusedFile(texts.TOO_MANY_QUESTIONS.format(file=source, most=MOST))
    return tuple(found)


def everyday_questions() -> tuple[str, ...]:
    """Questions of cooking, sport, animals and the like, which no authority's documents answer."""
    return own_questions(Path(examples.__file__).parent / EVERYDAY)


def made_questions(corpus: Corpus) -> tuple[str, ...]:
    """Questions that the corpus answers, made of three nouns of a sentence and two words that stand nowhere near it.

    People ask in part in other words than a document; so much of a question is covered as of theirs (docs/answers.md).
    The same corpus yields the same questions.
    """
    dice = random.Random(_SEED)
    sentences = sorted(_sentences(corpus))
    dice.shuffle(sentences)
    made: dict[str, None] = {}
    for sentence in sentences:
        if len(made) == MADE:
            break
        nouns = _nouns(corpus, sentence)
        if len(nouns) > ASKED_FOR:
            made[_made(dice, nouns)] = None
    return tuple(made)


def _sentences(corpus: Corpus) -> Iterator[str]:
    """Whole sentences of prose that need no other one."""
    for document in corpus.documents():
        for stored in corpus.passages(document.id):
            for sentence in quotable_sentences(stored.passage):
                if sentence.text.endswith(".") and CELLS not in sentence.quote and not sentence.is_anaphoric:
                    yield sentence.text


def _made(dice: random.Random, nouns: list[str]) -> str:
    first, second, third = (nouns[index] for index in sorted(dice.sample(range(len(nouns)), ASKED_FOR)))
    noun, verb = dice.choice(texts.MADE_NOUNS), dice.choice(texts.MADE_VERBS)
    return texts.MADE_QUESTION.format(noun=noun, verb=verb, first=first, second=second, third=third)


def _nouns(corpus: Corpus, sentence: str) -> list[str]:
    words = (word for word in corpus.analyser.words(sentence) if not word.stop)
    telling = (word.text for word in words if len(word.text) >= SHORTEST and not _DIGIT.search(word.text))
    return list(dict.fromkeys(text for text in telling if text[0].isupper()))
