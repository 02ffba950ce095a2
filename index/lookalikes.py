"""Words that mix scripts with letters that look the same (pаypal with a Cyrillic а), made words of one script.

Only where every foreign letter has a twin: "VIPы" and "USB-кабель" stay as they are, as does any word of one script.
"""

from collections import Counter

import numpy as np
import regex
from numpy.typing import NDArray

Offsets = NDArray[np.int32]

# Twins as Unicode has them in confusables.txt (UTS 39), Latin first: letters alike in both cases, and letters of which
# only the capitals are. What is alike as a small letter must be so as a capital, or folding twice would differ.
_ALIKE = {
    "Cyrillic": ("aа cс eе oо pр xх yу iі jј sѕ hһ", "bв hн kк mм tт"),
    "Greek": ("oο aα pρ iι", "bβ eε hη kκ mμ nν tτ xχ yυ zζ"),
}
_TOUCHING = regex.compile(
    r"\p{Latin}[\p{Cyrillic}\p{Greek}]|\p{Cyrillic}[\p{Latin}\p{Greek}]|\p{Greek}[\p{Latin}\p{Cyrillic}]"
)
_WORD = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}]+")
_SCRIPT = {name: regex.compile(rf"\p{{{name}}}") for name in ("Latin", *_ALIKE)}


def _twins(script: str, capital: bool) -> list[str]:
    return " ".join(_ALIKE[script][: 2 if capital else 1]).split()


# By whether the letter was a capital: letter → its Latin twin, and per script Latin letter → its twin.
_TO_LATIN = [{pair[1]: pair[0] for script in _ALIKE for pair in _twins(script, capital)} for capital in (False, True)]
_FROM_LATIN = [
    {script: {pair[0]: pair[1] for pair in _twins(script, capital)} for script in _ALIKE} for capital in (False, True)
]


def fold_lookalikes(folded: str, original: str, starts: Offsets) -> str:
    """`folded`, of the same length, with its words of mixed script made words of one script where that is possible.

    `starts[i]` is the offset in `original` of the character that gave `folded[i]`: capitals look alike where small
    letters do not.
    """
    if not _TOUCHING.search(folded):
        return folded
    return str(_WORD.sub(lambda word: _fold_word(word.group(), word.start(), original, starts), folded))


def _fold_word(word: str, at: int, original: str, starts: Offsets) -> str:
    scripts = [next(name for name, pattern in _SCRIPT.items() if pattern.match(letter)) for letter in word]
    if len(set(scripts)) == 1:
        return word
    capitals = [original[starts[at + i]].isupper() for i in range(len(word))]
    # Most of the word first; Latin where they are as many.
    for target, _ in sorted(Counter(scripts).items(), key=lambda item: (-item[1], item[0] != "Latin")):
        twins = [
            letter if script == target else _twin(letter, target, capital)
            for letter, script, capital in zip(word, scripts, capitals, strict=True)
        ]
        if None not in twins:
            return "".join(twin for twin in twins if twin)
    return word


def _twin(letter: str, target: str, capital: bool) -> str | None:
    latin = letter if _SCRIPT["Latin"].match(letter) else _TO_LATIN[capital].get(letter)
    return latin if latin is None or target == "Latin" else _FROM_LATIN[capital][target].get(latin)
