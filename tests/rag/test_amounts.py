"""Amounts of a sentence: how many of what, and how it is meant."""

import pytest

from rag.amounts import Amount, find_amounts
from rag.amounts.counts import find_counts


def _only(text: str, lang: str) -> Amount:
    (amount,) = find_amounts(text, lang).amounts
    return amount


@pytest.mark.parametrize(
    ("lang", "text", "amounts"),
    [
        (
            "en",
            "The pact of 5 May 2019 runs for 20 years and cost $3.5 million.",
            [(20, "year"), (3_500_000, "money")],
        ),
        ("en", "S-300 and S-400 systems, 15 per cent cheaper.", [(15, "percent")]),
        ("en", "Twenty-five people came, one of them late.", [(25, "people")]),
        ("en", "It came three times, at noon.", [(3, "times")]),
        ("ur", "ان کا ایک روزہ دورہ", [(1, "day")]),
        ("ur", "انہوں نے ایک معاہدے پر 20 سالہ شراکت داری کی", [(20, "year")]),
        ("ur", "وہ اسی دن ۴۰ سے زائد افراد کے ساتھ آئے", [(40, "people")]),
        ("ur", "5 ملین سے زائد ڈالر", [(5_000_000, "money")]),
        ("ar", "استمرت الزيارة يومين", [(2, "day")]),
        ("ar", "استمرت الزيارة ثلاثة أيام", [(3, "day")]),
        ("ar", "استمرت الزيارة يوما واحدا، يوم واحد", [(1, "day")]),
        ("ar", "قتل شخصان", [(2, "people")]),
        ("ru", "20-летний договор на двадцать лет", [(20, "year"), (20, "year")]),
        ("ru", "Погибли 300 000 человек", [(300_000, "people")]),
        ("ru", "5,5 млн рублей", [(5_500_000, "money")]),
        ("hi", "वे तीन दिन रुके", [(3, "day")]),
        ("fa", "۵۰ کیلومتر", [(50, "kilometer")]),
        ("en", "an area of 5,500,000 square kilometres", [(5_500_000, "kilometer^2")]),
        ("en", "at 10:30 on the 16th", []),
        ("ur-Latn", "20 saal", [(20, "year")]),
    ],
)
def test_counts(lang: str, text: str, amounts: list[tuple[int, str | None]]) -> None:
    assert [(each.plain, each.kind) for each in find_counts(text, lang)] == amounts


@pytest.mark.parametrize(
    ("lang", "more", "least", "about", "less", "most"),
    [
        (
            "en",
            "more than 40 people",
            "no fewer than 40 people",
            "nearly 40 people",
            "fewer than 40 people",
            "up to 40 people",
        ),
        ("ur", "40 سے زائد افراد", "کم از کم 40 افراد", "تقریباً 40 افراد", "40 سے کم افراد", "40 افراد تک"),
        ("ar", "وأكثر من 40 شخصا", "40 شخصا على الأقل", "نحو 40 شخصا", "أقل من 40 شخصا", "ما لا يزيد على 40 شخصا"),
        ("fa", "بیش از ۴۰ نفر", "دست‌کم ۴۰ نفر", "حدود ۴۰ نفر", "کمتر از ۴۰ نفر", "حداکثر ۴۰ نفر"),
        ("ru", "более 40 человек", "не менее 40 человек", "около 40 человек", "менее 40 человек", "до 40 человек"),
        ("hi", "40 से अधिक लोग", "कम से कम 40 लोग", "लगभग 40 लोग", "40 से कम लोग", "40 लोगों तक"),
    ],
)
def test_bounds(lang: str, more: str, least: str, about: str, less: str, most: str) -> None:
    assert [_only(text, lang).bound for text in (more, least, about, less, most)] == [
        "more",
        "least",
        "about",
        "less",
        "most",
    ]


