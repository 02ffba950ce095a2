"""A retrieval benchmark in BEIR layout: corpus, queries and relevance judgements → ranking measures by language."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tqdm import tqdm

from eval.ranking import BENCHMARK, score_rankings
from eval.statistics import confidence_interval, mean
from eval.systems import open_system
from index.collection import open_collection
from index.encoder import Encoder, load_encoder
from index.errors import InputError
from index.language import detect_language
from index.settings import IndexSettings
from index.sync import index_paths
from rag.question import read_question
from rag.retrieve import Retrieve, Weights, retrieve_passages
from rag.settings import RagSettings

# Enough passages for 50 documents, some of which have several.
_DEPTH = 100
_BATCH = 256
# Rows of a file of the corpus as it is indexed.
_FILE_ROWS = 10_000


# From the means of languages removed, and nothing else, to all of it; then all of it without one part.
ABLATIONS = {
    "means": Weights(sentences=0, background=0, terms=0),
    "+ background": Weights(sentences=0, terms=0),
    "+ sentences": Weights(terms=0),
    "all (+ terms)": Weights(),
    "without sentences": Weights(sentences=0),
    "without background": Weights(background=0),
}


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
        raise InputError(f"{path} is not a file of a benchmark in BEIR layout: {error}") from error


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


def measure_retrieval(folder: Path, system: str, settings: IndexSettings, rag: RagSettings) -> dict[str, Any]:
    """Index the corpus of a benchmark, ask its queries, in the JSON of `sanad bench retrieval`."""
    benchmark = load_benchmark(folder)
    with TemporaryDirectory(prefix="sanad-bench-") as name:
        alone, ids = _index(benchmark, Path(name), settings)
        encoder = load_encoder(settings)
        with open_collection(alone) as collection:
            runs = _ask(benchmark, ids, open_system(system, collection, encoder), encoder, rag)
    return {"system": system, **summarise_runs(benchmark, runs)}


def ablate_retrieval(folder: Path, settings: IndexSettings, rag: RagSettings) -> list[dict[str, Any]]:
    """As `measure_retrieval`, of the plain system and of ours with its parts on and off."""
    benchmark = load_benchmark(folder)
    with TemporaryDirectory(prefix="sanad-bench-") as name:
        alone, ids = _index(benchmark, Path(name), settings)
        encoder = load_encoder(settings)
        with open_collection(alone) as collection:
            systems = {"plain": open_system("plain", collection, encoder)}
            systems |= {name: partial(retrieve_passages, collection, weights=w) for name, w in ABLATIONS.items()}
            return [
                {"system": system, **summarise_runs(benchmark, _ask(benchmark, ids, retrieve, encoder, rag))}
                for system, retrieve in systems.items()
            ]


def _index(benchmark: Benchmark, place: Path, settings: IndexSettings) -> tuple[IndexSettings, dict[str, str]]:
    """Settings of a collection with the corpus in it, and the document of each source."""
    (place / "corpus").mkdir()
    ids, documents = {}, list(benchmark.documents.items())
    for first in range(0, len(documents), _FILE_ROWS):
        some, file = documents[first : first + _FILE_ROWS], f"{first:08}.jsonl"
        lines = [json.dumps({"text": text}, ensure_ascii=False) for _, text in some]
        (place / "corpus" / file).write_text("\n".join(lines), encoding="utf-8")
        ids.update({f"{file}#{number}": id_ for number, (id_, _) in enumerate(some, 1)})
    alone = IndexSettings(
        home=place / "home", cache=settings.cache, encoder=settings.encoder, passage_tokens=settings.passage_tokens
    )
    index_paths([place / "corpus"], alone, partial(load_encoder, alone, "indexing"))
    return alone, ids


def _ask(
    benchmark: Benchmark,
    ids: Mapping[str, str],
    retrieve: Retrieve,
    encoder: Encoder,
    rag: RagSettings,
) -> dict[str, dict[str, float]]:
    runs: dict[str, dict[str, float]] = {}
    queries = list(benchmark.queries.items())
    with tqdm(total=len(queries), desc="asking", unit="query", disable=None) as bar:
        for first in range(0, len(queries), _BATCH):
            some = [(id_, read_question(text, [], rag)) for id_, text in queries[first : first + _BATCH]]
            vectors = encoder.encode_queries([question.query for _, question in some])
            for (id_, question), vector in zip(some, vectors, strict=True):
                run: dict[str, float] = {}
                for hit in retrieve(question, vector, _DEPTH):
                    document = ids[hit.article.source]
                    run[document] = max(hit.score, run.get(document, hit.score))
                runs[id_] = run
                bar.update()
    return runs


def summarise_runs(benchmark: Benchmark, runs: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    scores = score_rankings(benchmark.relevant, runs, BENCHMARK)
    pairs: dict[str, list[str]] = defaultdict(list)
    for query in benchmark.queries:
        documents = {benchmark.languages[f"d{document}"] for document in benchmark.relevant[query]}
        pairs[f"{benchmark.languages[f'q{query}']}>{'+'.join(sorted(documents))}"].append(query)
    same = [query for pair, some in pairs.items() if len(set(pair.split(">"))) == 1 for query in some]
    cross = [query for pair, some in pairs.items() if len(set(pair.split(">"))) > 1 for query in some]

    def means(queries: Sequence[str]) -> dict[str, Any]:
        return {name: mean([scores[query][name] for query in queries]) for name in BENCHMARK} | {"n": len(queries)}

    return {
        **means(list(benchmark.queries)),
        "ci": confidence_interval([scores[query]["ndcg@10"] for query in benchmark.queries]),
        "same_language": means(same),
        "cross_lingual": means(cross),
        "by_pair": {pair: means(some) for pair, some in sorted(pairs.items())},
    }


def describe_ablation(results: Sequence[dict[str, Any]]) -> str:
    """A table in Markdown: nDCG@10 of each system by pair of languages."""
    pairs = list(results[0]["by_pair"])
    lines = [f"| nDCG@10 | all | same | cross | recall@50 | {' | '.join(pairs)} |", "|---" * (5 + len(pairs)) + "|"]
    for result in results:
        groups = (result, result["same_language"], result["cross_lingual"])
        values = [group["ndcg@10"] for group in groups] + [result["recall@50"]]
        values += [result["by_pair"][pair]["ndcg@10"] for pair in pairs]
        cells = ("–" if value is None else f"{value:.3f}" for value in values)
        lines.append(f"| {result['system']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def describe_retrieval(result: dict[str, Any]) -> str:
    names = [*BENCHMARK, "n"]
    groups = {"all": result, "same language": result["same_language"], "cross-lingual": result["cross_lingual"]}
    lines = [f"{result['system']:16}" + "".join(f"{name:>11}" for name in names)]
    for group, values in {**groups, **result["by_pair"]}.items():
        lines.append(f"{group:16}" + "".join(f"{'–' if values[name] is None else values[name]:>11}" for name in names))
    return "\n".join(lines)
