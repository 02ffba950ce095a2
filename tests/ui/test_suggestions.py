"""Questions to begin with: of what the articles hold, in the reader's language, and only such as are answered."""

from pathlib import Path

import pytest
import regex

from index.encoder import Encoder
from index.reader import load_reader
from index.settings import IndexSettings
from rag.settings import RagSettings
from tests.conftest import CACHE
from ui.desk import Desk
from ui.settings import Settings, UiSettings
from ui.strings import LANGS
from ui.suggestions import Suggestions, draw_candidates

TEXTS = [
    ("en", "On 5 May 2019 the S-300 reached Chad. Chad paid for it. It was seen on 03/04/05.", "a.txt"),
    ("ur", "ایس 300 میزائل 5 مئی 2019 کو پہنچے۔", "b.txt"),
    ("en", "Chad again. The TU-95 flew over Norway.", "c.txt"),
    ("en", "The rest tells of nothing.", "d.txt"),
]


def test_days_designations_and_places_are_drawn_in_the_readers_language() -> None:
    drawn = draw_candidates(TEXTS, "en")
    assert [each.question for each in drawn] == [
        "What happened on 5 May 2019?", "What is said about S-300?", "What is said about Chad?"
    ]  # fmt: skip
    assert drawn[0].sources == {"a.txt", "b.txt"}
    urdu = [each.question for each in draw_candidates(TEXTS, "ur")]
    assert urdu[0] == "۵ مئی ۲۰۱۹ کو کیا ہوا؟"
    assert urdu[2].startswith("چاڈ")
    russian = [each.question for each in draw_candidates(TEXTS, "ru")]
    assert russian == [
        "Что произошло 5 мая 2019 года?", "С-300: что об этом сообщается?", "Чад: что об этом сообщается?"
    ]  # fmt: skip
    hindi = [each.question for each in draw_candidates(TEXTS, "hi")]
    assert hindi[:2] == ["5 मई 2019 को क्या हुआ?", "S-300 के बारे में क्या बताया गया है?"]
    assert draw_candidates(TEXTS, "tr") == []


def test_every_language_of_the_interface_has_questions_of_its_own() -> None:
    for lang in LANGS:
        assert len(draw_candidates(TEXTS, lang)) == 3


@pytest.mark.parametrize("lang", LANGS)
def test_those_of_the_seeds_are_answered(indexed_home: Path, encoder: Encoder, lang: str) -> None:
    index = IndexSettings(home=indexed_home, cache=CACHE)
    reader = load_reader(index)
    assert reader is not None
    desk = Desk(Settings(index, RagSettings(), UiSettings()), encoder, reader.read)
    try:
        suggestions = Suggestions(desk)
        found = suggestions.of("default", lang)
        assert 1 <= len(found) == len({question for question, _ in found}) <= 4
        # Of what can be asked in Persian about these four articles, nothing is answered surely enough.
        assert {each for _, each in found} == {lang} or lang == "fa"
        answers = [desk.ask("default", question, []) for question, _ in found]
        assert all(answer.answered for answer in answers)
        assert all(regex.search(r"[.!?۔؟]\W*$", answer.citations[0].quote) for answer in answers)
        assert suggestions.of("default", lang) is found
    finally:
        desk.close()
