"""Which language is this text in?

The script decides first, then, inside the Arabic script, the letters that only some of its languages write;
what is left is told apart by py3langid among the languages of that script.
"""

from collections import Counter
from functools import cache
from typing import Any

import regex

# ISO 639-1 code of text in which nothing tells the language: digits, emoji, nothing.
UNKNOWN = "und"

_SCRIPTS = {
    "arabic": regex.compile(r"\p{Script=Arabic}"),
    "latin": regex.compile(r"\p{Script=Latin}"),
    "cyrillic": regex.compile(r"\p{Script=Cyrillic}"),
    "devanagari": regex.compile(r"\p{Script=Devanagari}"),
    "bengali": regex.compile(r"\p{Script=Bengali}"),
    "gurmukhi": regex.compile(r"\p{Script=Gurmukhi}"),
    "han": regex.compile(r"\p{Script=Han}"),
}
_LANGUAGES = {
    "arabic": ("ar", "fa", "ur"),
    "latin": ("en", "fr", "de", "es", "tr"),
    "cyrillic": ("ru",),
    "devanagari": ("hi",),
    "bengali": ("bn",),
    "gurmukhi": ("pa",),
    "han": ("zh",),
}
# Letters and words that one language of the Arabic script writes and its neighbours do not.
_TELLTALES = {
    "ur": regex.compile(r"[ٹڈڑںے]|\b(?:کا|کی|کو|اور|میں|سے|نے|ہوا|کب)\b"),
    "fa": regex.compile(r"\b(?:است|را|که|این|های|می|در|آن|شد|چه|کرد|برای|کجا|بود|با)\b|می\u200c|\u200cها"),
    "ar": regex.compile(r"[ةىأإ]|\b(?:في|من|على|التي|الذي|هل|متى|ما|عن)\b|\bال\w{3}"),
}


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language that most of `text` is written in, `und` where nothing tells."""
    script, _ = max(((name, len(p.findall(text))) for name, p in _SCRIPTS.items()), key=lambda pair: pair[1])
    if not _SCRIPTS[script].search(text):
        return UNKNOWN
    languages = _LANGUAGES[script]
    if len(languages) == 1:
        return languages[0]
    if script == "arabic":
        votes = Counter({lang: len(pattern.findall(text)) for lang, pattern in _TELLTALES.items()})
        (first, most), (_, second) = votes.most_common(2)
        if most > second:
            return first
    return str(_identifier(languages).classify(text)[0])


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(languages))
    return identifier
