"""Einfache Sprache is offered where a chat model answers, and asked for where it is wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.web.app import create_app
from assistant.wiring import open_house
from corpus.settings import Settings
from corpus.texts import web as texts
from corpus.texts import writing
from tests.servers.openai_chat import KEY, MODEL, ChatService, chat_service

FACT = "Für ein Gründach zahlt Ottersfurt 35 Euro je Quadratmeter."


@pytest.fixture(scope="module")
def service() -> Iterator[ChatService]:
    with chat_service(f"{FACT} [1]") as service:
        yield service


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, service: ChatService) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("plain")
    options = json.dumps({"base_url": service.url, "api_key": KEY})
    source = folder / "gruendach.md"
    source.write_text(f"# Gründächer in Ottersfurt\n\n{FACT}\n", "utf-8")
    settings = Settings(data_dir=folder / "house", chat_model=f"openai:{MODEL}", chat_model_options=options)
    with open_house(settings) as house:
        house.ingest.add(source, source=str(source), file_name=source.name)
        with TestClient(create_app(house), base_url="http://127.0.0.1:8000") as client:
            yield client


@pytest.mark.parametrize("wanted", [True, False])
def test_the_form_asks_the_model_for_what_is_ticked(client: TestClient, service: ChatService, wanted: bool) -> None:
    assert texts.PLAIN_LANGUAGE in client.get("/").text
    service.asked.clear()
    asked = {
        "frage": "Wie viel zahlt Ottersfurt je Quadratmeter für ein Gründach?",
        **({"einfach": "ja"} if wanted else {}),
    }
    page = client.post("/fragen", data=asked)
    assert FACT in page.text
    (request,) = service.asked
    assert (writing.PLAIN in request["messages"][0]["content"]) is wanted


def test_without_a_model_it_is_not_offered(tmp_path: Path) -> None:
    with open_house(Settings(data_dir=tmp_path)) as house:
        client = TestClient(create_app(house), base_url="http://127.0.0.1:8000")
        assert texts.PLAIN_LANGUAGE not in client.get("/").text
