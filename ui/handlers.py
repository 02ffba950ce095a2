"""What happens in the chat: an event of the browser → what is shown anew.

All that comes from the browser is its word only: a chat is looked for among those of its reader, a place in the
article that it names.
"""

import logging
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import gradio as gr

from index.errors import NoCollection, SanadError
from index.listing import count_values
from ui.among import read_filters
from ui.among_view import narrow, show_among
from ui.asking import Asked, Shown, Writings, show_chat
from ui.chats_view import chats_html
from ui.desk import Desk
from ui.export import export_chat
from ui.failures import tell_failure
from ui.feedback import feedback_on
from ui.guard import READER
from ui.reading import finding_html, source_html
from ui.render import notice_html
from ui.settings_view import least_probability
from ui.strings import STRINGS, Strings
from ui.suggestions import Suggestions
from ui.transcript import filters_of, nothing_html, read_answer, suggestions_html, transcript_html, welcome_html

# Transcript, list of chats, chat.
Seen = tuple[Any, Any, Any]

_log = logging.getLogger(__name__)


class ChatHandlers:
    """Those of the page in one language."""

    def __init__(self, labels: Strings, desk: Desk, writings: Writings, suggestions: Suggestions) -> None:
        self._labels, self._desk, self._writings, self._suggestions = labels, desk, writings, suggestions

    def ask(
        self, question: str, chat: str, chosen: str, caution: str, among: object, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """The box, what is seen, and what is told of it."""
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), _told(self._labels.blank_question, self._labels, "failed")
            return
        yield from self._converse(self._asked(question, chat, chosen, caution, among, request), "")

    def ask_again(
        self, chat: str, chosen: str, caution: str, among: object, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """A question that was suggested, or one that was asked before, edited or not, in the place of its `turn`."""
        question, turn = _text(event, "question"), _field(event, "turn")
        asked = self._asked(question, chat, chosen, caution, among, request, turn if type(turn) is int else None)
        yield from self._converse(asked, gr.skip())

    def stop(self, event: gr.EventData) -> None:
        self._writings.stop(_text(event, "key"))

    def narrow(self, event: gr.EventData) -> tuple[Any, Any]:
        """The filters from now on, and what the courier is to show of them."""
        return narrow(self._labels, event)

    def show_among(self, chosen: str) -> str:
        """The control of the filters, with nothing chosen in it."""
        return show_among(self._labels, self._desk, chosen)

    def open(self, chosen: str, event: gr.EventData, request: gr.Request) -> Seen:
        collection, reader = self._desk.known(chosen), _reader(request)
        return self._seen(collection, reader, self._show(collection, reader, _text(event, "chat")))

    def suggest(self, chat: str, chosen: str) -> Any:
        """Questions to begin with, for the courier: each is tried, so that they come after all else is there."""
        if chat:
            return gr.skip()
        try:
            questions = self._suggestions.of(self._desk.known(chosen), self._labels.lang)
        except SanadError:
            # The transcript has told it.
            return gr.skip()
        return {"task": "suggest", "time": time.time_ns(), "html": suggestions_html(questions)}

    def begin(self, chosen: str, request: gr.Request) -> Seen:
        collection, reader = self._desk.known(chosen), _reader(request)
        return self._seen(collection, reader, Shown("", []))

    def turn_to(self, chosen: str, request: gr.Request) -> tuple[Any, ...]:
        """Another collection has other chats, articles and languages: nothing of the one before is left."""
        return *self.begin(chosen, request), self.show_among(chosen), {}, ""

    def search(self, chat: str, chosen: str, event: gr.EventData, request: gr.Request) -> str:
        return self._list(self._desk.known(chosen), _reader(request), chat, _text(event, "words"))

    def rename(self, chat: str, chosen: str, event: gr.EventData, request: gr.Request) -> str:
        collection, reader = self._desk.known(chosen), _reader(request)
        with self._desk.conversations(collection) as conversations:
            conversations.chats.rename(reader, _text(event, "chat"), _text(event, "title"))
        return self._list(collection, reader, chat)

    def delete(self, chat: str, chosen: str, event: gr.EventData, request: gr.Request) -> Seen:
        collection, reader, gone = self._desk.known(chosen), _reader(request), _text(event, "chat")
        with self._desk.conversations(collection) as conversations:
            conversations.chats.delete(reader, gone)
        if gone == chat:
            return self._seen(collection, reader, Shown("", []))
        return gr.skip(), self._list(collection, reader, chat), gr.skip()

    def export(self, chosen: str, event: gr.EventData, request: gr.Request) -> dict[str, Any]:
        """A file for the courier; nothing where there is no such chat."""
        collection, reader = self._desk.known(chosen), _reader(request)
        with self._desk.conversations(collection) as conversations:
            chat = conversations.chats.find(reader, _text(event, "chat"))
            turns = conversations.chats.turns(chat.id) if chat else []
        file = export_chat(chat, turns, _text(event, "kind"), self._labels) if chat else {}
        return {"task": "save", "time": time.time_ns(), **file}

    def rate(self, chat: str, chosen: str, event: gr.EventData, request: gr.Request) -> tuple[Any, Any]:
        """A notice in the language of the question, and the transcript with the thumb."""
        collection, reader = self._desk.known(chosen), _reader(request)
        labels = self._labels
        try:
            turns = self._show(collection, reader, chat).turns
            turn, liked, reason, right = (_field(event, each) for each in ("turn", "liked", "reason", "right_answer"))
            given = feedback_on(turns, turn, liked, reason, right, reader)
            if given is None:
                return gr.skip(), gr.skip()
            labels = STRINGS.get(given.lang, labels)
            self._desk.keep(collection, given)
            with self._desk.conversations(collection) as conversations:
                conversations.chats.rate(chat, int(_field(event, "turn")), given.liked)
        except Exception:  # noqa: BLE001 - the interface's border: logged here, told to the reader
            _log.exception("a thumb could not be kept")
            return _told(labels.thumb_failed, labels, "failed"), gr.skip()
        told = {True: labels.thumb_up, False: labels.thumb_down, None: labels.thumb_withdrawn}[given.liked]
        return _told(told, labels), self._transcript(collection, self._show(collection, reader, chat))

    def explain(self, chat: str, chosen: str, event: gr.EventData, request: gr.Request) -> dict[str, Any]:
        """Why a passage was found, for the courier."""
        collection, labels = self._desk.known(chosen), self._labels
        turns = self._show(collection, _reader(request), chat).turns
        at = next((at for at, turn in enumerate(turns) if turn.id == _field(event, "turn")), None)
        shown = notice_html(labels.why_failed, "failed")
        if at is not None:
            answer = read_answer(turns[at].answer)
            cited = {each.n: each for each in answer.shown}
            if place := cited.get(_field(event, "n")):
                history = [turn.question for turn in turns[:at]]
                asked, filters = turns[at].question, filters_of(turns[at].answer)
                found = self._desk.explain(collection, asked, history, place.source, place.start, filters)
                shown = finding_html(found, answer.probability, STRINGS.get(answer.lang, labels))
        return {"task": "explain", "time": time.time_ns(), "key": _text(event, "key"), "html": shown}

    def read(self, chat: str, chosen: str, event: gr.EventData, request: gr.Request) -> str:
        """The article of a citation, with what else of it the chat has used."""
        collection = self._desk.known(chosen)
        source, start, end = (_field(event, name) for name in ("source", "start", "end"))
        turns = self._show(collection, _reader(request), chat).turns
        answers = [read_answer(turn.answer) for turn in turns]
        used = [(each.start, each.end) for answer in answers for each in answer.citations if each.source == source]
        return source_html(partial(self._desk.article, collection), self._labels, source, start, end, used, collection)

    def _converse(self, asked: Asked, box: Any) -> Iterator[tuple[Any, ...]]:
        labels = self._labels
        for shown in self._writings.answer(self._desk, asked, labels):
            if shown.pending:
                ended = _told(shown.pending.failure, labels, "failed") if shown.pending.failure else ""
                yield box, self._transcript(asked.collection, shown), gr.skip(), gr.skip(), ended
            else:
                yield (
                    box,
                    *self._seen(asked.collection, asked.reader, shown),
                    _told(labels.answered, labels, "answered"),
                )
            box = gr.skip()

    def _asked(
        self,
        question: str,
        chat: str,
        chosen: str,
        caution: str,
        among: object,
        request: gr.Request,
        replaces: int | None = None,
    ) -> Asked:
        least = least_probability(caution, self._desk.settings.rag.least_probability)
        collection, reader = self._desk.known(chosen), _reader(request)
        return Asked(collection, reader, chat, question, replaces, least, read_filters(among))

    def _show(self, collection: str, reader: str, chat: str) -> Shown:
        return show_chat(self._desk, collection, reader, chat)

    def _seen(self, collection: str, reader: str, shown: Shown) -> Seen:
        return self._transcript(collection, shown), self._list(collection, reader, shown.chat), shown.chat

    def _transcript(self, collection: str, shown: Shown) -> str:
        empty = "" if shown.turns or shown.pending else self._welcome(collection)
        return transcript_html(collection, shown.chat, shown.turns, shown.pending, self._labels, empty)

    def _welcome(self, collection: str) -> str:
        try:
            langs = count_values(self._desk.collection(collection).catalog, "lang")
        except NoCollection:
            langs = {}
        except SanadError as error:
            return notice_html(tell_failure(error, self._labels), "failed")
        # Where there is nothing to ask yet, the reader is told what to do.
        return welcome_html(self._labels) if langs else nothing_html(self._labels)

    def _list(self, collection: str, reader: str, chat: str, words: str = "") -> str:
        with self._desk.conversations(collection) as conversations:
            return chats_html(conversations.chats.search(reader, words), chat, self._labels, words)


def _reader(request: gr.Request) -> str:
    """The account of who asks; empty where there are no accounts."""
    return str(request.request.scope.get(READER, "")) if request.request else ""


def _field(event: gr.EventData, name: str) -> Any:
    value = getattr(event, name, None)
    # Half a character, which JSON can hold and the catalog cannot.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _text(event: gr.EventData, name: str) -> str:
    value = _field(event, name)
    return value if isinstance(value, str) else ""


def _told(text: str, labels: Strings, kind: str = "told") -> str:
    # The time makes each notice another one, so that the browser shows it anew.
    return f'<div lang="{labels.lang}" data-time="{time.time_ns()}">{notice_html(text, kind)}</div>'
