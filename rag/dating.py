"""Relative dates of an article's sentences, resolved against the article's own date: derived, never stated."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

import regex

from index.calendars import Calendar, Days, day_of, days_in, days_near, interval_of, solar_month_of
from index.dates import FoundDate, find_dates
from rag.clauses import Token, joins, read_tokens, tense_at
from rag.relative import Expression, find_expressions

Precision = Literal["day", "week", "month", "year"]


@dataclass(frozen=True)
class RelativeDate:
    """`text[start:end]` are the words it was derived from.

    `iso` is Gregorian, a week, and a month or year of the solar calendar, the ISO 8601 interval of its days; `None` if
    the article's date is unknown or too coarse, or if nothing tells which such day is meant. `weekday` (0 for Monday)
    and `month` are what the words name, and `is_today` tells of words for the day itself, which may as well mean
    "nowadays", `counts` of those that count from the article's day: "last July", but not "in July".
    """

    start: int
    end: int
    iso: str | None
    precision: Precision
    weekday: int | None = None
    month: int | None = None
    is_today: bool = False
    counts: bool = True


_WEEK, _YEAR_MONTHS = 7, 12
_HALF_A_YEAR = timedelta(days=183)
_BESIDE = regex.compile(r"[\s,،()/–—-]{0,3}")
# A year of two digits, '23, or of another calendar; what a word follows is a number of something: 186 votes.
_YEAR_WORD = r"(?:г\.|года?|году|AD|CE|AH|[ءعھہهمقش]|هـ|ہجری|هجری|هجرية|میں|کو|سے|ई|में|को|से)(?![\p{L}\p{M}])"
_YEAR_AFTER = regex.compile(
    rf"[\s,،]{{0,2}}(?:['’]\p{{Nd}}{{2}}(?!\p{{Nd}})|\p{{Nd}}{{3,4}}(?=\s?(?:{_YEAR_WORD}|$|[^\s\p{{L}}\p{{M}}\p{{Nd}}])))"
)
_CHRISTIAN = regex.compile(r"\s*میلادی")
_TERRITORIES = {"ur": "ur_PK", "ar": "ar_EG", "fa": "fa_IR", "en": "en_GB", "ru": "ru_RU", "hi": "hi_IN"}


def find_relative_dates(text: str, lang: str, published: str | None, precision: str | None) -> list[RelativeDate]:
    """The relative dates of `text`, and those that leave out their year, in order.

    `published` and `precision` are those of the article: of one dated by its month or year, only what is the same from
    whichever day of it. A day of the week is the last such day up to the article's own, a month the last such month,
    unless words of the future say otherwise.
    """
    tokens = read_tokens(text)
    stated = find_dates(text, lang)
    whole = [found for found in stated if found.precision != "month-day"]
    expressions = [each for each in find_expressions(text, lang, tokens) if not _belongs(text, each, stated)]
    partial = [found for found in stated if found.precision == "month-day" and not _YEAR_AFTER.match(text, found.end)]
    anchor = _read_anchor(published, precision)
    # A month or year of another calendar has the last month and the last year of that calendar before it.
    foreign = bool(published) and "/" in (published or "") and precision in ("month", "year")
    if any(int(found.iso[:4]) != anchor.first.year for found in whole) if anchor else whole:
        # Beside an older date, "in September" may as well be of that year.
        expressions = [replace(each, op="in?") if each.op == "in" else each for each in expressions]
    items = sorted([*expressions, *_from_partial(partial, tokens, lang)], key=lambda item: item.start)
    combined = [_in_own_calendar(item, text, lang) for item in _combine(items, tokens, lang)]
    return [
        _resolve(item, None if foreign and item.op == "shift" and item.unit in ("month", "year") else anchor, lang)
        for item in combined
    ]


def _belongs(text: str, expression: Expression, stated: list[FoundDate]) -> bool:
    """Whether a date that stands there in full says more: "Wednesday, 20 September 2023"."""
    at = bisect_left(stated, expression.start, key=lambda found: found.start)
    for found in stated[max(0, at - 1) : at + 2]:
        if expression.start < found.end and found.start < expression.end:
            return True
        first, second = sorted(((expression.start, expression.end), (found.start, found.end)))
        if expression.weekday is not None and _BESIDE.fullmatch(text, first[1], second[0]):
            return True
    return False


def _from_partial(partial: list[FoundDate], tokens: list[Token], lang: str) -> Iterator[Expression]:
    starts = [token.start for token in tokens]
    for found in partial:
        inside = range(bisect_left(starts, found.start), bisect_left(starts, found.end))
        month, day = int(found.iso[2:4]), int(found.iso[5:7])
        if inside:
            place = found.start, found.end, inside[0], inside[-1]
            tense = tense_at(tokens, inside[0], inside[-1], lang) if lang in _TERRITORIES else "past"
            yield Expression(*place, f"date {found.calendar}", "day", month=month, day=day, tense=tense)


def _combine(items: list[Expression], tokens: list[Token], lang: str) -> list[Expression]:
    """Two parts of one date as one: "Tuesday of last week", "30 September last year", "last month, January"."""
    combined: list[Expression] = []
    for item in items:
        last = combined[-1] if combined else None
        beside = last and last.last < item.first and joins(tokens, last.last + 1, item.first, lang)
        one = _join(last, item) if last and beside else None
        if one:
            combined[-1] = one
        else:
            combined.append(item)
    return combined


def _in_own_calendar(item: Expression, text: str, lang: str) -> Expression:
    """سال گذشته is the last year of the solar calendar, سال گذشته میلادی that of ours."""
    own = lang == "fa" and item.op == "shift" and item.unit in ("month", "year")
    return replace(item, op="solar") if own and not _CHRISTIAN.match(text, item.end) else item


def _join(first: Expression, second: Expression) -> Expression | None:
    place: dict[str, Any] = {"start": first.start, "end": second.end, "first": first.first, "last": second.last}
    for period, named in ((first, second), (second, first)):
        # "Yesterday, Wednesday"
        if period.op == "shift" and period.unit == "day" and named.weekday is not None and named.op == "on":
            return replace(period, weekday=named.weekday, **place)
        fits = (
            (period.unit == "week" and named.weekday is not None)
            or (period.unit == "year" and named.month is not None)
            or (period.unit == "month" and named.month is not None and named.day is None)
        )
        if period.op == "shift" and fits and named.op in ("on", "in", "in?", "date gregory", "date persian"):
            op = f"{period.unit} {period.amount} {named.op.removeprefix('date ') if named.day else ''}".strip()
            return replace(named, op=op, **place)
    return None


def _resolve(item: Expression, anchor: Days | None, lang: str) -> RelativeDate:
    isos = {_resolve_at(item, day, lang) for day in anchor} if anchor else {None}
    # The first and the last day on which the article may have appeared give the same, or nothing is known.
    iso = isos.pop() if len(isos) == 1 else None
    today = item.op == "shift" and item.unit == "day" and not item.amount and item.first == item.last
    counts = item.op not in ("on", "in", "in?") and not item.op.startswith("date ")
    return RelativeDate(item.start, item.end, iso, item.unit, item.weekday, item.month, is_today=today, counts=counts)


def _resolve_at(item: Expression, published: date, lang: str) -> str | None:
    try:
        if item.op == "shift":
            iso = _shift(item.unit, item.amount, published, lang)
            agrees = item.weekday is None or item.weekday == date.fromisoformat(iso).weekday()
            return iso if agrees else None
        if item.op == "solar":
            return _shift_solar(item.unit, item.amount, published)
        if item.op == "day ?":
            amount = {"past": -item.amount, "future": item.amount}.get(item.tense)
            return None if amount is None else _shift("day", amount, published, lang)
        if item.day is not None:
            return _month_day(item, published)
        if item.weekday is not None:
            return _weekday(item, published, lang)
        return _month(item, published)
    except (OverflowError, ValueError):
        return None


def _shift(unit: str, amount: int, published: date, lang: str) -> str:
    match unit:
        case "day":
            return (published + timedelta(days=amount)).isoformat()
        case "week":
            start = _week_start(published, lang) + timedelta(weeks=amount)
            return f"{start}/{start + timedelta(days=_WEEK - 1)}"
        case "month":
            months = published.year * _YEAR_MONTHS + published.month - 1 + amount
            return f"{months // _YEAR_MONTHS:04}-{months % _YEAR_MONTHS + 1:02}"
    return f"{published.year + amount:04}"


def _shift_solar(unit: str, amount: int, published: date) -> str:
    """The days of a month or a year of the solar calendar, as an interval."""
    year, month = solar_month_of(published)
    months = year * _YEAR_MONTHS + month - 1 + amount * (_YEAR_MONTHS if unit == "year" else 1)
    year, month = months // _YEAR_MONTHS, months % _YEAR_MONTHS + 1
    days = days_in("persian", year, None if unit == "year" else month)
    assert days
    return f"{days.first}/{days.last}"


def _weekday(item: Expression, published: date, lang: str) -> str | None:
    assert item.weekday is not None
    back = (published.weekday() - item.weekday) % _WEEK
    if item.op.startswith("week ") or item.op == "this":
        weeks = int(item.op.removeprefix("week ")) if item.op != "this" else 0
        start = _week_start(published, lang) + timedelta(weeks=weeks)
        return (start + timedelta(days=(item.weekday - start.weekday()) % _WEEK)).isoformat()
    if item.op == "next" or (item.op == "on" and item.tense == "future"):
        return (published + timedelta(days=_WEEK - back)).isoformat()
    if item.tense == "unclear" and item.op == "on":
        return None
    # "Last Wednesday", on a Wednesday, is a week ago; "on Wednesday" is today.
    return (published - timedelta(days=back or (_WEEK if item.op == "last" else 0))).isoformat()


def _month(item: Expression, published: date) -> str | None:
    assert item.month is not None
    if item.op == "in?":
        return None
    if item.op.startswith("year "):
        return f"{published.year + int(item.op.removeprefix('year ')):04}-{item.month:02}"
    if item.op.startswith("month "):
        iso = _shift("month", int(item.op.removeprefix("month ")), published, "")
        return iso if int(iso[5:]) == item.month else None
    same = item.month == published.month
    if item.op == "this":
        year = published.year
    elif item.op == "next" or (item.op == "in" and item.tense == "future"):
        year = published.year + (item.month < published.month or (item.op == "next" and same))
    elif item.op == "in" and item.tense == "unclear":
        return None
    else:
        year = published.year - (item.month > published.month or (item.op == "last" and same))
    months = (published.year - year) * _YEAR_MONTHS + published.month - item.month
    if item.op == "in" and abs(months) > _YEAR_MONTHS / 2:
        return None
    return f"{year:04}-{item.month:02}"


def _month_day(item: Expression, published: date) -> str | None:
    assert item.month is not None
    assert item.day is not None
    if item.op.startswith("year "):
        _, amount, counted_in = item.op.split()
        year = int(amount) + (solar_month_of(published)[0] if counted_in == "persian" else published.year)
        stated = day_of("persian" if counted_in == "persian" else "gregory", year, item.month, item.day)
        return stated.isoformat() if stated else None
    calendar: Calendar = item.op.removeprefix("date ")  # type: ignore[assignment]
    days = days_near(calendar, item.month, item.day, published)
    earlier, later = [day for day in days if day <= published], [day for day in days if day >= published]
    chosen = later[:1] if item.tense == "future" else earlier[-1:]
    return None if item.tense == "unclear" or not chosen or _is_far(chosen[0], published) else chosen[0].isoformat()


def _is_far(day: date, published: date) -> bool:
    """So far from the article that a day without a year may as well be one of the year before or after: "voting is on
    20 May" of an article of 4 May."""
    return abs(day - published) > _HALF_A_YEAR


def _read_anchor(published: str | None, precision: str | None) -> Days | None:
    """The first and the last day on which the article may have appeared."""
    days = interval_of(published) if published else None
    # A day that stands for its month is not that of the article.
    return None if days and days.first == days.last and precision in ("month", "year") else days


def _week_start(day: date, lang: str) -> date:
    return day - timedelta(days=(day.weekday() - _first_weekday(lang)) % _WEEK)


@cache
def _first_weekday(lang: str) -> int:
    """The day on which the week begins where the language is mostly written."""
    from babel import Locale

    return int(Locale.parse(_TERRITORIES.get(lang, "en_GB")).first_week_day)
