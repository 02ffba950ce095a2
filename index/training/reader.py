"""The reader's training: the upper layers of the tuned encoder learn to point at the answer, or at nothing.

Question and passage are read together; the start and the end of the answer are looked for among the tokens of the
passage, and the first token of all stands for "not here" (Devlin et al. 2019, for SQuAD 2.0).
"""

import json
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from tqdm import tqdm

from index.bundled import ensure_bundled_model, find_tokenizer
from index.encoder import load_encoder
from index.reader import passage_tokens
from index.settings import IndexSettings
from index.training.data import Split
from index.training.mining import mine_strangers
from index.training.model import Average, as_tensors, copy_layers
from index.training.reading import Example, ReadingSampler
from index.training.run import CHECKPOINT, LOG, count_idle_processors, schedule
from index.tuned import READER_HEAD

_MAX_TOKENS = 320
_PADDING = 1
_MAX_GRADIENT = 1.0
_GROUP = 8


@dataclass(frozen=True)
class ReaderRecipe:
    """What a run depends on beside its data."""

    reader_steps: int = 900
    reader_batch: int = 16
    reader_rate: float = 6e-5
    head_rate: float = 1e-3
    frozen_layers: int = 4


class ReaderNetwork:
    """The tuned encoder with a score for each token to be the first, and one to be the last, of the answer."""

    def __init__(self, cache: Path, encoder: Path, frozen: int) -> None:
        from transformers import BertModel

        load: Any = BertModel.from_pretrained
        self.body: Any = load(ensure_bundled_model(cache / "models"), add_pooling_layer=False, local_files_only=True)
        self.body.load_state_dict(as_tensors(encoder), strict=False)
        self.body.train()
        self.body.embeddings.requires_grad_(False)
        for layer in self.body.encoder.layer[:frozen]:
            layer.requires_grad_(False)
        self.head = torch.nn.Linear(self.body.config.hidden_size, 2)
        torch.nn.init.normal_(self.head.weight, std=0.02)
        torch.nn.init.zeros_(self.head.bias)
        self._tokenizer = Tokenizer.from_file(str(find_tokenizer()))
        self._tokenizer.enable_truncation(_MAX_TOKENS, strategy="only_second")

    def layers(self) -> dict[str, Tensor]:
        names = {name: value for name, value in self.body.named_parameters() if value.requires_grad}
        return names | {f"{READER_HEAD}.{name}": value for name, value in self.head.named_parameters()}

    def score(self, examples: list[Example]) -> tuple[Tensor, Tensor]:
        """Scores of shape (n, tokens, 2), outside the passage far below the others, with the right places (n, 2)."""
        prompts = [f"passage: {example.context}" for example in examples]
        encodings = [
            self._tokenizer.encode(f"query: {example.question}", prompt + example.text)
            for example, prompt in zip(examples, prompts, strict=True)
        ]
        length = max(len(encoding.ids) for encoding in encodings)
        ids = torch.full((len(examples), length), _PADDING)
        mask, allowed = torch.zeros_like(ids), torch.zeros_like(ids, dtype=torch.bool)
        places = torch.zeros((len(examples), 2), dtype=torch.long)
        for row, (example, encoding, prompt) in enumerate(zip(examples, encodings, prompts, strict=True)):
            ids[row, : len(encoding.ids)] = torch.tensor(encoding.ids)
            mask[row, : len(encoding.ids)] = 1
            tokens = passage_tokens(encoding, len(prompt))
            allowed[row, [0, *(token for token, _, _ in tokens)]] = True
            inside = [token for token, start, end in tokens if start < example.end and example.start < end]
            if inside:
                places[row] = torch.tensor([inside[0], inside[-1]])
        states = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.head(states).masked_fill(~allowed.unsqueeze(-1), -1e4), places


def train_reader(
    split: Split, cache: Path, encoder: Path, work: Path, seed: int, recipe: ReaderRecipe, earlier: Path | None = None
) -> None:
    """Goes on from the checkpoint in `work`, if there is one, else begins with the layers of an `earlier` reader over
    the same encoder; SIGTERM ends it after the step, with a checkpoint."""
    torch.manual_seed(seed)
    work.mkdir(parents=True, exist_ok=True)
    network = ReaderNetwork(cache, encoder, recipe.frozen_layers)
    model = load_encoder(IndexSettings(home=cache, cache=cache, encoder=str(encoder))).model
    sampler = ReadingSampler(split.training, seed, mine_strangers(split.training, model))
    layers = network.layers()
    if earlier:
        copy_layers(as_tensors(earlier), layers)
    average = Average(layers, 0.99)
    heads = [value for name, value in layers.items() if name.startswith(READER_HEAD)]
    body = [value for name, value in layers.items() if not name.startswith(READER_HEAD)]
    rates = [recipe.reader_rate, recipe.head_rate]
    optimiser = torch.optim.AdamW([{"params": body}, {"params": heads}], weight_decay=0.01)
    step = _restore(work / CHECKPOINT, layers, average, optimiser)
    asked_to_end = Event()
    signal.signal(signal.SIGTERM, lambda *_: asked_to_end.set())
    saved = time.monotonic()
    with tqdm(total=recipe.reader_steps, initial=step, desc="reading", unit="step", mininterval=5) as bar:
        while step < recipe.reader_steps and not asked_to_end.is_set():
            torch.manual_seed(seed + step)
            torch.set_num_threads(count_idle_processors())
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * schedule(step, recipe.reader_steps, 0.06)
            began = time.monotonic()
            loss = _learn(network, sampler.draw(step, recipe.reader_batch), optimiser, [*body, *heads])
            average.update(layers)
            step += 1
            bar.update()
            bar.set_postfix(loss=f"{loss:.3f}", refresh=False)
            with (work / LOG).open("a", encoding="utf-8") as file:
                file.write(json.dumps({"step": step, "loss": loss, "seconds": time.monotonic() - began}) + "\n")
            if time.monotonic() - saved > 300:
                _save(work / CHECKPOINT, step, layers, average, optimiser, recipe)
                saved = time.monotonic()
    _save(work / CHECKPOINT, step, layers, average, optimiser, recipe)


def _learn(network: ReaderNetwork, examples: list[Example], optimiser: Any, weights: list[Tensor]) -> float:
    optimiser.zero_grad()
    # Short texts together: less padding.
    ordered = sorted(examples, key=lambda example: len(example.question) + len(example.context) + len(example.text))
    total = 0.0
    for first in range(0, len(ordered), _GROUP):
        scores, places = network.score(ordered[first : first + _GROUP])
        losses = [
            torch.nn.functional.cross_entropy(scores[..., side], places[:, side], reduction="sum") for side in (0, 1)
        ]
        loss = (losses[0] + losses[1]) / (2 * len(ordered))
        loss.backward()  # type: ignore[no-untyped-call]
        total += loss.item()
    torch.nn.utils.clip_grad_norm_(weights, _MAX_GRADIENT)
    optimiser.step()
    return total


def _save(
    path: Path, step: int, layers: dict[str, Tensor], average: Average, optimiser: Any, recipe: ReaderRecipe
) -> None:
    state = {
        "step": step,
        "recipe": asdict(recipe),
        "network": {name: value.detach() for name, value in layers.items()},
        "average": average.state(),
        "optimiser": optimiser.state_dict(),
    }
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def _restore(path: Path, layers: dict[str, Tensor], average: Average, optimiser: Any) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    copy_layers(state["network"], layers)
    average.restore(state["average"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])
