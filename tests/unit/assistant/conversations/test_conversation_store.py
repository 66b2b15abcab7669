from __future__ import annotations

import pytest
from sqlalchemy import func, select

from assistant.conversations.elsewhere import fail_abandoned
from assistant.conversations.models import AnswerState, Reason, StoredAnswer
from assistant.conversations.record import to_answer, to_record
from assistant.conversations.store import Conversations
from assistant.conversations.verdicts import LONGEST_TEXT, Verdicts
from assistant.models import Answer, Citation, Question, Sentence, Status
from assistant.rendering import answer_json
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput
from corpus.models import Filters
from corpus.schema import answers, feedback
from corpus.texts import conversations as texts

CITATION = Citation(1, "d1", "Hitzeaktionsplan", 7, "5", 42, "Es gibt 14 Brunnen.", "4 Maßnahmen", "/dokumente/d1")


def answer_to(question: str, sentence: str = "Es gibt 14 Brunnen.") -> Answer:
    return Answer(
        question=question,
        understood=f"{question} In Ottersfurt?",
        status=Status.ANSWERED,
        engine="quote",
        sentences=(Sentence(sentence, (1,), 0.93),),
        citations=(CITATION,),
        nearest=(CITATION,),
        carried=("Brunnen",),
        missing=("Kosten",),
        notes=("Ein Hinweis.",),
        documents_searched=12,
        timings_ms={"search": 20.5},
    )


def ask(conversations: Conversations, question: str, conversation_id: str | None = None, *, said: str = "") -> str:
    stored = conversations.begin(Question(question), conversation_id)
    answer = answer_to(question, said) if said else answer_to(question)
    conversations.finish(stored.id, AnswerState.DONE, answer)
    return stored.conversation_id


def titles(conversations: Conversations, words: str = "") -> list[str]:
    return [conversation.title for conversation in conversations.newest(words)]


def test_an_answer_comes_back_as_it_was_put_in() -> None:
    answer = answer_to("Wie viele Brunnen gibt es?")
    assert to_answer(to_record(answer)) == answer
    assert to_answer(answer_json(answer)) == answer


def test_an_answer_of_another_version_of_the_program_comes_back_as_far_as_it_is_known() -> None:
    record = to_record(answer_to("Wie viele?"))
    del record["nearest"], record["timings_ms"], record["notes"]
    record["tone"] = "höflich"
    record["sentences"][0]["weight"] = 3
    record["citations"][0]["colour"] = "gelb"
    answer = to_answer(record)
    assert (answer.nearest, answer.timings_ms, answer.notes) == ((), {}, ())
    assert answer.sentences == (Sentence("Es gibt 14 Brunnen.", (1,), 0.93),)


def test_a_question_is_there_before_its_answer(conversations: Conversations) -> None:
    stored = conversations.begin(Question("Wie viele Brunnen?", Filters({"year": "2024"})), None)
    assert conversations.answer(stored.id) == stored
    assert (stored.state, stored.answer, stored.position) == (AnswerState.RUNNING, None, 1)
    assert stored.filters == Filters({"year": "2024"})
    assert conversations.conversation(stored.conversation_id).title == "Wie viele Brunnen?"


def test_a_finished_answer_stays_as_it_ended(conversations: Conversations) -> None:
    stored = conversations.begin(Question("Wie viele Brunnen?"), None)
    conversations.finish(stored.id, AnswerState.STOPPED, answer_to("Wie viele Brunnen?"))
    conversations.finish(stored.id, AnswerState.FAILED, None, "zu spät")
    now = conversations.answer(stored.id)
    assert (now.state, now.reason) == (AnswerState.STOPPED, None)
    assert now.answer == answer_to("Wie viele Brunnen?")
    assert now.finished_at is not None
    assert now.finished_at >= now.created_at


