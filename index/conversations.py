"""Chats, and what readers say of the answers, in an SQLite file beside the collections.

It is a file of its own because the folder of a collection is replaced by `--rebuild`, and an opinion cannot be made
anew from the articles. It holds the words of questions and articles; deleting articles does not delete it.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

import apsw

from index import chats
from index.errors import StoreError
from index.settings import IndexSettings
from index.sqlite_errors import converted

# Raise when the tables change, and bring older files to the new state in `Conversations`.
_LAYOUT = 2
_FEEDBACK = """
CREATE TABLE feedback (
    id TEXT PRIMARY KEY, given TEXT NOT NULL, liked INTEGER NOT NULL, question TEXT NOT NULL, lang TEXT NOT NULL,
    history TEXT NOT NULL, answered INTEGER NOT NULL, answer TEXT NOT NULL, citations TEXT NOT NULL
) WITHOUT ROWID;
"""
_REASONS = """
ALTER TABLE feedback ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE feedback ADD COLUMN right_answer TEXT NOT NULL DEFAULT '';
"""
# What brings a file from each layout to the next.
_STEPS = (_FEEDBACK, _REASONS + chats.SCHEMA)
_COLUMNS = "id, given, liked, question, lang, history, answered, answer, citations, reason, right_answer"
_BUSY_MS = 10_000
# Threads that begin a file together wait for each other here: SQLite would have them wait in vain.
_PREPARING = Lock()


@dataclass(frozen=True)
class QuotedPlace:
    """`quote` was `text[start:end]` of the article at `source` when it was cited."""

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Feedback:
    """A thumb up (`liked`) or down on an answer; `liked` is None where the reader has taken it back.

    The same answer to the same question after the same `history` has the same `id`. `given` is a time in ISO form,
    `answer` what the reader saw; if not `answered`, the citations are the passages that were shown as the nearest.
    `reason` is what is wrong with it, in a word, and `right_answer` what it should have been, where the reader says so.
    """

    id: str
    given: str
    liked: bool | None
    question: str
    lang: str
    history: tuple[str, ...]
    answered: bool
    answer: str
    citations: tuple[QuotedPlace, ...]
    reason: str = ""
    right_answer: str = ""


class Conversations:
    """An open file of conversations."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"cannot make the folder {path.parent} ({error.strerror}); choose another --home"
            ) from error
        with self._converted():
            self._db = apsw.Connection(str(path))
            try:
                self._db.set_busy_timeout(_BUSY_MS)
                # Deleted words are overwritten, not only unlinked.
                self._db.execute("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON")
                with _PREPARING:
                    self._prepare()
            except BaseException:
                self._db.close()
                raise
        self.chats = chats.Chats(self._db, self._converted)

    def _prepare(self) -> None:
        if (layout := self._layout()) > _LAYOUT:
            raise StoreError(f"{self.path} was written by a later version of Sanad (layout {layout}); use that one")
        if layout == _LAYOUT:
            return
        # Another may be at it: who only reads at first cannot wait for its turn to write.
        self._db.transaction_mode = "IMMEDIATE"
        with self._db:
            for step in _STEPS[self._layout() :]:
                self._db.execute(step)
            self._db.execute(f"PRAGMA user_version = {_LAYOUT}")

    def _layout(self) -> int:
        # Read to its end: the lock of a statement that is not keeps out who writes.
        ((layout,),) = self._db.execute("PRAGMA user_version")
        return int(layout)

    def close(self) -> None:
        self._db.close()

    def put_feedback(self, given: Feedback) -> None:
        """Keep it in the place of what was said of the same answer before."""
        with self._converted(), self._db:
            self._db.execute("DELETE FROM feedback WHERE id = ?", (given.id,))
            if given.liked is not None:
                citations = json.dumps([asdict(place) for place in given.citations], ensure_ascii=False)
                row = (
                    *(given.id, given.given, given.liked, given.question, given.lang),
                    *(json.dumps(given.history, ensure_ascii=False), given.answered, given.answer, citations),
                    *(given.reason, given.right_answer),
                )
                self._db.execute(f"INSERT INTO feedback ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)", row)

    def feedback(self) -> list[Feedback]:
        """All of it, the oldest first."""
        with self._converted():
            rows = list(self._db.execute(f"SELECT {_COLUMNS} FROM feedback ORDER BY given, id"))
        return [
            Feedback(
                *(id_, when, bool(liked), question, lang, tuple(json.loads(history)), bool(answered), answer),
                tuple(QuotedPlace(**place) for place in json.loads(citations)),
                *(reason, right_answer),
            )
            for id_, when, liked, question, lang, history, answered, answer, citations, reason, right_answer in rows
        ]

    def drop_feedback(self, given: Sequence[Feedback]) -> None:
        """Delete these; what the reader has said anew meanwhile stays."""
        with self._converted(), self._db:
            keys = [(each.id, each.given) for each in given]
            self._db.executemany("DELETE FROM feedback WHERE id = ? AND given = ?", keys)

    def _converted(self) -> AbstractContextManager[None]:
        return converted("the file of conversations", self.path, "move it away, and a new one is begun")


def conversations_path(settings: IndexSettings) -> Path:
    return settings.home / "conversations" / f"{settings.collection}.sqlite"


@contextmanager
def open_conversations(settings: IndexSettings) -> Iterator[Conversations]:
    """The conversations about the collection that the settings name; the file is made if there is none."""
    conversations = Conversations(conversations_path(settings))
    try:
        yield conversations
    finally:
        conversations.close()
