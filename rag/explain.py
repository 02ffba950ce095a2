"""Why a passage was found: its place among those that were, and the parts of its score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.parts import Parts
from rag.question import read_question
from rag.settings import RagSettings

_DEPTH = 32


@dataclass(frozen=True)
class Finding:
    """`rank` counts from 1; `legs` are the parts of the passage's score by name."""

    rank: int
    legs: Mapping[str, float]


def explain_passage(
    text: str, history: Sequence[str], source: str, start: int, parts: Parts, settings: RagSettings
) -> Finding | None:
    """How the passage that holds character `start` of `source` is found by this question; None if it is not."""
    question = read_question(text, history, settings)
    query = parts.encoder.encode_queries([question.query])[0]
    for rank, hit in enumerate(parts.retrieve(question, query, _DEPTH), 1):
        if hit.article.source == source and hit.passage.start <= start < hit.passage.end:
            return Finding(rank, hit.legs)
    return None
