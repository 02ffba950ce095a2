"""The clause around a date in an article's sentence, and whether it tells of what was or of what is to come."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from index.folding import fold_text
from rag.wordlists import read_words

Tense = Literal["past", "future", "unclear"]


@dataclass(frozen=True)
class Token:
    """A word, number or mark; `text[start:end]` folded."""

    folded: str
    start: int
    end: int


_TOKEN = regex.compile(r"\p{L}[\p{L}\p{M}\p{Cf}]*|\p{Nd}+|[^\s\p{Cf}]")
# No clause has more words to either side of a date.
_LONGEST = 60
_STOP = regex.compile(r"[.;:!?\"'«»()\n]")
_BREAK = regex.compile(r"[.;:!?۔؟।\"«»()\[\]\n—–]")
COMMA = regex.compile(r"[,،]")
# سيزور, ستعقد; سياسة, سيارة, ستار and the like are nouns.
_ARABIC_FUTURE = regex.compile(
    r"^و?س(?!یاس|یار|ینا|یطر|یرغ|یبیر|ید|یر|یاق|یول|یف|یل|تال|توک|تین|تار|تا|تر)[یت]\p{L}{3,}$"
)


def read_tokens(text: str) -> list[Token]:
    return [Token(fold_text(m.group()), *m.span()) for m in _TOKEN.finditer(text)]


def tense_at(tokens: list[Token], first: int, last: int, lang: str) -> Tense:
    """Of the clause around `tokens[first:last + 1]`; "unclear" where it tells of both."""
    start, end = _clause(tokens, first, last, lang)
    words = [token.folded for token in tokens[start:end]]
    future = any(_has(words, phrase) for phrase in listed(lang, "future"))
    future = future or (lang == "ar" and any(_ARABIC_FUTURE.match(word) for word in words))
    if not future:
        return "past"
    reported = [at for at in range(start, end) if tokens[at].folded in listed(lang, "reported")]
    if any(first - 3 <= at <= last + 2 for at in reported):
        return "past"
    return "unclear" if reported else "future"


def breaks(token: Token, lang: str) -> bool:
    """Whether no clause goes on beyond it; beyond a comma one may."""
    return bool(_BREAK.match(token.folded)) or token.folded in listed(lang, "breaks")


def joins(tokens: list[Token], first: int, last: int, lang: str) -> bool:
    """Whether `tokens[first:last]` may stand between two parts of one date."""
    return last - first <= 2 and all(token.folded in listed(lang, "joins") for token in tokens[first:last])


def _clause(tokens: list[Token], first: int, last: int, lang: str) -> tuple[int, int]:
    breaks, start, end = listed(lang, "breaks"), first, last + 1
    while max(0, first - _LONGEST) < start and not _ends(tokens[start - 1], breaks) and tokens[start - 1].folded != ",":
        start -= 1
    opens = first - start <= 1
    while end < min(len(tokens), last + _LONGEST) and not _ends(tokens[end], breaks):
        # وسيزور: and he will visit.
        if lang == "ar" and tokens[end].folded.startswith("وس") and _ARABIC_FUTURE.match(tokens[end].folded):
            break
        if tokens[end].folded == "," and not opens:
            break
        opens, end = opens and tokens[end].folded != ",", end + 1
    return start, end


def _ends(token: Token, breaks: frozenset[str]) -> bool:
    return token.folded in breaks or bool(_STOP.match(token.folded))


def _has(words: list[str], phrase: str) -> bool:
    if phrase.startswith("*"):
        return any(word.endswith(phrase[1:]) for word in words)
    if phrase.endswith("*"):
        return any(word.startswith(phrase[:-1]) for word in words)
    return f" {phrase} " in f" {' '.join(words)} " if " " in phrase else phrase in words


@cache
def listed(lang: str, name: str) -> frozenset[str]:
    """The folded phrases of a list in `words/relative.toml`."""
    phrases = read_words("relative").get(lang, {}).get(name, "").split("|")
    return frozenset(fold_text(phrase.strip()) for phrase in phrases if phrase.strip())
