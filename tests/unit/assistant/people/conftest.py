from __future__ import annotations

import pytest

from assistant.people.people import People, open_people
from corpus.catalogue import Catalogue
from corpus.settings import Settings
from tests.signing_in import quick_passwords


@pytest.fixture
def people(catalogue: Catalogue) -> People:
    return open_people(catalogue, Settings(), quick_passwords())
