"""What passage and question share whatever their scripts: designations, numbers, dates and the sound of words.

A passage gives terms, each one word of a full-text index; their first letter tells the kind: x designation, q number,
t date, p place, a and v the sound of a word (`index.phonetics`). A question gives what it wants, each with what will do
for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from index.calendars import read_month
from index.dates import find_dates
from index.designations import find_designations
from index.numbers import find_numbers
from index.phonetics import spell_sounds
from index.places import find_han_places, find_places
from index.skeletons import SpellingIndex, count_consonants
from index.wordforms import is_small_word, word_forms

# Raise when texts give other terms than before: what was stored is then stale.
TERMS_VERSION = 3

TermKind = Literal["designation", "number", "date", "place", "name", "word"]
# Words of one consonant say nothing; what is longer than any word is no word.
_FEWEST_CONSONANTS, _LONGEST_WORD = 2, 40
_LETTERS = regex.compile(rf"\p{{L}}(?:[\p{{L}}\p{{M}}'’]|\p{{Cf}}(?=\p{{L}})){{1,{_LONGEST_WORD}}}")
_SENTENCE_END = regex.compile(r"(?:^|[.!?…:]['\"”»)]*\s+|\n\s*)\p{P}*$")
_DIGIT = regex.compile(r"\p{Nd}")


@dataclass(frozen=True)
class WantedTerm:
    """Something a question asks about: `text[start:end]` of it.

    A passage has it if it has one of `terms`, or a spelling that sounds like one of `spellings`.
    """

    kind: TermKind
    start: int
    end: int
    terms: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()


def terms_column(text: str, lang: str) -> str:
    """The terms of a passage as they are stored: what `terms` in the catalog holds."""
    return " ".join(script_terms(text, lang))


def script_terms(text: str, lang: str | None = None) -> list[str]:
    """The terms of a passage, a term as often as the passage has it, ASCII letters and digits only."""
    terms = [term for wanted in _find_exact(text, lang) for term in wanted.terms]
    words = _LETTERS.findall(text)
    terms += ["p" + code for _, _, code in find_places(words, lang)]
    for word in words:
        terms += _word_terms(word, lang)
    return terms


def question_terms(text: str, lang: str | None = None) -> list[WantedTerm]:
    """What `text` wants: dates, designations and numbers first, then places, then its words in order.

    "name" is what has a capital inside a sentence; scripts without capitals have words only.
    """
    exact: dict[tuple[str, ...], WantedTerm] = {}
    for found in _find_exact(text, lang):
        exact.setdefault(found.terms, found)
    wanted = list(exact.values())
    matches = list(_LETTERS.finditer(text))
    places = _group_places(matches, lang)
    for (first, last), codes in places.items():
        # The name's own sound serves where a passage writes it as no list does.
        spellings = _word_spellings(matches[first].group(), lang) if last - first == 1 else ()
        wanted.append(WantedTerm("place", matches[first].start(), matches[last - 1].end(), codes, spellings))
    named = {at for first, last in places for at in range(first, last)}
    for at, match in enumerate(matches):
        word = match.group()
        if month := _month_term(word):
            wanted.append(WantedTerm("date", match.start(), match.end(), (month,)))
        elif at not in named and not is_small_word(word, lang) and (spellings := _word_spellings(word, lang)):
            capital = word[0].isupper() and lang != "de" and not _SENTENCE_END.search(text, 0, match.start())
            wanted.append(WantedTerm("name" if capital else "word", match.start(), match.end(), (), spellings))
    return wanted


def _group_places(matches: "list[regex.Match[str]]", lang: str | None) -> dict[tuple[int, int], tuple[str, ...]]:
    """First and one past the last of the words that name a place → its terms."""
    places: dict[tuple[int, int], tuple[str, ...]] = {}
    for first, last, code in find_places([match.group() for match in matches], lang):
        places[first, last] = (*places.get((first, last), ()), "p" + code)
    return places


# How much a thing that was met tells, apart from its rarity, by what parallel sentences in six languages agree on:
# nine in ten passages with a question's date, number or place are about it, two in three with its name.
KIND_WEIGHTS: dict[TermKind, float] = {
    **{"designation": 1.5, "number": 1.5, "date": 1.5, "place": 1.5, "name": 1.2, "word": 0.7},
}


def expand_wanted(wanted: WantedTerm, spellings: SpellingIndex) -> dict[str, float]:
    """Term → how surely a passage with it has what is wanted, 0–1; the surest first."""
    found = dict.fromkeys(wanted.terms, 1.0)
    for match in spellings.match(wanted.spellings):
        found.setdefault(match.spelling, match.similarity)
    return found


def is_spelling(term: str) -> bool:
    """Whether a term of a passage belongs in its collection's `SpellingIndex`."""
    return term[:1] in ("a", "v")


def _find_exact(text: str, lang: str | None) -> Iterator[WantedTerm]:
    """What is met by the same term only; several parts of a date are wanted each for itself."""
    if _DIGIT.search(text):
        for date in find_dates(text, lang):
            for term in _date_terms(date.iso):
                yield WantedTerm("date", date.start, date.end, (term,))
        for number in find_numbers(text, lang):
            terms = [number.value] if not number.scaled else [number.value, number.scaled]
            for value in terms:
                yield WantedTerm("number", number.start, number.end, ("q" + value.replace(".", "p"),))
    for start, end, code in find_han_places(text):
        yield WantedTerm("place", start, end, ("p" + code,))
    for found in find_designations(text, lang):
        yield WantedTerm("designation", found.start, found.end, tuple("x" + key for key in found.keys))


def _date_terms(iso: str) -> list[str]:
    """The day, the day of any year, the month and the year; of an interval, the months and years of its ends."""
    terms: list[str] = []
    for part in iso.split("/"):
        digits = part.replace("-", "")
        if part.startswith("--"):
            terms.append("t" + digits)
        elif len(digits) == len("20230920") and "/" not in iso:
            terms += ["t" + digits, "t" + digits[4:], "t" + digits[:6], "q" + digits[:4]]
        elif len(digits) >= len("202309"):
            terms += ["t" + digits[:6], "q" + digits[:4]]
        else:
            terms.append("q" + digits)
    return list(dict.fromkeys(terms))


@lru_cache(maxsize=1 << 17)
def _month_term(word: str) -> str:
    """The term of a month of the Gregorian calendar, named by a word that has no other meaning."""
    month = read_month(word)
    return f"t{month[0].number:02}" if month and month[0].calendar == "gregory" and not month[0].doubtful else ""


@lru_cache(maxsize=1 << 17)
def _word_terms(word: str, lang: str | None) -> tuple[str, ...]:
    month = _month_term(word)
    return ((month,) if month else ()) + _word_spellings(word, lang)


@lru_cache(maxsize=1 << 17)
def _word_spellings(word: str, lang: str | None) -> tuple[str, ...]:
    spellings = {spell_sounds(form, lang): None for form in word_forms(word, lang)}
    return tuple(s for s in spellings if s and count_consonants(s) >= _FEWEST_CONSONANTS)
