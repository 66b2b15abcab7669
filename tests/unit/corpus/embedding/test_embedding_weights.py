from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from corpus.embedding.blocks import BLOCK_BYTES, WordTable, dequantise
from corpus.embedding.weights import Weights, bundled_weights, read_weights


def block(scale: float, low: list[int], high: list[int]) -> bytes:
    return struct.pack("<e", scale) + bytes(a | b << 4 for a, b in zip(low, high, strict=True))


def damaged_copy(folder: Path, old: bytes, new: bytes) -> Path:
    """The bundled weights with one place overwritten."""
    contents = bytearray(bundled_weights().read_bytes())
    at = contents.index(old)
    contents[at : at + len(old)] = new
    path = folder / "damaged.bin"
    path.write_bytes(contents)
    return path


def test_low_nibbles_come_before_high_ones_and_eight_means_nought() -> None:
    raw = block(0.5, [8, 9, 0, *[8] * 13], [15, *[8] * 15])
    values = dequantise(np.frombuffer(raw, np.uint8).reshape(1, BLOCK_BYTES))
    assert values[0, :3].tolist() == [0.0, 0.5, -4.0]
    assert values[0, 16] == 3.5
    assert np.count_nonzero(values) == 3


def test_the_word_table_reads_the_rows_asked_for_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "rows.bin"
    path.write_bytes(b"head" + b"".join(block(1.0, [number] * 16, [number] * 16) for number in range(16)))
    rows = WordTable(path, start=4, row_bytes=BLOCK_BYTES).embeddings([9, 0, 9])
    assert rows.shape == (3, 32)
    assert rows[:, 0].tolist() == [1.0, -8.0, 1.0]


def test_the_bundled_file_holds_the_small_e5(weights: Weights) -> None:
    sizes = weights.dimensions
    assert (sizes.hidden, sizes.layers, sizes.heads, sizes.feed_forward) == (384, 12, 12, 1536)
    assert weights.matrix("l11.fo.w", sizes.feed_forward).shape == (384, 1536)
    assert weights.vocabulary.replacements[ord("²")] == "2"


def test_other_weights_have_another_fingerprint(tmp_path: Path, weights: Weights) -> None:
    bias = weights.floats["l5.q.b"].tobytes()
    other = read_weights(damaged_copy(tmp_path, bias, bias[::-1]))
    assert other.fingerprint() != weights.fingerprint()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"absent\.bin: cannot be read"):
        read_weights(tmp_path / "absent.bin")


@pytest.mark.parametrize("size", [0, 3, 40, 1_000, 3_000_000, 4_640_000, 20_000_000])
def test_a_file_that_was_cut_short_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "short.bin"
    with bundled_weights().open("rb") as whole:
        path.write_bytes(whole.read(size))
    with pytest.raises(ValueError, match=r"short\.bin: (damaged|cannot be read)"):
        read_weights(path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"E5S1", b"GGUF", "not an E5S1 file"),
        (
            struct.pack("<7i", 384, 12, 12, 1536, 250037, 512, 2),
            struct.pack("<7i", 384, 13, 12, 1536, 250037, 512, 2),
            "l12",
        ),
        (b"l3.fo.w", b"l3.xx.w", "l3.fo.w is missing"),
        (struct.pack("<5i", 250002, 0, 2, 1, 3), struct.pack("<5i", -7, 0, 2, 1, 3), "are promised"),
        (struct.pack("<5i", 250002, 0, 2, 1, 3), struct.pack("<5i", 250001, 0, 2, 1, 3), "vocabulary"),
    ],
)
def test_a_file_that_breaks_its_own_promises_is_refused(tmp_path: Path, old: bytes, new: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=f"damaged embedding weights: .*{message}"):
        read_weights(damaged_copy(tmp_path, old, new))
