"""The training run: seeded, resumed from its last checkpoint, measured as it goes."""

import json
import math
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from index.centres import Centres, find_centres
from index.compiled import CompiledModel, compile_weights, load_compiled
from index.errors import InputError
from index.training.batches import Batch, Negatives, Sampler, Text
from index.training.data import Split
from index.training.measure import measure_encoder
from index.training.mining import mine_negatives
from index.training.model import Average, Trainee, to_arrays
from index.tuned import overlay, quantise_layers

_MAX_TOKENS = 160
_TEMPERATURE = 0.02
_MAX_GRADIENT = 1.0
CHECKPOINT, MEASURES, LOG = "checkpoint.pt", "measures.jsonl", "log.jsonl"


@dataclass(frozen=True)
class Recipe:
    """What a run depends on beside its data; `steps` may be raised when it is resumed."""

    steps: int = 750
    seed: int = 0
    learning_rate: float = 3e-5
    warm_up: float = 0.06
    distillation: float = 4.0
    decay: float = 0.99
    mine_every: int = 300
    measure_every: int = 100
    save_every_s: int = 300


def train(split: Split, cache: Path, work: Path, recipe: Recipe) -> None:
    """Goes on from the checkpoint in `work`, if there is one; SIGTERM ends it after the step, with a checkpoint."""
    torch.manual_seed(recipe.seed)
    work.mkdir(parents=True, exist_ok=True)
    run = _Run(split, cache, work, recipe)
    run.restore()
    asked_to_end = Event()
    signal.signal(signal.SIGTERM, lambda *_: asked_to_end.set())
    with tqdm(total=recipe.steps, initial=run.step, desc="tuning", unit="step", mininterval=5) as bar:
        while run.step < recipe.steps and not asked_to_end.is_set():
            losses = run.advance()
            bar.set_postfix({name: f"{value:.3f}" for name, value in losses.items()}, refresh=False)
            bar.update()
    run.save()
    if run.step == recipe.steps:
        run.measure()


def contrastive_loss(batch: Batch, queries: Tensor, passages: Tensor) -> Tensor:
    """InfoNCE (van den Oord et al. 2018) over the passages of the batch, those of a query's own paragraph aside."""
    scores = queries @ passages.T / _TEMPERATURE
    same = torch.tensor([[a == b for b in batch.passage_groups] for a in batch.query_groups])
    same[torch.arange(len(queries)), torch.arange(len(queries))] = False
    scores = scores.masked_fill(same, -math.inf)
    right = torch.arange(len(queries))
    loss = torch.nn.functional.cross_entropy(scores, right)
    if batch.symmetric:
        loss = (loss + torch.nn.functional.cross_entropy(scores.T, right)) / 2
    return loss


def compile_layers(layers: Mapping[str, NDArray[np.float32]]) -> CompiledModel:
    """The encoder with these layers, in 8 bits as it is shipped."""
    return compile_weights(*overlay(quantise_layers(layers)))


