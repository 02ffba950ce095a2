"""A benchmark of retrieval: corpus, queries and relevance judgements → ranking measures by language."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tqdm import tqdm

from eval.benchmark import Benchmark
from eval.ranking import BENCHMARK, score_rankings
from eval.statistics import confidence_interval, mean
from eval.systems import open_system
from index.centres import find_centres, put_centres
from index.collection import open_catalog, open_collection
from index.encoder import Encoder, load_encoder
from index.publish import remake
from index.settings import IndexSettings
from index.sync import index_paths
from rag.question import read_question
from rag.rerank import load_reranker, rerank
from rag.retrieve import Retrieve, retrieve_passages
from rag.scoring import Weights
from rag.settings import RagSettings

# Enough passages for 50 documents, some of which have several.
_DEPTH = 100
_BATCH = 256
# Rows of a file of the corpus as it is indexed.
_FILE_ROWS = 10_000


# From the cosines of the passages, and nothing else, to all of it; then all of it without one part.
ABLATIONS = {
    "passages": Weights(passages=1, sentences=0, background=0, terms=0),
    "+ background": Weights(passages=1, sentences=0, terms=0),
    "+ sentences": Weights(terms=0),
    "+ terms": Weights(own_terms=Weights.terms),
    "all (+ own language)": Weights(),
    "without sentences": Weights(passages=1, sentences=0),
    "without background": Weights(background=0),
    "backgrounds whole": Weights(contrast=1, terms_contrast=1),
}


def measure_retrieval(benchmark: Benchmark, system: str, settings: IndexSettings, rag: RagSettings) -> dict[str, Any]:
    """Index the corpus of a benchmark, ask its queries, in the JSON of `sanad bench retrieval`."""
    encoder = load_encoder(settings)
    with indexed_benchmark(benchmark, settings) as (alone, ids), open_collection(alone) as collection:
        retrieve = open_system(system, collection, encoder)
        if system == "sanad" and (score := load_reranker(rag)):
            retrieve = rerank(retrieve, score)
        runs = ask_queries(benchmark, ids, retrieve, encoder, rag)
    return {"system": system, **summarise_runs(benchmark, runs)}


def ablate_retrieval(benchmark: Benchmark, settings: IndexSettings, rag: RagSettings) -> list[dict[str, Any]]:
    """As `measure_retrieval`, of the usual systems and of ours with its parts on and off, without a reranker."""
    encoder = load_encoder(settings)

    def measure(system: str, retrieve: Retrieve) -> dict[str, Any]:
        return {"system": system, **summarise_runs(benchmark, ask_queries(benchmark, ids, retrieve, encoder, rag))}

    with indexed_benchmark(benchmark, settings) as (alone, ids):
        with open_collection(alone) as collection:
            results = [measure(name, open_system(name, collection, encoder)) for name in ("plain", "rrf")]
            for name, weights in ABLATIONS.items():
                results.append(measure(name, partial(retrieve_passages, collection, weights=weights, encoder=encoder)))
        with open_catalog(alone) as catalog:
            put_centres(catalog, find_centres(encoder.model, not encoder.aligned))
            remake(catalog, alone)
        with open_collection(alone) as collection:
            other = "without the means of languages" if encoder.aligned else "with the means of languages"
            return [*results, measure(other, partial(retrieve_passages, collection, encoder=encoder))]


@contextmanager
def indexed_benchmark(benchmark: Benchmark, settings: IndexSettings) -> Iterator[tuple[IndexSettings, dict[str, str]]]:
    """Settings of a collection with the corpus in it, and the document of each source."""
    with TemporaryDirectory(prefix="sanad-bench-") as name:
        yield _index(benchmark, Path(name), settings)


def _index(benchmark: Benchmark, place: Path, settings: IndexSettings) -> tuple[IndexSettings, dict[str, str]]:
    (place / "corpus").mkdir()
    ids, documents = {}, list(benchmark.documents.items())
    for first in range(0, len(documents), _FILE_ROWS):
        some, file = documents[first : first + _FILE_ROWS], f"{first:08}.jsonl"
        lines = [json.dumps({"text": text}, ensure_ascii=False) for _, text in some]
        (place / "corpus" / file).write_text("\n".join(lines), encoding="utf-8")
        ids.update({f"{file}#{number}": id_ for number, (id_, _) in enumerate(some, 1)})
    alone = replace(settings, home=place / "home", store="")
    index_paths([place / "corpus"], alone, partial(load_encoder, alone, "indexing"))
    return alone, ids


def ask_queries(
    benchmark: Benchmark,
    ids: Mapping[str, str],
    retrieve: Retrieve,
    encoder: Encoder,
    rag: RagSettings,
) -> dict[str, dict[str, float]]:
    """The score of each document found for each query."""
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
    """A table in Markdown: nDCG@10 over all and by pair of languages, a column a system."""
    rows = {"all": results, "same language": [result["same_language"] for result in results]}
    rows["cross-lingual"] = [result["cross_lingual"] for result in results]
    rows |= {pair: [result["by_pair"][pair] for result in results] for pair in results[0]["by_pair"]}
    lines = [
        f"| nDCG@10 | n | {' | '.join(result['system'] for result in results)} |",
        "|---" * (len(results) + 2) + "|",
    ]
    lines += [_describe_row(name, groups, "ndcg@10") for name, groups in rows.items()]
    return "\n".join([*lines, _describe_row("recall@50", results, "recall@50")])


def _describe_row(name: str, groups: Sequence[dict[str, Any]], measure: str) -> str:
    values = (group[measure] for group in groups)
    cells = ("–" if value is None else f"{value:.3f}" for value in values)
    return f"| {name} | {groups[0]['n']:,} | {' | '.join(cells)} |"


def describe_retrieval(result: dict[str, Any]) -> str:
    names = [*BENCHMARK, "n"]
    groups = {"all": result, "same language": result["same_language"], "cross-lingual": result["cross_lingual"]}
    lines = [f"{result['system']:16}" + "".join(f"{name:>11}" for name in names)]
    for group, values in {**groups, **result["by_pair"]}.items():
        lines.append(f"{group:16}" + "".join(f"{'–' if values[name] is None else values[name]:>11}" for name in names))
    return "\n".join(lines)
