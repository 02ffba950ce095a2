"""Facts in the reader's language by the CLDR (through babel): dates, numbers, amounts, places, languages, lists.

What cannot be rendered exactly is `None`.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import regex

from index.calendars import days_in, interval_of, solar_month_of
from rag.amounts import Bound
from rag.wordlists import read_words

# Reader's language → locale; who reads Urdu in Latin letters reads English names.
_LOCALES = {"en": "en_GB", "ur": "ur", "ar": "ar", "fa": "fa", "ru": "ru", "hi": "hi", "ur-Latn": "en_GB"}
_DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹", "ur": "۰۱۲۳۴۵۶۷۸۹"}
_WEEKDAY_AND_DATE = {"en": "{} {}", "ar": "{} {}", "fa": "{} {}", "ur": "{}، {}"}
_PLURALS = {"ru": ("one", "few", "many"), "ar": ("one", "two", "few", "many", "other")}
_YEAR_DIGITS = 4
_PLAIN: tuple[Bound, ...] = ("exact", "precise")
# What is counted rather than measured.
_COUNTED = ("people", "country")
_MINUS, _LEFT_TO_RIGHT = "\u2212", "\u200e"
# Where the press has another name than the CLDR.
_CURRENCIES = {("hi", "USD"): "अमेरिकी डॉलर"}
_DUAL = regex.compile(r"ان(?!\p{L})")
_VOWEL_MARKS = regex.compile(r"[\u064b-\u0652]")


def is_rendered(lang: str) -> bool:
    """Whether facts are rendered for readers of `lang`."""
    return lang in _LOCALES


def render_date(iso: str, lang: str, weekday: bool = False) -> str:
    """ "2023-09-20", "2023-09", "2023", "--09-20", or an interval of days, as readers of `lang` write it."""
    if "/" in iso:
        if lang == "fa" and (whole := _solar_month_or_year(iso)):
            return whole
        first, _, last = iso.partition("/")
        return f"{render_date(first, lang)} – {render_date(last, lang)}"
    from babel.dates import format_date

    parts = iso.split("-")
    if iso.startswith("--"):
        return render_digits(format_date(date(2000, int(parts[2]), int(parts[3])), "d MMMM", _LOCALES[lang]), lang)
    if len(parts) == 1:
        return render_digits(f"{iso} год" if lang == "ru" else iso, lang)
    if len(parts) == 2:
        # Months that stand alone are for Russian only: babel mixes up those of other locales once several are loaded.
        pattern = "LLLL y 'года'" if lang == "ru" else "MMMM y"
        return render_digits(format_date(date(int(parts[0]), int(parts[1]), 1), pattern, _LOCALES[lang]), lang)
    day = date.fromisoformat(iso)
    written = format_date(day, "d MMMM y 'года'" if lang == "ru" else "d MMMM y", _LOCALES[lang])
    if lang == "fa":
        written = f"{_solar_date(day)} ({written})"
    if weekday:
        written = _WEEKDAY_AND_DATE.get(lang, "{}, {}").format(render_weekday(day.weekday(), lang), written)
    return render_digits(written, lang)


def _solar_date(day: date) -> str:
    """As Iran counts: 25 Mehr 1402."""
    from persiantools.jdatetime import JalaliDate

    solar = JalaliDate(day)  # type: ignore[no-untyped-call]
    return f"{solar.day} {solar.strftime('%B', locale='fa')} {solar.year}"


def _solar_month(day: date) -> str:
    """As Iran calls it: Mehr 1402."""
    return _solar_date(day).partition(" ")[2]


def _solar_month_or_year(iso: str) -> str | None:
    """An interval of days by its name, if it is exactly one month or year of the solar calendar."""
    days = interval_of(iso)
    if not days:
        return None
    year, month = solar_month_of(days.first)
    if days == days_in("persian", year, month):
        return render_month_of(iso, "fa")
    return render_year_of(iso, "fa") if days == days_in("persian", year) else None


def render_year_of(iso: str, lang: str) -> str | None:
    """The year in which a date or an interval of days lies, or both; in Persian the solar one before it."""
    days = interval_of(iso)
    if not days:
        return None
    years = sorted({day.year for day in days})
    written = "–".join(map(str, years))
    if lang == "ru":
        written += " год" if len(years) == 1 else " годы"
    solar = {solar_month_of(day)[0] for day in days}
    if lang == "fa" and len(solar) == 1:
        written = f"سال {solar.pop()} ({written})"
    return render_digits(written, lang)


def render_month_of(iso: str, lang: str) -> str | None:
    """Likewise its month, or the first and the last."""
    days = interval_of(iso)
    if not days:
        return None
    written = " – ".join(dict.fromkeys(render_date(f"{day:%Y-%m}", lang) for day in days))
    if lang == "fa" and len({solar_month_of(day) for day in days}) == 1:
        written = f"{_solar_month(days.first)} ({written})"
    return render_digits(written, lang)


def render_weekday(weekday: int, lang: str) -> str:
    """`weekday` is 0 for Monday."""
    from babel.dates import format_date

    # 1 January 2024 was a Monday.
    return str(format_date(date(2024, 1, 1 + weekday), "EEEE", _LOCALES[lang]))


def render_month(month: int, lang: str) -> str:
    from babel.dates import format_date

    return str(format_date(date(2024, month, 1), "LLLL", _LOCALES[lang]))


def render_digits(text: str, lang: str) -> str:
    """`text` with the digits of the reader's convention."""
    digits = _DIGITS.get(lang)
    return text.translate(str.maketrans("0123456789", digits)) if digits else text


