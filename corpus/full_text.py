"""The full-text half of the index: the tokens of our own German analyser, ranked by BM25.

Title, heading, text and compound parts are ranked as one text, in which a word counts by where it stands. The scores
are exact, those of frequent terms too: an engine that goes from row to row (SQLite's FTS5 was tried) needs hundreds of
milliseconds for a question's frequent words among 100,000 passages, adding up arrays needs a few.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, insert, select

from corpus import postings
from corpus.bm25 import Scores
from corpus.positions import holds, near
from corpus.postings import EVERY, Counted, batches
from corpus.schema import passage_terms, passages

TITLE_WEIGHT, HEADING_WEIGHT, BODY_WEIGHT, PARTS_WEIGHT = 0.8, 0.8, 1.0, 0.5
BETWEEN = 6  # tokens that may stand between terms that are close
# Rows that are read for the terms' positions at once, and at most for `close`: further down it hardly matters.
READ, MOST_READ = 500, 1_000


@dataclass(frozen=True, slots=True)
class TermRow:
    """The analysed terms of one passage, each field separated by white space."""

    id: int
    title: str
    heading: str
    body: str
    parts: str

    def terms(self) -> list[str]:
        """All terms of the row."""
        return f"{self.title} {self.heading} {self.body} {self.parts}".split()


@dataclass(frozen=True, slots=True)
class WordQuery:
    """What to search for, in analysed terms.

    `terms` maps a term to its weight, above 0 and up to 1. `close` holds terms that count once more in passages where
    all of them stand near each other, such as those of '§ 9 Abs. 1 BauGB': in one field, with at most 6 tokens between
    the first and the last. `phrases` holds sequences of stems that a passage must have, all of them, each in this
    order within its title, heading or body. Terms of these two that have no weight of their own weigh 1.
    """

    terms: Mapping[str, float]
    close: Sequence[tuple[str, ...]] = ()
    phrases: Sequence[tuple[str, ...]] = ()


def put(connection: Connection, rows: Iterable[TermRow]) -> None:
    """Store rows, in place of what is there of the same passages."""
    new = list(rows)
    counted = [_counted(row) for row in new]
    _forget(connection, [row.id for row in new], {term for row in counted for term in row.frequencies})
    lay_out(connection, new)
    postings.add(connection, counted)


def lay_out(connection: Connection, rows: Sequence[TermRow]) -> None:
    """Store rows of passages that are not there yet without letting them be found; `find_laid_out` does that."""
    if rows:
        connection.execute(
            insert(passage_terms),
            [{"rowid": r.id, "title": r.title, "heading": r.heading, "body": r.body, "parts": r.parts} for r in rows],
        )


def find_laid_out(connection: Connection, instead_of: Collection[int] = ()) -> None:
    """Let every row be found, just as it stands, those of these passages no more."""
    for part in batches(instead_of):
        connection.execute(delete(passage_terms).where(passage_terms.c.rowid.in_(part)))
    postings.clear(connection)
    for part in batches(sorted(ids(connection))):
        postings.add(connection, [_counted(row) for row in rows_of(connection, part).values()])


def remove(connection: Connection, ids: Collection[int]) -> None:
    """Remove the rows of these passages; unknown ids are no error."""
    rows = rows_of(connection, ids)
    _forget(connection, ids, {term for row in rows.values() for term in _counted(row).frequencies})


def clear(connection: Connection) -> None:
    """Remove all rows."""
    connection.execute(delete(passage_terms))
    postings.clear(connection)


def wrong_terms(connection: Connection) -> int:
    """How many terms stand in another number of passages than the rows say."""
    wanted: Counter[str] = Counter()
    for part in batches(sorted(ids(connection))):
        for row in rows_of(connection, part).values():
            wanted.update({EVERY, *row.terms()})
    found = postings.document_frequencies(connection, wanted.keys() | postings.terms(connection))
    return sum(found.get(term, 0) != wanted[term] for term in wanted.keys() | found.keys())


def ids(connection: Connection) -> set[int]:
    """The passage id of every row."""
    return set(connection.execute(select(passage_terms.c.rowid)).scalars())


def newest(connection: Connection) -> int:
    """The highest passage id of a row, 0 where there is none."""
    return connection.execute(select(func.max(passage_terms.c.rowid))).scalar() or 0


def rows_after(connection: Connection, id: int) -> Iterator[TermRow]:
    """The rows of passages with a higher id."""
    return (TermRow(*row) for row in connection.execute(select(passage_terms).where(passage_terms.c.rowid > id)))


def size(connection: Connection) -> int:
    """How many rows there are."""
    return postings.document_frequencies(connection, [EVERY]).get(EVERY, 0)


def document_frequencies(
    connection: Connection, terms: Collection[str], *, without: Collection[int] = ()
) -> dict[str, int]:
    """In how many passages each term occurs, those `without` ids not counted; terms that occur nowhere are left out."""
    return postings.document_frequencies(connection, terms, without=without)


def search(
    connection: Connection,
    query: WordQuery,
    limit: int,
    *,
    version_ids: Collection[str] | None = None,
    without: Collection[int] = (),
) -> dict[int, float]:
    """Passage id -> BM25 of the best `limit` passages, best first: those that hold any term and every phrase.

    With `version_ids` only passages of these versions; how rare a term is stays a matter of the whole corpus. The
    passages `without` ids are not there at all: no score depends on them.
    """
    wanted = {*query.terms, *chain(*query.phrases)}
    entries = postings.read(connection, {EVERY, *wanted, *chain(*query.close)}, without=without)
    every = entries.pop(EVERY, None)
    if every is None:
        return {}
    scores = Scores(every, entries, query.terms)
    allowed = np.ones(scores.span, np.bool_)
    for phrase in query.phrases:
        allowed &= scores.holding(phrase)
    if version_ids is not None:
        allowed &= scores.among(_of_versions(connection, version_ids))
    total = allowed * scores.sum(wanted)
    if query.phrases:
        allowed = scores.among(_with_phrases(connection, scores.best(total, scores.span), query.phrases, limit))
        total *= allowed
    if query.close:
        total += _of_near_terms(connection, scores, total, allowed, query.close, limit)
    return scores.best(total, limit)


def _with_phrases(
    connection: Connection, ids: Iterable[int], phrases: Sequence[tuple[str, ...]], limit: int
) -> list[int]:
    """The first of these passages that hold every phrase: `limit` of them and what was read along."""
    left, found = iter(ids), list[int]()
    while len(found) < limit and (part := list(islice(left, READ))):
        rows = rows_of(connection, part)
        found += [id for id in part if all(holds(_fields(rows[id]), phrase) for phrase in phrases)]
    return found


def _of_near_terms(
    connection: Connection,
    scores: Scores,
    total: NDArray[np.float64],
    allowed: NDArray[np.bool_],
    close: Sequence[tuple[str, ...]],
    limit: int,
) -> NDArray[np.float64]:
    """What terms near each other add; only the rows that this can bring among the best are read."""
    possible = {terms: allowed * scores.holding(terms) * scores.sum(terms) for terms in close}
    most = sum(possible.values())
    last = list(scores.best(total, limit).values())[limit - 1 :]
    reachable = scores.best(np.where(most > 0, total + most, 0), MOST_READ)
    rows = rows_of(connection, [id for id, reached in reachable.items() if not last or reached > last[0]])
    added = np.zeros(scores.span)
    for id, row in rows.items():
        place = id - scores.first
        added[place] = sum(
            gain[place] for terms, gain in possible.items() if gain[place] and near(_fields(row), terms, BETWEEN)
        )
    return added


def _counted(row: TermRow) -> Counted:
    fields = (
        (row.title.split(), TITLE_WEIGHT),
        (row.heading.split(), HEADING_WEIGHT),
        (row.body.split(), BODY_WEIGHT),
        (row.parts.split(), PARTS_WEIGHT),
    )
    frequencies: dict[str, float] = defaultdict(float)
    for terms, weight in fields:
        for term in terms:
            frequencies[term] += weight
    return Counted(row.id, sum(len(terms) for terms, _ in fields), frequencies)


def _fields(row: TermRow) -> tuple[str, str, str]:
    return row.title, row.heading, row.body


def rows_of(connection: Connection, ids: Collection[int]) -> dict[int, TermRow]:
    """Passage id -> its row; unknown ids are left out."""
    found: dict[int, TermRow] = {}
    for part in batches(ids):
        rows = connection.execute(select(passage_terms).where(passage_terms.c.rowid.in_(part)))
        found |= {row.rowid: TermRow(*row) for row in rows}
    return found


def _forget(connection: Connection, ids: Collection[int], terms: Collection[str]) -> None:
    """Remove passages, which hold these terms and no others."""
    for part in batches(ids):
        connection.execute(delete(passage_terms).where(passage_terms.c.rowid.in_(part)))
    postings.remove(connection, ids, terms)


def _of_versions(connection: Connection, version_ids: Collection[str]) -> Sequence[int]:
    return connection.execute(select(passages.c.id).where(passages.c.version_id.in_(version_ids))).scalars().all()
