"""`python -m index.training`: tune the bundled encoder, measure a checkpoint beside the base, write the weights; then
train the reader over it, measure it, write its weights."""

import argparse
import json
import sys
from dataclasses import fields
from pathlib import Path

from index.errors import SanadError
from index.training.data import OWN_PAIRS, load_split
from index.training.reader import ReaderRecipe, train_reader
from index.training.reader_measure import describe_readings, measure_reader
from index.training.report import describe_measures, measure_both, plot_curve
from index.training.run import CHECKPOINT, Recipe, read_average, train
from index.tuned import SHIPPED, quantise_layers, read_layers, save_layers

_READER = ("train-reader", "measure-reader", "export-reader")


def main(arguments: list[str] | None = None) -> int:
    options = _parse(arguments)
    try:
        return _do(options)
    except SanadError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _do(options: argparse.Namespace) -> int:
    if options.command in ("export", "export-reader"):
        layers, notes = read_average(options.work / CHECKPOINT)
        digest = save_layers(options.out, layers, {"recipe": json.dumps(notes)})
        sys.stdout.write(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, sha256 {digest}\n")
        return 0
    split = load_split(options.data, options.bench, options.pairs)
    if options.command == "train":
        recipe = Recipe(**{field.name: getattr(options, field.name) for field in fields(Recipe)})
        train(split, options.cache, options.work, recipe, options.earlier, options.teacher)
        plot_curve(options.work)
        return 0
    if options.command == "train-reader":
        chosen = ReaderRecipe(**{field.name: getattr(options, field.name) for field in fields(ReaderRecipe)})
        train_reader(split, options.cache, options.encoder, options.work, options.seed, chosen, options.earlier)
        return 0
    if options.command == "measure-reader":
        read, _ = read_average(options.work / CHECKPOINT)
        rows = measure_reader(split, read_layers(options.encoder), quantise_layers(read), options.most)
        sys.stdout.write(describe_readings(rows) + "\n")
        return 0
    results = measure_both(split, options.work, options.cache, options.bench, options.roman)
    (options.work / "report.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    plot_curve(options.work)
    sys.stdout.write(describe_measures(results) + "\n")
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m index.training", description=__doc__)
    parser.add_argument("command", choices=["train", "measure", "export", *_READER])
    parser.add_argument("--data", type=Path, default=Path("../shared/train"), help="folder of the training data")
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), help="folder of the benchmarks")
    parser.add_argument("--pairs", type=Path, default=OWN_PAIRS, help="own questions and passages")
    parser.add_argument("--work", type=Path, default=Path(".cache/training"), help="folder of checkpoints and measures")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder of the unpacked models")
    parser.add_argument("--roman", type=Path, help="questions in Roman Urdu that name a passage of the benchmark")
    parser.add_argument("--out", type=Path, default=Path("index/weights/encoder.safetensors"))
    parser.add_argument("--encoder", type=Path, default=SHIPPED, help="the tuned layers that the reader is laid over")
    parser.add_argument("--earlier", type=Path, help="the layers of an encoder or a reader to begin with")
    parser.add_argument("--teacher", type=Path, help="the layers of the encoder that texts are kept near to")
    parser.add_argument("--most", type=int, default=150, help="questions of each pair of languages that are measured")
    for field in (*fields(Recipe), *fields(ReaderRecipe)):
        kind = type(field.default)
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=kind, default=field.default)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
