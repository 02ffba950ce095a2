"""The index in LlamaIndex's terms: the encoder as an embedding, the splitting into passages as a node parser.

Apart from the rest, since importing LlamaIndex takes longer than answering a question.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, NodeRelationship, TextNode
from pydantic import PrivateAttr

from index.encoder import Encoder
from index.language import detect_language
from index.passages import split_passages

CountTokens = Callable[[Sequence[str]], list[int]]


class EncoderEmbedding(BaseEmbedding):
    """An encoder as a LlamaIndex embedding, with the prompts of the encoder."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(model_name=encoder.name, embed_batch_size=256)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._encoder.encode_queries([query])[0].tolist()  # type: ignore[no-any-return]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._encoder.encode_passages([text])[0].tolist()  # type: ignore[no-any-return]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._encoder.encode_passages(texts).tolist()  # type: ignore[no-any-return]


class PassageParser(NodeParser):
    """`split_passages` as a LlamaIndex node parser: `start_char_idx` and `end_char_idx` are always exact."""

    count_tokens: CountTokens
    max_tokens: int

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:
        return [passage for node in nodes if isinstance(node, Document) for passage in self._parse(node)]

    def _postprocess_parsed_nodes(self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]) -> list[BaseNode]:
        # The default looks every passage up in the text again, and finds another place where the text repeats itself.
        return nodes

    def _parse(self, document: Document) -> Iterator[TextNode]:
        text = document.text
        lang = document.metadata.get("lang") or detect_language(text)
        spans = split_passages(text, lang, self.count_tokens, self.max_tokens)
        for ordinal, (start, end) in enumerate(spans):
            passage = text[start:end]
            metadata = {**document.metadata, "lang": detect_language(passage, lang), "ordinal": ordinal}
            yield TextNode(
                id_=f"{document.id_}:{ordinal}",
                text=passage,
                start_char_idx=start,
                end_char_idx=end,
                metadata=metadata,
                excluded_embed_metadata_keys=list(metadata),
                relationships={NodeRelationship.SOURCE: document.as_related_node_info()},
            )
