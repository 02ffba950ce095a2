"""Dates in the press's languages: found where they stand, read exactly, and nothing else taken for one."""

import time
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.dates import FoundDate, find_dates
from tests.index.dated_sentences import DATED, UNDATED, Dated

# The first call reads the CLDR.
unhurried = settings(deadline=None)
LANGUAGES = ["ur", "ar", "ar_LB", "ar_DZ", "ar_MA", "fa", "fa_AF", "en", "ru", "hi", "tr", "fr", "de", "es", "zh"]
LANGUAGES += ["ps", "sd", "bn", "pa"]
ZEROS = ["0", "٠", "۰", "०", "০", "੦", "０"]
NUMERIC_FORMS = ["{d}/{m}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{d} / {m} / {y}"]
WORDS = [word for _, sentence, _ in DATED + UNDATED for word in sentence.split()]
INVISIBLE = "\u200e\u200f\u2066\u2069\u200c\u061c"


def _read(text: str, lang: str | None = None) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.iso) for found in find_dates(text, lang)]


def _in_digits(text: str, zero: str) -> str:
    return text.translate({ord("0") + i: chr(ord(zero) + i) for i in range(10)})


@pytest.mark.parametrize("item", DATED + UNDATED, ids=lambda item: item[1])
def test_reads_what_a_reader_reads(item: Dated) -> None:
    lang, sentence, expected = item
    assert _read(sentence, lang) == list(expected.items())


@settings(unhurried, max_examples=400)
@given(
    day=st.dates(date(1800, 1, 1), date(2199, 12, 31)),
    locale=st.sampled_from(LANGUAGES),
    width=st.sampled_from(["medium", "long"]),
    zero=st.sampled_from(ZEROS),
    knows_language=st.booleans(),
)
def test_finds_what_the_cldr_writes(day: date, locale: str, width: str, zero: str, knows_language: bool) -> None:
    words = _in_digits(format_date(day, width, locale), zero)
    before, after = ("新闻", "报道") if locale == "zh" else ("… ", " …")
    lang = locale[:2] if knows_language or locale.startswith("fa") else None
    assert _read(before + words + after, lang) == [(words, day.isoformat())]


@unhurried
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(LANGUAGES), st.sampled_from(ZEROS))
def test_finds_the_date_beside_its_weekday(day: date, locale: str, zero: str) -> None:
    text = _in_digits(format_date(day, "full", locale), zero)
    [found] = find_dates(text, locale[:2])
    assert found.iso == day.isoformat()


@unhurried
@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(NUMERIC_FORMS),
    st.sampled_from(ZEROS),
    st.text(INVISIBLE, max_size=3),
)
def test_finds_dates_in_numbers_through_invisible_controls(day: date, form: str, zero: str, invisible: str) -> None:
    words = _in_digits(form.format(d=day.day, m=day.month, y=day.year), zero)
    for separator in "/.-":
        words = words.replace(separator, invisible + separator + invisible)
    assert _read(f"({words})", "ur") == [(words, day.isoformat())]


@pytest.mark.parametrize(
    ("text", "lang", "iso", "ambiguous"),
    [
        ("03/04/2023", "en", "2023-04-03", True),
        ("03/04/2023", None, "2023-04-03", True),
        ("03/04/2023", "en-US", "2023-03-04", False),
        ("03/04/2023", "ur", "2023-04-03", False),
        ("04/04/2023", "en", "2023-04-04", False),
        ("03.04.2023", "en", "2023-04-03", False),
        ("13/04/2023", "en-US", "2023-04-13", False),
        ("1402/06/29", "fa", "2023-09-20", False),
        ("1402/06/29", None, "2023-09-20", True),
        ("1445/09/01", "ar", "2024-03-11", False),
        ("1445/09/01", None, "2024-03-11", True),
        ("1445/09/01 هـ", "fa", "2024-03-11", False),
        ("1402/06/29 هـ.ش", "ar", "2023-09-20", False),
        ("20.09.23", "ru", "2023-09-20", False),
        ("20/09/99", "fr", "1999-09-20", False),
        ("۰۲/۰۶/۲۹", "fa", "2023-09-20", False),
        ("۲۹/۰۶/۰۲", "fa", "2023-09-20", False),
        ("۲۹/۰۶/۹۸", "fa", "2019-09-20", False),
        ("۰۲/۰۶/۰۹", "fa", "2023-08-31", True),
        ("۲۰/۰۹/۲۳", "fa", "2023-09-20", False),
    ],
)
def test_language_and_marks_decide_between_readings(text: str, lang: str | None, iso: str, ambiguous: bool) -> None:
    [found] = find_dates(text, lang)
    assert (found.iso, found.ambiguous) == (iso, ambiguous)


