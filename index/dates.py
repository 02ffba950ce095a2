"""Dates that a text states, in the languages, digits and calendars of its press.

Each word, number and mark of the text becomes one letter of a string of kinds ("20 September 2023" → "d M 4"), and one
regular expression over that string tells what is a date: linear in the text, and the same for every language.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

import regex

from index.calendars import Calendar, days_in, days_near, has_day
from index.datewords import DateWords, read_date_words

Precision = Literal["day", "month", "year", "month-day"]


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: `text[start:end]` are the words it was read from.

    `iso` is Gregorian: "2023-09-20", "2023-09" or "2023". A month or year of another calendar is the ISO 8601 interval
    of its days, "2024-03-11/2024-04-09". Without a year it is "--09-20": month and day of `calendar` itself.
    `ambiguous` where day and month, or the calendar, may as well be meant otherwise.
    """

    start: int
    end: int
    iso: str
    precision: Precision
    calendar: Calendar = "gregory"
    ambiguous: bool = False


# Years that a date may have; the lunar ones are those of the Umm al-Qura tables.
_YEARS: dict[Calendar, range] = {
    "gregory": range(1000, 2200),
    "islamic": range(1343, 1501),
    "persian": range(1200, 1500),
}
_HIJRI_YEARS = range(1300, 1501)
# After "in" alone, other numbers are rather amounts, and so are round hundreds.
_MODERN_YEARS, _SOLAR_YEARS = range(1801, 2100), range(1300, 1425)
_LONGEST_YEAR = 366
_MOST_DAYS = 31
# Of the years that both Hijri calendars count, those before are of our time in the solar one, those after in the lunar.
LUNAR_FROM = 1425
_LUNAR_LANGUAGES, _SOLAR_LANGUAGES = ("ar", "ur", "sd"), ("fa", "ps")
_DAY_FIRST_LANGUAGES = ("ur", "ar", "fa", "ru", "hi", "tr", "fr", "de", "es", "ps", "sd", "bn", "pa")
_SHORT_DOTTED_LANGUAGES = ("ru", "de", "tr")
_DOTTED_YEAR_FIRST_LANGUAGES = ("zh", "ja", "ko")

