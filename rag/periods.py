"""When the articles that a question asks for were published: "in 2023", "في سبتمبر", "ستمبر 2023 میں".

A date in a question is mostly that of an event, of which later articles tell too, and many articles show no date. So it
leaves nothing out: articles of that time are preferred a little, and much if the question speaks of articles.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from index.calendars import read_month
from index.catalog import Catalog
from index.dates import find_dates
from rag.question import Question

_YEAR, _YEARS = regex.compile(r"(?<!\p{Nd})\p{Nd}{4}(?!\p{Nd})"), range(1900, 2100)
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]+")
# Words for what is published, and for publishing it: reports and news are too often the event itself.
_ARTICLES = regex.compile(
    r"""(?ix)\b(?: articles? | published | publications?
    | مضمون | مضامین | مضمونوں | شائع | mazmoon | mazameen | shaya
    | مقال(?:ة|ات|ه|ها|ه‌ها|ۂ|ہ|ے)? | المقالات? | المقالة | المنشورة? | نُ?شرت? | منتشر
    | стать(?:я|и|ю|е|ей|ях|ям|ями) | опубликован\w* | публикаци\w*
    | लेख | लेखों | आलेख | प्रकाशित )\b"""
)


@dataclass(frozen=True)
class Period:
    """`patterns` (SQL's GLOB) are of the dates of publication that are asked for; `stated` if the question speaks of
    articles."""

    patterns: tuple[str, ...]
    stated: bool


def read_period(question: Question) -> Period | None:
    """The dates in a question, whichever way it means them; None if there is none."""
    stated = _ARTICLES.search(question.query) is not None
    patterns = [pattern for found in find_dates(question.query, question.lang) for pattern in _patterns(found.iso)]
    if stated and not patterns:
        # "Articles of 2022": beside other words a number is an amount as soon as a year.
        patterns = [f"{int(year)}*" for year in _YEAR.findall(question.query) if int(year) in _YEARS]
    if not patterns:
        months = (read_month(word) for word in _WORD.findall(question.query))
        patterns = [
            f"????-{month[0].number:02}*"
            for month in months
            if month and month[0].calendar == "gregory" and not month[0].doubtful
        ]
    if not patterns:
        return None
    return Period(tuple(dict.fromkeys(patterns)), stated)


def _patterns(iso: str) -> list[str]:
    if iso.startswith("--"):
        return ["????" + iso[1:]]
    # Of a month in another calendar, those of ours that it lies in.
    return [(part[:7] if "/" in iso else part) + "*" for part in iso.split("/")]


def published_in(catalog: Catalog, period: Period, passages: Sequence[int]) -> frozenset[int]:
    """Those of `passages` whose article was published in the period."""
    condition = " OR ".join(["a.published GLOB ?"] * len(period.patterns))
    query = (
        "SELECT p.id FROM json_each(?) w JOIN passage p ON p.id = w.value JOIN article a ON a.id = p.article "
        f"WHERE {condition}"
    )
    return frozenset(id_ for (id_,) in catalog.rows(query, (json.dumps(list(passages)), *period.patterns)))
