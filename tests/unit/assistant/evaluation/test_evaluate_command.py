"""`evaluate` as its users call it: options, output, exit codes."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app

WriteBeir = Callable[..., Path]


def call(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, write_beir: WriteBeir) -> Path:
    return write_beir(tmp_path_factory.mktemp("beir") / "klein")


def test_json_report_and_comparison_of_one_call(folder: Path, tmp_path: Path) -> None:
    baseline, report = tmp_path / "früher.json", tmp_path / "bericht.html"
    baseline.write_text(json.dumps({"ndcg@10": 0.5, "set": {"name": "anderes"}}))
    before = set(Path(tempfile.gettempdir()).glob("transferlotse-*"))
    code, out, err = call("--beir", folder, "--json", "--html", report, "--baseline", baseline, "--no-answers")
    assert code == 0, err
    values = json.loads(out)
    assert values["changes"] == {"ndcg@10": pytest.approx(values["ndcg@10"] - 0.5, abs=1e-3)}
    assert "anderen Fragen oder einer anderen Auswahl" in err
    assert "Texte ohne Inhalt" in err
    assert report.read_text("utf-8").startswith("<!doctype html>")
    assert set(Path(tempfile.gettempdir()).glob("transferlotse-*")) <= before, "the temporary folder is still there"


def test_a_loss_is_one_sentence_and_exit_code_1_after_the_table(folder: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "früher.json"
    baseline.write_text(json.dumps({"ndcg@10": 1.0, "recall@5": 2.0}))
    code, out, err = call("--beir", folder, "--baseline", baseline, "--no-answers", "--tolerance", "0.5")
    assert code == 1
    assert "nDCG@10" in out
    assert "−1,000" in out
    assert "Recall@5 fiel von 2,0000 auf 1,0000" in err
    assert "nDCG@10 fiel" not in err


def test_bad_input_is_refused_with_one_sentence_before_anything_is_measured(folder: Path, tmp_path: Path) -> None:
    for arguments, said in (
        (("--beir", tmp_path / "fehlt"), "gibt es nicht"),
        (("--beir", folder, "--foreign", tmp_path / "fehlt"), "gibt es nicht"),
        (("--beir", folder, "--foreign", f"{folder}/"), "dieselben"),
        (("--foreign", "examples"), "dieselben"),
        (("--beir", folder, "--foreign", "examples", "--no-answers"), "ohne --no-answers"),
        (("--beir", folder, "--baseline", tmp_path / "fehlt.json"), "fehlt"),
        (("--beir", folder, "--html", tmp_path / "fehlt" / "bericht.html"), "lässt sich nicht"),
        (("--beir", folder, "--html", tmp_path), "lässt sich nicht"),
    ):
        code, out, err = call(*arguments)
        assert (code, out) == (1, ""), arguments
        assert said in err
        assert err.count("\n") == 1, err
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_is_there_stays_when_measuring_is_refused(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "bericht.html"
    report.write_text("von gestern")
    assert call("--beir", tmp_path / "fehlt", "--html", report)[0] == 1
    assert report.read_text() == "von gestern"
    assert call("--beir", folder, "--no-answers", "--html", report)[0] == 0
    assert report.read_text("utf-8") != "von gestern"
