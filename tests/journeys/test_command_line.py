"""The four doors as their users push them: real processes, real folders, bad input."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "corpus" / "examples" / "documents"
HEAT = EXAMPLES / "hitzeaktionsplan-ottersfurt.pdf"
FOUNTAIN = "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?"


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *map(str, arguments)]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, env=env, check=False)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shell") / "data"
    done = run("ingest", "add", HEAT, "--data", folder, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["files"][0]["outcome"] == "added"
    return folder


def test_the_same_file_again_is_unchanged_and_a_success(data: Path) -> None:
    done = run("ingest", "add", HEAT, "--data", data, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["files"][0]["outcome"] == "unchanged"


def test_ask_answers_with_the_page_that_proves_it(data: Path) -> None:
    done = run("assistant", "ask", FOUNTAIN, "--data", data, "--json")
    answer = json.loads(done.stdout)
    assert answer["status"] == "answered"
    assert "13.800 Euro" in answer["answer"]
    assert answer["citations"][0]["page"] == 5


def test_ask_says_when_nothing_proves_an_answer(data: Path) -> None:
    done = run("assistant", "ask", "Wie lange muss ein Marmorkuchen im Ofen backen?", "--data", data)
    assert done.returncode == 0
    assert "keine belastbare Stelle" in done.stdout


@pytest.mark.parametrize(("question", "said"), [("  ", "Bitte geben Sie"), ("ä" * 10_000, "zu lang")])
def test_an_empty_or_endless_question_is_refused(data: Path, question: str, said: str) -> None:
    done = run("assistant", "ask", question, "--data", data)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_filter_is_named(data: Path) -> None:
    done = run("assistant", "ask", FOUNTAIN, "--filter", "farbe=rot", "--data", data)
    assert done.returncode == 1
    assert "farbe" in done.stderr


def test_ask_writes_a_file_to_hand_on_and_never_over_another(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "vorlage.md"
    done = run("assistant", "ask", FOUNTAIN, "--export", file, "--data", data)
    assert done.returncode == 0, done.stderr
    assert f"Gespeichert: {file}" in done.stdout
    written = file.read_text(encoding="utf-8")
    assert written.startswith(f"# {FOUNTAIN}\n")
    assert "13.800 Euro" in written.partition("## Quellen")[2]
    assert "Ottersfurt" in written.partition("## Grundlage")[2]
    again = run("assistant", "ask", FOUNTAIN, "--export", file, "--data", data)
    assert again.returncode == 1
    assert "wird nicht überschrieben" in again.stderr
    assert file.read_text(encoding="utf-8") == written


def test_search_prints_one_json_document(data: Path) -> None:
    done = run("assistant", "search", "Trinkbrunnen", "--limit", "2", "--data", data, "--json")
    results = json.loads(done.stdout)["results"]
    assert len(results) == 2
    assert {"document_id", "title", "page", "passage_id", "text", "score"} <= results[0].keys()


def test_bad_files_are_refused_one_by_one_and_the_good_one_is_taken(data: Path, tmp_path: Path) -> None:
    (tmp_path / "leer.pdf").touch()
    (tmp_path / "falsch.pdf").write_text("<!doctype html><html><body><p>Hallo</p></body></html>")
    (tmp_path / "kaputt.pdf").write_bytes(b"%PDF-1.7\n" + b"\0" * 500)
    (tmp_path / "notiz.txt").write_text("Die Bürgermeisterin eröffnete am 3. Mai 2024 das neue Freibad.")
    done = run("ingest", "add", tmp_path, "--data", data, "--json")
    files = {Path(file["path"]).name: file for file in json.loads(done.stdout)["files"]}
    assert done.returncode == 1
    assert files["notiz.txt"]["outcome"] == "added"
    for name in ("leer.pdf", "falsch.pdf", "kaputt.pdf"):
        assert files[name]["outcome"] == "refused"
        assert name in files[name]["reason"]
    sound = run("corpus", "doctor", "--data", data, "--json")
    assert json.loads(sound.stdout)["findings"] == []


def test_a_folder_without_readable_files_and_a_missing_path_are_said_so(data: Path, tmp_path: Path) -> None:
    (tmp_path / "bild.png").write_bytes(b"\x89PNG")
    for path in (tmp_path, tmp_path / "fehlt"):
        done = run("ingest", "add", path, "--data", data)
        assert done.returncode == 1
        assert str(path) in done.stderr.replace("\n", "")


def test_list_show_and_remove(tmp_path: Path) -> None:
    note = tmp_path / "notiz.txt"
    note.write_text("Der Bauhof zog am 1. Juni 2023 in die Halle am Güterbahnhof um.")
    data = tmp_path / "data"
    run("ingest", "add", note, "--data", data)
    listed = json.loads(run("corpus", "list", "--data", data, "--json").stdout)["documents"]
    assert [document["title"] for document in listed] == ["notiz"]
    document_id = listed[0]["document_id"]
    assert "Güterbahnhof" in run("corpus", "show", document_id, "--data", data).stdout
    assert run("corpus", "remove", document_id, "--data", data).returncode == 0
    missing = run("corpus", "show", document_id, "--data", data)
    assert missing.returncode == 1
    assert document_id in missing.stderr


def test_a_data_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("ingest", "add", HEAT, "--data", tmp_path / "file" / "data")
    assert done.returncode == 1
    assert "kann nicht beschrieben werden" in done.stderr


def test_a_bad_setting_is_named(tmp_path: Path) -> None:
    done = run("corpus", "list", "--data", tmp_path, TRANSFERLOTSE_PORT="viele")
    assert done.returncode == 1
    assert "TRANSFERLOTSE_PORT" in done.stderr


def test_a_port_in_use_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = run("assistant", "serve", "--port", port, "--data", tmp_path / "data")
    assert done.returncode == 1
    assert port in done.stderr
    assert not (tmp_path / "data").exists()


def test_the_server_refuses_an_address_that_others_can_reach(tmp_path: Path) -> None:
    done = run("assistant", "serve", "--host", "0.0.0.0", "--data", tmp_path)
    assert done.returncode == 1
    assert "Anmeldung" in done.stderr


@pytest.mark.usefixtures("server")
def test_commands_beside_a_running_server_talk_to_it(server_data: Path, tmp_path: Path) -> None:
    note = tmp_path / "wochenmarkt.txt"
    note.write_text("Der Wochenmarkt in Quendelau findet seit 2021 donnerstags auf dem Anger statt.")
    added = run("ingest", "add", note, "--data", server_data, "--json")
    assert added.returncode == 0, added.stderr
    document_id = json.loads(added.stdout)["files"][0]["document_id"]
    answer = json.loads(
        run("assistant", "ask", "Wo findet der Wochenmarkt in Quendelau statt?", "--data", server_data, "--json").stdout
    )
    assert answer["citations"][0]["document_id"] == document_id
    file = tmp_path / "zisterne.md"
    question = "Wie hoch ist der Zuschuss für eine Zisterne?"
    given = run("assistant", "ask", question, "--export", file, "--data", server_data, "--json")
    assert json.loads(given.stdout)["citations"][0]["quote"].split(" | ")[0] in file.read_text(encoding="utf-8")
    # What only the server knows of the document.
    assert "| Ottersfurt | 2025 | 31.12.2027 |" in file.read_text(encoding="utf-8")
    assert run("corpus", "doctor", "--data", server_data).returncode == 1
    assert run("corpus", "remove", document_id, "--data", server_data).returncode == 0
    assert run("corpus", "show", document_id, "--data", server_data).returncode == 1


def test_a_second_server_on_the_same_folder_is_refused(server: str, server_data: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    done = run("assistant", "serve", "--port", port, "--data", server_data)
    assert done.returncode == 1
    assert server in done.stderr.replace("\n", "")
