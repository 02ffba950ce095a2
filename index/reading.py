"""What a reader says of a question and a text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
# The most tokens of a short answer.
_LONGEST = 24


@dataclass(frozen=True)
class Reading:
    """How a question reads in a text: for each token of it its characters, and how likely the answer starts or ends
    there. What is left to 1 is `none`: the answer is not in the text."""

    places: NDArray[np.int32]
    """Start and end of each token in the text, of shape (tokens, 2)."""
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    none: float

    def share(self, start: int, end: int) -> float:
        """How likely the answer lies in `text[start:end]`."""
        inside = (self.places[:, 0] < end) & (self.places[:, 1] > start)
        return float((self.starts[inside].sum() + self.ends[inside].sum()) / 2)

    def best_span(self, start: int, end: int) -> Span | None:
        """Where the likeliest short answer in `text[start:end]` stands in the text."""
        inside = np.flatnonzero((self.places[:, 0] < end) & (self.places[:, 1] > start))
        if not len(inside):
            return None
        pairs = np.triu(np.outer(self.starts[inside], self.ends[inside]))
        pairs -= np.triu(pairs, _LONGEST)
        first, last = np.unravel_index(int(pairs.argmax()), pairs.shape)
        return int(self.places[inside[first], 0]), int(self.places[inside[last], 1])
