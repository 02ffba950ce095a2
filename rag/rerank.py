"""Passages in another order, by what reads each of them with the question: a cross-encoder, or the reader."""

from collections.abc import Sequence
from dataclasses import replace

from index.collection import Hit
from index.cross_encoder import Score, load_cross_encoder
from index.encoder import Vectors
from rag.evidence import Evidence
from rag.question import Question
from rag.retrieve import Retrieve
from rag.settings import NO_RERANKER, RagSettings

# Passages that are read.
_DEPTH = 20


def load_reranker(settings: RagSettings) -> Score | None:
    """The cross-encoder that the settings name, if they do. Raises EncoderError."""
    return None if settings.reranker == NO_RERANKER else load_cross_encoder(settings.reranker)


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
        first = [replace(read[at], legs={**read[at].legs, "reranker": scores[at]}) for at in order]
        return [*_scored_as(read, first), *rest][:k]

    return reranked


def order_by_sentences(hits: Sequence[Hit], ranked: Sequence[Evidence]) -> list[Hit]:
    """`hits`, those with the best of the `ranked` sentences first, and then those without; the scores stay those of the
    ranks."""
    places = {hit.passage.id: at for at, hit in enumerate(hits)}
    order = dict.fromkeys(places[evidence.hit.passage.id] for evidence in ranked) | dict.fromkeys(range(len(hits)))
    return _scored_as(hits, [hits[at] for at in order])


def _scored_as(ranks: Sequence[Hit], ordered: Sequence[Hit]) -> list[Hit]:
    return [replace(hit, score=rank.score) for rank, hit in zip(ranks, ordered, strict=True)]
