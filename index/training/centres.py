"""Where the vectors of each language lie, by texts that say the same in all of them: what a correction takes away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import TextModel

Vectors = NDArray[np.float32]

_FOLDER = Path(__file__).parents[1] / "calibration"
# The first lines are statements, the others questions.
_STATEMENTS = 60


@dataclass(frozen=True)
class Centres:
    """The mean vector of each language, as questions and as passages."""

    queries: Mapping[str, Vectors]
    documents: Mapping[str, Vectors]

    def of(self, kind: str) -> Mapping[str, Vectors]:
        return self.queries if kind == "query" else self.documents

    def remove(self, vectors: Vectors, languages: Sequence[str], kind: str) -> Vectors:
        """Unit vectors without the mean of their language; of a language without a mean, without the common one."""
        centres = self.of(kind)
        common = np.mean(list(centres.values()), axis=0)
        return _unit(vectors - np.array([centres.get(lang, common) for lang in languages], np.float32))

    def move(self, vectors: Vectors, languages: Sequence[str], kind: str) -> Vectors:
        """Unit vectors that lie about the mean of all languages as they lay about that of their own."""
        centres = self.of(kind)
        common = np.mean(list(centres.values()), axis=0)
        return _unit(vectors - np.array([centres.get(lang, common) for lang in languages], np.float32) + common)


def read_calibration() -> dict[str, list[str]]:
    """The calibration texts of each language, line by line parallel to those of the others."""
    return {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(_FOLDER.glob("*.txt"))}


def find_centres(model: TextModel) -> Centres:
    texts = read_calibration()
    return Centres(
        {lang: model.encode(lines[_STATEMENTS:], "query").mean(axis=0) for lang, lines in texts.items()},
        {lang: model.encode(lines[:_STATEMENTS], "document").mean(axis=0) for lang, lines in texts.items()},
    )


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit.astype(np.float32)
