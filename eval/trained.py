"""`python -m eval.trained`: what training brought, as tables.

The base encoder beside the tuned one, each with and without the corrections of the search, and the reader on and off,
on articles that neither was trained on. How well the probability tells what has no answer is left out: many of
these questions are those that it was fitted to, and `eval.fitting` reports it on others.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from eval.affairs import write_affairs
from eval.benchmark import Benchmark, load_benchmark, romanise_questions
from eval.comprehension import load_rows, measure_reading
from eval.corpus import indexed_folder
from eval.measure import measure_systems
from eval.questions import SEEDS, EvalQuestion, load_questions
from eval.retrieval import ask_queries, indexed_benchmark, summarise_runs
from eval.systems import open_system
from index.centres import load_centres
from index.collection import open_collection
from index.encoder import load_encoder
from index.errors import SanadError
from index.reader import load_reader
from index.settings import BASE_ENCODER, BUNDLED_ENCODER, NO_READER, IndexSettings
from index.training.data import OWN_PAIRS, Split, load_split, normalise
from rag.parts import parts_of
from rag.settings import RagSettings

_LANGUAGES = ("ur", "fa", "ar", "en", "ru", "hi")
_ENCODERS = {"base": BASE_ENCODER, "tuned": BUNDLED_ENCODER}
_SYSTEMS = {"cosine": "plain", "corrected": "sanad"}

# Questions of each language that are read.
_MOST = 120

Table = dict[str, dict[str, Any]]
"""Values by row and column."""


def measure_search(benchmark: Benchmark, settings: IndexSettings) -> Table:
    """nDCG@10 by group of queries, recall@50, and hit@5 of the Urdu queries typed in Latin letters."""
    table: Table = {}
    for encoder_name, named in _ENCODERS.items():
        chosen = replace(settings, encoder=named)
        encoder = load_encoder(chosen)
        with indexed_benchmark(benchmark, chosen) as (alone, ids), open_collection(alone) as collection:
            for system_name, system in _SYSTEMS.items():
                retrieve = open_system(system, collection, encoder)
                found, typed = (
                    summarise_runs(asked, ask_queries(asked, ids, retrieve, encoder, RagSettings()))
                    for asked in (benchmark, romanise_questions(benchmark))
                )
                values = {
                    "nDCG@10": found["ndcg@10"],
                    "… same language": found["same_language"]["ndcg@10"],
                    "… across languages": found["cross_lingual"]["ndcg@10"],
                    "recall@50": found["recall@50"],
                    "Roman Urdu, hit@5": typed["hit@5"],
                }
                _put(table, f"{encoder_name}, {system_name}", values)
    return table


def measure_sentences(rows: dict[str, list[dict[str, Any]]], settings: IndexSettings) -> Table:
    """By language: how often the sentence that would be quoted holds the answer."""
    table: Table = {}
    for name, chosen in _readings(settings):
        encoder = load_encoder(chosen)
        centres = load_centres(encoder, settings.cache / "models")
        reader = load_reader(chosen)
        for lang, some in rows.items():
            found = measure_reading(some, encoder, centres, reader.read if reader else None, RagSettings())
            _put(table, name, {f"{lang}, right sentence": found["contains"]})
    return table


def measure_question_set(corpus: Path, settings: IndexSettings) -> Table:
    """What `sanad eval` measures of the bundled question set."""
    return _measure_questions(load_questions(SEEDS), corpus, settings)


def _measure_questions(questions: Sequence[EvalQuestion], corpus: Path, settings: IndexSettings) -> Table:
    table: Table = {}
    for name, chosen in _readings(settings):
        encoder = load_encoder(chosen)
        reader = load_reader(chosen)
        with indexed_folder(corpus, chosen) as alone, open_collection(alone) as collection:
            parts = parts_of(collection, encoder, reader.read if reader else None)
            results = measure_systems(questions, ["sanad"], collection, parts, RagSettings())
        values = {key: results["retrieval"][key] for key in ("hit@1", "hit@5", "ndcg@10")}
        values |= {key: results["answer"][key] for key in ("evidence", "values", "citation_precision")}
        _put(table, name, values)
    return table


def measure_affairs(settings: IndexSettings) -> Table:
    """What `sanad eval` measures of questions about invented affairs (`eval.affairs`)."""
    with TemporaryDirectory(prefix="sanad-affairs-") as folder:
        questions = write_affairs(Path(folder))
        return _measure_questions(questions, Path(folder), settings)


def keep_held_out(benchmark: Benchmark, split: Split) -> Benchmark:
    """The whole corpus of `benchmark`, and of its queries those whose article was not trained on."""
    known = {question.id for question in split.held_out.questions}
    queries = {id_: text for id_, text in benchmark.queries.items() if id_.rsplit("-", 1)[0] in known}
    return replace(benchmark, queries=queries, relevant={id_: benchmark.relevant[id_] for id_ in queries})


def choose_rows(folder: Path, split: Split) -> dict[str, list[dict[str, Any]]]:
    """Rows of the reading benchmarks by language, answerable or not as they come, on none of the texts trained on."""
    trained = {normalise(text) for paragraph in split.training.paragraphs for text in paragraph.texts.values()}
    rows = {lang: load_rows(folder / f"{lang}.jsonl") for lang in _LANGUAGES}
    rows = {lang: [row for row in some if normalise(row["context"]) not in trained] for lang, some in rows.items()}
    return {lang: Random(0).sample(some, min(_MOST, len(some))) for lang, some in rows.items()}


def describe_tables(tables: Mapping[str, Table]) -> str:
    """In Markdown."""
    return "\n\n".join(_describe(name, table) for name, table in tables.items())


def _readings(settings: IndexSettings) -> Iterator[tuple[str, IndexSettings]]:
    yield "base", replace(settings, encoder=BASE_ENCODER, reader=NO_READER)
    yield "tuned, no reader", replace(settings, reader=NO_READER)
    yield "tuned, reader", settings


def _put(table: Table, column: str, values: Mapping[str, Any]) -> None:
    for row, value in values.items():
        table.setdefault(row, {})[column] = value


def _describe(name: str, table: Table) -> str:
    columns = list(next(iter(table.values())))
    lines = [f"| {name} | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for row, values in table.items():
        cells = ("–" if values[column] is None else f"{values[column]:.3f}" for column in columns)
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser("python -m eval.trained", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/train"), help="folder of the training data")
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), help="folder of the benchmarks")
    parser.add_argument("--corpus", type=Path, default=Path("seeds"), help="the articles of the question set")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder of the unpacked models")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    # Each collection is made in a place of its own.
    settings = IndexSettings(home=Path(gettempdir()), cache=options.cache)
    try:
        split = load_split(options.data, options.bench, OWN_PAIRS)
        benchmark = keep_held_out(load_benchmark(options.bench / "mixed_dev"), split)
        rows = choose_rows(options.bench / "reading", split)
        tables = {
            f"retrieval, {len(benchmark.queries):,} questions": measure_search(benchmark, settings),
            f"reading, up to {_MOST} questions a language": measure_sentences(rows, settings),
            "invented affairs": measure_affairs(settings),
            "question set": measure_question_set(options.corpus, settings),
        }
    except SanadError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write((json.dumps(tables, ensure_ascii=False) if options.json else describe_tables(tables)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
