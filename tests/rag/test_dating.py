"""Relative dates against the article's own, in six languages."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.amounts.numberwords import small_numbers
from rag.dating import find_relative_dates
from rag.relative_words import one_words, unit_words, weekdays
from rag.wordlists import read_words

_CASES = [json.loads(line) for line in (Path(__file__).parent / "relative_dates.jsonl").read_text("utf-8").splitlines()]
_PRECISION = {4: "year", 7: "month", 10: "day"}


def _find(text: str, lang: str, published: str | None) -> list[tuple[str, str | None]]:
    precision = _PRECISION[len(published)] if published else None
    return [(text[f.start : f.end], f.iso) for f in find_relative_dates(text, lang, published, precision)]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case['lang']}-{case['words']}")
def test_resolved_with_its_words(case: dict[str, str]) -> None:
    assert _find(case["text"], case["lang"], case["published"]) == [(case["words"], case["iso"])]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Sales rose on Black Friday, wrote the Sunday Times."),
        ("en", "He may march on the capital."),
        ("ar", "زار يوم الأربعاء 20/09/2023، المعرض الدائم في طهران."),
        ("ur", "اس نے بدھ مت کے بارے میں کتاب لکھی۔"),
        ("ru", "Окружающая среда страдает."),
        ("hi", "मंगल ग्रह पर पानी मिला।"),
        ("sw", "Waziri aliwasili Jumanne."),
        # So long before or after something else, and not the article.
        ("ur", "وہ انتخابات سے دو دن قبل لاہور آئے۔"),
        ("ur", "حملے کے دو دن بعد وہ لاہور آئے۔"),
        ("ur", "کل جماعتی حریت کانفرنس نے ہڑتال کی۔"),
        ("hi", "वे चुनाव से दो दिन पहले आए।"),
        ("hi", "वे हमले के दो दिन बाद आए।"),
        ("ar", "وصل قبل يومين من الانتخابات."),
        ("ar", "وصل قبل شهر من الانتخابات."),
        ("fa", "او دو روز پیش از حمله رسید."),
        ("fa", "او سال پیش از انقلاب رسید."),
        ("fa", "او خرداد ماه گذشته رسید."),
        ("en", "It was signed on 5 May '22."),
    ],
)
def test_what_is_no_relative_date(lang: str, text: str) -> None:
    assert _find(text, lang, "2024-03-14") == []


@pytest.mark.parametrize(
    ("lang", "text", "iso"),
    [
        ("en", "They will meet the day after tomorrow.", "2024-03-16"),
        ("ur", "وہ اب سے دو دن قبل آئے۔", "2024-03-12"),
        ("hi", "वे अब से दो दिन पहले आए।", "2024-03-12"),
        ("ar", "وصل قبل يومين من الآن.", "2024-03-12"),
        ("ur", "وہ دو دن قبل آئے۔", "2024-03-12"),
    ],
)
def test_so_long_before_or_after_now(lang: str, text: str, iso: str) -> None:
    assert [found for _, found in _find(text, lang, "2024-03-14")] == [iso]


def test_beside_another_year_a_month_stays_open() -> None:
    text = "In 2015 the talks began in Vienna, and in July the accord was signed."
    assert ("in July", None) in _find(text, "en", "2024-03-14")


def test_a_weekday_is_named_even_without_the_date_of_the_article() -> None:
    found = find_relative_dates("رئیسی جمعرات کو ماسکو پہنچ گئے۔", "ur", None, None)
    assert [(each.iso, each.weekday) for each in found] == [(None, 3)]


@pytest.mark.parametrize(
    ("lang", "text", "published", "precision", "iso"),
    [
        # Esfand 1402.
        ("fa", "دیروز روسیه موشک‌ها را تحویل داد.", "2024-02-20/2024-03-19", "month", None),
        ("fa", "سه‌شنبه هفته گذشته دیدار کردند.", "2024-02-20/2024-03-19", "month", None),
        ("en", "They met last month.", "2024-02-20/2024-03-19", "month", None),
        ("en", "They met last year.", "2024-02-20/2024-03-19", "month", None),
        ("en", "They met in January.", "2024-02-20/2024-03-19", "month", "2024-01"),
        ("fa", "مذاکرات ۲۰ دی در عمان آغاز شد.", "2024-02-20/2024-03-19", "month", "2024-01-10"),
        ("en", "They met last month.", "2024-02", "month", "2024-01"),
        ("en", "They met last year.", "2024", "year", "2023"),
        ("en", "They met yesterday.", "2024-02", "month", None),
        # The last year and month of the calendar that Persian counts in.
        ("fa", "او سال گذشته رسید.", "2024-03-14", "day", "2022-03-21/2023-03-20"),
        ("fa", "او پارسال رسید.", "2024-03-25", "day", "2023-03-21/2024-03-19"),
        ("fa", "مذاکرات ۲۰ دی سال گذشته آغاز شد.", "2024-03-14", "day", "2023-01-10"),
        ("en", "Talks began on 30 September last year.", "2024-03-14", "day", "2023-09-30"),
        ("fa", "او سال گذشته میلادی رسید.", "2024-03-14", "day", "2023"),
        ("fa", "او ماه گذشته رسید.", "2024-04-01", "day", "2024-02-20/2024-03-19"),
        ("fa", "او ماه گذشته رسید.", "2024-02-20/2024-03-19", "month", "2024-01-21/2024-02-19"),
        ("fa", "او سال گذشته رسید.", "2023-03-21/2024-03-19", "year", "2022-03-21/2023-03-20"),
        ("fa", "او سال گذشته رسید.", "2024", "year", None),
        # A week is known from the text; a day that stands for its month is not.
        ("en", "They met last month.", "2024-02-20/2024-02-26", None, "2024-01"),
        ("en", "They met yesterday.", "2024-02-20", "month", None),
        ("en", "They met last year.", "2024-02-20", "year", None),
    ],
)
def test_of_an_article_dated_by_its_month_only_what_is_certain(
    lang: str, text: str, published: str, precision: str | None, iso: str | None
) -> None:
    assert [found.iso for found in find_relative_dates(text, lang, published, precision)] == [iso]


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(["en", "ar", "fa", "ru", "hi", "ur"]))
def test_past_days_lie_in_the_week_before(published: date, lang: str) -> None:
    text = {
        "en": "They met on Tuesday.",
        "ar": "التقى الرئيسان يوم الثلاثاء.",
        "fa": "آنها روز سه‌شنبه دیدار کردند.",
        "ru": "Они встретились во вторник.",
        "hi": "वे मंगलवार को मिले।",
        "ur": "وہ منگل کو ملے۔",
    }[lang]
    ((_, iso),) = _find(text, lang, published.isoformat())
    assert iso
    resolved = date.fromisoformat(iso)
    assert resolved.weekday() == 1
    assert 0 <= (published - resolved).days < 7


@given(st.text(max_size=60), st.sampled_from(["en", "ar", "fa", "ru", "hi", "ur", "tr"]), st.text(max_size=12))
def test_any_text_is_read(text: str, lang: str, published: str) -> None:
    for found in find_relative_dates(text, lang, published, "day"):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize("lang", read_words("relative"))
def test_the_words_of_a_language_are_complete(lang: str) -> None:
    assert set(weekdays(lang).values()) == set(range(7))
    assert {unit for unit, _ in unit_words(lang, "last").values()} >= {"week", "month", "year"}
    assert {unit for unit, _ in one_words(lang).values()} >= {"week", "month", "year"}
    assert set(small_numbers(lang).values()) >= set(range(1, 11))
    assert {"last", "this", "next", "ago", "on", "in", "future", "breaks"} <= set(read_words("relative")[lang])


@pytest.mark.parametrize(
    "text", ["he came yesterday and ", "On 5 May he came. It was so. ", "on Friday 5 May 2020, 6 June. "]
)
@pytest.mark.alone
def test_hostile_text_takes_linear_time(text: str) -> None:
    def time_of(length: int) -> float:
        began = time.thread_time()
        find_relative_dates((text * length)[:length], "en", "2020-05-03", "day")
        return time.thread_time() - began

    time_of(1_000)
    assert time_of(40_000) < 16 * max(time_of(5_000), 0.02)


@pytest.mark.parametrize(
    ("lang", "text", "iso"),
    [
        ("en", "Voting took place on 20 May.", None),
        ("hi", "मतदान 20 मई को है।", None),
        ("hi", "मतदान 20 मई को होना है।", "2024-05-20"),
        ("ur", "پولنگ 20 مئی کو ہونا ہے۔", "2024-05-20"),
        ("en", "The bridge opened on 2 March.", "2024-03-02"),
        ("en", "The bridge opened in June.", None),
        ("en", "The bridge opened in December.", "2023-12"),
    ],
)
def test_a_day_that_may_be_of_another_year_has_none(lang: str, text: str, iso: str | None) -> None:
    assert [found.iso for found in find_relative_dates(text, lang, "2024-05-04", "day")] == [iso]
