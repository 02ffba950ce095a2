"""What a question names, met in passages of any script: a score of 0–1 a passage, by how rare each thing is."""

import math
from dataclasses import dataclass

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


def match_terms(question: Question, vocabulary: Vocabulary) -> dict[int, TermMatch]:
    """The passages that hold something of what the question names."""
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
    return {
        passage: TermMatch(lexical.get(passage, 0.0) / total, names.get(passage, 0.0) / total)
        for passage in {*lexical, *names}
    }


def _rarity(having: int, passages: int) -> float:
    """BM25's inverse document frequency."""
    return math.log(1 + max(0.0, passages - having + 0.5) / (having + 0.5))
