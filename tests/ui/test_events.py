"""Events as no page of ours sends them: each is answered, and nothing fails unexpectedly."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import gradio as gr
import pytest

from index.encoder import Encoder
from index.library import create_collection
from index.settings import IndexSettings
from rag.settings import RagSettings
from ui.asking import Writings
from ui.desk import Desk
from ui.handlers import ChatHandlers
from ui.library import Library
from ui.library_words import LIBRARY_WORDS
from ui.settings import Settings, UiSettings
from ui.strings import STRINGS
from ui.suggestions import Suggestions

HALF = "\ud800"
FAILED = LIBRARY_WORDS["en"].failed


@pytest.fixture
def desk(encoder: Encoder, settings: IndexSettings) -> Iterator[Desk]:
    create_collection(settings, encoder)
    with closing(Desk(Settings(settings, RagSettings(), UiSettings()), encoder, None)) as desk:
        yield desk


@pytest.fixture
def library(desk: Desk) -> Library:
    return Library(STRINGS["en"], desk)


def _event(**fields: Any) -> gr.EventData:
    return gr.EventData(None, fields)


@pytest.mark.parametrize(
    "fields",
    [{"page": 10**30}, {"page": -(10**30)}, {"page": "1"}, {"words": HALF, "lang": HALF}, {"kind": HALF}, {"order": 1}],
)
def test_a_list_is_shown_whatever_is_asked_of_it(library: Library, fields: dict[str, Any]) -> None:
    assert "notice" in library.show_list("default", _event(**fields))


@pytest.mark.parametrize("name", [{"a": 1}, ["default"], None, "../x", HALF, ""])
def test_what_names_no_collection_is_told(library: Library, name: Any) -> None:
    assert library.show_tools(name)
    assert "notice" in library.show_all(name)[2]
    assert "notice" in library.show_list(name, _event())


@pytest.mark.parametrize("name", ["../x", "nope/../x", HALF, "none"])
def test_nothing_is_brought_where_there_is_no_collection(library: Library, name: str) -> None:
    for told in ([*library.bring(name, _event(files=[]))][-1], [*library.reindex(name)][-1]):
        assert "failed" in told
        assert FAILED not in told


def test_half_a_character_is_no_chat(desk: Desk) -> None:
    handlers = ChatHandlers(STRINGS["en"], desk, Writings(), Suggestions(desk))
    event, request = _event(chat=HALF, title=HALF, words=HALF, source=HALF, start=0, end=1), gr.Request()
    assert handlers.search("", "default", event, request)
    assert handlers.rename("", "default", event, request)
    assert handlers.open("default", event, request)[2] == ""
    assert "missing" in handlers.read("", "default", event, request)
