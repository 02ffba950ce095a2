"""The vectors of a collection in Chroma, one a passage under the passage's id. Derived from the catalog.

Each language is a Chroma collection of its own, so that one can be searched without the others.
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from errno import ENOSPC
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from weakref import finalize

import apsw
import numpy as np
from numpy.typing import NDArray

from index.errors import DiskFull, StoreError, first_line

Vectors = NDArray[np.float32]

_LOCAL_NAME = "passages"
_CHROMA_PORT = 8000
_PATIENCE_S = 30
# Chroma's own limit on one call is 5,461 rows.
_BATCH = 5_000
_PAGE = 100
# Near-exact search: the defaults lose neighbours in large collections. The graph is saved with every call, since what
# waits in Chroma's log would have to be inserted anew at each opening.
_HNSW = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 100,
    "sync_threshold": 2,
    "batch_size": 2,
}


# As SQLite and the system say it.
_FULL = re.compile(r"database or disk is full|no space left on device", re.IGNORECASE)


class StoreUnreachable(StoreError):
    """The Chroma server does not answer."""


class VectorStore:
    """The open vectors of one collection."""

    def __init__(self, place: str, client: Any, name: str, shared: bool = False) -> None:
        """`shared` if other processes may add languages meanwhile."""
        self._place, self._client, self._name, self._shared = place, client, name, shared
        # Several threads search what one of them replaces: it is closed when the last of them lets it go.
        self._release = finalize(self, client.close)
        self._release.atexit = False
        with self._converted():
            self._languages = self._list_languages()

    @classmethod
    def from_folder(cls, folder: Path) -> "VectorStore":
        import chromadb
        from chromadb.config import Settings

        with _converted(str(folder)):
            client = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
        return cls(str(folder), client, _LOCAL_NAME)

    @classmethod
    def from_server(cls, url: str, name: str) -> "VectorStore":
        """`url` is `http://host:port` of a server started by `chroma run`.

        Raises StoreUnreachable if nothing answers there, StoreError if what answers is something else.
        """
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(url)
        host, port = cast("str", parts.hostname), parts.port or _CHROMA_PORT
        _check_heartbeat(url, parts.scheme, host, port)
        with _converted(url):
            client = chromadb.HttpClient(
                host=host,
                port=port,
                ssl=parts.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
        return cls(url, client, name, shared=True)

    def close(self) -> None:
        """Call where nobody else may use it; what is only let go of is closed as well."""
        self._release()

    def drop(self) -> None:
        """Delete all of this collection's vectors."""
        with self._converted():
            for collection in self._list_languages().values():
                self._client.delete_collection(collection.name)
            self._languages = {}

    def add(self, ids: Sequence[int], vectors: Vectors, langs: Sequence[str]) -> None:
        """Store unit vectors of shape (n, dimension) in the place of earlier ones of the same ids and languages."""
        spoken = np.array(langs)
        for lang in dict.fromkeys(langs):
            rows = np.flatnonzero(spoken == lang)
            for first in range(0, len(rows), _BATCH):
                some = rows[first : first + _BATCH]
                with self._converted():
                    # What waits in Chroma's log is written when the collection is opened next: one alone would wait.
                    for _ in range(2 if len(some) == 1 else 1):
                        self._of(lang).upsert([str(ids[row]) for row in some], embeddings=vectors[some])

    def delete(self, ids: Iterable[int], dimension: int) -> None:
        """Remove vectors so that nothing of them stays: Chroma only marks as deleted, hence they are overwritten."""
        rows = list(ids)
        blank = np.full((min(len(rows), _BATCH), dimension), dimension**-0.5, np.float32)
        for collection in self._open_languages().values():
            for first in range(0, len(rows), _BATCH):
                with self._converted():
                    names = [str(id_) for id_ in rows[first : first + _BATCH]]
                    there = collection.get(names, include=[])["ids"]
                    if there:
                        collection.upsert(there, embeddings=blank[: len(there)])
                        collection.delete(there)

    def drop_empty_languages(self) -> None:
        """Chroma writes the files of an empty one again at each opening. Call where nobody else searches."""
        with self._converted():
            for lang in [lang for lang, collection in self._open_languages().items() if not collection.count()]:
                self._client.delete_collection(self._languages.pop(lang).name)

    def ids(self) -> set[int]:
        found: set[str] = set()
        for collection in self._open_languages().values():
            with self._converted():
                for first in range(0, collection.count(), _BATCH):
                    found |= set(collection.get(include=[], limit=_BATCH, offset=first)["ids"])
        return {int(id_) for id_ in found}

    def count(self) -> int:
        with self._converted():
            return sum(int(collection.count()) for collection in self._open_languages().values())

    def get(self, ids: Sequence[int]) -> tuple[list[int], Vectors]:
        """The stored vectors of those of `ids` that are there, as ids and an array of shape (n, dimension)."""
        names, parts = [str(id_) for id_ in ids], []
        for collection in self._open_languages().values():
            with self._converted():
                found = collection.get(names, include=["embeddings"])
            if found["ids"]:
                parts.append(found)
        there = [int(id_) for found in parts for id_ in found["ids"]]
        arrays = [np.asarray(found["embeddings"], np.float32) for found in parts]
        return there, np.concatenate(arrays) if arrays else np.empty((0, 0), np.float32)

    def languages(self) -> list[str]:
        return list(self._open_languages())

    def nearest_in(self, lang: str, query: Vectors, k: int) -> list[tuple[int, float]]:
        """The `k` passages in `lang` nearest to a unit vector of shape (dimension,), as (id, cosine), best first."""
        with self._converted():
            found = self._languages[lang].query(query[None], n_results=k, include=["distances"])
        (ids,), (distances,) = found["ids"], found["distances"]
        return [(int(id_), 1.0 - distance) for id_, distance in zip(ids, distances, strict=True)]

    def nearest(self, query: Vectors, k: int) -> dict[str, list[tuple[int, float]]]:
        """Of each language, the `k` nearest passages as of `nearest_in`."""
        return {lang: self.nearest_in(lang, query, k) for lang in self.languages()}

    def _of(self, lang: str) -> Any:
        if lang not in self._languages:
            self._languages[lang] = self._client.get_or_create_collection(
                f"{self._name}.{lang}", configuration={"hnsw": _HNSW}, embedding_function=None
            )
        return self._languages[lang]

    def _open_languages(self) -> dict[str, Any]:
        if self._shared:
            with self._converted():
                self._languages = self._list_languages()
        return self._languages

    def _list_languages(self) -> dict[str, Any]:
        """Language → its collection."""
        found: dict[str, Any] = {}
        offset, prefix = 0, f"{self._name}."
        while page := self._client.list_collections(limit=_PAGE, offset=offset):
            found |= {c.name.removeprefix(prefix): c for c in page if c.name.startswith(prefix)}
            offset += len(page)
        return found

    def _converted(self) -> Any:
        return _converted(self._place)


