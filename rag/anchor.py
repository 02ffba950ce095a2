"""The days on which an article without a date may have been written, where its own text tells them for sure."""

from collections import Counter
from datetime import date, timedelta
from functools import lru_cache

from index.dates import find_dates
from rag.dating import find_relative_dates

_WEEK = timedelta(days=6)
# Which year does not matter.
_ANY_YEAR, _MONTHS = 2001, 12
# How often an article must state the day.
_FEWEST = 2
# A longer text is a book rather than an article: no day or month is that of all of it.
LONGEST_ARTICLE = 40_000


@lru_cache(maxsize=256)
def infer_week(text: str, lang: str) -> str | None:
    """The ISO 8601 interval of the days on which the article `text` may have been written, `None` if nothing tells.

    It is the week from the latest day that the article states, if it states that day more than once and speaks of the
    same day of the week as press reports speak of the last few days: "on Friday", "17 January 2025", a Friday.
    """
    if len(text) > LONGEST_ARTICLE:
        return None
    stated = find_dates(text, lang)
    days = Counter(found.iso for found in stated if found.precision == "day" and not found.ambiguous)
    if not days:
        return None
    latest = max(days)
    later = any(found.iso[:4] > latest[:4] for found in stated if found.precision != "month-day")
    if later or days[latest] < _FEWEST:
        return None
    day = date.fromisoformat(latest)
    spoken_of = {
        found.weekday
        for found in find_relative_dates(text, lang, latest, "day")
        if found.weekday is not None and found.iso == latest
    }
    return f"{day}/{day + _WEEK}" if day.weekday() in spoken_of else None


@lru_cache(maxsize=256)
def infer_month(text: str, lang: str) -> tuple[int, str] | None:
    """The month, 1–12, in which the article `text` was written, of a year that nothing tells, and the words that tell
    it: "last month, January" is written in February. `None` if nothing does, or not all that does agrees."""
    if len(text) > LONGEST_ARTICLE:
        return None
    told = [
        text[each.start : each.end]
        for each in find_relative_dates(text, lang, None, None)
        if each.month and each.precision == "month" and each.counts
    ]
    found = {month: words for words in told for month in _months_of(words, lang)}
    (month, words), *others = found.items() or [(0, "")]
    return None if others or not month else (month, words)


def _months_of(words: str, lang: str) -> list[int]:
    """The months in which one may write `words`; none if that is any month, as with "last July"."""
    dated = {
        month: find_relative_dates(words, lang, f"{_ANY_YEAR}-{month:02}", "month") for month in range(1, _MONTHS + 1)
    }
    fitting = [month for month, found in dated.items() if found and found[0].iso]
    return fitting if len(fitting) < _MONTHS else []
