"""Which articles are searched: those in some languages, of some dates, from some files."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from index.calendars import Calendar, days_in, interval_of
from index.catalog import Catalog
from index.collection import Collection
from index.dates import LUNAR_FROM, find_dates
from index.errors import InputError
from rag.question import has_broken_bytes
from rag.rendering import render_language

_DATE = regex.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SLASHED = regex.compile(r"[0-9]{4}/[0-9]{2}(?:/[0-9]{2})?")
# Nothing that is searched here was published in these years of our era: they are of the solar or of the lunar Hijri
# calendar, each of the one in which it is of our time, as dates of articles are read.
_HIJRI_YEARS = range(1200, 1500)
_LANG = regex.compile(r"[a-z]{2,3}(?:-Latn)?")
# Sorts after any day of a month or a year that it is put behind.
_LAST = "~"
# Begun by a slash, so that a name is found as any part of the path, and as a whole one alone.
_NAMED = "'/' || a.source GLOB ? OR '/' || a.source GLOB ? OR '/' || a.source GLOB ?"
# Of each kind; an article's source is no longer.
_MOST, _LONGEST = 100, 4_096


def _read_source(given: str) -> str:
    source = given.strip().removeprefix("./")
    if not source or len(source) > _LONGEST or has_broken_bytes(source):
        raise InputError(f"{given[:80]!r} is no source; write a file or a folder as citations name it")
    return source


@dataclass(frozen=True)
class Filters:
    """`languages` are BCP 47 codes of passages; `since` and `until` ISO dates, months or years of publication, both
    inclusive, and an article that shows no date is outside; `sources` name files, folders, or patterns with `*` and
    `?`, by their path or by any whole part of it. What is empty filters nothing. Dates may be given in any digits, in
    words, or of a Hijri calendar ("1403-04", "1445 AH"); they are kept as the ISO dates of our era.

    Raises InputError for what is no language, date or source.
    """

    languages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for kind, listed in (("languages", self.languages), ("sources", self.sources)):
            if len(listed) > _MOST:
                raise InputError(f"{len(listed):,} {kind} are too many, the most is {_MOST}; name folders or patterns")
        for lang in self.languages:
            if not _LANG.fullmatch(lang) or render_language(lang.removesuffix("-Latn"), "en") is None:
                raise InputError(f"{lang[:80]!r} is no code of a language; write ur, ar, fa, en, ru, hi …")
        for name in ("since", "until"):
            given = "".join(str(unicodedata.decimal(char, char)) for char in getattr(self, name)[:80].strip())
            object.__setattr__(self, name, _read_date(given, name) if given else "")
        object.__setattr__(self, "sources", tuple(map(_read_source, self.sources)))
        if self.since and self.until and self.since > self.until + _LAST:
            raise InputError(f"no date lies from {self.since} to {self.until}; change the two about")

    def __bool__(self) -> bool:
        return bool(self.languages or self.since or self.until or self.sources)


NO_FILTERS = Filters()


def allowed_passages(catalog: Catalog, filters: Filters) -> frozenset[int]:
    """The published passages that `filters` let through."""
    conditions, values = _conditions(filters)
    query = f"SELECT p.id FROM passage p JOIN article a ON a.id = p.article WHERE {conditions}"
    return frozenset(id_ for (id_,) in catalog.rows(query, values))


def count_languages(collection: Collection, filters: Filters) -> Mapping[str, int]:
    """Language → articles in it that are searched, most first."""
    if not filters:
        return collection.count_articles()
    conditions, values = _conditions(filters)
    query = (
        "SELECT a.lang, count(DISTINCT a.id) AS n FROM article a JOIN passage p ON a.id = p.article "
        f"WHERE {conditions} GROUP BY a.lang ORDER BY n DESC, a.lang"
    )
    return dict(collection.catalog.rows(query, values))


def _conditions(filters: Filters) -> tuple[str, Sequence[str]]:
    conditions: list[str] = ["a.live"]
    values: list[str] = []
    if filters.languages:
        conditions.append(f"p.lang IN ({','.join('?' * len(filters.languages))})")
        values += filters.languages
    # An article dated by its month or year alone may be of any day in it; of an interval the last day tells.
    if filters.since:
        conditions.append("substr(a.published, instr(a.published, '/') + 1) || ? >= ?")
        values += [_LAST, filters.since]
    if filters.until:
        conditions.append("a.published <= ? || ?")
        values += [filters.until, _LAST]
    if filters.sources:
        conditions.append(f"({' OR '.join([_NAMED] * len(filters.sources))})")
        for source in filters.sources:
            # Only * and ? stand for others; brackets are part of many a name.
            source = source.replace("[", "[[]")
            # The file, what lies in the folder, and the records of the table or archive.
            values += [f"*/{source}", f"*/{source.rstrip('/')}/*", f"*/{source}#*"]
    return " AND ".join(conditions), values


def _read_date(given: str, end: str) -> str:
    """Of an interval of days, as a month of another calendar is, the first day for `since` and the last for `until`."""
    typed = given.replace("/", "-") if _SLASHED.fullmatch(given) else given
    if match := _DATE.fullmatch(typed):
        year, month, day = int(match[1]), *(match[part] and int(match[part]) for part in (2, 3))
        calendar: Calendar = "persian" if year < LUNAR_FROM else "islamic"
        days = days_in(calendar, year, month, day) if year in _HIJRI_YEARS else None
        known = days is not None if year in _HIJRI_YEARS else _is_day(year, month or 1, day or 1)
    else:
        found = [each for each in find_dates(given) if (each.start, each.end) == (0, len(given))]
        known = bool(found) and not found[0].ambiguous and found[0].precision != "month-day"
        typed = found[0].iso if known else ""
        days = interval_of(typed) if "/" in typed else None
    if not known:
        raise InputError(f"{given!r} is no date; write 2023, 2023-09 or 2023-09-20, or 1402-06 or 1445 AH")
    return (days.first if end == "since" else days.last).isoformat() if days else typed


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
