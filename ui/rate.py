"""How often each reader may ask: a bucket of tokens for each, filled steadily."""

import math
import time

# Readers that are remembered; a full bucket is as good as none.
_MOST_KEPT = 10_000


class RateLimit:
    """`per_minute` in a row, and as many in every minute after that. For one thread."""

    def __init__(self, per_minute: int) -> None:
        self._size, self._per_s = float(per_minute), per_minute / 60
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, reader: str) -> bool:
        """Whether `reader` may, which counts."""
        left = self._fill(reader)
        if left < 1:
            return False
        if len(self._buckets) >= _MOST_KEPT:
            self._forget()
        self._buckets[reader] = left - 1, time.monotonic()
        return True

    def give_back(self, reader: str) -> None:
        """What was taken last does not count."""
        self._buckets[reader] = min(self._size, self._fill(reader) + 1), time.monotonic()

    def wait_s(self) -> int:
        """Whole seconds after which an empty bucket has something in it."""
        return math.ceil(1 / self._per_s)

    def _fill(self, reader: str) -> float:
        left, since = self._buckets.get(reader, (self._size, 0.0))
        return min(self._size, left + (time.monotonic() - since) * self._per_s)

    def _forget(self) -> None:
        kept = {reader: bucket for reader, bucket in self._buckets.items() if self._fill(reader) < self._size}
        # All of them busy: the ones that came last stay.
        self._buckets = dict(list(kept.items())[-_MOST_KEPT // 2 :])
