"""The training run: seeded, resumed from its last checkpoint, measured as it goes."""

import json
import math
import os
import signal
import time
from collections.abc import Mapping, Sequence
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
from index.training.model import Average, Trainee, as_tensors, copy_layers, to_arrays
from index.tuned import TunedFile, overlay, quantise_layers

_MAX_TOKENS = 288
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
    frozen_below: int = 0
    distillation: float = 4.0
    distillation_in_context: float = 20.0
    decay: float = 0.99
    mine_every: int = 300
    measure_every: int = 100
    save_every_s: int = 300


def train(
    split: Split, cache: Path, work: Path, recipe: Recipe, earlier: Path | None = None, teacher: Path | None = None
) -> None:
    """Begins with the layers in `earlier`, or with the base encoder's; those of `teacher`, or the base encoder's, say
    where texts are to lie. Goes on from the checkpoint in `work`, if there is one; SIGTERM ends it after the step,
    with a checkpoint."""
    torch.manual_seed(recipe.seed)
    work.mkdir(parents=True, exist_ok=True)
    run = _Run(split, cache, work, recipe, earlier, teacher)
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


def sentence_loss(batch: Batch, queries: Tensor, sentences: Tensor) -> Tensor | None:
    """InfoNCE over the sentences of all passages of the batch, for the queries whose answering sentence is known: those
    beside it in its passage are wrong, those of other windows of its paragraph are left aside."""
    owners = [at for at, passage in enumerate(batch.passages) for _ in passage.sentences]
    answering = torch.tensor([each for passage in batch.passages for each in passage.answering])
    groups = [batch.passage_groups[owner] for owner in owners]
    own = torch.tensor([[owner == row for owner in owners] for row in range(len(queries))])
    right = own & answering
    aside = torch.tensor([[a == b for b in groups] for a in batch.query_groups]) & ~own
    asked = right.any(dim=1)
    if not asked.any():
        return None
    scores = (queries @ sentences.T / _TEMPERATURE).masked_fill(aside, -math.inf)[asked]
    among = torch.logsumexp(scores.masked_fill(~right[asked], -math.inf), dim=1)
    return (torch.logsumexp(scores, dim=1) - among).mean()


def compile_layers(layers: Mapping[str, NDArray[np.float32]]) -> CompiledModel:
    """The encoder with these layers, in 8 bits as it is shipped."""
    return compile_weights(*overlay(quantise_layers(layers)))


class _Run:
    def __init__(
        self, split: Split, cache: Path, work: Path, recipe: Recipe, earlier: Path | None, teacher: Path | None
    ) -> None:
        self.step = 0
        self._split, self._work, self._recipe = split, work, recipe
        self._teacher = load_compiled(cache / "models", "THROUGHPUT", TunedFile.at(teacher) if teacher else None)
        self._centres: Centres = find_centres(self._teacher, aligned=teacher is not None)
        self._trainee = Trainee(cache, _MAX_TOKENS, recipe.frozen_below)
        self._layers = self._trainee.layers()
        if earlier:
            copy_layers(as_tensors(earlier), self._layers)
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
            model = compile_layers(to_arrays(self._average.weights))
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
        vectors, sentences = self._trainee.encode(
            [text.text for text in texts], [text.kind for text in texts], [text.sentences for text in texts]
        )
        queries, passages = vectors[: len(batch.queries)], vectors[len(batch.queries) :]
        contrast = contrastive_loss(batch, queries, passages)
        away = _distance(vectors, self._targets(texts))
        loss = contrast + self._recipe.distillation * away
        inner = sentence_loss(batch, queries, sentences) if len(sentences) else None
        if inner is not None:
            apart = _distance(sentences, self._targets(_sentences(texts)))
            loss = loss + inner + self._recipe.distillation_in_context * apart
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(list(self._layers.values()), _MAX_GRADIENT)
        self._optimiser.step()
        self._average.update(self._layers)
        kind = "sentences" if batch.symmetric else "pairs"
        more = {"sentence": inner.item(), "apart": apart.item()} if inner is not None else {}
        return {kind: contrast.item(), "away": away.item(), **more}

    def _targets(self, texts: list[Text]) -> Tensor:
        """Where the teacher sees what the texts mean, had it no regard to the language: so far as the tuned one need
        not go away from that, it should not."""
        targets = np.empty((len(texts), self._teacher.dimension), np.float32)
        for kind in ("query", "document"):
            rows = [row for row, text in enumerate(texts) if text.kind == kind]
            if rows:
                vectors = self._teacher.encode([texts[row].meant for row in rows], kind)
                targets[rows] = self._centres.move(vectors, [texts[row].meant_lang for row in rows], kind)
        return torch.from_numpy(targets)

    def measure(self) -> None:
        model = compile_layers(to_arrays(self._average.weights))
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
        copy_layers(state["network"], self._layers)
        self._average.restore(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        paragraphs = {paragraph.id: paragraph for paragraph in self._split.training.paragraphs}
        self._negatives = {
            key: [(paragraphs[id_], lang) for id_, lang in some if id_ in paragraphs]
            for key, some in state["negatives"].items()
        }
        self.step = state["step"]


def _distance(vectors: Tensor, targets: Tensor) -> Tensor:
    return (1 - (vectors * targets).sum(dim=1)).mean()


def _sentences(texts: Sequence[Text]) -> list[Text]:
    """Each by itself."""
    return [
        Text(text.text[start:end], text.kind, text.lang, text.text[start:end], text.lang)
        for text in texts
        for start, end in text.sentences
    ]


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
