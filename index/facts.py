"""What an article says of itself: title, date of publication, author, address.

A date counts as that of publication only where it stands as such: in the metadata, after a word like "Published", alone
on a line at the head or the foot, in a dateline ("Tehran, 20 September (IRNA) —") or in the address. The dates of the
events it tells of are never taken for it: no date is better than a false one.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Literal

import regex

from index.calendars import day_of
from index.datelines import (
    BYLINE,
    PARAGRAPH,
    PLACE_WORDS,
    SECTION_WORDS,
    SENTENCE_END,
    WORDS,
    find_alone,
    find_in_dateline,
    find_labelled,
    is_headline,
    label_end,
)
from index.dates import Precision, find_dates
from index.keyboards import any_keyboard
from index.places import find_places

Origin = Literal["metadata", "text", "dateline", "url"]


@dataclass(frozen=True)
class Published:
    """`iso` and `precision` as in `FoundDate`; a dateline without a year gives "--09-20".

    `words` are those it was read from, `text[start:end]` where they stand in the text.
    """

    iso: str
    precision: Precision
    words: str
    start: int | None
    end: int | None
    origin: Origin


@dataclass(frozen=True)
class Facts:
    """`title` is `None` only for a text without words."""

    title: str | None
    published: Published | None
    author: str | None
    url: str | None


Span = tuple[int, int]

_SOLAR_LANGUAGES = ("fa", "ps")
_LONGEST_TITLE, _LONGEST_WORDS = 120, 100
# Stands for the rest of a sentence of which a title is the beginning.
CUT = "…"
# What is longer is no address that anybody could follow.
_LONGEST_URL = 2_000
# The head and the foot are so many lines of so many characters at most.
_HEAD_LINES, _FOOT_LINES, _REACH = 5, 2, 1_000
_SENTENCE_WORDS = 8

_LINES = regex.compile(r"[^\r\n\u2028\u2029\u0085]*[\p{L}\p{N}][^\r\n\u2028\u2029\u0085]*")
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_HIDDEN = regex.compile(r"[\p{Cc}\p{Bidi_Control}]+")
# Beside a date they make it that of an event to come, unless it is said to be that of publication.
_EVENT_LABELS = any_keyboard(
    r"(?:(?:date and )?(?:venue|place|location|time)|deadline|rsvp|last date"
    r"|ب?مقام|جگہ|وقت|آخری تاریخ|(?:ال)?(?:مكان|موقع|وقت|زمان)|آخر موعد|الموعد النهائي"
    r"|(?:مکان|محل|زمان)(?: برگزاری)?|(?:آخرین )?مهلت(?: [\p{L}\u200c]+)?"
    r"|(?:место|время)(?: (?:проведения|встречи|начала))?|(?:крайний )?срок(?: \p{L}+)?|дедлайн"
    r"|स्थान|जगह|समय|(?:अंतिम|आख़?िरी) (?:तिथि|तारीख़?))"
)
_EVENT = regex.compile(rf"[^\p{{L}}]*{_EVENT_LABELS}(?:\s*(?:[:：|]|$)|\s+[/–—-])", regex.IGNORECASE)
_EVENT_BESIDE = regex.compile(rf"(?<=[,;،؛|/(\d–—-]\s?){_EVENT_LABELS}\s*[:：]", regex.IGNORECASE)
_ISO_DATE = regex.compile(
    r"(?:D:)?(?P<year>\d{4})"
    r"(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ].*)?)?|(?P<month>\d\d)(?P<day>\d\d)(?:[T\d].*)?)?",
    regex.DOTALL | regex.ASCII,
)
# Seconds or milliseconds since 1970, as programs write them. They are no year, month, day and hour, which are to come.
_EPOCH = regex.compile(r"(?P<seconds>\d{10})(?:\d{3})?(?:\.\d*)?", regex.ASCII)
_URL_DATE = regex.compile(
    r"(?<=[/=_-])(?P<year>(?:1[34]|19|20)\d\d)"
    r"(?:(?P<separator>[/-])(?P<month>[01]?\d)(?P=separator)(?P<day>[0-3]?\d)|/(?P<month>[01]?\d))(?=[/?#&._-]|$)",
    regex.ASCII,
)
# What programs write where they know no date.
_NO_DATES = ("1970-01-01", "1900-01-01")
_FIRST_YEAR = 1500
# The web is no older.
_FIRST_URL_DAY = "1990"


def read_facts(
    text: str,
    lang: str,
    *,
    title: str | None = None,
    published: str | None = None,
    author: str | None = None,
    url: str | None = None,
    today: date | None = None,
) -> Facts:
    """What `text` and the metadata of its document (the keywords, as they were found there) say of the article.

    It was not published after `today`, the day of reading, by default that of the clock.
    """
    head, foot = _head_and_foot(text)
    url = url if url and len(url) <= _LONGEST_URL else None
    # East of here it may be tomorrow.
    latest = ((today or datetime.now(UTC).date()) + timedelta(days=1)).isoformat()
    titled = _is_titled(text, title, head)
    stated = _from_metadata(published, lang, latest) or _from_text(text, lang, head, foot, latest, titled)
    # "Tehran, 20 September" lacks the year that the address may have.
    if not stated or stated.precision == "month-day":
        stated = _from_url(url, lang, latest) or stated
    return Facts(
        _clean(title, _LONGEST_TITLE) or _title_of(text, lang, head),
        stated,
        _author_of(author, lang),
        _clean(url),
    )


def _head_and_foot(text: str) -> tuple[list[Span], list[Span]]:
    """The first lines, up to the first of the article's sentences, and the last ones; none is in both."""
    head: list[Span] = []
    for line in islice(_LINES.finditer(text, 0, _REACH), _HEAD_LINES):
        head.append(line.span())
        is_body = len(WORDS.findall(line.group())) >= _SENTENCE_WORDS and SENTENCE_END.search(line.group())
        if is_body or len(line.group()) > PARAGRAPH:
            break
    start = max(len(text) - _REACH, head[-1][1] if head else 0)
    foot = [match.span() for match in _LINES.finditer(text, start)]
    return head, foot[-_FOOT_LINES:]


