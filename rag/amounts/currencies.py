"""Which currency a sign, a code or a name beside a number is: C$, CAD, канадских долларов are one, $ is another.

The CLDR names the currencies and the countries that pay in them (by way of babel); what newspapers write besides
stands here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from index.folding import fold_text
from index.places import find_places
from rag.amounts.numberwords import WORD
from rag.amounts.units import currency_codes, is_currency, unit_of

# Signs that letters before them make those of one country; without, they are the first of their name.
_PREFIXED = {
    "USD": "us$ u.s.$ u.s$",
    "CAD": "c$ ca$ can$ cdn$",
    "AUD": "a$ au$ aus$",
    "NZD": "nz$",
    "HKD": "hk$",
    "SGD": "s$ sg$",
    "TWD": "nt$",
    "JMD": "j$",
    "FJD": "fj$",
    "NAD": "n$",
    "CNY": "cn¥ rmb¥",
    "JPY": "jp¥",
    "EGP": "e£ eg£",
}
# Currencies of several countries, of which none is meant where no country is named. Of the others it is the first.
_OF_SEVERAL = frozenset(("pound", "rupee", "rial", "dirham", "dinar", "franc", "som", "krona"))
_SIGNS = {"£": "GBP", "₹": "INR"}
_LOCALES = ("en", "ur", "ar", "fa", "ru", "hi")
_COUNTS = (1, 2, 5, 11, 100)
_SIGN_BEFORE = regex.compile(r"(?:(?<![\p{L}\p{M}.])(\p{L}[\p{L}.]{0,3}))?([$€£₹₽¥₺₪₨﷼৳])[\s\u00a0]?$")
_WORD_BEFORE = regex.compile(rf"({WORD.pattern})[\s\u00a0.]*$")
# "5 million dollars, Canadian": nothing else is in that clause.
_AFTERTHOUGHT = regex.compile(r"[,،]\s?(\p{L}[\p{L}\p{M}]+)(?=[.,،;!?۔।]|$)")
# Languages in which the country follows its currency.
_FOLLOWS = ("ar", "fa")
# How many words after a number may name its currency, and how many of them the country before it.
MOST_WORDS, _WORDS_BEFORE_NAME, _NEAR = 5, 1, 24


@dataclass(frozen=True)
class Currency:
    """`name` is that which several countries share, `code` an ISO 4217 code, unknown where it is not sure."""

    name: str
    code: str | None


def sign_before(text: str, start: int) -> Currency | None:
    """The currency whose sign stands before the number at `start`."""
    match = _SIGN_BEFORE.search(text[max(0, start - _NEAR) : start])
    name = unit_of(match[2]) if match else None
    if not match or not name:
        return None
    if not match[1]:
        return Currency(name, _usual(name, match[2]))
    sign = f"{match[1]}{match[2]}".casefold()
    code = next((code for code, some in _PREFIXED.items() if sign in some.split()), None)
    return Currency(currency_codes()[code] if code else name, code)


def name_before(text: str, start: int) -> Currency | None:
    """The currency whose code or name stands before the number at `start`."""
    word = _WORD_BEFORE.search(text[max(0, start - _NEAR) : start])
    name = unit_of(word[1]) if word else None
    return Currency(name, _usual(name, word[1])) if word and name and is_currency(name) else None


def currency_after(words: Sequence[str], text: str, end: int, lang: str) -> Currency | None:
    """The currency that `words` name, those of `text` from `end` on."""
    for size in range(min(MOST_WORDS, len(words)), 1, -1):
        if code := _phrases().get(_folded(words[:size])):
            return Currency(currency_codes()[code], code)
    at = next((at for at, word in enumerate(words[: _WORDS_BEFORE_NAME + 1]) if _names(word, at)), None)
    if at is None:
        return None
    word, name = words[at], unit_of(words[at]) or ""
    beside = list(words[at + 1 : at + 2]) if lang[:2] in _FOLLOWS else []
    if late := _AFTERTHOUGHT.match(text, text.find(word, end) + len(word)):
        beside.append(late[1])
    paid = {code for each in (words[:at], beside) for code in _paid_in(each, name, lang)}
    if len(paid) == 1:
        return Currency(name, paid.pop())
    # What stands before the name may be a country that no list has.
    return Currency(name, None if at or paid else _usual(name, word))


def _names(word: str, at: int) -> bool:
    # The sign after another word is that of another number: $5 to €10.
    return is_currency(unit_of(word)) and (not at or word[0].isalpha())


def _usual(name: str, word: str) -> str | None:
    """The code of a currency of which no country is named."""
    if word in currency_codes() or word in _SIGNS:
        return _SIGNS.get(word, word)
    return (
        None if name in _OF_SEVERAL else next((code for code, each in currency_codes().items() if each == name), None)
    )


def _folded(words: Sequence[str]) -> str:
    return " ".join(map(fold_text, words))


@cache
def _phrases() -> dict[str, str]:
    """What the CLDR calls each currency, of more than one word."""
    from babel.numbers import get_currency_name

    found: dict[str, str] = {}
    for code in currency_codes():
        for locale in _LOCALES:
            for count in _COUNTS:
                words = WORD.findall(get_currency_name(code, count=count, locale=locale))
                if len(words) > 1:
                    found[_folded(words)] = code
    return found


def _paid_in(words: Sequence[str], name: str, lang: str) -> Iterator[str]:
    """The codes of the currencies called `name` of the countries that `words` may be."""
    from babel.numbers import get_territory_currencies

    for _, _, place in find_places(list(words), lang):
        # Some countries are called like a city.
        country = {"hongkong": "hk", "singapore": "sg"}.get(place, place)
        codes = get_territory_currencies(country.upper()) if len(country) == 2 else []
        yield from (code for code in codes if currency_codes().get(code) == name)
