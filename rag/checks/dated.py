"""The dates, months and days of the week of a sentence that its passage does not have."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise

import regex

from index.calendars import interval_of, read_month
from index.dates import FoundDate, find_dates
from index.folding import fold_text

_WORD = regex.compile(r"\p{L}(?:[\p{L}\p{M}])*(?:\u200c\p{L}+)?")
_NUMBER = regex.compile(r"\p{Nd}+")
_DASH = regex.compile(r"\s*[–—-]\s*")
_WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "ru": "понедельник/понедельника/понедельнику вторник/вторника/вторнику среда/среду/среды/среде"
    " четверг/четверга/четвергу"
    " пятница/пятницу/пятницы/пятнице суббота/субботу/субботы/субботе воскресенье/воскресенья/воскресенью",
    "ur": "پیر/سوموار منگل بدھ جمعرات جمعہ/جمعے ہفتہ/ہفتے اتوار",
    "hi": "सोमवार मंगलवार/मंगल बुधवार/बुध गुरुवार/बृहस्पतिवार/वीरवार शुक्रवार/जुमे शनिवार रविवार/इतवार",
    "fa": "دوشنبه سه‌شنبه/سهشنبه چهارشنبه پنجشنبه/پنج‌شنبه جمعه/آدینه شنبه یکشنبه/یک‌شنبه",
    "ar": "الاثنين/الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
# Also everyday words: a saint, a week, the one.
_DOUBTFUL_WORDS = "پیر ہفتہ ہفتے منگل मंगल बुध среды среде среду среда الأحد"
_DOUBTFUL = frozenset(map(fold_text, _DOUBTFUL_WORDS.split()))
_YEAR_BEFORE = regex.compile(
    r"(?:the |a )?(?:year (?:before|earlier)|previous year|preceding year|last year)|годом (?:ранее|раньше)"
    r"|год назад|предыдущ\p{L}+ год"
    r"|прошл\p{L}+ год|(?:گزشتہ|پچھلے|اس سے پہلے کے) (?:سال|برس)|(?:ایک )?(?:سال|برس) (?:پہلے|قبل)|(?:पिछले"
    r"|बीते) (?:साल|वर्ष)"
    r"|(?:एक )?(?:साल|वर्ष) (?:पहले|पूर्व)|سال (?:قبل|پیش|گذشته|گذشتهٔ|پیشین)|(?:العام|السنة) (?:السابق|الماضي"
    r"|السابقة|الماضية)"
    r"|قبل (?:عام|سنة)|عام قبله|العام الذي سبقه",
    regex.I,
)
# A lunar month begins when the moon is seen.
_MOON = timedelta(days=1)


def unsupported_dates(
    sentence: str, lang: str, passage: str, passage_lang: str, context: str
) -> tuple[list[tuple[str, str]], list[tuple[int, int]]]:
    """Words and message of each date that neither passage nor context has, and the spans of all dates."""
    dates = _dates(sentence, lang)
    known = [*_dates(passage, passage_lang), *_dates(context, passage_lang)]
    years = years_of(passage, passage_lang) | years_of(context, passage_lang)
    source = f"{passage}\n{context}"
    found = []
    told = _ends_of_intervals(sentence, dates, known)
    for each in dates:
        words = sentence[each.start : each.end]
        if (
            each.start not in told
            and not _is_known(each, known, years)
            and not _same_words(words, source, passage_lang)
        ):
            found.append((words, f"the passage does not have the date {words}"))
    spans = [(each.start, each.end) for each in dates]
    months = _months(source, passage_lang) | {
        ("gregory", int(each.iso.replace("--", "0000-")[5:7])) for each in known if _has_month(each)
    }
    days = _weekdays(source, passage_lang) | {
        date.fromisoformat(each.iso).weekday() for each in known if each.precision == "day"
    }
    for match in _WORD.finditer(sentence):
        word = match.group()
        if any(start <= match.start() < end for start, end in spans):
            continue
        month = read_month(word)
        sure = month and (not month[0].doubtful or lang[:2] in month[0].sure_in)
        if month and sure and (month[0].calendar, month[0].number) not in months:
            found.append((word, f"the passage does not have the month {word}"))
        day = _weekday(word, lang)
        named = day is not None and fold_text(word) not in _DOUBTFUL
        if named and _weekdays(source, passage_lang) and day not in days:
            found.append((word, f"the passage does not have the day {word}"))
    return found, spans


@lru_cache(maxsize=256)
def _dates(text: str, lang: str) -> tuple[FoundDate, ...]:
    return tuple(find_dates(text, lang))


@lru_cache(maxsize=256)
def years_of(text: str, lang: str) -> frozenset[str]:
    """The years of a text in digits, Gregorian where a date tells, and those that are said to be the year before."""
    years: set[str] = set()
    for match in _NUMBER.finditer(text):
        if len(match.group()) == 4 and match.group().isdecimal():
            years.add(str(int(match.group())))
    for each in _dates(text, lang):
        years |= {part[:4] for part in each.iso.split("/") if not part.startswith("--")}
    return frozenset(years | inferred_years(text, years))


def inferred_years(text: str, years: Collection[str]) -> set[str]:
    return {str(int(year) - 1) for year in years} if _YEAR_BEFORE.search(text) else set()


def _ends_of_intervals(sentence: str, dates: Sequence[FoundDate], known: Sequence[FoundDate]) -> set[int]:
    """Where the dates begin by which the sentence tells an interval, as the month of another calendar is in ours."""
    intervals = {each.iso for each in known if "/" in each.iso}
    return {
        at
        for first, last in pairwise(dates)
        if f"{first.iso}/{last.iso}" in intervals and _DASH.fullmatch(sentence, first.end, last.start)
        for at in (first.start, last.start)
    }


def _is_known(wanted: FoundDate, known: list[FoundDate], years: Collection[str]) -> bool:
    if wanted.precision == "year":
        return any(_overlap(wanted, each) for each in known if each.precision != "month-day") or (
            wanted.iso[:4] in years or any(part[:4] in years for part in wanted.iso.split("/"))
        )
    return any(_overlap(wanted, each) for each in known)


def _overlap(wanted: FoundDate, known: FoundDate) -> bool:
    """Whether `known` is the same time or, for a date that is less exact, lies in it."""
    if "month-day" in (wanted.precision, known.precision):
        return _month_day(wanted) == _month_day(known) and None not in (_month_day(wanted), _month_day(known))
    order = ("year", "month", "day")
    if order.index(wanted.precision) > order.index(known.precision):
        return False
    wanted_days, known_days = interval_of(wanted.iso), interval_of(known.iso)
    if wanted_days is None or known_days is None:
        return False
    (first, last), (begin, end) = wanted_days, known_days
    slack = (
        _MOON if "islamic" in (wanted.calendar, known.calendar) and wanted.calendar != known.calendar else timedelta(0)
    )
    return first - slack <= end and begin <= last + slack


def _month_day(each: FoundDate) -> str | None:
    if each.precision == "month-day":
        return f"{each.calendar}{each.iso[1:]}"
    return f"gregory{each.iso[4:]}" if each.precision == "day" and each.calendar == "gregory" else None


def _same_words(words: str, source: str, lang: str) -> bool:
    """Whether the source has every number of the date and its month, in an order that is not read there as a date."""
    # regex knows digits of a later Unicode than Python.
    numbers, there = ({str(int(n)) for n in _NUMBER.findall(text) if n.isdecimal()} for text in (words, source))
    months = {(month[0].calendar, month[0].number) for w in _WORD.findall(words) if (month := read_month(w))}
    return (
        bool(months or len(numbers) == 1)
        and numbers <= there
        and months <= _months(source, lang)
        and not _dates(source, lang)
    )


@lru_cache(maxsize=256)
def _months(text: str, lang: str) -> frozenset[tuple[str, int]]:
    found = (read_month(word) for word in _WORD.findall(text))
    return frozenset((month[0].calendar, month[0].number) for month in found if month)


def _has_month(each: FoundDate) -> bool:
    return each.precision in ("day", "month", "month-day") and "/" not in each.iso and each.calendar == "gregory"


@lru_cache(maxsize=256)
def _weekdays(text: str, lang: str) -> frozenset[int]:
    return frozenset(day for word in _WORD.findall(text) if (day := _weekday(word, lang)) is not None)


def _weekday(word: str, lang: str) -> int | None:
    return _weekday_words(lang[:2]).get(fold_text(word))


@cache
def _weekday_words(lang: str) -> dict[str, int]:
    days = enumerate(_WEEKDAYS.get(lang, "").split())
    return {fold_text(word): day for day, words in days for word in words.split("/")}
