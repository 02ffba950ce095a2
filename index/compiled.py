"""The bundled encoder compiled for this processor by OpenVINO: no torch, and several times its speed."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.bundled import LAYOUT, NAME, load_tokenizer, read_weights
from index.errors import EncoderError
from index.graph import build_graph, ov
from index.model_cache import ensure_folder
from index.tuned import TunedFile, TunedWeights, overlay

Hint = Literal["THROUGHPUT", "LATENCY"]

# Raise when the same weights become another graph.
_GRAPH = 1
_MODEL = "model.xml"
_MAX_TOKENS = 512
_PROMPTS = {"query": "query: ", "document": "passage: "}
# Batches of about so many tokens are the fastest, and a question asked meanwhile waits for no more than one of them.
_BATCH_TOKENS = 512
# So many texts are tokenised and sorted by length at a time, which bounds the memory.
_SORTED_TEXTS = 1024
_PADDING = 1


class CompiledModel:
    """multilingual-e5-small; safe to use from several threads at once."""

    dimension = 384
    max_tokens = _MAX_TOKENS

    def __init__(self, compiled: Any, tokenizer: Tokenizer) -> None:
        self._compiled, self._tokenizer = compiled, tokenizer
        self._streams = compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
        self._idle: SimpleQueue[Any] = SimpleQueue()
        # OpenVINO's bindings initialise themselves at the first inference; two threads doing so wait for each other.
        self._infer([[_PADDING]])

    def encode(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:
        """Unit vectors of shape (n, dimension); a longer text is read up to `max_tokens`."""
        prompt = _PROMPTS[kind]
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _SORTED_TEXTS):
            some = [prompt + text for text in texts[start : start + _SORTED_TEXTS]]
            self._encode_into(vectors[start : start + _SORTED_TEXTS], some)
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(encoding) for encoding in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def _encode_into(self, vectors: NDArray[np.float32], texts: list[str]) -> None:
        encodings = self._tokenizer.encode_batch_fast(texts)
        tokens = [_truncate(encoding.ids) for encoding in encodings]

        def encode_batch(rows: list[int]) -> None:
            vectors[rows] = self._infer([tokens[row] for row in rows])

        batches = list(_batches([len(ids) for ids in tokens]))
        if len(batches) == 1:
            encode_batch(batches[0])
            return
        with ThreadPoolExecutor(self._streams) as threads:
            list(threads.map(encode_batch, batches))

    def _infer(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        ids = np.full((len(tokens), max(map(len, tokens))), _PADDING, np.int32)
        mask = np.zeros_like(ids)
        for row, text in enumerate(tokens):
            ids[row, : len(text)], mask[row, : len(text)] = text, 1
        try:
            request = self._idle.get_nowait()
        except Empty:
            request = self._compiled.create_infer_request()
        vectors: NDArray[np.float32] = request.infer([ids, mask])[0]
        self._idle.put(request)
        return vectors


def _truncate(ids: list[int]) -> list[int]:
    return ids if len(ids) <= _MAX_TOKENS else [*ids[: _MAX_TOKENS - 1], ids[-1]]


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows of similar length together, the longest first, up to a number of tokens with the padding."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def load_compiled(cache: Path, hint: Hint = "LATENCY", tuned: TunedFile | None = None) -> CompiledModel:
    """The base encoder with the `tuned` layers, unpacked and converted below `cache` if it is not there yet.

    With THROUGHPUT each processor works on a batch of its own, a sixth faster for many; with LATENCY all work on one
    batch, and a single question takes half as long.

    Raises EncoderError if it cannot be made or loaded, or if a file of it has been altered.
    """
    name = f"{NAME}-{LAYOUT}" + (f"-{tuned.name}" if tuned else "")
    folder = ensure_folder(cache / f"{name}-openvino-{_GRAPH}", partial(_convert, tuned=tuned))
    try:
        with ThreadPoolExecutor(1) as thread:
            compiling = thread.submit(_compile, folder / _MODEL, hint)
            tokenizer = load_tokenizer()
        return CompiledModel(compiling.result(), tokenizer)
    except Exception as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise EncoderError(f"cannot load the encoder in {folder}: {reason}") from error


def _convert(folder: Path, tuned: TunedFile | None) -> None:
    header, weights = overlay(tuned.read()) if tuned else read_weights()
    ov.save_model(build_graph(weights, header), folder / _MODEL, compress_to_fp16=True)


def compile_weights(header: Mapping[str, Any], weights: TunedWeights) -> CompiledModel:
    """An encoder that is not kept: for weights that are still being trained. Made for many texts."""
    return CompiledModel(_compile(build_graph(weights, header), "THROUGHPUT"), load_tokenizer())


def _compile(model: Any, hint: Hint) -> Any:
    """`model`: an `openvino.Model` or the path of one."""
    options = {
        "PERFORMANCE_HINT": hint,
        # Activations of matrix products in 8 bits, with a scale for each block of weights: nearly twice as fast,
        # and the cosine to fp32 stays above 0.9998. Processors that cannot do it compute in fp32.
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": 32,
        # Not bf16: a virtual machine that promises AMX and does not hold it kills the process with SIGILL.
        "INFERENCE_PRECISION_HINT": "f32",
    }
    return ov.Core().compile_model(model, "CPU", options)
