from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.embedding.background import UNRELATED, background_of
from corpus.embedding.choosing import chosen_embeddings
from corpus.embedding.engine import E5Embeddings
from corpus.embedding.foreign import BATCH
from corpus.embedding.interface import TextEmbeddings
from corpus.errors import EmbeddingsUnavailable, TransferlotseError
from corpus.settings import Settings
from tests.servers.openai_embeddings import KEY, EmbeddingsService, embeddings_service, trigrams

OPENAI = "langchain_openai:OpenAIEmbeddings"
QUESTION = "Was kostet der Trinkbrunnen?"


@pytest.fixture
def service() -> Iterator[EmbeddingsService]:
    with embeddings_service() as service:
        yield service


def settings_for(service: EmbeddingsService, **more: object) -> Settings:
    return Settings.model_validate({"embeddings": OPENAI, "embeddings_options": service.options(**more)})


def chosen(service: EmbeddingsService, stored: str | None = None, **more: object) -> TextEmbeddings:
    return chosen_embeddings(settings_for(service, **more), stored)


def test_vectors_of_a_service_get_length_one_and_keep_their_direction(service: EmbeddingsService) -> None:
    embeddings = chosen(service)
    texts = [f"Maßnahme {number} gegen Starkregen" for number in range(2 * BATCH + 1)]
    service.batches.clear()
    vectors = embeddings.embed_passages(texts)
    assert [len(batch) for batch in service.batches] == [BATCH, BATCH, 1]
    assert [text for batch in service.batches for text in batch] == texts
    assert (vectors.shape, vectors.dtype) == ((len(texts), 48), np.float32)
    assert embeddings.dimensions == 48
    theirs = np.array([trigrams(text, 48) for text in texts])
    np.testing.assert_allclose(vectors, theirs / np.linalg.norm(theirs, axis=1, keepdims=True), atol=1e-6)
    question = np.array(embeddings.embed_query(texts[3]))
    assert np.argmax(vectors @ question) == 3
    assert np.linalg.norm(question) == pytest.approx(1)


def test_no_passages_are_no_vectors_and_no_call(service: EmbeddingsService) -> None:
    embeddings = chosen(service)
    service.batches.clear()
    assert embeddings.embed_passages([]).shape == (0, 48)
    assert service.batches == []


def test_passages_are_as_long_as_with_the_built_in_embeddings(
    service: EmbeddingsService, embeddings: E5Embeddings
) -> None:
    foreign = chosen(service)
    for text in ("", "Stadt", "Nach § 13b Abs. 2 Nr. 1 BauGB", "Donaudampfschifffahrtsgesellschaft " * 9):
        assert foreign.count_tokens(text) == embeddings.count_tokens(text)


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("error", "InternalServerError 500"),
        ("hang", "APITimeoutError"),
        ("odd", "49 statt 48 Zahlen"),
        ("nan", "unbrauchbar"),
        ("zero", "unbrauchbar"),
        ("ragged", "unbrauchbar"),
        ("few", "2 statt 3 Vektoren"),
    ],
)
def test_what_a_service_does_wrong_is_one_german_sentence(service: EmbeddingsService, mode: str, said: str) -> None:
    embeddings = chosen(service, timeout=0.5)
    service.mode = mode
    with pytest.raises(EmbeddingsUnavailable) as raised:
        embeddings.embed_passages([QUESTION] * 3)
    message = raised.value.message
    assert raised.value.retryable
    assert said in message
    assert "Bitte" in message
    assert QUESTION not in message
    service.mode = "ok"
    assert embeddings.embed_passages([QUESTION]).shape == (1, 48)


@pytest.mark.parametrize("mode", ["error", "odd", "nan", "zero"])
def test_questions_are_checked_as_passages_are(service: EmbeddingsService, mode: str) -> None:
    embeddings = chosen(service)
    service.mode = mode
    with pytest.raises(EmbeddingsUnavailable):
        embeddings.embed_query(QUESTION)


