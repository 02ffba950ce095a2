"""Which sentence of a passage is a sentence about? What both have, the rarer in the passage, the more."""

from bisect import bisect_right
from collections.abc import Collection

import regex

from rag.amounts import find_amounts
from rag.checks.readings import Reading
from rag.concepts import is_title

SPOKEN = frozenset(("say", "announce", "confirm", "deny"))
QUOTED = regex.compile(r"[\"“”„‟«]([^\"“”„‟«»\n]{2,600})[\"“”‟»]")


def weigh_sentences(
    said: Reading, source: Reading, named: Collection[int] = (), mentions: Collection[int] = ()
) -> dict[int, float]:
    """Sentence of the passage → what of the sentence is in it, besides names and quotations; the rarer, the more."""
    quoted = [match.span() for match in QUOTED.finditer(said.text)]
    weights: dict[int, float] = {}
    for at, word in enumerate(said.words):
        if at in mentions or word.small or word.concepts & SPOKEN or is_title(word.text, said.lang):
            continue
        if any(start <= word.start < end for start, end in quoted):
            continue
        sentences = {source.words[place].sentence for place in source.find(word, said.lang).difference(named)}
        for sentence in sentences:
            weights[sentence] = weights.get(sentence, 0.0) + 1 / len(sentences)
    for sentence, numbers in _number_sentences(said, source).items() if not mentions else ():
        weights[sentence] = weights.get(sentence, 0.0) + numbers
    return weights


def _number_sentences(said: Reading, source: Reading) -> dict[int, float]:
    """Sentence of the passage → how many of the numbers of the sentence it has."""
    wanted = {amount.plain for amount in find_amounts(said.text, said.lang).amounts if amount.plain > 1}
    found: dict[int, float] = {}
    for amount in find_amounts(source.text, source.lang).amounts if wanted and source.words else ():
        if amount.plain in wanted:
            at = bisect_right(source.words, amount.start, key=lambda word: word.start)
            sentence = source.words[max(0, at - 1)].sentence
            found[sentence] = found.get(sentence, 0.0) + 1
    return found


def word_at(reading: Reading, offset: int) -> int:
    """The place of the word at an offset, or of the last one before it."""
    return max(0, bisect_right(reading.words, offset, key=lambda word: word.start) - 1)
