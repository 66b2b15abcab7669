"""What an answer looks like at Telegram: as messages of its HTML, with buttons that it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import HttpUrl

from assistant.conversations.models import AnswerState, Feedback, Reason, StoredAnswer
from assistant.models import Answer, Citation, Contradiction, Sentence, Status
from assistant.people.models import Person, Role
from assistant.people.viewer import Access, Viewer
from assistant.wiring import House
from bots.telegram.buttons import Button
from bots.telegram.rendering import Message, so_far, told
from corpus.models import Filters
from corpus.texts import conversations as talks
from corpus.texts import filters as filter_texts
from corpus.texts import gaps as gap_texts
from corpus.texts import web
from tests.servers.telegram_markup import parsed, units

NOW = datetime(2026, 11, 27, tzinfo=UTC)
READER = Viewer(Access.READING, "telegram:17")
PERSON = Person("p1", "Anna Öl", "anna", Role.READER, frozenset(), False, True, False, None, NOW, None)
NASTY = "<b>&amp; „Öl“ </i> [1] 5 < 6"


def citation(number: int, page: int = 4, **more: str) -> Citation:
    given = {"title": "Hitzeplan", "quote": "Ein Brunnen kostet 13.800 Euro.", "heading": "5.1 Trinkwasser", "url": "/"}
    return Citation(number, "d1", page=page, page_label=None, passage_id=number, **(given | more))


def answer(**more: object) -> Answer:
    sentences = (
        Sentence("Ein Brunnen kostet 13.800 Euro.", (1, 3), 1.0),
        Sentence("Dazu kommen 1.900 Euro.", (2,), 1.0),
    )
    citations = (citation(1), citation(2, 8), citation(3))
    known: dict[str, object] = {"sentences": sentences, "citations": citations, "documents_searched": 30}
    return Answer(**({"question": "?", "understood": "?", "status": Status.ANSWERED, "engine": "quote"} | known | more))  # type: ignore[arg-type]


REFUSAL = answer(status=Status.NO_EVIDENCE, sentences=(), citations=(), nearest=(citation(1), citation(2, 8)))


def stored(made: Answer | None, **more: object) -> StoredAnswer:
    is_done = AnswerState.DONE if made else AnswerState.FAILED
    known: dict[str, object] = {"filters": Filters(), "state": is_done, "reason": None, "feedback": None}
    return StoredAnswer(
        "a" * 32, "c" * 32, 1, "Was kostet ein Brunnen?", answer=made, created_at=NOW, finished_at=NOW, **(known | more)
    )  # type: ignore[arg-type]


def text_of(messages: list[Message]) -> str:
    return "\n".join(parsed(message.html)[0] for message in messages)


def buttons_of(messages: list[Message]) -> list[list[str]]:
    return [[button.text for button in row] for row in messages[-1].keyboard]


def all_buttons(messages: list[Message]) -> list[Button]:
    return [button for row in messages[-1].keyboard for button in row]


def test_every_sentence_carries_its_marks_and_every_page_is_one_line(house: House) -> None:
    text = text_of(told(house, READER, stored(answer())))
    assert text == (
        "Ein Brunnen kostet 13.800 Euro.\u00a0¹\u00a0³\n\nDazu kommen 1.900 Euro.\u00a0²\n\n"
        "Quellen\n¹\u00a0³ Hitzeplan, S.\u00a04\n² Hitzeplan, S.\u00a08"
    )


def test_the_buttons_are_the_sources_the_verdict_what_to_ask_next_and_a_new_question(house: House) -> None:
    messages = told(house, READER, stored(answer(next_questions=("Wer zahlt?",))))
    assert buttons_of(messages) == [
        ["1", "2", "3"],
        [talks.HELPFUL, talks.NOT_HELPFUL],
        ["Wer zahlt?"],
        [web.NEW_QUESTION],
    ]


def test_more_than_eight_sources_go_into_a_second_row(house: House) -> None:
    many = answer(citations=tuple(citation(number) for number in range(1, 13)))
    assert [len(row) for row in told(house, READER, stored(many))[-1].keyboard[:2]] == [8, 4]


def test_what_no_source_proves_says_so(house: House) -> None:
    unproven = answer(sentences=(Sentence("Das kostet 5 Euro.", (), 0.1, missing=("5 Euro",)),), citations=())
    assert "Das kostet 5 Euro. [Nicht belegt – nicht in der Quelle: „5 Euro“]" in text_of(
        told(house, READER, stored(unproven))
    )


def test_contradictions_and_old_documents_are_told_with_the_marks_of_the_answer(house: House) -> None:
    old = citation(2, outdated="galt bis 31.12.2024")
    found = answer(citations=(citation(1), old), contradictions=(Contradiction((1, 2), ("800", "1.050 Euro")),))
    text = text_of(told(house, READER, stored(found)))
    assert "⚠ Die Quellen nennen verschiedene Zahlen: 800 ¹ und 1.050 Euro ²." in text
    assert "⚠ Quelle 2 ist nicht mehr aktuell: galt bis 31.12.2024." in text


def test_a_partial_answer_says_what_is_missing_and_can_be_reported(house: House) -> None:
    partial = answer(status=Status.PARTIAL, missing=("Förderquote",), nearest=(citation(1, 9),))
    messages = told(house, READER, stored(partial))
    assert f"{web.PARTIAL_TITLE} Dazu steht an der Fundstelle nichts: Förderquote." in text_of(messages)
    assert ["A"] in buttons_of(messages)
    assert [gap_texts.REPORT] in buttons_of(messages)


def test_without_evidence_it_says_what_was_searched_and_what_comes_near(house: House) -> None:
    messages = told(house, READER, stored(REFUSAL, filters=Filters({"municipality": "Brunnleben"})))
    text = text_of(messages)
    assert web.NO_EVIDENCE_TITLE in text
    assert "30 Dokumente (Kommune: Brunnleben)" in text
    assert "A\u00a0 Hitzeplan, 5.1 Trinkwasser, S.\u00a04" in text
    assert buttons_of(messages) == [
        ["A", "B"],
        [talks.HELPFUL, talks.NOT_HELPFUL],
        [gap_texts.REPORT],
        [filter_texts.ASK_WITHOUT],
        [web.NEW_QUESTION],
    ]


def test_filters_that_held_and_words_carried_over_stand_above_the_answer(house: House) -> None:
    text = text_of(told(house, READER, stored(answer(carried=("Ottersfurt",)), filters=Filters({"year": "2023-"}))))
    assert text.startswith("Bezogen auf: Ottersfurt\nFilter: Jahr: seit 2023\n\nEin Brunnen")


def test_a_verdict_is_shown_as_chosen_and_its_reasons_too(house: House) -> None:
    given_one = Feedback(False, (Reason.OUTDATED,), "", NOW)
    messages = told(house, READER, stored(answer(), feedback=given_one))
    assert buttons_of(messages)[1:4] == [
        [talks.HELPFUL, f"✓ {talks.NOT_HELPFUL}"],
        ["Quelle passt nicht", "Falsch"],
        ["Unvollständig", "✓ Veraltet"],
    ]


def test_a_failed_answer_says_why_and_can_be_asked_again(house: House) -> None:
    messages = told(house, READER, stored(None, reason=talks.INTERRUPTED))
    assert text_of(messages) == f"{web.FAILED_TITLE} {talks.INTERRUPTED}"
    assert [talks.ASK_AGAIN] in buttons_of(messages)


def test_a_stopped_answer_says_that_it_is_not_whole(house: House) -> None:
    assert talks.STOPPED in text_of(told(house, READER, stored(answer(), state=AnswerState.STOPPED)))


@pytest.mark.parametrize(
    ("url", "viewer", "is_offered"),
    [
        ("https://wissen.stadt.example", Viewer(Access.OWN, "p1", PERSON), True),
        ("https://wissen.stadt.example", READER, False),
        ("http://localhost:8000", Viewer(Access.OWN, "p1", PERSON), False),
        (None, Viewer(Access.OWN, "p1", PERSON), False),
    ],
)
def test_who_has_an_account_can_go_on_in_the_browser(
    house: House, url: str | None, viewer: Viewer, is_offered: bool
) -> None:
    public = HttpUrl(url) if url else None
    there = replace(house, settings=house.settings.model_copy(update={"public_url": public}))
    urls = [button.url for button in all_buttons(told(there, viewer, stored(answer()))) if button.url]
    assert urls == ([f"{url}/fragen/{'c' * 32}"] if is_offered else [])


def test_markup_in_questions_titles_and_sentences_is_only_text(house: House) -> None:
    nasty = answer(
        sentences=(Sentence(NASTY, (1,), 1.0, lead=NASTY), Sentence(NASTY, (), 0.0, missing=(NASTY,))),
        citations=(citation(1, title=NASTY, outdated=NASTY),),
        nearest=(citation(1, title=NASTY),),
        status=Status.PARTIAL,
        missing=(NASTY,),
        notes=(NASTY,),
        carried=(NASTY,),
        next_questions=(NASTY,),
    )
    messages = told(house, READER, stored(nasty, filters=Filters({"municipality": NASTY})))
    assert text_of(messages).count(NASTY) == 11
    assert {entity.kind for message in messages for entity in parsed(message.html)[1]} == {"bold", "italic"}


LONG = st.lists(st.text(max_size=2_000) | st.just(NASTY * 100), max_size=8)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LONG)
def test_whatever_an_answer_says_telegram_takes_it(house: House, said: list[str]) -> None:
    sentences = tuple(Sentence(text, (1,), 1.0, lead=text[:50]) for text in said)
    made = answer(sentences=sentences, citations=(citation(1, title="".join(said)[:600]),), next_questions=tuple(said))
    messages = told(house, READER, stored(made))
    for message in messages:
        assert 0 < units(parsed(message.html)[0]) <= 4096
    assert [bool(message.keyboard) for message in messages] == [False] * (len(messages) - 1) + [True]
    assert 0 < units(parsed(so_far("Suche", sentences))[0]) <= 4096
    for button in all_buttons(messages):
        assert len(button.data.encode()) <= 64


def test_an_answer_on_its_way_shows_its_sentences_or_what_is_being_done() -> None:
    assert parsed(so_far("30 Dokumente werden durchsucht", ()))[0] == "30 Dokumente werden durchsucht …"
    assert parsed(so_far("", answer().sentences))[0].endswith("Dazu kommen 1.900 Euro.\u00a0² …")