def test_a_wrong_key_is_said_and_not_shown(service: EmbeddingsService) -> None:
    with pytest.raises(EmbeddingsUnavailable, match="AuthenticationError 401") as raised:
        chosen(service, api_key=KEY + "-falsch")
    assert KEY not in raised.value.message
    assert raised.value.__suppress_context__


def test_a_service_that_is_down_hinders_only_a_corpus_without_vectors(
    service: EmbeddingsService, caplog: pytest.LogCaptureFixture
) -> None:
    recipe = chosen(service).recipe
    assert recipe.endswith("/48")
    service.mode = "error"
    for stored in (None, "multilingual-e5-small/q4-d7e9fe6d/int8-rotated-1", recipe.replace("trigrams", "other")):
        with pytest.raises(EmbeddingsUnavailable):
            chosen(service, stored)
    with caplog.at_level(logging.WARNING):
        waiting = chosen(service, recipe)
    assert (waiting.recipe, waiting.dimensions) == (recipe, 48)
    assert "InternalServerError 500" in caplog.text
    assert KEY not in caplog.text
    service.mode = "ok"
    assert len(waiting.embed_query(QUESTION)) == 48


def test_opening_asks_once_and_knows_dimensions_and_background(service: EmbeddingsService) -> None:
    embeddings = chosen(service)
    measured = embeddings.background()
    assert service.batches == [list(UNRELATED)]
    assert measured == background_of(embeddings.embed_passages(UNRELATED))


def test_a_background_that_could_not_be_measured_at_opening_is_measured_when_it_is_needed(
    service: EmbeddingsService,
) -> None:
    before = chosen(service)
    service.mode = "error"
    waiting = chosen(service, before.recipe)
    with pytest.raises(EmbeddingsUnavailable):
        waiting.background()
    service.mode = "ok"
    assert waiting.background() == before.background()
    service.mode = "error"
    assert waiting.background() == before.background(), "it is measured once"


def test_a_model_that_tells_no_texts_apart_is_refused(service: EmbeddingsService) -> None:
    service.mode = "same"
    with pytest.raises(EmbeddingsUnavailable, match="alle gleich"):
        chosen(service)


def test_a_model_of_other_dimensions_has_another_recipe(service: EmbeddingsService) -> None:
    before = chosen(service)
    service.dimensions = 64
    after = chosen(service, before.recipe)
    assert (after.dimensions, after.recipe) == (64, before.recipe.replace("/48", "/64"))
    with pytest.raises(EmbeddingsUnavailable, match="reindex"):
        before.embed_query(QUESTION)


def test_a_class_that_is_no_embeddings_is_refused() -> None:
    with pytest.raises(TransferlotseError, match="kein LangChain-„Embeddings“"):
        chosen_embeddings(Settings(embeddings="collections:OrderedDict"), None)


def test_keys_stay_out_of_the_settings_that_are_shown(service: EmbeddingsService) -> None:
    settings = settings_for(service)
    assert KEY not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


def test_settings_are_read_from_a_file_as_the_documentation_writes_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, service: EmbeddingsService
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = f"TRANSFERLOTSE_EMBEDDINGS={OPENAI}\nTRANSFERLOTSE_EMBEDDINGS_OPTIONS='{service.options()}'\n"
    Path(".env").write_text(lines)
    assert chosen_embeddings(Settings(), None).dimensions == 48


def test_other_embeddings_load_neither_the_network_nor_onnxruntime() -> None:
    program = (
        "import sys; from corpus.opening import open_corpus; from corpus.embedding.choosing import chosen_embeddings;"
        "from corpus.settings import Settings;"
        "settings = Settings(embeddings='langchain_core.embeddings:DeterministicFakeEmbedding',"
        "                    embeddings_options='{\"size\": 8}');"
        "assert len(chosen_embeddings(settings, None).embed_query('Was?')) == 8;"
        "sys.exit(bool({'onnx', 'onnxruntime', 'corpus.embedding.graph', 'torch', 'transformers'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
