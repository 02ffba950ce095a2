"""A question in a chat, from the asking to the kept answer."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from threading import Event
from uuid import uuid4

from index.chats import Turn
from index.errors import SanadError
from index.language import detect_language
from rag.answer import Answer
from rag.filters import NO_FILTERS, Filters
from ui.desk import Desk
from ui.failures import tell_failure
from ui.strings import STRINGS, Strings
from ui.transcript import Pending, told_text, write_answer

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """`chat` is empty where a new one is begun; `replaces` is the turn in whose place the question stands."""

    collection: str
    reader: str
    chat: str
    question: str
    replaces: int | None = None
    least_probability: float | None = None
    filters: Filters = NO_FILTERS


@dataclass(frozen=True)
class Shown:
    """What there is to be seen of a chat at a moment."""

    chat: str
    turns: Sequence[Turn]
    pending: Pending | None = None


class Writings:
    """The answers that are coming about, each of which its reader can stop."""

    def __init__(self) -> None:
        self._stops: dict[str, Event] = {}

    def stop(self, key: str) -> None:
        if stop := self._stops.get(key):
            stop.set()

    def answer(self, desk: Desk, asked: Asked, labels: Strings) -> Iterator[Shown]:
        """The chat with the question, then with as much as is answered, then as it is kept.

        What was replaced is dropped when the answer is there, and stays if there is none.
        """
        before = _turns_before(desk, asked)
        question = asked.question.strip()
        pending = Pending(uuid4().hex, question, detect_language(question), filters=asked.filters)
        stop = self._stops[pending.key] = Event()
        answer: Answer | None = None
        stopped = True
        try:
            yield Shown(asked.chat, before, pending)
            history = [turn.question for turn in before]
            with closing(
                desk.stream(asked.collection, question, history, asked.least_probability, asked.filters)
            ) as coming:
                for answer in coming:
                    if stop.is_set():
                        break
                    if answer.writing:
                        yield Shown(asked.chat, before, replace(pending, answer=answer))
                else:
                    stopped = False
        except Exception as error:  # noqa: BLE001 - the interface's border: logged here, told to the reader
            answer, told = None, _tell(error, STRINGS.get(pending.lang, labels))
            yield Shown(asked.chat, before, replace(pending, failure=told))
        finally:
            del self._stops[pending.key]
            # Also where the reader has gone away meanwhile.
            chat = _keep(desk, asked, pending, answer, stopped) if answer else ""
        if chat:
            yield show_chat(desk, asked.collection, asked.reader, chat)


def _tell(error: Exception, labels: Strings) -> str:
    if isinstance(error, SanadError):
        _log.warning("the question was not answered: %s", error)
        return tell_failure(error, labels)
    _log.error("the question could not be answered", exc_info=error)
    return labels.failed


def show_chat(desk: Desk, collection: str, reader: str, chat: str) -> Shown:
    """A chat as it is kept; a new one where there is none."""
    with desk.conversations(collection) as conversations:
        if chat and conversations.chats.find(reader, chat):
            return Shown(chat, conversations.chats.turns(chat))
    return Shown("", [])


def _turns_before(desk: Desk, asked: Asked) -> list[Turn]:
    turns = show_chat(desk, asked.collection, asked.reader, asked.chat).turns
    return [turn for turn in turns if asked.replaces is None or turn.id < asked.replaces]


def _keep(desk: Desk, asked: Asked, pending: Pending, answer: Answer, stopped: bool) -> str:
    """The chat in which it is kept."""
    kept = replace(answer, writing=False)
    with desk.conversations(asked.collection) as conversations:
        chats = conversations.chats
        chat = chats.find(asked.reader, asked.chat) or chats.begin(asked.reader, pending.question)
        if asked.replaces is not None:
            chats.drop_turns(chat.id, asked.replaces)
        chats.add_turn(
            chat.id, pending.question, pending.lang, write_answer(kept, asked.filters), told_text(kept), stopped
        )
    return chat.id
