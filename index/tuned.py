"""The layers that training changed, in 8 bits: of the tuned encoder over the base one, of the reader over the tuned."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.bundled import WEIGHTS_SHA256, Blocks, read_weights
from index.errors import EncoderError
from index.model_cache import digest_file

SHIPPED = Path(__file__).parent / "weights" / "encoder.safetensors"
# Of the file above; were it empty, the bundled encoder would be the base.
SHIPPED_SHA256 = "55c00501ed36c33b4b7bd84b41c8fc98382e2862bd8e0cdd8d98c3a1bdbda040"

# The reader's layers and the sha256 of its file, empty while none is shipped; it was trained over the encoder above.
SHIPPED_READER, READER_SHA256 = (
    Path(__file__).parent / "weights" / "reader.safetensors",
    "54c6dd2ceb41b2e19392b6c6bf56356e849dc39f6775d6ce3d72924d803c54e7",
)
# The reader's two scores of each token.
READER_HEAD = "reader"

# Columns that share a scale in the files.
_WIDTH = 32
_SCALE, _BASE = ".scale", "base_sha256"


@dataclass(frozen=True)
class ByteBlocks:
    """A matrix in 8 bits: neighbours in a row are `values` times the scale that they share."""

    values: NDArray[np.int8]
    """Of shape (rows, columns / width, width)."""
    scales: NDArray[np.float16]
    """Of shape (rows, columns / width, 1)."""

    def dequantise(self) -> NDArray[np.float32]:
        products = self.values.astype(np.float32) * self.scales.astype(np.float32)
        return products.reshape(len(products), -1)


Layers = Mapping[str, NDArray[np.float32] | ByteBlocks]
TunedWeights = Mapping[str, NDArray[np.float32] | Blocks | ByteBlocks]


def quantise(matrix: NDArray[np.float32], width: int = _WIDTH) -> ByteBlocks:
    """`matrix`, whose columns are a multiple of `width`, each value within half a scale of what it was."""
    blocks = matrix.reshape(len(matrix), -1, width)
    scales = (np.abs(blocks).max(axis=2, keepdims=True) / 127).astype(np.float16)
    # The smallest scale that half precision holds, for blocks that are (almost) all zeros.
    scales = np.maximum(scales, np.finfo(np.float16).smallest_subnormal)
    values = np.rint(blocks / scales.astype(np.float32)).clip(-127, 127).astype(np.int8)
    return ByteBlocks(values, scales)


def quantise_layers(layers: Mapping[str, NDArray[np.float32]]) -> Layers:
    return {name: quantise(value) if value.ndim == 2 else value for name, value in layers.items()}


def save_layers(path: Path, layers: Mapping[str, NDArray[np.float32]], notes: Mapping[str, str]) -> str:
    """Writes the layers in 8 bits, with `notes` on how they were made; returns the file's sha256."""
    from safetensors.numpy import save_file

    tensors: dict[str, NDArray[Any]] = {}
    for name, value in quantise_layers(layers).items():
        if isinstance(value, ByteBlocks):
            tensors |= {name: value.values, name + _SCALE: value.scales}
        else:
            tensors[name] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path, {**notes, _BASE: WEIGHTS_SHA256})
    return digest_file(path)


@dataclass(frozen=True)
class TunedFile:
    """A file of layers, and the sha256 that it has or should have."""

    path: Path
    sha256: str

    @classmethod
    def at(cls, path: Path) -> "TunedFile":
        """Raises EncoderError if there is no such file."""
        try:
            return cls(path, digest_file(path))
        except OSError as error:
            raise EncoderError(f"cannot read the layers in {path}: {error.strerror}") from error

    @property
    def name(self) -> str:
        return f"tuned-{self.sha256[:8]}"

    def read(self) -> Layers:
        """Raises EncoderError if the file is missing, damaged or made for another base encoder."""
        layers = read_layers(self.path)
        if digest_file(self.path) != self.sha256:
            raise EncoderError(f"{self.path} is damaged (its sha256 is not {self.sha256[:12]}…); reinstall Sanad")
        return layers


def shipped_reader() -> TunedFile | None:
    return TunedFile(SHIPPED_READER, READER_SHA256) if READER_SHA256 else None


def shipped_file() -> TunedFile | None:
    return TunedFile(SHIPPED, SHIPPED_SHA256) if SHIPPED_SHA256 else None


def read_layers(path: Path) -> Layers:
    """Raises EncoderError if the file is missing, unreadable or made for another base encoder."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "np") as file:
            base = (file.metadata() or {}).get(_BASE)
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (no mapping)
    except (OSError, SafetensorError) as error:
        raise EncoderError(f"cannot read the tuned encoder's file {path}: {error}; reinstall Sanad") from error
    if base != WEIGHTS_SHA256:
        raise EncoderError(f"{path} was tuned over another base encoder; reinstall Sanad")
    return {
        name: ByteBlocks(value, tensors[name + _SCALE]) if name + _SCALE in tensors else value
        for name, value in tensors.items()
        if not name.endswith(_SCALE)
    }


def overlay(layers: Layers) -> tuple[dict[str, Any], TunedWeights]:
    """The sizes of the model and its tensors, with `layers` in the place of the base encoder's.

    Raises EncoderError if the layers are not the base encoder's.
    """
    header, weights = read_weights()
    unknown = {name for name in layers if not name.startswith(f"{READER_HEAD}.")} - set(weights)
    if unknown:
        raise EncoderError(f"the tuned encoder names layers that the base has not: {', '.join(sorted(unknown)[:3])}")
    return header, {**weights, **layers}
