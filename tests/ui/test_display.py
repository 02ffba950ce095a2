"""What is shown cannot turn around or hide what stands beside it, and reads as it was written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SEEDS
from ui.display import isolate_lines, plain_words, show_lines, visible_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می‌رود", "می‌رود"),
        ("क्\u200dष", "क्\u200dष"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f"),
        ("10\u00a0км, 5\u202f000", "10\u00a0км, 5\u202f000"),
        ("user\u202etxt.exe", "usertxt.exe"),
        ("\u2067اردو\u2069 \u202bفارسی\u202c", "اردو فارسی"),
        ("ok\U000e0049\U000e0067nore", "oknore"),
        ("\ufeffstart\u3164", "start"),
        ("\x1b]0;title\x07\x1b[31mred\x00\x9b2J\x7f", "]0;title[31mred2J"),
        ("lone \ud83d half", "lone  half"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert visible_text(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('# "We have a port, but no water": the mayor', '"We have a port, but no water": the mayor'),
        ("**Mr Miandad, what does the town lack?** Water.", "Mr Miandad, what does the town lack? Water."),
        # Cut at a sentence, between two marks.
        ("**Mr Miandad, you said so.", "Mr Miandad, you said so."),
        ("What does it lack?**", "What does it lack?"),
        ("*Interview, 8 February 2025*\n> _فوری_ اور **ضروری**", "Interview, 8 February 2025\nفوری اور ضروری"),
        ("___ bare", "___ bare"),
        ("* 2 * 3 = 6, 2**3 = 8, snake_case_name, #1 of [2](http://example.org)", None),
    ],
)
def test_the_marks_of_markdown_are_not_shown_and_those_of_other_files_are(text: str, shown: str | None) -> None:
    assert plain_words(text, "news.zip/a.md") == (text if shown is None else shown)
    assert plain_words(text, "a.txt") == text


def test_what_is_piped_carries_no_marks_of_direction(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_lines("one\u202e\nدو\r\n3") == "one\nدو\n3"


def test_a_tower_of_marks_is_cut() -> None:
    assert len(visible_text("a" + "\u0301" * 10_000)) == 9


def test_the_seeds_are_shown_as_they_are() -> None:
    for path in SEEDS.glob("*.txt"):
        text = path.read_bytes().decode("utf-8")
        assert visible_text(text) == text


_HOSTILE = "ab\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\r\n\x0b\u2028\x1b\U000e0041\ud800\u0301"


@given(st.text(max_size=40) | st.text(_HOSTILE, max_size=40))
def test_a_line_in_a_terminal_is_isolated_and_nothing_in_it_acts(text: str) -> None:
    for line in isolate_lines(text).split("\n"):
        assert not line or (line[0], line[-1]) == ("\u2068", "\u2069")
        inside = line[1:-1]
        assert visible_text(inside) == inside
        assert all(char == "\t" or unicodedata.category(char) not in ("Cc", "Cs") for char in inside)
