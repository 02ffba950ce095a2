"""Amounts of a text: numbers with what they count or measure, and of what they are a part."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

import regex

from index.folding import fold_text
from rag.amounts.numerals import Numeral, find_numerals
from rag.amounts.units import is_currency, read_unit, size_of, unit_of
from rag.concepts import concepts_of

# How surely the number is meant to the last digit: "more than 700", "about 700", "almost 700", "up to 700".
Bound = Literal["exact", "least", "about", "most"]

_WORD = regex.compile(r"\p{L}(?:[\p{L}\p{M}]|['’](?=\p{L}))*[²³23]?")
_SIGN = regex.compile(r"[%٪‰°$€£₹₽¥₺₪₨﷼৳¢]")
# How far from its number a unit may stand, in words and characters.
_WORDS_AFTER, _WORDS_BEFORE, _REACH = 3, 2, 48
_STOP = regex.compile(r"[.!?…۔؟।॥;؛:,،—–()«»\"“”\n](?!\d)")

# Arabic writes two of a thing in one word.
_DUALS = {
    "day": "يومين يومان",
    "week": "أسبوعين أسبوعان",
    "month": "شهرين شهران",
    "year": "عامين عامان سنتين سنتان",
    "hour": "ساعتين ساعتان",
    "minute": "دقيقتين دقيقتان",
    "meter": "مترين متران",
    "kilometer": "كيلومترين",
    "tonne": "طنين طنان",
    "time": "مرتين مرتان",
}
_BOUNDS: dict[Bound, str] = {
    "least": "more than|over|at least|above|upwards of|exceed(?:s|ed|ing)?|больше|более|свыше|не менее|как"
    " минимум|не меньше"
    "|سے زائد|سے زیادہ|سے اوپر|کم از کم|से ज़्यादा|से अधिक|से ज्यादा|से ऊपर|कम से कम|بیش از|بیشتر از|دست ?کم|حداقل"
    "|أكثر من|ما يزيد على|ما يزيد عن|يزيد على|تزيد على|يزيد عن|ما لا يقل عن|لا يقل عن|على الأقل|فوق|يفوق",
    "about": "about|around|nearly|almost|approximately|roughly|some|close"
    " to|около|почти|примерно|порядка|приблизительно"
    "|تقریباً|تقریبا|لگ بھگ|قریب|کوئی|लगभग|क़रीब|करीब|तक़रीबन|حدود|نزدیک به|تقریبا|قریب به"
    "|نحو|حوالي|قرابة|زهاء|ما يقارب|تقريبا|يقارب",
    "most": "less than|under|below|fewer than|up to|at most|no more than|менее|меньше|до|не более|не больше"
    "|سے کم|تک|زیادہ سے زیادہ|से कम|तक|अधिकतम|ज़्यादा से ज़्यादा|کمتر از|حداکثر|تا|أقل من|ما لا يزيد على|لا يزيد"
    " على|حتى|لا يتجاوز",
}
_BOUND = {
    kind: regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{words})(?![\p{{L}}\p{{M}}])", regex.I)
    for kind, words in _BOUNDS.items()
}
_NEAR = 24
_GROUPING = regex.compile(r"(?<=\p{Nd})،(?=\p{Nd}{3}(?!\p{Nd}))")
_DECIMAL = regex.compile(r"(?<=\p{Nd})۔(?=\p{Nd})")
_RANGE = regex.compile(r"\s?(?:[-–—]|to|and|or|и|до|или|سے|تا|اور|یا|से|और|या|إلى|و|أو|الى)\s?", regex.I)

_PARTS = {
    "en": r"(?: \p{L}+)? (?:in|of|out of)(?: (?:the|every|all|a|total|whole)| \p{L}+['’]s?)* ",
    "ru": r"(?: \p{L}+)? из(?: каждых| всех)? ",
    "ar": r"(?: \p{L}+)? (?:من (?:أصل|بين|كل|مجموع)|من)(?: كل)? ",
    "fa": r"(?: \p{L}+)? از(?: هر| مجموع| میان)? ",
}
_WHOLES = {
    "ur": r"(?: \p{L}+)? میں سے(?: صرف)? ",
    "hi": r"(?: [\p{L}\p{M}]+)? में से(?: केवल)? ",
    "fa": r"(?: \p{L}+)? ",
}
_BEFORE_WHOLE = {"fa": regex.compile(r"از(?: هر| مجموع| میان)? $")}
_LINK = {
    lang: (regex.compile(_PARTS.get(lang, r"(?!)"), regex.I), regex.compile(_WHOLES.get(lang, r"(?!)"), regex.I))
    for lang in ("en", "ru", "ur", "hi", "fa", "ar")
}


@dataclass(frozen=True)
class Amount:
    """A number of a text; `unit` is its dimension, or currency, `value` is counted in the dimension's first unit.

    `plain` is the number as it is written; `counted` what it counts (`rag.concepts`).
    """

    start: int
    end: int
    plain: Fraction
    value: Fraction
    unit: str | None = None
    name: str | None = None
    bound: Bound = "exact"
    counted: frozenset[str] = frozenset()
    ordinal: bool = False
    word: bool = False

    @property
    def is_money(self) -> bool:
        return is_currency(self.unit)


@dataclass(frozen=True)
class Amounts:
    """`ratios` are the parts and wholes among `amounts`, "38 of 200"."""

    amounts: tuple[Amount, ...]
    ratios: tuple[tuple[Amount, Amount], ...]


@lru_cache(maxsize=256)
def find_amounts(text: str, lang: str) -> Amounts:
    # Urdu writes 19،500 and 3۔7 too.
    text = _DECIMAL.sub(".", _GROUPING.sub(",", text))
    numerals = find_numerals(text, lang)
    words = list(_WORD.finditer(text))
    signs = list(_SIGN.finditer(text))
    marks = sorted([*words, *signs], key=lambda match: match.start())
    starts = [match.start() for match in marks]
    limits = [*(numeral.start for numeral in numerals[1:]), len(text)]
    found = [
        _measure(text, numeral, limit, marks, starts, lang)
        for numeral, limit in zip(numerals, limits[: len(numerals)], strict=True)
    ]
    taken = {amount.start for amount in found}
    if lang[:2] == "ar":
        for match in words:
            if match.start() not in taken and (name := _duals().get(fold_text(match.group()).removeprefix("ال"))):
                found.append(_in_unit(Amount(match.start(), match.end(), Fraction(2), Fraction(2), word=True), name))
    found.sort(key=lambda amount: amount.start)
    for at in range(len(found) - 1, 0, -1):
        # From 20 to 30 days.
        left, right = found[at - 1], found[at]
        if right.name and not left.name and _RANGE.fullmatch(text, left.end, right.start):
            found[at - 1] = _in_unit(left, right.name)
    return Amounts(tuple(found), tuple(_ratios(text, found, lang)))


def _measure(
    text: str, numeral: Numeral, limit: int, marks: "Sequence[regex.Match[str]]", starts: list[int], lang: str
) -> Amount:
    """The amount of a number with its unit, its bound and what it counts, named before the next number at `limit`."""
    amount = Amount(
        numeral.start, numeral.end, numeral.value, numeral.value, ordinal=numeral.ordinal, word=numeral.word
    )
    amount = replace(amount, bound=_bound(text, numeral))
    after = _words_after(text, numeral.end, limit, marks, starts)
    before = _words_before(text, numeral.start, marks, starts)
    name = read_unit(after) or _sign_before(before)
    counted: frozenset[str] = frozenset()
    for word in after:
        counted |= concepts_of(word, lang)
    amount = replace(amount, counted=counted)
    return _in_unit(amount, name) if name and not numeral.ordinal else amount


def _words_after(text: str, end: int, limit: int, marks: "Sequence[regex.Match[str]]", starts: list[int]) -> list[str]:
    limit = min(limit, end + _REACH)
    stop = _STOP.search(text, end, limit)
    limit = stop.start() if stop else limit
    at = bisect_left(starts, end)
    return [match.group() for match in marks[at : at + _WORDS_AFTER] if match.start() < limit]


def _words_before(text: str, start: int, marks: "Sequence[regex.Match[str]]", starts: list[int]) -> list[str]:
    at = bisect_left(starts, start)
    words = [
        match for match in marks[max(0, at - _WORDS_BEFORE) : at] if not text[match.end() : start].strip(" .\u00a0")
    ]
    return [match.group() for match in words]


def _sign_before(words: Sequence[str]) -> str | None:
    name = unit_of(words[-1]) if words else None
    return name if is_currency(name) else None


def _in_unit(amount: Amount, name: str) -> Amount:
    unit, size = size_of(name)
    return replace(amount, unit=unit, name=name, value=amount.plain * size)


@cache
def _duals() -> dict[str, str]:
    return {fold_text(word): name for name, words in _DUALS.items() for word in words.split()}


def _bound(text: str, numeral: Numeral) -> Bound:
    """What is said before the number, or after it as Urdu and Hindi do."""
    before, after = text[max(0, numeral.start - _NEAR) : numeral.start], text[numeral.end : numeral.end + _NEAR]
    nearest: tuple[int, Bound] = (_NEAR, "exact")
    for kind, pattern in _BOUND.items():
        for match in pattern.finditer(before):
            gap = len(before) - match.end()
            if gap <= 2 and not _STOP.search(before, match.end()):
                nearest = min(nearest, (gap - match.end() + match.start(), kind))
        if (match := pattern.search(after)) and match.start() <= 16 and not _STOP.search(after, 0, match.start()):
            nearest = min(nearest, (match.start(), kind))
    return nearest[1]


def _ratios(text: str, amounts: Sequence[Amount], lang: str) -> Iterator[tuple[Amount, Amount]]:
    """The pairs of a part and its whole."""
    links = _LINK.get(lang[:2])
    if not links:
        return
    part_first, whole_first = links
    for left, right in pairwise(amounts):
        if right.start - left.end > _REACH or left.unit or right.unit:
            continue
        between = text[left.end : right.start]
        if part_first.fullmatch(between) and not right.ordinal:
            yield left, right
        elif whole_first.fullmatch(between):
            before = _BEFORE_WHOLE.get(lang[:2])
            if not before or before.search(text[max(0, left.start - _REACH) : left.start]):
                yield right, left
