"""A collection as it is stored: its catalog and its vectors, opened together and checked against the settings."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import numpy as np

from index.catalog import Article, Catalog, Passage
from index.centres import Centres, calibration_digest, read_centres
from index.encoder import Vectors, encoder_fingerprint
from index.errors import NoCollection, StoreError, StoreMismatch
from index.folding import FOLDING_VERSION
from index.language import UNKNOWN
from index.locks import write_lock
from index.publish import PLACE, is_published, open_published, publish, remake
from index.segments import SegmentStore
from index.settings import IndexSettings
from index.staging import sentence_vectors, stored_vectors
from index.terms import TERMS_VERSION
from index.vectors import StoreUnreachable, VectorStore
from index.vocabulary import Vocabulary

# Raise when the text of passages is split or stored in another way.
_LAYOUT = "5"
_BATCH = 1_000

_log = logging.getLogger("sanad")


@dataclass(frozen=True)
class Hit:
    """A passage as it answers a query; a higher `score` is better.

    `legs` are the parts of the score by name; `sentences` the cosines of the passage's sentences to the query, where
    they are known.
    """

    passage: Passage
    article: Article
    score: float
    legs: Mapping[str, float] = field(default_factory=dict)
    sentences: Vectors | None = None

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
        self._generation = ""
        self._centres: Centres
        self._vocabulary: Vocabulary

    def search(self, query: Vectors, k: int, lang: str = UNKNOWN) -> list[Hit]:
        """The `k` nearest passages of all languages to a query vector of shape (dimension,), ties by id.

        The score is the cosine without the means of the query's language and the passage's.
        """
        for _ in range(2):
            near = self.nearest(query, lang, k)
            pairs = sorted((pair for some in near.values() for pair in some), key=lambda pair: (-pair[1], pair[0]))[:k]
            known = self.catalog.passages([id_ for id_, _ in pairs])
            if len(known) == len(pairs):
                break
            # Another generation was published between the two.
        return [Hit(*known[id_], score) for id_, score in pairs if id_ in known]

    def nearest(self, query: Vectors, lang: str, k: int) -> dict[str, list[tuple[int, float]]]:
        """Of each language, the `k` nearest passages as (id, cosine), best first. `lang` is that of the query."""
        try:
            store = self._open_vectors()
            return store.nearest(self._centre_query(query, lang), k)
        except StoreUnreachable:
            raise
        except StoreError as error:
            _log.warning("%s", error)
            return self._mend().nearest(self._centre_query(query, lang), k)

    def cosines(self, query: Vectors, lang: str, passages: Sequence[int]) -> Iterator[tuple[int, str, float]]:
        """Id, language and cosine of the passages that are stored."""
        centred = self._centre_query(query, lang)
        for ids, vectors, langs in stored_vectors(self.catalog, passages, _BATCH):
            cosines = self._centres.remove(vectors, langs, "document") @ centred
            yield from zip(ids, langs, cosines.tolist(), strict=True)

    def sentence_cosines(self, query: Vectors, lang: str, passages: Mapping[int, str]) -> dict[int, Vectors]:
        """Passage → the cosine of each of its sentences. `passages` maps ids to languages."""
        centred = self._centre_query(query, lang)
        stored = sentence_vectors(self.catalog, list(passages))
        if not stored:
            return {}
        spoken = [passages[id_] for id_, some in stored.items() for _ in some]
        cosines = self._centres.remove(np.concatenate(list(stored.values())), spoken, "document") @ centred
        ends = np.cumsum([len(some) for some in stored.values()])
        return dict(zip(stored, np.split(cosines, ends[:-1]), strict=True))

    def vocabulary(self) -> Vocabulary:
        """The terms of what is published now."""
        self._follow()
        return self._vocabulary

    def _centre_query(self, query: Vectors, lang: str) -> Vectors:
        self._follow()
        centred: Vectors = self._centres.remove(query[None], [lang], "query")[0]
        return centred

    def _follow(self) -> None:
        """Read anew what is kept of the catalog, if another generation was published."""
        with self._opening:
            generation = self.catalog.read_meta().get("generation", "")
            if generation != self._generation:
                self._centres, self._vocabulary = read_centres(self.catalog), Vocabulary(self.catalog)
                self._generation = generation

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
        "terms": str(TERMS_VERSION),
        "calibration": calibration_digest(),
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
