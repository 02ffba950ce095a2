"""Which currency a sign, a code or a name beside a number is: C$, CAD, канадских долларов are one, $ is another.

The CLDR names the currencies and the countries that pay in them (by way of babel); what newspapers write besides
stands here.
"""

from collections.abc import Sequence
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
_OF_SEVERAL = frozenset(("pound", "lira", "rupee", "rial", "dirham", "dinar", "franc", "som", "krona"))
# Lebanon's and Syria's are pounds in one language and liras in another.
_ALSO_CALLED = {"pound": ("LBP", "SYP")}
# How the codes of currencies begin that several countries have in common.
_OF_UNIONS = ("EUR", "X")
_SIGNS = {"£": "GBP", "₺": "TRY", "₹": "INR"}
_LOCALES = ("en", "ur", "ar", "fa", "ru", "hi")
_COUNTS = (1, 2, 5, 11, 100)
_SIGN_BEFORE = regex.compile(r"(?:(?<![\p{L}\p{M}.])(\p{L}[\p{L}.]{0,3}))?([$€£₹₽¥₺₪₨﷼৳])[\s\u00a0]?$")
_WORDS_BEFORE = regex.compile(rf"(?:({WORD.pattern})[\s\u00a0]+)?({WORD.pattern})[\s\u00a0.]*$")
# "5 million dollars, Canadian": nothing else is in that clause.
_AFTERTHOUGHT = regex.compile(r"[,،]\s?(\p{L}[\p{L}\p{M}]+)(?=[.,،;!?۔।]|$)")
# Languages in which the country follows its currency.
_FOLLOWS = ("ar", "fa")
_ARTICLE = "ال"
# How many words after a number may name its currency, and how many of them the country before it or after it.
MOST_WORDS, _WORDS_BEFORE_NAME, _WORDS_AFTER_NAME, _NEAR = 5, 1, 2, 40


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


def name_before(text: str, start: int, lang: str) -> Currency | None:
    """The currency whose code or name stands before the number at `start`."""
    match = _WORDS_BEFORE.search(text[max(0, start - _NEAR) : start])
    name = unit_of(match[2]) if match else None
    if not match or not name or not is_currency(name):
        return None
    # "Canadian dollars 5 million"; of a code and of a sign it is known without.
    country = _country_at_head([match[1]], lang) if match[1] and not _is_sure(match[2]) else None
    return _of_country(country, name) if country else Currency(name, _usual(name, match[2]))


def currency_after(words: Sequence[str], text: str, end: int, lang: str) -> Currency | None:
    """The currency that `words` name, those of `text` from `end` on."""
    for size in range(min(MOST_WORDS, len(words)), 1, -1):
        if code := _phrases().get(_folded(words[:size])):
            return Currency(currency_codes()[code], code)
    at = next((at for at, word in enumerate(words[: _WORDS_BEFORE_NAME + 1]) if _names(word, at)), None)
    if at is None:
        return None
    word, name = words[at], unit_of(words[at]) or ""
    if at:
        # What stands before the name may be a country that no list has.
        return _of_country(_country_at_head(words[:at], lang), name)
    if _is_sure(word):
        return Currency(name, _usual(name, word))
    if late := _AFTERTHOUGHT.match(text, text.find(word, end) + len(word)):
        country = _country_at_head([late[1]], lang)
        return _of_country(country, name) if country else Currency(name, _usual(name, word))
    return _with_country_after(words[1 : 1 + _WORDS_AFTER_NAME], name, word, lang)


def _with_country_after(words: Sequence[str], name: str, word: str, lang: str) -> Currency:
    """The currency of a name that `words` follow, the first of which may tell whose it is."""
    usual = Currency(name, _usual(name, word))
    country = _country_at_head(words, lang)
    if not country or len(_called(name)) == 1:
        return usual
    own = _of_country(country, name)
    if lang[:2] in _FOLLOWS or (lang[:2] == "en" and fold_text(words[0]) not in _country_names()):
        return own
    # "5 млн долларов Канады" are of it, "5 млн долларов Канаде" are for it.
    return usual if own.code in (None, usual.code) else Currency(name, None)


def _names(word: str, at: int) -> bool:
    # The sign after another word is that of another number: $5 to €10.
    return is_currency(unit_of(word)) and (not at or word[0].isalpha())


def _is_sure(word: str) -> bool:
    return word in currency_codes() or word in _SIGNS


def _usual(name: str, word: str) -> str | None:
    """The code of a currency of which no country is named."""
    if _is_sure(word):
        return _SIGNS.get(word, word)
    return None if name in _OF_SEVERAL else next(iter(_called(name)), None)


def _called(name: str) -> list[str]:
    """The codes of the currencies called `name`."""
    return [code for code, each in currency_codes().items() if each == name or code in _ALSO_CALLED.get(name, ())]


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


def _country_at_head(words: Sequence[str], lang: str) -> str | None:
    """The code of the place that the first of `words` names, or they together, also as an adjective."""
    if not words:
        return None
    if lang[:2] == "ar" and not words[0].startswith(_ARTICLE):
        # Below an article no particle is looked for: "لأوكرانيا" is for Ukraine, and not whose currency it is.
        words = [_ARTICLE + words[0], *words[1:]]
    first = next(find_places(list(words), lang), None)
    # Some countries are called like a city.
    return {"hongkong": "hk", "singapore": "sg"}.get(first[2], first[2]) if first and not first[0] else None


def _of_country(country: str | None, name: str) -> Currency:
    """The currency called `name` in which they pay in `country`, unknown if there is none."""
    from babel.numbers import get_territory_currencies

    codes = get_territory_currencies(country.upper()) if country and len(country) == 2 else []
    # Zimbabwe pays in American dollars, but they are not Zimbabwean.
    own = [code for code in codes if code.startswith((str(country).upper(), *_OF_UNIONS))]
    paid = [code for code in own if code in _called(name)]
    if len(paid) != 1:
        return Currency(name, None)
    return Currency(currency_codes()[paid[0]], paid[0])


@cache
def _country_names() -> frozenset[str]:
    """The English names of countries, which are no adjectives."""
    from babel import Locale

    return frozenset(fold_text(name) for name in Locale.parse("en").territories.values())
