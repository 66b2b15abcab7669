"""The full-text half of the index: SQLite FTS5 over the tokens of our own German analyser, ranked by BM25.

Columns and their BM25 weights: title and heading above the text, compound parts below it. The terms are plain
letters and digits, so FTS5's tokenizer only ever splits at the spaces that we set.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

CREATE = (
    "CREATE VIRTUAL TABLE passage_terms USING fts5("
    "title, heading, body, parts, tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co'\")",
    "CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab(passage_terms, 'row')",
)
DROP = ("DROP TABLE passage_vocabulary", "DROP TABLE passage_terms")

TITLE_WEIGHT, HEADING_WEIGHT, BODY_WEIGHT, PARTS_WEIGHT = 0.8, 0.8, 1.0, 0.5

QUARTERS = 4
NEAR_TOKENS = 6

_INSERT = text(
    "INSERT INTO passage_terms(rowid, title, heading, body, parts) VALUES (:id, :title, :heading, :body, :parts)"
)
_DELETE = text("DELETE FROM passage_terms WHERE rowid = :id")
_SEARCH = f"""
    SELECT rowid, -bm25(passage_terms, {TITLE_WEIGHT}, {HEADING_WEIGHT}, {BODY_WEIGHT}, {PARTS_WEIGHT}) AS score
    FROM passage_terms WHERE passage_terms MATCH :query {{condition}} ORDER BY score DESC LIMIT :limit"""
_WITHIN = "AND rowid IN (SELECT id FROM passages WHERE version_id IN :versions)"


@dataclass(frozen=True, slots=True)
class TermRow:
    """The analysed terms of one passage, each field space-separated."""

    id: int
    title: str
    heading: str
    body: str
    parts: str


@dataclass(frozen=True, slots=True)
class WordQuery:
    """What to search for, in analysed terms of letters and digits only.

    `terms` maps a term to its weight, above 0 and up to 1. `close` holds terms that score more where they stand within
    6 tokens of each other, such as those of '§ 9 Abs. 1 BauGB'. `phrases` holds sequences of stems that a row must
    have, all of them, each in this order within its title, heading or body.
    """

    terms: Mapping[str, float]
    close: Sequence[tuple[str, ...]] = ()
    phrases: Sequence[tuple[str, ...]] = ()


def put(connection: Connection, rows: Iterable[TermRow]) -> None:
    """Add rows of passages that are not in the table yet."""
    values = [{"id": r.id, "title": r.title, "heading": r.heading, "body": r.body, "parts": r.parts} for r in rows]
    if values:
        connection.execute(_INSERT, values)


def remove(connection: Connection, ids: Collection[int]) -> None:
    """Remove the rows of these passages; unknown ids are no error."""
    if ids:
        connection.execute(_DELETE, [{"id": id} for id in ids])


def clear(connection: Connection) -> None:
    """Remove all rows."""
    connection.execute(text("DELETE FROM passage_terms"))


def ids(connection: Connection) -> set[int]:
    """The passage id of every row."""
    return set(connection.execute(text("SELECT rowid FROM passage_terms")).scalars())


def search(
    connection: Connection, query: WordQuery, limit: int, *, version_ids: Collection[str] | None = None
) -> dict[int, float]:
    """Passage id -> BM25 of the best `limit` passages that answer the query, best first.

    FTS5 cannot weigh terms, but it adds up repeated ones: a term is asked for as often as its weight has quarters.
    """
    match = _match(query)
    if not match or (version_ids is not None and not version_ids):
        return {}
    if version_ids is None:
        statement = text(_SEARCH.format(condition=""))
        found = connection.execute(statement, {"query": match, "limit": limit})
    else:
        statement = text(_SEARCH.format(condition=_WITHIN)).bindparams(bindparam("versions", expanding=True))
        found = connection.execute(statement, {"query": match, "limit": limit, "versions": list(version_ids)})
    return {row.rowid: row.score / QUARTERS for row in found}


def _match(query: WordQuery) -> str:
    terms = [_quoted(term) for term, weight in query.terms.items() for _ in range(max(1, round(QUARTERS * weight)))]
    close = [f"NEAR({' '.join(map(_quoted, near))}, {NEAR_TOKENS})" for near in query.close if near]
    phrases = [f"{{title heading body}} : {_quoted(' '.join(phrase))}" for phrase in query.phrases if phrase]
    scored = " OR ".join([*terms, *close])
    if not phrases:
        return scored
    demanded = " AND ".join(f"({phrase})" for phrase in phrases)
    return f"{demanded} AND (({demanded}) OR {scored})" if scored else demanded


def _quoted(term: str) -> str:
    return f'"{term}"'


def size(connection: Connection) -> int:
    """How many rows there are."""
    return int(connection.execute(text("SELECT count(*) FROM passage_terms")).scalar_one())


def document_frequencies(connection: Connection, terms: Collection[str]) -> dict[str, int]:
    """In how many passages each term occurs; terms that occur nowhere are left out."""
    if not terms:
        return {}
    statement = text("SELECT term, doc FROM passage_vocabulary WHERE term IN :terms")
    found = connection.execute(statement.bindparams(bindparam("terms", expanding=True)), {"terms": list(terms)})
    return {row.term: row.doc for row in found}
