"""The register, sessions, links and the entrance over a real catalogue."""

from __future__ import annotations

import threading
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from assistant.conversations.store import Conversations
from assistant.models import Question
from assistant.people.attempts import BY_ADDRESS
from assistant.people.entry import AT_ONCE
from assistant.people.models import LinkKind, Person, Role, State
from assistant.people.passwords import Passwords
from assistant.people.people import People
from assistant.people.sessions import IDLE, LONGEST
from assistant.people.tokens import now
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, NotSignedIn, RefusedInput, TooBusy, TooManyAttempts
from corpus.schema import links, memberships, sessions
from corpus.schema import people as people_table
from corpus.texts import people as texts
from tests.signing_in import PASSWORD, quick_passwords

HERE = "192.0.2.1"


def person(people: People, name: str = "anna", role: Role = Role.READER) -> Person:
    added = people.register.add(name.title(), name, role)
    people.entry.accept(people.links.for_person(added), PASSWORD)
    return people.register.person(added.id)


def test_names_to_sign_in_with_are_one_whatever_their_case_or_form(people: People) -> None:
    anna = people.register.add("Anna Müller", " Anna.MÜLLER@Stadt.example ", Role.EDITOR)
    assert anna.sign_in_name == "anna.müller@stadt.example"
    for written in ("ANNA.MÜLLER@STADT.EXAMPLE", unicodedata.normalize("NFD", anna.sign_in_name)):
        assert people.register.named(written) == anna
        with pytest.raises(RefusedInput, match="hat schon jemand"):
            people.register.add("Andere", written, Role.READER)


@pytest.mark.parametrize("name", ["", " ", "an na", "anna\u200b", "anna\u202e", "a\tb", "x" * 255])
def test_names_that_cannot_be_used_to_sign_in_are_refused(people: People, name: str) -> None:
    with pytest.raises(RefusedInput):
        people.register.add("Anna", name, Role.READER)


@pytest.mark.parametrize("name", ["", "  ", "A\u202eB", "x" * 101])
def test_names_that_cannot_be_shown_are_refused(people: People, name: str) -> None:
    with pytest.raises(RefusedInput):
        people.register.add(name, "anna", Role.READER)


def test_the_last_administrator_stays_one(people: People) -> None:
    first, second = person(people, "eins", Role.ADMINISTRATOR), person(people, "zwei", Role.ADMINISTRATOR)
    invited = people.register.add("Drei", "drei", Role.ADMINISTRATOR)
    people.register.disable(second.id)
    for forbidden in (
        lambda: people.register.set_role(first.id, Role.EDITOR),
        lambda: people.register.disable(first.id),
        lambda: people.register.remove(first.id),
    ):
        with pytest.raises(RefusedInput, match="niemand mehr verwalten"):
            forbidden()
    assert people.register.person(first.id) == first
    people.register.remove(invited.id)
    people.register.enable(second.id)
    people.register.remove(first.id)
    with pytest.raises(NotFound):
        people.register.person(first.id)


def test_a_person_goes_with_their_conversations_and_nobody_elses(people: People, catalogue: Catalogue) -> None:
    anna, berta = person(people, "anna"), person(people, "berta")
    for owner in (anna.id, berta.id, None):
        Conversations(catalogue, owner).begin(Question("Wie viele Brunnen?"), None)
    people.register.remove(anna.id)
    kept = [len(Conversations(catalogue, owner).newest()) for owner in (anna.id, berta.id, None)]
    assert kept == [0, 1, 1]


