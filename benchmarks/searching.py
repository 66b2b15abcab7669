"""Measures searches in an invented corpus that is there; begun by `benchmarks.scale` as a fresh process.

    python -m benchmarks.searching DATA

The stores are those of the environment's settings; DATA holds the questions, and gets `figures.json`.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

import numpy as np
from sqlalchemy import select

from assistant.assistant import Assistant
from benchmarks.__main__ import QUESTIONS, resident_megabytes
from benchmarks.figures import show
from benchmarks.invented import town
from corpus.console import load_settings
from corpus.corpus import Corpus
from corpus.models import Filters
from corpus.opening import open_corpus
from corpus.schema import passages

RECALL_AT = 10


def main(data: Path) -> None:
    """Search, print the figures and keep them; all in milliseconds but where they say otherwise."""
    invented = json.loads((data / "questions.json").read_text("utf-8"))
    examples = [json.loads(line)["question"] for line in QUESTIONS.read_text("utf-8").splitlines()]
    questions = [*invented, *examples]
    random.Random(0).shuffle(questions)
    began = time.perf_counter()
    with open_corpus(load_settings(None)) as corpus:
        opened = time.perf_counter() - began
        assistant, anywhere = Assistant(corpus), Filters()
        size = sum(document.current.passages for document in corpus.documents())
        show(f"opening {size:,}", f"{opened:.1f} s", "-")
        within = [Filters({"municipality": town(number)}) for number in range(len(questions))]
        embedding, search, filtered = side_by_side(
            questions,
            lambda question, _: corpus.embeddings.embed_query(question),
            lambda question, _: assistant.search(question, limit=10, filters=anywhere),
            lambda question, number: assistant.search(question, limit=10, filters=within[number]),
        )
        megabytes = resident_megabytes(os.getpid())
        show("embedding, median", f"{median(embedding):.1f} ms", "-")
        show("search, median", f"{median(search):.1f} ms", "-")
        show("search / embedding", f"{median(search) / median(embedding):.1f} x", "4 x")
        show("search, p95", f"{p95(search):.1f} ms", "40 ms")
        show("within 1 %, median", f"{median(filtered):.1f} ms", "-")
        show("within 1 %, p95", f"{p95(filtered):.1f} ms", "60 ms")
        show("memory", f"{megabytes:.0f} MB", "900 MB")
        found = recall(corpus, questions)
        show(f"recall@{RECALL_AT} of vectors", f"{found:.3f}", ".99")
    figures = {
        "opening": opened,
        "embedding": median(embedding),
        "search": (median(search), p95(search)),
        "filtered": (median(filtered), p95(filtered)),
        "recall": found,
        "memory": megabytes,
    }
    (data / "figures.json").write_text(json.dumps(figures), "utf-8")


def p95(times: Sequence[float]) -> float:
    """The time within which 19 of 20 were there."""
    return quantiles(times, n=20)[-1]


def side_by_side(questions: Sequence[str], *ways: Callable[[str, int], object]) -> list[list[float]]:
    """Milliseconds a question, for each way; ways take turns, so that other load on the machine meets all of them."""
    for question in questions[:10]:
        for way in ways:
            way(question, 0)
    times: list[list[float]] = [[] for _ in ways]
    for number, question in enumerate(questions):
        for way, spent in zip(ways, times, strict=True):
            began = time.perf_counter()
            way(question, number)
            spent.append(1000 * (time.perf_counter() - began))
    return times


def recall(corpus: Corpus, questions: Sequence[str]) -> float:
    """The share of the truly nearest passages that the vector index finds."""
    with corpus.catalogue.reading() as connection:
        rows = connection.execute(select(passages.c.id, passages.c.vector)).all()
    ids = np.array([row.id for row in rows])
    matrix = np.stack([np.frombuffer(row.vector, np.float32) for row in rows])
    found = 0
    for question in questions:
        vector = corpus.embeddings.embed_query(question)
        nearest = ids[np.argsort(-(matrix @ np.array(vector, np.float32)))[:RECALL_AT]]
        found += len(corpus.nearest(vector, RECALL_AT, Filters()).keys() & set(nearest.tolist()))
    return found / (RECALL_AT * len(questions))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
