from __future__ import annotations

import pytest

from assistant.conversations.verdicts import Verdicts
from corpus.catalogue import Catalogue


@pytest.fixture
def verdicts(catalogue: Catalogue) -> Verdicts:
    return Verdicts(catalogue)
