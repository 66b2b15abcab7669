"""Answers written by a model: a real client against a service that says what it is told to, or fails."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from langchain_openai import ChatOpenAI

from assistant.answering.quote import ENGINE
from assistant.answering.writing.listening import Patience
from assistant.answering.writing.writing import Writer
from assistant.assistant import Assistant
from assistant.models import Answer, BlockEvent, DoneEvent, Length, Question, Status, Style
from assistant.proof.checking import check
from assistant.wiring import House
from corpus.texts import writing as texts
from tests.servers.openai_chat import KEY, MODEL, ChatService, chat_service

CISTERN = "Wie viel Zuschuss gibt es für eine Zisterne ab 2 m³ in Ottersfurt?"
TRUE = "Für eine Zisterne ab 2 m³ gibt es 400 Euro pauschal."
INVENTED = "Für eine Zisterne ab 2 m³ gibt es 7.313 Euro pauschal."
UNPROVEN = "Anträge aus der Partnerstadt werden bevorzugt behandelt."
BAKING = "Wie lange muss ein Marmorkuchen mit Vanilleglasur im Ofen backen?"


@pytest.fixture
def service() -> Iterator[ChatService]:
    with chat_service(TRUE + " [1]") as service:
        yield service


@pytest.fixture
def writer(service: ChatService) -> Writer:
    model = ChatOpenAI(model=MODEL, base_url=service.url, api_key=lambda: KEY, max_retries=0, timeout=5)
    return Writer(model, "openai:scripted", patience=Patience(first=2, pause=1, whole=5))


def ask(
    house: House,
    writer: Writer | None,
    question: str = CISTERN,
    length: Length | None = None,
    plain: bool | None = None,
    style: Style | None = None,
) -> Answer:
    return Assistant(house.corpus, writer=writer, style=lambda: style or Style()).ask(
        Question(question, length=length, plain=plain)
    )


def holds(house: House, answer: Answer) -> bool:
    """Whether every citation stands on its page and proves the sentences that carry it."""
    for sentence in answer.sentences:
        for number in sentence.citations:
            citation = answer.citations[number - 1]
            assert citation.quote in house.corpus.page(citation.document_id, citation.page).text
            stored = house.corpus.passage(citation.passage_id)
            assert check(house.corpus, sentence.text, stored).proven
    return True


def test_a_proven_sentence_is_shown_with_the_passage_that_proves_it(house: House, writer: Writer) -> None:
    answer = ask(house, writer)
    assert (answer.engine, answer.status) == ("openai:scripted", Status.ANSWERED)
    assert [sentence.text for sentence in answer.sentences] == [TRUE]
    assert answer.sentences[0].citations == (1,)
    assert "400 Euro" in answer.citations[0].quote
    assert holds(house, answer)


@pytest.mark.parametrize(
    "reply", [f"[99] {TRUE}", f"{TRUE} [5]", f"{TRUE}[7][99]", f"{TRUE} (Quelle 4)", TRUE, f"**{TRUE}** [0]"]
)
def test_wrong_unknown_and_missing_citations_are_mended(
    house: House, service: ChatService, writer: Writer, reply: str
) -> None:
    service.reply = reply
    answer = ask(house, writer)
    assert [sentence.text for sentence in answer.sentences] == [TRUE]
    assert [citation.number for citation in answer.citations] == [1]
    assert "400 Euro" in answer.citations[0].quote
    assert holds(house, answer)


def test_a_number_that_stands_nowhere_is_never_shown(house: House, service: ChatService, writer: Writer) -> None:
    service.reply = f"{TRUE} [1] {INVENTED} [1]"
    answer = ask(house, writer)
    assert [sentence.text for sentence in answer.sentences] == [TRUE]
    assert answer.notes == (texts.SENTENCE_LEFT_OUT,)


@pytest.mark.parametrize("marks", [True, False])
def test_an_unproven_sentence_is_marked_or_left_out(
    house: House, service: ChatService, writer: Writer, marks: bool
) -> None:
    service.reply = f"{TRUE} [1] {UNPROVEN} [2]"
    answer = ask(house, writer, style=Style(marks_unproven=marks))
    shown = [(sentence.text, sentence.citations) for sentence in answer.sentences]
    assert shown == [(TRUE, (1,)), (UNPROVEN, ())][: 1 + marks]
    assert bool(answer.notes) is not marks
    if marks:
        assert answer.sentences[1].mark == "[Nicht belegt – nicht in der Quelle: „Anträge“, „bevorzugt“, „behandelt“]"
        assert answer.text.endswith(answer.sentences[1].mark)


@pytest.mark.alone
@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("limited", texts.BUSY),
        ("error", texts.FAILED),
        ("hang", texts.TOO_SLOW),
        ("stall", texts.BROKE_OFF),
        ("broken", texts.BROKE_OFF),
        ("garbage", None),
        ("tools", texts.NOTHING_PROVEN),
    ],
)
def test_where_the_model_fails_the_answer_is_quoted_and_says_so(
    house: House, service: ChatService, writer: Writer, mode: str, reason: str | None
) -> None:
    service.mode, service.reply, service.after = mode, f"{TRUE} [1] {TRUE[:-1]} und mehr.", 12
    patience = Patience(first=1, pause=1, whole=5)
    started = time.monotonic()
    answer = ask(house, replace(writer, patience=patience))
    assert time.monotonic() - started < 5
    quoted = ask(house, None)
    assert answer.engine == ENGINE
    assert answer.sentences == quoted.sentences
    assert answer.citations == quoted.citations
    if reason:
        assert answer.notes == (texts.QUOTED_INSTEAD.format(reason=reason),)
    else:
        assert len(answer.notes) == 1


@pytest.mark.parametrize(
    "reply",
    ["", "asdf jklö", '{"tool": "delete", "arguments": {}}', "<html><body>502</body></html>", f"{UNPROVEN} [1]", "…"],
)
def test_an_answer_of_which_nothing_is_proven_gives_way_to_quotes(
    house: House, service: ChatService, writer: Writer, reply: str
) -> None:
    service.reply = reply
    answer = ask(house, writer)
    assert answer.engine == ENGINE
    assert answer.notes == (texts.QUOTED_INSTEAD.format(reason=texts.NOTHING_PROVEN),)
    assert holds(house, answer)


@pytest.mark.parametrize("reply", ["KEINE FUNDSTELLE", "Die Textstellen enthalten dazu keine Angaben. [1]"])
def test_a_refusal_of_the_model_is_no_evidence(house: House, service: ChatService, writer: Writer, reply: str) -> None:
    service.reply = reply
    answer = ask(house, writer)
    assert (answer.status, answer.sentences, answer.citations) == (Status.NO_EVIDENCE, (), ())
    assert answer.nearest


def test_a_refusal_beside_a_proven_sentence_is_part_of_an_answer(
    house: House, service: ChatService, writer: Writer
) -> None:
    service.reply = f"{TRUE} [1] Zur Frist enthalten die Textstellen keine Angaben."
    answer = ask(house, writer)
    assert (answer.status, len(answer.sentences)) == (Status.PARTIAL, 1)


def test_a_question_without_evidence_never_reaches_the_model(
    house: House, service: ChatService, writer: Writer
) -> None:
    assert ask(house, writer, BAKING).status is Status.NO_EVIDENCE
    assert service.asked == []


def test_a_sentence_that_the_window_cut_off_is_not_shown(house: House, service: ChatService, writer: Writer) -> None:
    service.mode, service.reply = "cut", f"{TRUE} [1] Für eine Zisterne ab 2 m³ gibt"
    assert [sentence.text for sentence in ask(house, writer).sentences] == [TRUE]


def test_a_model_that_never_ends_is_cut_off(house: House, service: ChatService, writer: Writer) -> None:
    service.reply = f"{TRUE} [1] " + " ".join(f"Satz Nummer {n} steht hier." for n in range(40_000))
    answer = ask(house, writer, length=Length.SHORT)
    assert len(answer.sentences) <= 3
    assert service.left.wait(5)


def test_the_model_stops_when_nobody_listens_any_more(house: House, service: ChatService, writer: Writer) -> None:
    service.reply = f"{TRUE} [1] " + "und so weiter " * 20_000
    stream = Assistant(house.corpus, writer=writer).stream(Question(CISTERN))
    assert any(isinstance(event, BlockEvent) for event in stream)
    stream.close()
    assert service.left.wait(5)


def test_a_block_comes_before_the_model_has_ended(house: House, service: ChatService, writer: Writer) -> None:
    service.mode, service.reply = "stall", f"{TRUE} [1] Der nächste Satz kommt nie."
    service.after = len(f"{TRUE} [1] Der nächste".split())
    first = next(
        e for e in Assistant(house.corpus, writer=writer).stream(Question(CISTERN)) if isinstance(e, BlockEvent)
    )
    assert first.sentence.text == TRUE


def test_blocks_after_a_failure_begin_anew(house: House, service: ChatService, writer: Writer) -> None:
    service.mode, service.reply, service.after = "broken", f"{TRUE} [1] {UNPROVEN} Ende.", 14
    events = list(Assistant(house.corpus, writer=writer).stream(Question(CISTERN)))
    blocks = [event for event in events if isinstance(event, BlockEvent)]
    done = events[-1]
    assert isinstance(done, DoneEvent)
    assert [block.index for block in blocks] == [0, *range(len(done.answer.sentences))]
    assert tuple(block.sentence for block in blocks[1:]) == done.answer.sentences


def test_plain_language_without_a_model_is_not_pretended(house: House) -> None:
    answer = ask(house, None, plain=True)
    assert answer.notes == (texts.PLAIN_NEEDS_MODEL,)
    assert answer.sentences


@pytest.mark.parametrize(("length", "most"), [(Length.SHORT, 1), (Length.NORMAL, 3), (Length.LONG, 5)])
def test_a_quoted_answer_is_as_long_as_wanted(house: House, length: Length, most: int) -> None:
    sentences = ask(house, None, length=length).sentences
    assert 1 <= len(sentences) <= most
    assert length is Length.SHORT or len(sentences) > 1
