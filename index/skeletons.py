"""Words met by their sound: a spelling's consonants find what may be the same name, the vowels tell how surely.

Two spellings (`index.phonetics`) may be one name if they share a skeleton: the classes of their consonants, p with b
and kh with k. That is a look-up; `compare_spellings` then weighs the letters of the few that it finds.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import Levenshtein

from index.phonetics import SOUNDS, VOWELS, WITH_VOWELS

# Signs that may be read in two ways beyond these do not multiply the skeletons of a word.
_MOST_READINGS = 4
# A consonant is three characters in a comparison, its class twice: another sound of the class costs what a vowel costs.
_CLASS_WEIGHT = 2
_LONG_SKELETON = 5
_INITIAL_VOWEL = "AAA"
# Vowels that one script leaves out cost half as much as those that differ.
_WEIGHTS_BETWEEN_KINDS = (1, 2, 2)
# Least similarity for words of two, three and more consonants: the fewer there are, the more often by chance.
_LEAST_SIMILAR = {2: 0.85, 3: 0.75}
_LEAST_SIMILAR_LONG = 0.65


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
    # Every script writes that a word begins with a vowel.
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
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        self._by_shorter: dict[str, list[str]] = defaultdict(list)
        for spelling in dict.fromkeys(spellings):
            for skeleton in skeletons(spelling):
                self._by_skeleton[skeleton].append(spelling)
                for shorter in _shorten(skeleton):
                    self._by_shorter[shorter].append(spelling)

    def match(self, spellings: Sequence[str], limit: int = 40) -> list[SpellingMatch]:
        """The spellings here that sound like one of `spellings`: the most similar first, ties alphabetically."""
        best: dict[str, float] = {}
        for wanted in spellings:
            candidates = self._find(wanted)
            consonants = count_consonants(wanted)
            for candidate in candidates:
                similarity = compare_spellings(wanted, candidate)
                least = _LEAST_SIMILAR.get(min(consonants, count_consonants(candidate)), _LEAST_SIMILAR_LONG)
                if similarity >= max(least, best.get(candidate, 0)):
                    best[candidate] = similarity
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [SpellingMatch(spelling, similarity) for spelling, similarity in ranked[:limit]]

    def _find(self, wanted: str) -> set[str]:
        found: set[str] = set()
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
