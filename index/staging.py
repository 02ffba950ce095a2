"""What a run of indexing writes into the catalog: files and articles are staged, then published all at once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

import numpy as np

from index.catalog import Article, Catalog
from index.encoder import Vectors, unit_vectors
from index.stories import regroup

# The files that are staged anew or gone, and the articles that leave with them: their own, and any whose name a staged
# article takes, as when the folder `a.zip` becomes an archive of that name. {} is the table of the articles.
_REPLACED_FILES = "(SELECT source FROM file WHERE NOT live UNION SELECT value FROM json_each(?))"
_REPLACED = f"({{0}}file IN {_REPLACED_FILES} OR {{0}}source IN (SELECT source FROM article WHERE NOT live))"
# Half precision moves a cosine by less than 0.0001 and halves what a collection takes on the disk.
_STORED = np.float16
_LARGEST = 127


@dataclass(frozen=True)
class Draft:
    """A passage that is not stored yet; `digest` stands for the text that is embedded, `folded` and `terms` for what is
    matched. `sentences` are spans within the passage."""

    start: int
    end: int
    lang: str
    digest: bytes
    folded: str
    terms: str
    sentences: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Embedded:
    """The unit vector of a passage, of shape (dimension,), and those of its sentences, (sentences, dimension)."""

    passage: Vectors
    sentences: Vectors


@dataclass(frozen=True)
class StoredFile:
    """`stamp` is that of the file when it was read; empty where the file could have changed under the same stamp.

    `articles` counts what it holds.
    """

    sha256: str
    stamp: str
    articles: int = 0


@dataclass(frozen=True)
class Renamed:
    """A published file that is now found as `new`, with this stamp."""

    old: str
    new: str
    stamp: str


def live_files(catalog: Catalog) -> dict[str, StoredFile]:
    """Source → what is known of every published file."""
    return _files(catalog, live=True)


def staged_files(catalog: Catalog) -> dict[str, StoredFile]:
    """Source → what is known of every file that is complete but not published yet."""
    return _files(catalog, live=False)


def _files(catalog: Catalog, live: bool) -> dict[str, StoredFile]:
    rows = catalog.rows("SELECT source, sha256, stamp, articles FROM file WHERE live = ?", (live,))
    return {source: StoredFile(*values) for source, *values in rows}


def find_vectors(catalog: Catalog, digests: Sequence[bytes]) -> dict[bytes, Embedded]:
    """The vectors that were made before for the same texts."""
    found = {}
    for digest in set(digests):
        query = "SELECT vector, sentences FROM vector WHERE digest = ? LIMIT 1"
        for vector, sentences in catalog.rows(query, (digest,)):
            passage = np.frombuffer(vector, _STORED).astype(np.float32)
            found[digest] = Embedded(passage, _unpack(sentences, len(passage)))
    return found


def sentence_vectors(catalog: Catalog, passages: Sequence[int]) -> tuple[dict[int, int], Vectors]:
    """Passage → how many sentences it has, and their unit vectors one after the other, (sentences, dimension)."""
    query = "SELECT passage, length(vector), sentences FROM vector WHERE passage IN (SELECT value FROM json_each(?))"
    rows = catalog.rows(query, (json.dumps(list(passages)),))
    dimension = rows[0][1] // np.dtype(_STORED).itemsize if rows else 1
    return {row[0]: len(row[2]) // dimension for row in rows}, _unpack(b"".join(row[2] for row in rows), dimension)


def _pack(vectors: Vectors) -> bytes:
    """Unit vectors in 8 bits a value, each scaled by its largest."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    packed: bytes = np.rint(vectors / largest * _LARGEST).astype(np.int8).tobytes()
    return packed


def _unpack(packed: bytes, dimension: int) -> Vectors:
    vectors = np.frombuffer(packed, np.int8).reshape(-1, dimension).astype(np.float32)
    return unit_vectors(vectors)


