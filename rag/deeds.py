"""What a question asks about, and what a clause tells of: its deeds. "When will the bridge open?" is not answered by
the day on which work on it began, nor "who voted against?" by those who voted for it.

What has none of the deeds of `words/deeds.toml` tells nothing here, and is never taken for another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from index.folding import fold_text
from rag.clauses import COMMA, Token, breaks, read_tokens
from rag.wordlists import read_words

# What an Arabic word has before it: and, the article, a preposition; the person and tense of a verb.
_ARABIC_HEAD = regex.compile(r"^[وف]?(?:س?[یتن]|ال|بال|لل|[بلك])?(?=\p{L}{3})")
_ARABIC_AND = regex.compile(r"^[وف](?=\p{L}{3})")


@dataclass(frozen=True)
class _Found:
    """The deeds that `tokens[first:last]` may be."""

    first: int
    last: int
    deeds: frozenset[str]


def tells_another_deed(question: str, lang: str, text: str, text_lang: str, span: tuple[int, int]) -> bool:
    """Whether the clause of `text` around `span` is about another deed than the question, if both have one, or the
    sentence tells that it was called off.

    Of a question the deed of the highest rank is what it asks: when the closure was announced.
    """
    asked = [found.deeds for found in _find_deeds(question, lang)]
    told = _told(text, text_lang, asked)
    known = frozenset[str]().union(*asked)
    undone = frozenset(read_words("deeds")["undone"].split())
    if any(found.deeds <= undone and not found.deeds & known for found in told):
        return True
    here = _of_clause(told, text, text_lang, span) if asked else []
    there = frozenset[str]().union(*here)
    if "reject" in there - known:
        # Who refused to sign did not.
        return True
    return bool(here) and not all(deeds & there for deeds in _highest(asked))


def dates_another_deed(question: str, lang: str, text: str, text_lang: str, span: tuple[int, int]) -> bool:
    """`tells_another_deed` of a date, which is that of the deed of the highest rank in its clause: of the announcement,
    not of the opening that was announced."""
    if tells_another_deed(question, lang, text, text_lang, span):
        return True
    asked = [found.deeds for found in _find_deeds(question, lang)]
    here = _of_clause(_told(text, text_lang, asked), text, text_lang, span) if asked else []
    return bool(here) and not frozenset[str]().union(*_highest(asked)) & frozenset[str]().union(*_highest(here))


def _told(text: str, lang: str, asked: Sequence[frozenset[str]]) -> list[_Found]:
    """What is told, without measures where none such is asked for."""
    known = frozenset[str]().union(*asked)
    groups = (frozenset(group.split()) for group in str(read_words("deeds")["measures"]).split("|"))
    unasked = frozenset[str]().union(*(group for group in groups if not group & known))
    kept = (replace(found, deeds=found.deeds - unasked) for found in _find_deeds(text, lang))
    return [found for found in kept if found.deeds]


def deeds_of(text: str, lang: str) -> frozenset[str]:
    return frozenset[str]().union(*(found.deeds for found in _find_deeds(text, lang)))


def deeds_around(text: str, lang: str, span: tuple[int, int]) -> frozenset[str]:
    """What the clause around `span` tells of."""
    return frozenset[str]().union(*_of_clause(_find_deeds(text, lang), text, lang, span))


@cache
def deeds_excluding() -> tuple[frozenset[str], ...]:
    """Deeds of which what is said of one is surely not said of another."""
    return tuple(frozenset(group.split()) for group in str(read_words("deeds")["excluding"]).split("|"))


def _highest(found: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Those of the highest rank."""
    best = min(map(_rank, found))
    return [deeds for deeds in found if _rank(deeds) == best]


def _rank(deeds: frozenset[str]) -> int:
    lines = [set(line.split()) for line in read_words("deeds")["rank"].strip().splitlines()]
    return min((at for at, line in enumerate(lines) if deeds & line), default=len(lines))


def _of_clause(found: Sequence[_Found], text: str, lang: str, span: tuple[int, int]) -> list[frozenset[str]]:
    """The deeds of the clause around `span`: as far as commas and "and", else as "that" and "which", else of all that
    is said."""
    tokens = read_tokens(text)
    within = [at for at, token in enumerate(tokens) if token.start < span[1] and span[0] < token.end]
    for parts in (_joins, breaks) if within else ():
        first, last = within[0], within[-1] + 1
        while first and not parts(tokens[first - 1], lang):
            first -= 1
        while last < len(tokens) and not parts(tokens[last], lang):
            last += 1
        if here := [each.deeds for each in found if first <= each.first and each.last <= last and each.deeds]:
            return here
    return [each.deeds for each in found if each.deeds]


def _joins(token: Token, lang: str) -> bool:
    return bool(COMMA.match(token.folded)) or token.folded in _ands(lang) or breaks(token, lang)


@cache
def _ands(lang: str) -> frozenset[str]:
    return frozenset(map(fold_text, read_words("markers")["and"].get(lang[:2], "").split()))


@lru_cache(maxsize=256)
def _find_deeds(text: str, lang: str) -> tuple[_Found, ...]:
    """In order and without overlap, the longest first."""
    words = [_forms(token.folded, lang) for token in read_tokens(text)]
    found, at = list[_Found](), 0
    while at < len(words):
        phrases = list(_at(words, at, lang))
        size = max((each for each, _ in phrases), default=1)
        deeds = frozenset[str]().union(*(some for each, some in phrases if each == size))
        if deeds:
            found.append(_Found(at, at + size, deeds))
        at += size
    return tuple(found)


def _at(words: Sequence[frozenset[str]], at: int, lang: str) -> Iterator[tuple[int, frozenset[str]]]:
    """The phrases that begin at `words[at]`: how many words they have, and their deeds, none of what only looks like
    one."""
    known = _phrases(lang)
    heads = {f"{form[:size]}*" for form in words[at] for size in range(1, len(form) + 1)} | words[at]
    for phrase, deeds in [each for head in heads for each in known.get(head, ())]:
        part = words[at : at + len(phrase)]
        if len(part) == len(phrase) and all(map(_reads, part, phrase)):
            yield len(phrase), deeds


def _reads(forms: frozenset[str], word: str) -> bool:
    stem = word.removesuffix("*")
    return word in forms if stem == word else any(form.startswith(stem) for form in forms)


@lru_cache(maxsize=1 << 14)
def _forms(word: str, lang: str) -> frozenset[str]:
    return frozenset((word, _ARABIC_HEAD.sub("", word), _ARABIC_AND.sub("", word)) if lang == "ar" else (word,))


@cache
def _phrases(lang: str) -> dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]:
    """First word, "*" after a stem → the phrases that begin with it, and their deeds."""
    found: dict[tuple[str, ...], set[str]] = {}
    for deed, by_lang in read_words("deeds").items():
        for phrase in by_lang.get(lang, "").split("|") if isinstance(by_lang, dict) else ():
            words = tuple(fold_text(word.removesuffix("*")) + "*" * word.endswith("*") for word in phrase.split())
            if words:
                found.setdefault(words, set()).update({deed} - {"none"})
    table: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, deeds in found.items():
        table.setdefault(words[0], []).append((words, frozenset(deeds)))
    return table
