"""The inverted index in plain SQL: which passages hold a term, how often, and how long they are.

A row holds the entries of one term for one block of passage ids: little-endian uint16 triples of the id within the
block, the weighted frequency in tenths and the passage's length in terms. Blocks keep both ends cheap: publishing
rewrites a few KB a term however large the corpus is, and a search reads a term in few rows. The term EVERY stands in
each passage, so that their number and mean length need no counters that could drift.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from struct import Struct
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, delete, func, select, text

from corpus.schema import postings

EVERY = ""
BLOCK = 16_384
TENTHS = 10

_ENTRY = Struct("<HHH")
_HIGHEST = 2**16 - 1
_AT_ONCE = 1_000

T = TypeVar("T")

_WRITE = text(
    "INSERT INTO postings (block, term, entries) VALUES (:block, :term, :entries) "
    "ON CONFLICT (block, term) DO UPDATE SET entries = excluded.entries"
)
_REMOVE = text("DELETE FROM postings WHERE block = :block AND term = :term")


@dataclass(frozen=True, slots=True)
class Counted:
    """A passage's terms with their weighted frequencies, and its length in terms."""

    id: int
    length: int
    frequencies: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Entries:
    """Of one term, an element a passage: ids (int64, ascending within a block), weighted frequencies, lengths."""

    ids: NDArray[np.int64]
    frequencies: NDArray[np.float64]
    lengths: NDArray[np.float64]


def batches(values: Collection[T]) -> Iterator[list[T]]:
    """The values in lists that one statement can bear as parameters."""
    every = iter(values)
    while part := list(islice(every, _AT_ONCE)):
        yield part


def read(connection: Connection, terms: Collection[str], *, without: Collection[int] = ()) -> dict[str, Entries]:
    """The entries of each of the terms; terms that stand nowhere are left out, as are the passages `without` ids."""
    left_out = np.fromiter(without, np.int64, len(without))
    found: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
    columns = select(postings.c.term, postings.c.block, postings.c.entries)
    for part in batches(terms):
        for term, block, entries in connection.execute(columns.where(_within(connection, part))).all():
            found[term].append((block, entries))
    read = ((term, _entries(rows, left_out)) for term, rows in found.items())
    return {term: entries for term, entries in read if len(entries.ids)}


def document_frequencies(
    connection: Connection, terms: Collection[str], *, without: Collection[int] = ()
) -> dict[str, int]:
    """In how many passages each term stands, as in `read`."""
    if without:
        return {term: len(entries.ids) for term, entries in read(connection, terms, without=without).items()}
    entries = func.sum(func.length(postings.c.entries)) / _ENTRY.size
    columns = select(postings.c.term, entries).group_by(postings.c.term)
    return {
        term: int(passages)
        for part in batches(terms)
        for term, passages in connection.execute(columns.where(_within(connection, part))).all()
    }


def terms(connection: Connection) -> set[str]:
    """Every term that stands anywhere."""
    return set(connection.execute(select(postings.c.term)).scalars().all())


def add(connection: Connection, passages: Iterable[Counted]) -> None:
    """Add passages; what was known of a passage before must have been removed."""
    added: dict[int, dict[str, bytearray]] = defaultdict(lambda: defaultdict(bytearray))
    for passage in passages:
        block, within = divmod(passage.id, BLOCK)
        length = min(passage.length, _HIGHEST)
        of_block = added[block]
        of_block[EVERY] += _ENTRY.pack(within, TENTHS, length)
        for term, frequency in passage.frequencies.items():
            of_block[term] += _ENTRY.pack(within, min(round(TENTHS * frequency), _HIGHEST), length)
    for block, new in added.items():
        known = _of_block(connection, block, new)
        rows = [{"term": t, "block": block, "entries": known.get(t, b"") + bytes(e)} for t, e in new.items()]
        connection.execute(_WRITE, rows)


def remove(connection: Connection, ids: Collection[int], terms: Collection[str]) -> None:
    """Remove passages from the entries of these terms, among which must be all that they hold."""
    removed: dict[int, list[int]] = defaultdict(list)
    for id in ids:
        removed[id // BLOCK].append(id % BLOCK)
    for block, within in removed.items():
        left, empty = [], []
        for term, entries in _of_block(connection, block, {EVERY, *terms}).items():
            triples = np.frombuffer(entries, "<u2").reshape(-1, 3)
            kept = triples[~np.isin(triples[:, 0], within)]
            if not len(kept):
                empty.append({"term": term, "block": block})
            elif len(kept) < len(triples):
                left.append({"term": term, "block": block, "entries": kept.tobytes()})
        for statement, rows in ((_WRITE, left), (_REMOVE, empty)):
            if rows:
                connection.execute(statement, rows)


def clear(connection: Connection) -> None:
    """Remove all entries."""
    connection.execute(delete(postings))


def _within(connection: Connection, terms: Sequence[str]) -> ColumnElement[bool]:
    """These terms in every block."""
    return postings.c.block.in_(_blocks(connection)) & postings.c.term.in_(terms)


def _blocks(connection: Connection) -> range:
    """Every block; naming them turns a scan of the whole table into look-ups."""
    # In one SELECT with each other, the two would read the whole table.
    ends = select(
        select(func.min(postings.c.block)).scalar_subquery(), select(func.max(postings.c.block)).scalar_subquery()
    )
    lowest, highest = connection.execute(ends).one()
    return range(0) if lowest is None else range(lowest, highest + 1)


def _of_block(connection: Connection, block: int, terms: Collection[str]) -> dict[str, bytes]:
    columns = select(postings.c.term, postings.c.entries).where(postings.c.block == block)
    return {
        term: entries
        for part in batches(terms)
        for term, entries in connection.execute(columns.where(postings.c.term.in_(part)))
    }


def _entries(rows: Sequence[tuple[int, bytes]], left_out: NDArray[np.int64]) -> Entries:
    triples = np.frombuffer(b"".join(entries for _, entries in rows), "<u2").reshape(-1, 3)
    starts = np.repeat(
        np.array([BLOCK * block for block, _ in rows], np.int64), [len(entries) // _ENTRY.size for _, entries in rows]
    )
    ids = starts + triples[:, 0]
    if len(left_out):
        kept = ~np.isin(ids, left_out)
        ids, triples = ids[kept], triples[kept]
    return Entries(ids, triples[:, 1] / TENTHS, triples[:, 2].astype(np.float64))
