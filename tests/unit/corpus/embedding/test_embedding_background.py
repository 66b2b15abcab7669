from __future__ import annotations

import numpy as np
import pytest

from corpus.embedding.background import E5_BACKGROUND, UNRELATED, Background, background_of, on_e5_scale
from corpus.embedding.engine import E5Embeddings


def test_the_constants_are_what_the_built_in_model_has(embeddings: E5Embeddings) -> None:
    measured = background_of(embeddings.embed_passages(UNRELATED))
    assert measured.mean == pytest.approx(E5_BACKGROUND.mean, abs=0.001)
    assert measured.spread == pytest.approx(E5_BACKGROUND.spread, abs=0.0005)
    assert embeddings.background() == E5_BACKGROUND


def test_every_pair_of_texts_counts_once_and_none_with_itself() -> None:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    background = background_of(vectors)
    assert background.mean == pytest.approx(np.mean([0.0, 0.6, 0.8]))
    assert background.spread == pytest.approx(np.std([0.0, 0.6, 0.8]))


@pytest.mark.parametrize("cosine", [-1.0, 0.0, 0.71, 0.8272, 0.93, 1.0])
def test_cosines_of_the_built_in_model_stay_as_they_are(cosine: float) -> None:
    assert on_e5_scale(cosine, E5_BACKGROUND) == pytest.approx(cosine, abs=1e-12)


def test_unrelated_texts_come_to_lie_where_the_built_in_model_has_them() -> None:
    other = Background(mean=0.1, spread=0.05)
    assert on_e5_scale(0.1, other) == pytest.approx(E5_BACKGROUND.mean)
    assert on_e5_scale(0.25, other) == pytest.approx(E5_BACKGROUND.mean + 3 * E5_BACKGROUND.spread)
    assert on_e5_scale(0.0, other) == pytest.approx(E5_BACKGROUND.mean - 2 * E5_BACKGROUND.spread)


def test_a_cosine_stays_a_cosine() -> None:
    narrow = Background(mean=0.9, spread=1e-5)
    assert (on_e5_scale(1.0, narrow), on_e5_scale(-1.0, narrow)) == (1.0, -1.0)
