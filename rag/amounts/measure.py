"""Amounts of a text: numbers with what they count or measure, and of what they are a part."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from itertools import pairwise

import regex

from index.folding import fold_text
from rag.amounts.bounds import STOP, Bound, Manner, is_of_all, read_manner
from rag.amounts.currencies import MOST_WORDS, Currency, currency_after, name_before, sign_before
from rag.amounts.numerals import Numeral, find_numerals
from rag.amounts.units import counted_noun, is_currency, read_unit, size_of
from rag.concepts import concepts_of

_WORD = regex.compile(r"\p{L}(?:[\p{L}\p{M}]|['’](?=\p{L}))*[²³23]?")
_SIGN = regex.compile(r"[%٪‰°$€£₹₽¥₺₪₨﷼৳¢]")
# How far from its number a unit may stand, in words and characters.
_WORDS_AFTER, _REACH = 3, 48
# Dimensions of time: of short ones and of long ones.
TIMES = ("time", "months")
_NOUNS = ("people", "country")

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
    "times": "مرتين مرتان",
    "people": "شخصين شخصان",
    "country": "دولتين دولتان بلدين بلدان",
}
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

    `plain` is the number as it is written, without its sign; `counted` what it counts (`rag.concepts`), `noun` the word
    beside it, if that is one of those of `words/units.toml`; `currency` an ISO 4217 code where it is sure. `partial` if
    it is a part, or so many to each of something. `reach` is from the first to the last of the words of its bound.
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
    noun: str | None = None
    currency: str | None = None
    negative: bool = False
    partial: bool = False
    reach: tuple[int, int] = (0, 0)

    @property
    def is_money(self) -> bool:
        return is_currency(self.unit)

    @property
    def kind(self) -> str | None:
        """What it is an amount of, one of `words/units.toml` where that has it: "kilometer", "money", "people"."""
        return "money" if self.is_money else self.name or self.noun


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
    limits = [0, *(at for numeral in numerals for at in (numeral.end, numeral.start)), len(text)]
    found = [
        _measure(_Line(text, lang, marks, starts, limits[2 * n], limits[2 * n + 3]), numeral)
        for n, numeral in enumerate(numerals)
    ]
    if lang[:2] == "ar":
        taken = {amount.start for amount in found}
        found += [
            _two(text, match, name) for match in words if match.start() not in taken and (name := _dual(match.group()))
        ]
    found.sort(key=lambda amount: amount.start)
    for at in range(len(found) - 1, 0, -1):
        # From 20 to 30 days.
        left, right = found[at - 1], found[at]
        if right.name and not left.name and _RANGE.fullmatch(text, left.end, right.start):
            found[at - 1] = replace(_in_unit(left, right.name), currency=right.currency)
    ratios = tuple(_ratios(text, found, lang))
    # One of the 40 died.
    parted = {whole.start for _, whole in ratios if not is_of_all(text, whole.end, lang)}
    found = [replace(each, partial=each.partial or each.start in parted) for each in found]
    return Amounts(tuple(found), ratios)


@dataclass(frozen=True)
class _Line:
    """A text with its words and signs, and the numbers before and after one of it: where they end and begin."""

    text: str
    lang: str
    marks: "Sequence[regex.Match[str]]"
    starts: Sequence[int]
    earliest: int
    limit: int

    def words_after(self, end: int) -> list[str]:
        limit = min(self.limit, end + _REACH)
        stop = STOP.search(self.text, end, limit)
        limit = stop.start() if stop else limit
        at = bisect_left(self.starts, end)
        return [match.group() for match in self.marks[at : at + MOST_WORDS] if match.start() < limit]

    def word_before(self, start: int) -> str:
        at = bisect_left(self.starts, start)
        return self.marks[at - 1].group() if at else ""


def _measure(line: _Line, numeral: Numeral) -> Amount:
    """The amount of a number with its unit, what it counts and how it is meant."""
    text, lang = line.text, line.lang
    manner = read_manner(text, numeral.start, numeral.end, line.earliest, line.limit, lang)
    after = line.words_after(numeral.end)
    # 40 سے زائد کلومیٹر: its bound may stand before the unit.
    beyond = line.words_after(manner.end) if manner.end > numeral.end else []
    amount = Amount(
        numeral.start,
        numeral.end,
        numeral.value,
        numeral.value,
        counted=frozenset(concept for word in after[:_WORDS_AFTER] for concept in concepts_of(word, lang)),
        noun=counted_noun(after, lang) or counted_noun(beyond, lang),
        ordinal=numeral.ordinal,
        word=numeral.word,
    )
    amount = _as_meant(amount, manner)
    if numeral.ordinal:
        return amount
    name = read_unit(after[:_WORDS_AFTER], lang) or read_unit(beyond[:_WORDS_AFTER], lang)
    if not name and lang[:2] == "ar" and numeral.value == 1 and numeral.word:
        # Arabic says "day one".
        name = read_unit([line.word_before(numeral.start)], lang)
    if name and not is_currency(name):
        amount = _in_unit(amount, name)
        return replace(amount, bound="unsure") if manner.lasting and amount.unit in TIMES else amount
    money = _read_money(line, numeral, after) or (currency_after(beyond, text, manner.end, lang) if beyond else None)
    return replace(_in_unit(amount, money.name), currency=money.code) if money else amount


def _as_meant(amount: Amount, manner: Manner) -> Amount:
    reach = manner.start, manner.end
    return replace(amount, bound=manner.bound, negative=manner.negative, partial=manner.partial, reach=reach)


def _read_money(line: _Line, numeral: Numeral, after: Sequence[str]) -> Currency | None:
    return (
        sign_before(line.text, numeral.start)
        or currency_after(after, line.text, numeral.end, line.lang)
        or name_before(line.text, numeral.start, line.lang)
    )


def _in_unit(amount: Amount, name: str) -> Amount:
    unit, size = size_of(name)
    return replace(amount, unit=unit, name=name, value=amount.plain * size)


def _two(text: str, match: "regex.Match[str]", name: str) -> Amount:
    start, end = match.span()
    manner = read_manner(text, start, end, 0, len(text), "ar")
    two = _as_meant(Amount(start, end, Fraction(2), Fraction(2), word=True), manner)
    return replace(two, noun=name) if name in _NOUNS else _in_unit(two, name)


def _dual(word: str) -> str | None:
    folded = fold_text(word)
    return _duals().get(folded) or _duals().get(folded.removeprefix("ال"))


@cache
def _duals() -> dict[str, str]:
    return {fold_text(word): name for name, words in _DUALS.items() for word in words.split()}


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
