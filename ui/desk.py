"""The collections of a home, as they are asked: each is opened when it is first needed, all with one encoder."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from index.catalog import Article
from index.collection import Collection, open_collection
from index.conversations import Conversations, Feedback, open_conversations
from index.encoder import Encoder
from index.errors import NoCollection
from index.settings import IndexSettings
from rag.answer import Answer, stream_answer
from rag.evidence import Read
from rag.explain import Finding, explain_passage
from rag.filters import NO_FILTERS, Filters
from rag.parts import Parts, parts_of
from rag.question import read_question
from rag.rerank import load_reranker
from rag.search import search_passages
from rag.settings import RagSettings
from ui.settings import Settings
from ui.turns import Turns
from ui.writing_model import WritingModel

# Two searches side by side keep two processors busy; more of them only wait for one another.
_PLACES = 2


@dataclass(frozen=True)
class _Opened:
    collection: Collection
    parts: Parts
    closing: ExitStack


class Desk:
    """`default` is the collection that the settings name. What is of another name raises NoCollection. Safe to use from
    several threads."""

    def __init__(
        self, settings: Settings, encoder: Encoder, read: Read | None, writer: WritingModel | None = None
    ) -> None:
        self.settings = settings
        self.default = settings.index.collection
        self.encoder, self._read = encoder, read
        self.writer = writer or WritingModel(RagSettings(), settings.index.cache, encoder)
        self._score = load_reranker(settings.rag)
        self._opened: dict[str, _Opened] = {}
        self._opening = Lock()
        self._turns = Turns(_PLACES, settings.ui.max_waiting, settings.ui.patience_s)

    def names(self) -> list[str]:
        """The collections that there are, in the order of their names."""
        folders = self.settings.index.folder.parent
        found = folders.glob("[!.]*/catalog.sqlite") if folders.is_dir() else []
        return sorted(path.parent.name for path in found)

    def index_settings(self, name: str) -> IndexSettings:
        return replace(self.settings.index, collection=name)

    def collection(self, name: str) -> Collection:
        return self._get(name).collection

    def article(self, name: str, source: str) -> Article | None:
        return self.collection(name).catalog.article(source)

    def ask(
        self,
        name: str,
        question: str,
        history: Sequence[str],
        least_probability: float | None = None,
        filters: Filters = NO_FILTERS,
    ) -> Answer:
        """The last of what `stream` yields."""
        *_, answer = self.stream(name, question, history, least_probability, filters)
        return answer

    def stream(
        self,
        name: str,
        question: str,
        history: Sequence[str],
        least_probability: float | None = None,
        filters: Filters = NO_FILTERS,
    ) -> Generator[Answer]:
        """The answer as it comes about, as `stream_answer` does. `least_probability` stands for that of the settings.

        Raises InputError for what cannot be asked, and Busy.
        """
        parts, rag = self._parts(name, filters), self.settings.rag
        chosen = rag if least_probability is None else replace(rag, least_probability=least_probability)
        with self.writer.use() as scribe:
            coming = stream_answer(question, self.askable(history), replace(parts, scribe=scribe), chosen)
            # The quotation comes first; a model that writes after it keeps no other reader waiting.
            with self._turns.take():
                first = next(coming)
            yield first
            yield from coming

    def explain(
        self,
        name: str,
        question: str,
        history: Sequence[str],
        source: str,
        start: int,
        filters: Filters = NO_FILTERS,
    ) -> Finding | None:
        """Why the passage at this place was found."""
        parts = self._parts(name, filters)
        with self._turns.take():
            return explain_passage(question, self.askable(history), source, start, parts, self.settings.rag)

    def known(self, name: object) -> str:
        """`name` if there is such a collection, else the default: the name is the browser's word only."""
        return name if isinstance(name, str) and name in self.names() else self.default

    def search(self, name: str, query: str, k: int, filters: Filters = NO_FILTERS) -> dict[str, Any]:
        """The JSON of `sanad search`. Raises what `ask` does."""
        read_question(query, [], self.settings.rag)
        collection, parts = self.collection(name), self._parts(name, filters)
        with self._turns.take():
            return search_passages(query, collection, parts, k, self.settings.rag, filters)

    def askable(self, history: Sequence[str]) -> list[str]:
        """A question that was refused as too long or blank stays in the transcript, and is no context for the next."""
        return [text for text in history if text.strip() and len(text) <= self.settings.rag.max_question_chars]

    @contextmanager
    def conversations(self, name: str) -> Iterator[Conversations]:
        with open_conversations(self.index_settings(name)) as conversations:
            yield conversations

    def keep(self, name: str, given: Feedback) -> None:
        with self.conversations(name) as conversations:
            conversations.put_feedback(replace(given, history=tuple(self.askable(given.history))))

    def close(self) -> None:
        for name in list(self._opened):
            self.close_collection(name)
        self.writer.close()

    def close_collection(self, name: str) -> None:
        with self._opening:
            opened = self._opened.pop(name, None)
        if opened:
            opened.closing.close()

    def _parts(self, name: str, filters: Filters) -> Parts:
        opened = self._get(name)
        if not filters:
            return opened.parts
        return parts_of(opened.collection, self.encoder, self._read, filters=filters, score=self._score)

    def _get(self, name: str) -> _Opened:
        # The name is the browser's word only.
        if not isinstance(name, str):
            raise NoCollection("this is no name of a collection; choose another one in the settings")
        with self._opening:
            if name not in self._opened:
                # A folder that is not there makes no collection.
                if name != self.default and name not in (names := self.names()):
                    raise NoCollection(f"there is no collection {name[:80]!r}; there are: {', '.join(names) or 'none'}")
                closing = ExitStack()
                collection = closing.enter_context(open_collection(self.index_settings(name)))
                parts = parts_of(collection, self.encoder, self._read, score=self._score)
                self._opened[name] = _Opened(collection, parts, closing)
            return self._opened[name]
