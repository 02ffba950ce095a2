"""The reader: question and passage, read together → where the answer stands in the passage, or that it does not.

The upper layers of the tuned encoder, trained by `index.training` to point at the first and the last token of the
answer, and at the first token of all where there is none.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.bundled import LAYOUT, NAME, load_tokenizer
from index.encoder import tuned_file
from index.errors import EncoderError, first_line
from index.graph import build_reader_graph, compile_graph, ov
from index.model_cache import ensure_folder
from index.reading import Reading
from index.settings import BUNDLED_READER, NO_READER, IndexSettings
from index.tuned import TunedFile, overlay, shipped_reader

# Raise when the same weights become another graph.
_GRAPH = 2
_MAX_TOKENS = 320
_PADDING = 1
_ASKED, _READ = "query: ", "passage: "
_MAX_QUESTION = 400
# No 300 tokens are longer, but for blanks without end, which would all be looked at.
_MOST_CHARS = 20_000


class Reader:
    """Safe to use from several threads at once."""

    def __init__(self, compiled: Any, tokenizer: Tokenizer) -> None:
        self._compiled, self._tokenizer = compiled, tokenizer
        self.read("?", ["?"])

    def read(self, question: str, texts: Sequence[str], contexts: Sequence[str] = ()) -> list[Reading]:
        """Of each text, after what introduces it, where no answer is looked for; of what lies beyond some 300 tokens
        nothing is read."""
        before = [_READ + context for context in contexts] or [_READ] * len(texts)
        encodings = [
            self._tokenizer.encode(_ASKED + question[:_MAX_QUESTION], prompt + text[:_MOST_CHARS])
            for prompt, text in zip(before, texts, strict=True)
        ]
        if not encodings:
            return []
        tokens = [encoding.ids[:_MAX_TOKENS] for encoding in encodings]
        ids = np.full((len(texts), max(map(len, tokens))), _PADDING, np.int32)
        mask = np.zeros_like(ids)
        for row, some in enumerate(tokens):
            ids[row, : len(some)], mask[row, : len(some)] = some, 1
        scores = self._compiled.create_infer_request().infer([ids, mask])[0]
        return [
            _as_reading(encoding, some, len(prompt))
            for encoding, some, prompt in zip(encodings, scores, before, strict=True)
        ]


def passage_tokens(encoding: Any, prompt: int) -> list[tuple[int, int, int]]:
    """The tokens of the passage, each with the characters of it that it stands for; those of the prompt, which has so
    many characters, left out."""
    return [
        (token, max(start - prompt, 0), end - prompt)
        for token, ((start, end), side) in enumerate(zip(encoding.offsets, encoding.sequence_ids, strict=True))
        if side == 1 and end > prompt
    ]


def _as_reading(encoding: Any, scores: NDArray[np.float32], prompt: int) -> Reading:
    tokens = [place for place in passage_tokens(encoding, prompt) if place[0] < len(scores)]
    rows = [0, *(token for token, _, _ in tokens)]
    shifted = scores[rows] - scores[rows].max(axis=0)
    likely = np.exp(shifted) / np.exp(shifted).sum(axis=0)
    places = np.array([place for _, *place in tokens], np.int32).reshape(-1, 2)
    return Reading(places, likely[1:, 0], likely[1:, 1], float(likely[0].mean()))


def compile_reader(header: Any, weights: Any) -> Reader:
    """A reader that is not kept: for weights that are still being trained."""
    return Reader(compile_graph(build_reader_graph(weights, header), "LATENCY"), load_tokenizer())


def load_reader(settings: IndexSettings) -> Reader | None:
    """The reader that the settings name, unpacked below the cache if it is not there yet; none beside another encoder
    than the one it was trained over.

    Raises EncoderError if it cannot be made or loaded.
    """
    layers = shipped_reader() if settings.reader == BUNDLED_READER else None
    if settings.reader not in (BUNDLED_READER, NO_READER):
        layers = TunedFile.at(Path(settings.reader))
    encoder = tuned_file(settings) if layers else None
    if layers is None or encoder is None:
        return None
    folder = ensure_folder(
        settings.cache
        / "models"
        / f"{NAME}-{LAYOUT}-reader-{layers.sha256[:8]}-{encoder.sha256[:8]}-openvino-{_GRAPH}",
        partial(_convert, layers=layers, encoder=encoder),
    )
    try:
        return Reader(compile_graph(folder / "model.xml", "LATENCY"), load_tokenizer())
    except Exception as error:
        raise EncoderError(f"cannot load the reader in {folder}: {first_line(error)}") from error


def _convert(folder: Path, layers: TunedFile, encoder: TunedFile) -> None:
    header, weights = overlay({**encoder.read(), **layers.read()})
    ov.save_model(build_reader_graph(weights, header), folder / "model.xml", compress_to_fp16=True)
