from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

Rows = Sequence[dict[str, Any]]
WriteBeir = Callable[..., Path]

# The third text is long enough for several passages; one has no title, one no text, one nothing at all.
TEXTS: Rows = (
    {"_id": "brunnen", "title": "Trinkbrunnen", "text": "Ein Trinkbrunnen mit Anschluss kostet 13.800 Euro."},
    {"_id": "hof", "title": "", "text": "Wer seinen Hof entsiegelt, erhält 35 Euro je Quadratmeter Zuschuss."},
    {
        "_id": "wald",
        "title": "Stadtwald",
        "text": "Der Stadtwald besteht aus Buchen, Eichen und einigen alten Linden. " * 60
        + "Die Försterin heißt Annegret Tannhuber und hat ihr Büro im Rathaus.",
    },
    {"_id": "bus", "title": "Der Nachtbus fährt stündlich bis Mitternacht", "text": ""},
    {"_id": "leer", "title": "", "text": " "},
)
QUESTIONS: Rows = (
    {"_id": "q1", "text": "Was kostet ein Trinkbrunnen mit Anschluss?", "metadata": {"answer": "13.800  euro"}},
    {"_id": "q2", "text": "Wie hoch ist der Zuschuss für einen entsiegelten Hof?", "metadata": {"answer": "35 Euro"}},
    {"_id": "q3", "text": "Wie heißt die Försterin des Stadtwalds?", "metadata": {"answer": "Gibt es nicht"}},
    {"_id": "q4", "text": "Wie oft fährt der Nachtbus?", "metadata": {}},
)
GRADES = (("q1", "brunnen", "2"), ("q1", "hof", "1"), ("q2", "hof", "1"), ("q3", "wald", "1"), ("q4", "bus", "1"))


@pytest.fixture(scope="session")
def write_beir() -> WriteBeir:
    """Writes a folder in BEIR layout; a part that is None is left out, a string is written as it is."""

    def write(
        folder: Path,
        corpus: Rows | str | None = TEXTS,
        queries: Rows | str | None = QUESTIONS,
        qrels: Iterable[Sequence[str]] | str | None = GRADES,
    ) -> Path:
        (folder / "qrels").mkdir(parents=True, exist_ok=True)
        for name, rows in (("corpus.jsonl", corpus), ("queries.jsonl", queries)):
            if rows is not None:
                (folder / name).write_bytes((rows if isinstance(rows, str) else _json_lines(rows)).encode())
        if qrels is not None:
            rows = qrels if isinstance(qrels, str) else _table([("query-id", "corpus-id", "score"), *qrels])
            (folder / "qrels" / "test.tsv").write_bytes(rows.encode())
        return folder

    return write


def _json_lines(rows: Rows) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _table(rows: Iterable[Sequence[str]]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)
