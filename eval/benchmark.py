"""Benchmarks of retrieval: a folder in BEIR layout, or questions with the passages that answer them."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from eval.jsonl import read_jsonl
from index.errors import InputError, first_line
from index.language import detect_language
from index.roman_urdu import ROMAN_URDU, URDU

# Of the spelling habits in Roman Urdu: the same ones in every run.
_SEED = 5


@dataclass(frozen=True)
class Benchmark:
    """Texts, queries and their languages by id; the ids of the documents that are relevant to each query."""

    documents: dict[str, str]
    queries: dict[str, str]
    languages: dict[str, str]
    relevant: dict[str, set[str]]


def load_benchmark(folder: Path) -> Benchmark:
    """Reads `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv` (or the only file there). Raises InputError."""
    documents, queries = (list(_read_rows(folder / f"{name}.jsonl")) for name in ("corpus", "queries"))
    relevant = _read_judgements(folder)
    texts = {row["_id"]: "\n".join(part for part in (row.get("title"), row["text"]) if part) for row in documents}
    asked = {row["_id"]: row["text"] for row in queries if row["_id"] in relevant}
    strange = {id_ for ids in relevant.values() for id_ in ids} - set(texts)
    if strange or not asked:
        raise InputError(f"{folder}: the judgements name {len(strange):,} documents that the corpus does not hold")
    languages = {
        **{f"d{row['_id']}": row.get("lang") or detect_language(texts[row["_id"]]) for row in documents},
        **{f"q{row['_id']}": row.get("lang") or detect_language(row["text"]) for row in queries},
    }
    return Benchmark(texts, asked, languages, relevant)


def _read_rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip():
                row = json.loads(line)
                if not isinstance(row.get("_id"), str) or not isinstance(row.get("text"), str):
                    raise InputError(f"{path}, line {number}: a row needs `_id` and `text`")
                yield row
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(f"{path} is not a file of a benchmark in BEIR layout: {first_line(error)}") from error


def _read_judgements(folder: Path) -> dict[str, set[str]]:
    files = sorted((folder / "qrels").glob("*.tsv"))
    path = folder / "qrels" / "test.tsv" if len(files) != 1 else files[0]
    relevant: dict[str, set[str]] = defaultdict(set)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if float(row["score"]) > 0:
                    relevant[row["query-id"]].add(row["corpus-id"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is not a table of query-id, corpus-id and score") from error
    return dict(relevant)


def load_passages(file: Path) -> Benchmark:
    """Reads rows of `question` and `context` (a benchmark of reading): the distinct contexts are the corpus, and of
    each question that one of them answers it is to be found. Raises InputError."""
    documents: dict[str, str] = {}
    queries: dict[str, str] = {}
    relevant: dict[str, set[str]] = {}
    languages: dict[str, str] = {}
    for number, row in read_jsonl(file, "benchmark of reading", ("question", "context")).items():
        id_, question, context = str(row.get("id", number)), row["question"], row["context"]
        lang = row.get("lang") or detect_language(question)
        document = documents.setdefault(context, id_)
        languages.setdefault(f"d{document}", lang)
        if row.get("answerable", True):
            queries[id_], relevant[id_], languages[f"q{id_}"] = question, {document}, lang
    if not queries:
        raise InputError(f"{file} holds no question that can be answered")
    return Benchmark({id_: text for text, id_ in documents.items()}, queries, languages, relevant)


def ask_instead(benchmark: Benchmark, file: Path) -> Benchmark:
    """`benchmark` with other questions: rows of `id`, `question` and `like`, the question of the benchmark that has the
    same answer. Raises InputError."""
    rows = list(read_jsonl(file, "file of questions", ("id", "question", "like")).values())
    strange = [row["like"] for row in rows if row["like"] not in benchmark.relevant]
    if strange:
        raise InputError(f"{file}: the benchmark has no question {strange[0]!r} ({len(strange)} such rows)")
    languages = {f"q{row['id']}": row.get("lang") or detect_language(row["question"]) for row in rows}
    return replace(
        benchmark,
        queries={row["id"]: row["question"] for row in rows},
        languages=benchmark.languages | languages,
        relevant={row["id"]: benchmark.relevant[row["like"]] for row in rows},
    )


def romanise_questions(benchmark: Benchmark) -> Benchmark:
    """The Urdu questions of `benchmark` alone, typed in Latin letters by rule. Raises InputError if there is none."""
    from index.training.roman import romanise

    chance = Random(_SEED)
    asked = {
        id_: romanise(text, chance) for id_, text in benchmark.queries.items() if benchmark.languages[f"q{id_}"] == URDU
    }
    if not asked:
        raise InputError("the benchmark has no questions in Urdu to be typed in Latin letters")
    return replace(
        benchmark,
        queries=asked,
        languages=benchmark.languages | {f"q{id_}": ROMAN_URDU for id_ in asked},
        relevant={id_: benchmark.relevant[id_] for id_ in asked},
    )
