"""What every way of counting must hold to: in memory, and in the database that several processes share."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from threading import Thread

import pytest
from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from sqlalchemy import func, select, update

from assistant.counting import LONGEST_SECONDS, forget_counted, new_counter
from corpus.catalogue import Catalogue
from corpus.schema import rates
from corpus.settings import Settings
from corpus.stores import open_catalogue

FIVE = RateLimitItemPerMinute(5, 1, "questions")


@pytest.fixture
def catalogue(settings: Settings) -> Iterator[Catalogue]:
    with closing(open_catalogue(settings)) as catalogue:
        yield catalogue


def test_so_many_are_let_in_and_not_one_more(catalogue: Catalogue) -> None:
    counter = new_counter(catalogue, "web")
    assert [counter.hit(FIVE, "anna") for _ in range(6)] == [True] * 5 + [False]
    assert not counter.test(FIVE, "anna")
    assert counter.get_window_stats(FIVE, "anna").remaining == 0
    assert 50 < counter.get_window_stats(FIVE, "anna").reset_time - time.time() <= 61
    assert counter.test(FIVE, "berta")
    assert counter.hit(RateLimitItemPerMinute(5, 1, "files"), "anna")
    counter.clear(FIVE, "anna")
    assert counter.hit(FIVE, "anna")


def test_several_at_once_are_counted_wholly_or_not_at_all(catalogue: Catalogue) -> None:
    counter = new_counter(catalogue, "web")
    assert counter.hit(FIVE, "anna", cost=3)
    assert not counter.hit(FIVE, "anna", cost=3)
    assert counter.hit(FIVE, "anna", cost=2)


def test_what_is_long_ago_does_not_count(catalogue: Catalogue) -> None:
    counter, two = new_counter(catalogue, "web"), RateLimitItemPerSecond(2, 2, "requests")
    assert [counter.hit(two, "anna") for _ in range(3)] == [True, True, False]
    time.sleep(max(0, counter.get_window_stats(two, "anna").reset_time - time.time()) + 0.1)
    assert counter.hit(two, "anna")


def test_counts_of_another_name_are_others(catalogue: Catalogue) -> None:
    for name in ("web", "telegram"):
        assert new_counter(catalogue, name).hit(FIVE, "anna", cost=5)


def test_two_processes_of_one_house_count_together(catalogue: Catalogue) -> None:
    one, other = new_counter(catalogue, "web"), new_counter(catalogue, "web")
    assert one.hit(FIVE, "anna", cost=5)
    assert other.hit(FIVE, "anna") is not catalogue.is_shared


def test_many_threads_let_in_about_as_many_as_may(catalogue: Catalogue) -> None:
    counter, hundred = new_counter(catalogue, "web"), RateLimitItemPerMinute(100, 1, "requests")
    let_in: list[bool] = []

    def knock() -> None:
        let_in.extend(counter.hit(hundred, "anna") for _ in range(40))

    threads = [Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 100 <= sum(let_in) <= 100 + len(threads)


def test_the_table_keeps_no_names_and_forgets_after_an_hour(catalogue: Catalogue) -> None:
    new_counter(catalogue, "web").hit(FIVE, "anna")
    with catalogue.reading() as connection:
        assert "anna" not in str(connection.execute(select(rates)).all())
    with catalogue.writing() as connection:
        connection.execute(update(rates).values(at=rates.c.at - LONGEST_SECONDS))
    forget_counted(catalogue)
    with catalogue.reading() as connection:
        assert connection.execute(select(func.count()).select_from(rates)).scalar() == 0
