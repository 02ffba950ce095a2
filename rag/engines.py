"""Answers in LlamaIndex's terms: a query engine and a chat engine.

What they return is `Answer.answer`; its `source_nodes` are the citations, each a `TextNode` of the quoted words with
their exact place in the article, and its `metadata` the JSON of `sanad ask`. Where the articles do not tell, the text
says so and `metadata["answered"]` is false.
"""

import asyncio
from collections.abc import Sequence

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.base.response.schema import Response
from llama_index.core.chat_engine.types import AgentChatResponse, BaseChatEngine, StreamingAgentChatResponse
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.schema import NodeWithScore, TextNode
from pydantic import PrivateAttr

from rag.answer import Answer, Citation, answer_question
from rag.parts import Parts
from rag.settings import RagSettings


class AnswerQueryEngine(CustomQueryEngine):
    """`answer_question` as a LlamaIndex query engine."""

    _parts: Parts = PrivateAttr()
    _settings: RagSettings = PrivateAttr()

    def __init__(self, parts: Parts, settings: RagSettings | None = None) -> None:
        super().__init__()
        self._parts, self._settings = parts, settings or RagSettings()

    def custom_query(self, query_str: str) -> Response:
        answer = answer_question(query_str, [], self._parts, self._settings)
        return Response(_say(answer), source_nodes=cited_nodes(answer), metadata=answer.to_dict())


class AnswerChatEngine(BaseChatEngine):
    """`answer_question` as a LlamaIndex chat engine: a follow-up is understood with the questions before it."""

    def __init__(self, parts: Parts, settings: RagSettings | None = None) -> None:
        self._parts, self._settings = parts, settings or RagSettings()
        self._history: list[ChatMessage] = []

    @property
    def chat_history(self) -> list[ChatMessage]:
        return self._history

    def reset(self) -> None:
        self._history = []

    def chat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        """`chat_history` takes the place of what was said before."""
        if chat_history is not None:
            self._history = list(chat_history)
        answer = answer_question(message, _questions(self._history), self._parts, self._settings)
        said = _say(answer)
        self._history += [ChatMessage(message), ChatMessage(said, role=MessageRole.ASSISTANT)]
        return AgentChatResponse(said, source_nodes=cited_nodes(answer), metadata=answer.to_dict())

    def stream_chat(self, message: str, chat_history: list[ChatMessage] | None = None) -> StreamingAgentChatResponse:
        """The answer in one piece: nothing of it is shown before it is checked."""
        response = self.chat(message, chat_history)
        streamed = StreamingAgentChatResponse(source_nodes=response.source_nodes)
        streamed.put_in_queue(response.response)
        streamed.is_done = True
        return streamed

    async def achat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        return await asyncio.to_thread(self.chat, message, chat_history)

    async def astream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        response = await self.achat(message, chat_history)
        streamed = StreamingAgentChatResponse(source_nodes=response.source_nodes)
        streamed._ensure_async_setup()  # LlamaIndex has no other way to fill the queue that its readers await
        streamed.aput_in_queue(response.response)
        streamed.is_done = True
        return streamed


def cited_nodes(answer: Answer) -> list[NodeWithScore]:
    """The citations in their order; their score is the probability of the answer."""
    return [NodeWithScore(node=_as_node(cited), score=answer.probability) for cited in answer.citations]


def _as_node(cited: Citation) -> TextNode:
    return TextNode(
        id_=f"{cited.source}:{cited.start}-{cited.end}",
        text=cited.quote,
        start_char_idx=cited.start,
        end_char_idx=cited.end,
        metadata={"source": cited.source, "lang": cited.lang, "n": cited.n, "published": cited.published},
    )


def _say(answer: Answer) -> str:
    return answer.answer if answer.answered else answer.reason or ""


def _questions(history: Sequence[ChatMessage]) -> list[str]:
    return [message.content for message in history if message.role == MessageRole.USER and message.content]
