"""What the words search must hold to, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

import pytest
from sqlalchemy import Connection, text

from corpus import full_text
from corpus.full_text import BETWEEN, TermRow, WordQuery
from corpus.german.analyser import Analyser
from corpus.postings import BLOCK
from corpus.settings import Settings
from corpus.stores import open_catalogue
from corpus.vocabulary import Vocabulary


@pytest.fixture
def connection(settings: Settings) -> Iterator[Connection]:
    catalogue = open_catalogue(settings)
    with catalogue.writing() as connection:
        yield connection
    catalogue.close()


def row(id: int, body: str, *, title: str = "", heading: str = "", parts: str = "") -> TermRow:
    return TermRow(id, title, heading, body, parts)


def found(connection: Connection, query: WordQuery, limit: int = 10) -> list[int]:
    return list(full_text.search(connection, query, limit))


def test_the_scores_are_those_of_bm25_computed_by_hand(connection: Connection) -> None:
    rows = [
        row(1, "hitz stadt brunn hitz", title="plan"),
        row(2, "stadt plan rat", heading="hitz", parts="stadt rat"),
        row(3, "stadt wald"),
        row(4, "wald baum laub " * 5),
    ]
    full_text.put(connection, rows)
    weights = {"hitz": 1.0, "plan": 0.5, "stadt": 0.25, "nirgends": 1.0}
    lengths = {r.id: len(f"{r.title} {r.heading} {r.body} {r.parts}".split()) for r in rows}
    mean = sum(lengths.values()) / len(rows)
    expected = dict.fromkeys(lengths, 0.0)
    for term, weight in weights.items():
        counts = {
            r.id: 0.8 * r.title.split().count(term)
            + 0.8 * r.heading.split().count(term)
            + r.body.split().count(term)
            + 0.5 * r.parts.split().count(term)
            for r in rows
        }
        holding = sum(count > 0 for count in counts.values())
        idf = log(1 + (len(rows) - holding + 0.5) / (holding + 0.5))
        for id, count in counts.items():
            expected[id] += weight * idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[id] / mean))
    scores = full_text.search(connection, WordQuery(weights), 10)
    assert scores == pytest.approx({id: score for id, score in expected.items() if score}, abs=1e-3)
    assert list(scores) == sorted(scores, key=lambda id: -scores[id])
    assert list(full_text.search(connection, WordQuery(weights), 2)) == list(scores)[:2]


def test_passages_of_several_blocks_are_found_together(connection: Connection) -> None:
    ids = [1, BLOCK - 1, BLOCK, 5 * BLOCK + 7]
    full_text.put(connection, [row(id, f"stadt wort{id}") for id in ids])
    assert found(connection, WordQuery({"stadt": 1})) == ids
    assert found(connection, WordQuery({f"wort{5 * BLOCK + 7}": 1})) == ids[-1:]
    assert full_text.document_frequencies(connection, ["stadt", "wort1", "nie"]) == {"stadt": 4, "wort1": 1}
    assert full_text.size(connection) == 4


def test_the_vocabulary_holds_the_terms_of_every_block_and_of_passages_that_come_later(connection: Connection) -> None:
    full_text.put(connection, [row(1, "stadtrat stadt"), row(3 * BLOCK, "stadtwald stadt land", parts="rat")])
    vocabulary = Vocabulary()
    assert set(vocabulary.of(connection).beginning_with(["stadt", "rat", "fluss"])) == {
        *("stadt", "stadtrat", "stadtwald", "rat")
    }
    later = row(4 * BLOCK, "stadtluft")
    full_text.put(connection, [later])
    indexed = vocabulary.of(connection)
    assert "stadtluft" in set(indexed.beginning_with(["stadt"]))
    assert indexed.frequencies(["stadt", "stadtluft", "nie"]) == {"stadt": 2, "stadtluft": 1}
    full_text.remove(connection, [later.id])
    assert indexed.frequencies(["stadtluft"]) == {}


def test_a_phrase_must_stand_in_this_order_in_one_field(connection: Connection) -> None:
    full_text.put(
        connection,
        [
            row(1, "kreis\nstadt rat tagt"),
            row(2, "rat stadt"),
            row(3, "stadt", heading="rat"),
            row(4, "stadt wald rat"),
            row(5, "wald", title="stadt rat"),
            row(6, "stadt rathaus"),
        ],
    )
    phrase = [("stadt", "rat")]
    assert set(found(connection, WordQuery({}, phrases=phrase))) == {1, 5}
    assert found(connection, WordQuery({"wald": 1.0}, phrases=phrase))[0] == 5
    assert found(connection, WordQuery({"wald": 1.0}, phrases=[*phrase, ("kreis", "stadt")])) == [1]
    assert found(connection, WordQuery({"wald": 1.0}, phrases=[("gibt", "es", "nicht")])) == []


def test_terms_that_stand_near_each_other_score_more(connection: Connection) -> None:
    filling = " ".join(f"wort{n}" for n in range(BETWEEN))
    full_text.put(
        connection,
        [row(1, f"abs {filling} noch baugb"), row(2, f"baugb {filling} abs noch"), row(3, f"abs {filling} nie")],
    )
    terms = {"abs": 1.0, "baugb": 1.0}
    apart = full_text.search(connection, WordQuery(terms), 10)
    close = full_text.search(connection, WordQuery(terms, close=[("abs", "baugb")]), 10)
    assert apart[1] == apart[2]
    assert close[1] == apart[1]
    assert close[2] == pytest.approx(2 * apart[2])
    assert close[3] == apart[3]
    assert found(connection, WordQuery(terms, close=[("abs", "baugb")]), 1) == [2]


def test_a_row_put_again_replaces_the_one_before(connection: Connection) -> None:
    full_text.put(connection, [row(1, "stadt rat"), row(2, "stadt")])
    full_text.put(connection, [row(1, "stadt rat")])
    assert full_text.document_frequencies(connection, ["stadt", "rat"]) == {"stadt": 2, "rat": 1}
    assert full_text.ids(connection) == {1, 2}


def test_removal_leaves_no_trace(connection: Connection) -> None:
    full_text.put(connection, [row(1, "stadt rat"), row(BLOCK + 1, "stadt wald")])
    before = connection.execute(text("SELECT * FROM postings ORDER BY block, term")).all()
    full_text.put(connection, [row(2, "stadt rat see", parts="land")])
    full_text.remove(connection, [2, 77])
    assert connection.execute(text("SELECT * FROM postings ORDER BY block, term")).all() == before
    full_text.remove(connection, [1, BLOCK + 1])
    assert full_text.size(connection) == 0
    assert not connection.execute(text("SELECT * FROM postings")).all()
    assert found(connection, WordQuery({"stadt": 1})) == []


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        'stadt" OR "rat',
        "stadt AND NOT rat",
        "NEAR(stadt, 3)",
        "title:stadt",
        "stadt*",
        "\0stadt\0",
        "'; DROP TABLE postings",
        "stadt " * 10_000,
    ],
)
def test_nothing_that_a_person_types_is_syntax(connection: Connection, analyser: Analyser, typed: str) -> None:
    full_text.put(connection, [row(1, "stadt rat"), row(2, "wald")])
    terms = {term.text: term.weight for term in analyser.question_terms(typed)}
    stems = tuple(term for term in terms if term.isalnum())
    assert len(stems) == len(terms)
    assert found(connection, WordQuery(terms)) == ([1] if "stadt" in typed else [])
    assert found(connection, WordQuery({}, close=[stems], phrases=[stems])) in ([], [1])


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()