def test_groups_are_known_wherever_a_person_is_and_go_with_them(people: People, catalogue: Catalogue) -> None:
    anna, berta = person(people, "anna"), person(people, "berta")
    assert anna.groups == frozenset()
    changed = people.register.set_groups(anna.id, ["Bauamt", unicodedata.normalize("NFD", "  Amt  für Grün ")])
    assert changed.groups == {"Bauamt", "Amt für Grün"}
    people.register.set_groups(berta.id, ["Kämmerei", "Bauamt"])
    found = people.sessions.whose(people.entry.sign_in("anna", PASSWORD, HERE))
    assert found is not None
    link = people.links.find(people.links.for_person(anna))
    everybody = {known.sign_in_name: known.groups for known in people.register.everybody()}
    assert everybody == {"anna": changed.groups, "berta": {"Kämmerei", "Bauamt"}}
    assert found[0].groups == people.register.named("anna").groups == changed.groups
    assert link.person is not None
    assert link.person.groups == changed.groups
    assert catalogue.groups() == ("Amt für Grün", "Bauamt", "Kämmerei")
    people.register.remove(berta.id)
    assert catalogue.groups() == ("Amt für Grün", "Bauamt")
    assert people.register.set_groups(anna.id, []).groups == frozenset()
    with catalogue.reading() as connection:
        assert connection.execute(select(memberships)).all() == []
    with pytest.raises(NotFound):
        people.register.set_groups(berta.id, ["Bauamt"])


@pytest.mark.parametrize("password", ["", "neun Zeic", "x" * 1001])
def test_passwords_too_short_or_too_long_are_refused(password: str) -> None:
    with pytest.raises(RefusedInput, match="10 bis 1000"):
        quick_passwords().hashed(password, "anna")


def test_a_password_is_not_the_name() -> None:
    with pytest.raises(RefusedInput, match="nicht der Anmeldename"):
        quick_passwords().hashed("Anna.Mueller", "anna.mueller")


def test_a_password_is_the_same_on_every_keyboard() -> None:
    passwords = quick_passwords()
    known = passwords.hashed("Grünanlage über Öl", "anna")
    assert passwords.is_right(unicodedata.normalize("NFD", "Grünanlage über Öl"), known)
    assert not passwords.is_right("Grunanlage uber Ol", known)


def test_a_password_beyond_the_bound_is_wrong_even_where_its_beginning_is_right() -> None:
    passwords = quick_passwords()
    known = passwords.hashed("x" * 1000, "anna")
    assert passwords.is_right("x" * 1000, known)
    assert not passwords.is_right("x" * 1001, known)


def test_the_hash_is_argon2_with_the_cost_that_its_makers_recommend() -> None:
    assert Passwords().hashed(PASSWORD, "anna").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.alone
def test_an_unknown_name_takes_as_long_as_a_wrong_password() -> None:
    passwords = Passwords()
    known = passwords.hashed(PASSWORD, "anna")
    passwords.is_right("warm", None)
    taken = {}
    for case, password_hash in (("wrong", known), ("unknown", None)):
        begun = time.perf_counter()
        for _ in range(5):
            assert not passwords.is_right("falsches Passwort", password_hash)
        taken[case] = time.perf_counter() - begun
    assert 0.5 < taken["unknown"] / taken["wrong"] < 2


def test_signing_in_gives_a_session_and_tells_nobody_what_was_wrong(people: People) -> None:
    anna = person(people)
    people.register.add("Berta", "berta", Role.READER)
    found = people.sessions.whose(people.entry.sign_in("ANNA", PASSWORD, HERE))
    assert found is not None
    assert found[0].id == anna.id
    for name, password in (("anna", "falsch falsch"), ("berta", PASSWORD), ("niemand", PASSWORD), ("anna", "")):
        with pytest.raises(NotSignedIn) as told:
            people.entry.sign_in(name, password, HERE)
        assert told.value.message == texts.WRONG_NAME_OR_PASSWORD


def test_five_wrong_passwords_close_a_name_even_for_the_right_one(people: People) -> None:
    person(people)
    for attempt in range(5):
        with pytest.raises(NotSignedIn):
            people.entry.sign_in("anna", "falsch falsch", f"192.0.2.{attempt}")
    with pytest.raises(TooManyAttempts):
        people.entry.sign_in("Anna", PASSWORD, "192.0.2.9")


