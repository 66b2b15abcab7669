"""The network of multilingual-e5-small as an ONNX model, built in memory from the 4-bit weights.

Nearly all time goes into the linear layers, which run in 8 bit: `DynamicQuantizeMatMul` measures the range of its whole
input and rounds it to 256 steps. A few large values would leave few steps to all others, hence three remedies:

* Rotation: groups of 64 channels of input and weights are turned by the same orthogonal (Hadamard) matrix, which leaves
  their product as it is and spreads a large value over its group (QuaRot, arXiv 2404.00456).
* Seven channels, one in each of seven layers, are so much larger that they are multiplied apart, in float32.
* The attention projections of the last four layers, where rounding hurts most, stay in float32: this takes a third of
  the remaining error for 2 % of the speed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from corpus.embedding.weights import Weights

INPUT, OUTPUT = "words", "mean"

# Names this way of computing; to be changed with anything that changes the vectors.
VARIANT = "int8-rotated-1"

# Layer -> channel of the feed-forward layer whose largest value is over 2.5 times that of the channel at the 98th
# percentile, in float32 over 343 varied German passages and questions (encyclopaedia, a city's strategy). 207 of other
# kinds (a data standard, software manuals) name the same channels: they belong to the weights, not to the texts. The
# last layer has four more beside its idle channels; setting those apart gained nothing.
OUTLIERS = {0: 318, 1: 1462, 2: 354, 4: 778, 5: 658, 6: 1152, 7: 413}

_EXACT_ATTENTION_LAYERS = 4
_ROTATED_CHANNELS = 64
_INT8_LIMIT = 127
_MICROSOFT = "com.microsoft"
_OPSET, _IR_VERSION = 18, 8


def encoder_model(weights: Weights) -> bytes:
    """The serialised model (29 MB).

    Input: float32 [1, tokens, hidden], the word embeddings of one text, so that there is neither padding nor mask and
    no vector depends on a neighbour in a batch. Output: float32 [1, hidden], the mean over the tokens, not normalised.
    """
    return _Encoder(weights).model()


class _Graph:
    """Takes nodes and constants straight into the model, as every copy of it weighs 29 MB; a value is a name."""

    def __init__(self, width: int) -> None:
        words = helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, [1, "tokens", width])
        mean = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, width])
        self.model = helper.make_model(
            helper.make_graph([], "multilingual-e5-small", [words], [mean]),
            opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)],
            ir_version=_IR_VERSION,
        )
        self._graph = self.model.graph

    def constant(self, values: NDArray[Any]) -> str:
        name = f"constant{len(self._graph.initializer)}"
        self._graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        name = f"value{len(self._graph.node)}"
        self._add(operator, inputs, [name], attributes)
        return name

    def split(self, x: str, parts: int) -> list[str]:
        names = [f"value{len(self._graph.node)}.{part}" for part in range(parts)]
        self._add("Split", (x,), names, {"axis": -1, "num_outputs": parts})
        return names

    def output(self, x: str) -> None:
        self._add("Identity", (x,), [OUTPUT], {})

    def _add(self, operator: str, inputs: Sequence[str], outputs: Sequence[str], attributes: dict[str, Any]) -> None:
        self._graph.node.append(helper.make_node(operator, inputs, outputs, **attributes))


class _Encoder:
    """Lays the layers of the network one upon the other."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._sizes = weights.dimensions
        self._graph = _Graph(self._sizes.hidden)
        self._rotation = _hadamard(_ROTATED_CHANNELS)
        self._rotation_name = self._graph.constant(self._rotation)

    def model(self) -> bytes:
        graph = self._graph
        x = self._normalise(graph.node("Add", INPUT, self._positions()), "emb.ln")
        for layer in range(self._sizes.layers):
            x = self._normalise(graph.node("Add", x, self._attention(x, layer)), f"l{layer}.aln")
            x = self._normalise(graph.node("Add", x, self._feed_forward(x, layer)), f"l{layer}.oln")
        graph.output(graph.node("ReduceMean", x, graph.constant(np.array([1])), keepdims=0))
        serialised: bytes = graph.model.SerializeToString()
        return serialised

    def _positions(self) -> str:
        """Position and token type embeddings for as many tokens as there are."""
        floats, hidden = self._weights.floats, self._sizes.hidden
        table = floats["emb.pos"].reshape(-1, hidden) + floats["emb.type"][:hidden]
        tokens = self._graph.node("Shape", INPUT, start=1, end=2)
        return self._graph.node("Slice", self._graph.constant(table), self._graph.constant(np.array([0])), tokens)

    def _normalise(self, x: str, name: str) -> str:
        # Not fused with the Add before it: SkipLayerNormalization is scalar code on a CPU, 25 % slower overall.
        scale, shift = (self._graph.constant(self._weights.floats[f"{name}.{part}"]) for part in "wb")
        return self._graph.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=self._sizes.epsilon)

    def _attention(self, x: str, layer: int) -> str:
        exact = layer >= self._sizes.layers - _EXACT_ATTENTION_LAYERS
        linear = self._exact_linear if exact else self._int8_linear
        projected = linear(x, *self._parameters(layer, ("q", "k", "v"), self._sizes.hidden))
        queries_keys_values = self._graph.split(projected, 3)
        context = self._graph.node(
            "MultiHeadAttention", *queries_keys_values, domain=_MICROSOFT, num_heads=self._sizes.heads
        )
        return self._int8_linear(context, *self._parameters(layer, ("ao",), self._sizes.hidden))

    def _feed_forward(self, x: str, layer: int) -> str:
        wide = self._int8_linear(x, *self._parameters(layer, ("fi",), self._sizes.hidden))
        active = self._graph.node("Gelu", wide, domain=_MICROSOFT)
        matrix, bias = self._parameters(layer, ("fo",), self._sizes.feed_forward)
        if layer not in OUTLIERS:
            return self._int8_linear(active, matrix, bias)
        return self._int8_linear_beside_outlier(active, matrix, bias, OUTLIERS[layer])

    def _parameters(
        self, layer: int, names: tuple[str, ...], columns: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Matrix [outputs, columns] and bias [outputs] of a linear layer, or of several side by side."""
        matrices = [self._weights.matrix(f"l{layer}.{name}.w", columns) for name in names]
        biases = [self._weights.floats[f"l{layer}.{name}.b"] for name in names]
        return np.concatenate(matrices), np.concatenate(biases)

    def _exact_linear(self, x: str, matrix: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        product = self._graph.node("MatMul", x, self._graph.constant(matrix.T))
        return self._graph.node("Add", product, self._graph.constant(bias))

    def _int8_linear_beside_outlier(
        self, x: str, matrix: NDArray[np.float32], bias: NDArray[np.float32], outlier: int
    ) -> str:
        graph = self._graph
        value = graph.node("Gather", x, graph.constant(np.array([outlier])), axis=-1)
        beside = graph.node("Mul", value, graph.constant(matrix[:, outlier]))
        kept = np.ones(matrix.shape[1], np.float32)
        kept[outlier] = 0
        product = self._int8_linear(graph.node("Mul", x, graph.constant(kept)), matrix * kept, bias)
        return graph.node("Add", product, beside)

    def _int8_linear(self, x: str, matrix: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        graph, (outputs, columns) = self._graph, matrix.shape
        rotated = (matrix.reshape(-1, _ROTATED_CHANNELS) @ self._rotation).reshape(outputs, columns)
        scales = np.maximum(np.abs(rotated).max(axis=1), np.finfo(np.float32).tiny) / _INT8_LIMIT
        rounded = np.rint(rotated / scales[:, None]).astype(np.int8)
        groups = graph.node("Reshape", x, graph.constant(np.array([0, -1, _ROTATED_CHANNELS])))
        turned = graph.node("MatMul", groups, self._rotation_name)
        flat = graph.node("Reshape", turned, graph.constant(np.array([0, -1, columns])))
        factors = (graph.constant(values) for values in (rounded.T, scales))
        return graph.node("DynamicQuantizeMatMul", flat, *factors, "", graph.constant(bias), domain=_MICROSOFT)


def _hadamard(size: int) -> NDArray[np.float32]:
    """Sylvester's orthogonal matrix of plus and minus ones, scaled to length one; `size` is a power of two."""
    matrix = np.ones((1, 1), np.float32)
    while len(matrix) < size:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    normalised: NDArray[np.float32] = matrix / np.float32(np.sqrt(size))
    return normalised
