"""How sure is a mean, and is the difference of two more than chance?"""

from collections.abc import Sequence

import numpy as np
from scipy import stats

_LEVEL = 0.95
_RESAMPLES = 2_000
# The same numbers in every run.
_SEED = 0


def mean(values: Sequence[float]) -> float | None:
    """Null where there is nothing to be measured."""
    return round(float(np.mean(values)), 4) if len(values) else None


def confidence_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The interval of the mean at 95 %, by bootstrap over questions; null for fewer than two."""
    if len(values) < 2:
        return None
    found = stats.bootstrap(
        (np.asarray(values, float),), np.mean, n_resamples=_RESAMPLES, confidence_level=_LEVEL, method="percentile",
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
