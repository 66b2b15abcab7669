from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.people.people import People, open_people
from corpus.catalogue import Catalogue
from corpus.database import open_database
from tests.signing_in import quick_passwords


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(open_database(tmp_path / "catalogue.db"))
    yield catalogue
    catalogue.close()


@pytest.fixture
def people(catalogue: Catalogue) -> People:
    return open_people(catalogue, quick_passwords())
