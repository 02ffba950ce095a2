"""The encoder: text → unit vectors, by the bundled model or by any sentence-transformers model that the user names."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from index.bundled import LAYOUT, NAME
from index.errors import EncoderError
from index.settings import BASE_ENCODER, BUNDLED_ENCODER, IndexSettings
from index.tuned import TunedFile, shipped_file

Vectors = NDArray[np.float32]
Span = tuple[int, int]
Kind = Literal["query", "document"]
# `indexing` makes the most of many texts, `asking` answers one the soonest.
Purpose = Literal["indexing", "asking"]
# Sentences whose vectors are kept, since questions on one subject weigh the same ones: some 12 MB.
_KEPT_SENTENCES = 8_192
_BLOCK_BYTES, _BLOCKS = 4_096, 256
# A file that `python -m index.training export` wrote.
_LAYERS = ".safetensors"


class TextModel(Protocol):
    """What an encoder runs on."""

    @property
    def dimension(self) -> int: ...

    @property
    def max_tokens(self) -> int: ...

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Unit vectors of shape (n, dimension), of the texts with what the model wants before its kind of text."""

    def encode_in_context(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        """The vectors of passages, (n, dimension), and of spans as they are read in their passage, (spans, dimension):
        zeros where the model does not tell."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...


class Encoder:
    """A text model with its own prompts; safe to use from several threads. `index.llama` has it for LlamaIndex."""

    def __init__(self, model: TextModel, name: str, fingerprint: str, aligned: bool = False) -> None:
        """`aligned` if the model was trained to see the same in a text and in its translation, and what a sentence
        says in its passage."""
        self.name, self.fingerprint, self.aligned = name, fingerprint, aligned
        self.model = model
        self._sentences: dict[str, Vectors] = {}
        self._lock = Lock()

    @property
    def dimension(self) -> int:
        return self.model.dimension

    @property
    def max_tokens(self) -> int:
        """The most tokens of one passage that the model reads, its prompt and special tokens included."""
        return self.model.max_tokens

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        """Unit vectors of shape (n, dimension)."""
        return self._encode(queries, "query")

    def encode_passages(self, passages: Sequence[str]) -> Vectors:
        """Unit vectors of shape (n, dimension)."""
        return self._encode(passages, "document")

    def encode_spans(
        self, passages: Sequence[str], spans: Sequence[Sequence[Span]], alone: bool = True
    ) -> tuple[Vectors, list[Vectors]]:
        """Unit vectors of the passages, (n, dimension), and of the spans of each, (spans, dimension): half what a span
        says by itself, half what it says in its passage. Without `alone` only the latter, for half the time, if the
        model was trained for it."""
        if not passages:
            return self.encode_passages(passages), []
        vectors, read = self.model.encode_in_context(passages, spans)
        if self.aligned and not alone:
            return vectors, read
        by_itself = [text[start:end] for text, some in zip(passages, spans, strict=True) for start, end in some]
        unit = unit_vectors(self.encode_passages(by_itself) + np.concatenate(read))
        return vectors, np.split(unit, np.cumsum([len(some) for some in spans])[:-1])

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """As `encode_passages`, which is not asked again for what was encoded a short while ago."""
        with self._lock:
            known = {sentence: self._sentences.get(sentence) for sentence in sentences}
        missing = [sentence for sentence, vector in known.items() if vector is None]
        fresh = dict(zip(missing, self.encode_passages(missing), strict=True))
        with self._lock:
            if len(self._sentences) + len(fresh) > _KEPT_SENTENCES:
                self._sentences.clear()
            self._sentences.update(fresh)
        vectors = known | fresh
        return np.array([vectors[sentence] for sentence in sentences], np.float32).reshape(-1, self.dimension)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without prompt and special tokens."""
        return self.model.count_tokens(texts) if texts else []

    def _encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self.model.encode(texts, kind)


def unit_vectors(vectors: Vectors) -> Vectors:
    """Those of shape (n, dimension) made unit length; zeros stay zeros."""
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit.astype(np.float32)


def encoder_fingerprint(settings: IndexSettings) -> str:
    """What the vectors depend on, known without loading the model.

    Of a large file of the user's own model, blocks from all over it stand for the whole; other weights differ in them.
    """
    if _is_bundled(settings):
        tuned = tuned_file(settings)
        return f"{NAME}-{LAYOUT}" + (f"-{tuned.name}" if tuned else "")
    folder = Path(settings.encoder)
    if not folder.is_dir():
        return settings.encoder
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.name}\n{path.stat().st_size}\n".encode("utf-8", "surrogateescape"))
        for block in _read_blocks(path):
            digest.update(block)
    return f"{folder.name}-{digest.hexdigest()[:12]}"


def _read_blocks(path: Path) -> Iterator[bytes]:
    """All of a small file; of a large one, 1 MB in blocks at even distances, so that starting up stays fast."""
    step = max(_BLOCK_BYTES, path.stat().st_size // _BLOCKS)
    try:
        with path.open("rb") as file:
            for first in range(0, path.stat().st_size, step):
                file.seek(first)
                yield file.read(_BLOCK_BYTES)
    except OSError as error:
        raise EncoderError(f"cannot read the encoder's file {path}: {error.strerror}") from error


def load_encoder(settings: IndexSettings, purpose: Purpose = "asking") -> Encoder:
    """The encoder that the settings name; nothing reaches for a network when it is the bundled one.

    Raises EncoderError if the model is missing, damaged or cannot be loaded.
    """
    aligned = tuned_file(settings) is not None
    return Encoder(_load_model(settings, purpose), settings.encoder, encoder_fingerprint(settings), aligned)


def _load_model(settings: IndexSettings, purpose: Purpose) -> TextModel:
    # Each pulls in a library that takes long to import and that the other does without.
    if _is_bundled(settings):
        from index.compiled import load_compiled

        hint: Literal["THROUGHPUT", "LATENCY"] = "THROUGHPUT" if purpose == "indexing" else "LATENCY"
        return load_compiled(settings.cache / "models", hint, tuned_file(settings))
    from index.named import load_named

    return load_named(settings.encoder, settings.batch_size)


def _is_bundled(settings: IndexSettings) -> bool:
    return settings.encoder in (BUNDLED_ENCODER, BASE_ENCODER) or settings.encoder.endswith(_LAYERS)


def tuned_file(settings: IndexSettings) -> TunedFile | None:
    """The layers to lay over the base encoder: the shipped ones, or those of a file that the user names."""
    if settings.encoder.endswith(_LAYERS):
        return TunedFile.at(Path(settings.encoder))
    return shipped_file() if settings.encoder == BUNDLED_ENCODER else None
