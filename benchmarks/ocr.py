"""Measures text recognition: seconds a page on one core, and how many words of known pages come back right.

    python -m benchmarks.ocr [--pages N] [--json]

Pages of the example documents are drawn as a scanner would deliver them, at several resolutions, and turned and askew.
Needs Linux (core binding) and Tesseract with German.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
from PIL import Image
from rich.console import Console
from rich.table import Table

from corpus.models import Page
from ingest import media_types
from ingest.child import read_in_child
from ingest.readers.pdf import read_pdf

DOCUMENTS = Path(__file__).resolve().parents[1] / "corpus" / "examples" / "documents"
SCANS = ((300, 0), (200, 0), (150, 0), (300, 90), (300, 180), (300, 2))
"""Dots per inch and degrees by which the page lies turned."""
FEWEST_WORDS = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ocr", description=__doc__)
    parser.add_argument("--pages", type=int, default=4, help="how many pages are recognised of each kind (default: 4)")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of a table")
    arguments = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    measured = [measure(dots, turn, arguments.pages) for dots, turn in SCANS]
    if arguments.json:
        sys.stdout.write(json.dumps(measured, indent=2) + "\n")
    else:
        show(measured)


def measure(dots_per_inch: int, turn: int, count: int) -> dict[str, Any]:
    """Figures of one kind of scan."""
    seconds, cpu, right, confidence = [], [], [], []
    with TemporaryDirectory() as folder:
        for path, page in written_pages(count):
            scanned = Path(folder) / "scan.pdf"
            draw(path, page.number, dots_per_inch, turn).save(scanned, "PDF", resolution=dots_per_inch)
            began, before = time.perf_counter(), children_seconds()
            reading = read_in_child(
                scanned, media_types.PDF, timeout_seconds=120, memory_mb=2048, ocr_seconds_per_page=120
            )
            seconds.append(time.perf_counter() - began)
            cpu.append(children_seconds() - before)
            right.append(share_right(reading.pages[0].text, page.text))
            confidence.append(reading.pages[0].quality or 0.0)
    return {
        "dots_per_inch": dots_per_inch,
        "turn": turn,
        "pages": len(seconds),
        "seconds": median(seconds),
        "processor_seconds": median(cpu),
        "words_right": sum(right) / len(right),
        "words_right_lowest": min(right),
        "confidence": sum(confidence) / len(confidence),
    }


def written_pages(count: int) -> list[tuple[Path, Page]]:
    """Pages with running text, one of each document in turn."""
    found = [
        [(path, page) for page in read_pdf(path).pages if len(words(page.text)) >= FEWEST_WORDS]
        for path in sorted(DOCUMENTS.glob("*.pdf"))
    ]
    longest = max(map(len, found))
    return [pages[place] for place in range(longest) for pages in found if place < len(pages)][:count]


def draw(path: Path, number: int, dots_per_inch: int, turn: int) -> Image.Image:
    """One page in shades of grey, turned anticlockwise."""
    document = pypdfium2.PdfDocument(path)
    picture: Image.Image = document[number - 1].render(scale=dots_per_inch / 72, grayscale=True).to_pil().copy()
    document.close()
    return picture.rotate(turn, expand=turn % 90 == 0, fillcolor=255, resample=Image.Resampling.BICUBIC)


def words(text: str) -> list[str]:
    """Words and numbers."""
    return re.findall(r"\w+", text)


def share_right(recognised: str, true: str) -> float:
    """Share of the true words that were recognised."""
    wanted = Counter(words(true))
    return (wanted & Counter(words(recognised))).total() / wanted.total()


def children_seconds() -> float:
    """Processor seconds of all child processes so far."""
    spent = os.times()
    return spent.children_user + spent.children_system


def show(measured: list[dict[str, Any]]) -> None:
    """A table: one row a kind of scan."""
    table = Table("dpi", "turned", title=f"{measured[0]['pages']} pages of each kind, one core")
    for heading in ("s a page", "processor s", "words right", "lowest page", "confidence"):
        table.add_column(heading, justify="right")
    for row in measured:
        table.add_row(
            str(row["dots_per_inch"]),
            f"{row['turn']}°",
            f"{row['seconds']:.1f}",
            f"{row['processor_seconds']:.1f}",
            f"{row['words_right']:.1%}",
            f"{row['words_right_lowest']:.1%}",
            f"{row['confidence']:.2f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
