"""A collection as it is stored: its catalog and its vectors, opened together and checked against the settings."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from index.catalog import Article, Catalog, Passage
from index.encoder import encoder_fingerprint
from index.errors import NoCollection, StoreError, StoreMismatch
from index.folding import FOLDING_VERSION
from index.locks import write_lock
from index.publish import PLACE, is_published, open_published, publish, remake
from index.segments import SegmentStore
from index.settings import IndexSettings
from index.vectors import StoreUnreachable, VectorStore

# Raise when the text of passages is split or stored in another way.
_LAYOUT = "4"

_log = logging.getLogger("sanad")


@dataclass(frozen=True)
class Hit:
    """A passage and its cosine to the query."""

    passage: Passage
    article: Article
    score: float

    @property
    def text(self) -> str:
        return self.article.text[self.passage.start : self.passage.end]


class Collection:
    """An open collection. What another process publishes meanwhile is seen by the next search."""

    def __init__(self, catalog: Catalog, settings: IndexSettings) -> None:
        self.catalog = catalog
        self._settings = settings
        self._vectors: VectorStore | SegmentStore | None = None
        self._place = ""
        self._opening = threading.Lock()

    def search(self, query: NDArray[np.float32], k: int) -> list[Hit]:
        """The `k` nearest passages to a unit vector of shape (dimension,), best first, ties by id."""
        try:
            nearest = self._open_vectors().nearest(query, k)
            known = self.catalog.passages([id_ for id_, _ in nearest])
            if len(known) < len(nearest):
                # Another generation was published between the two.
                nearest = self._open_vectors().nearest(query, k)
                known = self.catalog.passages([id_ for id_, _ in nearest])
        except StoreUnreachable:
            raise
        except StoreError as error:
            _log.warning("%s", error)
            nearest = self._mend().nearest(query, k)
            known = self.catalog.passages([id_ for id_, _ in nearest])
        ranked = sorted(nearest, key=lambda pair: (-pair[1], pair[0]))
        return [Hit(*known[id_], score) for id_, score in ranked if id_ in known]

    def close(self) -> None:
        if self._vectors is not None:
            self._vectors.close()
            self._vectors = None

    def _open_vectors(self) -> VectorStore | SegmentStore:
        """The vectors of the generation that is published now."""
        with self._opening:
            if self.catalog.follow_rebuild():
                _check_meta(self.catalog.read_meta(), self._settings)
                self.close()
            place = self.catalog.read_meta().get(PLACE, "")
            if self._vectors is None or place != self._place:
                if not is_published(self.catalog, self._settings):
                    self._publish_again(publish)
                return self._connect()
            return self._vectors

    def _mend(self) -> VectorStore | SegmentStore:
        with self._opening:
            self.close()
            self._publish_again(remake)
            return self._connect()

    def _publish_again(self, way: Callable[[Catalog, IndexSettings], None]) -> None:
        _log.warning("the vectors of the collection %r are made anew from its catalog", self._settings.collection)
        with write_lock(self._settings, wait_s=self._settings.store_patience_s):
            if self.catalog.follow_rebuild():
                # Another process made all of it anew meanwhile.
                return
            way(self.catalog, self._settings)

    def _connect(self) -> VectorStore | SegmentStore:
        self._place = self.catalog.read_meta()[PLACE]
        self._vectors = open_published(self.catalog, self._settings, self._vectors)
        return self._vectors


def build_meta(settings: IndexSettings) -> dict[str, str]:
    """What the stored passages and vectors depend on."""
    return {
        "encoder": encoder_fingerprint(settings),
        "passage_tokens": str(settings.passage_tokens),
        "folding": str(FOLDING_VERSION),
        "layout": _LAYOUT,
    }


@contextmanager
def open_catalog(settings: IndexSettings) -> Iterator[Catalog]:
    """The catalog of the collection that the settings name.

    Raises NoCollection if there is none, StoreMismatch if it was built with other settings.
    """
    path = settings.folder / "catalog.sqlite"
    if not path.exists():
        raise _no_collection(settings)
    with Catalog(path) as catalog:
        meta = catalog.read_meta()
        _check_meta(meta, settings)
        if PLACE not in meta:
            raise _no_collection(settings)
        yield catalog


@contextmanager
def open_collection(settings: IndexSettings) -> Iterator[Collection]:
    """The collection that the settings name, for searching. Raises what `open_catalog` does."""
    with open_catalog(settings) as catalog:
        collection = Collection(catalog, settings)
        try:
            yield collection
        finally:
            collection.close()


@contextmanager
def create_catalog(folder: Path, settings: IndexSettings) -> Iterator[Catalog]:
    """The catalog in `folder`, made if there is none, for writing. Raises StoreMismatch."""
    folder.mkdir(parents=True, exist_ok=True)
    with Catalog(folder / "catalog.sqlite", create=True) as catalog:
        meta = catalog.read_meta()
        _check_meta(meta, settings)
        with catalog.write():
            catalog.put_meta({"id": meta.get("id", uuid4().hex), **build_meta(settings)})
        yield catalog


def _no_collection(settings: IndexSettings) -> NoCollection:
    return NoCollection(
        f"there is no collection {settings.collection!r} in {settings.home}; make it with: sanad index FOLDER"
    )


def _check_meta(stored: dict[str, str], settings: IndexSettings) -> None:
    differing: Sequence[str] = [
        f"{key} {stored[key]} there, {value} in the settings"
        for key, value in build_meta(settings).items()
        if stored.get(key, value) != value
    ]
    if differing:
        raise StoreMismatch(
            f"the collection {settings.collection!r} was built with other settings ({'; '.join(differing)}); "
            "use those, or rebuild it with: sanad index --rebuild PATH…"
        )
