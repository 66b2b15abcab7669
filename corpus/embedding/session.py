"""Runs an ONNX model on the processor at hand."""

from __future__ import annotations

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

_ERRORS_ONLY = 3
_PROBE_SIZE = 64


def open_session(model: bytes) -> onnxruntime.InferenceSession:
    """A session that may be run by several threads at once, each on one core; exact 8-bit products on any processor."""
    # Always being exact would halve the speed of the processors that are exact anyway.
    return _session(model, avoid_saturation=_saturates())


def _session(model: bytes, *, avoid_saturation: bool) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _ERRORS_ONLY
    options.intra_op_num_threads = 1  # several calls side by side use the cores better than several threads a call
    options.add_session_config_entry("session.x64quantprecision", "1" if avoid_saturation else "0")
    session = onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])
    session._model_bytes = None  # kept for other providers to fall back on, of which there are none: 29 MB
    return session


def _saturates() -> bool:
    """Whether sums of two 8-bit products overflow 16 bits here, as on x64 processors before VNNI.

    Vectors would be three times further from float32. There is no portable way to ask, so the largest possible
    products are added up: ones times ones, both at the end of their 8-bit range.
    """
    ones = np.ones((_PROBE_SIZE, _PROBE_SIZE), np.float32)
    constants = [
        numpy_helper.from_array(np.full(ones.shape, 127, np.int8), "weights"),
        numpy_helper.from_array(np.full(_PROBE_SIZE, 1 / 127, np.float32), "scales"),
    ]
    node = helper.make_node("DynamicQuantizeMatMul", ["x", "weights", "scales"], ["y"], domain="com.microsoft")
    described = helper.make_graph(
        [node],
        "saturation",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ones.shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ones.shape)],
        constants,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(described, opset_imports=opsets, ir_version=8).SerializeToString()
    (sums,) = _session(model, avoid_saturation=False).run(["y"], {"x": ones})
    return bool(sums.min() < 0.99 * _PROBE_SIZE)
