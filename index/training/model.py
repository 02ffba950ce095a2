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

Kind = Literal["query", "document"]

_PROMPTS = {"query": "query: ", "document": "passage: "}
_PADDING = 1
# Texts of similar length together up to so many tokens: less padding, and less memory at a time.
_GROUP_TOKENS = 4096


class Trainee:
    """multilingual-e5-small with trainable layers."""

    def __init__(self, cache: Path, max_tokens: int) -> None:
        from transformers import BertModel

        folder = ensure_bundled_model(cache / "models")
        load: Any = BertModel.from_pretrained
        self.network: Any = load(folder, add_pooling_layer=False, local_files_only=True)
        self.network.eval()  # no dropout: the vectors are compared with those of the base encoder
        self.network.embeddings.requires_grad_(False)
        self._tokenizer = Tokenizer.from_file(str(find_tokenizer()))
        self._tokenizer.enable_truncation(max_tokens)

    def layers(self) -> dict[str, Tensor]:
        """What is trained, by the names that `index.bundled` gives the tensors."""
        return {name: value for name, value in self.network.named_parameters() if value.requires_grad}

    def encode(self, texts: Sequence[str], kinds: Sequence[Kind]) -> Tensor:
        """Unit vectors of shape (n, dimension) that carry gradients."""
        prompted = [_PROMPTS[kind] + text for text, kind in zip(texts, kinds, strict=True)]
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(prompted)]
        groups = list(_group([len(ids) for ids in tokens]))
        vectors = torch.cat([self._encode_group([tokens[row] for row in rows]) for rows in groups])
        order = torch.tensor([row for rows in groups for row in rows])
        return vectors[torch.argsort(order)]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Up to the most tokens that are read."""
        return [len(encoding) for encoding in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def _encode_group(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        ids = torch.full((len(tokens), max(map(len, tokens))), _PADDING)
        mask = torch.zeros_like(ids)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = torch.tensor(text)
            mask[row, : len(text)] = 1
        states = self.network(input_ids=ids, attention_mask=mask).last_hidden_state
        present = mask.unsqueeze(-1)
        pooled = (states * present).sum(1) / present.sum(1)
        return torch.nn.functional.normalize(pooled, dim=-1)


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
