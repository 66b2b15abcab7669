from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from corpus.embedding.session import open_session


def test_the_largest_eight_bit_products_add_up_exactly_on_this_processor() -> None:
    x = np.ones((3, 128), np.float32)
    constants = [
        numpy_helper.from_array(np.full((128, 32), 127, np.int8), "w"),
        numpy_helper.from_array(np.ones(32, np.float32), "s"),
    ]
    node = helper.make_node("DynamicQuantizeMatMul", ["x", "w", "s"], ["y"], domain="com.microsoft")
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in "xy"]
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    graph = helper.make_graph([node], "largest", ends[:1], ends[1:], constants)
    session = open_session(helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString())
    (y,) = session.run(["y"], {"x": x})
    np.testing.assert_allclose(y, np.full((3, 32), 128 * 127), rtol=1e-5)
