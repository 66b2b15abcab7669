from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.comparing import compare, read_baseline
from corpus.errors import RefusedFile

SET = {"name": "klein", "documents": 4, "passages": 9, "questions": 3, "sample": 1, "foreign": None}
BEFORE: dict[str, Any] = {"ndcg@10": 0.9, "mrr@10": 0.8, "answer@1": None, "partial": 0.0, "set": SET}


def test_only_figures_that_both_have_are_compared() -> None:
    found = compare({**BEFORE, "mrr@10": 0.82, "answer@1": 0.5, "partial": 0.4}, BEFORE)
    assert [(d.name, d.change) for d in found.differences] == [("ndcg@10", 0), ("mrr@10", 0.02)]
    assert found.same_set


@pytest.mark.parametrize(("now", "lost"), [(0.91, False), (0.895, False), (0.8949, True), (0.0, True)])
def test_a_loss_begins_beyond_the_tolerance(now: float, lost: bool) -> None:
    losses = compare({**BEFORE, "ndcg@10": now}, BEFORE).losses(0.005)
    assert [d.name for d in losses] == (["ndcg@10"] if lost else [])


def test_without_tolerance_nothing_may_be_lost_and_the_same_is_no_loss() -> None:
    assert compare(BEFORE, BEFORE).losses(0) == ()
    assert compare({**BEFORE, "mrr@10": 0.7999}, BEFORE).losses(0)


@pytest.mark.parametrize(
    ("change", "same"), [({"name": "groß"}, False), ({"sample": 8}, False), ({"passages": 1}, True)]
)
def test_other_questions_are_another_set_but_other_passages_are_not(change: dict[str, Any], same: bool) -> None:
    assert compare(BEFORE, {**BEFORE, "set": {**SET, **change}}).same_set is same


def test_nothing_in_common_is_refused() -> None:
    with pytest.raises(RefusedFile, match="keine Kennzahl"):
        compare(BEFORE, {"recall@5": 0.5})


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"ndcg@10": null}', '{"ndcg@10": "gut"}', '{"ndcg@10": NaN}', '{"ndcg@10": true}']
)
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "stand.json"
    file.write_text(content)
    with pytest.raises(RefusedFile, match="kein früherer Messstand"):
        read_baseline(file)


def test_a_missing_or_binary_baseline_is_refused_and_a_good_one_read(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="fehlt"):
        read_baseline(tmp_path / "fehlt.json")
    with pytest.raises(RefusedFile, match="lässt sich nicht lesen"):
        read_baseline(tmp_path)
    file = tmp_path / "stand.json"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RefusedFile, match="kein früherer Messstand"):
        read_baseline(file)
    file.write_text("\ufeff" + json.dumps(BEFORE), "utf-8")
    assert read_baseline(file) == BEFORE
