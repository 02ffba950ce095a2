"""The amounts of a text that tell how much or how many there is of something."""

from collections.abc import Sequence
from functools import cache

import regex

from index.dates import find_dates
from index.designations import find_designations
from index.folding import fold_text
from rag.amounts.measure import Amount, find_amounts

_TOLD_AFTER = regex.compile(
    r"(?:[-‑]?(?:st|nd|rd|th|й|я|е|го|му|м|ого)\b|[:٫]\p{Nd}|\s?(?:م|ق\.م|هـ|ء)(?!\p{L}))", regex.I
)
_CLOCK_BEFORE = regex.compile(r"\p{Nd}:$")
_YEARS = range(1000, 2100)
# Numbers that are everyday words too, "one", "a", "so", "new": they count only beside what they count.
_FAINT = {
    "en": "one",
    "ur": "ایک اسی سو نو ستر دو",
    "ar": "واحد واحدة",
    "fa": "یک سی نه ده",
    "ru": "один одна одно одного одной одну одном сто ста",
    "hi": "एक सौ नौ",
}
# "The same", which is written like eighty; its mark is left out.
_NEVER = ("اسی",)


def find_counts(text: str, lang: str) -> list[Amount]:
    """In order: no part of a date or a designation, no time of day, no ordinal, no number that may be a year, and no
    word that is no number unless it counts something."""
    taken = [(found.start, found.end) for found in find_dates(text, lang)]
    taken += [(found.start, found.end) for found in find_designations(text, lang)]
    return [
        amount
        for amount in find_amounts(text, lang).amounts
        if not amount.ordinal and not _overlaps(amount, taken) and _tells(amount, text, lang)
    ]


def beside(amount: Amount, text: str, lang: str) -> list[Amount]:
    """The other numbers of `text`: years and designations with them, dates and ordinals without."""
    dates = [(found.start, found.end) for found in find_dates(text, lang)]
    return [
        each
        for each in find_amounts(text, lang).amounts
        if each.start != amount.start
        and not each.ordinal
        and not _overlaps(each, dates)
        and not is_faint(each, text, lang)
    ]


def _tells(amount: Amount, text: str, lang: str) -> bool:
    if _TOLD_AFTER.match(text, amount.end) or _CLOCK_BEFORE.search(text, 0, amount.start):
        return False
    if amount.kind:
        return text[amount.start : amount.end] not in _NEVER
    bare_year = not amount.word and amount.plain in _YEARS and amount.end - amount.start == len("2024")
    return not bare_year and not is_faint(amount, text, lang)


def is_faint(amount: Amount, text: str, lang: str) -> bool:
    """Whether it is an everyday word, beside nothing that it could count: a part of the bridge, one of them."""
    return (
        amount.word
        and not amount.name
        and not amount.noun
        and fold_text(text[amount.start : amount.end]) in _faint(lang)
    )


def _overlaps(amount: Amount, taken: Sequence[tuple[int, int]]) -> bool:
    return any(amount.start < end and start < amount.end for start, end in taken)


@cache
def _faint(lang: str) -> frozenset[str]:
    return frozenset(map(fold_text, _FAINT.get(lang, "").split()))