@pytest.mark.parametrize(
    ("lang", "text", "bound"),
    [
        ("en", "less than C$5 million", "less"),
        ("en", "40 people under 18", "exact"),
        ("en", "it lasted over three days", "unsure"),
        ("ur", "تین دن تک", "unsure"),
        ("ur", "کابل کے قریب 40 افراد", "unsure"),
        ("ur", "5 ملین ڈالر سے زیادہ", "more"),
        ("ru", "не превышает 40 человек", "most"),
        ("ar", "لا يتجاوز 40 شخصا", "most"),
        ("hi", "40 से कम नहीं", "least"),
        ("ur", "40 سے کم ہو کر 30 رہ گئے", "unsure"),
        ("hi", "40 से कम होकर 30 रह गए", "unsure"),
        ("ur", "تعداد 40 افراد سے بڑھ گئی", "more"),
    ],
)
def test_bounds_that_may_be_mistaken(lang: str, text: str, bound: str) -> None:
    assert find_amounts(text, lang).amounts[0].bound == bound


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "growth was −3.5%"),
        ("en", "growth was -3.5 percent"),
        ("en", "minus 3.5 percent"),
        ("ur", "منفی 3.5 فیصد"),
        ("ar", "ناقص 3.5 بالمئة"),
        ("fa", "منفی ۳٫۵ درصد"),
        ("ru", "минус 3,5 процента"),
        ("ru", "рост составил −3,5 %"),
        ("hi", "माइनस 3.5 प्रतिशत"),
    ],
)
def test_numbers_below_nought(lang: str, text: str) -> None:
    assert _only(text, lang).negative


@pytest.mark.parametrize("text", ["20-30 percent", "the S-300 percent", "1990 – 30 percent", "-40 people came", "- 5"])
def test_a_dash_is_no_minus(text: str) -> None:
    assert not any(amount.negative for amount in find_amounts(text, "en").amounts)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "half of the 40 people"),
        ("en", "12 km/h"),
        ("en", "12 kilometres an hour"),
        ("en", "40 people per day"),
        ("ur", "40 افراد میں سے آدھے"),
        ("ur", "12 کلومیٹر فی گھنٹہ"),
        ("ar", "نصف 40 شخصا"),
        ("ar", "12 كيلومترا في الساعة"),
        ("fa", "نیمی از ۴۰ نفر"),
        ("fa", "۱۲ کیلومتر در ساعت"),
        ("ru", "половина из 40 человек"),
        ("ru", "12 км/ч"),
        ("hi", "40 लोगों में से आधे"),
        ("hi", "12 किलोमीटर प्रति घंटा"),
    ],
)
def test_parts_and_rates(lang: str, text: str) -> None:
    assert any(amount.partial for amount in find_amounts(text, lang).amounts if amount.plain > 1)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "15 per cent"),
        ("en", "40 of the people"),
        ("en", "one of the 40 people who died"),
        ("ur", "40 افراد میں سے ایک جو ہلاک ہوئے"),
        ("ru", "половина из 40 человек, которые погибли"),
        ("fa", "۴۰ نفر در روز جمعه"),
        ("fa", "۴۰ نفر در ساعت ۱۰"),
        ("hi", "15 प्रति शत"),
    ],
)
def test_what_is_no_part_and_no_rate(lang: str, text: str) -> None:
    assert not any(amount.partial for amount in find_amounts(text, lang).amounts)


