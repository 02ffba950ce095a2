"""The bundled encoder compiled for this processor by OpenVINO: no torch, and several times its speed."""

import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.bundled import LAYOUT, NAME, load_tokenizer, read_weights
from index.encoder import Span
from index.errors import EncoderError, first_line
from index.graph import Hint, build_graph, compile_graph, ov
from index.model_cache import ensure_folder
from index.tuned import TunedFile, TunedWeights, overlay

# Raise when the same weights become another graph.
_GRAPH = 3
_MODEL = "model.xml"
_MAX_TOKENS = 512
_PROMPTS = {"query": "query: ", "document": "passage: "}
# Batches of about so many tokens are the fastest, and a question asked meanwhile waits for no more than one of them.
_BATCH_TOKENS = 512
# So many texts are tokenised and sorted by length at a time, which bounds the memory.
_SORTED_TEXTS = 1024
_PADDING = 1
# Parts of a text are filled up to a multiple of this.
_PARTS_STEP = 16


@dataclass(frozen=True)
class _Read:
    """The tokens of a text, and its parts: of shape (parts, tokens), 1 where a token is of a part."""

    tokens: list[int]
    parts: NDArray[np.float32]


class CompiledModel:
    """multilingual-e5-small; safe to use from several threads at once."""

    dimension = 384
    max_tokens = _MAX_TOKENS

    def __init__(self, compiled: Any, tokenizer: Tokenizer) -> None:
        self._compiled, self._tokenizer = compiled, tokenizer
        self._streams = compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
        self._idle: SimpleQueue[Any] = SimpleQueue()
        # OpenVINO's bindings initialise themselves at the first inference; two threads doing so wait for each other.
        self._infer([_Read([_PADDING], np.ones((1, 1), np.float32))])

    def encode(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:
        """Unit vectors of shape (n, dimension); a longer text is read up to `max_tokens`."""
        vectors, _ = self._encode(texts, _PROMPTS[kind], [()] * len(texts))
        return vectors

    def encode_in_context(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Unit vectors of passages, (n, dimension), and of the spans of each in order, (spans, dimension): the mean
        over their tokens as they are read in the whole, where "he" has a name (late chunking, Günther et al. 2024).

        A span that nothing is read of has the vector of its passage.
        """
        return self._encode(texts, _PROMPTS["document"], spans)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(encoding) for encoding in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def _encode(
        self, texts: Sequence[str], prompt: str, spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        inner: list[NDArray[np.float32]] = [vectors[:0]] * len(texts)
        for start in range(0, len(texts), _SORTED_TEXTS):
            some = slice(start, start + _SORTED_TEXTS)
            read = self._read([prompt + text for text in texts[some]], len(prompt), spans[some])

            def encode_batch(rows: list[int], start: int = start, read: list[_Read] = read) -> None:
                found = self._infer([read[row] for row in rows])
                for row, each in zip(rows, found, strict=True):
                    vectors[start + row], inner[start + row] = each[0], each[1:]

            batches = list(_batches([len(each.tokens) for each in read]))
            if len(batches) == 1:
                encode_batch(batches[0])
                continue
            with ThreadPoolExecutor(self._streams) as threads:
                list(threads.map(encode_batch, batches))
        return vectors, inner

    def _read(self, texts: list[str], shift: int, spans: Sequence[Sequence[Span]]) -> list[_Read]:
        if not any(spans):
            tokens = [_truncate(encoding.ids) for encoding in self._tokenizer.encode_batch_fast(texts)]
            return [_Read(ids, np.ones((1, len(ids)), np.float32)) for ids in tokens]
        # The fast way does not tell where the tokens lie.
        return [
            _Read(_truncate(encoding.ids), parts_of_tokens(encoding.offsets[:_MAX_TOKENS], shift, some))
            for encoding, some in zip(self._tokenizer.encode_batch(texts), spans, strict=True)
        ]

    def _infer(self, texts: Sequence[_Read]) -> list[NDArray[np.float32]]:
        """The vectors of the parts of each text, of shape (parts, dimension)."""
        longest = max(len(text.tokens) for text in texts)
        ids = np.full((len(texts), longest), _PADDING, np.int32)
        mask = np.zeros_like(ids)
        most = max(len(text.parts) for text in texts)
        # OpenVINO keeps what it makes for each shape that it meets.
        rows = most if most == 1 else math.ceil(most / _PARTS_STEP) * _PARTS_STEP
        parts = np.zeros((len(texts), rows, longest), np.float32)
        for row, text in enumerate(texts):
            ids[row, : len(text.tokens)], mask[row, : len(text.tokens)] = text.tokens, 1
            parts[row, : len(text.parts), : len(text.tokens)] = text.parts
        try:
            request = self._idle.get_nowait()
        except Empty:
            request = self._compiled.create_infer_request()
        found = request.infer([ids, mask, parts])[0]
        # Copies: the request's own array is written anew by its next inference.
        vectors = [found[row, : len(text.parts)].copy() for row, text in enumerate(texts)]
        self._idle.put(request)
        return vectors


def parts_of_tokens(offsets: Sequence[Span], shift: int, spans: Sequence[Span]) -> NDArray[np.float32]:
    """Of shape (1 + spans, tokens): the tokens of the whole text, and those of each span (in order), which lie `shift`
    characters further on in what was read."""
    parts = np.zeros((1 + len(spans), len(offsets)), np.float32)
    parts[0] = 1
    if spans:
        starts, ends = np.array(spans).T + shift
        # A token may begin with the space before the span that it belongs to.
        last = np.array(offsets)[:, 1] - 1
        owner = np.searchsorted(starts, last, "right") - 1
        within = (owner >= 0) & (last < ends[owner])
        parts[1 + owner[within], np.flatnonzero(within)] = 1
        parts[~parts.any(axis=1)] = 1
    return parts


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
            compiling = thread.submit(compile_graph, folder / _MODEL, hint)
            tokenizer = load_tokenizer()
        return CompiledModel(compiling.result(), tokenizer)
    except Exception as error:
        raise EncoderError(f"cannot load the encoder in {folder}: {first_line(error)}") from error


def _convert(folder: Path, tuned: TunedFile | None) -> None:
    header, weights = overlay(tuned.read()) if tuned else read_weights()
    ov.save_model(build_graph(weights, header), folder / _MODEL, compress_to_fp16=True)


def compile_weights(header: Mapping[str, Any], weights: TunedWeights) -> CompiledModel:
    """An encoder that is not kept: for weights that are still being trained. Made for many texts."""
    return CompiledModel(compile_graph(build_graph(weights, header), "THROUGHPUT"), load_tokenizer())
