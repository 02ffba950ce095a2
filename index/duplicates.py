"""Which articles are copies of one story? Agencies' reports appear in many papers and are one source all the same.

A text is reduced to a sketch: MinHash over all runs of eight of its letters and digits, folded and without spaces, so
that typography, keyboard layouts and words written together do not matter. The share of places in which two sketches
agree estimates the Jaccard similarity of the two texts (Broder, "On the resemblance and containment of documents",
1997). Sketches are the same on every machine; they change with `index.folding`, and then all have to be made anew.
"""

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import regex
from numpy.typing import NDArray

from index.folding import fold_text

# Similarity from which two texts count as copies. In long texts unlike wording must weigh more than a shared footer or
# quotation; in short ones one number may be all the difference, and a footer most of the text. (runs, similarity)
COPY_THRESHOLD = ((300, 0.8), (1_200, 0.4))
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
# Of more articles in one band, almost always one template, only the latest are compared with the next.
_LONGEST_BUCKET = 50

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
    rows = _read(sketch)[1 : 1 + _PLACES].reshape(_BANDS, _ROWS).astype(np.uint64)
    keys = np.arange(1, _BANDS + 1, dtype=np.uint64)
    for place in range(_ROWS):
        keys = (keys ^ (keys >> np.uint64(32)) ^ rows[:, place]) * _SPREAD
    return [int(key) for key in keys.view(np.int64)]


def similarity(left: bytes, right: bytes) -> float:
    """Estimated share of the runs of either text that both have, within ±0.09 nineteen times in twenty."""
    if not left or not right:
        return 0.0
    return float(_alike(_read(left), _read(right)))


def are_copies(left: bytes, right: bytes) -> bool:
    return bool(left) and bool(right) and bool(_judge(_read(left), _read(right)))


def find_copies(sketches: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Pairs of articles that are copies, for `group_copies`; of many like one another not every pair is named."""
    articles = [article for article, sketch in sketches.items() if sketch]
    buckets: dict[int, deque[int]] = defaultdict(lambda: deque(maxlen=_LONGEST_BUCKET))
    candidates: set[tuple[int, int]] = set()
    for number, article in enumerate(articles):
        for key in band_keys(sketches[article]):
            candidates.update((other, number) for other in buckets[key])
            buckets[key].append(number)
    if not candidates:
        return []
    table = np.stack([_read(sketches[article]) for article in articles])
    pairs = sorted(candidates)
    found = []
    for first in range(0, len(pairs), _BLOCK):
        left, right = np.array(pairs[first : first + _BLOCK]).T
        copies = _judge(table[left], table[right])
        found += [(articles[i], articles[j]) for i, j in zip(left[copies], right[copies], strict=True)]
    return found


def _read(sketch: bytes) -> Hashes:
    return np.frombuffer(sketch, "<u4")


def _alike(left: Hashes, right: Hashes) -> NDArray[np.float64]:
    same = left[..., 1 : 1 + _PLACES] == right[..., 1 : 1 + _PLACES]
    return np.asarray(same.mean(axis=-1))


def _judge(left: Hashes, right: Hashes) -> NDArray[np.bool_]:
    sizes, thresholds = zip(*COPY_THRESHOLD, strict=True)
    needed = np.interp(np.minimum(left[..., 0], right[..., 0]), sizes, thresholds)
    numbers = left[..., 1 + _PLACES :], right[..., 1 + _PLACES :]
    few = (numbers[0][..., 0] == _EMPTY) | (numbers[1][..., 0] == _EMPTY)
    same_numbers = (numbers[0] == numbers[1]).mean(axis=-1) >= _SAME_NUMBERS
    return np.asarray((_alike(left, right) >= needed) & (few | same_numbers))


def group_copies(pairs: Iterable[tuple[str, str]], articles: Sequence[str]) -> dict[str, str]:
    """Each of `articles` → the one that stands for its group: that which comes first in `articles`.

    Copies of copies are in one group. An article in no pair stands for itself.
    """
    rank = {article: number for number, article in enumerate(articles)}
    group = dict(zip(articles, articles, strict=True))

    def first_of(article: str) -> str:
        while group[article] != article:
            group[article] = group[group[article]]
            article = group[article]
        return article

    for left, right in pairs:
        first, later = sorted((first_of(left), first_of(right)), key=rank.__getitem__)
        group[later] = first
    return {article: first_of(article) for article in articles}


def containment(brief: str, article: str) -> float:
    """Share of the runs of `brief` that `article` has too: 1.0 where the whole of it was taken over.

    Exact, and for a few texts at hand: a brief inside a long article has too small a part in its sketch to be found.
    """
    inner, outer = (_hash_runs(_NO_LETTERS.sub("", fold_text(text))) for text in (brief, article))
    return float(np.isin(inner, outer).mean()) if len(inner) else 0.0
