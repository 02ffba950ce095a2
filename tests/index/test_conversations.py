"""What readers say of answers: the last word counts, outlives a rebuild, and is gone when it is deleted."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index.conversations import Feedback, QuotedPlace, conversations_path, open_conversations
from index.errors import StoreError
from index.settings import IndexSettings
from index.sync import index_paths
from tests.texts import hashing_encoder

UP = Feedback(
    id="feedback-1",
    given="2026-11-23T10:00:00.000+00:00",
    liked=True,
    question="ایس 300 کب؟",
    lang="ur",
    history=("Who?", "When?"),
    answered=True,
    answer="“a” [1]",
    citations=(QuotedPlace("a.txt", 3, 9, "روس نے"),),
)
text = st.text(st.characters(codec="utf-8"))


def _read(settings: IndexSettings) -> list[Feedback]:
    with open_conversations(settings) as conversations:
        return conversations.feedback()


def _put(settings: IndexSettings, *given: Feedback) -> None:
    with open_conversations(settings) as conversations:
        for each in given:
            conversations.put_feedback(each)


@given(text, st.lists(text), st.booleans(), st.lists(st.builds(QuotedPlace, text, st.integers(0), st.just(1), text)))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
def test_what_was_given_comes_back(
    settings: IndexSettings, said: str, history: list[str], flag: bool, citations: list[QuotedPlace]
) -> None:
    citations = [replace(place, start=place.start % 2**70) for place in citations]
    given = replace(UP, question=said, answer=said, history=tuple(history), liked=flag, answered=flag,
                    citations=tuple(citations))  # fmt: skip
    _put(settings, given)
    assert _read(settings) == [given]


def test_the_last_word_counts(settings: IndexSettings) -> None:
    later = replace(UP, id="feedback-2", given="2026-11-23T11:00:00.000+00:00")
    down = replace(UP, liked=False)
    _put(settings, later, UP, down)
    assert _read(settings) == [down, later]
    _put(settings, replace(UP, liked=None), replace(UP, id="never given", liked=None))
    assert _read(settings) == [later]


def test_feedback_outlives_a_rebuild_and_belongs_to_one_collection(settings: IndexSettings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Putin spoke in Moscow.", encoding="utf-8")
    index_paths([tmp_path / "a.txt"], settings, hashing_encoder)
    _put(settings, UP)
    index_paths([tmp_path / "a.txt"], settings, hashing_encoder, rebuild=True)
    assert _read(settings) == [UP]
    assert _read(replace(settings, collection="other")) == []


def test_what_is_deleted_leaves_no_word_and_what_is_new_stays(settings: IndexSettings) -> None:
    again = replace(UP, id="feedback-2", given="2026-11-23T11:00:00.000+00:00")
    _put(settings, UP, again)
    seen = _read(settings)
    changed = replace(again, given="2026-11-23T12:00:00.000+00:00", question="another")
    _put(settings, changed)
    with open_conversations(settings) as conversations:
        conversations.drop_feedback(seen)
        assert conversations.feedback() == [changed]
    (stored,) = conversations_path(settings).parent.iterdir()
    assert UP.question.encode() not in stored.read_bytes()


def test_a_file_that_cannot_be_used_is_named(settings: IndexSettings) -> None:
    _put(settings, UP)
    path = conversations_path(settings)
    with closing(apsw.Connection(str(path))) as database:
        database.pragma("user_version", 99)
    with pytest.raises(StoreError, match="later version of Sanad"):
        _read(settings)
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match=f"{path} is damaged"):
        _read(settings)
    path.unlink()
    path.mkdir()
    with pytest.raises(StoreError, match=r"default\.sqlite"):
        _read(settings)
    path.rmdir()
    path.parent.rmdir()
    path.parent.write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match="choose another --home"):
        _read(settings)


def test_a_file_that_is_refused_is_not_left_open(settings: IndexSettings) -> None:
    _put(settings, UP)
    path = conversations_path(settings)
    with closing(apsw.Connection(str(path))) as database:
        database.pragma("user_version", 99)
    with pytest.raises(StoreError) as refused:
        _read(settings)
    opened = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert "later version" in str(refused.value)
    assert path not in opened


def test_several_may_begin_a_file_at_once(settings: IndexSettings) -> None:
    for _ in range(5):
        conversations_path(settings).unlink(missing_ok=True)
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(lambda _: _read(settings), range(4))) == [[]] * 4
