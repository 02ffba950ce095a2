"""Chats: what was asked and answered, in the file of conversations."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import apsw

from index.folding import fold_text

SCHEMA = """
CREATE TABLE chat (
    id TEXT PRIMARY KEY, reader TEXT NOT NULL, title TEXT NOT NULL, begun TEXT NOT NULL, changed TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX chat_reader ON chat(reader, changed);
CREATE TABLE turn (
    id INTEGER PRIMARY KEY AUTOINCREMENT, chat TEXT NOT NULL REFERENCES chat(id) ON DELETE CASCADE, asked TEXT NOT NULL,
    question TEXT NOT NULL, lang TEXT NOT NULL, answer TEXT NOT NULL, stopped INTEGER NOT NULL, liked INTEGER,
    folded TEXT NOT NULL
);
CREATE INDEX turn_chat ON turn(chat, id);
"""
_MAX_TITLE = 80
_CHAT = "id, title, begun, changed"
_TURN = "id, asked, question, lang, answer, stopped, liked"


@dataclass(frozen=True)
class Chat:
    """`begun` and `changed` are times in ISO form."""

    id: str
    title: str
    begun: str
    changed: str


@dataclass(frozen=True)
class Turn:
    """A question and its answer, as the JSON of whoever answers; `stopped` if the reader did not wait for its end.
    `liked` is the reader's thumb, None where there is none."""

    id: int
    asked: str
    question: str
    lang: str
    answer: str
    stopped: bool
    liked: bool | None


class Chats:
    """The chats of each reader, who sees their own only. A chat that is not theirs is as one that is not there."""

    def __init__(self, db: apsw.Connection, converted: Callable[[], AbstractContextManager[None]]) -> None:
        self._db, self._converted = db, converted

    def search(self, reader: str, words: str = "") -> list[Chat]:
        """Those in whose title, questions or answers each of `words` is found, the one that changed last first."""
        wanted = fold_text(words).split()
        with self._converted():
            rows = self._rows(f"SELECT {_CHAT} FROM chat WHERE reader = ? ORDER BY changed DESC, id", reader)
            chats = [Chat(*row) for row in rows]
            return [chat for chat in chats if not wanted or self._holds(chat, wanted)]

    def _holds(self, chat: Chat, wanted: Sequence[str]) -> bool:
        turns = self._rows("SELECT folded FROM turn WHERE chat = ?", chat.id)
        said = "\n".join([fold_text(chat.title), *(folded for (folded,) in turns)])
        return all(word in said for word in wanted)

    def find(self, reader: str, chat: str) -> Chat | None:
        with self._converted():
            rows = self._rows(f"SELECT {_CHAT} FROM chat WHERE id = ? AND reader = ?", chat, reader)
        return Chat(*rows[0]) if rows else None

    def begin(self, reader: str, title: str) -> Chat:
        now = _now()
        chat = Chat(uuid4().hex, _shorten(title), now, now)
        with self._converted(), self._db:
            self._db.execute(
                "INSERT INTO chat (id, reader, title, begun, changed) VALUES (?, ?, ?, ?, ?)",
                (chat.id, reader, chat.title, now, now),
            )
        return chat

    def rename(self, reader: str, chat: str, title: str) -> None:
        """A blank title changes nothing."""
        if title.strip():
            with self._converted(), self._db:
                self._db.execute(
                    "UPDATE chat SET title = ? WHERE id = ? AND reader = ?", (_shorten(title), chat, reader)
                )

    def delete(self, reader: str, chat: str) -> None:
        with self._converted(), self._db:
            self._db.execute("DELETE FROM chat WHERE id = ? AND reader = ?", (chat, reader))

    def turns(self, chat: str) -> list[Turn]:
        """The oldest first."""
        with self._converted():
            rows = self._rows(f"SELECT {_TURN} FROM turn WHERE chat = ? ORDER BY id", chat)
        return [
            Turn(id_, asked, question, lang, answer, bool(stopped), None if liked is None else bool(liked))
            for id_, asked, question, lang, answer, stopped, liked in rows
        ]

    def add_turn(self, chat: str, question: str, lang: str, answer: str, told: str, stopped: bool) -> None:
        """`told` is the text in which the turn is found. Nothing is added to a chat that was deleted meanwhile."""
        now = _now()
        with self._converted(), self._db:
            self._db.execute("UPDATE chat SET changed = ? WHERE id = ?", (now, chat))
            if self._db.changes():
                self._db.execute(
                    "INSERT INTO turn (chat, asked, question, lang, answer, stopped, folded) VALUES (?,?,?,?,?,?,?)",
                    (chat, now, question, lang, answer, stopped, fold_text(f"{question}\n{told}")),
                )

    def rate(self, chat: str, turn: int, liked: bool | None) -> None:
        with self._converted(), self._db:
            self._db.execute("UPDATE turn SET liked = ? WHERE chat = ? AND id = ?", (liked, chat, turn))

    def drop_turns(self, chat: str, first: int) -> None:
        """Delete this turn and all that follow it."""
        with self._converted(), self._db:
            self._db.execute("DELETE FROM turn WHERE chat = ? AND id >= ?", (chat, first))

    def _rows(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return self._db.execute(query, parameters).fetchall()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _shorten(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= _MAX_TITLE else f"{words[: _MAX_TITLE - 1].rstrip()}…"