_START = r"(?<![aL%])(?<![abL]-)(?<!v\.? ?)(?:(?<![d4en][-/.:,'])|(?<=[/.]4-)|(?<=[MNq][,.]? ?(?:f ?)?4-))"
_END = r"(?!-?[aL%])(?![/.:][d4en])(?!-(?!d[/.]d|d(?:\.|-?o)? ?(?:f ?)?[MN])[d4en])"
_MARK = r"(?P<mark>(?: ?(?:[YEhs]|G\.?)|g)?(?:[ .]{0,2}[hs]){0,2})"
_DAY = r"(?P<day>[d1]|(?<![abLw] )k)(?:-?o| o(?= ))?"
_FIRST = r"(?P<first>d(?:\.|/(?= ?r)|-?o)?) ?[-~rR] ?"
_FIRST_YEAR = r"(?P<first_year>4) ?[-~rR] ?"
_OF = r"\.?(?:,? ?(?:f ?){0,2}|-|/ ?)"
_FIRST_MONTH = r"(?P<first_month>[MN])\.? ?[-~rR] ?"
_MONTH = r"(?P<month>[MNq])\.?(?: ?[/(] ?(?P<same>[MNq])\)?)?"
_YEAR = r"(?:,? ?(?:[fy] ?){0,3}|[-/.])(?P<year>4)(?:-?o)?" + _MARK
_MONTH_AFTER_YEAR = r"(?:(?: ?Y)?[ ,]{0,2}|(?: Y|(?<=f 4)) f |[-/])"
_SEPARATOR = r" ?(?P<separator>[-/.]) ?"
_DATES = regex.compile(
    "|".join(
        [
            # 17–19 January 2025, 20 September; January 17–19, 2025; September 20, 2023.
            rf"{_START}(?:{_FIRST})?{_DAY}{_OF}{_MONTH}{_YEAR}",
            rf"{_START}(?:{_FIRST})?{_DAY}{_OF}(?=[MN]){_MONTH}{_END}",
            rf"{_MONTH} ?(?:{_FIRST})?{_DAY},? ?(?P<year>4){_MARK}",
            rf"(?=M){_MONTH} (?:{_FIRST})?{_DAY}(?! ?[MNq])(?![,'][d4en]){_END}",
            rf"(?<=f )(?=[MN]){_MONTH} j {_DAY}",
            # 2023 September 20; September 2023; March to June 2023.
            rf"{_START}(?P<year>4){_MONTH_AFTER_YEAR}{_MONTH}(?: ?j)?[- /]?{_DAY}{_END}(?!,? ?4)",
            rf"(?:{_FIRST_MONTH})?{_MONTH}{_YEAR}",
            # 2023年9月20日
            r"(?:(?P<year>4) ?年 ?)?(?P<han_month>d) ?月 ?(?P<day>d) ?日|(?P<year>4) ?年(?: ?(?P<han_month>d) ?月)?",
            # 20/09/2023, 2023-09-20, 20.09.23
            rf"{_START}(?P<left>d){_SEPARATOR}(?P<middle>d) ?(?P=separator) ?(?P<right>4){_MARK}{_END}",
            rf"{_START}(?P<left>4){_SEPARATOR}(?P<middle>d) ?(?P=separator) ?(?P<right>d){_MARK}{_END}",
            rf"{_START}(?P<left>d)(?P<separator>[/.])(?P<middle>d)(?P=separator)(?P<right>[de]){_END}",
            # The year 2023; 2022–2023 годы; in 2023.
            rf"(?<=y ?)(?:{_FIRST_YEAR})?(?P<year>4)(?! ?[-~/] ?[d4en]){_MARK}{_END}",
            rf"{_START}(?:{_FIRST_YEAR})?(?P<year>4)(?=[ .]{{0,2}}[YEGhs]){_MARK}",
            rf"(?<=[ijR] ){_FIRST_YEAR}(?P<year>(?P<weak>4)){_END}|{_START}(?P<year>(?P<weak>4))-o",
            rf"(?:(?<=[ijR] )|{_START}(?=4(?: p|'[pf])))(?P<year>(?P<weak>4))(?! ?[-~/,'] ?[d4en]){_END}",
        ]
    )
)
_NUMERIC = regex.compile(rf"{_START}(?P<left>d)(?P<separator>[-/])(?P<middle>d)(?P=separator)4{_END}")
_WORD_LENGTH = 12
_YEARS_BEFORE = regex.compile(r"(?i)\b(?:années|años|jahren?|سال[\s\u200c]?های|أعوام|الأعوام)\s$")
_DECADE_AFTER = regex.compile(r"\s(?:(?:کی|کے|के|की)\s)?(?:دہائی|عشر[ےہ]|दशक)")
_BETWEEN = regex.compile(r" ?[-~rR] ?(?:f ?)?")


def find_dates(text: str, lang: str | None = None) -> list[FoundDate]:
    """The dates that `text` states, in order and without overlap.

    All languages, digits and calendars are read whatever `lang` (ISO 639-1, or "en-US") is; it decides between
    readings: 03/04/2023 is 3 April unless `lang` is "en-US" or other dates of the text show that the month comes
    first; 1402/06/29 is solar in Persian and Pashto, lunar in Arabic and Urdu. A month alone is no date, nor a year
    without a word that makes it one. Lunar dates follow the Umm al-Qura calendar, 1343–1500 AH.
    """
    words = read_date_words(text, lang)
    order = _month_first(words, lang)
    found: list[FoundDate] = []
    previous = previous_end = 0
    for match in _DATES.finditer(words.kinds):
        dates = _read_numeric(words, match, lang, order) if match["left"] else _read_named(words, match, lang)
        if dates and _BETWEEN.fullmatch(words.kinds, previous_end, match.start()):
            found[len(found) - previous :] = [_with_year_of(each, dates[0]) for each in found[len(found) - previous :]]
        found.extend(dates)
        previous, previous_end = len(dates), match.end()
    return found


