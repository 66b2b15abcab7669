"""Canaries in questions, passwords, tokens and settings: none of them in what the server says, at the level debug."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from corpus.opening import open_corpus
from corpus.settings import Settings
from tests.conftest import ROOT, any_free_port, serving
from tests.faults.small_corpus import publish
from tests.faults.test_purge import PERSON, sent, signed_in, with_people

CANARY = "Murmelfrosch"
KEY = "sk-murmelfrosch-4711"
OPTIONS = {
    "embeddings": "tests.servers.telltale:TelltaleEmbeddings",
    "embeddings_options": json.dumps({"size": 48, "api_key": KEY}),
    "reranker": "tests.servers.telltale:TelltaleReranker",
    "reranker_options": json.dumps({"api_key": KEY}),
}


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_neither_words_of_a_question_nor_a_secret_are_in_any_output_or_error(tmp_path: Path, log_format: str) -> None:
    data, said = tmp_path / "data", tmp_path / "said"
    with_people(data)
    with open_corpus(Settings.model_validate({"data_dir": data, **OPTIONS})) as corpus:
        publish(corpus, tmp_path, "a", "Der Brunnen am Markt kostet 4000 Euro.", "Er ist aus Sandstein.")
    # A model that cannot be reached: each answer of it fails.
    model = {
        "chat_model": "openai:murmel",
        "chat_model_options": json.dumps({"api_key": KEY, "base_url": f"http://127.0.0.1:{any_free_port()}/v1"}),
        "chat_model_first_seconds": "5",
    }
    bodies: list[str] = []
    logged = {"log_level": "debug", "log_format": log_format}
    with serving(data, output=said, examples=False, sign_in="True", **logged, **OPTIONS, **model) as url:
        with httpx.Client(base_url=url, timeout=60) as nobody:
            for name, password in (("vera", CANARY), ("niemand", CANARY)):
                bodies.append(sent(nobody, "/anmelden", "/anmelden", name=name, passwort=password).text)
            for path in (f"/passwort/{CANARY}", f"/nirgends?frage={CANARY}", f"/api/v1/nirgends?frage={CANARY}"):
                bodies.append(nobody.get(path).text)
            for header in (f"Bearer {CANARY}", f"Basic {CANARY}"):
                bodies.append(nobody.get("/api/v1/documents", headers={"authorization": header}).text)
        with signed_in(url, "vera") as vera:
            ask = f"Was kostet der {CANARY} am Markt?"
            for asked in (ask, f"Vektorfehler bei {CANARY}?", CANARY * 500, f"{CANARY}\0?"):
                bodies.append(_problem(vera.post("/api/v1/questions", json={"question": asked})))
                sent(vera, "/", "/fragen", frage=asked)
            headers = {"accept": "text/event-stream"}
            vera.post("/api/v1/questions", json={"question": ask}, headers=headers)
            bodies.append(_problem(vera.post("/api/v1/questions", content=f'{{"question": "{CANARY}'.encode())))
            bodies.append(_problem(vera.post("/api/v1/questions", json={"question": {"text": CANARY}})))
            bodies.append(_problem(vera.post("/api/v1/questions", json={"question": CANARY, "conversation": CANARY})))
            for path in (f"/nirgends?frage={CANARY}", f"/fragen/{CANARY}", f"/api/v1/answers/{CANARY}", f"/{CANARY}"):
                bodies.append(vera.get(path).text)
            vera.get("/", params={"frage": ask})
            vera.get("/api/v1/search", params={"q": ask})
            bodies.append(_problem(vera.get("/api/v1/search", params={"q": CANARY, "limit": CANARY})))
            # What nobody expects, in the middle of an answer and of a request: a table is gone.
            with closing(sqlite3.connect(data / "catalogue.db")) as connection:
                connection.execute("ALTER TABLE passage_terms RENAME TO gone")
            bodies.append(_problem(vera.post("/api/v1/questions", json={"question": ask})))
            vera.get("/api/v1/search", params={"q": ask})
            with closing(sqlite3.connect(data / "catalogue.db")) as connection:
                connection.execute("ALTER TABLE answers RENAME TO gone_too")
            failed = vera.post("/api/v1/questions", json={"question": ask})
            assert failed.status_code == 500
            bodies.append(failed.text)
            bodies.append(vera.get("/verwaltung").text)
            for path in ("/metrics", "/healthz", "/readyz", "/openapi.json"):
                bodies.append(vera.get(path).text)
    told = said.read_text()
    assert "unexpected OperationalError" in told, "the failures were logged"
    for text in (told, *bodies):
        for canary in (CANARY, KEY, *PERSON[:2]):
            assert canary.casefold() not in text.casefold(), (canary, text[:2000])


def _problem(response: httpx.Response) -> str:
    """What is told of a failure; an answer itself repeats the question to who asked it."""
    return response.text if response.is_error else ""


def test_a_setting_that_cannot_be_used_is_named_without_its_secret() -> None:
    bad = {"TRANSFERLOTSE_CHAT_MODEL": "openai:x", "TRANSFERLOTSE_CHAT_MODEL_OPTIONS": f'{{"api_key": "{KEY}"'}
    command = [sys.executable, "-m", "assistant", "ask", "Wie viele?", "--data", "/nonexistent/data"]
    ran = subprocess.run(command, cwd=ROOT, env=os.environ | bad, capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert KEY not in ran.stdout + ran.stderr


def test_no_library_reports_to_anybody_even_if_the_environment_asks_for_it() -> None:
    asked_for = dict.fromkeys(("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2"), "true")
    code = """
from corpus.console import load_settings
load_settings(None)
from langsmith.utils import tracing_is_enabled
from langchain_core.tracers.context import _tracing_v2_is_enabled
import os
assert not tracing_is_enabled()
assert not _tracing_v2_is_enabled()
import tempfile, pathlib
from corpus.chroma import ChromaFolder
client = ChromaFolder(pathlib.Path(tempfile.mkdtemp())).client(patient=True)
assert client.get_settings().anonymized_telemetry is False
try:
    from huggingface_hub import constants
except ImportError:
    pass
else:
    assert constants.HF_HUB_DISABLE_TELEMETRY
assert os.environ["DO_NOT_TRACK"] == "1"
"""
    environment = os.environ | asked_for | {"LANGSMITH_API_KEY": "x", "ANONYMIZED_TELEMETRY": "True"}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
