"""The buttons below an answer. What they say is looked up again when one is pressed; see `rooms`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from assistant.conversations.models import AnswerState, Feedback, Reason, StoredAnswer
from assistant.gaps.models import Gap
from assistant.models import Answer, Status
from assistant.people.addresses import base_url
from assistant.people.viewer import Viewer
from bots.telegram.buttons import Button, Keyboard
from bots.telegram.markup import abridged
from corpus.settings import Settings
from corpus.texts import conversations as talks
from corpus.texts import filters as filter_texts
from corpus.texts import gaps as gap_texts
from corpus.texts import telegram as texts
from corpus.texts import web

IN_A_ROW = 8
LONGEST_LABEL = 48  # what a phone shows; the whole question is told when it is asked
NEAREST = "x"  # stands before the number of a page that only comes near
WITHDRAWN = "-"

Row = tuple[Button, ...]


def keyboard_below(stored: StoredAnswer, gap: Gap | None, settings: Settings, viewer: Viewer) -> Keyboard:
    """All that can be done with an answer, or instead of one."""
    match stored.state, stored.answer:
        case AnswerState.DONE, Answer() as answer:
            rows = _done(stored, answer, gap)
        case AnswerState.STOPPED, Answer() as answer:
            rows = [*source_rows(stored.id, answer), _again(stored)]
        case _:
            rows = [_again(stored)]
    ways = [Button(web.NEW_QUESTION, "neu")]
    if link := link_to(settings, viewer, stored.conversation_id):
        ways.append(Button(texts.IN_THE_BROWSER, url=link))
    return (*rows, tuple(ways))


def source_rows(answer_id: str, answer: Answer) -> list[Row]:
    """A button for each source by its number, then one for each page that only comes near by its letter."""
    numbers = [str(citation.number) for citation in answer.citations]
    cited = [Button(number, f"q:{answer_id}:{number}") for number in numbers]
    letters = enumerate(ascii_uppercase[: len(answer.nearest)], start=1)
    near = [Button(letter, f"q:{answer_id}:{NEAREST}{place}") for place, letter in letters]
    return [*_rows(cited, IN_A_ROW), *_rows(near, IN_A_ROW)]


def link_to(settings: Settings, viewer: Viewer, conversation_id: str) -> str:
    """Where somebody goes on in the browser; '' where they cannot."""
    # Telegram refuses a message with a link to a host without a domain.
    if viewer.person is None or settings.public_url is None or "." not in (settings.public_url.host or ""):
        return ""
    return f"{base_url(settings)}/fragen/{conversation_id}"


def _done(stored: StoredAnswer, answer: Answer, gap: Gap | None) -> list[Row]:
    rows = source_rows(stored.id, answer)
    rows += _verdict(stored.id, stored.feedback)
    if answer.status is not Status.ANSWERED and gap is None:
        rows.append((Button(gap_texts.REPORT, f"g:{stored.id}"),))
    if answer.status is Status.NO_EVIDENCE and stored.filters.values:
        rows.append((Button(filter_texts.ASK_WITHOUT, f"w:{stored.id}"),))
    for place, question in enumerate(answer.next_questions):
        rows.append((Button(abridged(question, LONGEST_LABEL), f"n:{stored.id}:{place}"),))
    return rows


def _verdict(answer_id: str, feedback: Feedback | None) -> Iterator[Row]:
    """Each button says what is to hold, so that one press is as good as two; the pressed one takes it back."""
    helpful = feedback.helpful if feedback else None
    yield (
        _choice(talks.HELPFUL, f"v:{answer_id}", "1", is_chosen=helpful is True),
        _choice(talks.NOT_HELPFUL, f"v:{answer_id}", "0", is_chosen=helpful is False),
    )
    if feedback and not feedback.helpful:
        reasons = [
            _choice(talks.REASONS[reason], f"r:{answer_id}:{reason}", "1", is_chosen=reason in feedback.reasons)
            for reason in Reason
        ]
        yield from _rows(reasons, 2)


def _choice(name: str, data: str, value: str, *, is_chosen: bool) -> Button:
    if is_chosen:
        return Button(texts.CHOSEN.format(name=name), f"{data}:{WITHDRAWN}")
    return Button(name, f"{data}:{value}")


def _again(stored: StoredAnswer) -> Row:
    return (Button(talks.ASK_AGAIN, f"e:{stored.id}"),)


def _rows(buttons: Sequence[Button], length: int) -> list[Row]:
    return [tuple(buttons[start : start + length]) for start in range(0, len(buttons), length)]
