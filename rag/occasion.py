"""The dates of a question that cannot be those of what the article tells: a reason not to play along.

"What did he say in Tehran in March 2021?" is not answered from an article of September 2023 that knows of no other
time. Only dates with a year count, and of an article whose day is unknown only what the sentence itself dates.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from index.calendars import Days, interval_of, overlap
from index.catalog import Article
from index.dates import FoundDate, find_dates
from rag.anchor import LONGEST_ARTICLE, infer_week
from rag.dating import find_relative_dates
from rag.evidence import Evidence
from rag.presence import bare_years

# An article tells of what happened shortly before it was written, and of what is to come.
_BEFORE, _AFTER = timedelta(days=45), timedelta(days=14)


def unsupported_dates(question: str, lang: str, evidence: Sequence[Evidence]) -> list[str]:
    """The dates, in the order and the words of `question`, that none of the articles of `evidence` may be about."""
    asked = [(found, days) for found in _whole(find_dates(question, lang)) if (days := interval_of(found.iso))]
    return [
        question[found.start : found.end]
        for found, days in asked
        if evidence and all(_is_another_time(days, each) for each in evidence)
    ]


def _is_another_time(asked: Days, evidence: Evidence) -> bool:
    article, lang = evidence.hit.article, evidence.hit.passage.lang
    # A longer one is not looked through: nothing is said to be missing from it.
    if len(article.text) > LONGEST_ARTICLE:
        return False
    own = article.published or infer_week(article.text, article.lang)
    dated = own is not None or any(_whole(find_dates(evidence.quote, lang)))
    return dated and not any(overlap(asked, told) for told in _times_of(article, own))


def _times_of(article: Article, own: str | None) -> Iterator[Days]:
    """When what the article tells of may have happened."""
    if own and (written := interval_of(own)):
        yield Days(written.first - _BEFORE, written.last + _AFTER)
    stated = (found.iso for found in _whole(find_dates(article.text, article.lang)))
    precision = article.precision if article.published else None
    relative = (found.iso for found in find_relative_dates(article.text, article.lang, own, precision) if found.iso)
    years = (str(int(article.text[start:end])) for start, end in bare_years(article.text))
    for iso in (*stated, *relative, *years):
        if days := interval_of(iso):
            yield days


def _whole(found: Sequence[FoundDate]) -> Iterator[FoundDate]:
    return (each for each in found if each.precision != "month-day" and not each.ambiguous)