def compact_folder(folder: Path) -> None:
    """Give back the room, and overwrite the remains, of what Chroma keeps in its closed database, and remove the files
    of languages that were dropped."""
    with _converted(str(folder)), closing(apsw.Connection(str(folder / "chroma.sqlite3"))) as database:
        used = {name for (name,) in database.execute("SELECT id FROM segments")}
        database.execute("VACUUM")
    for path in folder.iterdir():
        if path.is_dir() and path.name not in used:
            shutil.rmtree(path)


def _check_heartbeat(url: str, scheme: str, host: str, port: int) -> None:
    import httpx

    with _converted(url):
        answer = httpx.get(
            httpx.URL(scheme=scheme, host=host, port=port, path="/api/v2/heartbeat"), timeout=_PATIENCE_S
        )
    if "nanosecond heartbeat" not in answer.text:
        raise StoreError(
            f"no Chroma server answers at {url}, but something else (status {answer.status_code}); what is embedded is "
            "kept: start one with `chroma run` and name its address, or name none to have the vectors on this disk"
        )


@contextmanager
def _converted(place: str) -> Iterator[None]:
    import httpx

    try:
        yield
    except Exception as error:
        causes = list(_causes(error))
        if any(_FULL.search(str(cause)) or getattr(cause, "errno", None) == ENOSPC for cause in causes):
            raise DiskFull(f"the disk with {place} is full; free some space and run the same command again") from error
        # Chroma raises errors of its own for those of its HTTP client.
        if any(isinstance(cause, httpx.TransportError) for cause in causes):
            raise StoreUnreachable(
                f"the Chroma server {place} does not answer ({first_line(error)}); what is embedded is kept: start it "
                "with `chroma run` and run the same command again"
            ) from error
        raise StoreError(f"cannot use the vectors in {place}: {first_line(error)}") from error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that it was raised for."""
    while error:
        yield error
        error = error.__cause__ or error.__context__
