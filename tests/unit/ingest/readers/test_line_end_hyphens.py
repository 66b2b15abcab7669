"""Words cut at line ends, against labels that a person gave."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

from ingest.readers.pdf import read_pdf

LABELS = Path(__file__).parent / "line_end_hyphens.tsv"
EXAMPLES = Path(__file__).resolve().parents[4] / "corpus" / "examples" / "documents"
JOINTS = {"joined": "", "kept": "-", "space": "- "}


def test_of_300_line_end_hyphens_99_in_100_are_read_as_a_person_reads_them(shared_data: Path) -> None:
    paths = {path.name: path for folder in (shared_data, EXAMPLES) for path in folder.rglob("*.pdf")}
    labels: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in LABELS.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, before, after, label = line.split("\t")
            cut = before[:-1] if before[-1] in "-\u2011" else before
            expected = unicodedata.normalize("NFC", cut + JOINTS[label] + after).replace("\u2011", "-")
            labels[name].append((expected, f"{before}|{after} {label}"))
    wrong = []
    for name, wanted in labels.items():
        text = " ".join(page.text for page in read_pdf(paths[name]).pages)
        words = f" {' '.join(text.split())} "
        wrong += [told for expected, told in wanted if f" {expected} " not in words]

    assert sum(map(len, labels.values())) == 300
    assert len(wrong) <= 3, wrong
