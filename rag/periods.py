"""When the articles that a question asks for were published: "in 2023", "في سبتمبر", "ستمبر 2023 میں".

A date in a question is mostly that of an event, of which later articles tell too, and many articles show no date. So it
leaves nothing out: articles of that time are preferred a little, and much if the question speaks of articles.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import regex

from index.calendars import Days, days_in, interval_of, overlap, read_month
from index.catalog import Catalog
from index.dates import find_dates
from rag.question import Question

_YEAR, _YEARS = regex.compile(r"(?<!\p{Nd})\p{Nd}{4}(?!\p{Nd})"), range(1900, 2100)
_SOLAR_LANGUAGES, _SOLAR_YEARS = ("fa", "ps"), range(1300, 1425)
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]+")
# Words for what is published, and for publishing it.
_ARTICLES = regex.compile(
    r"""(?ix)\b(?: articles? | published | publications?
    | مضمون | مضامین | مضمونوں | شائع | mazmoon | mazameen | shaya
    | (?:ال)?مقال(?:ة|ات|ه|ۂ|ہ|ے)?(?:[\s\u200c]?ها(?:ی|یی)?)? | المنشورة? | نُ?شرت? | منتشر
    | стать(?:я|и|ю|е|ей|ёй|ях|ям|ями) | опубликован\w* | публикаци\w*
    | लेख | लेखों | आलेख | आलेखों | प्रकाशित )\b"""
)
# Reports and news are too often the event itself: they count beside their time, "the news of 2022".
_NEWS = (
    r"(?:news|stories|reports|خبریں|خبروں|رپورٹیں|رپورٹوں|khabrein|(?:ال)?[أا]خبار|(?:ال)?تقارير"
    r"|(?:خبر|گزارش)[\s\u200c]?ها(?:ی|یی)?|новост(?:и|ей|ях|ям|ями)|материал(?:ы|ов|ах|ам|ами)"
    r"|ख़?बरें|ख़?बरों|समाचारों?)"
)
_YEAR_WORD = r"(?:(?:(?:the )?years?|سال(?:وں|[\s\u200c]?های)?|عامي?|سنتي|سنة|साल|वर्ष|год(?:а|у|ы|ов)?) )?"
# Before a date, or after it: what it is the time of, the first or the last of.
_NEWS_BEFORE = regex.compile(rf"(?i)\b{_NEWS}(?: \w+)? {_YEAR_WORD}$")
_NEWS_AFTER = regex.compile(rf"(?i) (?:\w+ ){{0,2}}{_NEWS}\b")
_SINCE_BEFORE = regex.compile(rf"(?i)\b(?:since|after|منذ|بعد|پس از|بعد از|после|с) {_YEAR_WORD}$")
_SINCE_AFTER = regex.compile(r"(?i) (?:کے بعد|سے اب تک|के बाद|से अब तक|ke baad)\b")
_UNTIL_BEFORE = regex.compile(rf"(?i)\b(?:before|until|قبل|حتى|پیش از|قبل از|تا|до) {_YEAR_WORD}$")
_UNTIL_AFTER = regex.compile(r"(?i) (?:سے (?:پہلے|قبل)|से (?:पहले|पूर्व)|se pehle)\b")
# Between two dates: from one to the other.
_TO = regex.compile(rf"(?i) ?(?:[-–—~] ?|(?:to|until|till|through|se|سے|إلى|الى|حتى|تا|по|до|से) ){_YEAR_WORD}")
_AND = regex.compile(rf"(?i) (?:(?:and|aur|اور|и|और) |و ?){_YEAR_WORD}")
_BETWEEN = regex.compile(rf"(?i)\b(?:between|بين|بین|میان|между) {_YEAR_WORD}$")
_AMID = regex.compile(r"(?i) (?:کے (?:درمیان|مابین|بیچ)|के (?:बीच|मध्य)|ke darmiyan)\b")


@dataclass(frozen=True)
class Period:
    """The times of publication that are asked for: `days`, and of any year `yearless`, how dates go on after it
    ("-09", "-09-20"); `stated` if the question speaks of articles."""

    days: tuple[Days, ...]
    yearless: tuple[str, ...]
    stated: bool


class _Named(NamedTuple):
    """`text[start:end]` names these days."""

    start: int
    end: int
    days: Days


def read_period(question: Question) -> Period | None:
    """The dates in a question, whichever way it means them; None if there is none."""
    text = question.query
    found = find_dates(text, question.lang)
    named = [_Named(each.start, each.end, days) for each in found if (days := interval_of(each.iso))]
    yearless = [each.iso[1:] for each in found if each.iso.startswith("--") and each.calendar == "gregory"]
    stated = _ARTICLES.search(text) is not None
    # "Articles of 2022": beside other words a number is an amount as soon as a year.
    bare = [year for year in _bare_years(text, question.lang) if stated or _is_beside_news(text, year)]
    bare = [year for year in bare if all(year.start != each.start for each in named)]
    named += [year for year in bare if not found or any(_is_range(text, *sorted((year, each))) for each in named)]
    if not named and not yearless:
        yearless = list(_months(text))
    if not named and not yearless:
        return None
    stated = stated or any(_is_beside_news(text, each) for each in named)
    return Period(tuple(dict.fromkeys(_spans(text, sorted(named)))), tuple(dict.fromkeys(yearless)), stated)


def _bare_years(text: str, lang: str) -> Iterator[_Named]:
    for match in _YEAR.finditer(text):
        year, (start, end) = int(match[0]), match.span()
        if lang in _SOLAR_LANGUAGES and year in _SOLAR_YEARS:
            if days := days_in("persian", year):
                yield _Named(start, end, days)
        elif year in _YEARS:
            yield _Named(start, end, Days(date(year, 1, 1), date(year, 12, 31)))


def _months(text: str) -> Iterator[str]:
    earlier, end = 0, 0
    for word in _WORD.finditer(text):
        month = read_month(word.group())
        if month and month[0].calendar == "gregory" and not month[0].doubtful:
            number = month[0].number
            is_range = earlier and _TO.fullmatch(text, end, word.start())
            # From November to February is over the turn of the year.
            for back in range((number - earlier) % 12 if is_range else 1)[::-1]:
                yield f"-{(number - back - 1) % 12 + 1:02}"
            earlier, end = number, word.end()


def _spans(text: str, named: Sequence[_Named]) -> Iterator[Days]:
    """Of "from 2020 to 2023" all days between them, of "since 2020" all that follow."""
    at = 0
    while at < len(named):
        one = named[at]
        other = named[at + 1] if at + 1 < len(named) else None
        if other and _is_range(text, one, other):
            yield Days(one.days.first, other.days.last)
            at += 1
        elif _is_beside(text, one, _SINCE_BEFORE, _SINCE_AFTER):
            yield Days(one.days.first, date.max)
        elif _is_beside(text, one, _UNTIL_BEFORE, _UNTIL_AFTER):
            yield Days(date.min, one.days.last)
        else:
            yield one.days
        at += 1


def _is_range(text: str, one: _Named, other: _Named) -> bool:
    if one.end > other.start or one.days.first > other.days.last:
        return False
    if _TO.fullmatch(text, one.end, other.start):
        return True
    between = _BETWEEN.search(text, 0, one.start) or _AMID.match(text, other.end)
    return bool(between and _AND.fullmatch(text, one.end, other.start))


def _is_beside_news(text: str, named: _Named) -> bool:
    return _is_beside(text, named, _NEWS_BEFORE, _NEWS_AFTER)


def _is_beside(text: str, named: _Named, before: regex.Pattern[str], after: regex.Pattern[str]) -> bool:
    return bool(before.search(text, 0, named.start) or after.match(text, named.end))


def published_in(catalog: Catalog, period: Period, passages: Sequence[int]) -> frozenset[int]:
    """Those of `passages` whose article was, or may have been, published in the period."""
    query = (
        "SELECT p.id, a.published FROM json_each(?) w JOIN passage p ON p.id = w.value "
        "JOIN article a ON a.id = p.article WHERE a.published IS NOT NULL"
    )
    rows = catalog.rows(query, (json.dumps(list(passages)),))
    return frozenset(id_ for id_, published in rows if _is_in(published, period))


def _is_in(published: str, period: Period) -> bool:
    days = interval_of(published)
    within = days is not None and any(overlap(days, each) for each in period.days)
    # After the four digits of the year.
    return within or published[4:].startswith(period.yearless)
