"""The vectors of a collection in Chroma, one a passage under the passage's id. Derived from the catalog."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import apsw
import numpy as np
from numpy.typing import NDArray

from index.errors import DiskFull, StoreError

Vectors = NDArray[np.float32]

_LOCAL_NAME = "passages"
# Chroma's own limit on one call is 5,461 rows.
_BATCH = 5_000
# Near-exact search: the defaults lose neighbours in large collections. The graph is saved with every call, since what
# waits in Chroma's log would have to be inserted anew at each opening.
_HNSW = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 200,
    "sync_threshold": 2,
    "batch_size": 2,
}


class StoreUnreachable(StoreError):
    """The Chroma server does not answer."""


class VectorStore:
    """The open vectors of one collection."""

    def __init__(self, place: str, client: Any, name: str) -> None:
        self._place, self._client, self._name = place, client, name
        with self._converted():
            self._collection = client.get_or_create_collection(
                name, configuration={"hnsw": _HNSW}, embedding_function=None
            )

    @classmethod
    def from_folder(cls, folder: Path) -> "VectorStore":
        import chromadb
        from chromadb.config import Settings

        with _converted(str(folder)):
            client = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
        return cls(str(folder), client, _LOCAL_NAME)

    @classmethod
    def from_server(cls, url: str, name: str) -> "VectorStore":
        """`url` is `http://host:port` of a server started by `chroma run`. Raises StoreUnreachable."""
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(url)
        with _converted(url):
            client = chromadb.HttpClient(
                host=cast("str", parts.hostname),
                port=parts.port or 8000,
                ssl=parts.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
        return cls(url, client, name)

    def close(self) -> None:
        self._client.close()

    def drop(self) -> None:
        """Delete all of this collection's vectors."""
        with self._converted():
            self._client.delete_collection(self._name)

    def add(self, ids: Sequence[int], vectors: Vectors, langs: Sequence[str]) -> None:
        """Store unit vectors of shape (n, dimension) in the place of earlier ones of the same ids."""
        with self._converted():
            for first in range(0, len(ids), _BATCH):
                some = slice(first, first + _BATCH)
                metadata: list[Any] = [{"lang": lang} for lang in langs[some]]
                self._collection.upsert([str(id_) for id_ in ids[some]], embeddings=vectors[some], metadatas=metadata)

    def delete(self, ids: Iterable[int], dimension: int) -> None:
        """Remove vectors so that nothing of them stays: Chroma only marks as deleted, hence they are overwritten."""
        rows = list(ids)
        if not rows:
            return
        blank = np.full((min(len(rows), _BATCH), dimension), dimension**-0.5, np.float32)
        for first in range(0, len(rows), _BATCH):
            some = rows[first : first + _BATCH]
            self.add(some, blank[: len(some)], [""] * len(some))
            with self._converted():
                self._collection.delete([str(id_) for id_ in some])

    def ids(self) -> set[int]:
        with self._converted():
            total, found = self._collection.count(), set()
            for first in range(0, total, _BATCH):
                found |= set(self._collection.get(include=[], limit=_BATCH, offset=first)["ids"])
        return {int(id_) for id_ in found}

    def count(self) -> int:
        with self._converted():
            return int(self._collection.count())

    def get(self, ids: Sequence[int]) -> tuple[list[int], Vectors]:
        """The stored vectors of those of `ids` that are there, as ids and an array of shape (n, dimension)."""
        with self._converted():
            found = self._collection.get([str(id_) for id_ in ids], include=["embeddings"])
        return [int(id_) for id_ in found["ids"]], np.asarray(found["embeddings"], np.float32)

    def nearest(self, query: Vectors, k: int) -> list[tuple[int, float]]:
        """The `k` nearest passages to a unit vector of shape (dimension,), as (id, cosine), best first."""
        with self._converted():
            found = self._collection.query(query[None], n_results=k, include=["distances"])
        (ids,), (distances,) = found["ids"], found["distances"]
        return [(int(id_), 1.0 - distance) for id_, distance in zip(ids, distances, strict=True)]

    def _converted(self) -> Any:
        return _converted(self._place)


def compact_folder(folder: Path) -> None:
    """Give back the room, and overwrite the remains, of what Chroma keeps in its closed database."""
    with _converted(str(folder)), closing(apsw.Connection(str(folder / "chroma.sqlite3"))) as database:
        database.execute("VACUUM")


@contextmanager
def _converted(place: str) -> Iterator[None]:
    import httpx

    try:
        yield
    except httpx.TransportError as error:
        raise StoreUnreachable(
            f"the Chroma server {place} does not answer ({error}); what is embedded is kept: start it with "
            "`chroma run` and run the same command again"
        ) from error
    except Exception as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        if "full" in reason.lower() or "no space" in reason.lower():
            raise DiskFull(f"the disk with {place} is full; free some space and run the same command again") from error
        if "connect" in reason.lower():
            raise StoreUnreachable(
                f"the Chroma server {place} does not answer ({reason}); what is embedded is kept: start it with "
                "`chroma run` and run the same command again"
            ) from error
        raise StoreError(f"cannot use the vectors in {place}: {reason}") from error
