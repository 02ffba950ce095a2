"""A question in a chat: what is shown on the way, what is kept, and what is not lost."""

import json
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.encoder import Encoder
from index.errors import InputError, NoCollection
from index.reader import load_reader
from index.settings import IndexSettings
from rag.answer import Answer
from rag.filters import NO_FILTERS, Filters
from rag.settings import RagSettings
from tests.conftest import CACHE
from tests.ui.test_render import ANSWER, ENGLISH, HOSTILE, Page
from ui.among import read_filters
from ui.asking import Asked, Shown, Writings, show_chat
from ui.desk import Desk
from ui.failures import FAILURE_WORDS
from ui.settings import Settings, UiSettings
from ui.settings_view import USUAL, least_probability
from ui.strings import STRINGS
from ui.transcript import filters_of, read_answer, transcript_html, write_answer
from ui.turns import Busy

WRITING = replace(ANSWER, writing=True)
Coming = Sequence[Answer | Exception]


class ScriptedDesk(Desk):
    """A desk whose answers come about as they are told, as those of a language model do."""

    coming: Coming = (ANSWER,)
    closed = False

    def stream(
        self,
        name: str,
        question: str,
        history: Sequence[str],
        least_probability: float | None = None,
        filters: Filters = NO_FILTERS,
    ) -> Generator[Answer]:
        self.heard = (name, question, list(history), least_probability)
        self.filters = filters
        try:
            for each in self.coming:
                if isinstance(each, Exception):
                    raise each
                yield each
        finally:
            self.closed = True


@pytest.fixture
def desk(settings: IndexSettings, encoder: Encoder) -> ScriptedDesk:
    return ScriptedDesk(Settings(settings, RagSettings(), UiSettings()), encoder, None)


def _ask(desk: Desk, question: str = "Who?", chat: str = "", **more: Any) -> list[Shown]:
    return list(Writings().answer(desk, Asked("default", "", chat, question, **more), ENGLISH))


def _questions(shown: Shown) -> list[str]:
    return [turn.question for turn in shown.turns]


def test_a_chat_begins_with_its_first_answer(desk: ScriptedDesk) -> None:
    searching, kept = _ask(desk, " Who? ")
    assert (searching.chat, _questions(searching), searching.pending and searching.pending.question) == ("", [], "Who?")
    assert (_questions(kept), kept.pending) == (["Who?"], None)
    assert read_answer(kept.turns[0].answer) == ANSWER
    *_, second = _ask(desk, "When?", kept.chat)
    assert (second.chat, _questions(second)) == (kept.chat, ["Who?", "When?"])
    assert desk.heard == ("default", "When?", ["Who?"], None)
    with desk.conversations("default") as conversations:
        assert [chat.title for chat in conversations.chats.search("")] == ["Who?"]


def test_an_answer_is_shown_as_it_is_written(desk: ScriptedDesk) -> None:
    desk.coming = [WRITING, replace(WRITING, written=["One. [1]"]), replace(ANSWER, written=["One. [1]", "Two. [1]"])]
    _, first, second, kept = _ask(desk)
    assert [shown.pending and shown.pending.answer for shown in (first, second)] == list(desk.coming[:2])
    assert read_answer(kept.turns[0].answer).written == ["One. [1]", "Two. [1]"]
    assert not kept.turns[0].stopped


def test_what_is_stopped_is_kept_as_far_as_it_came(desk: ScriptedDesk) -> None:
    desk.coming = [replace(WRITING, written=[f"{n}. [1]"]) for n in range(100)]
    writings = Writings()
    shown = writings.answer(desk, Asked("default", "", "", "Who?"), ENGLISH)
    next(shown)
    pending = next(shown).pending
    assert pending is not None
    writings.stop("another")
    next(shown)
    writings.stop(pending.key)
    *_, kept = shown
    (turn,) = kept.turns
    assert (turn.stopped, read_answer(turn.answer).writing, desk.closed) == (True, False, True)
    assert STRINGS["en"].stopped in Page(transcript_html("default", kept.chat, kept.turns, None, ENGLISH)).text


def test_who_goes_away_finds_the_answer_as_far_as_it_came(desk: ScriptedDesk) -> None:
    desk.coming = [WRITING] * 100
    shown = Writings().answer(desk, Asked("default", "", "", "Who?"), ENGLISH)
    next(shown)
    next(shown)
    shown.close()  # type: ignore[attr-defined]
    with desk.conversations("default") as conversations:
        (chat,) = conversations.chats.search("")
        assert conversations.chats.turns(chat.id)[0].stopped
    assert desk.closed