def _month_first(words: DateWords, lang: str | None) -> bool | None:
    """Whether 03/04/2023 is March in this text, `None` if nothing tells."""
    pairs = [(words.number(m.start("left")), words.number(m.start("middle"))) for m in _NUMERIC.finditer(words.kinds)]
    month_first = any(left <= 12 < middle for left, middle in pairs)
    day_first = any(middle <= 12 < left for left, middle in pairs)
    if month_first != day_first:
        return month_first
    if lang and lang.replace("_", "-") == "en-US":
        return True
    return False if lang and lang[:2] in _DAY_FIRST_LANGUAGES else None


def _read_numeric(words: DateWords, match: Any, lang: str | None, order: bool | None) -> list[FoundDate]:
    left, month, right = (words.number(match.start(name)) for name in ("left", "middle", "right"))
    dotted, ambiguous = match["separator"] == ".", False
    if match["left"] == "4":
        year, day = left, right
        if dotted and (lang or "")[:2] not in _DOTTED_YEAR_FIRST_LANGUAGES:
            return []
    else:
        year, day = right, left
        ambiguous = order is None and not dotted and day <= 12 and month <= 12 and day != month
        if not dotted and (month > 12 or (order and day <= 12)):
            day, month = month, day
    if match["right"] != "4" and match["left"] != "4":
        if dotted and (lang or "")[:2] not in _SHORT_DOTTED_LANGUAGES:
            return []
        if any(len(words.digits(match.start(name))) != 2 for name in ("left", "middle")):
            return []
        first, last = map(_solar_year, (left, right)) if (lang or "")[:2] in _SOLAR_LANGUAGES else (None, None)
        if first and right <= _MOST_DAYS:
            # As it is usual, but it may come last.
            year, day, ambiguous = first, right, last is not None
        else:
            year = last or year + (2000 if year < 50 else 1900)
    calendar, guessed = _calendar_of(year, match["mark"] or "", lang)
    found = _place(words, match.span(), calendar, year, month, day)
    return [replace(found, ambiguous=ambiguous or guessed)] if found else []


def _solar_year(digits: int) -> int | None:
    """The year of our time that Persian writes in these two digits; those between may be of another calendar."""
    return 1400 + digits if digits < 10 else 1300 + digits if digits >= 50 else None


def _read_named(words: DateWords, match: Any, lang: str | None) -> list[FoundDate]:
    mark = match["mark"] or ""
    calendar: Calendar = "gregory"
    year = words.number(match.start("year")) if match["year"] else None
    day = words.number(match.start("day")) if match["day"] else None
    month = None
    if match["month"]:
        name = words.months[match.start("month")]
        same = words.months[match.start("same")] if match["same"] else name
        if (same.number, same.calendar) != (name.number, name.calendar):
            return []
        month, calendar = name.number, name.calendar
        if calendar == "gregory" and _is_hijri(mark):
            return []
        # "In March 2022" is a month, "Mart 2022" may be anything.
        introduced = words.kinds[max(0, match.start() - 2) : match.start()] in ("i ", "f ")
        if match["month"] == "q" and calendar == "gregory" and not (day or match["same"] or introduced):
            return []
    elif match["han_month"]:
        month = words.number(match.start("han_month"))
    elif year is not None:
        return _read_years(words, match, lang, year, mark)
    if match["first_month"]:
        return _read_months(words, match, calendar, year, month)
    if not match["first"]:
        found = _place(words, match.span(), calendar, year, month, day)
        return [found] if found else []
    first_day = words.number(match.start("first"))
    second = _place(words, (match.start("day"), match.end()), calendar, year, month, day)
    first = _place(words, (match.start(), match.end("first")), calendar, year, month, first_day)
    return [each for each in (first if first_day < (day or 0) else None, second) if each] if second else []


def _read_months(
    words: DateWords, match: Any, calendar: Calendar, year: int | None, month: int | None
) -> list[FoundDate]:
    """Both months of "March to June 2023"; of "November to February 2023" the year of the first is not said."""
    second = _place(words, (match.start("month"), match.end()), calendar, year, month, None)
    earlier = words.months[match.start("first_month")]
    same_year = earlier.calendar == calendar and earlier.number < (month or 0)
    first = _place(words, match.span("first_month"), calendar, year, earlier.number, None) if same_year else None
    return [each for each in (first, second) if each] if second else []


