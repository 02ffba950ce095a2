"""How sure is a mean, and is the difference of two more than chance?"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

_LEVEL = 0.95
_RESAMPLES = 2_000
# The same numbers in every run.
_SEED = 0


def mean(values: Sequence[float]) -> float | None:
    """Null where there is nothing to be measured."""
    return round(float(np.mean(values)), 4) if len(values) else None


def confidence_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The interval of the mean at 95 %, by bootstrap: the values are resampled one by one, so let each be that of
    another question. Null for fewer than two."""
    return interval_by_question([[value] for value in values])


def interval_by_question(values: Sequence[Sequence[float]]) -> tuple[float, float] | None:
    """As `confidence_interval`, of the mean of all values where a question has several: questions are resampled, each
    with all of its own, as these are right or wrong together. Null for fewer than two questions that have any."""
    held = [some for some in values if len(some)]
    if len(held) < 2:
        return None
    sums, counts = (np.array([measure(some) for some in held], float) for measure in (np.sum, len))

    def mean_of(sums: NDArray[np.float64], counts: NDArray[np.float64], axis: int) -> Any:
        return sums.sum(axis) / counts.sum(axis)

    found = stats.bootstrap(
        (sums, counts), mean_of, paired=True, n_resamples=_RESAMPLES, confidence_level=_LEVEL, method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval  # fmt: skip
    return round(float(found.low), 4), round(float(found.high), 4)


def paired_difference(ours: Sequence[float], theirs: Sequence[float]) -> dict[str, float] | None:
    """The mean of what `ours` has more on the same questions, and how likely chance alone gives as much (`p`, by
    permutation, two-sided); null for fewer than two."""
    if len(ours) < 2:
        return None
    gains = np.asarray(ours, float) - np.asarray(theirs, float)
    if not gains.any():
        return {"difference": 0.0, "p": 1.0}
    tested = stats.permutation_test(
        (gains,), np.mean, permutation_type="samples", n_resamples=_RESAMPLES, rng=np.random.default_rng(_SEED)
    )
    return {"difference": round(float(gains.mean()), 4), "p": round(float(tested.pvalue), 4)}
