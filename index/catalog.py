"""The catalog: the record of truth of a collection, in SQLite.

It holds each article with its text, each passage with its place in that text, its folded text and its vector, and
the settings that all was made with. What a run of indexing adds is *staged* until it is published, all at once:
readers see the collection as it was before or as it is after, never half of it.
"""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

import apsw

from index.errors import StoreError
from index.sqlite_errors import converted

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    source TEXT NOT NULL, live INTEGER NOT NULL, sha256 TEXT NOT NULL, stamp TEXT NOT NULL, articles INTEGER NOT NULL,
    PRIMARY KEY (source, live)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS skipped (
    file TEXT NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (file, source)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, live INTEGER NOT NULL, file TEXT NOT NULL,
    kind TEXT NOT NULL, lang TEXT NOT NULL, title TEXT NOT NULL, published TEXT, "precision" TEXT, date_words TEXT,
    author TEXT, url TEXT, pages TEXT NOT NULL, findings TEXT NOT NULL, story INTEGER, sketch BLOB, text TEXT NOT NULL,
    UNIQUE (source, live)
);
CREATE INDEX IF NOT EXISTS article_staged ON article(file) WHERE NOT live;
CREATE INDEX IF NOT EXISTS article_file ON article(file);
CREATE INDEX IF NOT EXISTS article_story ON article(story);
CREATE TABLE IF NOT EXISTS band (
    key INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE, PRIMARY KEY (key, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS band_article ON band(article);
CREATE TABLE IF NOT EXISTS passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, lang TEXT NOT NULL, ordinal INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS passage_article ON passage(article, ordinal);
CREATE TABLE IF NOT EXISTS vector (
    passage INTEGER PRIMARY KEY REFERENCES passage(id) ON DELETE CASCADE, segment INTEGER, digest BLOB NOT NULL,
    vector BLOB NOT NULL, sentences BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS centre (lang TEXT PRIMARY KEY, query BLOB NOT NULL, document BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS vector_segment ON vector(segment);
CREATE INDEX IF NOT EXISTS vector_digest ON vector(digest);
CREATE VIRTUAL TABLE IF NOT EXISTS folded USING fts5(
    text, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
INSERT INTO folded(folded, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5(text, tokenize = ascii, detail = none, columnsize = 0);
INSERT INTO terms(terms, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(terms, row);
CREATE TRIGGER IF NOT EXISTS passage_deleted AFTER DELETE ON passage BEGIN
    DELETE FROM folded WHERE rowid = old.id;
    DELETE FROM terms WHERE rowid = old.id;
END;
"""
_ARTICLE = (
    'id, source, file, kind, lang, title, published, "precision", date_words, author, url, pages, findings, story, text'
)
_PASSAGE = 'p.id, p.article, p.start, p."end", p.lang, p.ordinal'
_BUSY_MS = 30_000
_SWAP_S = 0.5


@dataclass(frozen=True)
class Article:
    """A published article.

    `file` is the source of the file that holds it: its own but for records of a table and members of an archive.
    `published` is an ISO date of the given `precision` (day, month, year), read from `date_words`. `pages` are the
    offsets at which the pages of a PDF start. Near-duplicates share their `story`.
    """

    id: int
    source: str
    file: str
    kind: str
    lang: str
    title: str
    published: str | None
    precision: str | None
    date_words: str | None
    author: str | None
    url: str | None
    pages: tuple[int, ...]
    findings: dict[str, int]
    story: int
    text: str


@dataclass(frozen=True)
class Passage:
    """`start` and `end` count characters of the article's text."""

    id: int
    article: int
    start: int
    end: int
    lang: str
    ordinal: int


class Catalog:
    """An open catalog. A context manager; `write` gives a transaction that is kept whole or not at all."""

    def __init__(self, path: Path, create: bool = False) -> None:
        self.path = path
        # SQLite's connection refuses a second thread; one that writes shows nothing half done to those that read.
        self._lock = RLock()
        self._connect(create)

    def _connect(self, create: bool = False) -> None:
        path = self.path
        flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
        # Looked at first: if another comes to its place before it is open, that is followed the next time.
        inode = path.stat().st_ino if path.exists() else 0
        with self._converted():
            database = apsw.Connection(str(path), flags)
            database.set_busy_timeout(_BUSY_MS)
            # Deleted text is overwritten, not only unlinked.
            database.execute("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON")
            # The earlier one is closed when the last thread that reads it lets it go.
            self._db, self._inode = database, inode or path.stat().st_ino
            if create and not self.read_meta():
                self._db.execute("PRAGMA journal_mode = WAL")
                with self._db:
                    self._db.execute(_SCHEMA)

    @property
    def folder(self) -> Path:
        """The folder of the whole collection."""
        return self.path.parent

    def __enter__(self) -> "Catalog":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def follow_rebuild(self) -> bool:
        """Whether another catalog has come to the place of this one, which is open from now on."""
        began = time.monotonic()
        while True:
            try:
                if self.path.stat().st_ino == self._inode:
                    return False
                break
            except OSError as error:
                # For a moment neither the old nor the new one is there.
                if time.monotonic() > began + _SWAP_S:
                    raise StoreError(
                        f"the catalog {self.path} is gone; make it anew with: sanad index PATH…"
                    ) from error
                time.sleep(_SWAP_S / 20)
        self._connect()
        return True

    @contextmanager
    def write(self) -> Iterator[None]:
        with self._lock, self._converted(), self._db:
            yield

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock, self._converted():
            return list(self._db.execute(query, tuple(parameters)))

    def run(self, statement: str, parameters: Sequence[Any] = ()) -> int:
        """The row id of what was inserted last."""
        with self._lock, self._converted():
            self._db.execute(statement, tuple(parameters))
            return self._db.last_insert_rowid()

    def run_many(self, statement: str, parameters: Sequence[Sequence[Any]]) -> None:
        with self._lock, self._converted():
            self._db.executemany(statement, [tuple(row) for row in parameters])

    def forget_deleted(self) -> None:
        """Leave nothing of what was deleted in the write-ahead log."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def read_meta(self) -> dict[str, str]:
        """Empty for a catalog whose making was cut short."""
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
            return {}
        return dict(self.rows("SELECT key, value FROM meta"))

    def put_meta(self, values: dict[str, str]) -> None:
        self.run_many("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))

    def article(self, source: str) -> Article | None:
        found = self._articles("WHERE source = ? AND live", (source,))
        return found[0] if found else None

    def articles(self) -> Iterator[Article]:
        for (source,) in self.rows("SELECT source FROM article WHERE live ORDER BY source"):
            yield from self._articles("WHERE live AND source = ?", (source,))

    def passages_of(self, article: int) -> list[Passage]:
        rows = self.rows(f"SELECT {_PASSAGE} FROM passage p WHERE article = ? ORDER BY ordinal", (article,))
        return [Passage(*row) for row in rows]

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, Article]]:
        """The passages of these ids, each with its article; ids of what is not published are left out."""
        marks = json.dumps(list(ids))
        query = f"SELECT {_PASSAGE} FROM passage p WHERE id IN (SELECT value FROM json_each(?))"
        found = [Passage(*row) for row in self.rows(query, (marks,))]
        needed = json.dumps(sorted({passage.article for passage in found}))
        articles = {a.id: a for a in self._articles("WHERE live AND id IN (SELECT value FROM json_each(?))", (needed,))}
        return {passage.id: (passage, articles[passage.article]) for passage in found if passage.article in articles}

    def match(self, expression: str) -> Iterator[Article]:
        """The published articles with a passage whose folded text matches an FTS5 expression."""
        return self._articles_with("folded MATCH ?", expression)

    def match_all(self, words: Sequence[str]) -> Iterator[Article]:
        """The published articles that hold all these folded words, in one passage or in several."""
        one = "SELECT p.article FROM folded JOIN passage p ON p.id = folded.rowid WHERE folded MATCH ?"
        query = (
            f"SELECT id FROM article WHERE live AND id IN ({' INTERSECT '.join([one] * len(words))}) ORDER BY source"
        )
        return self._articles_of(query, [f'"{word}"' for word in words])

    def containing(self, folded: str) -> Iterator[Article]:
        """The published articles with a passage whose folded text contains this but for spaces; reads all of it."""
        return self._articles_with("instr(replace(folded.text, ' ', ''), replace(?, ' ', '')) > 0", folded)

    def _articles_with(self, condition: str, value: str) -> Iterator[Article]:
        query = (
            "SELECT DISTINCT a.id FROM folded JOIN passage p ON p.id = folded.rowid JOIN article a ON a.id = p.article "
            f"WHERE {condition} AND a.live ORDER BY a.source"
        )
        return self._articles_of(query, (value,))

    def _articles_of(self, query: str, parameters: Sequence[Any]) -> Iterator[Article]:
        for (id_,) in self.rows(query, parameters):
            yield from self._articles("WHERE live AND id = ?", (id_,))

    def _articles(self, where: str, parameters: Sequence[Any] = ()) -> list[Article]:
        return [_article(row) for row in self.rows(f"SELECT {_ARTICLE} FROM article {where}", parameters)]

    def _converted(self) -> AbstractContextManager[None]:
        return converted("the catalog", self.path, "make the collection anew with: sanad index --rebuild PATH…")


def _article(row: Sequence[Any]) -> Article:
    pages, findings, story, text = row[11:]
    return Article(*row[:11], tuple(json.loads(pages)), json.loads(findings), story, text)  # type: ignore[call-arg]
