"""Evidence → what is quoted of it: the sentence, and the one beside it where it does not stand alone."""

from collections.abc import Sequence

from rag.evidence import Evidence, Span
from rag.followup import opens_with_pronoun

# A sentence beside it is quoted too if the reader finds it at least so likely, by comparison; where all is less likely
# than this, it knows nothing.
_TORN, _LEAST_LIKELY = 0.5, 0.1
# … and if both are no longer than this.
_LONGEST_CHARS = 600


def choose_span(evidence: Evidence, ranked: Sequence[Evidence]) -> Span:
    """Where in the article to quote: with the sentence before, if it begins with a pronoun, or with the one beside it
    in which the reader looks for the answer as well. `ranked` holds the sentences of its passage among others."""
    passage = sorted(
        (each for each in ranked if each.hit.passage.id == evidence.hit.passage.id), key=lambda each: each.start
    )
    at = next((at for at, each in enumerate(passage) if each.start == evidence.start), 0)
    before, after = passage[max(0, at - 1) : at], passage[at + 1 : at + 2]
    beside = before if opens_with_pronoun(evidence.quote, evidence.hit.passage.lang) else []
    if not beside and _likely(evidence) >= _LEAST_LIKELY:
        torn = [each for each in (*before, *after) if _likely(each) >= _TORN * _likely(evidence)]
        beside = sorted(torn, key=_likely, reverse=True)[:1]
    quoted = [evidence, *beside]
    start, end = min(each.start for each in quoted), max(each.end for each in quoted)
    return (start, end) if end - start <= _LONGEST_CHARS else (evidence.start, evidence.end)


def _likely(evidence: Evidence) -> float:
    return evidence.likely or 0.0
