from __future__ import annotations

import pytest

from corpus.german.analyser import Analyser


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser()