def stage_article(
    catalog: Catalog,
    article: Article,
    passages: Sequence[Draft],
    vectors: Sequence[Embedded],
    sketch: bytes,
    bands: Sequence[int],
) -> None:
    """Add an article beside its published version, in the place of one that was staged before."""
    catalog.run("DELETE FROM article WHERE source = ? AND NOT live", (article.source,))
    columns = (
        'source, live, file, kind, lang, title, published, "precision", date_words, author, url, pages, findings, '
        "sketch, text"
    )
    values = (
        *(article.source, 0, article.file, article.kind, article.lang, article.title),
        *(article.published, article.precision, article.date_words, article.author, article.url),
        *(json.dumps(article.pages), json.dumps(article.findings), sketch, article.text),
    )
    id_ = catalog.run(f"INSERT INTO article ({columns}) VALUES ({','.join('?' * len(values))})", values)
    catalog.run_many("INSERT OR IGNORE INTO band VALUES (?, ?)", [(key, id_) for key in bands])
    for ordinal, (draft, vector) in enumerate(zip(passages, vectors, strict=True)):
        row = (id_, draft.start, draft.end, draft.lang, ordinal)
        passage = catalog.run('INSERT INTO passage (article, start, "end", lang, ordinal) VALUES (?, ?, ?, ?, ?)', row)
        stored = (passage, draft.digest, vector.passage.astype(_STORED).tobytes(), _pack(vector.sentences))
        catalog.run("INSERT INTO vector VALUES (?, NULL, ?, ?, ?)", stored)
        catalog.run("INSERT INTO folded (rowid, text) VALUES (?, ?)", (passage, draft.folded))
        catalog.run("INSERT INTO terms (rowid, text) VALUES (?, ?)", (passage, draft.terms))


def stage_file(catalog: Catalog, source: str, file: StoredFile, unread: Mapping[str, str]) -> None:
    """Call when all articles of the file are staged: a file without this is taken up anew.

    `unread` maps the members and records that cannot be used to the reasons.
    """
    row = (source, 0, file.sha256, file.stamp, file.articles)
    catalog.run("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)", row)
    catalog.run("DELETE FROM skipped WHERE file = ?", (source,))
    catalog.run_many("INSERT INTO skipped VALUES (?, ?, ?)", [(source, *pair) for pair in unread.items()])


def keep_skipped(catalog: Catalog, skipped: Mapping[str, str]) -> None:
    """Remember which files could not be used in the last run, and why; `stage_file` has what was skipped inside."""
    catalog.run("DELETE FROM skipped WHERE source = file OR file NOT IN (SELECT source FROM file)")
    rows = [(file, file, reason) for file, reason in skipped.items()]
    catalog.run_many("INSERT INTO skipped VALUES (?, ?, ?)", rows)


def restamp_files(catalog: Catalog, stamps: dict[str, str]) -> None:
    """Remember new stamps of files whose content has not changed."""
    catalog.run_many("UPDATE file SET stamp = ? WHERE source = ? AND live", [(s, f) for f, s in stamps.items()])


def _rename_file(catalog: Catalog, renamed: Renamed) -> None:
    old, new = renamed.old, renamed.new
    catalog.run("UPDATE file SET source = ?, stamp = ? WHERE source = ? AND live", (new, renamed.stamp, old))
    catalog.run(
        "UPDATE article SET file = ?1, source = ?1 || substr(source, length(?2) + 1) WHERE file = ?2 AND live",
        (new, old),
    )
    catalog.run(
        "UPDATE skipped SET file = ?1, source = replace(source, ?2, ?1), reason = replace(reason, ?2, ?1) "
        "WHERE file = ?2",
        (new, old),
    )


def unstage_file(catalog: Catalog, source: str) -> None:
    with catalog.write():
        catalog.run("DELETE FROM file WHERE NOT live AND source = ?", (source,))
        catalog.run("DELETE FROM article WHERE NOT live AND file = ?", (source,))


def unstage(catalog: Catalog, wanted: Sequence[str] | None = None) -> None:
    """Drop what is staged of files that are incomplete and, where they are given, not among the `wanted`."""
    with catalog.write():
        if wanted is not None:
            marks = (json.dumps(list(wanted)),)
            catalog.run("DELETE FROM file WHERE NOT live AND source NOT IN (SELECT value FROM json_each(?))", marks)
        catalog.run("DELETE FROM article WHERE NOT live AND file NOT IN (SELECT source FROM file WHERE NOT live)")


def entering(catalog: Catalog) -> list[int]:
    """The passages that are staged."""
    query = "SELECT p.id FROM passage p JOIN article a ON a.id = p.article WHERE NOT a.live ORDER BY p.id"
    return [id_ for (id_,) in catalog.rows(query)]


def leaving(catalog: Catalog, gone: Sequence[str]) -> list[int]:
    """The published passages of the files that are staged anew and of those that are `gone`."""
    query = (
        "SELECT p.id FROM passage p JOIN article a ON a.id = p.article "
        f"WHERE a.live AND {_REPLACED.format('a.')} ORDER BY p.id"
    )
    return [id_ for (id_,) in catalog.rows(query, (json.dumps(list(gone)),))]


