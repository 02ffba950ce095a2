"""Files → collection: what is new or changed is embedded, what is gone is removed, the rest is left alone.

Each batch of embedded articles is staged in the catalog at once, so that a run that is stopped or killed has nothing
to embed twice; at the end all of it is published together.
"""

import errno
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tqdm import tqdm

from index.articles import Prepared, prepare_article
from index.catalog import Catalog
from index.collection import create_catalog
from index.encoder import Encoder
from index.errors import DiskFull, InputError, SanadError
from index.files import (
    FoundFiles,
    SourceFile,
    UnreadableFile,
    check_name,
    decode_text,
    find_files,
    hash_content,
    printable_name,
    read_bytes,
)
from index.locks import write_lock
from index.publish import publish, remove_leftovers
from index.settings import IndexSettings
from index.staging import (
    find_vectors,
    live_files,
    rename_file,
    stage_article,
    stage_file,
    staged_files,
    unstage,
)

# Passages embedded between two transactions: what a killed run has to do again at the most.
_BATCH_PASSAGES = 512

Load = Callable[[], Encoder]


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
    """Articles that are not embedded yet, and the files whose last article is among them, with their sha256."""

    articles: list[Prepared] = field(default_factory=list)
    complete: dict[str, str] = field(default_factory=dict)

    def size(self) -> int:
        return sum(len(article.passages) for article in self.articles)


def index_paths(paths: Sequence[Path], settings: IndexSettings, load: Load, rebuild: bool = False) -> Changes:
    """Make the collection equal to the files at and below `paths`; `load` is called if there is text to embed.

    A file that can no longer be read keeps the version that was indexed before. With `rebuild` all is made anew
    beside the old collection, which is replaced at the end.

    Raises InputError, with nothing changed, if a path is missing, if a file that `paths` names cannot be used, or
    if there is no usable file at all; StoreBusy if another process is indexing into this collection.
    """
    found = find_files(paths)
    with _disk_named(settings):
        settings.folder.parent.mkdir(parents=True, exist_ok=True)
        with write_lock(settings):
            _finish_swap(settings)
            if not rebuild:
                return _synchronise(found, settings.folder, settings, load)
            fresh = settings.scratch("rebuilt")
            shutil.rmtree(fresh, ignore_errors=True)
            changes = _synchronise(found, fresh, settings, load)
            _swap(fresh, settings)
            return changes


@contextmanager
def _disk_named(settings: IndexSettings) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(
                f"the disk with {settings.home} is full; free some space and run the same command again"
            ) from error
        if isinstance(error, NotADirectoryError | FileExistsError):
            raise InputError(f"{settings.home} is not a folder; choose another --home") from error
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise InputError(f"no permission to write in {settings.home}; choose another --home") from error
        raise


def _swap(fresh: Path, settings: IndexSettings) -> None:
    if settings.folder.exists():
        settings.folder.rename(settings.scratch("old"))
    fresh.rename(settings.folder)
    shutil.rmtree(settings.scratch("old"), ignore_errors=True)


def _finish_swap(settings: IndexSettings) -> None:
    """What a run left that was killed between the two renames of `_swap`, or after them."""
    old = settings.scratch("old")
    if old.exists() and not settings.folder.exists():
        old.rename(settings.folder)
    shutil.rmtree(old, ignore_errors=True)


def _synchronise(found: FoundFiles, folder: Path, settings: IndexSettings, load: Load) -> Changes:
    free = shutil.disk_usage(folder.parent).free
    if free < settings.min_free_bytes:
        raise DiskFull(
            f"only {free:,} bytes are free on the disk with {settings.home}; free at least "
            f"{settings.min_free_bytes:,} and run the same command again"
        )
    new = not folder.exists()
    try:
        with create_catalog(folder, settings) as catalog:
            return _bring_in(found, catalog, settings, load)
    except SanadError:
        if new and not _holds_something(folder):
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _holds_something(folder: Path) -> bool:
    try:
        with Catalog(folder / "catalog.sqlite") as catalog:
            return bool(live_files(catalog) or staged_files(catalog))
    except SanadError:
        return False


