"""Roman Urdu spelt with the words of a collection."""

from pathlib import Path

import pytest

from index.catalog import Catalog
from index.roman_urdu import UrduSpeller, count_words, read_words

TEXTS = [
    "وزیر اعظم نے بلوچستان میں نئی گیس پائپ لائن کے منصوبے کا اعلان کیا۔ منصوبہ دو سال میں مکمل ہوگا۔",
    "پارلیمنٹ نے جمعرات کو دفاعی بجٹ کی منظوری دے دی، سٹاک ایکسچینج میں تیزی رہی۔",
]


@pytest.fixture(scope="module")
def speller() -> UrduSpeller:
    return UrduSpeller(count_words(TEXTS))


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("gas pipeline k mansoobay ka elaan kis ne kiya?", "گیس"),
        ("Balochistan mein kya ho ga", "بلوچستان میں کیا ہو گا"),
        ("balochstan men nayi gais paip line", "بلوچستان"),
        ("parliment ne bajat kab manzoor kiya?", "پارلیمنٹ نے بجٹ کب"),
        ("stak mein tezi kab aayi", "سٹاک میں تیزی کب"),
    ],
)
def test_words_are_those_that_sound_like_what_was_typed(typed: str, spelt: str, speller: UrduSpeller) -> None:
    assert spelt in speller.spell(typed)


def test_what_sounds_like_nothing_there_stays(speller: UrduSpeller) -> None:
    assert speller.spell("Lukashenko ne 2022 mein kya kaha?") == "Lukashenko نے 2022 میں کیا کہا؟"
    assert UrduSpeller({}).spell("Karachi kahan hai?") == "Karachi کہاں ہے؟"


def test_of_words_that_sound_alike_the_commoner_is_meant() -> None:
    assert UrduSpeller({"نظر": 40, "نذر": 2}).spell("nazar") == "نظر"
    assert UrduSpeller({"نظر": 2, "نذر": 40}).spell("nazar") == "نذر"


def test_an_empty_catalog_has_no_words(tmp_path: Path) -> None:
    with Catalog(tmp_path / "catalog.sqlite", create=True) as catalog:
        assert not read_words(catalog)
