"""The articles of a collection as a list to look through: searched, filtered, in an order, a page at a time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import regex

from index.catalog import Catalog
from index.folding import fold_text
from index.uploads import PREFIX

ORDERS = ("newest", "oldest", "title", "longest")
_ORDER_BY = {
    "newest": "a.published IS NULL, a.published DESC, a.source",
    "oldest": "a.published IS NULL, a.published, a.source",
    "title": "a.title, a.source",
    "longest": "length(a.text) DESC, a.source",
}
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")


@dataclass(frozen=True)
class Filter:
    """What is empty does not count. `words` are all in the text, the last one perhaps unfinished, or `words` is a part
    of the title or the source; `origin` is "uploaded" or "folder"; `suspicious` asks for findings."""

    words: str = ""
    lang: str = ""
    kind: str = ""
    origin: str = ""
    suspicious: bool = False


@dataclass(frozen=True)
class Listed:
    """An article without its text: `chars` counts the characters of that, `copies` the other articles of its story,
    `together` the articles of its file, itself included."""

    source: str
    file: str
    kind: str
    lang: str
    title: str
    published: str | None
    precision: str | None
    author: str | None
    url: str | None
    chars: int
    passages: int
    copies: int
    together: int
    findings: dict[str, int]

    @property
    def uploaded(self) -> bool:
        return self.source.startswith(PREFIX)


def list_articles(
    catalog: Catalog, wanted: Filter = Filter(), order: str = "newest", limit: int = 50, offset: int = 0
) -> tuple[int, list[Listed]]:
    """How many articles there are that `wanted` fits, and those of one page."""
    condition, values = _condition(wanted, catalog)
    ((total,),) = catalog.rows(f"SELECT count(*) FROM article a WHERE {condition}", values)
    query = (
        'SELECT a.source, a.file, a.kind, a.lang, a.title, a.published, a."precision", a.author, a.url, '
        "length(a.text), (SELECT count(*) FROM passage p WHERE p.article = a.id), "
        "(SELECT count(*) - 1 FROM article o WHERE o.story = a.story AND o.live), "
        "(SELECT f.articles FROM file f WHERE f.source = a.file AND f.live), a.findings "
        f"FROM article a WHERE {condition} ORDER BY {_ORDER_BY[order]} LIMIT ? OFFSET ?"
    )
    rows = catalog.rows(query, [*values, limit, offset])
    return total, [Listed(*found, json.loads(findings)) for *found, findings in rows]  # type: ignore[call-arg]


def count_values(catalog: Catalog, column: Literal["lang", "kind"]) -> dict[str, int]:
    """Value → articles, most first."""
    return dict(catalog.rows(f"SELECT {column}, count(*) AS n FROM article WHERE live GROUP BY 1 ORDER BY n DESC, 1"))


def list_folders(catalog: Catalog, most: int) -> list[str]:
    """The folders and archives that articles lie in, however deep, in the order of their names; so many at the most."""
    found = {source.rpartition("/")[0] for (source,) in catalog.rows("SELECT source FROM article WHERE live")}
    parts = [folder.split("/") for folder in found if folder]
    return sorted({"/".join(each[:n]) for each in parts for n in range(1, len(each) + 1)})[:most]


def _condition(wanted: Filter, catalog: Catalog) -> tuple[str, Sequence[Any]]:
    parts, values = ["a.live"], list[Any]()
    for column, value in (("lang", wanted.lang), ("kind", wanted.kind)):
        if value:
            parts.append(f"a.{column} = ?")
            values.append(value)
    if wanted.origin:
        # GLOB, since LIKE takes capitals for small letters.
        parts.append(f"a.source {'GLOB' if wanted.origin == 'uploaded' else 'NOT GLOB'} '{PREFIX}*'")
    if wanted.suspicious:
        parts.append("a.findings <> '{}'")
    if wanted.words.strip():
        named = "a.id IN (SELECT value FROM json_each(?))"
        expressions = _expressions(wanted.words)
        held = " AND ".join(
            ["a.id IN (SELECT p.article FROM folded JOIN passage p ON p.id = folded.rowid WHERE folded MATCH ?)"]
            * len(expressions)
        )
        parts.append(f"({named}{f' OR ({held})' if expressions else ''})")
        values += [json.dumps(_named(wanted.words, catalog)), *expressions]
    return " AND ".join(parts), values


def _named(words: str, catalog: Catalog) -> list[int]:
    """The published articles with `words` in their title or source, whatever the case and the keyboard."""
    folded = fold_text(words)
    rows = catalog.rows("SELECT id, title, source FROM article WHERE live")
    return [id_ for id_, *names in rows if any(folded in _fold_name(name) for name in names)]


@lru_cache(maxsize=1 << 17)
def _fold_name(name: str) -> str:
    # Folding takes long, and most names of files need none.
    return name.lower() if name.isascii() else fold_text(name)


def _expressions(words: str) -> list[str]:
    """An FTS5 expression for each word, so that they need not stand in one passage."""
    found = _WORD.findall(fold_text(words))
    return [f'"{word}"{"*" if word is found[-1] else ""}' for word in found]
