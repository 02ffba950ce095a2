"""The settings of answering."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RagSettings:
    llm: str = "none"
    # Passages whose sentences are weighed as evidence.
    evidence_passages: int = 5
    # Sentences that an answer quotes at the most, each from another article.
    max_citations: int = 2
    # A further sentence is quoted only if its score is at most this much below the best.
    citation_margin: float = 0.02
    max_question_chars: int = 2_000
