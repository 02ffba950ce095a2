"""A sentence → the countries and cities it names, each of which might be the fact that is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from index.folding import fold_text
from index.places import find_places, is_demonym
from rag.rendering import place_names


@dataclass(frozen=True)
class Place:
    """A country (a code of two letters) or a city, named by a noun: `text[start:end]`."""

    start: int
    end: int
    code: str

    @property
    def is_country(self) -> bool:
        return len(self.code) == 2


_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{Cf}]*")
_ADJECTIVE = {
    "ur": regex.compile(r"(?:ی|یوں|ئی)$"),
    "ar": regex.compile(r"(?:ی|یہ|یین|یون|یا)$"),
    "fa": regex.compile(r"(?:ی|یها|یان|ییها)$"),
    "hi": regex.compile(r"(?:ी|ीय|ियों|ाई)$"),
    "en": regex.compile(r"(?:n|ns|sh|se|i|is|an)$"),
    "ru": regex.compile(r"(?:[сц]к(?:ий|ая|ое|ие|ого|ой|ому|им|ую|их|ими|ом)|ец|цы|цев|цам|не|нин|нка|ан)$"),
}
_AND = {"en": "and", "ur": "اور", "ar": "و", "fa": "و", "ru": "и", "hi": "और"}
_ARTICLE = regex.compile(r"^[وفبكل]?(?:ال|لل)?")


def find_named_places(text: str, lang: str) -> list[Place]:
    """Countries and cities that a noun names; "Russian" names none."""
    matches = list(_WORD.finditer(text))
    places = []
    for first, last, code in find_places([match.group() for match in matches], lang):
        start, end = matches[first].start(), matches[last - 1].end()
        # A code in digits is that of a region: Southern Africa, beside South Africa.
        # "Того" is "of that" unless it has a capital.
        cased = lang not in ("en", "ru") or text[start].isupper()
        if cased and not code.isdigit() and code not in ("eu", "un") and not _is_adjective(text[start:end], lang):
            places.append(Place(start, end, code))
    return places


def enumerations(text: str, places: Sequence[Place], lang: str) -> list[list[Place]]:
    """Runs of two or more places with nothing but commas and "and" between them."""
    runs: list[list[Place]] = []
    for place in places:
        if runs and _listed(text, runs[-1][-1], place, lang):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [run for run in runs if len(run) > 1]


def _listed(text: str, before: Place, after: Place, lang: str) -> bool:
    between = fold_text(text[before.end : after.start]).replace(",", " ").replace("and the", "and").split()
    plain = "," in fold_text(text[before.end : after.start])
    joined = lang == "ar" and text[after.start] == "و"
    return between == [fold_text(_AND.get(lang, "and"))] or (not between and (plain or joined))


def _is_adjective(name: str, lang: str) -> bool:
    folded = fold_text(name)
    if folded in _nouns(lang) or (lang == "ar" and _ARTICLE.sub("", folded) in _nouns(lang)):
        return False
    pattern = _ADJECTIVE.get(lang)
    return is_demonym(name, lang) or bool(pattern and pattern.search(folded))


@cache
def _nouns(lang: str) -> frozenset[str]:
    return frozenset(map(fold_text, place_names(lang))) if lang in _AND else frozenset()
