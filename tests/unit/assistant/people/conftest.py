from __future__ import annotations

import pytest

from assistant.people.people import People, open_people
from corpus.catalogue import Catalogue
from tests.signing_in import quick_passwords


@pytest.fixture
def people(catalogue: Catalogue) -> People:
    return open_people(catalogue, quick_passwords())
