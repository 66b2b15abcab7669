"""What every channel says of an answer as a whole: its sources' contradictions and age, what was searched in vain."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.german import count_of
from assistant.models import Answer, Contradiction
from corpus.texts import answers as texts
from corpus.texts import web

Mark = Callable[[int], str]


def bracketed(number: int) -> str:
    """The mark of a citation where there is nothing but text, '[1]'."""
    return texts.MARK.format(number=number)


def remarks_on(answer: Answer, mark: Mark = bracketed) -> tuple[str, ...]:
    """German sentences, one a contradiction, with its citations marked, and one a document that is not current."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for citation in answer.citations:
        if citation.outdated:
            numbers.setdefault((citation.document_id, citation.outdated), []).append(citation.number)
    outdated = (_outdated(given, reason) for (_, reason), given in numbers.items())
    return (*(_contradiction(found, mark) for found in answer.contradictions), *outdated)


def searched_in_vain(answer: Answer, filters: str) -> str:
    """What was searched for an answer without evidence, within these `filters` in words ('' for none)."""
    return count_of(
        answer.documents_searched,
        web.NO_EVIDENCE_NONE,
        web.NO_EVIDENCE_ONE,
        web.NO_EVIDENCE_BODY,
        filters=filters or web.WITHOUT_FILTERS,
    )


def _contradiction(found: Contradiction, mark: Mark) -> str:
    (one, other), (first, second) = found.numbers, found.values
    return texts.CONTRADICTION.format(first=first, one=mark(one), second=second, other=mark(other))


def _outdated(numbers: Sequence[int], reason: str) -> str:
    if len(numbers) == 1:
        return texts.SOURCE_OUTDATED.format(number=numbers[0], reason=reason)
    first = ", ".join(map(str, numbers[:-1]))
    return texts.SOURCES_OUTDATED.format(numbers=f"{first}{texts.AND}{numbers[-1]}", reason=reason)
