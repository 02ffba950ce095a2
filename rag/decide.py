"""Does the collection hold the answer? A calibrated probability, from what retrieval and reading found.

The numbers are those of a logistic regression that `eval.fitting` fits and keeps in `decision.json`.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from index.collection import Hit
from index.terms import question_terms
from rag.evidence import Evidence
from rag.introduction import read_introduction
from rag.presence import answers_want
from rag.question import Question
from rag.question_words import knows

_LEAST = 0.005
# So many words ask something though no word of asking is among them.
_PLENTY = 3
# A word is looked for in so many passages; one of few letters, which sounds like another soon, in the first alone.
_FIRST, _LONG = 3, 4
# At the most, where no article has a name or a date of the question.
UNNAMED = 0.1
# How likely a title beside the name tells who somebody is, of which the reader knows nothing, and the name alone.
_INTRODUCED, _NAMED = 0.8, 0.5


def estimate_probability(
    question: Question, ranked: Sequence[Evidence], hits: Sequence[Hit], articles: Mapping[str, int]
) -> float | None:
    """That the best sentence answers the question; unknown where nothing was found or read. `articles` is how many are
    searched in each language."""
    if ranked and (told := read_introduction(question, ranked[0])) != "nowhere":
        return _NAMED if told == "named" else _INTRODUCED
    features = describe_evidence(question, ranked, hits, articles)
    if features is None:
        return None
    if says_nothing(question, hits):
        return 0.0
    model = _read_model()["collection" if "score" in features else "passage"]
    logit = model["intercept"] + sum(
        each["weight"] * (features[name] - each["mean"]) / each["scale"] for name, each in model["features"].items()
    )
    return round(1 / (1 + math.exp(-logit)), 4)


def says_nothing(question: Question, hits: Sequence[Hit]) -> bool:
    """Whether no article can tell what is asked, "hmm ok": nothing in it asks, and of its few words none is met."""
    if question.wants.words or question.wants.kind == "yes-no":
        return False
    terms = question_terms(question.query, question.lang)
    said = len({question.query[term.start : term.end] for term in terms})
    first = _FIRST if any(term.kind != "word" or term.end - term.start >= _LONG for term in terms) else 1
    met = any(hit.legs.get(part) for hit in hits[:first] for part in ("lexical", "names"))
    return not said or (said < _PLENTY and not met and knows(question.lang))


def describe_evidence(
    question: Question, ranked: Sequence[Evidence], hits: Sequence[Hit], articles: Mapping[str, int]
) -> Mapping[str, float] | None:
    """What the probability depends on; without what other passages tell where only one is there."""
    best = ranked[0] if ranked else None
    # The best may be of a passage that was not read, where nothing seems to be in those that were.
    if best is None or all(evidence.likely is None for evidence in ranked):
        return None
    sentences = [evidence.likely or 0.0 for evidence in ranked if evidence.hit is best.hit]
    holds = _holds_want(question, best)
    features = {
        "passage": _logit(min(1.0, sum(sentences))),
        "cosine": best.cosine,
        "holds": float(holds is True),
        "lacks": float(holds is False),
    }
    if len(hits) == 1:
        return features
    return features | {"score": best.hit.score, "foreign": _foreignness(question, best, articles)}


def _foreignness(question: Question, best: Evidence, articles: Mapping[str, int]) -> float:
    """Whether the sentence is in another language than the question, less how many of the articles are: where nothing
    answers, something in the question's own language seems to, rather than where something does."""
    others = sum(count for lang, count in articles.items() if lang != question.lang[:2])
    expected = others / max(1, sum(articles.values()))
    return float(best.hit.passage.lang[:2] != question.lang[:2]) - expected


def _holds_want(question: Question, best: Evidence) -> bool | None:
    holds = answers_want(best.quote, best.hit.passage.lang, question.wants)
    # That an event is told of without its date is said, which is an answer too.
    undated = question.wants.kind == "date" and question.wants.precision is None
    return None if undated and not holds else holds


def _logit(probability: float) -> float:
    return math.log((probability + _LEAST) / (1 - probability + _LEAST))


@cache
def _read_model() -> Any:
    return json.loads(files("rag").joinpath("decision.json").read_text(encoding="utf-8"))
