"""Passages in another order, by a cross-encoder that reads each of them with the question."""

from collections.abc import Sequence
from dataclasses import replace

from index.collection import Hit
from index.cross_encoder import Score, load_cross_encoder
from index.encoder import Vectors
from rag.question import Question
from rag.retrieve import Retrieve
from rag.settings import RagSettings

# Passages that are read.
_DEPTH = 20


def load_reranker(settings: RagSettings) -> Score | None:
    """The cross-encoder that the settings name, if they do. Raises EncoderError."""
    return None if settings.reranker == "none" else load_cross_encoder(settings.reranker)


def rerank(retrieve: Retrieve, score: Score, depth: int = _DEPTH) -> Retrieve:
    """As `retrieve`, its first `depth` passages ordered by `score`; ties as they were. Their scores stay those of the
    ranks, so that what is made of them compares; `legs` tell the reranker's own."""

    def reranked(question: Question, query: Vectors, k: int) -> Sequence[Hit]:
        hits = list(retrieve(question, query, max(k, depth)))
        read, rest = hits[:depth], hits[depth:]
        if not read:
            return hits
        scores = score(question.query, [hit.text for hit in read])
        order = sorted(range(len(read)), key=lambda at: (-scores[at], at))
        first = [
            replace(read[at], score=hit.score, legs={**read[at].legs, "reranker": scores[at]})
            for hit, at in zip(read, order, strict=True)
        ]
        return [*first, *rest][:k]

    return reranked
