"""Places of a sentence."""

import pytest

from index.press_names import PRESS_NAMES
from rag.named_places import enumerations, find_named_places, is_told_from


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("en", "The Russian minister flew from Tehran to China.", ["tehran", "cn"]),
        ("ur", "ایرانی صدر ماسکو پہنچے", ["moscow"]),
        ("ru", "Российский министр прибыл в Тегеран из Ирака, а не из того города.", ["tehran", "iq"]),
        ("ar", "وصل الوزير الروسي إلى طهران", ["tehran"]),
        ("hi", "ईरानी राष्ट्रपति मॉस्को पहुँचे", ["moscow"]),
        ("ur", "جنوبی افریقہ", ["za"]),
        ("en", "Britain met the British and the Turkish ministers in Turkey.", ["gb", "tr"]),
        ("ur", "ترکی نے جاپانی صدر کو بلایا", ["tr"]),
        ("fa", "وزیر ترکی در عربستان", ["sa"]),
        (
            "ar",
            "زار الوزير التركي بريطانيا والسعودية وألمانيا والمانيا ومصر",
            ["gb", "sa", "de", "de", "eg"],
        ),
        ("ar", "البوسنة والهرسك وجزر القمر وسري لانكا", ["ba", "km", "lk"]),
        ("ar", "وترك الوزير وصيته وهندسته", []),
        ("ru", "Встреча в Иране, Ливии, Туркмении и ЮАР; россияне, туркмен и белорус.", ["ir", "ly", "tm", "za"]),
        ("hi", "तुर्की और इजरायल के भारतीय राजदूत", ["tr", "il"]),
        ("ar", "سلطنة عمان", ["om"]),
        ("ur", "سلطنتِ عمان", ["om"]),
        ("en", "Congo", ["cd", "cg"]),
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
        ("en", "Ghana, Togo, and the Ivory Coast", [["gh", "tg", "ci"]]),
        ("hi", "रूस, ईरान तथा चीन", [["ru", "ir", "cn"]]),
        ("en", "Congo signed.", []),
    ],
)
def test_enumerations(lang: str, text: str, runs: list[list[str]]) -> None:
    found = enumerations(text, find_named_places(text, lang), lang)
    assert [[place.code for place in run] for run in found] == runs


@pytest.mark.parametrize("lang", PRESS_NAMES)
def test_every_press_name_is_a_noun(lang: str) -> None:
    for code, names in PRESS_NAMES[lang].items():
        for name in names.split(", "):
            text = f"و{name}" if lang == "ar" else name
            assert code in [place.code for place in find_named_places(text, lang)], name


@pytest.mark.parametrize(
    ("text", "lang", "told"),
    [
        ("LONDON — The film week was attended by 84,000 people.", "en", True),
        ("KARACHI (AFP): The port was closed.", "en", True),
        ("Record crowd\nTOKYO: The fair is over.", "en", True),
        ("اسلام آباد (نیوز ڈیسک) وزیر نے استعفیٰ دے دیا۔", "ur", True),
        ("ماسکو: ایرانی صدر پہنچ گئے۔", "ur", True),
        ("تهران - نشست پایان یافت.", "fa", True),
        ("КАБУЛ / ИСЛАМАБАД — Переговоры завершены.", "ru", True),
        ("London hosted the film week.", "en", False),
        ("Talks in London — the third this year — failed.", "en", False),
        ("Doha (Qatar) hosted the talks.", "en", False),
        ("London-based insurers refused.", "en", False),
    ],
)
def test_the_place_of_a_dateline_is_where_it_is_told(text: str, lang: str, told: bool) -> None:
    assert is_told_from(text, find_named_places(text, lang)[0], lang) == told
