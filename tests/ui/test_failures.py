"""What went wrong is told in the language of the reader."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import DiskFull, NoCollection, SanadError, StoreBusy, StoreMismatch
from index.settings import IndexSettings
from rag.question import read_question
from rag.settings import RagSettings
from ui.failures import FAILURE_WORDS, tell_failure
from ui.strings import LANGS, STRINGS
from ui.turns import Busy, Turns


def _ask(question: str) -> None:
    read_question(question, [], RagSettings())


def _wait() -> None:
    with Turns(0, 0, 0).take():
        pass


def _raised(act: Callable[[], object]) -> SanadError:
    with pytest.raises(SanadError) as raised:
        act()
    return raised.value


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (_raised(lambda: _ask("کب؟ " * 2_250)), "too_long"),
        (_raised(lambda: _ask("\ud800?")), "not_text"),
        (_raised(lambda: IndexSettings(home=Path("home"), cache=Path("cache"), collection="a/b")), "bad_name"),
        (_raised(_wait), "busy"),
        (Busy("no answer could be begun within 30 seconds; ask again in a moment"), "busy"),
        (NoCollection("there is no collection 'x'; choose another one in the settings"), "no_collection"),
        (StoreBusy("another process is indexing"), "store_busy"),
        (DiskFull("no room"), "disk_full"),
    ],
)
def test_what_is_raised_is_told_in_every_language(error: SanadError, name: str) -> None:
    for lang in LANGS:
        told = tell_failure(error, STRINGS[lang])
        assert told.startswith(getattr(FAILURE_WORDS[lang], name).partition("{")[0])
        assert "{" not in told
    if name == "too_long":
        assert "۸۹۹۹" in tell_failure(error, STRINGS["ur"])


def test_what_is_not_known_is_told_in_english_beside_it() -> None:
    error = StoreMismatch("the collection was built with another encoder; run: sanad index --rebuild PATH")
    assert tell_failure(error, STRINGS["en"]) == str(error)
    assert tell_failure(error, STRINGS["ur"]) == f"{FAILURE_WORDS['ur'].other} \u2066{error}\u2069"
