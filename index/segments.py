"""The vectors on this machine's disk: segments of a bounded size, each a Chroma index in a folder of its own.

A segment is never written where somebody may read it: its next revision is a copy beside it, and it is the catalog's
transaction that makes readers turn to it. To change one article costs what its segment costs to copy, however large
the collection is. What a killed run leaves is no revision that anybody reads.
"""

import os
import shutil
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.vectors import Vectors, VectorStore, compact_folder

# Vectors that are only marked as deleted slow a search down: beyond this share a segment is built anew.
_MAX_DELETED = 0.2
_SCRATCH = ".vectors"

Stamp = dict[str, list[int]]
Fill = Callable[[VectorStore, Sequence[int]], None]


class SegmentStore:
    """All segments of a collection, searched as one."""

    def __init__(self, folders: Sequence[Path], stores: dict[Path, VectorStore] | None = None) -> None:
        """`stores` are those of an earlier revision: they are used again where they are the same."""
        open_before = stores or {}
        self.stores = {folder: open_before.get(folder) or VectorStore.from_folder(folder) for folder in folders}
        self._threads = ThreadPoolExecutor(os.cpu_count())

    def close(self) -> None:
        self._threads.shutdown()
        for store in self.stores.values():
            store.close()

    def ids(self) -> set[int]:
        return {id_ for store in self.stores.values() for id_ in store.ids()}

    def count(self) -> int:
        return sum(store.count() for store in self.stores.values())

    def get(self, ids: Sequence[int]) -> tuple[list[int], Vectors]:
        """As that of a `VectorStore`."""
        parts = [store.get(ids) for store in self.stores.values()]
        filled = [vectors for found, vectors in parts if found]
        return [id_ for found, _ in parts for id_ in found], np.concatenate(filled) if filled else np.empty(
            (0, 0), np.float32
        )

    def nearest(self, query: Vectors, k: int) -> dict[str, list[tuple[int, float]]]:
        """As that of a `VectorStore`."""
        parts = [(lang, store) for store in self.stores.values() for lang in store.languages()]
        found: dict[str, list[tuple[int, float]]] = {}
        searched = self._threads.map(lambda part: part[1].nearest_in(part[0], query, k), parts)
        for (lang, _), pairs in zip(parts, searched, strict=True):
            found.setdefault(lang, []).extend(pairs)
        return {lang: sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:k] for lang, pairs in found.items()}


@dataclass(frozen=True)
class Revision:
    """What is to become of one segment: its folder now, if it can be copied, and what comes and goes."""

    segment: int
    current: Path | None
    kept: Sequence[int]
    added: Sequence[int]
    removed: Sequence[int]


def write_revision(folder: Path, name: str, revision: Revision, fill: Fill, dimension: int) -> Stamp:
    """Make the folder `name` below `folder`; what comes back tells whether it is still what was written."""
    scratch = folder / _SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    copied = revision.current is not None and len(revision.removed) <= _MAX_DELETED * len(revision.kept)
    if copied and revision.current:
        shutil.copytree(revision.current, scratch)
    store = VectorStore.from_folder(scratch)
    try:
        fill(store, revision.added if copied else sorted([*revision.kept, *revision.added]))
        if copied:
            store.delete(revision.removed, dimension)
            store.drop_empty_languages()
    finally:
        store.close()
    compact_folder(scratch)
    stamp = {path.relative_to(scratch).as_posix(): _seal(path) for path in scratch.rglob("*") if path.is_file()}
    scratch.rename(folder / name)
    _flush(folder)
    return stamp


def is_unchanged(folder: Path, stamp: Stamp) -> bool:
    """Whether the files of a segment are those that were written."""
    return bool(stamp) and all(_same(folder / name, values) for name, values in stamp.items())


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
