"""Why a passage was found: its place among those that were, and the parts of its score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.compound import split_question
from rag.lookup import look_up
from rag.parts import Parts
from rag.settings import RagSettings
from rag.understand import in_arabic_letters, understand_question

_DEPTH = 32


@dataclass(frozen=True)
class Finding:
    """`rank` counts from 1; `legs` are the parts of the passage's score by name."""

    rank: int
    legs: Mapping[str, float]


def explain_passage(
    text: str, history: Sequence[str], source: str, start: int, parts: Parts, settings: RagSettings
) -> Finding | None:
    """How the passage that holds character `start` of `source` is found by this question, or by the part of it that
    finds it best; None if it is not."""
    found = []
    for part in split_question(in_arabic_letters(understand_question(text, history, parts, settings, {}), parts)):
        hits, _ = look_up(part, parts, settings, {}, _DEPTH)
        for rank, hit in enumerate(hits, 1):
            if hit.article.source == source and hit.passage.start <= start < hit.passage.end:
                found.append(Finding(rank, hit.legs))
    return min(found, key=lambda each: each.rank, default=None)