def test_a_question_asked_again_replaces_what_came_after_it(desk: ScriptedDesk) -> None:
    chat = _ask(desk, "one")[-1].chat
    for question in ("two", "three"):
        kept = _ask(desk, question, chat)[-1]
    *_, edited = _ask(desk, "two, rather", chat, replaces=kept.turns[1].id)
    assert _questions(edited) == ["one", "two, rather"]
    assert desk.heard[2] == ["one"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("secret"), STRINGS["en"].failed),
        (InputError("the question is odd"), "the question is odd"),
        (Busy("9 questions are waiting already"), FAILURE_WORDS["en"].busy),
    ],
)
def test_a_failure_is_told_and_nothing_is_lost(desk: ScriptedDesk, error: Exception, told: str) -> None:
    chat = _ask(desk, "one")[-1]
    desk.coming = [WRITING, error]
    *_, failed = _ask(desk, "one, rather", chat.chat, replaces=chat.turns[0].id)
    assert failed.pending is not None
    assert failed.pending.failure == told
    assert _questions(show_chat(desk, "default", "", chat.chat)) == ["one"]


def test_a_chat_of_another_reader_is_as_one_that_is_not_there(desk: ScriptedDesk) -> None:
    mine = _ask(desk)[-1].chat
    assert show_chat(desk, "default", "omar", mine) == Shown("", [])
    theirs = list(Writings().answer(desk, Asked("default", "omar", mine, "When?"), ENGLISH))[-1]
    assert (theirs.chat != mine, _questions(theirs)) == (True, ["When?"])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_transcript_of_hostile_words_adds_no_element(desk: ScriptedDesk, text: str) -> None:
    def shape(words: str) -> list[tuple[str, list[str]]]:
        desk.coming = [replace(ANSWER, citations=[replace(ANSWER.citations[0], quote=words, source=words)])]
        kept = _ask(desk, words)[-1]
        return Page(transcript_html("default", kept.chat, kept.turns, None, ENGLISH)).shape()

    assert shape(text) == shape("x")


def test_an_answer_that_a_later_version_has_kept_is_read() -> None:
    later = write_answer(ANSWER).replace('"lang"', '"mood": "good", "lang"')
    assert read_answer(later) == ANSWER


def test_caution_is_how_sure_it_must_be() -> None:
    usual = RagSettings().least_probability
    assert least_probability("bold", usual) < least_probability(USUAL, usual) == usual
    assert usual < least_probability("careful", usual)
    assert least_probability(["x"], usual) == least_probability("x", usual) == usual


def test_how_sure_it_must_be_decides_whether_there_is_an_answer(indexed_home: Path, encoder: Encoder) -> None:
    settings = IndexSettings(indexed_home, CACHE)
    reader = load_reader(settings)
    assert reader is not None
    desk = Desk(Settings(settings, RagSettings(), UiSettings()), encoder, reader.read)
    question = "Which agreement did Putin and Pezeshkian sign?"
    assert desk.ask("default", question, [], 0.01).answered
    assert not desk.ask("default", question, [], 0.99).answered
    assert desk.known("../default") == desk.known(None) == "default"
    with pytest.raises(NoCollection):
        desk.ask("nowhere", question, [])
    desk.close()


def test_among_which_articles_was_asked_is_kept_and_shown(desk: ScriptedDesk) -> None:
    filters = read_filters({"languages": ["ur"], "since": "۲۰۲۳-۰۹", "sources": ["<b>press</b>"]})
    assert filters == Filters(("ur",), "2023-09", "", ("<b>press</b>",))
    pending, *_, kept = _ask(desk, filters=filters)
    assert desk.filters == filters
    assert filters_of(kept.turns[0].answer) == filters
    for shown in (pending, kept):
        told = Page(transcript_html("default", shown.chat, shown.turns, shown.pending, ENGLISH)).text
        assert "Search limited to: Urdu · published from 2023-09 · <b>press</b>" in told
    (without,) = _ask(desk)[-1].turns
    assert filters_of(without.answer) == NO_FILTERS
    assert "filters" not in json.loads(without.answer)


@pytest.mark.parametrize("given", [None, "x", [], {"languages": "ur", "since": 7, "sources": [None, ""]}])
def test_filters_that_are_none_filter_nothing(given: object) -> None:
    assert read_filters(given) == NO_FILTERS


def test_filters_that_are_wrong_are_told_of() -> None:
    for given in ({"since": "yesterday"}, {"since": "2024", "until": "2023"}, {"languages": ["<script>"]}):
        with pytest.raises(InputError):
            read_filters(given)
