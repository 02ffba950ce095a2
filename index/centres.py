"""Where the vectors of each language lie: what is taken away so that near means alike whatever the language.

Models of many languages put the texts of one language near one another, and a question finds those of its own language
first. Of texts that say the same in all languages, the mean of each language is what is the language's alone. A model
that was trained to see what is said alone has no such means.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from index.catalog import Catalog
from index.encoder import Encoder, TextModel, Vectors, unit_vectors

_FOLDER = Path(__file__).with_name("calibration")
# The first lines are statements, the others questions.
_STATEMENTS = 60
# How far above the mean the nearest of the unrelated texts is to lie, by the products that are compared.
_SPREAD = 0.38
_STRETCH = "stretch"


@dataclass(frozen=True)
class Centres:
    """The mean vector of each language, as questions and as passages; none where there is nothing to take away.

    The cosines of some models lie in a narrow band: the products of queries with passages are `stretch` times as far
    apart, so that what else counts in a score counts the same with every model.
    """

    queries: Mapping[str, Vectors]
    documents: Mapping[str, Vectors]
    stretch: float = 1.0

    def of(self, kind: str) -> Mapping[str, Vectors]:
        return self.queries if kind == "query" else self.documents

    def remove(self, vectors: Vectors, languages: Sequence[str], kind: str) -> Vectors:
        """Unit vectors without the mean of their language; of a language without a mean, without the common one."""
        return unit_vectors(vectors - self._means(languages, kind)) if self.of(kind) else vectors

    def place_queries(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Queries without the mean of their language and `stretch` long, for products with passages."""
        placed: Vectors = self.remove(vectors, languages, "query") * np.float32(self.stretch)
        return placed

    def move(self, vectors: Vectors, languages: Sequence[str], kind: str) -> Vectors:
        """Unit vectors that lie about the mean of all languages as they lay about that of their own."""
        if not self.of(kind):
            return vectors
        return unit_vectors(vectors - self._means(languages, kind) + self._common[kind])

    @cached_property
    def _common(self) -> dict[str, Vectors]:
        return {kind: np.mean(list(self.of(kind).values()), axis=0) for kind in ("query", "document")}

    def _means(self, languages: Sequence[str], kind: str) -> Vectors:
        centres, common = self.of(kind), self._common[kind]
        rows = {lang: row for row, lang in enumerate(dict.fromkeys(languages))}
        means = np.array([centres.get(lang, common) for lang in rows], np.float32).reshape(-1, len(common))
        spread: Vectors = means[[rows[lang] for lang in languages]]
        return spread


@cache
def read_calibration() -> dict[str, list[str]]:
    """The calibration texts of each language, line by line parallel to those of the others."""
    return {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(_FOLDER.glob("*.txt"))}


@cache
def calibration_digest() -> str:
    """What the centres depend on besides the encoder."""
    return sha256(repr(sorted(read_calibration().items())).encode()).hexdigest()[:12]


def find_centres(model: TextModel, aligned: bool = False) -> Centres:
    """Without means for a model that is `aligned`: that sees the same in a text and in its translation."""
    texts = read_calibration()
    questions = {lang: model.encode(lines[_STATEMENTS:], "query") for lang, lines in texts.items()}
    statements = {lang: model.encode(lines[:_STATEMENTS], "document") for lang, lines in texts.items()}
    centres = Centres({}, {}) if aligned else Centres(_means(questions), _means(statements))
    queries, documents = (
        np.concatenate([centres.remove(vectors, [lang] * len(vectors), kind) for lang, vectors in some.items()])
        for kind, some in (("query", questions), ("document", statements))
    )
    cosines = queries @ documents.T
    return replace(centres, stretch=_SPREAD / float((cosines.max(axis=1) - cosines.mean(axis=1)).mean()))


def _means(vectors: Mapping[str, Vectors]) -> dict[str, Vectors]:
    return {lang: some.mean(axis=0) for lang, some in vectors.items()}


def load_centres(encoder: Encoder, cache: Path) -> Centres:
    """The centres of `encoder`, found out once and kept in the folder `cache`."""
    key = sha256(f"{encoder.fingerprint}\n{calibration_digest()}".encode()).hexdigest()[:16]
    path = cache / f"centres-{key}.npz"
    try:
        with path.open("rb") as file, np.load(file) as stored:
            parts = {name: stored[name] for name in stored.files}
            stretch = float(parts.pop(_STRETCH))
    except (OSError, ValueError, KeyError, BadZipFile):
        centres = find_centres(encoder.model, encoder.aligned)
        parts = {f"{kind}/{lang}": mean for kind in ("query", "document") for lang, mean in centres.of(kind).items()}
        stretch = centres.stretch
        cache.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(f"{path.stem}-{os.getpid()}.tmp.npz")
        np.savez(scratch, **{**parts, _STRETCH: np.float64(stretch)})
        scratch.replace(path)
    queries, documents = (
        {name.partition("/")[2]: mean.astype(np.float32) for name, mean in parts.items() if name.startswith(kind)}
        for kind in ("query/", "document/")
    )
    return Centres(queries, documents, stretch)


def put_centres(catalog: Catalog, centres: Centres) -> None:
    """Keep the centres with the collection whose vectors they belong to."""
    with catalog.write():
        rows = [
            (lang, mean.astype(np.float32).tobytes(), centres.documents[lang].astype(np.float32).tobytes())
            for lang, mean in centres.queries.items()
        ]
        catalog.run("DELETE FROM centre")
        catalog.run_many("INSERT INTO centre VALUES (?, ?, ?)", rows)
        catalog.put_meta({_STRETCH: repr(centres.stretch)})


def has_centres(catalog: Catalog) -> bool:
    return _STRETCH in catalog.read_meta()


def read_centres(catalog: Catalog) -> Centres:
    rows = catalog.rows("SELECT lang, query, document FROM centre")
    return Centres(
        {lang: np.frombuffer(query, np.float32) for lang, query, _ in rows},
        {lang: np.frombuffer(document, np.float32) for lang, _, document in rows},
        float(catalog.read_meta().get(_STRETCH, "1")),
    )