def test_turns_are_kept_in_order_and_the_last_asked_conversation_comes_first(conversations: Conversations) -> None:
    first = ask(conversations, "Wie viele Brunnen?")
    ask(conversations, "Und wer bezahlt den Radweg?")
    assert titles(conversations) == ["Und wer bezahlt den Radweg?", "Wie viele Brunnen?"]
    ask(conversations, "Und was kosten sie?", first)
    assert titles(conversations) == ["Wie viele Brunnen?", "Und wer bezahlt den Radweg?"]
    turns = conversations.answers(first)
    assert [(turn.position, turn.question) for turn in turns] == [(1, "Wie viele Brunnen?"), (2, "Und was kosten sie?")]


def test_a_long_question_gives_a_short_title_that_ends_with_a_word(conversations: Conversations) -> None:
    stored = conversations.begin(Question("Was kostet " + "ein öffentlicher Trinkbrunnen und " * 9), None)
    title = conversations.conversation(stored.conversation_id).title
    assert len(title) <= 82
    assert title.startswith("Was kostet ein öffentlicher Trinkbrunnen")
    assert title.removesuffix(" …").split()[-1] in ("ein", "öffentlicher", "Trinkbrunnen", "und")


def test_one_word_without_end_is_a_title_too(conversations: Conversations) -> None:
    stored = conversations.begin(Question("x" * 2000), None)
    assert conversations.conversation(stored.conversation_id).title == "x" * 80 + " …"


def test_a_question_in_a_conversation_that_is_gone_is_not_stored(
    conversations: Conversations, catalogue: Catalogue
) -> None:
    with pytest.raises(NotFound):
        conversations.begin(Question("Wie viele?"), "weg")
    with catalogue.reading() as connection:
        assert connection.execute(select(func.count()).select_from(answers)).scalar() == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("BRUNNEN", ["Wie viele Brunnen?"]),
        ("ölmühle", ["Wer war der Müller?"]),
        ("ÖLMÜHLE müller", ["Wer war der Müller?"]),
        ("ölmühle brunnen", []),
        ("100%", ["Zahlt das Land 100%?"]),
        ("%", ["Zahlt das Land 100%?"]),
        ("_", []),
        ("  ", ["Zahlt das Land 100%?", "Wer war der Müller?", "Wie viele Brunnen?"]),
    ],
)
def test_conversations_are_found_by_the_words_of_title_question_and_answer(
    conversations: Conversations, words: str, found: list[str]
) -> None:
    ask(conversations, "Wie viele Brunnen?", said="Es sind vierzehn.")
    ask(conversations, "Wer war der Müller?", said="In der Ölmühle lebte Herr Sauer.")
    ask(conversations, "Zahlt das Land 100%?", said="Nein.")
    assert titles(conversations, words) == found


def test_a_renamed_conversation_is_found_by_its_new_name(conversations: Conversations) -> None:
    id = ask(conversations, "Wie viele Brunnen?")
    assert conversations.rename(id, "  Übersicht\n Wasser ").title == "Übersicht Wasser"
    assert titles(conversations, "übersicht") == ["Übersicht Wasser"]
    for refused in ("", "  ", "x" * 201):
        with pytest.raises(RefusedInput):
            conversations.rename(id, refused)
    with pytest.raises(NotFound):
        conversations.rename("weg", "Neu")


def test_deleting_takes_turns_and_feedback_along(
    conversations: Conversations, verdicts: Verdicts, catalogue: Catalogue
) -> None:
    gone, kept = ask(conversations, "Wie viele Brunnen?"), ask(conversations, "Wer bezahlt?")
    for id in (gone, kept):
        verdicts.give(conversations.answers(id)[0].id, helpful=True)
    conversations.remove(gone)
    assert titles(conversations) == ["Wer bezahlt?"]
    assert conversations.answers(gone) == []
    with catalogue.reading() as connection:
        counts = [connection.execute(select(func.count()).select_from(t)).scalar() for t in (answers, feedback)]
    assert counts == [1, 1]
    with pytest.raises(NotFound):
        conversations.remove(gone)
    with pytest.raises(NotFound):
        conversations.conversation(gone)


