"""How well is a short answer read? Exact match and F1 of SQuAD (Rajpurkar et al., 2016), on folded text."""

from collections import Counter
from collections.abc import Sequence

import regex

from eval.values import states_value
from index.folding import fold_text

_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_ARTICLES = frozenset(("a", "an", "the"))


def contains_answer(sentence: str, gold: Sequence[str]) -> bool:
    folded = fold_text(sentence)
    return any(states_value(folded, each) for each in gold)


def exact_match(answer: str, gold: Sequence[str]) -> float:
    """1.0 if the words are those of one of the gold answers; with no gold answer, if there is no answer."""
    return float(any(_words(answer) == _words(each) for each in gold or [""]))


def f1(answer: str, gold: Sequence[str]) -> float:
    """The best overlap in words with one of the gold answers; with no gold answer, 1.0 if there is no answer."""
    return max(_overlap(_words(answer), _words(each)) for each in gold or [""])


def _words(text: str) -> list[str]:
    return [word for word in _WORDS.findall(fold_text(text)) if word not in _ARTICLES]


def _overlap(answer: list[str], gold: list[str]) -> float:
    if not answer or not gold:
        return float(answer == gold)
    common = (Counter(answer) & Counter(gold)).total()
    return 2 * common / (len(answer) + len(gold))
