"""The encoder: text → unit vectors, by any sentence-transformers model; the bundled one by default."""

import os
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray
from pydantic import PrivateAttr

from index.bundled import LAYOUT, NAME, ensure_bundled_model
from index.errors import EncoderError
from index.settings import BUNDLED_ENCODER, IndexSettings

Vectors = NDArray[np.float32]
# The e5 family is trained with these; a model that names its own prompts overrides them.
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}


class Encoder(BaseEmbedding):
    """A sentence-transformers model as a LlamaIndex embedding, with the model's own prompts."""

    fingerprint: str
    _model: Any = PrivateAttr()

    def __init__(self, model: Any, name: str, fingerprint: str, batch_size: int = 32) -> None:
        super().__init__(model_name=name, fingerprint=fingerprint, embed_batch_size=min(batch_size, 2048))  # type: ignore[call-arg]
        self._model = model

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    @property
    def max_tokens(self) -> int:
        """The most tokens of one passage that the model reads, its prompt and special tokens included."""
        return int(self._model.max_seq_length or 512)

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        """Unit vectors of shape (n, dimension)."""
        return self._encode(queries, "query")

    def encode_passages(self, passages: Sequence[str]) -> Vectors:
        """Unit vectors of shape (n, dimension)."""
        return self._encode(passages, "document")

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without prompt and special tokens."""
        encoded = self._model.tokenizer(list(texts), add_special_tokens=False, verbose=False) if texts else None
        return [len(ids) for ids in encoded["input_ids"]] if encoded else []

    def _encode(self, texts: Sequence[str], kind: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors: Vectors = self._model.encode(
            list(texts),
            prompt=self._prompts[kind],
            batch_size=self.embed_batch_size,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return vectors

    @cached_property
    def _prompts(self) -> dict[str, str]:
        own = self._model.prompts
        document = own.get("document") or own.get("passage") or ""
        if own.get("query") or document:
            return {"query": own.get("query") or "", "document": document}
        return _E5_PROMPTS if "e5" in self.model_name.lower() else {"query": "", "document": ""}

    def _get_query_embedding(self, query: str) -> list[float]:
        return self.encode_queries([query])[0].tolist()  # type: ignore[no-any-return]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self.encode_passages([text])[0].tolist()  # type: ignore[no-any-return]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self.encode_passages(texts).tolist()  # type: ignore[no-any-return]


def encoder_fingerprint(settings: IndexSettings) -> str:
    """What the vectors depend on, known without loading the model."""
    if settings.encoder == BUNDLED_ENCODER:
        return f"{NAME}-{LAYOUT}"
    folder = Path(settings.encoder)
    if not folder.is_dir():
        return settings.encoder
    stamps = [(p.name, p.stat().st_size) for p in sorted(folder.rglob("*")) if p.is_file()]
    return f"{folder.name}-{sha256(repr(stamps).encode()).hexdigest()[:12]}"


def load_encoder(settings: IndexSettings) -> Encoder:
    """The encoder that the settings name; nothing reaches for a network when it is the bundled one.

    Raises EncoderError if the model is missing, damaged or cannot be loaded.
    """
    name, offline = settings.encoder, settings.encoder == BUNDLED_ENCODER
    if offline:
        name = str(ensure_bundled_model(settings.cache / "models"))
        os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(
            name,
            device="cpu" if offline else None,
            local_files_only=offline,
            model_kwargs={"add_pooling_layer": False} if offline else None,
        )
    except Exception as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise EncoderError(f"cannot load the encoder {settings.encoder}: {reason}") from error
    return Encoder(model, name, encoder_fingerprint(settings), settings.batch_size)
