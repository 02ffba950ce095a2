"""Every sentence of the interface that is not a document's, in each of its languages: the tables are `words/*.toml`.

A table has a section a view. A view with strings of its own makes a dataclass of them and reads it with `read_strings`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from babel import Locale

DEFAULT_LANG = "en"
# The order in which they are offered.
LANGS = (DEFAULT_LANG, "ur", "ar", "fa", "ru", "hi")

Table = TypeVar("Table")


@dataclass(frozen=True)
class Strings:
    """`lang` is an ISO 639-1 code, `direction` is `rtl` or `ltr`, `name` what the language calls itself."""

    lang: str
    direction: str
    name: str
    # [page]
    chat: str
    library: str
    settings: str
    views: str
    skip_to_question: str
    # [chat]
    tagline: str
    question_label: str
    question_placeholder: str
    ask: str
    stop: str
    examples_intro: str
    blank_question: str
    searching: str
    writing: str
    stopped: str
    failed: str
    answered: str
    ask_again: str
    edit: str
    edit_title: str
    edit_warning: str
    copy_text: str
    copied: str
    welcome_empty: str
    to_library: str
    # [answer]
    answer_heading: str
    not_found: str
    checks_passed: str
    checks_failed: str
    check_passed: str
    check_failed: str
    why: str
    why_failed: str
    why_rank: str
    why_dense: str
    why_lexical: str
    why_names: str
    why_probability: str
    # [chats]
    chats: str
    new_chat: str
    search_chats: str
    no_chats: str
    no_matches: str
    chat_menu: str
    rename: str
    rename_title: str
    rename_empty: str
    delete: str
    delete_title: str
    delete_warning: str
    cancel: str
    save: str
    export: str
    export_markdown: str
    export_json: str
    export_page: str
    export_sources: str
    # [source]
    panel_label: str
    panel_missing: str
    back_to_answer: str
    open_source: str
    also_used: str
    pdf_page: str
    original: str
    shortened: str
    # [feedback]
    good: str
    bad: str
    thumb_up: str
    thumb_down: str
    thumb_withdrawn: str
    thumb_failed: str
    feedback_title: str
    reason_wrong: str
    reason_source: str
    reason_incomplete: str
    reason_absent: str
    reason_refused: str
    reason_other: str
    right_answer: str
    # [settings]
    interface_language: str
    theme: str
    theme_system: str
    theme_light: str
    theme_dark: str
    text_size: str
    text_normal: str
    text_large: str
    text_larger: str
    collection: str
    collection_hint: str
    caution: str
    caution_hint: str
    caution_bold: str
    caution_balanced: str
    caution_careful: str

    def language_name(self, code: str) -> str:
        """The CLDR's name, in this language, of the language with this ISO 639-1 code."""
        return str(Locale(self.lang).languages.get(code, code))


def read_strings(table: type[Table], *sections: str) -> Mapping[str, Table]:
    """Language of the interface → its strings of these sections."""
    return MappingProxyType({lang: table(**_merge(_words(lang), sections)) for lang in LANGS})


def strings_for(lang: str) -> Strings:
    """The strings of this language, or of English where Sanad does not speak it."""
    return STRINGS.get(lang, STRINGS[DEFAULT_LANG])


def page_path(lang: str) -> str:
    """Where the page in this language of the interface is."""
    return "/" if lang == DEFAULT_LANG else f"/{lang}"


@cache
def _words(lang: str) -> dict[str, Any]:
    return tomllib.loads(files("ui").joinpath("words", f"{lang}.toml").read_text(encoding="utf-8"))


def _merge(words: Mapping[str, Any], sections: tuple[str, ...]) -> dict[str, str]:
    named = [section for section in sections if section]
    own = {key: value for key, value in words.items() if isinstance(value, str)} if "" in sections else {}
    return own | {key: value for section in named for key, value in words[section].items()}


STRINGS = read_strings(Strings, "", "page", "chat", "answer", "chats", "source", "feedback", "settings")
