"""Question → the sentences of the collection that may answer it, the likeliest first."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

from index.collection import Hit
from index.encoder import Vectors
from rag.evidence import Evidence, rank_sentences
from rag.introduction import asked_name, prefer_introductions
from rag.parts import Parts
from rag.premise import prefer_named
from rag.question import Question
from rag.rerank import order_by_sentences
from rag.settings import NO_RERANKER, RagSettings


def look_up(
    question: Question, parts: Parts, settings: RagSettings, timings: dict[str, float], k: int = 0
) -> tuple[Sequence[Hit], list[Evidence]]:
    """The first passages, or `k` if that is more, and the sentences of the first, the best first. The passages come in
    the order of their best sentences if the reader reads them, unless a reranker orders them. What each stage took is
    added to `timings`, in ms."""
    name = asked_name(question)
    most = settings.introducing_passages if name else settings.evidence_passages
    spelt, query, hits = find_passages(question, parts, max(most, k), timings)
    with timed("evidence", timings):
        ranked = rank_sentences(spelt.query, query, hits[:most], parts.encoder, parts.read, settings)
        named = prefer_named(question.query, question.lang, ranked)
        ranked = prefer_introductions(name, question.lang, named) if name else named
        ordered = parts.read and settings.reranker == NO_RERANKER
        return order_by_sentences(hits, ranked) if ordered else hits, ranked


def find_passages(
    question: Question, parts: Parts, most: int, timings: dict[str, float]
) -> tuple[Question, Vectors, Sequence[Hit]]:
    """The question in the letters of its language, its vector, and the passages, the best first."""
    with timed("encode", timings):
        spelt = parts.spell(question)
        query = parts.encoder.encode_queries([spelt.query])[0]
    with timed("retrieve", timings):
        return spelt, query, parts.retrieve(spelt, query, most)


@contextmanager
def timed(stage: str, timings: dict[str, float]) -> Iterator[None]:
    began = perf_counter()
    yield
    timings[stage] = round(timings.get(stage, 0.0) + (perf_counter() - began) * 1000, 2)
