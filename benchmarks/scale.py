"""Measures one search as the corpus grows: `python -m benchmarks.scale [--passages N] [--data DIR]`.

An invented corpus (`benchmarks/invented.py`) is published through the public door, at first to 1,000 passages, then to
10,000 and 100,000. At each size a fresh process opens it and searches as the product does, one question after the
other. With `--data` the corpus is kept there, and a later run goes on with what it finds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from statistics import median, quantiles

import numpy as np
from sqlalchemy import select

from assistant.assistant import Assistant
from benchmarks.__main__ import QUESTIONS, ROOT, resident_megabytes, show
from benchmarks.invented import InventedText, InventedVectors
from corpus.corpus import Corpus
from corpus.models import Filters, Metadata, NewVersion, Page, Passage
from corpus.opening import open_corpus
from corpus.schema import passages
from corpus.settings import Settings

SIZES = (1_000, 10_000, 100_000)
# A hundred towns, and the first hundred documents are short: at every size a town has about 1 % of the passages.
TOWNS, SHORT, LONG = 100, 10, 100
INVENTED_QUESTIONS = 160
WORDS = (5, 20)
RECALL_AT = 10


def main() -> None:
    """Build and measure every size, and print one line a figure with its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--passages", type=int, default=SIZES[-1], help="the largest size (default: 100000)")
    parser.add_argument("--data", type=Path, help="keep the corpus in this folder")
    parser.add_argument("--measure", action="store_true", help="measure what is in --data, build nothing")
    arguments = parser.parse_args()
    if arguments.measure:
        measure(arguments.data)
        return
    with tempfile.TemporaryDirectory() as folder:
        data = arguments.data or Path(folder)
        for size in (size for size in SIZES if size <= arguments.passages):
            grow(data, size)
            command = [sys.executable, "-m", "benchmarks.scale", "--measure", "--data", str(data)]
            subprocess.run(command, cwd=ROOT, check=True)


def grow(data: Path, size: int) -> None:
    """Publish documents until there are `size` passages, and print what that took."""
    with open_corpus(Settings(data_dir=data)) as corpus:
        documents = corpus.documents()
        before = published = sum(document.current.passages for document in documents)
        if published >= size:
            return
        text = InventedText(seed=len(documents))
        vectors = InventedVectors(text, corpus.embeddings, seed=len(documents))
        seconds, latest = 0.0, []
        for number in count(len(documents)):
            if published >= size:
                break
            latest = list(text.document(SHORT if number < TOWNS else LONG))
            new = version(number, latest, [vector.tobytes() for vector in vectors.draw(len(latest))])
            file = data / "invented.txt"
            file.write_text(new.source, "utf-8")
            began = time.perf_counter()
            corpus.publish(new, file)
            seconds += time.perf_counter() - began
            published += len(latest)
        draw = random.Random(size)
        questions = [text.question(draw.choice(latest), draw.randint(*WORDS)) for _ in range(INVENTED_QUESTIONS)]
        (data / "questions.json").write_text(json.dumps(questions, ensure_ascii=False), "utf-8")
        each = 1000 * seconds / (published - before)
        show(f"publishing to {published:,}", f"{seconds:.0f} s", f"-; {each:.1f} ms a passage")


def version(number: int, texts: Sequence[str], vectors: Sequence[bytes]) -> NewVersion:
    """A document of one passage a page."""
    source = f"Bericht {number}"
    return NewVersion(
        source=source,
        file_name=f"{number}.txt",
        media_type="text/plain",
        sha256=hashlib.sha256(source.encode()).hexdigest(),
        metadata=Metadata(title=f"Bericht {number} der Stadt {town(number)}", municipality=town(number)),
        pages=tuple(Page(page, text) for page, text in enumerate(texts, 1)),
        passages=tuple(Passage(page - 1, page, 0, len(text), text) for page, text in enumerate(texts, 1)),
        vectors=tuple(vectors),
    )


def town(number: int) -> str:
    """The town that a document is from."""
    return f"Ort{number % TOWNS:02}"


def measure(data: Path) -> None:
    """Search in a corpus that is there, and print the figures."""
    invented = json.loads((data / "questions.json").read_text("utf-8"))
    examples = [json.loads(line)["question"] for line in QUESTIONS.read_text("utf-8").splitlines()]
    questions = [*invented, *examples]
    random.Random(0).shuffle(questions)
    began = time.perf_counter()
    with open_corpus(Settings(data_dir=data)) as corpus:
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
        show("search, p95", f"{quantiles(search, n=20)[-1]:.1f} ms", "40 ms")
        show("within 1 %, median", f"{median(filtered):.1f} ms", "-")
        show("within 1 %, p95", f"{quantiles(filtered, n=20)[-1]:.1f} ms", "60 ms")
        show("memory", f"{megabytes:.0f} MB", "900 MB")
        show(f"recall@{RECALL_AT} of vectors", f"{recall(corpus, questions):.3f}", ".99")


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
    main()
