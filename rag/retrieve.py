"""Question → passages, ranked."""

from typing import Any

import regex
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.collection import Collection, Hit
from index.encoder import Encoder, Vectors
from index.quotes import Quote, find_quotes
from rag.question import read_question
from rag.settings import RagSettings

_QUOTED = regex.compile(r"""["“”„‟«»](.+)["“”„‟«»]""")


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
    """The ranked passages of a query in the JSON of `sanad search`. Raises InputError for a blank query.

    A query in quotation marks finds the places with these very words, in the order of sources, and is searched by
    meaning only if there are none.
    """
    question = read_question(text, [], settings)
    quoted = _QUOTED.fullmatch(question.text)
    rows = [_quote_row(quote) for quote in find_quotes(collection.catalog, quoted[1], k)] if quoted else []
    if not rows:
        hits = retrieve_passages(encoder.encode_queries([question.query])[0], collection, k)
        rows = [_hit_row(hit) for hit in hits]
    ranked = [{"rank": rank, **row} for rank, row in enumerate(rows, 1)]
    return {"query": question.text, "lang": question.lang, "hits": ranked}


def _hit_row(hit: Hit) -> dict[str, Any]:
    return {
        "source": hit.article.source,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.text,
        "lang": hit.passage.lang,
        "score": hit.score,
        "legs": {"dense": hit.score, "lexical": None, "names": None},
    }


def _quote_row(quote: Quote) -> dict[str, Any]:
    return {
        "source": quote.article.source,
        "start": quote.start,
        "end": quote.end,
        "text": quote.article.text[quote.start : quote.end],
        "lang": quote.article.lang,
        "score": 1.0,
        "legs": {"dense": None, "lexical": 1.0, "names": None},
    }
