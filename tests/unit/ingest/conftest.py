from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.wiring import House, open_house
from corpus.settings import Settings

# Embeddings that need no model to be loaded: these tests are about what happens to files.
FAST = {
    "embeddings": "langchain_core.embeddings:DeterministicFakeEmbedding",
    "embeddings_options": '{"size": 48}',
}


@pytest.fixture
def fast_house(tmp_path: Path) -> Iterator[House]:
    """An empty house of its own."""
    with open_house(Settings.model_validate({"data_dir": tmp_path / "data", **FAST})) as house:
        yield house
