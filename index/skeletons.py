"""Words met by their sound: a spelling's consonants find what may be the same name, the vowels tell how surely.

Two spellings (`index.phonetics`) may be one name if they share a skeleton: the classes of their consonants, p with b
and kh with k. That is a look-up; `compare_spellings` then weighs the letters of the few that it finds.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from index.phonetics import SOUNDS, VOWELS, WITH_VOWELS

# Signs that may be read in two ways beyond these do not multiply the skeletons of a word.
_MOST_READINGS = 4
# A consonant is three characters in a comparison, its class twice: another sound of the class costs what a vowel costs.
_CLASS_WEIGHT = 2
# So many consonants are still a name if one of them is another, or is not there.
_LONG_SKELETON = 5
# That a word begins with a vowel, every script writes.
_INITIAL_VOWEL = "AAA"
# Vowels that one script leaves out cost half as much as those that differ.
_WEIGHTS_BETWEEN_KINDS = (1, 2, 2)
# Least similarity by the number of consonants, the last for more: the fewer there are, the more often by chance.
_LEAST_SIMILAR = np.array([1, 1, 0.85, 0.75, 0.65])


@dataclass(frozen=True)
class SpellingMatch:
    """`similarity` is at most 1, for the same sounds."""

    spelling: str
    similarity: float


@lru_cache(maxsize=1 << 17)
def skeletons(spelling: str) -> tuple[str, ...]:
    """The classes of the consonants of `spelling`, in every way they may be read; neighbours of one class are one."""
    readings: list[tuple[str, ...]] = []
    free = _MOST_READINGS
    for sign in spelling[1:]:
        if classes := SOUNDS.get(sign):
            readings.append(classes if free else classes[:1])
            free -= len(classes) > 1 and free > 0
    found: dict[str, None] = {}
    for classes in product(*readings):
        skeleton = "".join(classes)
        found["".join(c for at, c in enumerate(skeleton) if at == 0 or skeleton[at - 1] != c)] = None
    return tuple(found)


@lru_cache(maxsize=1 << 17)
def count_consonants(spelling: str) -> int:
    return sum(sign in SOUNDS for sign in spelling[1:])


@lru_cache(maxsize=1 << 17)
def _weighed(spelling: str) -> str:
    sounds = spelling[1:]
    weighed = "".join(sign if sign in VOWELS else SOUNDS[sign][0] * _CLASS_WEIGHT + sign for sign in sounds)
    return _INITIAL_VOWEL + weighed if sounds[:1] in VOWELS else weighed


def compare_spellings(left: str, right: str) -> float:
    """Similarity of two spellings, 0–1; symmetrical. What is written without short vowels may lack them."""
    if left[0] == right[0]:
        return float(Levenshtein.normalized_similarity(_weighed(left), _weighed(right)))
    bare, full = (right, left) if left[0] == WITH_VOWELS else (left, right)
    bare, full = _weighed(bare), _weighed(full)
    return 1 - Levenshtein.distance(bare, full, weights=_WEIGHTS_BETWEEN_KINDS) / (2 * max(len(bare), len(full), 1))


class SpellingIndex:
    """The spellings of a collection, found by those of a question."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._spellings = sorted(set(spellings))
        self._weighed = [_weighed(spelling) for spelling in self._spellings]
        self._lengths = np.array([len(text) for text in self._weighed], np.int32)
        self._consonants = np.array([count_consonants(spelling) for spelling in self._spellings], np.int32)
        self._writes_vowels = np.array([spelling[0] == WITH_VOWELS for spelling in self._spellings], np.bool_)
        self._by_skeleton: dict[str, list[int]] = defaultdict(list)
        self._by_shorter: dict[str, list[int]] = defaultdict(list)
        for at, spelling in enumerate(self._spellings):
            for skeleton in skeletons(spelling):
                self._by_skeleton[skeleton].append(at)
                for shorter in _shorten(skeleton):
                    self._by_shorter[shorter].append(at)

    def match(self, spellings: Sequence[str], limit: int = 40) -> list[SpellingMatch]:
        """The spellings here that sound like one of `spellings`: the most similar first, ties alphabetically."""
        best: dict[int, float] = {}
        for wanted in spellings:
            candidates = np.fromiter(self._find(wanted), np.int32)
            for kind in (True, False):
                alike = candidates[self._writes_vowels[candidates] == kind]
                if len(alike):
                    similarities = self._compare(wanted, alike, kind)
                    fewest = np.minimum(self._consonants[alike], count_consonants(wanted))
                    near = similarities >= _LEAST_SIMILAR[np.minimum(fewest, len(_LEAST_SIMILAR) - 1)]
                    for at, similarity in zip(alike[near].tolist(), similarities[near].tolist(), strict=True):
                        best[at] = max(similarity, best.get(at, 0))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [SpellingMatch(self._spellings[at], similarity) for at, similarity in ranked[:limit]]

    def _compare(self, wanted: str, at: NDArray[np.int32], writes_vowels: bool) -> NDArray[np.float64]:
        """As `compare_spellings`, with all the spellings `at`, which write their vowels or do not."""
        weighed, texts = _weighed(wanted), [self._weighed[each] for each in at.tolist()]
        left_out, added, other = _WEIGHTS_BETWEEN_KINDS
        if writes_vowels == (wanted[0] == WITH_VOWELS):
            weights, cost = (1, 1, 1), 1
        else:
            weights, cost = ((left_out, added, other) if writes_vowels else (added, left_out, other)), 2
        distances = cdist([weighed], texts, scorer=Levenshtein.distance, scorer_kwargs={"weights": weights})[0]
        similarities: NDArray[np.float64] = 1 - distances / (cost * np.maximum(self._lengths[at], len(weighed)))
        return similarities

    def _find(self, wanted: str) -> set[int]:
        found: set[int] = set()
        for skeleton in skeletons(wanted):
            found.update(self._by_skeleton.get(skeleton, ()))
            found.update(self._by_shorter.get(skeleton, ()))
            for shorter in _shorten(skeleton):
                found.update(self._by_skeleton.get(shorter, ()))
        return found


def _shorten(skeleton: str) -> list[str]:
    """`skeleton` without each of its consonants, if it has enough of them."""
    if len(skeleton) < _LONG_SKELETON:
        return []
    return [skeleton[:at] + skeleton[at + 1 :] for at in range(len(skeleton))]
