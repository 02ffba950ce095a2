"""Which articles are searched: those in some languages, of some dates, from some files."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from index.catalog import Catalog
from index.errors import InputError
from rag.question import has_broken_bytes

_DATE = regex.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LANG = regex.compile(r"[a-z]{2,3}(?:-Latn)?")
# Sorts after any day of a month or a year that it is put behind.
_LAST = "~"
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
    `?`. What is empty filters nothing. Dates may be given in any digits.

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
            if not _LANG.fullmatch(lang):
                raise InputError(f"{lang[:80]!r} is no code of a language; write ur, ar, fa, en, ru, hi …")
        for name in ("since", "until"):
            given = "".join(str(unicodedata.decimal(char, char)) for char in getattr(self, name)[:80].strip())
            if given and not _is_date(given):
                raise InputError(f"{given!r} is no date; write 2023, 2023-09 or 2023-09-20")
            object.__setattr__(self, name, given)
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


def count_languages(catalog: Catalog, filters: Filters) -> Mapping[str, int]:
    """Language → articles in it that are searched, most first."""
    conditions, values = _conditions(filters)
    query = (
        "SELECT a.lang, count(DISTINCT a.id) AS n FROM article a JOIN passage p ON a.id = p.article "
        f"WHERE {conditions} GROUP BY a.lang ORDER BY n DESC, a.lang"
    )
    return dict(catalog.rows(query, values))


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
        conditions.append(
            f"({' OR '.join(['a.source GLOB ? OR a.source GLOB ? OR a.source GLOB ?'] * len(filters.sources))})"
        )
        for source in filters.sources:
            # Only * and ? stand for others; brackets are part of many a name.
            source = source.replace("[", "[[]")
            # The file, what lies in the folder, and the records of the table or archive.
            values += [source, f"{source.rstrip('/')}/*", f"{source}#*"]
    return " AND ".join(conditions), values


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if not match:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