def test_trying_at_once_gives_no_more_tries(people: People) -> None:
    person(people)
    told: list[str] = []

    def attempt() -> None:
        try:
            people.entry.sign_in("anna", "falsch falsch", HERE)
        except (NotSignedIn, TooManyAttempts) as error:
            told.append(type(error).__name__)

    threads = [threading.Thread(target=attempt) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["NotSignedIn"] * 5 + ["TooManyAttempts"] * 15


def test_who_would_have_to_wait_behind_many_is_told_so_at_once(people: People) -> None:
    person(people)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        with people.entry._turn:  # as if somebody's password took long to compare
            waiting = [threads.submit(people.entry.sign_in, "anna", PASSWORD, HERE) for _ in range(AT_ONCE)]
            until = time.monotonic() + 5
            while people.entry._places._value and time.monotonic() < until:
                time.sleep(0.01)
            with pytest.raises(TooBusy):
                people.entry.sign_in("anna", PASSWORD, HERE)
        assert all(signed_in.result() for signed_in in waiting)
    assert people.entry.sign_in("anna", PASSWORD, HERE)


def test_many_wrong_names_close_an_address_and_its_network_alone(people: People) -> None:
    person(people)
    for attempt in range(BY_ADDRESS.amount):
        with pytest.raises(NotSignedIn):
            people.entry.sign_in(f"name{attempt}", "falsch falsch", f"2001:db8::{attempt:x}")
    with pytest.raises(TooManyAttempts):
        people.entry.sign_in("anna", PASSWORD, "2001:db8::ffff")
    assert people.entry.sign_in("anna", PASSWORD, "2001:db8:0:1::1")


def test_the_right_password_forgets_the_wrong_ones(people: People) -> None:
    person(people)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(NotSignedIn):
                people.entry.sign_in("anna", "falsch falsch", HERE)
        people.entry.sign_in("anna", PASSWORD, HERE)


def test_only_hashes_of_tokens_are_kept(people: People, catalogue: Catalogue) -> None:
    anna = person(people)
    session, link = people.entry.sign_in("anna", PASSWORD, HERE), people.links.for_person(anna)
    with catalogue.reading() as connection:
        stored = str([connection.execute(select(table)).all() for table in (sessions, links, people_table)])
    for secret in (session, link, PASSWORD):
        assert secret not in stored


def shift(catalogue: Catalogue, **back: timedelta) -> None:
    with catalogue.writing() as connection:
        for row in connection.execute(select(sessions)).all():
            moved = {column: getattr(row, column) - by for column, by in back.items()}
            this = sessions.c.token_sha256 == row.token_sha256
            connection.execute(update(sessions).where(this).values(moved))


def test_a_session_ends_after_twelve_idle_hours_and_after_thirty_days(people: People, catalogue: Catalogue) -> None:
    person(people)
    minute = timedelta(minutes=1)
    token = people.entry.sign_in("anna", PASSWORD, HERE)
    shift(catalogue, seen_at=IDLE - minute)
    found = people.sessions.whose(token)
    assert found is not None
    shift(catalogue, seen_at=IDLE - minute)  # it was used, which counts
    assert people.sessions.whose(token) is not None
    shift(catalogue, created_at=LONGEST + minute)
    assert people.sessions.whose(token) is None
    token = people.entry.sign_in("anna", PASSWORD, HERE)
    shift(catalogue, seen_at=IDLE + minute)
    assert people.sessions.whose(token) is None
    assert people.sessions.of(found[0].id) == []


def test_another_password_ends_all_other_sessions(people: People) -> None:
    anna = person(people)
    here, there = (people.entry.sign_in("anna", PASSWORD, HERE) for _ in range(2))
    found = people.sessions.whose(here)
    assert found is not None
    with pytest.raises(NotSignedIn):
        people.entry.change_password(anna, "falsch falsch", "ganz neues Wort", HERE, session_id=found[1].id)
    assert people.sessions.whose(there) is not None
    people.entry.change_password(anna, PASSWORD, "ganz neues Wort", HERE, session_id=found[1].id)
    assert people.sessions.whose(here) is not None
    assert people.sessions.whose(there) is None
    with pytest.raises(NotSignedIn):
        people.entry.sign_in("anna", PASSWORD, HERE)


def test_who_is_disabled_is_out_at_once_and_can_come_back(people: People) -> None:
    anna = person(people)
    token = people.entry.sign_in("anna", PASSWORD, HERE)
    assert people.register.disable(anna.id).state is State.DISABLED
    assert people.sessions.whose(token) is None
    with pytest.raises(NotSignedIn, match="gesperrt"):
        people.entry.sign_in("anna", PASSWORD, HERE)
    with pytest.raises(RefusedInput, match="gesperrt"):
        people.links.for_person(people.register.person(anna.id))
    people.register.enable(anna.id)
    assert people.sessions.whose(token) is None
    assert people.entry.sign_in("anna", PASSWORD, HERE)


def test_a_link_works_once_and_a_newer_one_replaces_it(people: People) -> None:
    anna = people.register.add("Anna", "anna", Role.READER)
    first, second = people.links.for_person(anna), people.links.for_person(anna)
    with pytest.raises(NotFound):
        people.links.find(first)
    assert people.links.find(second).kind is LinkKind.INVITATION
    with pytest.raises(RefusedInput):
        people.entry.accept(second, "kurz")
    assert people.entry.accept(second, PASSWORD)
    with pytest.raises(NotFound):
        people.entry.accept(second, "ganz anderes Wort")
    assert people.links.find(people.links.for_person(people.register.person(anna.id))).kind is LinkKind.RESET


@pytest.mark.parametrize(("has_password", "valid"), [(False, timedelta(days=7)), (True, timedelta(hours=24))])
def test_links_expire(people: People, catalogue: Catalogue, has_password: bool, valid: timedelta) -> None:
    anna = person(people) if has_password else people.register.add("Anna", "anna", Role.READER)
    token = people.links.for_person(anna)
    left = people.links.find(token).expires_at.replace(tzinfo=None) - now()
    assert timedelta() <= valid - left < timedelta(minutes=1)
    with catalogue.writing() as connection:
        connection.execute(update(links).values(expires_at=now()))
    with pytest.raises(NotFound):
        people.entry.accept(token, PASSWORD)


def test_a_new_password_by_link_ends_all_sessions_and_opens_a_closed_name(people: People) -> None:
    anna = person(people)
    before = people.entry.sign_in("anna", PASSWORD, HERE)
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            people.entry.sign_in("anna", "falsch falsch", HERE)
    people.entry.accept(people.links.for_person(anna), "ganz neues Wort")
    assert people.sessions.whose(before) is None
    assert people.entry.sign_in("anna", "ganz neues Wort", HERE)


def test_the_first_administrator_comes_by_a_link_that_then_is_void(people: People) -> None:
    first = people.links.for_first_administrator()
    with pytest.raises(RefusedInput):
        people.entry.accept(first, PASSWORD, name="Anna", sign_in_name="")
    token = people.entry.accept(first, PASSWORD, name="Anna", sign_in_name="anna")
    found = people.sessions.whose(token)
    assert found is not None
    assert found[0].role is Role.ADMINISTRATOR
    with pytest.raises(NotFound):
        people.links.find(first)
    with pytest.raises(RefusedInput, match="schon eine Verwaltung"):
        people.links.for_first_administrator()


def test_a_link_for_the_first_administrator_is_void_as_soon_as_there_is_one(people: People) -> None:
    first = people.links.for_first_administrator()
    person(people, "berta", Role.ADMINISTRATOR)
    with pytest.raises(NotFound):
        people.entry.accept(first, PASSWORD, name="Anna", sign_in_name="anna")


def test_of_two_who_use_a_link_at_once_one_succeeds(people: People) -> None:
    token = people.links.for_person(people.register.add("Anna", "anna", Role.READER))
    password_hash = quick_passwords().hashed(PASSWORD, "anna")
    outcomes: list[str] = []

    def use() -> None:
        try:
            people.links.use(token, password_hash)
            outcomes.append("used")
        except NotFound:
            outcomes.append("gone")

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["gone"] * 7 + ["used"]
