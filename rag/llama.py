"""Retrieval in LlamaIndex's terms; apart from the rest, since importing LlamaIndex takes longer than answering."""

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.collection import Collection, Hit
from index.encoder import Encoder
from rag.filters import NO_FILTERS, Filters
from rag.question import read_question
from rag.retrieve import retrieve_passages
from rag.settings import RagSettings


class PassageRetriever(BaseRetriever):
    """`retrieve_passages` as a LlamaIndex retriever, of the articles that `filters` let through."""

    def __init__(self, collection: Collection, encoder: Encoder, k: int = 10, filters: Filters = NO_FILTERS) -> None:
        super().__init__()
        self._collection, self._encoder, self._k, self._filters = collection, encoder, k, filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = read_question(query_bundle.query_str, [], RagSettings())
        query = self._encoder.encode_queries([question.query])[0]
        found = retrieve_passages(
            self._collection, question, query, self._k, encoder=self._encoder, filters=self._filters
        )
        return [_as_node(hit) for hit in found]


def _as_node(hit: Hit) -> NodeWithScore:
    node = TextNode(
        id_=str(hit.passage.id),
        text=hit.text,
        start_char_idx=hit.passage.start,
        end_char_idx=hit.passage.end,
        metadata={
            "source": hit.article.source,
            "title": hit.article.title,
            "lang": hit.passage.lang,
            "published": hit.article.published,
        },
    )
    return NodeWithScore(node=node, score=hit.score)
