"""What a question names, met in passages of any script: a score of 0–1 a passage, by how rare each thing is."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from index.terms import KIND_WEIGHTS, question_terms
from index.vocabulary import Vocabulary
from rag.question import Question

# A name that sounds nearly alike is that much less likely the same one.
_SURENESS = 4
# One thing met by chance is no match: scores lean towards nought until several are.
_PRIOR = 5.0


@dataclass(frozen=True)
class TermMatch:
    """`names` is the part of designations, numbers, dates, places and names, `lexical` that of other words."""

    lexical: float = 0.0
    names: float = 0.0

    @property
    def score(self) -> float:
        return self.lexical + self.names


class Matches:
    """The passages that hold something of what a question names, each with how much of it."""

    def __init__(self, lexical: Mapping[int, float], names: Mapping[int, float], total: float) -> None:
        """The sums of what was met, and of all that was looked for."""
        self._lexical, self._names, self._total = lexical, names, total

    def __getitem__(self, passage: int) -> TermMatch:
        return TermMatch(
            self._lexical.get(passage, 0.0) / self._total,
            self._names.get(passage, 0.0) / self._total,
        )

    def among(self, passages: Collection[int] | None) -> "Matches":
        """What is left where only `passages` count; None is all."""
        if passages is None:
            return self
        lexical, names = (
            {passage: sum_ for passage, sum_ in sums.items() if passage in passages}
            for sums in (self._lexical, self._names)
        )
        return Matches(lexical, names, self._total)

    def best(self, count: int) -> list[int]:
        """The passages that hold the most, ties by id."""
        sums = dict(self._lexical)
        for passage, sum_ in self._names.items():
            sums[passage] = sums.get(passage, 0.0) + sum_
        return nsmallest(count, sums, key=lambda passage: (-sums[passage], passage))


def match_terms(question: Question, vocabulary: Vocabulary) -> Matches:
    lexical: dict[int, float] = {}
    names: dict[int, float] = {}
    total = _PRIOR
    for wanted in question_terms(question.query, question.lang):
        found = vocabulary.find(wanted)
        if not found:
            continue
        weight = KIND_WEIGHTS[wanted.kind] * _rarity(len(found), vocabulary.passages)
        total += weight
        sums = lexical if wanted.kind == "word" else names
        for passage, similarity in found.items():
            sums[passage] = sums.get(passage, 0.0) + weight * similarity**_SURENESS
    return Matches(lexical, names, total)


NO_MATCHES = Matches({}, {}, 1.0)


def _rarity(having: int, passages: int) -> float:
    """BM25's inverse document frequency."""
    return math.log(1 + max(0.0, passages - having + 0.5) / (having + 0.5))
