"""A sentence → the amounts and places it holds, each of which might be the fact that is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from index.dates import find_dates
from index.designations import find_designations
from index.folding import fold_text
from index.numbers import find_numbers
from index.places import find_places
from rag.rendering import place_names
from rag.wordlists import read_words


@dataclass(frozen=True)
class Amount:
    """`value` in ASCII digits; `unit` one of `words/units.toml`; `currency` an ISO 4217 code where it is sure."""

    start: int
    end: int
    value: str
    unit: str | None = None
    currency: str | None = None


@dataclass(frozen=True)
class Place:
    """A country (a code of two letters) or a city, named by a noun: `text[start:end]`."""

    start: int
    end: int
    code: str

    @property
    def is_country(self) -> bool:
        return len(self.code) == 2


_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{Cf}]*")
_NEXT = regex.compile(r"[\s\u200c]{0,2}-?[\s\u200c]?(\p{L}[\p{L}\p{M}\p{Cf}]*|%|٪|[$€£₹₽])")
_SIGN_BEFORE = regex.compile(r"([$€£₹₽])\s?$")
_NO_AMOUNT_AFTER = regex.compile(
    r"(?:[-‑]?(?:st|nd|rd|th|й|я|е|го|му|м|ого)\b|[:٫]\p{Nd}|\s?(?:م|ق\.م|هـ|ء)\b)", regex.I
)
_YEARS = range(1000, 2100)
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB"}
_CURRENCIES = {
    "USD": "dollar dollars ڈالر ڈالرز دولار دولارا دولارات دلار доллар доллара долларов डॉलर",
    "EUR": "euro euros یورو يورو евро यूरो",
    "RUB": "rouble roubles ruble rubles روبل рубль рубля рублей रूबल",
}
_ADJECTIVE = {
    "ur": regex.compile(r"(?:ی|یوں|ئی)$"),
    "ar": regex.compile(r"(?:ی|یہ|یین|یون|یا)$"),
    "fa": regex.compile(r"(?:ی|یها|یان|ییها)$"),
    "hi": regex.compile(r"(?:ी|ीय|ियों|ाई)$"),
    "en": regex.compile(r"(?:n|ns|sh|se|i|is|an)$"),
    "ru": regex.compile(r"(?:[сц]к(?:ий|ая|ое|ие|ого|ой|ому|им|ую|их|ими|ом)|ец|цы|цев|цам|не|нин|нка|ан)$"),
}
_AND = {"en": "and", "ur": "اور", "ar": "و", "fa": "و", "ru": "и", "hi": "और"}
_ARTICLE = regex.compile(r"^[وفبكل]?(?:ال|لل)?")


def find_amounts(text: str, lang: str) -> list[Amount]:
    """Numbers in digits and in words with their units, in order; no part of a date or of a designation."""
    taken = [(found.start, found.end) for found in find_dates(text, lang)]
    taken += [(found.start, found.end) for found in find_designations(text, lang)]
    amounts = [amount for amount in _in_digits(text, lang) if not _overlaps(amount.start, amount.end, taken)]
    taken += [(amount.start, amount.end) for amount in amounts]
    amounts += [amount for amount in _in_words(text, lang) if not _overlaps(amount.start, amount.end, taken)]
    return sorted(amounts, key=lambda amount: amount.start)


def other_numbers(text: str, lang: str, amount: Amount) -> list[str]:
    """The values of the numbers in digits beside `amount`, years and designations with them, dates without."""
    taken = [(found.start, found.end) for found in find_dates(text, lang)] + [(amount.start, amount.end)]
    return [each.value for each in find_numbers(text, lang) if not _overlaps(each.start, each.end, taken)]


def find_named_places(text: str, lang: str) -> list[Place]:
    """Countries and cities that a noun names; "Russian" names none."""
    matches = list(_WORD.finditer(text))
    places = []
    for first, last, code in find_places([match.group() for match in matches], lang):
        start, end = matches[first].start(), matches[last - 1].end()
        # A code in digits is that of a region: Southern Africa, beside South Africa.
        # "Того" is "of that" unless it has a capital.
        cased = lang not in ("en", "ru") or text[start].isupper()
        if cased and not code.isdigit() and code not in ("eu", "un") and not _is_adjective(text[start:end], lang):
            places.append(Place(start, end, code))
    return places


def enumerations(text: str, places: Sequence[Place], lang: str) -> list[list[Place]]:
    """Runs of two or more places with nothing but commas and "and" between them."""
    runs: list[list[Place]] = []
    for place in places:
        if runs and _listed(text, runs[-1][-1], place, lang):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [run for run in runs if len(run) > 1]


def _listed(text: str, before: Place, after: Place, lang: str) -> bool:
    between = fold_text(text[before.end : after.start]).replace(",", " ").replace("and the", "and").split()
    plain = "," in fold_text(text[before.end : after.start])
    joined = lang == "ar" and text[after.start] == "و"
    return between == [fold_text(_AND.get(lang, "and"))] or (not between and (plain or joined))


def _is_adjective(name: str, lang: str) -> bool:
    folded = fold_text(name)
    if folded in _nouns(lang) or (lang == "ar" and _ARTICLE.sub("", folded) in _nouns(lang)):
        return False
    pattern = _ADJECTIVE.get(lang)
    return bool(pattern and pattern.search(folded))


def _in_digits(text: str, lang: str) -> Iterator[Amount]:
    for found in find_numbers(text, lang):
        end = found.end
        if found.scaled and (scale := _NEXT.match(text, end)):
            end = scale.end()
        if _NO_AMOUNT_AFTER.match(text, end) or text[found.start - 1 : found.start] == ":":
            continue
        amount = _with_unit(text, found.start, end, found.scaled or found.value, lang)
        bare_year = not amount.unit and len(found.value) == 4 and found.value.isdecimal() and int(found.value) in _YEARS
        if not bare_year:
            yield amount


def _in_words(text: str, lang: str) -> Iterator[Amount]:
    numbers, faint = _number_words(lang)
    duals = _duals(lang)
    for match in _WORD.finditer(text):
        folded = fold_text(match.group())
        bare = _ARTICLE.sub("", folded) if lang == "ar" else folded
        if unit := duals.get(folded) or duals.get(bare):
            yield Amount(match.start(), match.end(), "2", unit)
            continue
        value = numbers.get(folded) or numbers.get(bare)
        if not value:
            continue
        amount = _with_unit(text, match.start(), match.end(), str(value), lang)
        if lang == "ar" and value == 1:
            amount = _unit_before(text, match.start(), match.end())
        if amount.unit or folded not in faint:
            yield amount


def _with_unit(text: str, start: int, end: int, value: str, lang: str) -> Amount:
    before = _SIGN_BEFORE.search(text, max(0, start - 2), start)
    if before:
        return Amount(before.start(), end, value, "money", _SIGNS[before[1]])
    following = _NEXT.match(text, end)
    if not following:
        return Amount(start, end, value)
    word = fold_text(following[1])
    if following[1] in _SIGNS:
        return Amount(start, following.end(), value, "money", _SIGNS[following[1]])
    if word == "%":
        return Amount(start, following.end(), value, "percent")
    second = _NEXT.match(text, following.end())
    pair = f"{word} {fold_text(second[1])}" if second else ""
    if second and (unit := unit_words(lang).get(pair)):
        return Amount(start, second.end(), value, unit)
    unit = unit_words(lang).get(word)
    if unit == "money":
        currency = _currencies().get(word)
        # "Dollars" after a country may be Canadian ones.
        beside = fold_text(second[1]) if second else ""
        sure = currency and not list(find_places([beside], lang)) if beside else currency
        return Amount(start, following.end(), value, unit, currency if sure else None)
    return Amount(start, following.end() if unit else end, value, unit)


def _unit_before(text: str, start: int, end: int) -> Amount:
    """Arabic says "day one": يوم واحد."""
    before = list(_WORD.finditer(text, max(0, start - 20), start))
    unit = unit_words("ar").get(fold_text(before[-1].group())) if before else None
    return Amount(before[-1].start() if unit else start, end, "1", unit)


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in taken)


@cache
def unit_words(lang: str) -> dict[str, str]:
    """Folded word or pair of words → its unit."""
    return {
        fold_text(word.replace("_", " ")): unit
        for unit, by_lang in read_words("units")["units"].items()
        for word in by_lang.get(lang, "").partition(";")[0].split()
    }


@cache
def _duals(lang: str) -> dict[str, str]:
    """Arabic words that are two of a unit."""
    if lang != "ar":
        return {}
    words = {"year": "عامين سنتين عامان سنتان", "month": "شهرين شهران", "week": "أسبوعين أسبوعان", "day": "يومين يومان"}
    words |= {"hour": "ساعتين ساعتان", "country": "دولتين دولتان بلدين"}
    return {fold_text(word): unit for unit, some in words.items() for word in some.split()}


@cache
def _number_words(lang: str) -> tuple[dict[str, int], frozenset[str]]:
    table = read_words("numbers")
    words = {}
    tens_from = 20 if lang == "ar" else 30
    for first, step, name in ((1, 1, "ones"), (tens_from, 10, "tens")):
        for place, forms in enumerate(table[name].get(lang, "").split()):
            words.update({fold_text(form): first + step * place for form in forms.split("/")})
    return words, frozenset(map(fold_text, table["faint"].get(lang, "").split()))


@cache
def _currencies() -> dict[str, str]:
    return {fold_text(word): code for code, words in _CURRENCIES.items() for word in words.split()}


@cache
def _nouns(lang: str) -> frozenset[str]:
    return frozenset(map(fold_text, place_names(lang))) if lang in _AND else frozenset()
