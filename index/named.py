"""An encoder that the user names: a sentence-transformers model from a folder or from the hub, run by torch."""

from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Span
from index.errors import EncoderError, first_line

# The e5 family is trained with these; a model that names its own prompts overrides them.
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}


class NamedModel:
    """A sentence-transformers model; safe to use from several threads, one after the other."""

    def __init__(self, model: Any, name: str, batch_size: int) -> None:
        self._model, self._batch_size, self._lock = model, batch_size, Lock()
        self.dimension = int(model.get_embedding_dimension())
        self.max_tokens = int(model.max_seq_length or 512)
        self._prompts = _choose_prompts(model.prompts, name)

    def encode(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:
        with self._lock:
            vectors: NDArray[np.float32] = self._model.encode(
                list(texts),
                prompt=self._prompts[kind],
                batch_size=self._batch_size,
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return vectors

    def encode_in_context(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        # Not every model's vector is the mean over its tokens.
        return self.encode(texts, "document"), [np.zeros((len(some), self.dimension), np.float32) for some in spans]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        with self._lock:
            encoded = self._model.tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]


def _choose_prompts(own: dict[str, str], name: str) -> dict[str, str]:
    document = own.get("document") or own.get("passage") or ""
    if own.get("query") or document:
        return {"query": own.get("query") or "", "document": document}
    return _E5_PROMPTS if "e5" in name.lower() else {"query": "", "document": ""}


def load_named(name: str, batch_size: int) -> NamedModel:
    """Raises EncoderError if there is no such model or it cannot be loaded."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return NamedModel(SentenceTransformer(name), name, batch_size)
    except Exception as error:
        raise EncoderError(f"cannot load the encoder {name}: {first_line(error)}") from error