def _is_titled(text: str, title: str | None, head: list[Span]) -> bool:
    """Whether its headline is known, and is not the first line."""
    first = text[slice(*head[0])] if head else ""
    return bool(title and first) and not is_headline(first, title) and str(title).strip() not in first


def _author_of(author: str | None, lang: str) -> str | None:
    """`author` unless it is the place of a byline."""
    written = _clean(author, _LONGEST_TITLE)
    words = WORDS.findall(written or "")
    return None if any(end - start == len(words) for start, end, _ in find_places(words, lang)) else written


def _title_of(text: str, lang: str, head: list[Span]) -> str | None:
    lines = [text[start:end] for start, end in head]
    own = [line for line in lines if not (label_end(line) or BYLINE.match(line) or find_alone(line, lang, 0))] or lines
    if not own:
        return None
    # A name of a section stands over the headline.
    first, *others = own
    if others and _count_words(first) <= SECTION_WORDS < _count_words(others[0]):
        below = others[0]
        if len(below) <= PARAGRAPH and not SENTENCE_END.search(below):
            first = below
    return _clean(first.lstrip("#*•· \t"), _LONGEST_TITLE)


def _count_words(line: str) -> int:
    """In scripts without spaces, two characters are about a word."""
    words: list[str] = WORDS.findall(line)
    return sum(-(-len(word) // 2) if UNSPACED.match(word) else 1 for word in words)


def _clean(value: str | None, longest: int | None = None) -> str | None:
    """`value` in one line without hidden controls, cut at a word."""
    value = " ".join(_HIDDEN.sub(" ", value or "").split())
    if longest and len(value) > longest:
        whole = value[:longest]
        value = (whole.rsplit(" ", 1)[0] if " " in whole else whole[:-1]).rstrip(" ,،;:-–—") + CUT
    return value or None


def _is_future(iso: str, latest: str) -> bool:
    """Whether all of the day, month or year is later than the day `latest`; no year is none to come."""
    return not iso.startswith("--") and f"{iso.partition('/')[0]}-01-01"[:10] > latest


def _from_metadata(published: str | None, lang: str, latest: str) -> Published | None:
    written = (published or "").strip()[:_LONGEST_WORDS]
    iso: tuple[str, Precision] | None = None
    if (match := _EPOCH.fullmatch(written)) and not _is_future(day := _day_of_epoch(int(match["seconds"])), latest):
        iso = day, "day"
    elif (match := _ISO_DATE.fullmatch(written)) and int(match["year"]) >= _FIRST_YEAR:
        iso = _iso_of(match["year"], match["month"], match["day"], lang)
    elif found := sorted(find_dates(written, lang), key=lambda date: date.precision != "day"):
        iso = (found[0].iso, found[0].precision) if not found[0].ambiguous else None
    if not iso or iso[0] in _NO_DATES or _is_future(iso[0], latest):
        return None
    return Published(*iso, written, None, None, "metadata")


def _day_of_epoch(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _from_url(url: str | None, lang: str, latest: str) -> Published | None:
    for match in _URL_DATE.finditer(url or ""):
        iso = _iso_of(match["year"], match["month"], match["day"], lang)
        if iso and iso[0] >= _FIRST_URL_DAY and not _is_future(iso[0], latest):
            return Published(*iso, match.group(), None, None, "url")
    return None


def _iso_of(year: str, month: str | None, day: str | None, lang: str) -> tuple[str, Precision] | None:
    """ISO date and precision of a year, month and day in digits, where there is such a day."""
    parts = [int(part) for part in (year, month, day) if part]
    if parts[0] < _FIRST_YEAR:
        found = find_dates("/".join(map(str, parts)), lang) if lang in _SOLAR_LANGUAGES else []
        return (found[0].iso, found[0].precision) if found else None
    if not day_of("gregory", *[*parts, 1, 1][:3]):
        return None
    precisions: tuple[Precision, ...] = ("year", "month", "day")
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]), precisions[len(parts) - 1]


def _from_text(text: str, lang: str, head: list[Span], foot: list[Span], latest: str, titled: bool) -> Published | None:
    """The first that the text states, the surest ways of stating it first; `titled` if no headline stands in it."""
    # A date in a headline is that of what it tells.
    first_beside = 0 if titled else 1
    events = [any(_announces_event(text[start:end]) for start, end in part) for part in (head, foot)]
    for kind in ("published", "dated", "alone", "dateline", "updated"):
        for ordinal, (start, end) in enumerate(head + foot):
            in_head = ordinal < len(head)
            if kind in ("dated", "alone") and events[not in_head]:
                continue
            line = text[start : min(end, start + _REACH)]
            if kind == "alone":
                found = find_alone(line, lang, PLACE_WORDS if first_beside <= ordinal < len(head) else 0)
            elif kind == "dateline":
                found = find_in_dateline(line, lang) if in_head else None
            else:
                found = find_labelled(line, lang, kind)
            # 03/04/2023 in English is of March or of April.
            if found and not found.ambiguous and not _is_future(found.iso, latest):
                words, first = line[found.start : found.end], start + found.start
                origin: Origin = "dateline" if kind == "dateline" else "text"
                return Published(found.iso, found.precision, words, first, first + len(words), origin)
    return None


def _announces_event(line: str) -> bool:
    return len(line) <= PARAGRAPH and bool(_EVENT.match(line) or _EVENT_BESIDE.search(line))
