"""Does the cited passage say what a sentence of the answer says? In any two languages, without a model.

What can be compared exactly is compared: numbers in digits and words with their units and currencies, dates of three
calendars, designations, quoted words. Names are compared by sound, denial by the clause that the sentence is about.
What cannot be told is not held against a sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from index.dates import find_dates
from index.designations import find_designations
from index.folding import fold_text
from rag.amounts import find_amounts
from rag.amounts.units import unit_of
from rag.checks.dated import unsupported_dates
from rag.checks.denial import find_contradiction
from rag.checks.naming import missing_names, shared_places
from rag.checks.quantities import unsupported_amounts
from rag.checks.readings import Reading, read_text
from rag.checks.roles import find_misattributed
from rag.checks.senses import find_other_sense
from rag.checks.weighing import QUOTED
from rag.concepts import is_thing

Kind = Literal["number", "date", "unit", "currency", "designation", "name", "negation", "quote", "citation"]

# A sentence of more characters is none; of a longer passage so much is read.
_LONGEST_SENTENCE, _LONGEST_PASSAGE = 2_000, 12_000
_NO_LETTERS = regex.compile(r"[^\p{L}\p{N}\p{M}]+")
_CONTROLS = regex.compile(r"[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]+")
_DIGIT = regex.compile(r"\d")
# Words of a sentence that would show in a passage of another language, and the share of them that must. Of parallel
# sentences in six languages 2 in 100 have less, of unrelated ones 42.
_TOLD, _LEAST_MET = 3, 0.2
# Share of the words of a sentence that a passage in its own language must have, if it has so many.
_LEAST_SHARED, _ENOUGH_WORDS = 0.34, 3


@dataclass(frozen=True)
class Problem:
    """`words` are those of the sentence that the passage does not support."""

    kind: Kind
    words: str
    message: str


def check_sentence(sentence: str, lang: str, passage: str, passage_lang: str, context: str = "") -> list[Problem]:
    """What `passage` does not support of `sentence`; nothing if it supports it.

    `context` is trusted besides, in the language of the passage: title and date of the article, resolved dates.
    """
    sentence, passage, context = (_CONTROLS.sub("", text) for text in (sentence, passage[:_LONGEST_PASSAGE], context))
    if len(sentence) > _LONGEST_SENTENCE:
        return [Problem("citation", sentence[:80], "the sentence is too long to be checked")]
    if not sentence.strip():
        return []
    said, source = read_text(sentence, lang), read_text(passage, passage_lang)
    besides = read_text(context, passage_lang) if context.strip() else None
    problems = _check_quotes(said, source)
    problems += _check_designations(said, source, context)
    if not problems:
        dates, spans = unsupported_dates(sentence, lang, passage, passage_lang, context)
        # The end of सऊदी अरब is a thousand million besides.
        spans = [*spans, *((place.start, place.end) for place in shared_places(said, source))]
        problems += [Problem("date", words, message) for words, message in dates]
        problems += [
            Problem(*found) for found in unsupported_amounts(sentence, lang, passage, passage_lang, context, spans)
        ]
    problems += [
        Problem("name", name, f"the passage does not name {name}") for name in missing_names(said, source, besides)
    ]
    if not problems:
        problems += _check_citation(said, source, besides)
    if not problems and (denial := find_contradiction(said, source)):
        problems.append(Problem("negation", *denial))
    if not problems and (words := find_other_sense(said, source)):
        problems.append(Problem("number", words, f"the passage says {words} of something else"))
    if not problems and (words := find_misattributed(said, source)):
        problems.append(Problem("name", words, "the passage says this of another"))
    return problems


def _letters(text: str) -> str:
    """What is compared of quoted words: letters and digits, without spaces."""
    return str(_NO_LETTERS.sub("", fold_text(text)))


def _check_quotes(said: Reading, source: Reading) -> list[Problem]:
    quotes = QUOTED.findall(said.text)
    if not quotes:
        return []
    letters = _letters(source.text)
    problems = []
    for quote in quotes:
        if _letters(quote) in letters:
            continue
        spoken = read_text("\n".join(QUOTED.findall(source.text)) or source.text, source.lang)
        if said.lang[:2] == source.lang[:2] or not _may_be_translated(read_text(quote, said.lang), spoken):
            problems.append(Problem("quote", quote, "the passage does not have these words"))
    return problems


def _may_be_translated(quote: Reading, source: Reading) -> bool:
    """Whether a quotation in another language may be the passage's: all things that it speaks of are there."""
    things = [word for word in quote.words if any(map(is_thing, word.concepts))]
    return all(source.find(word, quote.lang) for word in things)


def _check_designations(said: Reading, source: Reading, context: str) -> list[Problem]:
    # دی ۱۴۰۳ is a month, though د is D.
    dates = find_dates(said.text, said.lang)
    wanted = [
        found
        for found in find_designations(said.text, said.lang)
        if any(_DIGIT.search(key) for key in found.keys)
        and not any(date.start <= found.start and found.end <= date.end for date in dates)
    ]
    if not wanted:
        return []
    having = {key for text in (source.text, context) for d in find_designations(text, source.lang) for key in d.keys}
    numbers = {str(a.plain) for text in (source.text, context) for a in find_amounts(text, source.lang).amounts}
    problems = []
    for found in wanted:
        words = said.text[found.start : found.end]
        if unit_of(words.rstrip("0123456789²³")):
            continue
        if not having.intersection(found.keys) and (_is_designation(words) or not _has_number(found.keys, numbers)):
            problems.append(Problem("designation", words, f"the passage does not have {words}"))
    return problems


def _is_designation(words: str) -> bool:
    """Whether it is surely one: capitals and a hyphen, not a word before a number."""
    return bool(regex.fullmatch(r"[\p{Lu}\p{Lo}\p{M}]{1,4}[-‐‑–]\p{Nd}+\p{Lu}*", words))


def _has_number(keys: Sequence[str], numbers: set[str]) -> bool:
    return any(number in numbers for key in keys for number in regex.findall(r"\d+", key))


def _check_citation(said: Reading, source: Reading, besides: Reading | None) -> list[Problem]:
    """Whether the sentence is about what the passage is about at all."""
    # Bounds are compared with the amounts.
    words = [word for at, word in enumerate(said.words) if not word.small and at not in said.bounding]
    if not words:
        return []
    shared = sum(bool(source.find(w, said.lang) or (besides and besides.find(w, said.lang))) for w in words)
    same = said.lang[:2] == source.lang[:2]
    if same and len(words) >= _ENOUGH_WORDS and shared < _LEAST_SHARED * len(words):
        return [Problem("citation", said.text[:80], "the passage says too little of this")]
    if same:
        return []
    told = [word for at, word in enumerate(words) if word.concepts or (at and word.text[0].isupper())]
    named = shared_places(said, source)
    met = _share_numbers(said, source) + sum(
        any(place.start <= word.start < place.end for place in named) or bool(source.find(word, said.lang))
        for word in told
    )
    nothing = not shared and not met and len(told) > 1
    if nothing or (len(told) >= _TOLD and met < _LEAST_MET * len(told)):
        return [Problem("citation", said.text[:80], "the passage has nothing of this")]
    return []


def _share_numbers(said: Reading, source: Reading) -> bool:
    left, right = ({a.plain for a in find_amounts(r.text, r.lang).amounts if a.plain > 1} for r in (said, source))
    return bool(left & right)
