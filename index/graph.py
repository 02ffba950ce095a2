"""BERT as an OpenVINO graph, from its weights: token ids → unit vectors, or a score for each token.

Built here operation by operation, so that neither torch nor OpenVINO's own converter is needed to make it; embeddings
stay in their 4 bits, what is multiplied is in 8.
"""

import sys
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

# `import openvino` reports to Google Analytics that it was imported, unless it cannot find the package to do so with.
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]

import openvino as ov  # noqa: E402
from openvino import opset15 as ops  # noqa: E402

from index.bundled import Blocks  # noqa: E402
from index.tuned import READER_HEAD, ByteBlocks, TunedWeights, quantise  # noqa: E402

__all__ = ["Hint", "build_graph", "build_reader_graph", "compile_graph", "ov"]

# Added to the attention scores of padding: far below any real one, and still small enough for half precision.
_MASKED = -10_000.0

# Neighbours in a row that share a scale, of weights and of what they are multiplied by: with 32, as in the files, a
# product takes a third longer; with a whole row the cosine to fp32 falls from 0.9995 to 0.9985.
_GROUP = 128

Hint = Literal["THROUGHPUT", "LATENCY"]


def build_graph(weights: TunedWeights, header: Mapping[str, Any]) -> Any:
    """An `openvino.Model` with the inputs `input_ids` and `attention_mask`, both int32 of shape (texts, tokens), and
    `parts`, float32 of shape (texts, parts, tokens), which is 1 where a token is of a part. Its output are vectors of
    shape (texts, parts, hidden): the mean over the tokens of each part, made unit length."""
    ids, mask = _inputs()
    parts = ops.parameter([-1, -1, -1], np.float32, name="parts")
    states = _states(ids, ops.convert(mask, "f32"), weights, header)
    pooled = ops.matmul(parts, states, False, False)
    return ov.Model([ops.normalize_l2(pooled, _axes(2), 1e-12, "max")], [ids, mask, parts], "encoder")


def build_reader_graph(weights: TunedWeights, header: Mapping[str, Any]) -> Any:
    """With the first two inputs of `build_graph`, and the scores of shape (texts, tokens, 2) as its output: of each
    token as the first and as the last of the answer."""
    ids, mask = _inputs()
    states = _states(ids, ops.convert(mask, "f32"), weights, header)
    return ov.Model([_linear(states, weights, READER_HEAD)], [ids, mask], "reader")


def compile_graph(model: Any, hint: Hint) -> Any:
    """`model`: an `openvino.Model` or the path of one."""
    options = {
        "PERFORMANCE_HINT": hint,
        # Activations of matrix products in 8 bits, with a scale for each block of weights: three times as fast.
        # Processors that cannot do it compute in fp32.
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": _GROUP,
        # Not bf16: a virtual machine that promises AMX and does not hold it kills the process with SIGILL.
        "INFERENCE_PRECISION_HINT": "f32",
        # What is made anew for each shape of a batch is kept for so many of them: by default thousands, 500 MB.
        "CPU_RUNTIME_CACHE_CAPACITY": 64,
    }
    return ov.Core().compile_model(model, "CPU", options)


def _inputs() -> tuple[Any, Any]:
    ids, mask = (ops.parameter([-1, -1], np.int32, name=name) for name in ("input_ids", "attention_mask"))
    return ids, mask


def _states(ids: Any, present: Any, weights: TunedWeights, header: Mapping[str, Any]) -> Any:
    bias = ops.unsqueeze(ops.multiply(ops.subtract(_constant(1.0), present), _constant(_MASKED)), _axes(1, 2))
    states = _embed(ids, weights, header)
    for layer in range(header["layers"]):
        states = _layer(states, bias, weights, f"encoder.layer.{layer}.", header)
    return states


def _embed(ids: Any, weights: TunedWeights, header: Mapping[str, Any]) -> Any:
    name = "embeddings."
    # All tokens are of the first type.
    first_type = ops.gather(_constant(weights[name + "token_type_embeddings.weight"]), _integer(0), _integer(0))
    length = ops.gather(ops.shape_of(ids, "i32"), _integer(1), _integer(0))
    words = ops.gather(_constant(weights[name + "word_embeddings.weight"]), ids, _integer(0))
    places = ops.gather(
        _constant(weights[name + "position_embeddings.weight"]),
        ops.range(_integer(0), length, _integer(1), "i32"),
        _integer(0),
    )
    return _normalise(ops.add(words, ops.add(places, first_type)), weights, name + "LayerNorm", header)


def _layer(states: Any, bias: Any, weights: TunedWeights, name: str, header: Mapping[str, Any]) -> Any:
    attended = _attend(states, bias, weights, name + "attention.self.", header)
    attended = ops.add(states, _linear(attended, weights, name + "attention.output.dense"))
    states = _normalise(attended, weights, name + "attention.output.LayerNorm", header)
    inner = ops.gelu(_linear(states, weights, name + "intermediate.dense"), "erf")
    return _normalise(
        ops.add(states, _linear(inner, weights, name + "output.dense")), weights, name + "output.LayerNorm", header
    )


def _attend(states: Any, bias: Any, weights: TunedWeights, name: str, header: Mapping[str, Any]) -> Any:
    hidden, heads = header["hidden"], header["heads"]
    by_head, swap = _axes(0, 0, heads, hidden // heads), _axes(0, 2, 1, 3)
    query, key, value = (
        ops.transpose(ops.reshape(_linear(states, weights, name + part), by_head, True), swap)
        for part in ("query", "key", "value")
    )
    scores = ops.multiply(ops.matmul(query, key, False, True), _constant((hidden // heads) ** -0.5))
    read = ops.matmul(ops.softmax(ops.add(scores, bias), -1), value, False, False)
    return ops.reshape(ops.transpose(read, swap), _axes(0, 0, hidden), True)


def _linear(states: Any, weights: TunedWeights, name: str) -> Any:
    matrix = weights[name + ".weight"]
    if isinstance(matrix, Blocks | ByteBlocks):
        matrix = quantise(matrix.dequantise(), _GROUP)
    product = ops.matmul(states, _constant(matrix), False, True)
    return ops.add(product, _constant(weights[name + ".bias"]))


def _normalise(states: Any, weights: TunedWeights, name: str, header: Mapping[str, Any]) -> Any:
    level = ops.mvn(states, _axes(-1), True, header["epsilon"], "INSIDE_SQRT")
    return ops.add(ops.multiply(level, _constant(weights[name + ".weight"])), _constant(weights[name + ".bias"]))


def _constant(value: NDArray[np.float32] | Blocks | ByteBlocks | float) -> Any:
    if isinstance(value, Blocks | ByteBlocks):
        integers = _four_bits(value.nibbles) if isinstance(value, Blocks) else ops.constant(value.values)
        scaled = ops.multiply(ops.convert(integers, "f16"), ops.constant(value.scales))
        return ops.convert(ops.reshape(scaled, _axes(len(value.scales), -1), False), "f32")
    return ops.constant(np.asarray(value, np.float32))


def _four_bits(nibbles: NDArray[np.uint8]) -> Any:
    # Less 8, in two's complement; of two neighbours the first lies in the low half of their byte.
    signed = nibbles ^ 8
    tensor = ov.Tensor(ov.Type.i4, ov.Shape(nibbles.shape))
    tensor.data[:] = (signed[..., 0::2] | signed[..., 1::2] << 4).reshape(tensor.data.shape)
    return ops.constant(tensor)


def _integer(value: int) -> Any:
    return ops.constant(np.int32(value))


def _axes(*values: int) -> Any:
    return ops.constant(np.array(values, np.int64))
