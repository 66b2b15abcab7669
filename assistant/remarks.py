"""What every channel says of an answer's sources: which of them are no longer current."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.models import Answer
from corpus.texts import answers as texts


def remarks_on(answer: Answer) -> tuple[str, ...]:
    """German sentences, one a document that is no longer current."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for citation in answer.citations:
        if citation.outdated:
            numbers.setdefault((citation.document_id, citation.outdated), []).append(citation.number)
    return tuple(_outdated(given, reason) for (_, reason), given in numbers.items())


def _outdated(numbers: Sequence[int], reason: str) -> str:
    if len(numbers) == 1:
        return texts.SOURCE_OUTDATED.format(number=numbers[0], reason=reason)
    first = ", ".join(map(str, numbers[:-1]))
    return texts.SOURCES_OUTDATED.format(numbers=f"{first}{texts.AND}{numbers[-1]}", reason=reason)
