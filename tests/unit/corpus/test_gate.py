"""A fitted gate is kept with the corpus, counts for its recipe alone, and never keeps a house from opening."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus.__main__ import app
from corpus.backup import back_up
from corpus.corpus import Corpus
from corpus.gate import FACT, FittedGate, Gate, Signals, gate_in_use, store_gate
from corpus.opening import open_corpus
from corpus.recipe import Recipe
from corpus.records import set_fact
from corpus.restore import restore
from tests.faults.small_corpus import ENVIRONMENT, ROOT, publish, small_settings

STRICT = Gate(bias=-50.0)
KILLED_WHILE_STORING = """
import sys
from dataclasses import replace
from pathlib import Path
from corpus.gate import gate_in_use, store_gate
from corpus.opening import open_corpus
from tests.faults.kill_at import kill_at
from tests.faults.small_corpus import small_settings
kill_at("corpus.gate:set_fact", "after", 1)
with open_corpus(small_settings(Path(sys.argv[1]))) as corpus, corpus.catalogue.writing() as connection:
    fitted = gate_in_use(corpus).fitted
    store_gate(connection, replace(fitted, gate=replace(fitted.gate, bias=-20.0)))
"""


def fitted_to(corpus: Corpus, gate: Gate = STRICT, *, recipe: Recipe | None = None, passages: int = 2) -> FittedGate:
    return FittedGate(gate, recipe or corpus.recipe, passages, 80, True, datetime(2026, 3, 1, 12, tzinfo=UTC))


def keep(corpus: Corpus, fitted: FittedGate) -> None:
    with corpus.catalogue.writing() as connection:
        store_gate(connection, fitted)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A corpus of two passages with a gate that was fitted to it."""
    with open_corpus(small_settings(tmp_path / "data")) as corpus:
        publish(corpus, tmp_path, "a", "Ein Brunnen.", "Noch ein Brunnen.")
        keep(corpus, fitted_to(corpus))
    return tmp_path / "data"


def test_the_line_is_what_a_question_has_to_weigh() -> None:
    gate = Gate().with_line(33.0)
    assert gate.line() == pytest.approx(33.0)
    for weighs, passes in ((33.01, True), (32.99, False)):
        signals = Signals(weighs / gate.cosine, 0, 0)
        assert (gate.confidence(signals) >= gate.thin) is passes


def test_a_house_that_never_fitted_has_the_gate_that_comes_along(tmp_path: Path) -> None:
    with open_corpus(small_settings(tmp_path / "data")) as corpus:
        used = gate_in_use(corpus)
    assert (used.gate, used.fitted, used.remark) == (Gate(), None, "")


def test_a_fitted_gate_is_there_after_the_next_start(data: Path) -> None:
    with open_corpus(small_settings(data)) as corpus:
        used = gate_in_use(corpus)
        assert used.fitted == fitted_to(corpus)
    assert used.gate == STRICT
    assert "01.03.2026" in used.state
    assert "80 eigenen Fragen" in used.state
    assert used.remark == ""


def test_a_backup_carries_it_into_another_folder(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "backup.zip", lambda _step, _share: None)
    other = small_settings(tmp_path / "other")
    restore(other, tmp_path / "backup.zip", replace=False, progress=lambda _step, _share: None)
    with open_corpus(other) as corpus:
        assert gate_in_use(corpus).gate == STRICT


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "{",
        "[]",
        '{"gate": {}}',
        pytest.param("cosine", id="an infinite weight"),
        pytest.param("thin", id="no order between thin and enough"),
    ],
)
def test_a_broken_one_gives_way_to_the_one_that_comes_along_and_says_so(data: Path, stored: str) -> None:
    with open_corpus(small_settings(data)) as corpus:
        if stored in ("cosine", "thin"):
            keep(corpus, fitted_to(corpus, replace(STRICT, **{stored: 1e308 if stored == "cosine" else 0.9})))
        else:
            with corpus.catalogue.writing() as connection:
                set_fact(connection, FACT, stored)
        used = gate_in_use(corpus)
    assert (used.gate, used.fitted) == (Gate(), None)
    assert "beschädigt" in used.remark
    assert "fit-gate --reset" in used.remark


def test_one_of_another_recipe_is_not_used_and_named(data: Path) -> None:
    with open_corpus(small_settings(data)) as corpus:
        keep(corpus, fitted_to(corpus, recipe=replace(corpus.recipe, vectors="anderes/Modell")))
        used = gate_in_use(corpus)
    assert (used.gate, used.fitted) == (Gate(), None)
    assert "anderen Suchindex" in used.remark


def test_doctor_says_which_gate_is_in_use_and_when_to_fit_it_again(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    sound = CliRunner().invoke(app, ["doctor", "--data", str(data)])
    assert "angepasst am 01.03.2026" in sound.stdout
    assert "gewachsen" not in sound.stdout
    with open_corpus(small_settings(data)) as corpus:
        publish(corpus, tmp_path, "b", "Ein dritter Brunnen.", "Ein vierter Brunnen.")
    grown = CliRunner().invoke(app, ["doctor", "--data", str(data)])
    assert "von 2 auf 4 Textstellen gewachsen" in grown.stdout
    assert grown.exit_code == 0


def test_a_process_killed_while_it_stores_leaves_the_gate_before(data: Path) -> None:
    command = [sys.executable, "-c", KILLED_WHILE_STORING, str(data)]
    assert subprocess.run(command, cwd=ROOT, env=os.environ | ENVIRONMENT).returncode == -signal.SIGKILL
    with open_corpus(small_settings(data)) as corpus:
        assert gate_in_use(corpus).gate == STRICT
