"""What is said to the reader is there in every language, with the same fields."""

import string
from typing import get_args

import pytest

from rag.phrases import PHRASES, Phrase, say


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", PHRASES)
def test_every_phrase_is_there_with_its_fields(lang: str) -> None:
    assert set(PHRASES[lang]) == set(get_args(Phrase))
    for phrase, text in PHRASES[lang].items():
        assert _fields(text) == _fields(PHRASES["en"][phrase]), phrase


@pytest.mark.parametrize(("lang", "letter"), [("ur", "ے"), ("fa", "گ"), ("ru", "ы"), ("hi", "है"), ("ar", "ا")])
def test_phrases_are_in_their_language(lang: str, letter: str) -> None:
    assert letter in "".join(PHRASES[lang].values())


def test_what_was_not_found_is_not_said_to_be_absent() -> None:
    assert say("not-found", "en") == "I did not find the answer in these articles."
    assert "لم أجد" in say("not-found", "ar")
    assert "не удалось найти" in say("not-found", "ru")


def test_quoted_words_keep_their_own_direction() -> None:
    said = say("derived-unknown", "en", words="مساء أمس")
    assert "\u2068مساء أمس\u2069" in said


def test_other_languages_are_answered_in_english() -> None:
    assert say("yes", "sw") == PHRASES["en"]["yes"]
