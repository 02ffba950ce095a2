"""The catalog: the record of truth of a collection, in SQLite.

It holds each article with its text, each passage with its place in that text, and the settings that the
vectors were made with. Vectors are kept elsewhere, under the ids of the passages.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import DiskFull, StoreError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY, source TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, lang TEXT NOT NULL,
    title TEXT NOT NULL, published TEXT, text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS passage (
    id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, lang TEXT NOT NULL, ordinal INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS passage_article ON passage(article, ordinal);
"""
# SQLite's default limit on the parameters of one statement is 32,766; this is well below it.
_PARAMETERS = 10_000


@dataclass(frozen=True)
class Article:
    id: str
    source: str
    sha256: str
    lang: str
    title: str
    published: str | None
    text: str


@dataclass(frozen=True)
class Passage:
    """`start` and `end` count characters of the article's text."""

    id: str
    article: str
    start: int
    end: int
    lang: str
    ordinal: int


class Catalog:
    """An open catalog. A context manager; `write` gives a transaction that is kept whole or not at all."""

    def __init__(self, path: Path, create: bool = False) -> None:
        with _converted(path):
            mode = "rwc" if create else "rw"
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
            self._db.execute("PRAGMA foreign_keys = ON")
            # Deleted text is overwritten, not only unlinked.
            self._db.execute("PRAGMA secure_delete = ON")
            if create:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.executescript(_SCHEMA)
        self._path = path

    def __enter__(self) -> "Catalog":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def write(self) -> Iterator[None]:
        with _converted(self._path), self._db:
            yield

    def read_meta(self) -> dict[str, str]:
        """Empty for a catalog whose making was cut short."""
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
            return {}
        return dict(self._rows("SELECT key, value FROM meta"))

    def put_meta(self, values: dict[str, str]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def put_article(self, article: Article, passages: Sequence[Passage]) -> None:
        """Store an article with its passages, in the place of an earlier one of the same source."""
        self._db.execute("DELETE FROM article WHERE source = ?", (article.source,))
        values = (article.id, article.source, article.sha256, article.lang, article.title)
        self._db.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, article.published, article.text))
        self._db.executemany(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)",
            [(p.id, p.article, p.start, p.end, p.lang, p.ordinal) for p in passages],
        )

    def rename_article(self, article: str, source: str) -> None:
        self._db.execute("UPDATE article SET source = ? WHERE id = ?", (source, article))

    def delete_articles(self, articles: Sequence[str]) -> None:
        self._db.executemany("DELETE FROM article WHERE id = ?", [(article,) for article in articles])

    def hashes(self) -> dict[str, tuple[str, str]]:
        """Source → (article id, sha256 of the file) of every article."""
        return {source: (id_, sha) for source, id_, sha in self._rows("SELECT source, id, sha256 FROM article")}

    def article(self, source: str) -> Article | None:
        rows = self._rows("SELECT * FROM article WHERE source = ?", (source,))
        return Article(*rows[0]) if rows else None

    def articles(self) -> list[Article]:
        return [Article(*row) for row in self._rows("SELECT * FROM article ORDER BY source")]

    def passages_of(self, article: str) -> list[Passage]:
        rows = self._rows("SELECT * FROM passage WHERE article = ? ORDER BY ordinal", (article,))
        return [Passage(*row) for row in rows]

    def passage_ids(self) -> set[str]:
        return {id_ for (id_,) in self._rows("SELECT id FROM passage")}

    def passages(self, ids: Sequence[str]) -> dict[str, tuple[Passage, Article]]:
        """The passages of these ids, each with its article; ids that the catalog does not know are left out."""
        found: dict[str, tuple[Passage, Article]] = {}
        articles: dict[str, Article] = {}
        for first in range(0, len(ids), _PARAMETERS):
            some = ids[first : first + _PARAMETERS]
            marks = ",".join("?" * len(some))
            for row in self._rows(f"SELECT * FROM passage WHERE id IN ({marks})", some):
                passage = Passage(*row)
                if passage.article not in articles:
                    (found_article,) = self._rows("SELECT * FROM article WHERE id = ?", (passage.article,))
                    articles[passage.article] = Article(*found_article)
                found[passage.id] = passage, articles[passage.article]
        return found

    def counts(self) -> tuple[int, int, dict[str, int]]:
        """Articles, passages, and articles by language."""
        by_lang = dict(self._rows("SELECT lang, count(*) FROM article GROUP BY lang ORDER BY 2 DESC, 1"))
        (passages,) = self._rows("SELECT count(*) FROM passage")[0]
        return sum(by_lang.values()), passages, by_lang

    def dates(self) -> tuple[str | None, str | None]:
        """The first and the last date on which an article was published."""
        first, last = self._rows("SELECT min(published), max(published) FROM article")[0]
        return first, last

    def _rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with _converted(self._path):
            return self._db.execute(query, parameters).fetchall()


@contextmanager
def _converted(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if "full" in str(error):
            raise DiskFull(f"the disk with {path} is full; free some space and run the same command again") from error
        raise StoreError(f"cannot use the catalog {path}: {error}") from error
