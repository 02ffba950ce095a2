"""Chats are kept, found again, and gone when they are deleted."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from index.conversations import Conversations, conversations_path, open_conversations
from index.settings import IndexSettings


@pytest.fixture
def kept(settings: IndexSettings) -> Iterator[Conversations]:
    with open_conversations(settings) as conversations:
        yield conversations


def _say(kept: Conversations, chat: str, question: str, told: str = "") -> None:
    kept.chats.add_turn(chat, question, "en", "{}", told, stopped=False)


def test_the_chat_that_changed_last_comes_first(kept: Conversations) -> None:
    first, second = kept.chats.begin("", "first"), kept.chats.begin("", "second")
    _say(kept, second.id, "Who?")
    _say(kept, first.id, "When?")
    assert [chat.title for chat in kept.chats.search("")] == ["first", "second"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("S-300", 1), ("s-300 اعلان", 1), ("ایران كي", 1), ("ايران", 1), ("paris", 0), ("trip S-300", 1), ("%", 0)],
)
def test_words_are_found_however_they_are_typed(kept: Conversations, words: str, found: int) -> None:
    chat = kept.chats.begin("", "A trip")
    _say(kept, chat.id, "S-300 کا اعلان کب ہوا؟", "ایران کی خبر")
    assert len(kept.chats.search("", words)) == found


def test_turns_keep_their_order_and_end_where_one_is_dropped(kept: Conversations) -> None:
    chat = kept.chats.begin("", "x")
    for question in ("one", "two", "three"):
        _say(kept, chat.id, question)
    kept.chats.drop_turns(chat.id, kept.chats.turns(chat.id)[1].id)
    assert [turn.question for turn in kept.chats.turns(chat.id)] == ["one"]


def test_readers_see_their_own_chats_only(kept: Conversations) -> None:
    chat = kept.chats.begin("amina", "mine")
    kept.chats.rename("omar", chat.id, "yours")
    kept.chats.delete("omar", chat.id)
    assert kept.chats.search("omar") == []
    assert kept.chats.find("omar", chat.id) is None
    assert kept.chats.find("amina", chat.id) == chat


def test_a_deleted_chat_leaves_no_word(kept: Conversations, settings: IndexSettings) -> None:
    chat = kept.chats.begin("", "a secret title")
    _say(kept, chat.id, "a secret question", "a secret answer")
    kept.chats.delete("", chat.id)
    _say(kept, chat.id, "too late")
    assert (kept.chats.search(""), kept.chats.turns(chat.id)) == ([], [])
    kept.close()
    assert b"secret" not in conversations_path(settings).read_bytes()


def test_titles_are_one_short_line(kept: Conversations) -> None:
    chat = kept.chats.begin("", "a\nb " + "c" * 200)
    assert (len(chat.title), chat.title[:5], chat.title[-1]) == (80, "a b c", "…")
    kept.chats.rename("", chat.id, "  ")
    assert kept.chats.search("")[0].title == chat.title
    kept.chats.rename("", chat.id, " new\tname ")
    assert kept.chats.search("")[0].title == "new name"


def test_a_file_of_the_first_layout_is_brought_to_this_one(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    db = apsw.Connection(str(path))
    db.execute(
        "CREATE TABLE feedback (id TEXT PRIMARY KEY, given TEXT NOT NULL, liked INTEGER NOT NULL, question TEXT,"
        " lang TEXT NOT NULL, history TEXT NOT NULL, answered INTEGER NOT NULL, answer TEXT NOT NULL,"
        " citations TEXT NOT NULL) WITHOUT ROWID; PRAGMA user_version = 1;"
        "INSERT INTO feedback VALUES ('a', '2025', 1, 'Who?', 'en', '[]', 1, 'He.', '[]')"
    )
    db.close()
    for _ in range(2):
        kept = Conversations(path)
        (given,) = kept.feedback()
        assert (given.question, given.reason, given.right_answer) == ("Who?", "", "")
        assert kept.chats.search("") == []
        kept.close()
