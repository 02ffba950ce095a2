"""Question → passages, ranked."""

from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.collection import Collection, Hit
from index.encoder import Encoder, Vectors
from rag.question import read_question
from rag.settings import RagSettings


def retrieve_passages(query: Vectors, collection: Collection, k: int) -> list[Hit]:
    """The `k` passages nearest to the query's unit vector of shape (dimension,), best first."""
    return collection.search(query, k)


class PassageRetriever(BaseRetriever):
    """`retrieve_passages` as a LlamaIndex retriever."""

    def __init__(self, collection: Collection, encoder: Encoder, k: int = 10) -> None:
        super().__init__()
        self._collection, self._encoder, self._k = collection, encoder, k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = self._encoder.encode_queries([query_bundle.query_str])[0]
        return [_as_node(hit) for hit in retrieve_passages(query, self._collection, self._k)]


def _as_node(hit: Hit) -> NodeWithScore:
    node = TextNode(
        id_=str(hit.passage.id),
        text=hit.text,
        start_char_idx=hit.passage.start,
        end_char_idx=hit.passage.end,
        metadata={"source": hit.article.source, "title": hit.article.title, "lang": hit.passage.lang},
    )
    return NodeWithScore(node=node, score=hit.score)


def search_passages(
    text: str, collection: Collection, encoder: Encoder, k: int, settings: RagSettings
) -> dict[str, Any]:
    """The ranked passages of a query in the JSON of `sanad search`. Raises InputError for a blank query."""
    question = read_question(text, [], settings)
    hits = retrieve_passages(encoder.encode_queries([question.query])[0], collection, k)
    rows = [_as_row(rank, hit) for rank, hit in enumerate(hits, 1)]
    return {"query": question.text, "lang": question.lang, "hits": rows}


def _as_row(rank: int, hit: Hit) -> dict[str, Any]:
    return {
        "rank": rank,
        "source": hit.article.source,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.text,
        "lang": hit.passage.lang,
        "score": hit.score,
        "legs": {"dense": hit.score, "lexical": None, "names": None},
    }