def render_number(value: str, lang: str) -> str:
    """`value` is in ASCII digits with a decimal point."""
    from babel.numbers import format_decimal

    number, locale = Decimal(value), _LOCALES[lang]
    grouped = len(value.partition(".")[0]) > _YEAR_DIGITS
    written = format_decimal(number, locale=locale, decimal_quantization=False, group_separator=grouped)
    if lang in ("ar", "fa", "ur"):
        separators = {",": "٬", ".": "٫", "٬": "٬", "٫": "٫"}
        written = "".join(separators.get(char, char) for char in written)
    return render_digits(written, lang)


def as_decimal(number: Fraction) -> str | None:
    """In ASCII digits with a decimal point, if so it is exact."""
    rest = number.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}" if rest == 1 else None


def render_amount(value: str, unit: str, lang: str, bound: Bound = "exact", negative: bool = False) -> str | None:
    """A number with its unit: "20 years", "٢٠ سنة", "more than 40 people"; below nought only "−3.5%"."""
    number = render_number(value, lang)
    if unit == "percent":
        sign = _MINUS if lang not in _DIGITS else f"{_LEFT_TO_RIGHT}{_MINUS}"
        share = f"{sign if negative else ''}{number}{'٪' if lang in _DIGITS else '%'}"
        return None if negative and bound not in _PLAIN else render_bound(share, bound, lang)
    forms = read_words("units")["forms"].get(unit, {}).get(lang)
    if not forms or negative:
        return None
    form = _choose_form(_split_forms(forms), value, unit, lang, bound)
    if not form or bound in _PLAIN:
        return form.format(number) if form else None
    if unit not in _COUNTED:
        return render_bound(form.format(number), bound, lang)
    bounded = render_bound(number, bound, lang)
    if "{}" not in form:
        # "شخصين" says two itself; a bound that goes after the number has no place there.
        return render_bound(form, bound, lang) if bounded and not bounded.startswith(number) else None
    if lang == "en" and bound == "less":
        bounded = f"fewer than {number}"
    return form.format(bounded) if bounded else None


def render_bound(amount: str, bound: Bound, lang: str) -> str | None:
    """`amount`, which is written already, as so much, or as more or less than that."""
    if bound in _PLAIN:
        return amount
    form = read_words("bounds")["forms"].get(bound, {}).get(lang)
    return str(form.format(amount)) if form else None


def render_money(value: str, currency: str, lang: str, bound: Bound = "exact") -> str | None:
    """`currency` is an ISO 4217 code."""
    from babel.numbers import get_currency_name

    symbol = _locale(lang).currency_symbols.get(currency, currency)
    number = render_number(value, lang)
    if lang in ("en", "ur-Latn") and not symbol.isalpha():
        return render_bound(f"{symbol}{number}", bound, lang)
    if lang == "ar":
        return _render_arabic_money(value, currency, bound)
    count = Decimal(value)
    if lang in ("hi", "ur") and count == 1 and _is_postposed(bound, lang):
        # The oblique case of one is like the nominative of several.
        count = Decimal(2)
    if lang == "ru" and bound not in _PLAIN:
        # "Более" takes the genitive, that of the plural but for one.
        if _locale(lang).plural_form(count) == "one":
            return None
        count = count if count % 1 else Decimal(5)
    name = _CURRENCIES.get((lang, currency)) or get_currency_name(currency, count=count, locale=_LOCALES[lang])
    return render_bound(f"{number} {name}", bound, lang)


