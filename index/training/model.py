"""The encoder as torch trains it, the word embeddings frozen.

In fp32: in bf16 (`ONEDNN_MAX_CPU_ISA=AVX512_CORE_BF16`, as AMX crashes on some virtual machines) a step took 1.6 times
as long.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from index.bundled import ensure_bundled_model, find_tokenizer
from index.compiled import parts_of_tokens
from index.encoder import Span
from index.tuned import ByteBlocks, read_layers

Kind = Literal["query", "document"]

_PROMPTS = {"query": "query: ", "document": "passage: "}
_PADDING = 1
# Texts of similar length together up to so many tokens: less padding, and less memory at a time.
_GROUP_TOKENS = 4096


class Trainee:
    """multilingual-e5-small, its layers from `frozen_below` on trainable."""

    def __init__(self, cache: Path, max_tokens: int, frozen_below: int = 0) -> None:
        from transformers import BertModel

        folder = ensure_bundled_model(cache / "models")
        load: Any = BertModel.from_pretrained
        self.network: Any = load(folder, add_pooling_layer=False, local_files_only=True)
        self.network.eval()  # no dropout: the vectors are compared with those of the base encoder
        self.network.embeddings.requires_grad_(False)
        self.network.encoder.layer[:frozen_below].requires_grad_(False)
        self._tokenizer = Tokenizer.from_file(str(find_tokenizer()))
        self._tokenizer.enable_truncation(max_tokens)

    def layers(self) -> dict[str, Tensor]:
        """All but the embeddings, by the names that `index.bundled` gives the tensors; those below are not trained."""
        return {name: value for name, value in self.network.named_parameters() if not name.startswith("embeddings.")}

    def encode(
        self, texts: Sequence[str], kinds: Sequence[Kind], spans: Sequence[Sequence[Span]]
    ) -> tuple[Tensor, Tensor]:
        """Unit vectors with gradients, (n, dimension), and those of the spans of all texts, one after the other."""
        prompts = [_PROMPTS[kind] for kind in kinds]
        prompted = [prompt + text for prompt, text in zip(prompts, texts, strict=True)]
        encodings = self._tokenizer.encode_batch(prompted)
        tokens = [encoding.ids for encoding in encodings]
        parts = [
            torch.from_numpy(parts_of_tokens(encoding.offsets, len(prompt), some))
            for encoding, prompt, some in zip(encodings, prompts, spans, strict=True)
        ]
        vectors: list[Tensor] = [torch.empty(0)] * len(texts)
        for rows in _group([len(ids) for ids in tokens]):
            states = self._read([tokens[row] for row in rows])
            for row, read in zip(rows, states, strict=True):
                vectors[row] = parts[row] @ read[: len(tokens[row])]
        unit = torch.nn.functional.normalize(torch.cat(vectors), dim=-1)
        whole = torch.zeros(len(unit), dtype=torch.bool)
        whole[np.cumsum([0, *(len(each) for each in parts)])[:-1]] = True
        return unit[whole], unit[~whole]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Up to the most tokens that are read."""
        return [len(encoding) for encoding in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def _read(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        ids = torch.full((len(tokens), max(map(len, tokens))), _PADDING)
        mask = torch.zeros_like(ids)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = torch.tensor(text)
            mask[row, : len(text)] = 1
        states: Tensor = self.network(input_ids=ids, attention_mask=mask).last_hidden_state
        return states


class Average:
    """The running mean of the trained weights, which does better than the weights of any one step."""

    def __init__(self, layers: Mapping[str, Tensor], decay: float) -> None:
        self._decay, self._steps = decay, 0
        self.weights = {name: value.detach().clone() for name, value in layers.items()}

    def update(self, layers: Mapping[str, Tensor]) -> None:
        # Young averages must forget the start sooner.
        self._steps += 1
        decay = min(self._decay, self._steps / (self._steps + 9))
        for name, value in layers.items():
            self.weights[name].lerp_(value.detach(), 1 - decay)

    def state(self) -> dict[str, Any]:
        return {"steps": self._steps, "weights": self.weights}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._steps = state["steps"]
        self.weights = dict(state["weights"])


def as_tensors(path: Path) -> dict[str, Tensor]:
    """The layers of a file of the encoder's or the reader's, whole again."""
    return {
        name: torch.from_numpy(value.dequantise() if isinstance(value, ByteBlocks) else value.copy())
        for name, value in read_layers(path).items()
    }


def copy_layers(source: Mapping[str, Tensor], target: Mapping[str, Tensor]) -> None:
    with torch.no_grad():
        for name, value in source.items():
            target[name].copy_(value)


def to_arrays(layers: Mapping[str, Tensor]) -> dict[str, NDArray[np.float32]]:
    return {name: value.detach().numpy().copy() for name, value in layers.items()}


def _group(lengths: Sequence[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        # Half the longest one's length is padding in the shortest: another group is cheaper.
        full = group and (len(group) + 1) * lengths[group[0]] > _GROUP_TOKENS
        if full or (group and len(group) >= 8 and lengths[row] < 0.6 * lengths[group[0]]):
            yield group
            group = []
        group.append(row)
    if group:
        yield group
