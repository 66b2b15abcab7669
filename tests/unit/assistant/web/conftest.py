from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.web.app import create_app
from assistant.wiring import House
from corpus.models import Document
from corpus.texts import web as texts

ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def client(house: House) -> Iterator[TestClient]:
    with TestClient(create_app(house), base_url=ADDRESS) as client:
        yield client


@pytest.fixture(scope="session")
def question() -> str:
    return texts.SUGGESTED_QUESTIONS[0][0]


@pytest.fixture(scope="session")
def foreign_question() -> str:
    return "Wie lange muss ein Marmorkuchen mit Vanilleglasur im Ofen backen?"


@pytest.fixture(scope="session")
def pdf(house: House) -> Document:
    return next(d for d in house.corpus.documents() if d.current.media_type == "application/pdf")


@pytest.fixture(scope="session")
def docx(house: House) -> Document:
    return next(d for d in house.corpus.documents() if d.current.media_type != "application/pdf")
