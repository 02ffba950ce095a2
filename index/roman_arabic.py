"""Roman Arabic → Arabic, spelt with the words of a collection: an encoder knows Arabic far better in its own letters.

Everybody romanises a dialect in a way of their own, with digits for the letters that Latin lacks (3 is ع, 7 is ح). A
word is the one of the collection's that its signs may stand for at the least cost.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, product

import regex

from index.roman_arabic_words import (
    CLASSES,
    ENDINGS,
    PREFIXES,
    READINGS,
    UNTYPED,
    UNTYPED_OTHER,
    VERB_PREFIX,
    WITHIN,
    WORDS,
)

ROMAN_ARABIC, ARABIC = "ar-Latn", "ar"

# Digits are letters where one or two stand among letters: not in 2018, S-300 or S300.
_TOKEN = regex.compile(
    r"(?<![\p{L}\p{N}])(?:[2356789](?=\p{Latin}))?(?:[\p{Latin}\p{M}'’]|(?<=\p{Latin})[2356789]{1,2}(?!\p{Nd}))+"
    r"(?!\p{L}|[-‐‑–]?\p{N})"
)
# Around a word; after one of these digits the mark is part of the letter: mabla3', مبلغ.
_QUOTES = regex.compile(r"^['’]+|(?<![3679])['’]+$")
_SIGN = regex.compile(r"sch|kh|gh|sh|ch|th|dh|[3679]['’]|aa|ee|ii|oo|uu|ou|ei|ai|au|[a-z2356789]")
_VERB_PREFIX = regex.compile(VERB_PREFIX)
_ARTICLE = regex.compile(r"^(?:[وفبكل]?ال(?=\p{L}{2})|لل(?=\p{L}{2})|[وفبلك](?=\p{L}{4}))")
_DOUBLED = regex.compile(r"([b-df-hj-np-tv-z35-9])\1+")
_ALIKE = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي"})
_VOWELS = "aeiou"
_UNWRITTEN_SIGN, _NEVER = 2.0, 9.0
# Of two words at the same cost the commoner is meant.
_FREQUENCY = 0.12
# The most that a word may cost: so much and so much a sign.
_MOST, _MOST_A_SIGN = 0.2, 0.16
# How many words of the same consonants are compared, the commonest of them.
_COMPARED = 200
_MOST_KEYS = 8


class ArabicSpeller:
    """Spells Roman Arabic with Arabic words, each given with how often it occurs."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        forms: dict[str, int] = defaultdict(int)
        for word, count in counts.items():
            forms[word] += count
            if (bare := _ARTICLE.sub("", word)) != word:
                forms[bare] += count
        self._counts = dict(forms)
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for word in sorted(forms, key=lambda word: (-forms[word], word)):
            for key in _keys_of_word(word):
                self._by_key[key].append(word)

    def spell(self, text: str) -> str:
        """`text` with each Roman word as the Arabic one that it stands for; where there is none it stays."""
        spelt, prefix, at = "", "", 0
        for match in _TOKEN.finditer(text):
            token, between, at = _QUOTES.sub("", match.group()).lower(), text[at : match.start()], match.end()
            # An article or a preposition is one with its word, with a hyphen or without.
            spelt += between if not prefix or between.strip(" -") else ""
            if joined := PREFIXES.get(token):
                spelt, prefix = spelt + prefix, joined
                continue
            spelt += prefix + self._spell_word(token)
            prefix = ""
        return (spelt + prefix + text[at:]).replace("?", "؟")

    def _spell_word(self, roman: str) -> str:
        if common := WORDS.get(roman):
            return common
        for typed in dict.fromkeys((roman, _VERB_PREFIX.sub("", roman))):
            if word := self._find(typed):
                return word
        for ending, written in ENDINGS.items():
            if roman.endswith(ending) and (word := self._find(roman.removesuffix(ending))):
                # ة is ت before an ending.
                return (word[:-1] + "ت" if word.endswith("ة") else word) + written
        return _write(_signs(roman)) or roman

    def _find(self, roman: str) -> str | None:
        """The collection's word that `roman` stands for at the least cost."""
        signs = _signs(roman)
        best, word = _MOST + _MOST_A_SIGN * len(signs), None
        alike = (self._by_key.get(key, [])[:_COMPARED] for key in sorted(_keys_of_signs(signs)))
        for candidate in dict.fromkeys(chain.from_iterable(alike)):
            cost = _cost(signs, candidate.translate(_ALIKE)) - _FREQUENCY * math.log(self._counts[candidate])
            if cost < best:
                best, word = cost, candidate
        return word


def _write(signs: Sequence[str]) -> str:
    """`signs` as they are commonly written."""
    letters = []
    for at, sign in enumerate(signs):
        first, last = at == 0, at == len(signs) - 1
        if first and sign in _VOWELS:
            letters.append("ا")
        else:
            written = "ة" if last and sign in "ae" else WITHIN.get(sign)
            letters.append(next(iter(READINGS.get(sign, "")), "") if written is None else written)
    return "".join(letters)


def _signs(roman: str) -> tuple[str, ...]:
    return tuple(_SIGN.findall(_DOUBLED.sub(r"\1", roman.replace("’", "'"))))


@lru_cache(maxsize=1 << 16)
def _cost(signs: tuple[str, ...], word: str) -> float:
    """The least cost at which `signs` stand for the letters of `word`, one after the other."""
    row = [0.0]
    for letter in word:
        row.append(row[-1] + UNTYPED.get(letter, UNTYPED_OTHER))
    for place, sign in enumerate(signs):
        readings = READINGS.get(sign, {})
        unwritten = readings.get(".", _UNWRITTEN_SIGN)
        above, row = row, [row[0] + unwritten]
        for at, letter in enumerate(word, 1):
            as_letter = _reading_cost(readings, sign, letter, first=place == 0 == at - 1, last=at == len(word))
            untyped = row[-1] + UNTYPED.get(letter, UNTYPED_OTHER)
            row.append(min(above[at - 1] + as_letter, above[at] + unwritten, untyped))
    return row[-1]


def _reading_cost(readings: Mapping[str, float], sign: str, letter: str, first: bool, last: bool) -> float:
    if first and letter == "ا" and sign[0] in _VOWELS:
        return 0.0
    if (letter in "ةى" or (letter == "ه" and sign[0] in _VOWELS)) and not last:
        return _NEVER
    return readings.get(letter, _NEVER)


def _keys_of_word(word: str) -> set[str]:
    return _keys([CLASSES[letter] for letter in word.translate(_ALIKE) if letter in CLASSES])


def _keys_of_signs(signs: tuple[str, ...]) -> set[str]:
    readings = []
    for sign in signs:
        classes = {each: None for letter in READINGS.get(sign, {}) for each in CLASSES.get(letter, "-")}
        if set(classes) != {"-"}:
            readings.append("".join(classes))
    return _keys(readings)


def _keys(readings: list[str]) -> set[str]:
    """The classes of the consonants in the ways they may be read, neighbours of one class as one; "-" is none."""
    ways, kept = 1, []
    for classes in readings:
        some = classes if ways * len(classes) <= _MOST_KEYS * 4 else classes[:1]
        ways *= len(some)
        kept.append(some)
    keys = set()
    for way in product(*kept):
        heard = [each for each in way if each != "-"]
        keys.add("".join(each for at, each in enumerate(heard) if at == 0 or heard[at - 1] != each))
    return keys - {""}
