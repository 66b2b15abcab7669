"""Measures one search as the corpus grows: `python -m benchmarks.scale [--column C] [--passages N] [--data DIR]`.

An invented corpus (`benchmarks/invented.py`) is published through the public door, at first to 1,000 passages, then to
10,000 and 100,000; in the data folder, or with `--column scaled` at PostgreSQL and a Chroma server. At each size a
fresh process opens it and searches as the product does, one question after the other. With `--data` the corpus is kept
there, and a later run goes on with what it finds. What was seen is kept for docs/lastbericht.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from benchmarks.__main__ import ROOT
from benchmarks.figures import show
from benchmarks.growth import Grown, keep
from benchmarks.invented import TOWNS, InventedText, InventedVectors, town
from benchmarks.stores import COLUMNS, Stores, stores
from corpus.models import Metadata, NewVersion, Page, Passage
from corpus.opening import open_corpus

SIZES = (1_000, 10_000, 100_000)
# The first hundred documents are short: at every size a town has about 1 % of the passages.
SHORT, LONG = 10, 100
INVENTED_QUESTIONS = 160
WORDS = (5, 20)


def main() -> None:
    """Build and measure every size, and print one line a figure with its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--passages", type=int, default=SIZES[-1], help="the largest size (default: 100000)")
    parser.add_argument("--data", type=Path, help="keep the corpus in this folder")
    parser.add_argument("--column", choices=COLUMNS, default=COLUMNS[0], help="where it is kept (default: embedded)")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)  # for PostgreSQL, which runs as another user
        data = wanted.data or Path(folder) / "data"
        data.mkdir(mode=0o711, parents=True, exist_ok=True)
        with stores(wanted.column, data) as opened:
            for size in (size for size in SIZES if size <= wanted.passages):
                publishing = grow(opened, size)
                keep(measured(wanted.column, opened, size, publishing), ROOT)


def measured(column: str, opened: Stores, size: int, publishing: float | None) -> Grown:
    """What a fresh process sees, and what all of it holds."""
    command = [sys.executable, "-m", "benchmarks.searching", str(opened.folder)]
    subprocess.run(command, cwd=ROOT, env=opened.environment, check=True)
    seen = json.loads((opened.folder / "figures.json").read_text("utf-8"))
    servers, disk = opened.memory(), opened.disk()
    for held, where in ((servers, "memory"), (disk, "disk")):
        for part, megabytes in held.items():
            show(f"{where}, {part}", f"{megabytes:.0f} MB", "-")
    memory = {"searching process": seen.pop("memory"), **servers}
    return Grown(column=column, passages=size, publishing=publishing, memory=memory, disk=disk, **seen)


def grow(opened: Stores, size: int) -> float | None:
    """Publish documents until there are `size` passages -> milliseconds a passage, None where they were there."""
    data = opened.folder
    with open_corpus(opened.settings) as corpus:
        documents = corpus.documents()
        before = published = sum(document.current.passages for document in documents)
        if published >= size:
            return None
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
        return each


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


if __name__ == "__main__":
    main()
