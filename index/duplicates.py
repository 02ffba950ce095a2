"""Which articles are copies of one story? Agencies' reports appear in many papers and are one source all the same.

A text is reduced to a sketch: MinHash over all runs of eight of its letters and digits, folded and without spaces, so
that typography, keyboard layouts and words written together do not matter. The share of places in which two sketches
agree estimates the Jaccard similarity of the two texts (Broder, "On the resemblance and containment of documents",
1997). Sketches are the same on every machine; they change with `index.folding`, and then all have to be made anew.
"""

import hashlib

import numpy as np
import regex
from numpy.typing import NDArray

from index.folding import fold_text

# Similarity from which two texts count as copies. In long texts unlike wording must weigh more than a shared footer or
# quotation; in short ones one number may be all the difference, and a footer most of the text. (runs, similarity)
COPY_THRESHOLD = ((400, 0.75), (1_200, 0.4))
# In a text with so few runs two headlines and credits are half of it: there `index.wording` alone decides.
_BRIEF, _BRIEF_THRESHOLD = 400, 0.4
# Texts with fewer runs, a sentence or less, say too little to be copies of one another.
_FEWEST_RUNS = 50
# Reports filled into one template differ in little but their numbers: two texts with at least this many distinct
# numbers each are copies only if they share this much of them.
_FEWEST_NUMBERS = 4
_SAME_NUMBERS = 0.4

_RUN = 8
# A pair of similarity s becomes a candidate with probability 1 − (1 − s³)⁴⁰: 0.995 at 0.5, 0.93 at 0.4, the threshold,
# 0.04 at 0.1, which the halves of one long article hardly reach, and 0.0003 at 0.02, more than unrelated ones reach.
_BANDS, _ROWS = 40, 3
_NUMBER_PLACES = 32
_PLACES = _BANDS * _ROWS

_NO_LETTERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_NUMBERS = regex.compile(r"\d+")
_EMPTY = 2**32 - 1
# Odd factors and summands: x → factor · x + summand is a permutation of the 32-bit numbers.
_FACTORS, _SUMMANDS = np.frombuffer(hashlib.shake_128(b"sketch").digest(8 * _PLACES), "<u4").reshape(2, _PLACES)
_FACTORS = _FACTORS | np.uint32(1)
# An odd number whose products spread over all 64 bits: 2⁶⁴ divided by the golden ratio.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_BLOCK = 256

Hashes = NDArray[np.uint32]


def sketch_text(text: str) -> bytes:
    """612 bytes; none for a text too short to be compared."""
    folded = fold_text(text)
    runs = _hash_runs(_NO_LETTERS.sub("", folded))
    if len(runs) < _FEWEST_RUNS:
        return b""
    numbers = _hash_numbers(set(_NUMBERS.findall(folded)))
    parts = [np.array([len(runs)], np.uint32), _least(runs, _PLACES), _least(numbers, _NUMBER_PLACES)]
    return np.concatenate(parts).astype("<u4").tobytes()


def _hash_runs(letters: str) -> Hashes:
    """Distinct hashes of all runs of `_RUN` letters."""
    points = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    size = max(0, len(points) - _RUN + 1)
    mixed = np.zeros(size, np.uint64)
    for offset in range(_RUN):
        mixed = mixed * _SPREAD + points[offset : offset + size]
    # Low bits of a product are poorly mixed: the high half is folded in, and of the next product only that is kept.
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    hashes = np.sort((mixed >> np.uint64(32)).astype(np.uint32))
    return np.asarray(hashes[np.diff(hashes, prepend=hashes[:1] ^ np.uint32(1)) != 0])


def _hash_numbers(numbers: set[str]) -> Hashes:
    """Nothing for too few numbers to tell two reports apart."""
    if len(numbers) < _FEWEST_NUMBERS:
        return np.empty(0, np.uint32)
    digests = [hashlib.blake2b(number.encode(), digest_size=4).digest() for number in sorted(numbers)]
    return np.frombuffer(b"".join(digests), "<u4")


def _least(hashes: Hashes, places: int) -> Hashes:
    """The least hash under each of the first `places` permutations; all `_EMPTY` if there are no hashes."""
    least = np.full(places, _EMPTY, np.uint32)
    for first in range(0, len(hashes), _BLOCK):
        permuted = hashes[first : first + _BLOCK, None] * _FACTORS[:places] + _SUMMANDS[:places]
        np.minimum(least, permuted.min(axis=0), out=least)
    return least


def band_keys(sketch: bytes) -> list[int]:
    """40 signed 64-bit numbers: two articles with one of them in common are candidates for `are_copies`.

    The band is hashed in: keys of different bands never stand for the same thing.
    """
    if not sketch:
        return []
    rows = np.frombuffer(sketch, "<u4")[1 : 1 + _PLACES].reshape(_BANDS, _ROWS).astype(np.uint64)
    keys = np.arange(1, _BANDS + 1, dtype=np.uint64)
    for place in range(_ROWS):
        keys = (keys ^ (keys >> np.uint64(32)) ^ rows[:, place]) * _SPREAD
    return [int(key) for key in keys.view(np.int64)]


def are_copies(left: bytes, right: bytes) -> bool:
    """Whether two texts are alike enough; of short ones, see also `index.wording`."""
    if not left or not right:
        return False
    one, other = (np.frombuffer(sketch, "<u4") for sketch in (left, right))
    size = min(one[0], other[0])
    sizes, thresholds = zip(*COPY_THRESHOLD, strict=True)
    needed = _BRIEF_THRESHOLD if size <= _BRIEF else np.interp(size, sizes, thresholds)
    # Estimates the similarity within ±0.09 nineteen times in twenty.
    alike = np.mean(one[1 : 1 + _PLACES] == other[1 : 1 + _PLACES])
    numbers, others = one[1 + _PLACES :], other[1 + _PLACES :]
    few = _EMPTY in (numbers[0], others[0])
    return bool(alike >= needed and (few or np.mean(numbers == others) >= _SAME_NUMBERS))
