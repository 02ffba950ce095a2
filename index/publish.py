"""Staged passages → Chroma → readers. Chroma's vectors are a copy of the catalog's, made anew whenever it is in doubt.

A local Chroma index is never written where somebody may read it: the next *generation* is a copy beside it, and it is
the catalog's transaction that makes readers turn to it. What a killed run leaves is no generation that anybody reads.
"""

import json
import logging
import os
import shutil
import zlib
from collections.abc import Sequence
from pathlib import Path

from tenacity import before_sleep_log, retry, retry_if_exception_type, stop_after_delay, wait_exponential
from tqdm import tqdm

from index.catalog import Catalog
from index.settings import IndexSettings
from index.staging import entering, leaving, put_live, staying, stored_vectors, unstage
from index.vectors import StoreUnreachable, VectorStore, compact_folder

GENERATION = "vectors"
_STAMP = "vectors_stamp"
_SERVER_CLEAN = "vectors_clean"
_BATCH = 5_000
# Vectors that are marked as deleted slow a search down: beyond this share the index is built anew.
_MAX_DELETED = 0.2

_log = logging.getLogger("sanad")


def publish(catalog: Catalog, settings: IndexSettings, gone: Sequence[str] = ()) -> None:
    """Let readers see what is staged, and no more what it replaces nor the files that are `gone`.

    Raises StoreUnreachable, with everything still staged, if the vectors are on a server that does not answer.
    """
    unstage(catalog)
    added, removed = entering(catalog), leaving(catalog, gone)
    if settings.store:
        _publish_on_server(catalog, settings, gone)
    elif added or removed or not is_intact(catalog):
        _publish_generation(catalog, added, removed, gone)
    else:
        put_live(catalog, gone, {})


def is_published(catalog: Catalog, settings: IndexSettings) -> bool:
    """Whether readers find the vectors at the place that the settings name."""
    if settings.store:
        return catalog.read_meta().get(GENERATION) == server_name(catalog)
    return is_intact(catalog)


def open_published(catalog: Catalog, settings: IndexSettings) -> VectorStore:
    """The vectors that readers search. Raises StoreError."""
    generation = catalog.read_meta()[GENERATION]
    if settings.store:
        return VectorStore.from_server(settings.store, generation)
    return VectorStore.from_folder(catalog.folder / generation)


def remake(catalog: Catalog, settings: IndexSettings) -> None:
    """Publish with all vectors written anew, for an index that is in doubt."""
    with catalog.write():
        catalog.put_meta({_SERVER_CLEAN: "0", _STAMP: "{}"})
    if settings.store:
        store = VectorStore.from_server(settings.store, server_name(catalog))
        store.drop()
        store.close()
    publish(catalog, settings)


def is_intact(catalog: Catalog) -> bool:
    """Whether the files of the published generation are those that were written."""
    meta = catalog.read_meta()
    generation = catalog.folder / meta.get(GENERATION, "missing")
    stamp: dict[str, list[int]] = json.loads(meta.get(_STAMP, "{}"))
    return bool(stamp) and all(_same(generation / name, values) for name, values in stamp.items())


def unread_leftovers(catalog: Catalog) -> list[Path]:
    """Generations that nobody reads: those of killed runs and the ones before the last."""
    current = catalog.read_meta().get(GENERATION)
    return [path for path in catalog.folder.iterdir() if path.is_dir() and path.name != current]


def remove_leftovers(catalog: Catalog) -> None:
    for path in unread_leftovers(catalog):
        shutil.rmtree(path, ignore_errors=True)


def server_name(catalog: Catalog) -> str:
    """The name of this collection on a Chroma server."""
    return f"sanad-{catalog.read_meta()['id']}"


def _publish_generation(catalog: Catalog, added: Sequence[int], removed: Sequence[int], gone: Sequence[str]) -> None:
    remove_leftovers(catalog)
    folder = catalog.folder
    current, scratch = catalog.read_meta().get(GENERATION, "vectors-0"), folder / ".vectors"
    kept = staying(catalog, gone)
    if is_intact(catalog) and len(removed) <= _MAX_DELETED * len(kept):
        shutil.copytree(folder / current, scratch)
    else:
        added, removed = kept, []
    store = VectorStore.from_folder(scratch)
    try:
        _add(store, catalog, added)
        if removed:
            ((_, sample, _),) = stored_vectors(catalog, removed[:1], 1)
            store.delete(removed, sample.shape[1])
    finally:
        store.close()
    compact_folder(scratch)
    stamp = {path.relative_to(scratch).as_posix(): _seal(path) for path in scratch.rglob("*") if path.is_file()}
    number = int(current.removeprefix("vectors-")) if current.startswith("vectors-") else 0
    following = f"vectors-{number + 1}"
    scratch.rename(folder / following)
    _flush(folder)
    put_live(catalog, gone, {GENERATION: following, _STAMP: json.dumps(stamp)})
    remove_leftovers(catalog)


def _publish_on_server(catalog: Catalog, settings: IndexSettings, gone: Sequence[str]) -> None:
    again = retry(
        retry=retry_if_exception_type(StoreUnreachable),
        stop=stop_after_delay(settings.store_patience_s),
        wait=wait_exponential(0.5, max=5),
        before_sleep=before_sleep_log(_log, logging.WARNING),
        reraise=True,
    )
    again(_bring_up_to_date)(catalog, settings, gone)


def _bring_up_to_date(catalog: Catalog, settings: IndexSettings, gone: Sequence[str]) -> None:
    """Make the server's vectors those of the catalog; what a killed run or a dead server left half done is finished."""
    store = VectorStore.from_server(settings.store, server_name(catalog))
    try:
        clean = catalog.read_meta().get(_SERVER_CLEAN) == "1"
        added, removed = entering(catalog), leaving(catalog, gone)
        expected = len(staying(catalog, gone)) + len(removed) - len(added)
        if not clean or store.count() != expected:
            stored = store.ids()
            kept = set(staying(catalog, gone))
            added, removed = sorted(kept - stored), sorted(stored - kept)
        if added or removed:
            with catalog.write():
                catalog.put_meta({_SERVER_CLEAN: "0"})
            _add(store, catalog, added)
        put_live(catalog, gone, {GENERATION: server_name(catalog)})
        if removed:
            ((_, sample, _),) = stored_vectors(catalog, staying(catalog, gone)[:1], 1)
            store.delete(removed, sample.shape[1])
        with catalog.write():
            catalog.put_meta({_SERVER_CLEAN: "1", _STAMP: "{}"})
        remove_leftovers(catalog)
    finally:
        store.close()


def _add(store: VectorStore, catalog: Catalog, passages: Sequence[int]) -> None:
    with tqdm(total=len(passages), desc="storing vectors", unit="passage", disable=None, leave=False) as progress:
        for ids, vectors, langs in stored_vectors(catalog, passages, _BATCH):
            store.add(ids, vectors, langs)
            progress.update(len(ids))


def _seal(path: Path) -> list[int]:
    """Size, time and check sum of a file that is on the disk for good."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, _checksum(path)]


def _same(path: Path, values: Sequence[int]) -> bool:
    size, mtime_ns, checksum = values
    if not path.is_file() or path.stat().st_size != size:
        return False
    # Chroma touches its database, which checks itself, at each opening.
    return path.suffix == ".sqlite3" or path.stat().st_mtime_ns == mtime_ns or _checksum(path) == checksum


def _checksum(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            total = zlib.crc32(block, total)
    return total


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
