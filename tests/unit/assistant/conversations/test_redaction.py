from __future__ import annotations

import pytest
from sqlalchemy import insert, select, type_coerce
from sqlalchemy.types import Text

from assistant.conversations.models import AnswerState
from assistant.conversations.redaction import redact_removed, redacted
from assistant.conversations.store import Conversations
from assistant.currency import quoted_title
from assistant.models import Answer, Citation, Contradiction, Question, Sentence, Status
from corpus.catalogue import Catalogue
from corpus.records import REMOVED, remove_document, set_fact
from corpus.schema import answers, documents
from corpus.texts import conversations as texts


def citation(number: int, document_id: str, quote: str, outdated: str = "") -> Citation:
    return Citation(number, document_id, f"Titel {document_id}", 7, None, number, quote, "", "/", outdated)


ANSWER = Answer(
    question="Was kosten Brunnen und Radweg?",
    understood="Was kosten Brunnen und Radweg?",
    status=Status.ANSWERED,
    engine="quote",
    sentences=(
        Sentence("Der Brunnen kostet 14 Euro.", (1,), 0.9),
        Sentence("Der Radweg kostet 20 Euro.", (2,), 0.9),
        Sentence("Zusammen sind es 34 Euro.", (1, 2), 0.9),
        Sentence("Nach anderer Quelle kostet der Radweg 21 Euro.", (3,), 0.9),
        Sentence("Das ist viel.", (), 0.1),
    ),
    citations=(
        citation(1, "a", "Brunnen 14 Euro"),
        citation(2, "b", "Radweg 20 Euro"),
        citation(3, "c", "Radweg 21 Euro", "galt bis 31.12.2024, ersetzt durch „Titel ‚a‘“"),
    ),
    nearest=(citation(4, "a", "noch ein Brunnen"), citation(5, "b", "noch ein Radweg")),
    contradictions=(Contradiction((1, 2), ("14", "20")), Contradiction((2, 3), ("20", "21"))),
    next_questions=("Wer bezahlt den Brunnen?",),
    notes=("Ein Hinweis.",),
    documents_searched=12,
)


def test_what_rests_on_a_removed_document_goes_and_the_rest_keeps_its_numbers() -> None:
    left = redacted(ANSWER, {"a"}, ["Titel „a“"])
    assert [sentence.text for sentence in left.sentences] == [
        "Der Radweg kostet 20 Euro.",
        "Nach anderer Quelle kostet der Radweg 21 Euro.",
    ]
    assert [(c.number, c.document_id, c.outdated) for c in left.citations] == [(2, "b", ""), (3, "c", "")]
    assert [near.number for near in left.nearest] == [5]
    assert left.contradictions == (Contradiction((2, 3), ("20", "21")),)
    assert left.next_questions == ()
    assert left.notes == ("Ein Hinweis.", texts.SOURCE_REMOVED)
    assert left.status is Status.ANSWERED


def test_a_second_removed_document_adds_no_second_note() -> None:
    left = redacted(redacted(ANSWER, {"a"}), {"b"})
    assert [sentence.text for sentence in left.sentences] == ["Nach anderer Quelle kostet der Radweg 21 Euro."]
    assert left.notes == ("Ein Hinweis.", texts.SOURCE_REMOVED)


def test_a_near_miss_alone_takes_no_sentence_along() -> None:
    answer = Answer("Wo?", "Wo?", Status.NO_EVIDENCE, "", (), (), nearest=(citation(1, "a", "fast"),))
    left = redacted(answer, {"a"})
    assert (left.nearest, left.notes) == ((), (texts.NEAREST_REMOVED,))


def test_an_answer_from_other_documents_stays_as_it_is() -> None:
    assert redacted(ANSWER, {"z"}, ["Titel z"]) == ANSWER


def stored(conversations: Conversations) -> str:
    asked = conversations.begin(Question(ANSWER.question), None)
    conversations.finish(asked.id, AnswerState.DONE, ANSWER)
    return asked.id


def written(catalogue: Catalogue) -> str:
    """Everything that stands in the table."""
    with catalogue.reading() as connection:
        rows = connection.execute(select(type_coerce(answers.c.answer, Text), answers.c.searchable))
        return " ".join(str(cell) for row in rows for cell in row)


def removed(catalogue: Catalogue, document_id: str, title: str) -> None:
    with catalogue.writing() as connection:
        connection.execute(insert(documents).values(id=document_id, source=document_id, title=title))
        remove_document(connection, document_id)


def test_stored_answers_forget_a_removed_document_and_are_found_by_it_no_more(
    conversations: Conversations, catalogue: Catalogue
) -> None:
    answer_id = stored(conversations)
    untouched = Conversations(catalogue, "anna")
    other = untouched.begin(Question("Und sonst?"), None)
    untouched.finish(other.id, AnswerState.DONE, Answer("Und sonst?", "Und sonst?", Status.NO_EVIDENCE, "", (), ()))
    removed(catalogue, "a", "Titel „a“")
    redact_removed(catalogue)
    assert "Brunnen 14" not in written(catalogue)
    assert "\\u201aa" not in written(catalogue)
    now = conversations.answer(answer_id).answer
    assert now is not None
    assert now.notes[-1] == texts.SOURCE_REMOVED
    assert conversations.newest("14 euro") == []
    assert len(conversations.newest("21 euro")) == 1
    assert catalogue.removed_documents() == {}


def test_an_answer_that_was_made_while_its_document_was_removed_is_stored_without_it(
    conversations: Conversations, catalogue: Catalogue
) -> None:
    asked = conversations.begin(Question(ANSWER.question), None)
    removed(catalogue, "a", "Titel a")
    redact_removed(catalogue)
    conversations.finish(asked.id, AnswerState.DONE, ANSWER)
    assert "Brunnen 14" not in written(catalogue)
    redact_removed(catalogue)
    assert catalogue.removed_documents() == {}


@pytest.mark.parametrize("title", ["Straße & Weg", '100 % _ \\ "Zitat"', "Über „Öl“", "'; DROP TABLE answers; --"])
def test_a_successor_is_forgotten_by_its_title_whatever_that_is(
    title: str, conversations: Conversations, catalogue: Catalogue
) -> None:
    reason = f"ersetzt durch „{quoted_title(title)}“"
    answer = Answer(
        "Wo?", "Wo?", Status.ANSWERED, "", (Sentence("Hier.", (1,), 1.0),), (citation(1, "c", "x", reason),)
    )
    asked = conversations.begin(Question("Wo?"), None)
    conversations.finish(asked.id, AnswerState.DONE, answer)
    with catalogue.writing() as connection:
        set_fact(connection, REMOVED + "a", title)
    redact_removed(catalogue)
    now = conversations.answer(asked.id).answer
    assert now is not None
    assert now.citations[0].outdated == ""
    assert now.sentences == answer.sentences
