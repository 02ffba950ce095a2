"""Roman Arabic spelt with the words of a collection."""

import pytest

from index.roman_arabic import ArabicSpeller
from index.roman_urdu import count_words

TEXTS = [
    "افتتح وزير النقل مطار صنعاء الجديد في نوفمبر 2019، وبلغت تكلفة المشروع 70 مليون دولار.",
    "أعلنت وزارة الصحة حصيلة القتلى في زلزال أغادير، وقالت إنها وزعت اللقاح على القرى المعزولة.",
    "غرق قارب صيد قبالة سواحل المهدية، وأنقذ خفر السواحل ثمانية بحارة. وتوقفت ثورة البركان.",
]


@pytest.fixture(scope="module")
def speller() -> ArabicSpeller:
    return ArabicSpeller(count_words(TEXTS))


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("emta eftata7 wazir el na2l matar sana3aa2 el gedid?", "متى افتتح وزير النقل مطار صنعاء الجديد؟"),
        ("kam balaghat taklefet el mashroo3", "كم بلغت تكلفة المشروع"),
        ("addesh 7asilet el 2atla b zelzal aghadir?", "كم حصيلة القتلى بزلزال أغادير؟"),
        ("wein ghere2 2areb el seid w meen anqaz el ba77ara?", "أين غرق قارب الصيد ومن أنقذ البحارة؟"),
        # In the Maghreb 9 is ق, in the Gulf ص; g is ج or ق.
        ("9areb 9ayd", "قارب صيد"),
        # Behind an ending that the collection has the word without; a verb as the dialects begin it.
        ("thawretha", "ثورتها"),
        ("btewaqqafet", "توقفت"),
    ],
)
def test_words_are_those_that_the_signs_stand_for(typed: str, spelt: str, speller: ArabicSpeller) -> None:
    assert speller.spell(typed) == spelt


def test_what_the_collection_has_not_is_written_by_rule(speller: ArabicSpeller) -> None:
    assert speller.spell("7alab") == "حلب"
    assert ArabicSpeller({}).spell("wein 7alab?") == "أين حلب؟"
    # The mark is part of the last letter.
    assert ArabicSpeller({"مبلغ": 1}).spell("mabla3'") == "مبلغ"


def test_numbers_and_designations_stay(speller: ArabicSpeller) -> None:
    assert speller.spell("matar 2019 S-300 F16") == "مطار 2019 S-300 F16"


def test_of_words_at_the_same_cost_the_commoner_is_meant() -> None:
    assert ArabicSpeller({"صار": 40, "سار": 2}).spell("sar") == "صار"
    assert ArabicSpeller({"صار": 2, "سار": 40}).spell("sar") == "سار"