def test_another_date_of_the_text_tells_the_order() -> None:
    assert _read("03/04/2023, 03/25/2023", "en") == [("03/04/2023", "2023-03-04"), ("03/25/2023", "2023-03-25")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("رمضان 1445هـ", ("2024-03-11/2024-04-09", "month", "islamic")),
        ("عام 1445هـ", ("2023-07-19/2024-07-06", "year", "islamic")),
        ("سال ۱۴۰۲ شمسی", ("2023-03-21/2024-03-19", "year", "persian")),
        ("12 ربیع الاول", ("--03-12", "month-day", "islamic")),
        ("۲۰ ستمبر", ("--09-20", "month-day", "gregory")),
        ("ستمبر 2023", ("2023-09", "month", "gregory")),
        ("2023ء", ("2023", "year", "gregory")),
    ],
)
def test_what_is_less_than_a_day(text: str, expected: tuple[str, str, str]) -> None:
    [found] = find_dates(text)
    assert (found.iso, found.precision, found.calendar) == expected


@unhurried
@given(st.dates(date(1925, 1, 1), date(2076, 12, 31)))
def test_hijri_days_follow_one_another(day: date) -> None:
    from hijridate import Gregorian
    from persiantools.jdatetime import JalaliDate

    lunar, solar = Gregorian.fromdate(day).to_hijri(), JalaliDate(day)
    assert _read(f"{lunar.year}/{lunar.month}/{lunar.day}هـ")[0][1] == day.isoformat()
    assert _read(f"{solar.year}/{solar.month}/{solar.day} شمسی")[0][1] == day.isoformat()


@pytest.mark.parametrize(("solar", "day"), [("1399/12/30", "2021-03-20"), ("1403/01/01", "2024-03-20"),
                                            ("1408/12/30", "2030-03-20"), ("1357/11/22", "1979-02-11")])  # fmt: skip
def test_solar_years_begin_at_the_equinox(solar: str, day: str) -> None:
    assert _read(f"{solar} شمسی")[0][1] == day


@unhurried
@given(st.text() | st.text("0123 /-.,'۲٠年月日هشم\n" + INVISIBLE))
@example("\U00011de0 May 2023, 20\U00011de0")
def test_any_text_is_read(text: str) -> None:
    _check(text, find_dates(text))


@unhurried
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_words_are_read(words: list[str]) -> None:
    text = " ".join(words)
    for lang in ("ur", "fa", "en", None):
        _check(text, find_dates(text, lang))


def _check(text: str, found: list[FoundDate]) -> None:
    assert all(0 <= date.start < date.end <= len(text) for date in found)
    assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))
    for date_ in found:
        days = date_.iso.split("/") if date_.precision != "month-day" else ["2024" + date_.iso[1:]]
        if date_.calendar == "gregory":
            assert all(date.fromisoformat((day + "-01-01")[:10]) for day in days)


@pytest.mark.parametrize(
    "piece",
    ["1", "1/", "1-", "2023-", "20/09/2023", "September ", "كانون ", "ذو ", "20 ", "1 ", "2023 ", "\n", "\u200f", "ـ",
     "20 September, ", "2023年", "د ", "y", "1\u200f", "1. ", "20-", "é", "ا\u064b"],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    find_dates("warm 1 May 2023")
    started = time.process_time()
    find_dates(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 5


def test_a_day_after_the_last_of_its_month_is_no_date() -> None:
    for day in (date(2023, 1, 1) + timedelta(days=n) for n in range(365)):
        if (day + timedelta(days=1)).day == 1 and day.day < 31:
            assert not find_dates(f"{day.day + 1} {format_date(day, 'MMMM', 'ru')} 2023")
