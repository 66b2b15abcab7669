from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.conversations.store import Conversations
from corpus.catalogue import Catalogue
from corpus.database import open_database


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(open_database(tmp_path / "catalogue.db"))
    yield catalogue
    catalogue.close()


@pytest.fixture
def conversations(catalogue: Catalogue) -> Conversations:
    return Conversations(catalogue)