def live_passages(catalog: Catalog) -> list[int]:
    """The passages that are published."""
    query = "SELECT p.id FROM passage p JOIN article a ON a.id = p.article WHERE a.live ORDER BY p.id"
    return [id_ for (id_,) in catalog.rows(query)]


def staying(catalog: Catalog, gone: Sequence[str]) -> list[int]:
    """The passages that will be published."""
    query = "SELECT p.id FROM passage p JOIN article a ON a.id = p.article ORDER BY p.id"
    left = set(leaving(catalog, gone))
    return [id_ for (id_,) in catalog.rows(query) if id_ not in left]


def stored_vectors(
    catalog: Catalog, passages: Sequence[int], batch: int
) -> Iterator[tuple[list[int], Vectors, list[str]]]:
    """The passages' ids, vectors of shape (≤ batch, dimension) and languages."""
    query = (
        "SELECT p.id, v.vector, p.lang FROM json_each(?) w JOIN passage p ON p.id = w.value "
        "JOIN vector v ON v.passage = p.id ORDER BY p.id"
    )
    for first in range(0, len(passages), batch):
        rows = catalog.rows(query, (json.dumps(list(passages[first : first + batch])),))
        # All of them may have been replaced meanwhile.
        if not rows:
            continue
        vectors = np.frombuffer(b"".join(row[1] for row in rows), _STORED).reshape(len(rows), -1).astype(np.float32)
        yield [row[0] for row in rows], vectors, [row[2] for row in rows]


def segment_members(catalog: Catalog) -> dict[int, list[int]]:
    """Segment → its passages, all of them published."""
    members: dict[int, list[int]] = {}
    # The index of segments alone answers this, however large the table of vectors is.
    for segment, passage in catalog.rows("SELECT segment, passage FROM vector WHERE segment IS NOT NULL ORDER BY 1, 2"):
        members.setdefault(segment, []).append(passage)
    return members


def without_segment(catalog: Catalog, gone: Sequence[str]) -> list[int]:
    """The passages to be published that are in no segment: new ones, and those that only a server held. Language by
    language, so that a segment holds few of them and a search looks into few of its collections."""
    left = set(leaving(catalog, gone))
    query = "SELECT p.id FROM vector v JOIN passage p ON p.id = v.passage WHERE v.segment IS NULL ORDER BY p.lang, p.id"
    rows = catalog.rows(query)
    return [passage for (passage,) in rows if passage not in left]


def vector_size(catalog: Catalog) -> int:
    """The dimension of the vectors; 1 where there are none."""
    rows = catalog.rows("SELECT length(vector) FROM vector LIMIT 1")
    return int(rows[0][0]) // np.dtype(_STORED).itemsize if rows else 1


def put_live(
    catalog: Catalog,
    gone: Sequence[str],
    renamed: Sequence[Renamed],
    meta: dict[str, str],
    segments: Mapping[int, int],
) -> None:
    """Publish what is staged, remove what it replaces and what is `gone`, rename files: in one transaction, seen at
    once.

    `segments` says in which segment each new passage is.
    """
    with catalog.write():
        marks = (json.dumps(list(gone)),)
        replaced = _REPLACED.format("")
        new = {id_ for (id_,) in catalog.rows("SELECT id FROM article WHERE NOT live")}
        stories = catalog.rows(f"SELECT DISTINCT story FROM article WHERE live AND {replaced}", marks)
        catalog.run(f"DELETE FROM article WHERE live AND {replaced}", marks)
        catalog.run(f"DELETE FROM file WHERE live AND source IN {_REPLACED_FILES}", marks)
        # An archive may take the name of a folder that is gone.
        for each in renamed:
            _rename_file(catalog, each)
        catalog.run("UPDATE article SET live = 1 WHERE NOT live")
        catalog.run("UPDATE file SET live = 1 WHERE NOT live")
        # What is left of a story may no longer hang together.
        left = json.dumps([story for (story,) in stories])
        members = catalog.rows("SELECT id FROM article WHERE story IN (SELECT value FROM json_each(?))", (left,))
        regroup(catalog, sorted(new.union(id_ for (id_,) in members)))
        catalog.run_many("UPDATE vector SET segment = ? WHERE passage = ?", [(s, p) for p, s in segments.items()])
        # What readers keep of the collection is stale from now on.
        catalog.put_meta({**meta, "generation": uuid4().hex})
    catalog.forget_deleted()
