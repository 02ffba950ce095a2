"""Passages → the sentences that answer, with their place in the article."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.collection import Hit
from index.encoder import Encoder, Vectors
from index.sentences import split_sentences
from rag.settings import RagSettings


@dataclass(frozen=True)
class Evidence:
    """A sentence of a passage; `start` and `end` count characters of the article's text."""

    hit: Hit
    start: int
    end: int
    score: float

    @property
    def quote(self) -> str:
        return self.hit.article.text[self.start : self.end]


def rank_sentences(query: Vectors, hits: Sequence[Hit], encoder: Encoder) -> list[Evidence]:
    """Every sentence of the passages, best first, by its cosine to the query plus the score of its passage."""
    ranked: list[Evidence] = []
    for hit in hits:
        spans = split_sentences(hit.text, hit.passage.lang)
        cosines = hit.sentences
        if cosines is None or len(cosines) != len(spans):
            cosines = encoder.encode_sentences([hit.text[start:end] for start, end in spans]) @ query
        at = hit.passage.start
        ranked += [
            Evidence(hit, at + start, at + end, float(cosine) + hit.score)
            for (start, end), cosine in zip(spans, cosines, strict=True)
        ]
    return sorted(ranked, key=lambda evidence: -evidence.score)


def choose_evidence(ranked: Sequence[Evidence], settings: RagSettings) -> list[Evidence]:
    """The best sentence, and the best of other articles that come close to it."""
    chosen: list[Evidence] = []
    for evidence in ranked:
        close = not chosen or chosen[0].score - evidence.score <= settings.citation_margin
        if not close or len(chosen) == settings.max_citations:
            break
        if all(evidence.hit.article.id != other.hit.article.id for other in chosen):
            chosen.append(evidence)
    return chosen
