"""`python -m benchmarks.ingest [FOLDER]`: reading, the whole way into the corpus, and memory, beside what is bare.

Without a folder the example documents are taken, and the German manuals beside the checkout where they are there. What
is compared is measured in one run: bare text extraction in turn with reading, and after the whole way the bare
embedding of the same passages, twice.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2

from benchmarks.figures import show
from corpus.context import passage_context
from corpus.corpus import Corpus
from corpus.opening import open_corpus
from corpus.settings import Settings
from ingest.collect import collect
from ingest.ingest import Ingest, open_ingest
from ingest.models import IngestJob
from ingest.readers.pdf import read_pdf

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "corpus" / "examples" / "documents"
MANUALS = ROOT.parent / "shared" / "data" / "german-pdf"
PAGES = 2_000


def main(given: list[str]) -> None:
    """Measure everything and print one line a figure with its goal."""
    folders = [Path(name) for name in given] or [EXAMPLES, *([MANUALS] if MANUALS.is_dir() else [])]
    files = collect(folders)
    reading(max((file for file in files if file.suffix == ".pdf"), key=lambda file: file.stat().st_size))
    with tempfile.TemporaryDirectory() as folder, open_corpus(Settings(data_dir=Path(folder) / "data")) as corpus:
        ingest = open_ingest(corpus, Settings(data_dir=Path(folder) / "data"))
        whole_way(corpus, ingest, files)
        memory(ingest, files, Path(folder))


def reading(file: Path) -> None:
    """Pages a second of one PDF on one core, bare and as we read it."""
    bare, ours = [], []
    for _ in range(3):
        started = time.perf_counter()
        document = pypdfium2.PdfDocument(file)
        pages = len(document)
        for number in range(pages):
            page = document[number]
            page.get_textpage().get_text_range()
        bare.append(pages / (time.perf_counter() - started))
        document.close()
        started = time.perf_counter()
        read_pdf(file)
        ours.append(pages / (time.perf_counter() - started))
    show("bare text extraction", f"{statistics.median(bare):.0f} pages/s", "-")
    show("reading", f"{statistics.median(ours):.0f} pages/s", "50 pages/s")


def whole_way(corpus: Corpus, ingest: Ingest, files: tuple[Path, ...]) -> None:
    """Seconds from the first file received to the last one published, against embedding its passages alone."""
    seconds, _ = taken_in(ingest, files)
    contexts = [
        passage_context(stored.name, stored.passage) for d in corpus.documents() for stored in corpus.passages(d.id)
    ]
    bare = []
    for _ in range(2):
        started = time.perf_counter()
        corpus.embed(contexts)
        bare.append(time.perf_counter() - started)
    pages = sum(document.current.pages for document in corpus.documents())
    show("pages, passages", f"{pages}, {len(contexts)}", "-")
    show("whole way in", f"{seconds:.1f} s", "-")
    show("bare embedding", f"{min(bare):.1f} s, {max(bare):.1f} s", "-")
    show("speed of the bare embedding", f"{100 * statistics.mean(bare) / seconds:.0f} %", "85 %")


def memory(ingest: Ingest, files: tuple[Path, ...], folder: Path) -> None:
    """How far the memory of this process moves while 2,000 pages more are taken in."""
    sizes = list[float]()
    with sampled(sizes):
        pages = number = 0
        while pages < PAGES:
            number += 1
            pdfs = (file for file in files if file.suffix == ".pdf")
            copies = [_altered(file, folder / f"{number}-{file.name}") for file in pdfs]
            pages += sum(job.pages for job in taken_in(ingest, copies)[1])
    settled = sizes[len(sizes) // 5 :]
    show("memory over 2,000 pages", f"{min(settled):.0f} to {max(settled):.0f} MB", "within 50 MB")


def taken_in(ingest: Ingest, files: Iterable[Path]) -> tuple[float, list[IngestJob]]:
    """Seconds until all of the files are in the corpus, and their jobs."""
    started = time.perf_counter()
    with ingest.worker.working():
        ids = [ingest.intake.receive(file, source=str(file), file_name=file.name).id for file in files]
        while not all(job.has_ended for job in ingest.jobs.jobs(ids)):
            time.sleep(0.1)
        seconds = time.perf_counter() - started
    return seconds, ingest.jobs.jobs(ids)


def _altered(file: Path, copy: Path) -> Path:
    """The same document in other bytes, so that it is not known: what follows the end of a file is no part of it."""
    copy.write_bytes(file.read_bytes() + f"\n% {copy.name}\n".encode())
    return copy


@contextmanager
def sampled(sizes: list[float]) -> Iterator[None]:
    """Note the resident memory of this process, in MB, ten times a second while the block runs."""
    over = threading.Event()

    def sample() -> None:
        while not over.wait(0.1):
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            sizes.append(pages * 4096 / 1e6)

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    main(sys.argv[1:])