class _Run:
    def __init__(self, split: Split, cache: Path, work: Path, recipe: Recipe) -> None:
        self.step = 0
        self._split, self._work, self._recipe = split, work, recipe
        self._base = load_compiled(cache / "models", "THROUGHPUT")
        self._centres: Centres = find_centres(self._base)
        self._trainee = Trainee(cache, _MAX_TOKENS)
        self._layers = self._trainee.layers()
        self._average = Average(self._layers, recipe.decay)
        self._optimiser = torch.optim.AdamW(self._layers.values(), lr=recipe.learning_rate, weight_decay=0.01)
        self._sampler = Sampler(split.training, self._trainee, recipe.seed)
        self._negatives: Negatives = {}
        self._saved = time.monotonic()

    def advance(self) -> dict[str, float]:
        """One step, and before it what is due: a measurement, new negatives, a checkpoint."""
        recipe = self._recipe
        if self.step % recipe.measure_every == 0:
            self.measure()
        if self.step % recipe.mine_every == 0:
            model = compile_layers(to_arrays(self._average.weights)) if self.step else self._base
            self._negatives = mine_negatives(self._split.training, model)
        if time.monotonic() - self._saved > recipe.save_every_s:
            self.save()
        started = time.monotonic()
        torch.set_num_threads(count_idle_processors())
        batch = self._sampler.draw(self.step, self._negatives)
        for group in self._optimiser.param_groups:
            group["lr"] = recipe.learning_rate * schedule(self.step, recipe.steps, recipe.warm_up)
        losses = self._learn(batch)
        self.step += 1
        self._note(LOG, {"step": self.step, **losses, "seconds": round(time.monotonic() - started, 2)})
        return losses

    def _learn(self, batch: Batch) -> dict[str, float]:
        texts = [*batch.queries, *batch.passages]
        vectors = self._trainee.encode([text.text for text in texts], [text.kind for text in texts])
        contrast = contrastive_loss(batch, vectors[: len(batch.queries)], vectors[len(batch.queries) :])
        away = (1 - (vectors * self._targets(texts)).sum(dim=1)).mean()
        loss = contrast + self._recipe.distillation * away
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(list(self._layers.values()), _MAX_GRADIENT)
        self._optimiser.step()
        self._average.update(self._layers)
        kind = "sentences" if batch.symmetric else "pairs"
        return {kind: contrast.item(), "away": away.item()}

    def _targets(self, texts: list[Text]) -> Tensor:
        """Where the base encoder sees what the texts mean, had it no regard to the language: so far as the tuned one
        need not go away from that, it should not."""
        targets = np.empty((len(texts), self._base.dimension), np.float32)
        for kind in ("query", "document"):
            rows = [row for row, text in enumerate(texts) if text.kind == kind]
            if rows:
                vectors = self._base.encode([texts[row].meant for row in rows], kind)
                targets[rows] = self._centres.move(vectors, [texts[row].meant_lang for row in rows], kind)
        return torch.from_numpy(targets)

    def measure(self) -> None:
        model = compile_layers(to_arrays(self._average.weights)) if self.step else self._base
        self._note(MEASURES, {"step": self.step, **measure_encoder(self._split.held_out, model)})

    def _note(self, name: str, row: Mapping[str, Any]) -> None:
        with (self._work / name).open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def save(self) -> None:
        names = {key: [(p.id, lang) for p, lang in some] for key, some in self._negatives.items()}
        state = {
            "step": self.step,
            "recipe": asdict(self._recipe),
            "network": {name: value.detach() for name, value in self._layers.items()},
            "average": self._average.state(),
            "optimiser": self._optimiser.state_dict(),
            "negatives": names,
        }
        part = self._work / f"{CHECKPOINT}.part"
        torch.save(state, part)
        part.replace(self._work / CHECKPOINT)
        self._saved = time.monotonic()

    def restore(self) -> None:
        path = self._work / CHECKPOINT
        if not path.exists():
            return
        state = torch.load(path, weights_only=True)
        if state["network"].keys() != self._layers.keys():
            raise InputError(f"{path} is a checkpoint of another model; choose another --work")
        with torch.no_grad():
            for name, value in state["network"].items():
                self._layers[name].copy_(value)
        self._average.restore(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        paragraphs = {paragraph.id: paragraph for paragraph in self._split.training.paragraphs}
        self._negatives = {
            key: [(paragraphs[id_], lang) for id_, lang in some if id_ in paragraphs]
            for key, some in state["negatives"].items()
        }
        self.step = state["step"]


def count_idle_processors() -> int:
    """At least one. Of the threads that share a product each must end before the next begins, so that one which waits
    for a busy processor holds up all: a step then took ten times as long."""
    processors = len(os.sched_getaffinity(0))
    # Until the threads of the step before have gone to sleep.
    time.sleep(0.02)
    try:
        running = int(Path("/proc/loadavg").read_text(encoding="ascii").split()[3].split("/")[0])
    except OSError:
        return processors
    return max(1, min(processors, processors - running + 1))


def read_average(path: Path) -> tuple[dict[str, NDArray[np.float32]], dict[str, Any]]:
    """The averaged layers in a checkpoint, and its step and recipe."""
    state = torch.load(path, weights_only=True)
    return to_arrays(state["average"]["weights"]), {"step": state["step"], **state["recipe"]}


def schedule(step: int, steps: int, warm_up: float) -> float:
    """The share of the learning rate: up in a line, down in half a cosine to a twentieth."""
    warm = max(1, round(warm_up * steps))
    if step < warm:
        return (step + 1) / warm
    left = (steps - step) / max(1, steps - warm)
    return 0.05 + 0.95 * (1 - math.cos(math.pi * left)) / 2
