"""Names of months in the press's languages, and the days they stand for in the Gregorian calendar.

The CLDR names the Gregorian months (by way of babel); what newspapers write besides, and the months of the lunar
(Umm al-Qura) and the solar Hijri calendar, stand here. The conversions are those of hijridate and persiantools.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex

Calendar = Literal["gregory", "islamic", "persian"]


class Days(NamedTuple):
    """From one day to another, both of them inside."""

    first: date
    last: date


@dataclass(frozen=True)
class Month:
    number: int
    calendar: Calendar = "gregory"
    # Also an everyday word ("mars", "صفر"): counts only beside a year, or in a language of `sure_in`.
    doubtful: bool = False
    sure_in: tuple[str, ...] = ()
    # Latin script only: a small letter at the head makes it doubtful ("may", "march").
    capital: bool = False
    abbreviated: bool = False


_FULL_NAMES = ["ar", "ar_SY", "ar_DZ", "ar_MA", "ar_MR", "fa", "fa_AF", "ur", "pa_Arab", "ps", "sd"]
_FULL_NAMES += ["en", "ru", "hi", "tr", "fr", "de", "de_AT", "es", "es_PE", "bn", "pa"]
_SHORT_NAMES = {"en": True, "de": True, "de_AT": True, "ru": True, "fr": True, "fr_CA": True, "tr": False, "es": False}
_SHORT_NAMES |= {"hi": False, "bn": False, "pa": False, "fa_AF": False}
_SMALL_LETTER = ("fr", "es", "ru")

# What the press writes and the CLDR lacks: twelve months, variants apart by "|".
_PRESS = (
    "كانون ثاني, , مارت, , مايس|آيار|ايار, , , , ايلول, تشرين أول, تشرين ثاني, كانون أول",
    "يناير, فبرائر|فيبراير, , ابريل|أبرايل, , يونية|يونيه, يولية|يوليه, اغسطس|أغسطوس, شتنبر|سيبتمبر, اكتوبر, , ديسيمبر",
    "جنورى, فروری|فرورى, مارج, اپرئل, , , جولائ|جولاي|جولای, , سپتمبر|سیپتمبر|ستنبر, , نومبير, ",
    "جانویه, فبروری, , اوریل|اپریل, , جون, جولای|ژوییه, آگوست|اگوست|آگست, , , , ",
    ", فېبرورۍ|فبرورۍ, , , مې|می, , جولای, , سپټمبر|سپتامبر|سېپټمبر, , نوامبر, دسامبر",
    "جنوري, فيبروري, , , , , جولاء|جولائي, آگسٽ|آگست, سيپٽمبر|سپٽمبر, آڪٽوبر, , ڊسمبر|ڊيسمبر",
    "जनवरि, फेब्रुवारी|फरबरी, , अप्रेल, , , जुलाय, अगस्त्, सितम्बर|सितमबर, अक्तूबर|अक्टुबर, नवम्बर, दिसम्बर",
    "জানুয়ারি, ফেব্রুয়ারি, , , , , , অগস্ট|আগষ্ট, , , , ",
    ", , , , , , , , Sept, , , ",
    "янв, фев, мар, апр, , июн, июл, авг, сен, окт, ноя, дек",
)
_PERSIAN = (
    "فروردین, اردیبهشت, خرداد, تیر, مرداد|امرداد, شهریور, مهر, آبان, آذر, دی, بهمن, اسفند",
    "حمل, ثور, جوزا, سرطان, اسد, سنبله, میزان, عقرب, قوس, جدی, دلو, حوت",
    "وری, غویی|غوایی, غبرګولی, چنګاښ, زمری, وږی, تله, لړم, لیندۍ, مرغومی, سلواغه, کب",
    "Farvardin, Ordibehesht, Khordad, Tir, Mordad, Shahrivar, Mehr, Aban, Azar, Dey, Bahman, Esfand",
)
_ISLAMIC = (
    "محرم|المحرم|محرم الحرام, صفر|صفر المظفر|صفر الخير, ربيع الأول|ربيع أول, ربيع الآخر|ربيع الثاني|ربيع ثاني,"
    "جمادى الأولى|جمادى الأول|جمادي اول, جمادى الآخرة|جمادى الثانية|جمادى الثاني|جمادي آخر, رجب|رجب المرجب,"
    "شعبان|شعبان المعظم, رمضان|رمضان المبارك|رمضان الكريم, شوال|شوال المكرم,"
    "ذو القعدة|ذي القعدة|ذيقعدة|ذيقعد|ذوالقعد, ذو الحجة|ذي الحجة|ذيحجة|ذوالحج|ذي الحج",
    "Muharram, Safar, , , , , Rajab, Shaban|Sha'ban, Ramadan|Ramazan|Ramzan, Shawwal, Dhu al-Qadah, Dhu al-Hijjah",
    "मुहर्रम, सफर, , , , , रजब, शाबान, रमज़ान|रमजान, शव्वाल, , ",
    "мухаррама|мухаррам, сафара|сафар, , , , , раджаба|раджаб, шаабана|шаабан, рамадана|рамадан, шавваля|шавваль, , ",
)
_DOUBTFUL = (
    "آب ماي جوان می مې مه مۍ نيسان مارت صفر رجب شعبان تیر مهر آبان آذر دی بهمن حمل ثور جوزا سرطان اسد سنبله میزان"
    " عقرب قوس جدی دلو حوت وری غویی زمری وږی تله لړم کب Tir Mehr Aban Azar Dey Safar Rajab सफर"
)
_SURE_IN = {"fa": "مه مهر آبان آذر دی بهمن", "ar": "رجب شعبان", "ur": "رجب شعبان"}
# Arabic particles written in one with the month; what Persian and Bengali write at its end.
_PREFIXES = ("و", "ب", "ل", "ف")
_SUFFIXES = ("ماہ", "ের", "ে")
_MONTHS_IN_A_YEAR = 12

_ALIKE = str.maketrans(
    {"ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ك": "ک", "ڪ": "ک", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "ە": "ہ"}
    | {"ı": "i", "ـ": "", "ँ": "ं"}
)
# Invisible controls, accents, vowel marks and the nukta.
_MARKS = regex.compile(r"[\p{Cf}\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u0a3c]+")


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """`word` without differences of case, accents, vowel marks and of keyboards; dots under letters are kept."""
    folded = unicodedata.normalize("NFKD", word).casefold().translate(_ALIKE)
    return str(_MARKS.sub("", folded)).replace("म्ब", "ंब")


def read_month(word: str) -> tuple[Month, int] | None:
    """The month that `word` names, and how many of its first characters are a particle that does not belong to it."""
    folded = fold_word(word)
    names = month_names()
    if month := names.get(folded):
        small = month.capital and word[0].islower()
        return (replace(month, doubtful=True) if small else month), 0
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and (month := names.get(folded.removesuffix(suffix))):
            return replace(month, doubtful=month.doubtful and suffix != _SUFFIXES[0]), 0
    month = names.get(folded[1:]) if folded.startswith(_PREFIXES) else None
    return (month, 1) if month and not month.doubtful and month.calendar == "gregory" else None


@cache
def month_names() -> dict[str, Month]:
    """Folded names, those of several words written in one."""
    names: dict[str, Month] = {}
    doubtful = {fold_word(word) for word in _DOUBTFUL.split()}
    sure = {lang: {fold_word(word) for word in words.split()} for lang, words in _SURE_IN.items()}
    for spelling, month in _spellings():
        key = fold_word("".join(regex.findall(r"[\p{L}\p{M}]+", spelling)))
        sure_in = tuple(lang for lang, words in sure.items() if key in words)
        month = replace(month, doubtful=month.doubtful or key in doubtful, sure_in=sure_in)
        known = names.setdefault(key, month)
        # One language's full name makes another's abbreviation sure.
        names[key] = replace(
            known,
            capital=known.capital and month.capital,
            doubtful=known.doubtful and month.doubtful,
            abbreviated=known.abbreviated and month.abbreviated,
        )
    return names


@cache
def first_words() -> dict[str, int]:
    """The folded first words of names of several words: how many words the longest of them has."""
    heads: dict[str, int] = {}
    for spelling, _ in _spellings():
        head, *rest = regex.findall(r"[\p{L}\p{M}]+", spelling)
        if rest:
            heads[fold_word(head)] = max(heads.get(fold_word(head), 0), len(rest) + 1)
    return heads


def _spellings() -> Iterator[tuple[str, Month]]:
    yield from _cldr_spellings()
    calendars: dict[Calendar, tuple[str, ...]] = {"gregory": _PRESS, "persian": _PERSIAN, "islamic": _ISLAMIC}
    for calendar, tables in calendars.items():
        for table in tables:
            for number, spellings in enumerate(table.split(","), 1):
                for spelling in filter(None, (s.strip() for s in spellings.split("|"))):
                    capital = spelling[0].isupper()
                    yield spelling, Month(number, calendar, capital=capital, abbreviated=table in _PRESS[-2:])


def _cldr_spellings() -> Iterator[tuple[str, Month]]:
    from babel import Locale

    for lang in _FULL_NAMES:
        months = Locale.parse(lang).months
        for number in range(1, _MONTHS_IN_A_YEAR + 1):
            month = Month(number, capital=lang[:2] not in _SMALL_LETTER)
            for context in ("format", "stand-alone"):
                yield months[context]["wide"][number], month
            if lang == "ru":
                yield from ((spelling, month) for spelling in _russian_cases(months["format"]["wide"][number]))
    for lang, sure in _SHORT_NAMES.items():
        months = Locale.parse(lang).months
        for number in range(1, _MONTHS_IN_A_YEAR + 1):
            for context in ("format", "stand-alone"):
                month = Month(number, capital=lang != "ru", doubtful=not sure, abbreviated=True)
                yield months[context]["abbreviated"][number], month


def _russian_cases(genitive: str) -> list[str]:
    """The cases that the CLDR does not list: "в сентябре", "к маю", "августом"."""
    stem, hard = genitive[:-1], genitive.endswith("а")
    return [stem + ending for ending in (("е", "у", "ом") if hard else ("е", "ю", "ем", "ём"))]


def day_of(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """The Gregorian day, `None` if there is no such day or it lies outside the calendar's tables (1343–1500 lunar)."""
    try:
        if calendar == "islamic":
            from hijridate import Hijri

            return date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat())
        if calendar == "persian":
            from persiantools.jdatetime import JalaliDate

            return date.fromisoformat(JalaliDate(year, month, day).to_gregorian().isoformat())  # type: ignore[no-untyped-call]
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def solar_month_of(day: date) -> tuple[int, int]:
    """Year and month of the solar Hijri calendar; raises ValueError before its first."""
    from persiantools.jdatetime import JalaliDate

    solar = JalaliDate(day)  # type: ignore[no-untyped-call]
    return int(solar.year), int(solar.month)


