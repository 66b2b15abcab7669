from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import HttpUrl, SecretStr

from corpus.settings import Settings
from tests.scaled import fresh_database


@pytest.fixture(params=["embedded", "scaled"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """An empty house: in a data folder, and on PostgreSQL and a Chroma server."""
    folder = tmp_path / "data"
    if request.param == "embedded":
        folder.mkdir()
        yield Settings(data_dir=folder)
        return
    server = request.getfixturevalue("postgresql_server")
    chroma = request.getfixturevalue("chroma_server")
    with fresh_database(server) as url:
        yield Settings(data_dir=folder, database_url=SecretStr(url), chroma_url=HttpUrl(chroma.url))