@pytest.mark.parametrize(
    ("lang", "text", "currency"),
    [
        ("en", "$5", "USD"),
        ("en", "US$5 million", "USD"),
        ("en", "C$5 million", "CAD"),
        ("en", "A$5", "AUD"),
        ("en", "HK$200 million", "HKD"),
        ("en", "NZ$ 5 million", "NZD"),
        ("en", "CAD 5 million", "CAD"),
        ("en", "5 million SGD", "SGD"),
        ("en", "5 million New Zealand dollars", "NZD"),
        ("en", "5 million dollars, Canadian", "CAD"),
        ("en", "R$ 8", None),
        ("en", "500 rupees", None),
        ("en", "500 Indian rupees", "INR"),
        ("ru", "5 млн канадских долларов", "CAD"),
        ("ru", "5 млн долларов США", "USD"),
        ("ru", "100 рублей", "RUB"),
        ("ur", "5 ملین کنیڈین ڈالر", "CAD"),
        ("ur", "500 پاکستانی روپے", "PKR"),
        ("hi", "50 लाख कनाडाई डॉलर", "CAD"),
        ("fa", "۵ میلیون دلار کانادا", "CAD"),
        ("fa", "۵ میلیون دلار", "USD"),
        ("ar", "5 ملايين دولار كندي", "CAD"),
        ("ar", "5 ملايين جنيه مصري", "EGP"),
        ("ar", "300 مليون ليرة لبنانية", "LBP"),
        ("ar", "500 ليرة سورية", "SYP"),
        ("ar", "5 ملايين ليرة تركية", "TRY"),
        ("ar", "300 مليون ليرة", None),
        ("ar", "300 مليون ليرة في لبنان", None),
        ("ru", "300 млн лир", None),
        ("ru", "300 млн турецких лир", "TRY"),
        ("ru", "300 млн ливанских лир", "LBP"),
        ("en", "300 million Lebanese lira", "LBP"),
        ("en", "300 million Lebanese pounds", "LBP"),
        ("en", "300 million lira", None),
        ("en", "₺5 million", "TRY"),
        ("ur", "300 ملین لبنانی لیرا", "LBP"),
        ("hi", "30 करोड़ लेबनानी लीरा", "LBP"),
        ("hi", "30 करोड़ लीरा", None),
        ("fa", "۳۰۰ میلیون لیر لبنان", "LBP"),
        ("fa", "۳۰۰ میلیون لیر", None),
        ("fa", "۳۰۰ میلیون تومان", None),
        ("fa", "۵۰۰ ریال عمان", "OMR"),
        ("fa", "۳۰۰ میلیون دلار ایران", None),
        ("fa", "۳۰۰ میلیون یورو ایران", "EUR"),
        ("ar", "300 ألف جنيه سوداني", "SDG"),
        ("ar", "300 ألف جنيه", None),
        ("ar", "5 ملايين دولار زيمبابوي", None),
        ("ar", "5 ملايين دولار لأوكرانيا", "USD"),
        ("ar", "5 ملايين دولار وتركيا", "USD"),
        ("ar", "5 ملايين دولار أميركي", "USD"),
        ("en", "300 million dollars Canadian", "CAD"),
        ("en", "5 million dollars Canada said", None),
        ("en", "5 million dollars US", "USD"),
        ("en", "5 million pounds British", "GBP"),
        ("en", "Canadian dollars 5 million", "CAD"),
        ("en", "US dollars 5 million", "USD"),
        ("en", "5 million Liberian dollars", None),
        ("en", "500 Congolese francs", None),
        ("en", "500 Swiss francs", "CHF"),
        ("en", "500 krone", None),
        ("ru", "5 млн долларов Украине", "USD"),
        ("ru", "5 млн долларов Канаде", None),
        ("ru", "5 млн фунтов Египта", None),
        ("hi", "500 रुपये", None),
        ("hi", "500 नेपाली रुपये", "NPR"),
        ("ur", "500 پاؤنڈ", None),
        ("ur", "500 اماراتی درہم", "AED"),
        ("ur", "5 ملین ڈالر پاکستان کو", "USD"),
    ],
)
def test_currencies(lang: str, text: str, currency: str | None) -> None:
    amount = _only(text, lang)
    assert amount.is_money
    assert amount.currency == currency


def test_the_sign_of_the_next_number_is_not_that_of_this() -> None:
    assert [amount.currency for amount in find_amounts("$5 to €10", "en").amounts] == ["USD", "EUR"]


@pytest.mark.parametrize("text", ["500 pesos", "500 песо", "500 پیسو"])
def test_a_name_of_several_currencies_that_are_not_known_is_no_money(text: str) -> None:
    assert not any(amount.is_money for amount in find_amounts(text, "en").amounts)


@pytest.mark.parametrize(
    ("text", "lang", "bound"),
    [
        ("Годовая инфляция выросла до 9,4%", "ru", "exact"),
        ("Бережному грозит до 6 лет лишения свободы", "ru", "most"),
        ("وارتفعت نسبة نجاح المهمات لتصل إلى 58%", "ar", "exact"),
        ("يصل إلى 40 شخصا", "ar", "most"),
        ("شرح 82 فیصد تک پہنچ گئی", "ur", "exact"),
        ("اس میں 40 افراد تک بیٹھ سکتے ہیں", "ur", "most"),
        ("बढ़कर 35 फ़ीसदी तक पहुँच गया", "hi", "exact"),
        ("इसमें 40 लोग तक बैठ सकते हैं", "hi", "most"),
    ],
)
def test_what_rose_to_a_number_is_that_number(text: str, lang: str, bound: str) -> None:
    assert [amount.bound for amount in find_amounts(text, lang).amounts] == [bound]
