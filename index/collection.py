"""A collection as it is stored: its catalog and its vectors, opened together and checked against the settings."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.catalog import Article, Catalog, Passage
from index.encoder import encoder_fingerprint
from index.errors import NoCollection, StoreMismatch
from index.settings import IndexSettings
from index.vectors import VectorStore

# Raise when the text of passages is split or stored in another way.
_LAYOUT = "1"


@dataclass(frozen=True)
class Hit:
    """A passage and its cosine to the query."""

    passage: Passage
    article: Article
    score: float

    @property
    def text(self) -> str:
        return self.article.text[self.passage.start : self.passage.end]


@dataclass(frozen=True)
class Collection:
    catalog: Catalog
    vectors: VectorStore

    def search(self, query: NDArray[np.float32], k: int) -> list[Hit]:
        """The `k` nearest passages to a unit vector of shape (dimension,), best first, ties by id."""
        nearest = self.vectors.nearest(query, k)
        known = self.catalog.passages([id_ for id_, _ in nearest])
        ranked = sorted(nearest, key=lambda pair: (-pair[1], pair[0]))
        return [Hit(*known[id_], score) for id_, score in ranked if id_ in known]


def build_meta(settings: IndexSettings) -> dict[str, str]:
    """What the stored passages and vectors depend on."""
    return {
        "encoder": encoder_fingerprint(settings),
        "passage_tokens": str(settings.passage_tokens),
        "layout": _LAYOUT,
    }


@contextmanager
def open_collection(settings: IndexSettings, create: bool = False) -> Iterator[Collection]:
    """The collection that the settings name.

    Raises NoCollection if there is none (unless `create`), StoreMismatch if it was built with other settings.
    """
    path = settings.folder / "catalog.sqlite"
    if create:
        settings.folder.mkdir(parents=True, exist_ok=True)
    elif not path.exists():
        raise _no_collection(settings)
    with Catalog(path, create) as catalog:
        meta = catalog.read_meta()
        if not (meta or create):
            raise _no_collection(settings)
        _check_meta(meta, settings)
        vectors = VectorStore(settings.folder / "chroma")
        try:
            yield Collection(catalog, vectors)
        finally:
            vectors.close()


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
