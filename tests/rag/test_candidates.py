"""Amounts and places of a sentence."""

import pytest

from rag.candidates import enumerations, find_amounts, find_named_places


@pytest.mark.parametrize(
    ("lang", "text", "amounts"),
    [
        (
            "en",
            "The pact of 5 May 2019 runs for 20 years and cost $3.5 million.",
            [("20", "year"), ("3500000", "money")],
        ),
        ("en", "S-300 and S-400 systems, 15 per cent cheaper.", [("15", "percent")]),
        ("ur", "ان کا ایک روزہ دورہ", [("1", "day")]),
        ("ur", "انہوں نے ایک معاہدے پر 20 سالہ شراکت داری کی", [("20", "year")]),
        ("ar", "استمرت الزيارة يومين", [("2", "day")]),
        ("ar", "استمرت الزيارة ثلاثة أيام", [("3", "day")]),
        ("ru", "20-летний договор на двадцать лет", [("20", "year"), ("20", "year")]),
        ("hi", "वे तीन दिन रुके", [("3", "day")]),
        ("fa", "۵۰ کیلومتر", [("50", "kilometre")]),
        ("en", "an area of 5,500,000 square kilometres", [("5500000", "square-kilometre")]),
        ("en", "at 10:30 on the 16th", []),
    ],
)
def test_amounts(lang: str, text: str, amounts: list[tuple[str, str | None]]) -> None:
    assert [(each.value, each.unit) for each in find_amounts(text, lang)] == amounts


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("en", "The Russian minister flew from Tehran to China.", ["tehran", "cn"]),
        ("ur", "ایرانی صدر ماسکو پہنچے", ["moscow"]),
        ("ru", "Российский министр прибыл в Тегеран из Ирака, а не из того города.", ["tehran", "iq"]),
        ("ar", "وصل الوزير الروسي إلى طهران", ["tehran"]),
        ("hi", "ईरानी राष्ट्रपति मॉस्को पहुँचे", ["moscow"]),
        ("ur", "جنوبی افریقہ", ["za"]),
    ],
)
def test_places_named_by_nouns(lang: str, text: str, codes: list[str]) -> None:
    assert [place.code for place in find_named_places(text, lang)] == codes


@pytest.mark.parametrize(
    ("lang", "text", "runs"),
    [
        ("en", "Brazil, Russia, India and China met in Egypt.", [["br", "ru", "in", "cn"]]),
        ("ur", "برازیل، روس اور چین نے مصر میں", [["br", "ru", "cn"]]),
        ("ar", "روسيا وإيران والصين", [["ru", "ir", "cn"]]),
        ("ru", "Россия, Иран и Китай", [["ru", "ir", "cn"]]),
        ("en", "Russia attacked Ukraine.", []),
    ],
)
def test_enumerations(lang: str, text: str, runs: list[list[str]]) -> None:
    found = enumerations(text, find_named_places(text, lang), lang)
    assert [[place.code for place in run] for run in found] == runs
