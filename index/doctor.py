"""Does the store agree with itself and with the files? Every disagreement is found; what can be mended is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from index.catalog import Catalog
from index.centres import read_centres
from index.counts import count_of
from index.errors import InputError, StoreBusy, StoreError
from index.files import hash_content, read_bytes
from index.folding import fold_text
from index.locks import write_lock
from index.publish import is_published, open_published, publish, remake, remove_leftovers, unread_leftovers
from index.rebuild import remove_leftovers_of_rebuild
from index.settings import IndexSettings
from index.staging import live_passages, stored_vectors
from index.terms import terms_column
from index.uploads import original_path

_BATCH = 1_000
# Half precision in the catalog, single precision in Chroma.
_TOLERANCE = 1e-3


@dataclass(frozen=True)
class Problem:
    """`kind` is one of a few machine-readable words; `mended_by` names the way out."""

    kind: str
    detail: str
    mended_by: str


# What SQLite itself cannot tell: values that are not what was written there.
_UNREADABLE = """
SELECT 'the entry ' || key FROM meta WHERE key IN ('root', 'passed_over') AND NOT json_valid(value)
UNION ALL SELECT 'the article ' || source FROM article WHERE NOT json_valid(pages) OR NOT json_valid(findings)
UNION ALL SELECT 'the vector of passage ' || passage FROM vector
  WHERE typeof(vector) <> 'blob' OR length(vector) <> (SELECT max(length(vector)) FROM vector)
  OR typeof(sentences) <> 'blob' OR length(sentences) = 0 OR length(sentences) % (length(vector) / 2) <> 0
