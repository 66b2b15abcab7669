"""The turns of a conversation that a question may lean on, and what becomes of the question."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn.

    `question` is as it was understood, i.e. standalone; `documents` are the ids of the documents that its answer
    cited, most important first; `answer` is the text of its sentences.
    """

    question: str
    documents: tuple[str, ...]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that can be understood without the turns before it.

    `text` is what to search for and to judge by; it equals the question where nothing is carried over. Passages of
    `documents` deserve preference. `carried` are the words taken over from earlier turns, as written there, to be
    shown to the person.
    """

    text: str
    documents: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
