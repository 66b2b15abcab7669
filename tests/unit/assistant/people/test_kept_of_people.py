from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Row

from assistant.conversations.models import AnswerState
from assistant.conversations.own_data import own_data
from assistant.conversations.store import Conversations
from assistant.conversations.verdicts import Verdicts
from assistant.gaps.store import Gaps
from assistant.models import Answer, Question, Status
from assistant.people.kept import KeptJson, kept_of
from assistant.people.models import Role
from assistant.people.people import open_people
from corpus.catalogue import Catalogue
from corpus.schema import acts, api_tokens, gaps, memberships, oidc_flows, people, tables
from corpus.settings import Settings

AT = datetime(2026, 5, 4, 3, 2)
# What is nobody's own, or only for the moment between two pages.
OF_NOBODY = {oidc_flows.name}


def a_person(catalogue: Catalogue) -> str:
    """Somebody of whom there is something in every table that names people."""
    parts = open_people(catalogue, Settings())
    person = parts.register.add("Anna Ölmann", "anna", Role.EDITOR)
    parts.links.for_person(person)
    parts.sessions.begin(person.id)
    parts.chats.enter(4711, "Anna bei Telegram")
    parts.pairing.redeem(parts.pairing.new_code(person), 4711)
    parts.pairing.new_code(person)
    token = {"id": "t", "token_sha256": "geheim", "person_id": person.id, "name": "Skript", "scope": "read"}
    with catalogue.writing() as connection:
        connection.execute(insert(memberships).values(person_id=person.id, group_name="Bauamt"))
        connection.execute(insert(api_tokens).values(**token, created_at=AT, expires_at=AT))
        act = {"at": AT, "by": "person", "person_id": person.id, "act": "document.remove", "subject": "d1"}
        connection.execute(insert(acts).values(**act))
    mine = Conversations(catalogue, person.id)
    asked = mine.begin(Question("Wo ist der Brunnen?"), None)
    mine.finish(asked.id, AnswerState.DONE, Answer("Wo?", "Wo?", Status.NO_EVIDENCE, "", (), ()))
    Verdicts(catalogue, person.id).give(asked.id, helpful=False, text="Das fehlt.")
    Gaps(catalogue, person.id).report(asked.id, "Eilt sehr.")
    return person.id


def test_everything_that_names_a_person_is_in_what_they_may_take_away(catalogue: Catalogue) -> None:
    person_id = a_person(catalogue)
    kept = kept_of(catalogue, person_id)
    assert (kept["person"]["name"], kept["person"]["groups"]) == ("Anna Ölmann", ["Bauamt"])
    assert [token["name"] for token in kept["api_tokens"]] == ["Skript"]
    assert [(act["at"], act["act"], act["subject"]) for act in kept["acts"]] == [
        (AT.replace(tzinfo=UTC), "document.remove", "d1")
    ]
    assert (len(kept["sessions"]), len(kept["links"]), len(kept["pairing_codes"])) == (1, 1, 1)
    assert [(chat["chat_id"], chat["name"]) for chat in kept["telegram_chats"]] == [(4711, "Anna bei Telegram")]
    asked = own_data(Conversations(catalogue, person_id), Gaps(catalogue, person_id))
    (conversation,) = asked["conversations"]
    (answer,) = conversation["answers"]
    assert answer["feedback"] is not None
    assert (answer["question"], answer["feedback"]["text"]) == ("Wo ist der Brunnen?", "Das fehlt.")
    assert [reported["note"] for reported in asked["reported_questions"]] == ["Eilt sehr."]
    assert "geheim" not in json.dumps([kept, asked], default=str)
    named = {table.name for table in tables.sorted_tables if "person_id" in table.c} - OF_NOBODY
    assert named == set(kept) - {"person"} | {"memberships"}, "each is in the file"


def test_another_persons_data_is_not_in_it(catalogue: Catalogue) -> None:
    a_person(catalogue)
    other = open_people(catalogue, Settings()).register.add("Berta", "berta", Role.READER)
    kept = kept_of(catalogue, other.id)
    assert [kept.pop("person")["groups"], *kept.values()] == [[]] * len(KeptJson.__annotations__)
    asked = own_data(Conversations(catalogue, other.id), Gaps(catalogue, other.id))
    assert (asked["conversations"], asked["reported_questions"]) == ([], [])


def test_whoever_is_removed_leaves_acts_and_reported_questions_of_nobody(catalogue: Catalogue) -> None:
    person_id = a_person(catalogue)
    parts = open_people(catalogue, Settings())
    parts.register.remove(person_id)
    with catalogue.reading() as connection:
        for table in tables.sorted_tables:
            for row in connection.execute(select(table)):
                assert person_id not in _cells(row), table.name
                assert "Ölmann" not in _cells(row), table.name
        assert connection.execute(select(acts.c.act)).scalars().all() == ["document.remove"]
        (gap,) = connection.execute(select(gaps)).all()
        assert (gap.answer_id, gap.question) == (None, "Wo ist der Brunnen?")
        assert connection.execute(select(people)).all() == []


def _cells(row: Row[tuple[object, ...]]) -> str:
    return " ".join(map(str, row))
