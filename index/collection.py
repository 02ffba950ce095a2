"""A collection as it is stored: its catalog and its vectors, opened together and checked against the settings."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import nsmallest
from pathlib import Path
from uuid import uuid4

import numpy as np

from index.catalog import Article, Catalog, Passage
from index.centres import Centres, calibration_digest, read_centres
from index.counts import count_of
from index.encoder import Vectors, encoder_fingerprint
from index.errors import DiskFull, NoCollection, StoreBusy, StoreError, StoreMismatch
from index.folding import FOLDING_VERSION
from index.language import UNKNOWN
from index.listing import count_values
from index.locks import describe_writer, write_lock
from index.publish import PLACE, is_published, open_published, publish, remake
from index.roman_arabic import ARABIC, ROMAN_ARABIC, ArabicSpeller
from index.roman_urdu import ROMAN_URDU, URDU, UrduSpeller, read_words
from index.segments import SegmentStore
from index.settings import IndexSettings
from index.staging import sentence_vectors, staged_files, stored_vectors
from index.terms import TERMS_VERSION
from index.vectors import StoreUnreachable, VectorStore
from index.vocabulary import Vocabulary

# Raise when the text of passages is split or stored in another way.
_LAYOUT = "12"
_BATCH = 1_000
# Openings of vectors that others may replace meanwhile.
_ATTEMPTS = 8
# What is typed in Latin letters → the language in its own, and what spells it so.
_SPELLERS: Mapping[str, tuple[str, type[UrduSpeller] | type[ArabicSpeller]]] = {
    ROMAN_URDU: (URDU, UrduSpeller),
    ROMAN_ARABIC: (ARABIC, ArabicSpeller),
}

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


@dataclass
class _Kept:
    """What is read of the catalog once a generation; but for `centres` when it is first asked for, as it takes a second
    or two where there are many words."""

    generation: str
    centres: Centres
    vocabulary: Vocabulary | None = None
    spellers: dict[str, UrduSpeller | ArabicSpeller] = field(default_factory=dict)
    articles: Mapping[str, int] | None = None


class Collection:
    """An open collection. What another process publishes meanwhile is seen by the next search."""

    def __init__(self, catalog: Catalog, settings: IndexSettings) -> None:
        self._catalog = catalog
        self._settings = settings
        self._vectors: VectorStore | SegmentStore | None = None
        self._place = ""
        self._following, self._opening = threading.Lock(), threading.Lock()
        self._kept: _Kept | None = None

    @property
    def catalog(self) -> Catalog:
        """The catalog as it is now: after `--rebuild`, the new one. Raises StoreError, StoreMismatch."""
        self._follow()
        return self._catalog

    def search(self, query: Vectors, k: int, lang: str = UNKNOWN) -> list[Hit]:
        """The `k` nearest passages of all languages to a query vector of shape (dimension,), ties by id.

        The score is the product without the means of the query's language and the passage's.
        """
        for _ in range(2):
            near = self.nearest(self.centre_query(query, lang), k)
            pairs = sorted((pair for some in near.values() for pair in some), key=lambda pair: (-pair[1], pair[0]))[:k]
            known = self.catalog.passages([id_ for id_, _ in pairs])
            if len(known) == len(pairs):
                break
            # Another generation was published between the two.
        return [Hit(*known[id_], score) for id_, score in pairs if id_ in known]

    def centre_query(self, query: Vectors, lang: str) -> Vectors:
        """The vector of a query in `lang` without what all queries of its language share, as long as its products
        with passages are to be far apart (`index.centres`)."""
        centred: Vectors = self._follow().centres.place_queries(query[None], [lang])[0]
        return centred

    def nearest(
        self, centred: Vectors, k: int, among: AbstractSet[int] | None = None
    ) -> dict[str, list[tuple[int, float]]]:
        """Of each language, the `k` nearest passages to a centred query as (id, product), best first.

        With `among`, those are compared with the query one by one, in the catalog.
        """
        if among is not None:
            found: dict[str, list[tuple[int, float]]] = {}
            for passage, lang, cosine in self.similarities(centred, sorted(among)):
                found.setdefault(lang, []).append((passage, cosine))
            return {lang: nsmallest(k, pairs, key=lambda pair: (-pair[1], pair[0])) for lang, pairs in found.items()}
        near = self._search_vectors(centred, k)
        length = float(np.linalg.norm(centred))
        return {lang: [(id_, length * cosine) for id_, cosine in pairs] for lang, pairs in near.items()}

    def similarities(self, centred: Vectors, passages: Sequence[int]) -> Iterator[tuple[int, str, float]]:
        """Id, language and product with a centred query of the passages that are stored."""
        centres = self._follow().centres
        for ids, vectors, langs in stored_vectors(self._catalog, passages, _BATCH):
            cosines = centres.remove(vectors, langs, "document") @ centred
            yield from zip(ids, langs, cosines.tolist(), strict=True)

    def sentence_similarities(self, centred: Vectors, passages: Mapping[int, str]) -> dict[int, Vectors]:
        """Passage → the product of each of its sentences with a centred query. `passages` maps ids to languages."""
        counts, vectors = sentence_vectors(self.catalog, list(passages))
        if not counts:
            return {}
        spoken = [passages[id_] for id_, count in counts.items() for _ in range(count)]
        cosines = self._follow().centres.remove(vectors, spoken, "document") @ centred
        return dict(zip(counts, np.split(cosines, np.cumsum(list(counts.values()))[:-1]), strict=True))

    def vocabulary(self) -> Vocabulary:
        """The terms of what is published now."""
        kept = self._follow()
        with self._opening:
            if kept.vocabulary is None:
                kept.vocabulary = Vocabulary(self._catalog)
            return kept.vocabulary

    def count_articles(self) -> Mapping[str, int]:
        """Language → articles in it, most first."""
        kept = self._follow()
        if kept.articles is None:
            kept.articles = count_values(self._catalog, "lang")
        return kept.articles

    def spell(self, text: str, lang: str) -> tuple[str, str]:
        """A question typed in Latin letters, and its language, as they are in the letters that its language is written
        in, by the words of what is published now; a question of another language as it is."""
        if lang not in _SPELLERS:
            return text, lang
        written, make = _SPELLERS[lang]
        kept = self._follow()
        with self._opening:
            if lang not in kept.spellers:
                kept.spellers[lang] = make(read_words(self._catalog, written))
            speller = kept.spellers[lang]
        return speller.spell(text), written

    def _follow(self) -> _Kept:
        """What is kept of the generation that is published now."""
        with self._following:
            self._catalog.follow_rebuild()
            meta = self._catalog.read_meta()
            generation = meta.get("generation", "")
            if self._kept is None or generation != self._kept.generation:
                _check_meta(meta, self._settings)
                self._kept = _Kept(generation, read_centres(self._catalog))
            return self._kept

    def close(self) -> None:
        self._vectors = None

    def _search_vectors(self, centred: Vectors, k: int) -> dict[str, list[tuple[int, float]]]:
        """As `nearest` of a `VectorStore`; what cannot be read is made anew, once."""
        mended = False
        while True:
            place = self._read_place()
            try:
                return self._open_vectors().nearest(centred, k)
            except (StoreUnreachable, StoreBusy, DiskFull):
                raise
            except StoreError as error:
                # It is no wonder where others have been published meanwhile.
                if self._read_place() == place:
                    if mended:
                        raise
                    _log.warning("%s", error)
                    self._publish_again(remake, place)
                    mended = True

    def _open_vectors(self) -> VectorStore | SegmentStore:
        """The vectors of the generation that is published now. They are closed when the last thread that searches them
        lets them go."""
        with self._opening:
            for _ in range(_ATTEMPTS):
                place = self._read_place()
                if self._vectors is not None and self._place == place:
                    return self._vectors
                if is_published(self._catalog, self._settings):
                    opened = open_published(self._catalog, self._settings, self._vectors)
                    # What was replaced while it was opened may be half gone.
                    if self._read_place() == place:
                        self._vectors, self._place = opened, place
                elif self._read_place() == place:
                    self._publish_again(publish, place)
        raise StoreError(
            f"the vectors of the collection {self._settings.collection!r} are never as they were written; is the disk "
            "sound? Ask again when no run of indexing is going on"
        )

    def _read_place(self) -> str:
        return self.catalog.read_meta().get(PLACE, "")

    def _publish_again(self, way: Callable[[Catalog, IndexSettings], None], place: str) -> None:
        """Publish once more what is not to be read at `place`, if another has not done so meanwhile."""
        with write_lock(self._settings, wait_s=self._settings.store_patience_s):
            if self._read_place() == place:
                name = self._settings.collection
                _log.warning("the vectors of the collection %r are made anew from its catalog", name)
                way(self._catalog, self._settings)


def build_meta(settings: IndexSettings) -> dict[str, str]:
    """What the stored passages and vectors depend on."""
    return {
        "encoder": encoder_fingerprint(settings),
        "passage_tokens": str(settings.passage_tokens),
        "sentences": settings.sentences,
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
            raise _no_collection(settings, len(staged_files(catalog)) if meta else 0)
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


def _no_collection(settings: IndexSettings, staged: int = 0) -> NoCollection:
    if writer := describe_writer(settings):
        done = f", {count_of(staged, 'file')} done so far" if staged else ""
        return NoCollection(
            f"the collection {settings.collection!r} is being indexed for the first time ({writer}{done}); "
            "run the same command again when that has ended"
        )
    return NoCollection(
        f"there is no collection {settings.collection!r} in {settings.home}; make it with: "
        f"sanad index{settings.option} FOLDER"
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
            f"use those, or rebuild it with: sanad index{settings.option} --rebuild PATH…"
        )
