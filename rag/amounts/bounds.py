"""What is said beside a number of how it is meant: more than 40, up to 40, minus 40, half of 40, 40 an hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from rag.wordlists import read_words

# How surely the number is meant to the last digit: only more, so many or more, about so many, only less, so many or
# less, "exactly"; "unsure" where its words may as well say something else.
Bound = Literal["exact", "precise", "more", "least", "about", "less", "most", "unsure"]

_BOUNDS: tuple[Bound, ...] = ("more", "least", "about", "less", "most", "precise", "unsure")
# The words of each in `words/bounds.toml`; of two that say as much the first counts.
_WORDS: tuple[tuple[str, Bound], ...] = (("reached", "exact"), *((bound, bound) for bound in _BOUNDS))
# How far before and after a number such words may be, and how far from it those after it may begin.
_BEFORE, _AFTER, _BEGIN = 44, 40, 20
# No further does what is said of a number reach.
STOP = regex.compile(r"[.!?…۔؟।॥;؛:,،—–()«»\"“”\n](?!\d)")
# What may stand between such words and the number: the sign of a currency, an article.
_CLOSE = r"[\s\u200c]{0,2}(?:(?:an?|the|these|those|all|all the)\s)?(?:(?:\p{L}{1,3})?[$€£₹₽¥]\s?|\p{Lu}{3}\s|الـ?)?"
_MINUS = regex.compile(r"(?<![\p{L}\p{M}\p{Nd}.,%٪)\-–−])(?:−|(?<!^)(?<!\n)[-–])(?:\p{L}{0,2}[$€£₹₽]\s?)?$")
# No number "an hour" where the hour is told: در ساعت ۱۰, در روز جمعه.
_NOT_THEN = r"(?!\s?\p{Nd}|\s?cents?\b|\s?شت|\s?शत|\s?\p{L}*شنبه|\s?جمعه)"
_SLASH = regex.compile(r"[\s\u200c-]{0,2}[\p{L}\p{M}²³$€£₹₽%٪]*\s?/\s?\p{L}")
_MARKS = "[\u064b-\u0652\u0670\u093c]*"
_SAME = {"ی": "[یيى]", "ي": "[یيى]", "ى": "[یيى]", "ک": "[کك]", "ك": "[کك]", "ا": "[اأإ]", "أ": "[اأإ]", "ه": "[هہ]"}


@dataclass(frozen=True)
class Manner:
    """How a number is meant; `start` and `end` reach over it and its bound.

    `partial` if it is not of what is said itself: a part of so many, so many to each. `lasting` if what looks like a
    bound tells, of a time, how long something went on.
    """

    start: int
    end: int
    bound: Bound = "exact"
    negative: bool = False
    partial: bool = False
    lasting: bool = False


def read_manner(text: str, start: int, end: int, earliest: int, limit: int, lang: str) -> Manner:
    """How the number `text[start:end]` is meant, by the words between the numbers before and after it, which end at
    `earliest` and begin at `limit`."""
    before = text[max(earliest, start - _BEFORE) : start]
    after = text[end : min(limit, end + _AFTER)]
    if stop := STOP.search(after):
        after = after[: stop.start()]
    first, last, gap = start, end, float(_AFTER)
    bound: Bound = "exact"
    for words, said in _WORDS:
        for near, from_, to in _matches(words, before, after, lang):
            # The nearest; of two that end alike, the longer.
            if near - (to - from_) / _AFTER < gap:
                gap, bound = near - (to - from_) / _AFTER, said
                first, last = (start + from_, end) if from_ < 0 else (start, end + to)
    negative = bool(_MINUS.search(before)) or _has("minus", before, after, lang)
    some = _has("part", before, after, lang) and not is_of_all(text, end, lang)
    partial = some or _has("rate", before, after, lang)
    partial = partial or bool(_SLASH.match(after))
    return Manner(first, last, bound, negative, partial, _has("lasting", before, after, lang))


def stands_beside(kind: str, text: str, start: int, end: int, lang: str, begin: int = _BEGIN) -> bool:
    """Whether words of one kind of `words/bounds.toml` stand right before `text[start:end]`, or after it in its clause,
    at most `begin` characters further."""
    after = text[end : end + _AFTER]
    if stop := STOP.search(after):
        after = after[: stop.start()]
    return _has(kind, text[max(0, start - _BEFORE) : start], after, lang, begin)


def is_of_all(text: str, end: int, lang: str) -> bool:
    """Whether what is said is said of all whose number ends there: one of the 40 people who died."""
    return _has("relative", "", text[end : end + _AFTER], lang, _AFTER)


def _has(kind: str, before: str, after: str, lang: str, begin: int = _BEGIN) -> bool:
    return any(_matches(kind, before, after, lang, begin))


def _matches(kind: str, before: str, after: str, lang: str, begin: int = _BEGIN) -> Iterator[tuple[int, int, int]]:
    """Distance, start and end of each phrase, before the number in negative offsets from it, after it in others."""
    preceding, following = _patterns(kind, lang)
    if preceding and (match := preceding.search(before)):
        yield 0, match.start() - len(before), match.end() - len(before)
    if following and (match := following.search(after)) and match.start() <= begin:
        yield match.start(), match.start(), match.end()


@cache
def _patterns(kind: str, lang: str) -> "tuple[regex.Pattern[str] | None, regex.Pattern[str] | None]":
    table = read_words("bounds")[kind]
    phrases = [phrase.strip() for phrase in table.get(lang, table.get(lang[:2], "")).split("|") if phrase.strip()]
    preceding = [_as_pattern(phrase.removesuffix(" _")) for phrase in phrases if phrase.endswith(" _")]
    following = [_as_pattern(phrase.removeprefix("_ ")) for phrase in phrases if phrase.startswith("_ ")]
    # "And" and "by" are written in one with Arabic words.
    left = rf"(?<![\p{{L}}\p{{M}}]){'[وفبل]?' if lang[:2] == 'ar' else ''}(?:"
    right = rf")(?![\p{{L}}\p{{M}}]){_NOT_THEN if kind == 'rate' else ''}"
    # The longest that ends there is the one that begins first.
    return (
        regex.compile(rf"{left}{'|'.join(preceding)}){_CLOSE}$", regex.I) if preceding else None,
        regex.compile(rf"{left}{'|'.join(sorted(following, key=len, reverse=True))}{right}", regex.I)
        if following
        else None,
    )


def _as_pattern(phrase: str) -> str:
    words = []
    for word in phrase.split():
        letters = "".join(_SAME.get(char, regex.escape(char)) + _MARKS for char in word.removesuffix("*"))
        words.append(letters + (r"[\p{L}\p{M}]*" if word.endswith("*") else ""))
    return r"[\s\u200c-]+".join(words)
