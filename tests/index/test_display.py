"""What is shown cannot turn around or hide what stands beside it, and reads as it was written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.display import safe_text
from tests.conftest import SEEDS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می‌رود", "می‌رود"),
        ("क्\u200dष", "क्\u200dष"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("S-300\u200f روس", "S-300\u200f روس"),
        ("\u2067اردو\u2069 and \u202bفارسی\u202c", "\u2067اردو\u2069 and \u202bفارسی\u202c"),
        ("user\u202etxt.exe", "usertxt.exe"),
        ("a\u202eb\u202cc", "abc"),
        ("open \u2067never closed\nnext", "open never closed\nnext"),
        ("\u202cstray\u2069", "stray"),
        ("\u2067a\u202bb\u2069c", "abc"),
        ("ok\U000e0049\U000e0067nore", "oknore"),
        ("\ufeffstart", "start"),
        ("\x1b[31mred\x00", "␛[31mred␀"),
        ("a\tb\r\nc\rd", "a\tb\r\nc\nd"),
        ("\x7f\x9b", "␡\ufffd"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert safe_text(text) == shown


def test_a_tower_of_marks_is_cut() -> None:
    assert len(safe_text("a" + "\u0301" * 10_000)) == 9


def test_the_seeds_are_shown_as_they_are() -> None:
    for path in SEEDS.glob("*.txt"):
        text = path.read_bytes().decode("utf-8")
        assert safe_text(text) == text


_HOSTILE = "ab\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\n\x1b\U000e0041\ud800\u0301"


@given(st.text(max_size=40) | st.text(_HOSTILE, max_size=40))
def test_nothing_hostile_is_left(text: str) -> None:
    shown = safe_text(text)
    assert safe_text(shown) == shown
    assert not set(shown) & set("\u202d\u202e\ufeff")
    assert all(char in "\t\n\r\u0085" or unicodedata.category(char) not in ("Cc", "Cs") for char in shown)
    for line in shown.splitlines():
        assert sum(line.count(c) for c in "\u2066\u2067\u2068") == line.count("\u2069")
        assert sum(line.count(c) for c in "\u202a\u202b") == line.count("\u202c")