def _render_arabic_money(value: str, currency: str, bound: Bound) -> str | None:
    """The CLDR has only the form of a hundred for most; after 3 and after 11 the name changes with its adjective."""
    from babel.numbers import get_currency_name

    number = render_number(value, "ar")
    if forms := read_words("units")["currencies"]["ar"].get(currency):
        form = _choose_form(_split_forms(forms), value, currency, "ar", bound)
        return render_bound(form.format(number), bound, "ar") if form else None
    if _plural(value, "ar") < len(_PLURALS["ar"]) - 1:
        return None
    return render_bound(f"{number} {get_currency_name(currency, count=100, locale=_LOCALES['ar'])}", bound, "ar")


def render_place(code: str, lang: str) -> str | None:
    """A country or a city by the code of `index.places`, if the CLDR names it in `lang`."""
    if len(code) == 2:
        name = _locale(lang).territories.get(code.upper())
        return _VOWEL_MARKS.sub("", name) if name else None
    return _cities(lang).get(code)


def render_language(code: str, lang: str) -> str | None:
    own = read_words("romanised").get(lang, {"languages": {}})["languages"]
    name = own.get(code) or _locale(lang).languages.get(code)
    return str(name) if name else None


def render_list(items: Sequence[str], lang: str) -> str:
    from babel.lists import format_list

    if (own := read_words("romanised").get(lang)) and len(items) > 1:
        return f"{', '.join(items[:-1])} {own['and']} {items[-1]}"
    locale = _LOCALES[lang]
    written = format_list(list(items), locale=locale).replace("\u200f", "")
    for comma in ("، اور ", "، و ", ", और "):
        written = written.replace(comma, comma[1:])
    return str(written)


def _split_forms(forms: str) -> list[str]:
    return [form.strip() for form in forms.split("|")]


def _is_postposed(bound: Bound, lang: str) -> bool:
    """Whether the words of the bound stand after what they govern: "ایک ہفتے سے زیادہ"."""
    return str(read_words("bounds")["forms"].get(bound, {}).get(lang, "")).startswith("{} ")


def _choose_form(forms: list[str], value: str, unit: str, lang: str, bound: Bound) -> str | None:
    at = _plural(value, lang)
    if bound in _PLAIN:
        return forms[at]
    if value == "1" and _is_postposed(bound, lang):
        # Where several differ by their last vowel only, one in the oblique case is like them: एक महीने से.
        oblique = forms[1].format(forms[0].partition(" ")[0])
        return oblique if oblique[:-1] == forms[0][:-1] else forms[0]
    if lang == "ru":
        # "Более" takes the genitive: 21 года, 3 лет; that of 21 square kilometres is not among the forms.
        one, few, many = range(len(forms))
        if at == one:
            return None if "^" in unit else forms[few]
        return forms[few if "." in value else many]
    if lang == "ar" and value == "2":
        return str(_DUAL.sub("ين", forms[at]))
    return forms[at]


def _plural(value: str, lang: str) -> int:
    if lang not in _PLURALS:
        return int(value != "1")
    form = _locale(lang).plural_form(Decimal(value))
    forms = _PLURALS[lang]
    # Russian fractions: 3,5 года.
    return forms.index(form) if form in forms else forms.index("few") if lang == "ru" else len(forms) - 1


@cache
def _cities(lang: str) -> dict[str, str]:
    """Code of a city → its name; of those after which the CLDR calls time zones."""
    cities: dict[str, str] = {}
    for zone, names in _locale(lang).time_zones.items():
        code = str(zone).rpartition("/")[2].replace("_", "").lower()
        if "city" in names:
            cities[code] = _VOWEL_MARKS.sub("", names["city"])
        elif lang in ("en", "ur-Latn"):
            cities[code] = str(zone).rpartition("/")[2].replace("_", " ")
    if lang in ("en", "ur-Latn"):
        for zone in _locale("ur").time_zones:
            name = str(zone).rpartition("/")[2].replace("_", " ")
            cities.setdefault(name.replace(" ", "").lower(), name)
    return cities


@cache
def _locale(lang: str) -> Any:
    from babel import Locale

    return Locale.parse(_LOCALES[lang])
