"""Designations, met in every script: S-300, ایس ۳۰۰, إس-300, С-300, एस-300; acronyms that are spelt out, ایس سی او."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
from anyascii import anyascii

from index.acronyms import find_letter_runs, is_particle
from index.phonetics import spell_sounds
from index.skeletons import skeletons

# Letters of other scripts that stand for a Latin letter by shape as well as by sound.
_BY_SHAPE = {
    "с": "sc",
    "в": "vb",
    "р": "rp",
    "н": "nh",
    "х": "xh",
    "у": "uy",
    "е": "e",
    "а": "a",
    "к": "k",
    "м": "m",
    "т": "t",
}
_MOST_KEYS, _SHORT = 8, 2

_NUMBER = regex.compile(
    r"(?<!\p{Nd}|[.,٫٬]\p{Nd}*)(?P<digits>\p{Nd}{1,5})(?!\p{Nd})(?P<tail>-?\p{Lu}{1,3}(?![\p{L}\p{M}]))?"
)
# What stands before a number: a word that touches it or has a hyphen between, or the full stop that Urdu keyboards have
# beside it (ایس۔300), letters with a space.
_HEAD = regex.compile(
    r"(?<![\p{L}\p{M}])(?P<head>\p{L}[\p{L}\p{M}\p{Cf}]{0,11})"
    r"(?P<separator>[ \u00a0\u200c]?[-‐‑‒–—−ـ]?[ \u00a0\u200c]?|۔)$"
)
_REACH = 16
_NUMBER_FIRST = regex.compile(r"(?<![\p{Nd}.,/-])(?P<number>\p{Nd}{1,3})-?(?P<tail>\p{Lu}{1,3})(?![\p{L}\p{M}\p{Nd}])")
_CAPITALS = regex.compile(r"(?<![\p{L}\p{Nd}])(?:\p{Lu}\.?){2,6}(?![\p{L}\p{Nd}])")
_LATIN = regex.compile(r"[a-z]+")


@dataclass(frozen=True)
class FoundDesignation:
    """`keys`: the forms by which it is met, "s300", the likeliest first; all in ASCII letters and digits."""

    start: int
    end: int
    keys: tuple[str, ...]


def find_designations(text: str, lang: str | None = None) -> Iterator[FoundDesignation]:
    """Designations with a number, and acronyms in capitals or spelt out, those with a number first."""
    runs = list(find_letter_runs(text, lang))
    by_end = {end: (start, letters) for start, end, letters in runs}
    for number in _NUMBER.finditer(text):
        offset = max(0, number.start() - _REACH)
        if not (match := _HEAD.search(text[offset : number.start()])):
            continue
        start, spelt = by_end.get(offset + match.end("head"), (offset + match.start(), []))
        # A full stop may end a sentence; the name of a letter ends none.
        close = match["separator"] != "۔" and (
            not any(map(str.isspace, match["separator"])) or "-" in match["separator"]
        )
        if spelt and not close and is_particle(match["head"], lang) and start == offset + match.start():
            continue
        heads = spelt or _head_keys(match["head"], lang, close)
        tail = _letters(number["tail"] or "")
        keys = [f"{head}{_ascii(number['digits'])}{end}" for head in heads for end in dict.fromkeys((tail, ""))]
        if keys:
            yield FoundDesignation(start, number.end(), tuple(keys[:_MOST_KEYS]))
    for match in _NUMBER_FIRST.finditer(text):
        if tail := _letters(match["tail"]):
            yield FoundDesignation(match.start(), match.end(), (_ascii(match["number"]) + tail,))
    for start, end, letters in runs:
        if len(letters[0]) > 1:
            yield FoundDesignation(start, end, tuple(letters))
    for match in _CAPITALS.finditer(text):
        key = match.group().replace(".", "").casefold()
        if _LATIN.fullmatch(key):
            yield FoundDesignation(match.start(), match.end(), (key,))


def _letters(tail: str) -> str:
    """The letters after a number in ASCII; none if they have no such form."""
    letters = anyascii(tail).strip("-").casefold()
    return letters if _LATIN.fullmatch(letters) else ""


def _ascii(digits: str) -> str:
    # regex knows digits of a later Unicode than Python.
    return str(int(digits)) if digits.isdecimal() else digits


@lru_cache(maxsize=1 << 15)
def _head_keys(head: str, lang: str | None, close: bool) -> tuple[str, ...]:
    """Ways to write in Latin letters what stands before a number."""
    letters = head.casefold()
    if len(letters) == 1 and letters in _BY_SHAPE:
        return tuple(_BY_SHAPE[letters])
    capitals = head.isupper() and len(head) <= _SHORT + 1
    if not close and not capitals:
        return ()
    sounds = spell_sounds(head, lang)[1:]
    if not sounds:
        return ()
    if len(letters) <= _SHORT:
        # ف is f, whatever else it may be.
        keys = [letters if letters.isascii() else "", sounds.replace("6", "f")]
        keys += [skeleton.casefold() for skeleton in skeletons("v" + sounds) if len(skeleton) > 1]
        return tuple(dict.fromkeys(filter(None, keys)))
    keys = [skeleton.casefold() for skeleton in skeletons("v" + sounds) if len(skeleton) > 1]
    return tuple(dict.fromkeys(([letters] if capitals and letters.isascii() else []) + keys))
