"""Codes that pair a chat at Telegram with an account, and what is kept of chats, over a real catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import insert, select, update

from assistant.conversations.store import Conversations
from assistant.models import Question
from assistant.people.chat_traces import NO_CHAT, chat_owner
from assistant.people.chats import PAIRED, UPDATES_KEPT
from assistant.people.models import Person, Role
from assistant.people.pairing import ALTOGETHER, BY_CHAT, LETTERS, VALID
from assistant.people.people import People
from assistant.people.tokens import now
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput, TooManyAttempts
from corpus.models import Filters
from corpus.schema import pairing_codes, telegram_chats, telegram_updates
from tests.signing_in import PASSWORD

CHAT, OTHER_CHAT, GROUP = 4711, 4712, -100123


@pytest.fixture
def rita(people: People) -> Person:
    return people.register.add("Rita", "rita", Role.EDITOR)


@pytest.fixture(autouse=True)
def chats_are_known(people: People) -> None:
    for chat_id in (CHAT, OTHER_CHAT, GROUP):
        people.chats.enter(chat_id, f"Chat {chat_id}")


def whose(people: People, chat_id: int = CHAT) -> Person | None:
    return people.chats.enter(chat_id, "Rita bei Telegram").person


def is_good(people: People, code: str, chat_id: int = CHAT) -> bool:
    try:
        people.pairing.redeem(code, chat_id)
    except RefusedInput:
        return False
    return True


def wrong_codes() -> Iterator[str]:
    """Such as nobody has, in the form of one."""
    for number in range(10_000):
        yield f"2222-{''.join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(4))}"


def test_a_code_pairs_a_chat_once_however_it_is_typed(people: People, catalogue: Catalogue, rita: Person) -> None:
    people.chats.set_filters(CHAT, Filters({"year": "2024"}))
    people.chats.go_on_in(CHAT, Conversations(catalogue, chat_owner(CHAT)).begin(Question("Wo?"), None).conversation_id)
    code = people.pairing.new_code(rita)
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", code)
    assert people.pairing.redeem(f"  {code.lower().replace('-', ' ')}\n", CHAT) == rita
    chat = people.chats.enter(CHAT, "Rita bei Telegram")
    assert (chat.person, chat.conversation_id, chat.filters) == (rita, None, Filters({}))
    assert chat.paired_at is not None
    assert abs(datetime.now(UTC) - chat.paired_at) < timedelta(minutes=1)
    assert [chat.id for chat in people.chats.of(rita.id)] == [CHAT]
    assert not is_good(people, code, OTHER_CHAT)
    assert whose(people, OTHER_CHAT) is None


def test_of_two_that_redeem_one_code_at_once_one_is_paired(people: People, rita: Person) -> None:
    for _ in range(5):
        redeem = partial(is_good, people, people.pairing.new_code(rita))
        with ThreadPoolExecutor(2) as pool:
            paired = list(pool.map(redeem, (CHAT, OTHER_CHAT)))
        assert sorted(paired) == [False, True]
        assert len(people.chats.of(rita.id)) == 1
        people.chats.unpair(CHAT if paired[0] else OTHER_CHAT, rita.id)


def test_a_code_is_kept_as_a_hash_and_ends_with_the_next_one_and_after_ten_minutes(
    people: People, catalogue: Catalogue, rita: Person
) -> None:
    first, second = people.pairing.new_code(rita), people.pairing.new_code(rita)
    with catalogue.reading() as connection:
        (row,) = connection.execute(select(pairing_codes)).all()
    assert second.replace("-", "") not in str(row)
    assert not is_good(people, first)
    with catalogue.writing() as connection:
        connection.execute(update(pairing_codes).values(expires_at=row.expires_at - VALID - timedelta(seconds=1)))
    assert not is_good(people, second)
    assert is_good(people, people.pairing.new_code(rita))
    assert row.expires_at - now() <= VALID


def test_who_is_disabled_pairs_nothing_and_a_new_password_by_link_ends_what_was_paired(
    people: People, rita: Person
) -> None:
    people.pairing.redeem(people.pairing.new_code(rita), CHAT)
    code = people.pairing.new_code(rita)
    disabled = people.register.disable(rita.id)
    late = people.pairing.new_code(disabled)  # as if it had been asked for in the same moment
    assert not is_good(people, code, OTHER_CHAT)
    assert not is_good(people, late, OTHER_CHAT)
    chat = whose(people)
    assert chat is not None
    assert chat.disabled, "the chat is not one without an account, which everybody's might let in"
    people.register.enable(rita.id)
    open_code = people.pairing.new_code(rita)
    people.entry.accept(people.links.for_person(rita), PASSWORD)
    assert whose(people) is None
    assert not is_good(people, open_code, OTHER_CHAT)


def test_the_sixth_wrong_code_of_a_chat_is_refused_and_the_three_hundredth_of_all(people: People, rita: Person) -> None:
    wrong = wrong_codes()
    for _ in range(BY_CHAT.amount):
        assert not is_good(people, next(wrong))
    code = people.pairing.new_code(rita)
    with pytest.raises(TooManyAttempts, match="15 Minuten"):
        people.pairing.redeem(code, CHAT)
    assert is_good(people, code, OTHER_CHAT), "another chat is not concerned"
    for number in range(ALTOGETHER.amount - BY_CHAT.amount):
        assert not is_good(people, next(wrong), 10_000 + number // BY_CHAT.amount)
    with pytest.raises(TooManyAttempts):
        people.pairing.redeem(people.pairing.new_code(rita), OTHER_CHAT)


@pytest.mark.parametrize("code", ["", " ", "K7QF", "K7QF-2M9X-K7QF", "0O1I-L0O1", "٢٣٤٥٦٧٨٩", "\x00", "ß" * 20_000])
def test_what_is_no_code_is_a_wrong_one(people: People, rita: Person, code: str) -> None:
    people.pairing.new_code(rita)
    with pytest.raises(RefusedInput, match="gilt nicht"):
        people.pairing.redeem(code, CHAT)


def test_a_code_that_a_group_has_read_pairs_nobody(people: People, rita: Person) -> None:
    code = people.pairing.new_code(rita)
    with pytest.raises(RefusedInput, match="In einer Gruppe"):
        people.pairing.redeem(code, GROUP)
    assert whose(people, GROUP) is None
    assert not is_good(people, code)


def test_nobody_unpairs_the_chat_of_another(people: People, rita: Person) -> None:
    otto = people.register.add("Otto", "otto", Role.READER)
    people.pairing.redeem(people.pairing.new_code(rita), CHAT)
    for chat_id, person in ((CHAT, otto), (OTHER_CHAT, rita), (999, rita)):
        with pytest.raises(NotFound):
            people.chats.unpair(chat_id, person.id)
    assert whose(people) == rita
    people.chats.unpair(CHAT, rita.id)
    assert (whose(people), people.chats.of(rita.id)) == (None, [])


def test_a_chat_is_paired_for_a_year(people: People, catalogue: Catalogue, rita: Person) -> None:
    people.pairing.redeem(people.pairing.new_code(rita), CHAT)
    moved = update(telegram_chats).where(telegram_chats.c.chat_id == CHAT)
    for age, is_paired in ((PAIRED - timedelta(hours=1), True), (PAIRED + timedelta(hours=1), False)):
        with catalogue.writing() as connection:
            connection.execute(moved.values(paired_at=now() - age))
        people.chats.unpair_old()
        assert (whose(people) == rita) is is_paired


def test_unused_chats_without_an_account_and_old_updates_are_forgotten(
    people: People, catalogue: Catalogue, rita: Person
) -> None:
    people.pairing.redeem(people.pairing.new_code(rita), CHAT)
    old = datetime(2026, 1, 1)
    with catalogue.writing() as connection:
        connection.execute(update(telegram_chats).where(telegram_chats.c.chat_id != GROUP).values(used_at=old))
        for update_id, at in ((1, now() - UPDATES_KEPT - timedelta(hours=1)), (2, now() - timedelta(hours=47))):
            row = {"update_id": update_id, "chat_id": CHAT, "received_at": at, "messages": []}
            connection.execute(insert(telegram_updates).values(row))
    assert people.chats.forget_unused(old) == 0
    assert people.chats.forget_unused(old + timedelta(seconds=1)) == 1
    assert people.chats.forget_updates() == 1
    with catalogue.reading() as connection:
        assert set(connection.execute(select(telegram_chats.c.chat_id)).scalars()) == {CHAT, GROUP}
        assert connection.execute(select(telegram_updates.c.update_id)).scalars().all() == [2]


def filled(people: People, catalogue: Catalogue) -> None:
    """Questions in two chats without an account, and updates of them."""
    for number, chat_id in enumerate((CHAT, OTHER_CHAT)):
        asked = Conversations(catalogue, chat_owner(chat_id)).begin(Question(f"Wo ist Brunnen {chat_id}?"), None)
        people.chats.go_on_in(chat_id, asked.conversation_id)
        for update_id in (10 + number, 20 + number):
            row = {"update_id": update_id, "chat_id": chat_id, "content": {"text": f"Brunnen {chat_id}"}}
            row |= {"received_at": now(), "answer_id": asked.id, "messages": [7]}
            with catalogue.writing() as connection:
                connection.execute(insert(telegram_updates).values(row))


def test_of_a_forgotten_chat_only_the_numbers_of_its_updates_stay_and_what_came_since(
    people: People, catalogue: Catalogue
) -> None:
    filled(people, catalogue)
    people.chats.forget(CHAT, update_id=10)
    with catalogue.reading() as connection:
        (seen,) = connection.execute(select(telegram_updates).where(telegram_updates.c.update_id == 10)).all()
        kept = connection.execute(select(telegram_updates.c.update_id, telegram_updates.c.chat_id)).all()
        chats = set(connection.execute(select(telegram_chats.c.chat_id)).scalars())
    assert (seen.chat_id, seen.content, seen.answer_id, seen.messages) == (NO_CHAT, None, None, [])
    assert sorted(kept) == [(10, NO_CHAT), (11, OTHER_CHAT), (20, CHAT), (21, OTHER_CHAT)]
    assert chats == {OTHER_CHAT, GROUP}
    talks = [len(Conversations(catalogue, chat_owner(chat_id)).newest()) for chat_id in (CHAT, OTHER_CHAT)]
    assert talks == [0, 1]


def test_a_removed_person_takes_their_chats_along_with_all_that_was_in_them(
    people: People, catalogue: Catalogue, rita: Person
) -> None:
    filled(people, catalogue)
    people.pairing.redeem(people.pairing.new_code(rita), CHAT)
    people.register.remove(rita.id)
    with catalogue.reading() as connection:
        rows = str([connection.execute(select(table)).all() for table in (telegram_chats, telegram_updates)])
    assert str(CHAT) not in rows
    assert str(OTHER_CHAT) in rows
    assert Conversations(catalogue, chat_owner(CHAT)).newest() == []