def test_a_follow_up_leans_on_the_last_four_turns_that_have_an_answer(conversations: Conversations) -> None:
    id = ask(conversations, "Frage 1?")
    for number in range(2, 7):
        ask(conversations, f"Frage {number}?", id)
    failed = conversations.begin(Question("Frage 7?"), id)
    conversations.finish(failed.id, AnswerState.FAILED, None, "kaputt")
    earlier = conversations.earlier(id)
    assert [turn.question for turn in earlier] == [f"Frage {n}? In Ottersfurt?" for n in range(3, 7)]
    assert earlier[-1].documents == ("d1",)


def test_what_a_dead_process_left_running_has_failed_and_says_so(conversations: Conversations) -> None:
    done = ask(conversations, "Wie viele Brunnen?")
    left = conversations.begin(Question("Und wo?"), done)
    fail_abandoned(conversations.catalogue)
    assert [turn.state for turn in conversations.answers(done)] == [AnswerState.DONE, AnswerState.FAILED]
    assert conversations.answer(left.id).reason == texts.INTERRUPTED


def test_what_others_took_for_abandoned_ends_as_its_own_process_told_its_listeners(
    conversations: Conversations, caplog: pytest.LogCaptureFixture
) -> None:
    catalogue = conversations.catalogue
    silent, other = (Conversations(catalogue, process_id=process_id) for process_id in ("silent", "other"))
    question = "Wie viele Brunnen?"
    asked = silent.begin(Question(question), None)
    fail_abandoned(catalogue)
    other.finish(asked.id, AnswerState.STOPPED, answer_to("Eine andere?"))
    assert silent.answer(asked.id).state is AnswerState.FAILED
    assert caplog.messages == [f"answer {asked.id} ended as failed and stays so, not stopped"]
    silent.finish(asked.id, AnswerState.DONE, answer_to(question))
    told = silent.answer(asked.id)
    assert (told.state, told.reason, told.answer) == (AnswerState.DONE, None, answer_to(question))
    silent.finish(asked.id, AnswerState.FAILED, None, "kaputt")
    assert silent.answer(asked.id).state is AnswerState.DONE
    assert len(caplog.messages) == 2
    silent.remove(asked.conversation_id)
    silent.finish(asked.id, AnswerState.STOPPED, None)
    assert len(caplog.messages) == 2, "of what was deleted nothing is told"


def judged(conversations: Conversations) -> StoredAnswer:
    return conversations.answers(ask(conversations, "Wie viele Brunnen?"))[0]


def test_a_later_verdict_replaces_the_earlier_and_can_be_withdrawn(
    conversations: Conversations, verdicts: Verdicts
) -> None:
    stored = judged(conversations)
    assert stored.feedback is None
    verdicts.give(stored.id, helpful=True)
    reasons = [Reason.OUTDATED, Reason.FALSE, Reason.FALSE]
    verdicts.give(stored.id, helpful=False, reasons=reasons, text=" Stand 2019. ")
    given = conversations.answer(stored.id).feedback
    assert given is not None
    assert (given.helpful, given.reasons, given.text) == (False, (Reason.FALSE, Reason.OUTDATED), "Stand 2019.")
    verdicts.withdraw(stored.id)
    verdicts.withdraw(stored.id)
    assert conversations.answer(stored.id).feedback is None


def test_a_verdict_needs_an_answer_and_an_end(conversations: Conversations, verdicts: Verdicts) -> None:
    with pytest.raises(NotFound):
        verdicts.give("weg", helpful=True)
    with pytest.raises(NotFound):
        verdicts.withdraw("weg")
    with pytest.raises(RefusedInput, match="2001"):
        verdicts.give(judged(conversations).id, helpful=False, text="x" * (LONGEST_TEXT + 1))
