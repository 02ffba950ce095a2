"""The amounts of a sentence that its passage does not have: another number, unit or currency, or of something else."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

import regex

from rag.amounts import Amount, Amounts, Bound, find_amounts
from rag.checks.dated import inferred_years, years_of
from rag.checks.readings import Reading, Word, read_text
from rag.concepts import is_thing

Finding = tuple[Literal["number", "unit", "currency", "date"], str, str]

_CLAUSE_END = regex.compile(r"[,،;؛]\s|[.!?…۔؟।॥](?=\s|$)")
# How far a round number may be from the exact one.
_MORE, _NEARLY, _LESS = Fraction(4, 3), Fraction(1, 10), Fraction(3, 4)
# Parts of the same dimension may be written in other units, rounded so far.
_ROUNDED = Fraction(1, 10**6)
_SMALL_NUMBER = 2
_UPWARD, _DOWNWARD = ("more", "least"), ("less", "most")
# Bounds of a number that is not the one that is meant.
_OTHER = ("more", *_DOWNWARD)
# Words of numbers that other languages say without one: both, half, none.
_VAGUE = (0, Fraction(1, 2), 1, _SMALL_NUMBER)


def unsupported_amounts(
    sentence: str, lang: str, passage: str, passage_lang: str, context: str, dates: Sequence[tuple[int, int]]
) -> list[Finding]:
    """Kind, words and message for each amount that the passage does not have; what lies in `dates` is left out."""
    said, there = _align_signs(read_text(sentence, lang), read_text(passage, passage_lang))
    besides = find_amounts(context, passage_lang).amounts
    ratios = {pair: Fraction(pair[0].plain, pair[1].plain) for pair in said.ratios if pair[1].plain}
    having = {Fraction(part.plain, whole.plain) for part, whole in there.ratios if whole.plain}
    fractions = {a.plain for a in there.amounts if a.plain.denominator > 1}
    found: list[Finding] = []
    settled: set[int] = set()
    for (part, whole), ratio in ratios.items():
        if ratio in having | fractions:
            settled |= {part.start, whole.start}
        elif part.plain > whole.plain or (
            ratio.limit_denominator(20) == ratio and having and part.plain < 10 and whole.plain < 10
        ):
            found.append(("number", sentence[part.start : whole.end], "the passage has another share"))
            settled |= {part.start, whole.start}
    known = [*there.amounts, *besides]
    years = years_of(passage, passage_lang) | years_of(context, passage_lang)
    for amount in said.amounts:
        inside = any(start <= amount.start < end for start, end in dates)
        if amount.start in settled or inside or (amount.plain in having):
            continue
        if lang[:2] != passage_lang[:2] and amount.word and not amount.unit and amount.plain in _VAGUE:
            finding = None
        else:
            finding = _check(amount, sentence, passage_lang, known, there, years)
        if finding:
            found.append(finding)
        elif _is_of_another(amount, said, there, read_text(sentence, lang), read_text(passage, passage_lang)):
            words = sentence[amount.start : amount.end]
            found.append(("number", words, f"the passage has {words} of something else"))
    return found or _check_years(sentence, lang, said, passage, passage_lang, there)


def _align_signs(sentence: Reading, passage: Reading) -> tuple[Amounts, Amounts]:
    """The amounts of both; what is said to fall by so much is as good as minus so much, where the other has a minus."""
    texts = [(each, find_amounts(each.text, each.lang)) for each in (sentence, passage)]
    below = [{amount.plain for amount in amounts.amounts if amount.negative} for _, amounts in texts]
    signed = []
    for (text, amounts), minus in zip(texts, reversed(below), strict=True):
        falls = bool(minus) and bool(text.find_concept("decrease"))
        some = (replace(each, negative=each.negative or (falls and each.plain in minus)) for each in amounts.amounts)
        signed.append(replace(amounts, amounts=tuple(some)))
    return signed[0], signed[1]


def _check(
    amount: Amount, sentence: str, passage_lang: str, known: Sequence[Amount], there: Amounts, years: frozenset[str]
) -> Finding | None:
    words = sentence[amount.start : amount.end]
    if not amount.unit and amount.plain.denominator == 1 and str(amount.plain) in years:
        return None
    same = [other for other in known if _agree(amount, other)]
    if not same:
        if _is_vague(amount, known, passage_lang):
            return None
        if any(other.plain == amount.plain and _of_one(other, amount) for other in known):
            return "number", words, f"the passage has {words} with another bound or sign"
        if plain := [other for other in known if other.plain == amount.plain and other.unit and amount.unit]:
            kind: Literal["unit", "currency"] = "currency" if amount.is_money or plain[0].is_money else "unit"
            return kind, words, f"the passage has {words} of another {kind}"
        return "number", words, f"the passage does not have {words}"
    of_unit = [other for other in known if other.unit == amount.unit]
    if amount.unit in ("time", "months") and all(other.counted and not other.unit for other in same) and of_unit:
        # The same number is of something else, and of this there is another.
        return "number", words, f"the passage has another number than {words}"
    other_money = amount.is_money and not of_unit and any(other.is_money for other in known)
    if other_money and not any(other.unit == amount.unit for other in same):
        return "currency", words, f"the passage has {words} of another currency"
    return _check_counted(amount, words, same, known)


def _of_one(one: Amount, other: Amount) -> bool:
    """Whether both may be of one unit and, if money, of one currency."""
    units, codes = {one.name, other.name} - {None}, {one.currency, other.currency} - {None}
    return len(units) < 2 and len(codes) < 2


def _is_vague(amount: Amount, known: Sequence[Amount], passage_lang: str) -> bool:
    """Whether the number may as well be no number: one, which is an article; two, which Arabic writes as an ending."""
    if amount.ordinal:
        return not any(other.ordinal for other in known)
    if amount.plain == 1 and amount.word:
        others = [other for other in known if other.unit and other.unit == amount.unit and other.bound == "exact"]
        return not others
    return amount.plain == _SMALL_NUMBER and amount.word and passage_lang[:2] == "ar" and not amount.unit


def _agree(amount: Amount, other: Amount) -> bool:
    """Whether `other` bears `amount` out: the same number, or one that the words before it allow."""
    if amount.unit and other.unit and amount.unit != other.unit:
        return (
            amount.is_money
            and other.is_money
            and {amount.unit, other.unit} == {"toman", "rial"}
            and _ten(amount, other)
        )
    if amount.currency and other.currency and amount.currency != other.currency:
        return False
    left, right = (amount.value, other.value) if amount.unit and other.unit else (amount.plain, other.plain)
    if amount.negative != other.negative or (amount.ordinal != other.ordinal and amount.plain != other.plain):
        return False
    return _allows(amount.bound, left, other.bound, right)


def _allows(said: Bound, left: Fraction, known: Bound, right: Fraction) -> bool:
    """Whether a text that has `right` lets it be said that it is `left`, or more or less than that. Who says 40 for
    "at least 40" or "about 40" leaves out how sure it is; for "more than 40", "fewer" and "up to 40" it is wrong."""
    equal = abs(left - right) <= abs(left) * _ROUNDED
    match said:
        case "more" | "least":
            enough = not equal or said == "least" or known not in ("exact", "precise")
            return known not in _DOWNWARD and enough and left <= right <= left * _MORE
        case "less" | "most":
            enough = not equal or said == "most" or known not in ("exact", "precise")
            return known not in _UPWARD and enough and left * _LESS <= right <= left
        case "about":
            return abs(left - right) <= left * _NEARLY
        case "precise":
            return equal and known in ("exact", "precise")
    return equal and known not in _OTHER


def _ten(amount: Amount, other: Amount) -> bool:
    tomans, rials = (amount, other) if amount.unit == "toman" else (other, amount)
    return tomans.value * 10 == rials.value


def _check_counted(amount: Amount, words: str, same: Sequence[Amount], known: Sequence[Amount]) -> Finding | None:
    """Whether the number is one of something else: 730 people, 112 of them children."""
    things = {c for c in amount.counted if is_thing(c) and c != "people"}
    if not things or amount.unit:
        return None
    if any(things & other.counted or not other.counted for other in same):
        return None
    if any(things & other.counted and not _agree(amount, other) for other in known):
        return "number", words, f"the passage has another number of them than {words}"
    return None


def _is_of_another(amount: Amount, said: Amounts, there: Amounts, sentence: Reading, passage: Reading) -> bool:
    """Whether what the sentence counts is counted in the passage, but by other numbers only."""
    counted = _word_after(amount, sentence)
    if not counted or amount.unit or amount.ordinal or amount.bound != "exact" or "people" in counted.concepts:
        return False
    places = passage.find(counted, sentence.lang)
    numbers = [
        (other, place) for other in there.amounts for place in _places_after(other, there, passage) if place in places
    ]
    return bool(numbers) and not any(_agree(amount, other) for other, _ in numbers) and len(numbers) == len(places)


def _word_after(amount: Amount, reading: Reading) -> Word | None:
    at = reading.first_from(amount.end)
    word = reading.words[at] if at < len(reading.words) else None
    return word if word and not word.small and word.start - amount.end <= 2 else None


def _places_after(amount: Amount, there: Amounts, reading: Reading) -> range:
    """The places of the words that follow a number, before the next one."""
    at = reading.first_from(amount.end)
    limit = min((other.start for other in there.amounts if other.start > amount.start), default=len(reading.text))
    return range(at, min(at + 3, reading.first_from(limit)))


def _check_years(
    sentence: str, lang: str, said: Amounts, passage: str, passage_lang: str, there: Amounts
) -> list[Finding]:
    """Whether an amount is that of another year: the clause of the passage that has it names one, and not this."""
    years = years_of(sentence, lang)
    if len(years) != 1:
        return []
    ends = [0, *(match.end() for match in _CLAUSE_END.finditer(passage)), len(passage)]
    for amount in said.amounts:
        if str(amount.plain) in years or not amount.unit:
            continue
        clauses = []
        for other in there.amounts:
            if _agree(amount, replace(other, bound="exact")):
                start = max(end for end in ends if end <= other.start)
                clauses.append(passage[start : min(end for end in ends if end > other.start)])
        named = [years_of(clause, passage_lang) - inferred_years(clause, set()) for clause in clauses]
        if named and all(those and not those & years for those in named):
            return [("date", next(iter(years)), "the passage says this of another year")]
    return []
