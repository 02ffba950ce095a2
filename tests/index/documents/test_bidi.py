"""What is seen from left to right is read in the order in which it was written."""

import pytest

from index.documents.bidi import Piece, restore_order

# What was written, and how the Unicode algorithm shows it inside right-to-left text, from left to right.
# The right column is written with \\u escapes nowhere: it is the left one, its pieces in the order of the page.
ROWS = [
    ("ملک ایران", ["ن", "ا", "ر", "ی", "ا", " ", "ک", "ل", "م"]),
    ("سال 2024 میں", ["ں", "ی", "م", " ", *"2024", " ", "ل", "ا", "س"]),
    ("۱۲٫۵ درصد", ["د", "ص", "ر", "د", " ", *"۱۲٫۵"]),
    ("قیمت 1,234.5 ہے", ["ے", "ہ", " ", *"1,234.5", " ", "ت", "م", "ی", "ق"]),
    ("نظام S-300 آیا", ["ا", "ی", "آ", " ", *"S-300", " ", "م", "ا", "ظ", "ن"]),
    ("اخبار The Guardian نے", ["ے", "ن", " ", *"The Guardian", " ", "ر", "ا", "ب", "خ", "ا"]),
    ("رقم (3 ارب) ہے", ["ے", "ہ", " ", "(", "ب", "ر", "ا", " ", "3", ")", " ", "م", "ق", "ر"]),
    ("قال: «نعم».", [".", "«", "م", "ع", "ن", "»", " ", ":", "ل", "ا", "ق"]),
    ("شرح 40% ہے", ["ے", "ہ", " ", "%", *"40", " ", "ح", "ر", "ش"]),
    ("مدت 2019-2020 تھی", ["ی", "ھ", "ت", " ", *"2020", "-", *"2019", " ", "ت", "د", "م"]),
    ("گروپ BRICS (Brazil, Russia) ہے", ["ے", "ہ", " ", *"BRICS (Brazil, Russia)", " ", "پ", "و", "ر", "گ"]),
    ("خلا", ["لا", "خ"]),
    ("یہ 5G ہے", ["ے", "ہ", " ", *"5G", " ", "ہ", "ی"]),
]


def pieces(shown: list[str]) -> list[Piece]:
    return [Piece(text) for text in shown]


@pytest.mark.parametrize(("written", "shown"), ROWS, ids=[row[0] for row in ROWS])
def test_right_to_left_line_is_read_as_written(written: str, shown: list[str]) -> None:
    assert restore_order(pieces(shown), right_to_left=True) == written


def test_right_to_left_words_in_a_left_to_right_line() -> None:
    shown = [*"The word ", "م", "ل", "ع", " ", "و", *" means 2 things."]
    assert restore_order(pieces(shown), right_to_left=False) == "The word و علم means 2 things."


def test_a_barrier_tells_a_date_from_a_name_with_a_number() -> None:
    shown = [*"May", " ", *"12"]
    assert restore_order(pieces(shown), right_to_left=True) == "May 12"
    parted = [*map(Piece, "May"), Piece(" ", barrier=True), *map(Piece, "12")]
    assert restore_order(parted, right_to_left=True) == "12 May"


def test_brackets_that_were_not_mirrored_stay() -> None:
    shown = ["م", "(", "ب", ")"]
    assert restore_order(pieces(shown), right_to_left=True, mirror=False) == ")ب(م"
