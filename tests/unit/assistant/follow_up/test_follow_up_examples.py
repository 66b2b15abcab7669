"""The example conversations are what measurements may rely on: answers stand where they say, in enough variety."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.wiring import House

FOLLOW_UPS = Path(__file__).parents[4] / "corpus" / "examples" / "follow_ups.jsonl"
LINES = [json.loads(line) for line in FOLLOW_UPS.read_text("utf-8").splitlines()]


def test_every_answer_stands_on_its_page(house: House) -> None:
    documents = {Path(document.source).stem: document for document in house.corpus.documents()}
    for line in LINES:
        assert {turn["document"] for turn in line["earlier"]} <= documents.keys(), line["id"]
        if line["document"] is None:
            assert line["page"] is line["answer"] is None
            continue
        document = documents[line["document"]]
        pages = [line["page"]] if line["page"] else range(1, document.current.pages + 1)
        texts = ["".join(house.corpus.page(document.id, page).text.split()) for page in pages]
        assert any("".join(line["answer"].split()) in text for text in texts), line["id"]


def test_there_is_something_of_everything_and_a_third_is_held_back() -> None:
    assert len({line["id"] for line in LINES}) == len(LINES) >= 60
    assert sum(not line["leans"] for line in LINES) >= 20
    assert sum(line["id"].startswith("s") for line in LINES) >= 10
    assert sum(len(line["earlier"]) > 1 for line in LINES) >= 5
    assert 0.3 <= sum(line["held_back"] for line in LINES) / len(LINES) <= 0.35
