"""Files → collection: what is new or changed is embedded, what is gone is removed, the rest is left alone.

The catalog commits last: vectors of a new version are in before the catalog names them, and those of the old version
go after it has let go of them. What a killed run leaves between the two is removed at the start of the next.
"""

import errno
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout
from llama_index.core.schema import Document, TextNode
from tqdm import tqdm

from index.catalog import Article, Passage
from index.collection import Collection, build_meta, open_collection
from index.encoder import Encoder
from index.errors import DiskFull, InputError, StoreBusy
from index.files import (
    SourceFile,
    UnreadableFile,
    check_name,
    decode_text,
    find_files,
    hash_content,
    printable_name,
    read_bytes,
)
from index.language import detect_language
from index.passages import PassageParser
from index.settings import IndexSettings

# Passages embedded between two commits: what an interrupted run has to do again at the most.
_COMMIT_PASSAGES = 256
_TITLE_CHARS = 120


@dataclass(frozen=True)
class Changes:
    """What a run of `index_paths` did, as sources; `skipped` maps a source to the reason."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


@dataclass
class _Batch:
    """Articles that are split but not yet embedded, with the passages of the versions they replace."""

    articles: list[tuple[Article, list[TextNode]]] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)

    @property
    def passages(self) -> list[TextNode]:
        return [node for _, nodes in self.articles for node in nodes]


def index_paths(
    paths: Sequence[Path], settings: IndexSettings, load: Callable[[], Encoder], rebuild: bool = False
) -> Changes:
    """Make the collection equal to the text files at and below `paths`; `load` is called if there is text to embed.

    A file that can no longer be read keeps the version that was indexed before. With `rebuild` all is made anew
    beside the old collection, which is replaced at the end.

    Raises InputError, with nothing changed, if a path is missing, if a file that `paths` names cannot be used, or
    if there is no usable file at all; StoreBusy if another process is indexing into this collection.
    """
    files = find_files(paths)
    for file in files:
        if file.named:
            decode_text(read_bytes(file.path, settings.max_file_bytes), file.path)
    with _write_lock(settings), _disk_full_named(settings):
        if not rebuild:
            return _synchronise(files, settings, load)
        fresh = replace(settings, collection=f"{settings.collection}.rebuilt")
        shutil.rmtree(fresh.folder, ignore_errors=True)
        changes = _synchronise(files, fresh, load)
        _swap(fresh.folder, settings.folder)
        return changes


@contextmanager
def _write_lock(settings: IndexSettings) -> Iterator[None]:
    with _disk_full_named(settings):
        settings.folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{settings.folder}.lock", timeout=0):
            yield
    except Timeout as error:
        raise StoreBusy(
            f"another process is indexing into the collection {settings.collection!r}; wait until it has ended"
        ) from error


@contextmanager
def _disk_full_named(settings: IndexSettings) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(
                f"the disk with {settings.home} is full; free some space and run the same command again"
            ) from error
        if isinstance(error, NotADirectoryError | FileExistsError):
            raise InputError(f"{settings.home} is not a folder; choose another --home") from error
        if isinstance(error, PermissionError):
            raise InputError(f"no permission to write in {settings.home}; choose another --home") from error
        raise


def _swap(fresh: Path, folder: Path) -> None:
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _synchronise(files: list[SourceFile], settings: IndexSettings, load: Callable[[], Encoder]) -> Changes:
    free = shutil.disk_usage(settings.folder.parent).free
    if free < settings.min_free_bytes:
        raise DiskFull(
            f"only {free:,} bytes are free on the disk with {settings.home}; free at least "
            f"{settings.min_free_bytes:,} and run the same command again"
        )
    with open_collection(settings, create=True) as collection:
        with collection.catalog.write():
            collection.catalog.put_meta(build_meta(settings))
        _reconcile(collection)
        changes = Changes()
        _take_files(files, collection, settings, load, changes)
        if not (changes.added or changes.changed or changes.renamed or changes.unchanged):
            source, reason = next(iter(changes.skipped.items()))
            more = f" (and {len(changes.skipped) - 1} more)" if len(changes.skipped) > 1 else ""
            raise InputError(f"no file could be used, nothing was changed: {reason or source}{more}")
        _remove_gone(files, collection, changes)
        return changes


def _reconcile(collection: Collection) -> None:
    """Undo what a killed run left: vectors without a passage go, articles whose vectors are missing are forgotten."""
    named, stored = collection.catalog.passage_ids(), collection.vectors.ids()
    collection.vectors.delete(stored - named)
    lost = collection.catalog.passages(sorted(named - stored))
    with collection.catalog.write():
        collection.catalog.delete_articles(sorted({article.id for _, article in lost.values()}))


def _take_files(
    files: list[SourceFile],
    collection: Collection,
    settings: IndexSettings,
    load: Callable[[], Encoder],
    changes: Changes,
) -> None:
    known = collection.catalog.hashes()
    current = {file.source for file in files}
    gone = {sha256: (id_, source) for source, (id_, sha256) in known.items() if source not in current}
    encoder: Encoder | None = None
    batch = _Batch()
    for file in tqdm(files, desc="indexing", unit="file", disable=None):
        try:
            check_name(file)
            content = read_bytes(file.path, settings.max_file_bytes)
            sha256 = hash_content(content)
            id_, old_sha256 = known.get(file.source, ("", ""))
            if sha256 == old_sha256:
                changes.unchanged.append(file.source)
                continue
            text = decode_text(content, file.path)
        except UnreadableFile as error:
            changes.skipped[printable_name(file.source)] = str(error)
            continue
        if not id_ and sha256 in gone:
            moved, _ = gone.pop(sha256)
            with collection.catalog.write():
                collection.catalog.rename_article(moved, file.source)
            changes.renamed.append(file.source)
            continue
        encoder = encoder or load()
        batch.articles.append(_split(file.source, sha256, text, encoder, settings))
        batch.replaced.extend(passage.id for passage in collection.catalog.passages_of(id_))
        (changes.changed if id_ else changes.added).append(file.source)
        if len(batch.passages) >= _COMMIT_PASSAGES:
            _commit(batch, collection, encoder)
            batch = _Batch()
    if encoder:
        _commit(batch, collection, encoder)


def _split(
    source: str, sha256: str, text: str, encoder: Encoder, settings: IndexSettings
) -> tuple[Article, list[TextNode]]:
    title = next(line.strip() for line in text.splitlines() if line.strip())[:_TITLE_CHARS]
    article = Article(uuid4().hex, source, sha256, detect_language(text), title, None, text)
    document = Document(id_=article.id, text=text, metadata={"source": source, "lang": article.lang})
    parser = PassageParser(
        count_tokens=encoder.count_tokens, max_tokens=min(settings.passage_tokens, encoder.max_tokens - 8)
    )
    return article, [node for node in parser([document]) if isinstance(node, TextNode)]


def _commit(batch: _Batch, collection: Collection, encoder: Encoder) -> None:
    nodes = batch.passages
    vectors = encoder.encode_passages([node.text for node in nodes])
    langs = [node.metadata["lang"] for node in nodes]
    collection.vectors.add([node.id_ for node in nodes], vectors, langs)
    with collection.catalog.write():
        for article, passages in batch.articles:
            collection.catalog.put_article(article, [_row(article, node) for node in passages])
    collection.vectors.delete(batch.replaced)


def _row(article: Article, node: TextNode) -> Passage:
    assert node.start_char_idx is not None
    assert node.end_char_idx is not None
    lang, ordinal = node.metadata["lang"], node.metadata["ordinal"]
    return Passage(node.id_, article.id, node.start_char_idx, node.end_char_idx, lang, ordinal)


def _remove_gone(files: list[SourceFile], collection: Collection, changes: Changes) -> None:
    current = {file.source for file in files}
    gone = {source: id_ for source, (id_, _) in collection.catalog.hashes().items() if source not in current}
    passages = [passage.id for id_ in gone.values() for passage in collection.catalog.passages_of(id_)]
    with collection.catalog.write():
        collection.catalog.delete_articles(list(gone.values()))
    collection.vectors.delete(passages)
    changes.removed.extend(gone)
