"""The vectors of a collection, in Chroma, one a passage under the passage's id. Derived from the catalog."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import DiskFull, StoreError

_COLLECTION = "passages"
# Chroma's own limit on one call is 5,461 rows.
_BATCH = 5_000
# Near-exact search: the defaults lose neighbours in large collections.
_HNSW = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200}


class VectorStore:
    """The open vectors of one collection."""

    def __init__(self, folder: Path) -> None:
        import chromadb
        from chromadb.config import Settings

        self._folder = folder
        with self._converted():
            self._client = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
            self._collection = self._client.get_or_create_collection(
                _COLLECTION, configuration={"hnsw": _HNSW}, embedding_function=None
            )

    def close(self) -> None:
        self._client.close()

    def add(self, ids: Sequence[str], vectors: NDArray[np.float32], langs: Sequence[str]) -> None:
        """Store unit vectors of shape (n, dimension) in the place of earlier ones of the same ids."""
        with self._converted():
            for first in range(0, len(ids), _BATCH):
                some = slice(first, first + _BATCH)
                metadata: list[Any] = [{"lang": lang} for lang in langs[some]]
                self._collection.upsert(list(ids[some]), embeddings=vectors[some], metadatas=metadata)

    def delete(self, ids: Iterable[str]) -> None:
        rows = list(ids)
        with self._converted():
            for first in range(0, len(rows), _BATCH):
                self._collection.delete(rows[first : first + _BATCH])

    def ids(self) -> set[str]:
        with self._converted():
            return set(self._collection.get(include=[])["ids"])

    def nearest(self, query: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The `k` nearest passages to a unit vector of shape (dimension,), as (id, cosine), best first."""
        with self._converted():
            found = self._collection.query(query[None], n_results=k, include=["distances"])
        (ids,), (distances,) = found["ids"], found["distances"]
        return [(id_, 1.0 - distance) for id_, distance in zip(ids, distances, strict=True)]

    @contextmanager
    def _converted(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if "full" in str(error).lower() or "no space" in str(error).lower():
                raise DiskFull(
                    f"the disk with {self._folder} is full; free some space and run the same command again"
                ) from error
            raise StoreError(f"cannot use the vectors in {self._folder}: {str(error).splitlines()[0]}") from error
