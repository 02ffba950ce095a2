"""Base and tuned encoder side by side, and the curve of a run."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from index.centres import Centres, find_centres, read_calibration
from index.compiled import load_compiled
from index.encoder import TextModel
from index.roman_urdu import ROMAN_URDU
from index.training.data import Split
from index.training.measure import Scores, measure_encoder, ndcg_of, ranks_of, scale_locally
from index.training.run import CHECKPOINT, MEASURES, compile_layers, read_average

Report = dict[str, Scores]


def measure_both(split: Split, work: Path, cache: Path, bench: Path, roman: Path | None) -> dict[str, Report]:
    """Every measure of the base encoder and of the averaged checkpoint in `work`."""
    layers, _ = read_average(work / CHECKPOINT)
    models = {"base": load_compiled(cache / "models", "THROUGHPUT"), "tuned": compile_layers(layers)}
    return {name: _measure(split, model, bench, roman) for name, model in models.items()}


def describe_measures(results: dict[str, Report]) -> str:
    """A table of one line for each measure."""
    lines = [f"{'':44}" + "".join(f"{name:>9}" for name in results) + f"{'change':>9}"]
    base, tuned = results["base"], results["tuned"]
    for group, scores in base.items():
        for name, value in scores.items():
            other = tuned[group].get(name, float("nan"))
            lines.append(f"{group:26}{name:18}{value:9.3f}{other:9.3f}{other - value:+9.3f}")
    return "\n".join(lines)


def plot_curve(work: Path) -> None:
    """`curve.svg` in `work`: the measures on held-out articles against the steps."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    rows = {row["step"]: row for row in map(json.loads, (work / MEASURES).read_text(encoding="utf-8").splitlines())}
    steps = sorted(rows)
    lines = {"mixed, all": ("raw", "all"), "mixed, same language": ("raw", "same"),
             "mixed, across languages": ("raw", "cross"), "mixed, corrected": ("corrected", "all"),
             "one language alone": ("alone", "mean"), "Roman Urdu, hit@5": ("raw", "roman hit@5")}  # fmt: skip
    figure, axis = plt.subplots(figsize=(7, 4.4), layout="constrained")
    for label, (group, name) in lines.items():
        axis.plot(steps, [rows[step][group][name] for step in steps], marker=".", label=label)
    axis.set(xlabel="steps", ylabel="nDCG@10 on held-out articles", ylim=(None, 1))
    axis.legend(fontsize=8, loc="lower right")
    axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(work / "curve.svg")
    plt.close(figure)


def _measure(split: Split, model: TextModel, bench: Path, roman: Path | None) -> Report:
    report = {f"held-out, {name}": scores for name, scores in measure_encoder(split.held_out, model).items()}
    centres = find_centres(model)
    report |= _measure_benchmark(split, model, centres, bench)
    report["calibration"] = _match_calibration(model)
    if roman:
        report["typed Roman Urdu"] = _measure_typed(split, model, centres, bench, roman)
    return report


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _measure_benchmark(split: Split, model: TextModel, centres: Centres, bench: Path) -> Report:
    """The mixed benchmark's whole collection, asked what the held-out articles answer."""
    corpus = _rows(bench / "mixed_dev" / "corpus.jsonl")
    places = {row["_id"]: place for place, row in enumerate(corpus)}
    lines = (bench / "mixed_dev" / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]
    answers = {fields[0]: places[fields[1]] for fields in (line.split("\t") for line in lines)}
    known = {question.id for question in split.held_out.questions}
    queries = [row for row in _rows(bench / "mixed_dev" / "queries.jsonl") if row["_id"].rsplit("-", 1)[0] in known]
    spoken, asked = [row["lang"] for row in corpus], [row["lang"] for row in queries]
    passages = model.encode([row["text"] for row in corpus], "document")
    vectors = model.encode([row["text"] for row in queries], "query")
    right = [answers[row["_id"]] for row in queries]
    raw = vectors @ passages.T
    centred = centres.remove(vectors, asked, "query") @ centres.remove(passages, spoken, "document").T
    report: Report = {}
    runs = {"raw": raw, "scaled": scale_locally(raw, spoken)}
    runs |= {"centred": centred, "corrected": scale_locally(centred, spoken)}
    for name, scores in runs.items():
        rows: dict[str, list[float]] = defaultdict(list)
        for lang, place, ndcg in zip(asked, right, ndcg_of(ranks_of(scores, right)), strict=True):
            for group in ("all", "same" if lang == spoken[place] else "cross"):
                rows[group].append(float(ndcg))
        report[f"mixed_dev, {name}"] = {key: float(np.mean(values)) for key, values in rows.items()}
    return report


def _match_calibration(model: TextModel) -> Scores:
    """How often a text's translation is the nearest of all: texts in Roman Urdu that people wrote."""
    texts = {lang: model.encode(lines, "query") for lang, lines in read_calibration().items()}
    right = list(range(len(texts["ur"])))
    pairs = [(ROMAN_URDU, "ur"), (ROMAN_URDU, "en"), ("ur", "en"), ("fa", "ar"), ("tr", "hi"), ("bn", "en")]
    return {f"{a}>{b}": float((ranks_of(texts[a] @ texts[b].T, right) == 1).mean()) for a, b in pairs}


def _measure_typed(split: Split, model: TextModel, centres: Centres, bench: Path, roman: Path) -> Scores:
    """Questions that people typed, over the Urdu passages of the benchmark; `seen` are of articles trained on."""
    reading = _rows(bench / "reading" / "ur.jsonl")
    contexts = list(dict.fromkeys(row["context"] for row in reading))
    of = {row["id"]: contexts.index(row["context"]) for row in reading}
    known = {question.id for question in split.held_out.questions}
    rows = [row for row in _rows(roman) if row.get("context_id") in of]
    queries = model.encode([row["question"] for row in rows], "query")
    passages = model.encode(contexts, "document")
    raw = queries @ passages.T
    centred = centres.remove(queries, [ROMAN_URDU] * len(rows), "query") @ centres.remove(
        passages, ["ur"] * len(contexts), "document"
    ).T  # fmt: skip
    found: dict[str, list[float]] = defaultdict(list)
    for name, scores in (("raw", raw), ("centred", centred)):
        for row, rank in zip(rows, ranks_of(scores, [of[row["context_id"]] for row in rows]), strict=True):
            side = "held out" if row["context_id"].split("-", 1)[1] in known else "seen"
            found[f"{side}, {name}"].append(float(rank <= 5))
    return {name: float(np.mean(values)) for name, values in found.items()}
