"""The systems that are measured side by side: Sanad, and what is usually built.

All search the same passages with the same encoder, and the same stages make an answer of what they find, so that what
differs is retrieval alone.
"""

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from eval.plain import missing_package
from index.collection import Collection, Hit
from index.encoder import Encoder, Vectors
from index.errors import InputError
from rag.question import Question
from rag.retrieve import Retrieve, retrieve_passages

SYSTEMS = ("sanad", "plain", "rrf")
# How many passages of either list are fused at the least.
_FUSED = 50


def open_system(name: str, collection: Collection, encoder: Encoder) -> Retrieve:
    """`sanad` is its search without a reranker; `plain` is LlamaIndex's vector index as it comes; `rrf` is that and
    BM25, fused by reciprocal rank.

    Raises InputError for an unknown name, or if a package for the comparison is missing.
    """
    if name not in SYSTEMS:
        raise InputError(f"there is no system {name!r}; choose from {', '.join(SYSTEMS)}")
    if name == "sanad":
        return partial(retrieve_passages, collection, encoder=encoder)
    return _LlamaIndex(collection, encoder, fused=name == "rrf")


class _LlamaIndex:
    """LlamaIndex's retrievers over the passages of a collection, as a `Retrieve`."""

    def __init__(self, collection: Collection, encoder: Encoder, fused: bool) -> None:
        from llama_index.core import VectorStoreIndex
        from llama_index.core.schema import TextNode

        from index.llama import EncoderEmbedding

        self._collection = collection
        nodes = [
            TextNode(id_=str(passage.id), text=article.text[passage.start : passage.end])
            for article in collection.catalog.articles()
            for passage in collection.catalog.passages_of(article.id)
        ]
        self._count = len(nodes)
        index = VectorStoreIndex(nodes, embed_model=EncoderEmbedding(encoder))
        self._retriever = partial(_fuse, index, _words(nodes), self._count) if fused else index.as_retriever

    def __call__(self, question: Question, query: Vectors, k: int) -> Sequence[Hit]:
        from llama_index.core.schema import QueryBundle

        retriever = self._retriever(similarity_top_k=min(k, self._count))
        found = retriever.retrieve(QueryBundle(question.query, embedding=query.tolist()))
        known = self._collection.catalog.passages([int(node.node_id) for node in found])
        return [Hit(*known[int(node.node_id)], node.score or 0.0) for node in found]


def _words(nodes: Sequence[Any]) -> Any:
    try:
        from llama_index.retrievers.bm25 import BM25Retriever
    except ImportError as error:
        raise InputError(missing_package("llama-index-retrievers-bm25")) from error
    # It tells of every query that has no word it knows.
    logging.getLogger("bm25s").setLevel(logging.ERROR)
    return BM25Retriever(nodes=list(nodes), similarity_top_k=len(nodes))


def _fuse(index: Any, words: Any, count: int, similarity_top_k: int) -> Any:
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.retrievers.fusion_retriever import FUSION_MODES

    words.similarity_top_k = depth = min(max(similarity_top_k, _FUSED), count)
    return QueryFusionRetriever(
        [index.as_retriever(similarity_top_k=depth), words],
        # No LLM rewords the question; the retriever wants one all the same.
        llm=MockLLM(),
        num_queries=1,
        mode=FUSION_MODES.RECIPROCAL_RANK,
        similarity_top_k=similarity_top_k,
        use_async=False,
    )