def _bring_in(found: FoundFiles, catalog: Catalog, settings: IndexSettings, load: Load) -> Changes:
    remove_leftovers(catalog)
    changes, current = Changes(), {file.source for file in found.files}
    gone = {source: sha256 for source, sha256 in live_files(catalog).items() if source not in current}
    try:
        _take_files(found.files, catalog, settings, load, changes, gone)
    except KeyboardInterrupt:
        # What is embedded is kept; what is gone stays until a run has seen all files.
        unstage(catalog, list(current))
        publish(catalog, settings)
        raise
    except InputError:
        unstage(catalog, [])
        raise
    if not (changes.added or changes.changed or changes.renamed or changes.unchanged):
        unstage(catalog, [])
        source, reason = next(iter(changes.skipped.items()))
        more = f" (and {len(changes.skipped) - 1} more)" if len(changes.skipped) > 1 else ""
        raise InputError(f"no file could be used, nothing was changed: {reason or source}{more}")
    unstage(catalog, list(current))
    publish(catalog, settings, list(gone))
    changes.removed.extend(gone)
    with catalog.write():
        catalog.put_meta({"root": json.dumps(str(found.root)), "passed_over": json.dumps(found.passed_over)})
        catalog.run("DELETE FROM skipped")
        rows = [(source, Path(source).suffix, reason) for source, reason in changes.skipped.items()]
        catalog.run_many("INSERT INTO skipped VALUES (?, ?, ?)", rows)
    return changes


def _take_files(
    files: list[SourceFile],
    catalog: Catalog,
    settings: IndexSettings,
    load: Load,
    changes: Changes,
    gone: dict[str, str],
) -> None:
    """Stage what is new or changed; a file that only moved is taken out of `gone`."""
    live, staged = live_files(catalog), staged_files(catalog)
    moved = {sha256: source for source, sha256 in gone.items()}
    encoder: Encoder | None = None
    batch = _Batch()
    with tqdm(total=sum(file.size for file in files), desc="indexing", unit="B", unit_scale=True, disable=None) as bar:
        for file in files:
            try:
                check_name(file)
                content = read_bytes(file.path, settings.max_file_bytes)
                sha256 = hash_content(content)
                if sha256 == live.get(file.source):
                    if file.source in staged:
                        unstage(catalog, [source for source in staged if source != file.source])
                    changes.unchanged.append(file.source)
                elif file.source not in live and Path(moved.get(sha256, "")).suffix == file.path.suffix:
                    del gone[moved[sha256]]
                    with catalog.write():
                        rename_file(catalog, moved.pop(sha256), file.source)
                    changes.renamed.append(file.source)
                elif sha256 == staged.get(file.source):
                    (changes.changed if file.source in live else changes.added).append(file.source)
                else:
                    text = decode_text(content, file.path)
                    encoder = encoder or load()
                    limit = min(settings.passage_tokens, encoder.max_tokens - 8)
                    batch.articles.append(prepare_article(file.source, text, encoder.count_tokens, limit))
                    batch.complete[file.source] = sha256
                    (changes.changed if file.source in live else changes.added).append(file.source)
                    if batch.size() >= _BATCH_PASSAGES:
                        _stage(batch, catalog, encoder)
                        batch = _Batch()
            except UnreadableFile as error:
                if file.named:
                    raise
                changes.skipped[printable_name(file.source)] = str(error)
            bar.update(file.size)
        if encoder:
            _stage(batch, catalog, encoder)


def _stage(batch: _Batch, catalog: Catalog, encoder: Encoder) -> None:
    """Embed what was never embedded, and stage all of it in one transaction."""
    texts = {draft.digest: text for a in batch.articles for draft, text in zip(a.passages, a.texts, strict=True)}
    vectors = find_vectors(catalog, list(texts))
    missing = [digest for digest in texts if digest not in vectors]
    vectors.update(zip(missing, encoder.encode_passages([texts[digest] for digest in missing]), strict=True))
    with catalog.write():
        for item in batch.articles:
            stacked = np.stack([vectors[draft.digest] for draft in item.passages])
            stage_article(catalog, item.article, item.passages, stacked, item.sketch, item.bands)
        for source, sha256 in batch.complete.items():
            stage_file(catalog, source, sha256)
