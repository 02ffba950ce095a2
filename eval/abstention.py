"""Does the probability of an answer tell when to trust it?"""

from collections.abc import Sequence
from typing import Any

import numpy as np

_BINS = 10


def auroc(probabilities: Sequence[float | None], answerable: Sequence[bool]) -> float | None:
    """How often an answerable question has the higher probability than one that is not, ties for half.

    Null unless both kinds are there and all have a probability.
    """
    from sklearn.metrics import roc_auc_score

    if len(set(answerable)) < 2 or None in probabilities:
        return None
    return round(float(roc_auc_score(answerable, probabilities)), 4)


def risk_coverage(
    probabilities: Sequence[float | None], answered: Sequence[bool], right: Sequence[bool]
) -> list[dict[str, float]] | None:
    """From the surest answer to the least sure: the share of all questions answered so far, and of these answers the
    share that is wrong (El-Yaniv and Wiener, 2010).

    Answers of one probability are taken together; refusals count in the share alone. Null without an answer, or unless
    all answers have a probability.
    """
    given = [(p, ok) for p, done, ok in zip(probabilities, answered, right, strict=True) if done]
    if not given or any(p is None for p, _ in given):
        return None
    values, outcomes = np.array([p for p, _ in given], float), np.array([ok for _, ok in given], bool)
    points = []
    for threshold in sorted(set(values.tolist()), reverse=True):
        taken = values >= threshold
        points.append({"coverage": float(taken.sum()) / len(probabilities), "risk": float(1 - outcomes[taken].mean())})
    return [{name: round(value, 4) for name, value in point.items()} for point in points]


def reliability(probabilities: Sequence[float | None], answerable: Sequence[bool]) -> list[dict[str, Any]] | None:
    """For each tenth of the probabilities that occurs: their mean, the share that was answerable, and `n`."""
    if not probabilities or None in probabilities:
        return None
    values, outcomes = np.asarray(probabilities, float), np.asarray(answerable, bool)
    bins = np.minimum((values * _BINS).astype(int), _BINS - 1)
    return [
        {
            "probability": round(float(values[bins == number].mean()), 4),
            "answerable": round(float(outcomes[bins == number].mean()), 4),
            "n": int((bins == number).sum()),
        }
        for number in sorted(set(bins.tolist()))
    ]
