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
    """Every sentence of the passages, best first, by its cosine to the query plus that of its passage."""
    found = [
        (hit, hit.passage.start + start, hit.passage.start + end)
        for hit in hits
        for start, end in split_sentences(hit.text, hit.passage.lang)
    ]
    cosines = encoder.encode_sentences([hit.article.text[start:end] for hit, start, end in found]) @ query
    ranked = [Evidence(*place, float(cosine) + place[0].score) for place, cosine in zip(found, cosines, strict=True)]
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
