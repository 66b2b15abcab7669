"""`fit-gate` as a house uses it, on eight of the example documents."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.evaluation.examples import read_examples
from assistant.gate_fitting.questions import everyday_questions, made_questions, own_questions
from assistant.models import Question, Status
from assistant.wiring import House, open_house
from corpus.backup import back_up
from corpus.errors import RefusedFile
from corpus.gate import FittedGate, Gate, gate_in_use, store_gate
from corpus.opening import open_corpus
from corpus.restore import restore
from corpus.settings import Settings

STRICT = Gate(bias=-50.0)
# The questions that were written for just these documents.
KNOWN = [q for q in read_examples().questions if q.answerable and q.id[0] in "fu" and len(q.id) == 3]


def call(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["fit-gate", *map(str, arguments)])
    return done.exit_code, done.stdout, " ".join(done.stderr.split())


def used(data: Path) -> Gate:
    with open_corpus(Settings(data_dir=data)) as corpus:
        return gate_in_use(corpus).gate


@pytest.fixture(scope="module")
def saved(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder like that of the house, which nobody has open, with a gate that refuses everything."""
    work = tmp_path_factory.mktemp("saved")
    back_up(house.settings.data_dir, work / "backup.zip", lambda _step, _share: None)
    settings = Settings(data_dir=work / "data")
    restore(settings, work / "backup.zip", replace=False, progress=lambda _step, _share: None)
    with open_corpus(settings) as corpus, corpus.catalogue.writing() as connection:
        store_gate(connection, FittedGate(STRICT, corpus.recipe, 100, 80, True, datetime(2026, 3, 1, tzinfo=UTC)))
    return work / "data"


@pytest.fixture
def data(saved: Path, tmp_path: Path) -> Path:
    return shutil.copytree(saved, tmp_path / "data")


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("questions") / "fragen.txt"
    file.write_text("# Fragen unseres Hauses\n\n" + "\n".join(q.text for q in KNOWN) + "\n", "utf-8")
    return file


def test_a_house_fits_its_gate_answers_by_it_and_returns_to_the_one_that_comes_along(
    data: Path, questions: Path
) -> None:
    with open_house(Settings(data_dir=data)) as house:
        assert house.assistant.ask(Question(KNOWN[0].text)).status is Status.NO_EVIDENCE
    code, out, err = call("--questions", questions, "--data", data, "--dry-run")
    assert (code, err) == (0, "")
    assert used(data) == STRICT, "a dry run stores nothing"
    code, out, err = call("--questions", questions, "--data", data, "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["stored"] is True
    assert told["before"]["answered"]["value"] == 0
    assert told["after"]["answered"]["value"] >= 0.9
    assert told["after"]["refused"]["value"] >= 0.9
    fitted = used(data)
    assert fitted == Gate(**told["gate"])
    with open_house(Settings(data_dir=data)) as house:
        answers = [house.assistant.ask(Question(question.text)) for question in KNOWN[:20]]
    assert sum(answer.status is not Status.NO_EVIDENCE for answer in answers) >= 18
    code, out, err = call("--questions", questions, "--data", data)
    assert (code, "keinen nennenswerten Gewinn" in err) == (1, True), "once more is no gain"
    assert used(data) == fitted
    assert call("--reset", "--data", data)[0] == 0
    assert used(data) == Gate()


def test_without_a_file_the_questions_are_made_of_the_documents(data: Path) -> None:
    code, out, err = call("--data", data)
    assert (code, err) == (0, "")
    assert "Aus dem Bestand gebildete Fragen" in " ".join(out.split())
    gate = used(data)
    assert replace(gate, bias=0) == replace(Gate(), bias=0)
    assert gate.line() == pytest.approx(Gate().line(), abs=1), "made questions do not lead far from people's"


def test_made_questions_are_the_same_for_the_same_corpus_and_say_what_stands_in_it(house: House) -> None:
    made = made_questions(house.corpus)
    assert made == made_questions(house.corpus)
    assert len(made) == len(set(made)) > 100
    assert all(question.endswith("?") and not any(sign.isdigit() for sign in question) for question in made)


def test_what_cannot_be_fitted_is_refused_and_nothing_changes(data: Path, tmp_path: Path) -> None:
    few = tmp_path / "wenige.txt"
    few.write_text("Was kostet ein Brunnen?\n" * 60, "utf-8")
    many = tmp_path / "viele.txt"
    many.write_text("".join(f"Was kostet Brunnen {n}?\n" for n in range(6_000)), "utf-8")
    for arguments, said in (
        (("--questions", few), "verschiedenen Fragen: 1."),
        (("--questions", tmp_path / "fehlt.txt"), "fehlt"),
        (("--questions", many), "mehr als 5000 Fragen"),
        (("--reset", "--dry-run"), "ohne weitere Angaben"),
    ):
        code, out, err = call(*arguments, "--data", data)
        assert (code, out) == (1, ""), arguments
        assert said in err, arguments
        assert "Traceback" not in err
    assert used(data) == STRICT
    code, _, err = call("--data", tmp_path / "leer")
    assert (code, "erst 0 Textstellen" in err) == (1, True)


def test_questions_are_read_as_lines_and_as_json_lines(tmp_path: Path) -> None:
    rows = tmp_path / "fragen.jsonl"
    rows.write_text('{"question": "Was  kostet das?"}\n{"text": "Wer hilft?"}\n{"text": "Wer hilft?"}\n', "utf-8")
    assert own_questions(rows) == ("Was kostet das?", "Wer hilft?")
    lines = tmp_path / "fragen.txt"
    lines.write_bytes(b"\xef\xbb\xbfWas kostet das?\r\n\r\n# nichts\r\nWer hilft?")
    assert own_questions(lines) == ("Was kostet das?", "Wer hilft?")
    rows.write_text('{"frage": "Was?"}\n', "utf-8")
    with pytest.raises(RefusedFile, match="Zeile 1"):
        own_questions(rows)


def test_everyday_questions_come_along_and_none_is_of_the_examples() -> None:
    everyday = everyday_questions()
    assert len(everyday) >= 100
    assert all(question.endswith("?") for question in everyday)
    assert not set(everyday) & {question.text for question in read_examples().questions}
