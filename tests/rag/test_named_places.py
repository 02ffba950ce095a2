"""Places of a sentence."""

import pytest

from rag.named_places import enumerations, find_named_places


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
