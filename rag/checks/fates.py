"""Which words of a sentence are said of which of its amounts, and what became of those whom an amount counts.

"Killing 14 and injuring 31" counts the dead and the hurt: who asks for one is not told the other.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import regex

from index.folding import fold_text
from rag.amounts import Amount
from rag.amounts.counts import find_counts
from rag.checks.readings import Reading, Word, read_text
from rag.wordlists import read_words

# What is done to people, of whom their numbers are told: concept → fate.
_FATES = {
    "die": "die",
    "kill": "die",
    "injure": "injure",
    "missing": "missing",
    "displace": "displace",
    "arrest": "arrest",
    "release": "release",
    "evacuate": "evacuate",
    "survive": "survive",
    "ill": "ill",
}
_MARK = regex.compile(r"[,،;؛:—–]\s")
_AND = "و"


@lru_cache(maxsize=256)
def fates_asked(text: str, lang: str) -> frozenset[str]:
    """The fates that a question names."""
    return frozenset(fate for word in read_text(text, lang).words for fate in _fates(word))


def fates_of(amount: Amount, text: str, lang: str) -> frozenset[str]:
    """What is said to have become of those whom `amount` counts: by its own clause, else by all that is said of it."""
    told = read_text(text, lang)
    start, end = span_of(amount, text, lang)
    breaks = [start, *(at for at in _joints(told) if start < at < end), end]
    first = max((at for at in breaks if at <= amount.start), default=start)
    last = min((at for at in breaks if at >= amount.end), default=end)
    for left, right in ((first, last), (start, end)):
        if found := {fate for word in _within(told, left, right) for fate in _fates(word)}:
            return frozenset(found)
    return frozenset()


def counts_others(amount: Amount, text: str, lang: str, asked: frozenset[str]) -> bool:
    """Whether those whom `amount` counts met another fate than is `asked` for, or are some of those who met one."""
    if not asked:
        return False
    fates = fates_of(amount, text, lang)
    return bool(fates and not fates & asked) or _is_some_of(amount, read_text(text, lang))


def span_of(amount: Amount, text: str, lang: str) -> tuple[int, int]:
    """Where in `text` it is spoken of `amount`: as far as the words of the amounts before and after it."""
    told = read_text(text, lang)
    others = [each for each in find_counts(text, lang) if each.end <= amount.start or amount.end <= each.start]
    line = sorted([*others, amount], key=lambda each: each.start)
    borders = [0, *(_border(left, right, told) for left, right in pairwise(line)), len(text)]
    at = line.index(amount)
    return borders[at], borders[at + 1]


def _border(left: Amount, right: Amount, told: Reading) -> int:
    """Where what is said of `left` ends and that of `right` begins: at the last comma or "and", else in the middle."""
    if joints := [at for at in _joints(told) if left.end <= at <= right.start]:
        return joints[-1]
    between = _within(told, left.end, right.start)
    return between[(len(between) + 1) // 2].start if len(between) > 1 else right.start


def _joints(told: Reading) -> tuple[int, ...]:
    """Where commas end and words like "and" begin."""
    words = (word.start for word in told.words if fold_text(word.text) in _joining(told.lang) or _has_and(word, told))
    return tuple(sorted([*words, *(match.end() for match in _MARK.finditer(told.text))]))


def _has_and(word: Word, told: Reading) -> bool:
    # Arabic writes it in one with the word.
    return told.lang[:2] == "ar" and word.text.startswith(_AND) and any(_fates(word))


def _is_some_of(amount: Amount, told: Reading) -> bool:
    """Nine of the dead."""
    tables = read_words("markers")["among"]
    after, before = (_phrases(tables[side].get(told.lang[:2], "")) for side in ("after", "before"))
    words = [word for word in told.words if amount.end <= word.start]
    for phrase in after:
        head, rest = words[: len(phrase)], words[len(phrase) :]
        if _reads(head, phrase) and any(map(_has_fate, rest[:1])):
            return True
    words = [word for word in told.words if word.end <= amount.start]
    for phrase in before:
        rest, tail = words[: -len(phrase)], words[-len(phrase) :]
        if _reads(tail, phrase) and any(map(_has_fate, rest[-1:])):
            return True
    return False


def _reads(words: Sequence[Word], phrase: Sequence[str]) -> bool:
    return [word.text.casefold() for word in words] == list(phrase)


def _phrases(listed: str) -> list[tuple[str, ...]]:
    return [tuple(phrase.split()) for phrase in listed.split("|")] if listed else []


def _within(told: Reading, start: int, end: int) -> Sequence[Word]:
    return [word for word in told.words if start <= word.start and word.end <= end]


def _fates(word: Word) -> Iterator[str]:
    return (_FATES[concept] for concept in word.concepts if concept in _FATES)


def _has_fate(word: Word) -> bool:
    return any(_fates(word))


@cache
def _joining(lang: str) -> frozenset[str]:
    return frozenset(map(fold_text, read_words("markers")["and"].get(lang[:2], "").split()))
