"""Makes a follow-up question standalone without a model: carries over its subject, or puts the new thing in place."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.follow_up.leaning import fragment_of, leans
from assistant.follow_up.models import Standalone, Turn
from assistant.follow_up.substitution import substituted
from assistant.follow_up.words import YEAR, QuestionWord, in_form, names_another_place, places_in, question_words
from corpus.german.analyser import Analyser
from corpus.texts import follow_up as texts

_QUOTED = re.compile(r"[„“\"»«‚]([^„“”\"»«]{2,80})[“”\"«»‘]")
_LINK = re.compile(r"\.?\s+(?:(?:statt|und)\s+)?")
MOST_CARRIED = 6  # words; a longer tail would drown the question itself


def standalone(
    question: str, earlier: Sequence[Turn], analyser: Analyser, *, places: Collection[str] = ()
) -> Standalone:
    """The question with what it leans on; `earlier` is oldest first, `places` are the towns that the corpus knows.

    The text equals the question where it stands by itself or nothing said before can carry it.
    """
    asked = in_form(question)
    words = question_words(asked, analyser)
    if not leans(asked, words):
        return Standalone(question)
    fragment = fragment_of(asked, words)
    for turn in reversed(earlier):
        before = in_form(turn.question)
        carried = _carried(asked, words, before, question_words(before, analyser), places)
        if fragment and (new := substituted(fragment, before, analyser, places)):
            kept = tuple(told for told in carried if told in new.text)
            return Standalone(new.text, () if new.elsewhere else turn.documents, kept)
        if carried:
            elsewhere = names_another_place(asked, before, places)
            text = texts.WITH_SUBJECT.format(question=asked, subject=", ".join(carried))
            return Standalone(text, () if elsewhere else turn.documents, carried)
    return Standalone(question)


def _carried(
    asked: str,
    words: Sequence[QuestionWord],
    before: str,
    words_before: Sequence[QuestionWord],
    places: Collection[str],
) -> tuple[str, ...]:
    """The words of the earlier question that say what it was about, as written, in order, each once."""
    known = {word.stem for word in words}
    if names_another_place(asked, before, places):
        spans = places_in(before, places)
        words_before = [w for w in words_before if not any(start <= w.start < end for start, end in spans)]
    if YEAR.search(asked):
        words_before = [word for word in words_before if not YEAR.fullmatch(word.text)]
    told = [word for word in words_before if not word.stop and word.stem not in known]
    specific = [word for word in told if word.specific]
    chosen = [word for word in told if word.specific or word.is_number or not (word.role.noun or word.role.common_verb)]
    if not specific:
        chosen = [word for word in told if word.role.noun] or chosen
    # What a question that leant itself says beside its subject, '(…)', is no subject: 'genauer', 'kombinieren'.
    subject = before.rfind(" (") if before.endswith(")") else 0
    chosen = [word for word in chosen if word.start >= subject or word.role.noun or word.is_number]
    by_worth = sorted(chosen, key=lambda word: not word.role.noun)[:MOST_CARRIED]
    return _as_written(before, [word for word in chosen if word in by_worth])


def _as_written(before: str, words: Sequence[QuestionWord]) -> tuple[str, ...]:
    """The words, those that belong together in one: 'Kaufhaus Nordring', 'Grün statt Grau', and all that is quoted."""
    spans: list[tuple[int, int]] = []
    for word in words:
        start, end = next(
            (q.span(1) for q in _QUOTED.finditer(before) if q.start() < word.start < q.end()), (word.start, word.end)
        )
        linked = spans and (word.capital or word.is_number) and _LINK.fullmatch(before, spans[-1][1], start)
        if spans and (linked or start <= spans[-1][1]):
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(dict.fromkeys(before[start:end] for start, end in spans))