LIMIT 10
"""
_REPAIR, _INDEX = "sanad doctor{option} --repair", "sanad index{option} PATH…"
_REBUILD = "sanad index{option} --rebuild PATH…"


def find_problems(catalog: Catalog, settings: IndexSettings) -> list[Problem]:
    """Compares everything with everything; reads all text and all vectors."""
    problems = [*_damage(catalog)] or [
        *_passages(catalog),
        *_folded(catalog),
        *_vectors(catalog, settings),
        *_leftovers(catalog, settings),
        *_files(catalog, settings),
    ]
    return [replace(each, mended_by=each.mended_by.format(option=settings.option)) for each in problems]


def repair(catalog: Catalog, settings: IndexSettings) -> list[Problem]:
    """Mend what can be mended from the catalog alone, and return what is left.

    An article whose passages or vectors are damaged is forgotten: the next `sanad index` takes it up anew.
    """
    with write_lock(settings):
        if any(True for _ in _damage(catalog)):
            return find_problems(catalog, settings)
        with catalog.write():
            broken = {(file,) for file, _, _ in _broken_articles(catalog)} | {(file,) for file in _short_files(catalog)}
            catalog.run_many("DELETE FROM file WHERE source = ? AND live", sorted(broken))
            catalog.run_many("DELETE FROM article WHERE file = ? AND live", sorted(broken))
            if any(True for _ in _folded(catalog)):
                _refold(catalog)
        if any(True for _ in _vectors(catalog, settings)):
            remake(catalog, settings)
        else:
            publish(catalog, settings)
        remove_leftovers(catalog)
        remove_leftovers_of_rebuild(settings)
    return find_problems(catalog, settings)


def _damage(catalog: Catalog) -> Iterator[Problem]:
    try:
        messages = [message for (message,) in catalog.rows("PRAGMA integrity_check(10)") if message != "ok"]
        if not messages:
            messages = [f"a row of {row[0]} belongs to nothing" for row in catalog.rows("PRAGMA foreign_key_check")]
            messages += [f"{place} is no longer readable" for (place,) in catalog.rows(_UNREADABLE)]
    except StoreError as error:
        messages = [str(error)]
    for message in messages:
        yield Problem("catalog damaged", message, _REBUILD)


def _passages(catalog: Catalog) -> Iterator[Problem]:
    for _, source, reason in _broken_articles(catalog):
        yield Problem("article broken", f"{source}: {reason}", f"{_REPAIR}, then {_INDEX}")
    for file in _short_files(catalog):
        yield Problem("article missing", f"{file} held more of them", f"{_REPAIR}, then {_INDEX}")


def _short_files(catalog: Catalog) -> list[str]:
    """The files of which articles are gone from the catalog."""
    count = "(SELECT count(*) FROM article a WHERE a.file = f.source AND a.live)"
    return [file for (file,) in catalog.rows(f"SELECT source FROM file f WHERE live AND articles <> {count}")]


def _broken_articles(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """File, source and what is wrong."""
    for article in catalog.articles():
        passages = catalog.passages_of(article.id)
        at = 0
        for passage in passages:
            if not at <= passage.start < passage.end <= len(article.text) or article.text[at : passage.start].strip():
                yield article.file, article.source, f"passage {passage.ordinal} is not at its place"
                break
            at = passage.end
        else:
            if article.text[at:].strip():
                yield article.file, article.source, "its last passage is missing"
                continue
            ((vectors,),) = catalog.rows(
                "SELECT count(*) FROM vector v JOIN passage p ON p.id = v.passage WHERE p.article = ?", (article.id,)
            )
            if vectors != len(passages):
                missing = count_of(len(passages) - vectors, "vector")
                yield article.file, article.source, f"{missing} missing"


def _folded(catalog: Catalog) -> Iterator[Problem]:
    wrong = 0
    for article in catalog.articles():
        query = (
            'SELECT p.start, p."end", p.lang, f.text, t.text FROM passage p LEFT JOIN folded f ON f.rowid = p.id '
            "LEFT JOIN terms t ON t.rowid = p.id WHERE p.article = ?"
        )
        for start, end, lang, text, terms in catalog.rows(query, (article.id,)):
            passage = article.text[start:end]
            wrong += text != fold_text(passage) or terms != terms_column(passage, lang)
    ((orphans,),) = catalog.rows("SELECT count(*) FROM folded WHERE rowid NOT IN (SELECT id FROM passage)")
    if wrong + orphans:
        yield Problem("folded text differs", f"of {count_of(wrong + orphans, 'passage')}", _REPAIR)
    try:
        catalog.rows("INSERT INTO folded(folded) VALUES ('integrity-check')")
        catalog.rows("INSERT INTO terms(terms) VALUES ('integrity-check')")
    except StoreBusy:
        raise
    except StoreError:
        yield Problem("folded text differs", "the index of words is damaged", _REPAIR)


def _refold(catalog: Catalog) -> None:
    for table in ("folded", "terms"):
        catalog.run(f"DELETE FROM {table}")
        catalog.run(f"INSERT INTO {table}({table}) VALUES ('rebuild')")
    for article in catalog.rows("SELECT id, text FROM article"):
        for passage in catalog.passages_of(article[0]):
            text = article[1][passage.start : passage.end]
            catalog.run("INSERT INTO folded (rowid, text) VALUES (?, ?)", (passage.id, fold_text(text)))
            terms = terms_column(text, passage.lang)
            catalog.run("INSERT INTO terms (rowid, text) VALUES (?, ?)", (passage.id, terms))


def _vectors(catalog: Catalog, settings: IndexSettings) -> Iterator[Problem]:
    if not is_published(catalog, settings):
        yield Problem("vectors damaged", "the index of vectors is not the one that was written", _REPAIR)
        return
    ((waiting,),) = catalog.rows("SELECT count(*) FROM file WHERE NOT live")
    if waiting:
        yield Problem("not published", f"{count_of(waiting, 'file')} of a run that was stopped", _INDEX)
    try:
        store = open_published(catalog, settings)
    except StoreError as error:
        yield Problem("vectors damaged", str(error), _REPAIR)
        return
    try:
        expected = set(live_passages(catalog))
        stored = store.ids()
        if missing := len(expected - stored):
            yield Problem("vectors missing", f"of {count_of(missing, 'passage')}", _REPAIR)
        if extra := store.count() - len(stored & expected):
            yield Problem("vectors without passage", f"{extra:,}", _REPAIR)
        differing = lost = 0
        centres = read_centres(catalog)
        for ids, raw, langs in stored_vectors(catalog, sorted(expected & stored), _BATCH):
            vectors = centres.remove(raw, langs, "document")
            there = dict(zip(*store.get(ids), strict=True))
            differing += sum(
                float(np.abs(there[id_] - vector).max()) > _TOLERANCE for id_, vector in zip(ids, vectors, strict=True)
            )
            for lang, vector in list(zip(langs, vectors, strict=True))[:: max(1, len(ids) // 20)]:
                ((_, cosine),) = store.nearest(vector, 1)[lang] or [(0, 0.0)]
                lost += cosine < 1 - _TOLERANCE
        if differing:
            yield Problem("vectors differ", f"of {count_of(differing, 'passage')}", _REPAIR)
        if lost:
            yield Problem("vectors not found", f"{lost:,} in a sample, by a search for themselves", _REPAIR)
    except StoreError as error:
        yield Problem("vectors damaged", str(error), _REPAIR)
    finally:
        store.close()


def _leftovers(catalog: Catalog, settings: IndexSettings) -> Iterator[Problem]:
    left = [*unread_leftovers(catalog), *(p for kind in ("rebuilt", "old") if (p := settings.scratch(kind)).exists())]
    for path in left:
        yield Problem("leftover", f"{path.name} of a run that was killed", _REPAIR)


def _files(catalog: Catalog, settings: IndexSettings) -> Iterator[Problem]:
    for source, sha256 in catalog.rows("SELECT source, sha256 FROM file WHERE live ORDER BY source"):
        path = original_path(source, catalog, settings)
        if path is None:
            yield Problem("file gone", source, _INDEX)
            continue
        try:
            changed = hash_content(read_bytes(str(path), settings.max_file_bytes)) != sha256
        except InputError as error:
            yield Problem("file unreadable", str(error), _INDEX)
            continue
        if changed:
            yield Problem("file changed", source, _INDEX)
