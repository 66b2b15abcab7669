"""What every channel says of an answer's sources: which contradict each other, which are no longer current."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.models import Answer, Contradiction
from corpus.texts import answers as texts


def remarks_on(answer: Answer) -> tuple[str, ...]:
    """German sentences, one a contradiction and one a document that is no longer current."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for citation in answer.citations:
        if citation.outdated:
            numbers.setdefault((citation.document_id, citation.outdated), []).append(citation.number)
    outdated = (_outdated(given, reason) for (_, reason), given in numbers.items())
    return (*map(_contradiction, answer.contradictions), *outdated)


def _contradiction(found: Contradiction) -> str:
    (one, other), (first, second) = found.numbers, found.values
    return texts.CONTRADICTION.format(first=first, one=one, second=second, other=other)


def _outdated(numbers: Sequence[int], reason: str) -> str:
    if len(numbers) == 1:
        return texts.SOURCE_OUTDATED.format(number=numbers[0], reason=reason)
    first = ", ".join(map(str, numbers[:-1]))
    return texts.SOURCES_OUTDATED.format(numbers=f"{first}{texts.AND}{numbers[-1]}", reason=reason)
