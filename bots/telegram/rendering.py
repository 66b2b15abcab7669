"""A stored question as messages: the sentences with their marks, what must be known of them, then the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from assistant.conversations.models import AnswerState, StoredAnswer
from assistant.filter_choices import told as filters_in_words
from assistant.gaps.models import Gap, GapState
from assistant.models import Answer, Citation, Sentence, Status
from assistant.people.viewer import Viewer
from assistant.remarks import remarks_on, searched_in_vain
from assistant.rendering import page_name
from assistant.wiring import House
from bots.telegram.buttons import Keyboard
from bots.telegram.keyboards import keyboard_below
from bots.telegram.markup import NO_BREAK, bold, escaped, italic, shortened, superscript, superscripts
from bots.telegram.splitting import messages_of
from corpus.texts import conversations as talks
from corpus.texts import filters as filter_texts
from corpus.texts import gaps as gap_texts
from corpus.texts import telegram as texts
from corpus.texts import web

LONGEST_TITLE = 90  # of a document in a list: two lines on a phone


@dataclass(frozen=True, slots=True)
class Message:
    """One message, short enough for Telegram, and the buttons below it."""

    html: str
    keyboard: Keyboard = ()


def so_far(status: str, sentences: Iterable[Sentence]) -> str:
    """An answer on its way, in one message: its sentences, or what is being done for it."""
    blocks = [_sentence(sentence) for sentence in sentences]
    return messages_of("\n\n".join(blocks) + texts.CUT if blocks else italic(status + texts.CUT))[0]


def told(house: House, viewer: Viewer, stored: StoredAnswer) -> list[Message]:
    """A question that has been answered, or was not, with all that can be done about it, for who may see it so."""
    gap = house.gaps.of_answers([stored.id]).get(stored.id)
    html = "\n\n".join(_blocks(stored, filters_in_words(house.corpus, stored.filters), gap))
    *before, last = messages_of(html)
    return [*map(Message, before), Message(last, keyboard_below(stored, gap, house.settings, viewer))]


def sources_of(citations: Sequence[Citation]) -> str:
    """A line a page, '¹ ³ Titel, S. 4'."""
    pages: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        pages.setdefault((citation.document_id, citation.page), []).append(citation)
    return "\n".join(
        f"{superscripts(citation.number for citation in own)} {place_of(own[0])}" for own in pages.values()
    )


def place_of(citation: Citation) -> str:
    """Where it stands in one short line, 'Titel, S. 4'."""
    title = shortened(citation.title, LONGEST_TITLE)
    return escaped(texts.PLACE.format(title=title, page=page_name(citation)))


def _blocks(stored: StoredAnswer, filters: str, gap: Gap | None) -> Iterator[str]:
    match stored.state, stored.answer:
        case (AnswerState.DONE | AnswerState.STOPPED) as state, Answer() as answer:
            if head := list(_head(answer, filters)):
                yield "\n".join(map(italic, head))
            yield from map(_sentence, answer.sentences)
            yield from map(italic, answer.notes)
            if state is AnswerState.STOPPED:
                yield italic(talks.STOPPED)
                yield from _sources(answer)
            else:
                yield from _outcome(answer, filters, gap)
        case _:
            yield f"{bold(web.FAILED_TITLE)} {escaped(stored.reason or talks.INTERRUPTED)}"


def _head(answer: Answer, filters: str) -> Iterator[str]:
    """What it was related and restricted to, where it was."""
    if answer.carried:
        yield web.CARRIED.format(words=", ".join(answer.carried))
    if filters and answer.sentences:
        yield filter_texts.FILTERED.format(filters=filters)


def _sentence(sentence: Sentence) -> str:
    lead = f"{italic(sentence.lead + ':')} " if sentence.lead else ""
    mark = superscripts(sentence.citations) or italic(texts.UNPROVEN.format(why=sentence.unproven))
    return f"{lead}{escaped(sentence.text)}{NO_BREAK if sentence.citations else ' '}{mark}"


def _outcome(answer: Answer, filters: str, gap: Gap | None) -> Iterator[str]:
    if answer.status is Status.NO_EVIDENCE:
        yield f"{bold(web.NO_EVIDENCE_TITLE)} {escaped(searched_in_vain(answer, filters))}"
    elif answer.status is Status.PARTIAL:
        missing = web.PARTIAL_MISSING.format(words=", ".join(answer.missing)) if answer.missing else web.PARTIAL_BODY
        yield f"{bold(web.PARTIAL_TITLE)} {escaped(missing)}"
    for remark in remarks_on(answer, superscript):
        yield texts.REMARK.format(remark=escaped(remark))
    yield from _sources(answer)
    if answer.status is not Status.ANSWERED:
        if answer.nearest:
            yield "\n".join([bold(web.NEAREST), *_lettered(answer.nearest)])
        yield italic(_reported(gap) if gap else texts.REPORTING)


def _sources(answer: Answer) -> Iterator[str]:
    if answer.citations:
        yield f"{bold(web.SOURCES)}\n{sources_of(answer.citations)}"


def _lettered(nearest: Sequence[Citation]) -> Iterator[str]:
    for letter, citation in zip(ascii_uppercase, nearest, strict=False):
        where = replace(citation, title=f"{citation.title}, {citation.heading}") if citation.heading else citation
        yield f"{letter}{NO_BREAK} {place_of(where)}"


def _reported(gap: Gap) -> str:
    state = gap_texts.REPORTED_STATE.format(state=gap_texts.STATES[gap.state])
    said = gap_texts.REPORTED if gap.state is GapState.OPEN else state
    return f"{said} {gap_texts.REMARK.format(remark=gap.remark)}" if gap.remark else said
