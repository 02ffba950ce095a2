"""What had to be guessed as a file was read is told in the language of the reader."""

import pytest

from index.documents.encodings import decode_bytes
from ui.notes import note_html
from ui.strings import LANGS, STRINGS

RUSSIAN = "Министерство сообщило, что урожай зерна в этом году был рекордным за десять лет. " * 3
NOTES = [
    decode_bytes(RUSSIAN.encode("windows-1251")).note,
    decode_bytes(RUSSIAN.encode("windows-1251"), "ascii").note,
    decode_bytes(RUSSIAN.encode(), "koi8-r").note,
    decode_bytes(RUSSIAN.encode()[:-3]).note,
    "attachments not read: 2",
    "text layer incomplete: 1,200 of 4,000 glyphs show no letter",
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_told_in_each_language(note: str | None, lang: str) -> None:
    assert note
    shown = note_html(note, STRINGS[lang])
    assert "{" not in shown
    # What is not known would be marked as English.
    assert 'lang="en"' not in shown
    assert lang == "en" or "encoding" not in shown
    assert ("windows" in shown) == ("windows" in note)


def test_a_note_that_is_not_known_stays() -> None:
    assert note_html("half <read>", STRINGS["ur"]) == '<bdi lang="en">half &#60;read&#62;</bdi>'