def last_day_of(calendar: Calendar, year: int, month: int) -> date | None:
    """The Gregorian day on which this month ends."""
    following = (year, month + 1) if month < _MONTHS_IN_A_YEAR else (year + 1, 1)
    end = day_of(calendar, *following, 1)
    return end and end - timedelta(days=1)


def days_in(calendar: Calendar, year: int, month: int | None = None, day: int | None = None) -> Days | None:
    """The Gregorian days of a year, or of a month or a day of it; None where there is no such one."""
    first = day_of(calendar, year, month or 1, day or 1)
    last = first if day else last_day_of(calendar, year, month or _MONTHS_IN_A_YEAR)
    return Days(first, last) if first and last else None


def days_near(calendar: Calendar, month: int, day: int, near: date) -> list[date]:
    """This day of `calendar` in the years around `near`, in order."""
    year = {"gregory": near.year, "persian": near.year - 621, "islamic": (near.year - 622) * 33 // 32}[calendar]
    days = (day_of(calendar, each, month, day) for each in range(year - 2, year + 4))
    return [each for each in days if each]


def has_day(calendar: Calendar, month: int, day: int) -> bool:
    """Whether some year of `calendar` has this day."""
    longest = {"gregory": (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), "persian": (31,) * 6 + (30,) * 6}
    return day <= (longest[calendar][month - 1] if calendar in longest else 30)


def interval_of(iso: str) -> Days | None:
    """The first and the last day of a Gregorian date, month or year, or of an interval of days, in ISO 8601; none of a
    day without a year."""
    first, _, last = iso.partition("/")
    try:
        if last:
            return Days(date.fromisoformat(first), date.fromisoformat(last))
        parts = [int(part) for part in first.split("-")]
        if len(parts) == 3:
            return Days(date(*parts), date(*parts))
        if len(parts) == 2:
            following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            return Days(date(parts[0], parts[1], 1), following - timedelta(days=1))
        return Days(date(parts[0], 1, 1), date(parts[0], 12, 31))
    except ValueError:
        return None


def overlap(one: Days, other: Days) -> bool:
    return one.first <= other.last and other.first <= one.last
