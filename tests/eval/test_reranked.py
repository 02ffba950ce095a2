"""Where the settings name a reranker, it is measured with the search that it is part of, and with no other."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.benchmark import Benchmark
from eval.measure import measure_systems
from eval.questions import EvalQuestion
from eval.retrieval import measure_retrieval
from index.collection import open_collection
from index.encoder import Encoder
from index.settings import IndexSettings
from rag.parts import parts_of
from rag.settings import RagSettings
from tests.conftest import CACHE
from tests.eval.test_benchmarks import TEXTS


def prefer_wheat(_: str, texts: Sequence[str]) -> list[float]:
    return [float("Wheat" in text) for text in texts]


def test_a_question_set_is_asked_of_the_search_that_is_configured(indexed_home: Path, encoder: Encoder) -> None:
    question = EvalQuestion("sub", "en", "Who is the captain of the Polish submarine?", False)
    with open_collection(IndexSettings(home=indexed_home, cache=CACHE)) as collection:
        parts = parts_of(collection, encoder, None, score=lambda _, texts: range(len(texts)))
        results = measure_systems([question], ["sanad", "plain"], collection, parts, RagSettings())
        plain = measure_systems([question], ["plain"], collection, parts, RagSettings())
    assert all("reranker" in hit["legs"] for hit in results["rows"][0]["retrieved"])
    assert not any("reranker" in hit["legs"] for hit in plain["rows"][0]["retrieved"])


def test_a_benchmark_is_asked_of_the_search_that_is_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.retrieval.load_reranker", lambda _: prefer_wheat, raising=False)
    languages = {f"d{id_}": lang for id_, (lang, _) in TEXTS.items()} | {"qq": "en"}
    texts = {id_: text for id_, (_, text) in TEXTS.items()}
    benchmark = Benchmark(texts, {"q": "When was the bridge over the river closed?"}, languages, {"q": {"d3"}})
    settings = IndexSettings(home=tmp_path, cache=CACHE)
    assert measure_retrieval(benchmark, "sanad", settings, RagSettings())["hit@1"] == 1
    assert measure_retrieval(benchmark, "plain", settings, RagSettings())["hit@1"] == 0