def _read_years(words: DateWords, match: Any, lang: str | None, year: int, mark: str) -> list[FoundDate]:
    language = (lang or "")[:2]
    solar = language in _SOLAR_LANGUAGES and year in _SOLAR_YEARS
    if year % 10 == 0 and not match["first_year"] and _is_decade(words, match.start("year"), match.end()):
        return []
    if match["weak"] and not solar and (year not in _MODERN_YEARS or (year % 100 == 0 and not match["first_year"])):
        return []
    calendar: Calendar = "gregory"
    if _is_hijri(mark) or (solar and not _is_christian(mark)):
        calendar, _ = _calendar_of(year, mark, lang)
    elif year in _HIJRI_YEARS and not _is_christian(mark) and (not language or language in _LUNAR_LANGUAGES):
        # Either calendar's; other languages do not count Hijri years without saying so.
        return []
    second = _place(words, (match.start("year"), match.end()), calendar, year, None, None)
    if not match["first_year"] or not second:
        return [second] if second else []
    span = match.start("first_year"), match.end("first_year")
    earlier = words.number(span[0])
    first = _place(words, span, calendar, earlier, None, None) if earlier < year else None
    return [first, second] if first else [second]


def _is_decade(words: DateWords, place: int, end: int) -> bool:
    """Whether a year stands for the ten from it on: "1990ء کی دہائی", "les années 1990"."""
    before = words.text[max(0, words.starts[place] - _WORD_LENGTH) : words.starts[place]]
    return bool(_YEARS_BEFORE.search(before) or _DECADE_AFTER.match(words.text, words.ends[end - 1]))


def _calendar_of(year: int, mark: str, lang: str | None) -> tuple[Calendar, bool]:
    """The calendar in which `year` is counted, and whether that is a guess."""
    if "s" in mark:
        return "persian", False
    if "h" in mark:
        return "islamic", False
    if year not in _HIJRI_YEARS or _is_christian(mark):
        return "gregory", False
    if lang and lang[:2] in _SOLAR_LANGUAGES + _LUNAR_LANGUAGES:
        return ("persian" if lang[:2] in _SOLAR_LANGUAGES else "islamic"), False
    return ("islamic" if year >= LUNAR_FROM else "persian"), True


def _is_christian(mark: str) -> bool:
    return bool(set(mark) & set("EGg"))


def _is_hijri(mark: str) -> bool:
    return bool(set(mark) & set("hs"))


def _place(
    words: DateWords, span: tuple[int, int], calendar: Calendar, year: int | None, month: int | None, day: int | None
) -> FoundDate | None:
    """The date, if there is such a day, with the characters of the words in `span`."""
    start, end = words.starts[span[0]], words.ends[span[1] - 1]
    if year is None:
        valid = month and day and month <= 12 and has_day(calendar, month, day)
        return FoundDate(start, end, f"--{month:02}-{day:02}", "month-day", calendar) if valid else None
    if year not in _YEARS[calendar]:
        return None
    days = days_in(calendar, year, month, day)
    if not days:
        return None
    first, last = days
    if day:
        return FoundDate(start, end, first.isoformat(), "day", calendar)
    precision: Precision = "month" if month else "year"
    gregorian = f"{first:%Y-%m}" if month else f"{first:%Y}"
    return FoundDate(start, end, gregorian if calendar == "gregory" else f"{first}/{last}", precision, calendar)


def _with_year_of(earlier: FoundDate, later: FoundDate) -> FoundDate:
    """The first end of a range that states its year at the second: "30 December – 2 January 2024"."""
    if (earlier.precision, earlier.calendar, later.precision) != ("month-day", later.calendar, "day"):
        return earlier
    end = date.fromisoformat(later.iso)
    days = days_near(later.calendar, int(earlier.iso[2:4]), int(earlier.iso[5:]), end)
    # Not of the year before that: "29 February – 2 March 2023" is a mistake.
    within = [day for day in days if timedelta(0) <= end - day < timedelta(days=_LONGEST_YEAR)]
    return replace(earlier, iso=within[-1].isoformat(), precision="day") if within else earlier
