"""Articles on a plane where near means alike: the two directions in which their vectors differ most.

An article's vector is the mean of its passages', each without the mean of its language, so that two articles on one
subject lie together whatever they are written in.
"""

from dataclasses import dataclass

import numpy as np

from index.catalog import Catalog
from index.centres import read_centres
from index.staging import stored_vectors

_BATCH = 5_000


@dataclass(frozen=True)
class Placed:
    """`x` and `y` are in 0…1."""

    source: str
    title: str
    lang: str
    published: str | None
    x: float
    y: float


def place_articles(catalog: Catalog, most: int = 2_000) -> list[Placed]:
    """The articles in the order of their sources; of more than `most`, every n-th."""
    rows = catalog.rows("SELECT id, source, title, lang, published FROM article WHERE live ORDER BY source")
    rows = rows[:: max(1, -(-len(rows) // most))]
    if not rows:
        return []
    points = _project(_mean_vectors(catalog, [row[0] for row in rows]))
    return [
        Placed(source, title, lang, published, float(x), float(y))
        for (_, source, title, lang, published), (x, y) in zip(rows, points, strict=True)
    ]


def _mean_vectors(catalog: Catalog, articles: list[int]) -> np.ndarray:
    place = {id_: at for at, id_ in enumerate(articles)}
    owners = dict(catalog.rows("SELECT id, article FROM passage"))
    passages = [passage for passage, article in owners.items() if article in place]
    centres, means = read_centres(catalog), np.zeros((len(articles), 1), np.float64)
    for ids, vectors, langs in stored_vectors(catalog, passages, _BATCH):
        if means.shape[1] == 1:
            means = np.zeros((len(articles), vectors.shape[1]), np.float64)
        np.add.at(means, [place[owners[id_]] for id_ in ids], centres.remove(vectors, langs, "document"))
    # The mean's length tells how much an article's passages agree, and not what it is about.
    unit: np.ndarray = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return unit


def _project(vectors: np.ndarray) -> np.ndarray:
    """The first two principal components, of shape (n, 2), each stretched to 0…1; the same vectors, the same points."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    points = centred @ axes[:, ::-1][:, :2]
    points = np.pad(points, ((0, 0), (0, 2 - points.shape[1])))
    # An axis has no direction of its own: the point that is farthest out lies on its positive side.
    farthest = points[np.abs(points).argmax(axis=0), [0, 1]]
    points *= np.where(farthest < 0, -1, 1)
    low, spread = points.min(axis=0), np.ptp(points, axis=0)
    placed: np.ndarray = np.where(spread > 1e-9, (points - low) / np.maximum(spread, 1e-9), 0.5)
    return placed
