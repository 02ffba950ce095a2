"""Facts as their readers write them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.amounts import Bound
from rag.rendering import (
    as_decimal,
    render_amount,
    render_date,
    render_language,
    render_list,
    render_money,
    render_month,
    render_month_of,
    render_number,
    render_place,
    render_weekday,
    render_year_of,
)
from rag.wordlists import read_words

_LANGUAGES = ("en", "ur", "ar", "fa", "ru", "hi", "ur-Latn")


@pytest.mark.parametrize(
    ("lang", "day", "month"),
    [
        ("en", "Wednesday 20 September 2023", "September 2023"),
        ("ur", "بدھ، ۲۰ ستمبر ۲۰۲۳", "ستمبر ۲۰۲۳"),
        ("ar", "الأربعاء ٢٠ سبتمبر ٢٠٢٣", "سبتمبر ٢٠٢٣"),
        ("fa", "چهارشنبه ۲۹ شهریور ۱۴۰۲ (۲۰ سپتامبر ۲۰۲۳)", "سپتامبر ۲۰۲۳"),
        ("ru", "среда, 20 сентября 2023 года", "сентябрь 2023 года"),
        ("hi", "बुधवार, 20 सितंबर 2023", "सितंबर 2023"),
    ],
)
def test_dates(lang: str, day: str, month: str) -> None:
    # Every locale is loaded before, in whichever order: babel has been seen to mix up their names.
    for other in _LANGUAGES:
        render_month(9, other), render_weekday(2, other)
    assert render_date("2023-09-20", lang, weekday=True) == day
    assert render_date("2023-09", lang) == month


def test_parts_of_dates() -> None:
    assert render_date("--10-16", "ru") == "16 октября"
    assert render_date("2024", "ar") == "٢٠٢٤"
    assert render_date("2024-03-11/2024-03-17", "en") == "11 March 2024 – 17 March 2024"


@pytest.mark.parametrize(
    ("iso", "lang", "when", "month", "year"),
    [
        (
            "2023-12-22/2024-01-20",
            "fa",
            "دی ۱۴۰۲ (دسامبر ۲۰۲۳ – ژانویهٔ ۲۰۲۴)",
            "دی ۱۴۰۲ (دسامبر ۲۰۲۳ – ژانویهٔ ۲۰۲۴)",
            "سال ۱۴۰۲ (۲۰۲۳–۲۰۲۴)",
        ),
        (
            "2023-12-22/2024-01-20",
            "en",
            "22 December 2023 – 20 January 2024",
            "December 2023 – January 2024",
            "2023–2024",
        ),
        (
            "2023-12-22/2024-01-20",
            "ru",
            "22 декабря 2023 года – 20 января 2024 года",
            "декабрь 2023 года – январь 2024 года",
            "2023–2024 годы",
        ),
        ("2021-11-28", "fa", "۷ آذر ۱۴۰۰ (۲۸ نوامبر ۲۰۲۱)", "آذر ۱۴۰۰ (نوامبر ۲۰۲۱)", "سال ۱۴۰۰ (۲۰۲۱)"),
        ("2021-11", "fa", "نوامبر ۲۰۲۱", "نوامبر ۲۰۲۱", "سال ۱۴۰۰ (۲۰۲۱)"),
        ("2021-03", "fa", "مارس ۲۰۲۱", "مارس ۲۰۲۱", "۲۰۲۱"),
        ("2021-11-28", "ar", "٢٨ نوفمبر ٢٠٢١", "نوفمبر ٢٠٢١", "٢٠٢١"),
    ],
)
def test_the_month_and_the_year_of_a_date(iso: str, lang: str, when: str, month: str, year: str) -> None:
    assert render_date(iso, lang) == when
    assert render_month_of(iso, lang) == month
    assert render_year_of(iso, lang) == year


def test_only_whole_months_and_years_of_the_solar_calendar_have_its_names() -> None:
    assert render_date("2023-03-21/2024-03-19", "fa") == "سال ۱۴۰۲ (۲۰۲۳–۲۰۲۴)"
    assert render_date("2023-12-22/2024-01-19", "fa") == ("۱ دی ۱۴۰۲ (۲۲ دسامبر ۲۰۲۳) – ۲۹ دی ۱۴۰۲ (۱۹ ژانویهٔ ۲۰۲۴)")


@pytest.mark.parametrize(
    ("value", "lang", "written"),
    [
        ("1", "ar", "سنة واحدة"),
        ("2", "ar", "سنتان"),
        ("5", "ar", "٥ سنوات"),
        ("20", "ar", "٢٠ سنة"),
        ("1", "ru", "1 год"),
        ("3", "ru", "3 года"),
        ("20", "ru", "20 лет"),
        ("3.5", "ru", "3,5 года"),
        ("1", "ur", "ایک سال"),
        ("20", "ur", "۲۰ سال"),
        ("20", "en", "20 years"),
        ("1", "hi", "एक साल"),
    ],
)
def test_years_in_their_plural_forms(value: str, lang: str, written: str) -> None:
    assert render_amount(value, "year", lang) == written


@pytest.mark.parametrize(
    ("value", "unit", "lang", "bound", "written"),
    [
        ("21", "year", "ru", "more", "более 21 года"),
        ("3", "year", "ru", "more", "более 3 лет"),
        ("3.5", "year", "ru", "about", "около 3,5 года"),
        ("21", "kilometer^2", "ru", "more", None),
        ("2", "kilometer^2", "ar", "more", "أكثر من كيلومترين مربعين"),
        ("1", "people", "ur", "more", None),
        ("1", "people", "ur", "least", "کم از کم ایک شخص"),
        ("2", "people", "ar", "least", "ما لا يقل عن شخصين"),
        ("2", "hour", "hi", "more", "2 घंटे से अधिक"),
        ("1", "month", "hi", "more", "एक महीने से अधिक"),
        ("1", "week", "hi", "less", "एक हफ़्ते से कम"),
        ("1", "hour", "hi", "more", "एक घंटे से अधिक"),
        ("1", "hour", "hi", "least", "कम से कम एक घंटा"),
        ("1", "day", "hi", "more", "एक दिन से अधिक"),
        ("1", "week", "ur", "more", "ایک ہفتے سے زیادہ"),
        ("1", "hour", "ur", "less", "ایک گھنٹے سے کم"),
        ("1", "hour", "ur", "about", "تقریباً ایک گھنٹہ"),
        ("1", "month", "ur", "more", "ایک ماہ سے زیادہ"),
        ("1", "percentage_point", "ur", "more", "ایک فیصد پوائنٹ سے زیادہ"),
        ("1", "week", "ur-Latn", "more", "aik hafte se zyada"),
        ("1", "week", "ur-Latn", "exact", "aik hafta"),
        ("1", "hour", "en", "more", "more than 1 hour"),
        ("2", "percentage_point", "ar", "more", "أكثر من نقطتين مئويتين"),
        ("2", "hour", "en", "less", "less than 2 hours"),
        ("20", "year", "en", "precise", "20 years"),
        ("20", "year", "en", "unsure", None),
    ],
)
def test_bounds_in_the_case_they_take(value: str, unit: str, lang: str, bound: Bound, written: str | None) -> None:
    assert render_amount(value, unit, lang, bound) == written


@pytest.mark.parametrize(
    ("number", "written"), [(Fraction(5, 2), "2.5"), (Fraction(10**7), "10000000"), (Fraction(1, 3), None)]
)
def test_only_what_a_decimal_tells_exactly(number: Fraction, written: str | None) -> None:
    assert as_decimal(number) == written


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_every_unit_has_its_forms(lang: str) -> None:
    for unit in read_words("units")["forms"]:
        for value in ("1", "2", "5", "11", "21", "100", "2.5"):
            assert render_amount(value, unit, lang)


def test_money_and_places() -> None:
    assert render_money("500000000", "USD", "ru") == "500\u00a0000\u00a0000 долларов США"
    assert render_place("ae", "hi") == "संयुक्त अरब अमीरात"
    assert render_place("moscow", "fa") == "مسکو"
    assert render_place("nowhere", "fa") is None


@pytest.mark.parametrize(
    ("value", "currency", "lang", "bound", "written"),
    [
        ("1", "USD", "ar", "exact", "دولار أمريكي واحد"),
        ("2", "USD", "ar", "exact", "دولاران أمريكيان"),
        ("2", "USD", "ar", "more", "أكثر من دولارين أمريكيين"),
        ("5", "USD", "ar", "exact", "٥ دولارات أمريكية"),
        ("11", "USD", "ar", "exact", "١١ دولارًا أمريكيًا"),
        ("100", "USD", "ar", "exact", "١٠٠ دولار أمريكي"),
        ("2.5", "USD", "ar", "exact", "٢٫٥ دولار أمريكي"),
        ("5", "EUR", "ar", "exact", "٥ يورو"),
        ("2", "EUR", "ar", "more", "أكثر من ٢ يورو"),
        ("300000000", "LBP", "ar", "exact", "٣٠٠٬٠٠٠٬٠٠٠ ليرة لبنانية"),
        ("5", "INR", "ar", "exact", "٥ روبيات هندية"),
        ("5", "JPY", "ar", "exact", None),
        ("100", "JPY", "ar", "exact", "١٠٠ ين ياباني"),
        ("1", "INR", "hi", "more", "1 भारतीय रुपए से अधिक"),
        ("1", "INR", "hi", "exact", "1 भारतीय रुपया"),
        ("1", "INR", "ur", "more", "۱ بھارتی روپے سے زیادہ"),
        ("5", "USD", "ur", "more", "۵ امریکی ڈالر سے زیادہ"),
    ],
)
def test_money_in_the_number_and_case_it_takes(
    value: str, currency: str, lang: str, bound: Bound, written: str | None
) -> None:
    assert render_money(value, currency, lang, bound) == written


def test_lists() -> None:
    assert render_list(["مصر", "روس", "چین"], "ur") == "مصر، روس اور چین"
    assert render_list(["А", "Б"], "ru") == "А и Б"
    roman = [render_language(code, "ur-Latn") or "" for code in ("en", "fa", "ur")]
    assert render_list(roman, "ur-Latn") == "Angrezi, Farsi aur Urdu"
    assert render_list(["Urdu"], "ur-Latn") == "Urdu"


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)), st.sampled_from(_LANGUAGES))
def test_the_digits_of_a_date_stay(day: date, lang: str) -> None:
    # In Persian the day of the solar calendar stands before it.
    written = render_date(day.isoformat(), lang).rpartition("(")[2]
    assert [int(number) for number in "".join(c if c.isdecimal() else " " for c in written).split()] == [
        day.day,
        day.year,
    ]


@given(st.decimals(0, 10**9, places=2), st.sampled_from(("en", "ar", "fa", "ur")))
def test_the_value_of_a_number_stays(number: Decimal, lang: str) -> None:
    written = render_number(f"{number.normalize():f}", lang).replace(",", "").replace("٬", "").replace("٫", ".")
    assert Decimal("".join(str(int(c)) if c.isdecimal() else c for c in written)) == number
