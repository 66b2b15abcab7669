"""Tokens of programs over a real catalogue."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from assistant.people.api_tokens import MOST
from assistant.people.models import Person, Role
from assistant.people.people import People
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput
from corpus.schema import api_tokens
from tests.signing_in import PASSWORD


@pytest.fixture
def rita(people: People) -> Person:
    return people.register.add("Rita", "rita", Role.EDITOR)


def shift(catalogue: Catalogue, back: timedelta) -> None:
    """As if the tokens had been made so much earlier, or the clock been put forward since."""
    with catalogue.writing() as connection:
        for row in connection.execute(select(api_tokens)).all():
            moved = {"created_at": row.created_at - back, "expires_at": row.expires_at - back}
            if row.used_at:
                moved["used_at"] = row.used_at - back
            connection.execute(update(api_tokens).where(api_tokens.c.id == row.id).values(moved))


def test_a_token_is_kept_as_a_hash_and_known_by_its_beginning(
    people: People, catalogue: Catalogue, rita: Person
) -> None:
    token = people.api_tokens.create(rita, "  Intranet-Suche ", Role.READER, 30)
    assert (token[:3], len(token)) == ("tl_", 46)
    assert people.api_tokens.whose(token) == (rita, Role.READER)
    (known,) = people.api_tokens.of(rita.id)
    assert (known.name, known.scope, known.expires_at - known.created_at) == (
        "Intranet-Suche",
        Role.READER,
        timedelta(days=30),
    )
    with catalogue.reading() as connection:
        stored = str(connection.execute(select(api_tokens)).all())
    assert token not in stored
    assert token[3:] not in stored
    assert people.api_tokens.counts() == {rita.id: 1}
    for wrong in (known.id, token[:-1], token[3:], token.upper(), "tl_", "", "tl_" + "a" * 43, "tl_ä"):
        assert people.api_tokens.whose(wrong) is None, wrong


@pytest.mark.parametrize(
    ("name", "scope", "days"),
    [("", Role.READER, 30), ("x" * 101, Role.READER, 30), ("a", Role.ADMINISTRATOR, 30), ("a", Role.READER, 0)]
    + [("a", Role.READER, days) for days in (-1, 31, 3650)],
)
def test_what_cannot_be_asked_for_is_refused(people: People, rita: Person, name: str, scope: Role, days: int) -> None:
    with pytest.raises(RefusedInput):
        people.api_tokens.create(rita, name, scope, days)
    assert people.api_tokens.of(rita.id) == []


def test_nobody_has_more_than_twenty(people: People, rita: Person) -> None:
    for number in range(MOST):
        people.api_tokens.create(rita, f"Nummer {number}", Role.READER, 30)
    with pytest.raises(RefusedInput, match="20"):
        people.api_tokens.create(rita, "zu viel", Role.READER, 30)


def test_a_token_ends_at_its_time_and_a_clock_off_by_a_day_makes_no_more_than_a_day_of_it(
    people: People, catalogue: Catalogue, rita: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    day, minute = timedelta(days=1), timedelta(minutes=1)
    token = people.api_tokens.create(rita, "Suche", Role.READER, 30)
    shift(catalogue, -day)  # the clock goes back a day: the token comes from tomorrow
    assert people.api_tokens.whose(token) is not None
    shift(catalogue, 2 * day)  # a day ahead
    assert people.api_tokens.whose(token) is not None
    shift(catalogue, 29 * day - minute)
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12", "UTC"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert people.api_tokens.whose(token) is not None, zone
    shift(catalogue, 2 * minute)
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12", "UTC"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert people.api_tokens.whose(token) is None, zone
    monkeypatch.undo()
    time.tzset()
    assert people.api_tokens.of(rita.id) == []
    assert people.api_tokens.counts() == {}


def test_its_use_is_written_down_at_most_once_a_minute(people: People, catalogue: Catalogue, rita: Person) -> None:
    token = people.api_tokens.create(rita, "Suche", Role.READER, 30)
    assert people.api_tokens.of(rita.id)[0].used_at is None
    people.api_tokens.whose(token)
    first = people.api_tokens.of(rita.id)[0].used_at
    people.api_tokens.whose(token)
    assert people.api_tokens.of(rita.id)[0].used_at == first
    for moved in (timedelta(minutes=2), -timedelta(days=1)):  # later, and after the clock went back
        shift(catalogue, moved)
        before = people.api_tokens.of(rita.id)[0].used_at
        people.api_tokens.whose(token)
        assert people.api_tokens.of(rita.id)[0].used_at != before


def test_tokens_end_with_a_new_password_by_link_with_disabling_and_with_the_person(
    people: People, catalogue: Catalogue, rita: Person
) -> None:
    def token() -> str:
        return people.api_tokens.create(rita, "Suche", Role.READER, 30)

    by_link = token()
    people.entry.accept(people.links.for_person(rita), PASSWORD)
    assert people.api_tokens.whose(by_link) is None
    disabled = token()
    people.register.disable(rita.id)
    people.register.enable(rita.id)
    assert people.api_tokens.whose(disabled) is None
    removed = token()
    people.register.remove(rita.id)
    assert people.api_tokens.whose(removed) is None
    with catalogue.reading() as connection:
        assert connection.execute(select(api_tokens)).all() == []


def test_only_its_owner_revokes_a_token(people: People, rita: Person) -> None:
    token = people.api_tokens.create(rita, "Suche", Role.READER, 30)
    (known,) = people.api_tokens.of(rita.id)
    other = people.register.add("Anna", "anna", Role.ADMINISTRATOR)
    with pytest.raises(NotFound):
        people.api_tokens.end(other.id, known.id)
    assert people.api_tokens.whose(token) is not None
    people.api_tokens.end(rita.id, known.id)
    assert people.api_tokens.whose(token) is None
    with pytest.raises(NotFound):
        people.api_tokens.end(rita.id, known.id)
