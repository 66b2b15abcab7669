"""An editor's whole day from the shell, first beside a running server, then alone with the data folder."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import openpyxl
import pptx
import pytest

from tests.faults.small_corpus import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "corpus" / "examples" / "documents"
NOTE = "# Freibad\n\nDie Bürgermeisterin eröffnete am 3. Mai 2024 das neue Freibad am Anger mit 300 Gästen.\n"


class Day:
    """One data folder, and commands on it."""

    def __init__(self, work: Path) -> None:
        self.inbox, self.data = work / "eingang", work / "data"
        self.inbox.mkdir()

    def run(self, *words: str | Path, code: int = 0) -> str:
        command = [sys.executable, "-m", *map(str, words), "--data", str(self.data)]
        ended = subprocess.run(
            command, cwd=ROOT, env=os.environ | ENVIRONMENT, capture_output=True, text=True, timeout=120, check=False
        )
        assert ended.returncode == code, ended.stdout + ended.stderr
        assert "Traceback" not in ended.stderr
        return ended.stdout

    def json(self, *words: str | Path, code: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", code=code))

    def outcomes(self, *words: str | Path, code: int = 0) -> dict[str, str]:
        return {Path(file["path"]).name: file["outcome"] for file in self.json(*words, code=code)["files"]}


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path)


@contextmanager
def serving(day: Day) -> Iterator[str]:
    """The base URL of a server beside which the day goes on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), "--data", str(day.data)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | ENVIRONMENT, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 90
    while True:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").is_success:
                break
        except httpx.HTTPError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/api/v1"
    process.terminate()
    process.wait(20)


def fill(inbox: Path) -> None:
    (inbox / "freibad.md").write_text(NOTE)
    (inbox / "leer.pdf").touch()
    (inbox / "buergerbudget.docx").write_bytes((EXAMPLES / "buergerbudget-amselwitz.docx").read_bytes())
    slides = pptx.Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text = "Hitzeschutz in Quittental"
    slide.placeholders[1].text = "Vier Trinkbrunnen wurden im Jahr 2023 am Markt und am Bahnhof aufgestellt."
    slides.save(inbox / "hitze.pptx")
    book = openpyxl.Workbook()
    book.active.append(["Maßnahme", "Kosten in Euro"])
    book.active.append(["Trinkbrunnen am Markt", 13800])
    book.save(inbox / "kosten.xlsx")
    with ZipFile(inbox / "archiv.zip", "w") as archive:
        archive.writestr("plan/wiese.md", "# Wiese\n\nDie Streuobstwiese wurde 2021 mit 37 Quittenbäumen bepflanzt.\n")


@pytest.mark.dear
def test_an_editors_day_from_the_command_line(day: Day) -> None:
    with serving(day) as url:
        beside_the_server(day, url)
    without_the_server(day)


def beside_the_server(day: Day, url: str) -> None:
    fill(day.inbox)
    taken = day.outcomes("ingest", "add", day.inbox, code=1)
    assert taken == {
        "buergerbudget.docx": "added",
        "freibad.md": "added",
        "hitze.pptx": "added",
        "kosten.xlsx": "added",
        "leer.pdf": "refused",
        "wiese.md": "added",
    }
    refused = next(job for job in day.json("ingest", "status")["jobs"] if job["outcome"] == "refused")
    assert "leer" in refused["reason"]
    assert day.outcomes("ingest", "retry", code=1) == {"leer.pdf": "refused"}
    (day.inbox / "leer.pdf").write_bytes((EXAMPLES / "hitzeaktionsplan-ottersfurt.pdf").read_bytes())
    (day.inbox / "freibad.yaml").write_text("titel: Eröffnung des Freibads\nkommune: Quittental\n")
    again = day.outcomes("ingest", "add", day.inbox)
    assert (again["leer.pdf"], again["freibad.md"], again["hitze.pptx"]) == ("added", "updated", "unchanged")

    (day.inbox / "hitze.pptx").unlink()
    (day.inbox / "freibad.md").rename(day.inbox / "bad.md")
    (day.inbox / "freibad.yaml").rename(day.inbox / "bad.yaml")
    assert "Hitzeschutz" in day.run("ingest", "watch", day.inbox, "--once", "--delete")
    titles = {document["title"]: document for document in day.json("corpus", "list")["documents"]}
    assert "Eröffnung des Freibads" in titles
    assert titles["Eröffnung des Freibads"]["source"].endswith("bad.md")
    assert not any("Hitzeschutz" in title for title in titles)

    known = titles["Eröffnung des Freibads"]
    httpx.put(f"{url}/documents/{known['document_id']}", json={"title": "Das Freibad", "year": 2024}).raise_for_status()
    assert "2024" in day.run("corpus", "show", known["document_id"])
    assert "13800" in day.run("assistant", "search", "Kosten Trinkbrunnen", "--limit", "50", "--json").replace(".", "")
    day.run("corpus", "backup", day.data.parent / "sicherung.zip")
    day.run("corpus", "remove", known["document_id"])


def without_the_server(day: Day) -> None:
    assert "Alles in Ordnung" in day.run("corpus", "doctor")
    before = {document["title"] for document in day.json("corpus", "list")["documents"]}
    assert "Das Freibad" not in before
    day.run("corpus", "restore", day.data.parent / "sicherung.zip", "--replace")
    assert {d["title"] for d in day.json("corpus", "list")["documents"]} == before | {"Das Freibad"}
    day.run("corpus", "reindex")
    day.run("corpus", "rebuild")
    assert day.json("corpus", "doctor")["findings"] == []
