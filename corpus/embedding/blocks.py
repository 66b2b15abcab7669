"""Four-bit weights (Q4_0): every row is cut into blocks of 32 weights held in 18 bytes.

A block is an fp16 scale and 16 bytes, whose low nibbles are weights 0-15 and whose high nibbles are weights 16-31; a
weight is scale * (nibble - 8).
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK_WEIGHTS = 32
BLOCK_BYTES = 18


def dequantise(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Q4_0 blocks [n, 18] as float32 [n, 32]."""
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    values: NDArray[np.float32] = (nibbles.astype(np.float32) - 8) * scales
    return values


class WordTable:
    """The word embeddings, read from the file row by row: mapping them would keep 50 MB resident."""

    def __init__(self, path: Path, start: int, row_bytes: int) -> None:
        self._file = os.open(path, os.O_RDONLY)
        self._start, self._row_bytes = start, row_bytes
        weakref.finalize(self, os.close, self._file)

    def embeddings(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of some pieces: float32 [pieces, hidden]. Safe to call from several threads."""
        size, start = self._row_bytes, self._start
        rows = b"".join([os.pread(self._file, size, start + number * size) for number in numbers])
        return dequantise(np.frombuffer(rows, np.uint8).reshape(-1, BLOCK_BYTES)).reshape(len(numbers), -1)
