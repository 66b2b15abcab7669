from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.conversations.models import AnswerState, StoredAnswer
from assistant.conversations.store import Conversations
from assistant.gaps.models import GapState
from assistant.gaps.store import LONGEST_NOTE, Gaps
from assistant.models import Answer, Question, Status
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput
from corpus.models import Filters
from corpus.texts import gaps as texts

FREIBAD = "Was kostet die Sanierung des Freibads?"


@pytest.fixture
def gaps(catalogue: Catalogue) -> Gaps:
    return Gaps(catalogue)


def asked(
    conversations: Conversations, text: str = FREIBAD, status: Status = Status.NO_EVIDENCE, understood: str = ""
) -> StoredAnswer:
    stored = conversations.begin(Question(text, Filters({"municipality": "Ottersfurt"})), None)
    answer = Answer(text, understood or text, status, "quote", (), ())
    conversations.finish(stored.id, AnswerState.DONE, answer)
    return stored


def test_a_question_without_evidence_is_reported_once_with_all_that_research_needs(
    conversations: Conversations, gaps: Gaps
) -> None:
    stored = asked(conversations, "Und dort?", understood="Was kostet das Freibad dort?")
    gap = gaps.report(stored.id, "  Für den Haushalt 2027 ")
    assert (gap.question, gap.understood) == ("Und dort?", "Was kostet das Freibad dort?")
    assert (gap.note, gap.state, gap.remark) == ("Für den Haushalt 2027", GapState.OPEN, "")
    assert gap.filters == Filters({"municipality": "Ottersfurt"})
    assert gaps.report(stored.id, "Noch einmal") == gap
    assert gaps.of_answers([stored.id, "gibt-es-nicht"]) == {stored.id: gap}


@pytest.mark.parametrize("status", Status)
def test_only_what_lacks_evidence_can_be_reported(conversations: Conversations, gaps: Gaps, status: Status) -> None:
    stored = asked(conversations, status=status)
    if status is Status.ANSWERED:
        with pytest.raises(RefusedInput, match="beantwortet oder noch in Arbeit"):
            gaps.report(stored.id)
    else:
        assert gaps.report(stored.id).answer_id == stored.id


def test_an_answer_in_the_making_an_unknown_one_and_an_over_long_note_are_refused(
    conversations: Conversations, gaps: Gaps
) -> None:
    running = conversations.begin(Question(FREIBAD), None)
    with pytest.raises(RefusedInput):
        gaps.report(running.id)
    with pytest.raises(NotFound):
        gaps.report("gibt-es-nicht")
    stored = asked(conversations)
    with pytest.raises(RefusedInput, match=str(LONGEST_NOTE)):
        gaps.report(stored.id, "x" * (LONGEST_NOTE + 1))
    assert gaps.of_answers([stored.id]) == {}


def test_a_deleted_conversation_leaves_the_reported_question_without_a_way_to_who_asked(
    conversations: Conversations, gaps: Gaps
) -> None:
    stored, other = asked(conversations), asked(conversations)
    gap = gaps.report(stored.id, "dringend")
    conversations.remove(stored.conversation_id)
    conversations.remove(other.conversation_id)
    (left,) = gaps.pending_or_changed(None, datetime.now(UTC))
    assert (left.id, left.answer_id, left.question, left.note) == (gap.id, None, FREIBAD, "dringend")


def test_gaps_move_on_together_and_are_listed_until_they_are_done(conversations: Conversations, gaps: Gaps) -> None:
    ids = [gaps.report(asked(conversations).id).id for _ in range(3)]
    gaps.change(ids[:2], GapState.ANSWERED, " Steht im neuen Bericht. ")
    later = datetime.now(UTC) + timedelta(seconds=1)
    assert {gap.id for gap in gaps.pending_or_changed(later, later + timedelta(days=1))} == {ids[2]}
    every = {gap.id: gap for gap in gaps.pending_or_changed(None, later)}
    assert every[ids[0]].remark == "Steht im neuen Bericht."
    assert [every[id].state for id in ids] == [GapState.ANSWERED, GapState.ANSWERED, GapState.OPEN]
    gaps.change(ids[:1], GapState.ANSWERED, "Anders gesagt.")
    reworded = {gap.id: gap for gap in gaps.pending_or_changed(None, later)}[ids[0]]
    assert (reworded.remark, reworded.state_changed_at) == ("Anders gesagt.", every[ids[0]].state_changed_at)
    with pytest.raises(NotFound, match=texts.NOT_FOUND[:20]):
        gaps.change([ids[0], "gibt-es-nicht"], GapState.OPEN, "")
    assert {gap.id: gap for gap in gaps.pending_or_changed(None, later)}[ids[0]].state is GapState.ANSWERED
