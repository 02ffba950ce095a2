"""The tables of words: every language says everything, fills in the same, and speaks in its own letters."""

import json
import re
import tomllib
import unicodedata
from dataclasses import fields

import pytest

from tests.conftest import ROOT
from ui.chats_view import EXPORTS
from ui.feedback import REASONS
from ui.page import VIEWS, page_head
from ui.strings import LANGS, STRINGS, Strings, strings_for

TABLES = {
    lang: {
        f"{section}.{key}": text
        for section, words in tomllib.loads((ROOT / "ui" / "words" / f"{lang}.toml").read_text("utf-8")).items()
        if isinstance(words, dict)
        for key, text in words.items()
    }
    for lang in LANGS
}
LETTERS = {"ur": "ARABIC", "ar": "ARABIC", "fa": "ARABIC", "ru": "CYRILLIC", "hi": "DEVANAGARI"}
# Called so in every language, or a number alone.
NAMES = {"chats.export_markdown", "chats.export_json", "model.ollama", "library.chars"}
# Of what has no room to grow: entries of menus, buttons and the heads of views.
SHORT = ("page.chat", "page.library", "page.settings", "chat.ask", "chat.stop", "chats.delete", "chats.save")


def test_the_languages_and_their_order() -> None:
    assert list(STRINGS) == ["en", "ur", "ar", "fa", "ru", "hi"]
    assert [lang for lang in LANGS if STRINGS[lang].direction == "rtl"] == ["ur", "ar", "fa"]
    assert len({strings.name for strings in STRINGS.values()}) == len(LANGS)
    assert strings_for("tr") is STRINGS["en"]
    for strings in STRINGS.values():
        assert all(strings.language_name(code) != code for code in (*LANGS, "und"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_is_complete_and_fills_in_what_the_english_one_does(lang: str) -> None:
    english, table = TABLES["en"], TABLES[lang]
    assert list(table) == list(english)
    assert all(text.strip() == text != "" for text in table.values())
    for key, text in table.items():
        assert sorted(re.findall(r"\{\w*\}", text)) == sorted(re.findall(r"\{\w*\}", english[key])), key
        # They go into HTML as they are.
        assert not re.search(r"[<>&\"']", text), key
        assert unicodedata.is_normalized("NFC", text), key
    assert all(len(table[key]) <= 12 for key in SHORT)


@pytest.mark.parametrize("lang", LETTERS)
def test_a_language_speaks_in_its_own_letters(lang: str) -> None:
    for key, text in TABLES[lang].items():
        if key not in NAMES:
            first = next(char for char in re.sub(r"\{\w+\}|OCR|API|Ollama", "", text) if char.isalpha())
            assert unicodedata.name(first).startswith(LETTERS[lang]), (key, text)
            assert text != TABLES["en"][key]


def test_every_string_is_used() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").glob("*.py") if path.stem != "strings")
    by_part = {f"reason_{reason}" for reason in REASONS} | {f"export_{kind}" for kind in EXPORTS} | set(VIEWS)
    unused = [field.name for field in fields(Strings) if f".{field.name}" not in sources and field.name not in by_part]
    assert unused == []


def test_the_browser_knows_the_same_languages() -> None:
    found = re.search(r"const directions = (\{.*?\});", page_head())
    assert found
    assert json.loads(found[1]) == {lang: STRINGS[lang].direction for lang in LANGS}
