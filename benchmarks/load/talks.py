"""What people ask: the example questions, strung together as conversations."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "examples"
MOST_ON_ONE_SUBJECT = 3

Talk = tuple[str, ...]
"""The questions of one conversation, in order."""


def talks(seed: int) -> Iterator[Talk]:
    """Conversations without end, each of the example questions in turn; the same seed gives the same ones.

    A follow-up question comes after what it follows; else somebody asks one to three questions about one document.
    """
    draw = random.Random(seed)
    while True:
        yield from sorted(_every_question_once(draw), key=lambda _: draw.random())


def answerable(seed: int) -> list[str]:
    """The questions that stand by themselves and that the documents answer, in some order."""
    found = [q["question"] for q in _questions() if q["proofs"] and not q["earlier"]]
    random.Random(seed).shuffle(found)
    return found


def _questions() -> list[dict[str, Any]]:
    files = sorted(EXAMPLES.glob("questions*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def _every_question_once(draw: random.Random) -> list[Talk]:
    about: dict[str, list[str]] = defaultdict(list)
    found: list[Talk] = []
    for question in _questions():
        if question["earlier"] or not question["proofs"]:
            found.append((*question["earlier"], question["question"]))
        else:
            about[question["proofs"][0]["document"]].append(question["question"])
    for questions in about.values():
        draw.shuffle(questions)
        while questions:
            size = draw.randint(1, MOST_ON_ONE_SUBJECT)
            found.append(tuple(questions[:size]))
            del questions[:size]
    return found
