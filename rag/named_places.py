"""A sentence → the countries and cities it names, each of which might be the fact that is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from index.folding import fold_text
from index.places import find_places, is_demonym, is_place_noun


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
_DEFINITE = regex.compile(r"(?<!\p{L})و?ال[\p{L}\p{M}]+\s+$")
# What joins the last of a list; in Arabic it is one with what follows.
_AND = {
    "en": "and|as well as|plus|&",
    "ur": "اور|و|نیز",
    "ar": "و",
    "fa": "و همچنین|و نیز|و|نیز",
    "ru": "и|а также|&",
    "hi": "और|तथा|एवं|व",
}


# After the name of the place from where it is told: "LONDON —", "KARACHI (AFP):"; in Urdu the brackets are enough.
_TOLD_FROM = r"(?:\s?/\s?[\p{{L}}\p{{M}} ]{{2,30}})?\s*(?:\([^()\n]{{1,60}}\)\s?[—–:-]{often}|[—–:]|-)\s"
_FROM = {lang: regex.compile(_TOLD_FROM.format(often="?" if lang == "ur" else "")) for lang in _AND}


def find_places_told_of(text: str, lang: str) -> list[Place]:
    """As `find_named_places`, without those from where it is told."""
    return [place for place in find_named_places(text, lang) if not is_told_from(text, place, lang)]


def is_told_from(text: str, place: Place, lang: str) -> bool:
    """Whether the place is that of a dateline, at the head of a paragraph: what is told need not have been there."""
    head = text[text.rfind("\n", 0, place.start) + 1 : place.start]
    return lang in _FROM and not _WORD.search(head) and bool(_FROM[lang].match(text, place.end))


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
    """Runs of two or more places with nothing but commas and "and" between them.

    Those that one name may mean stand beside each other, and count once.
    """
    runs: list[list[Place]] = []
    for place in places:
        if runs and (place.start == runs[-1][-1].start or are_joined(text, runs[-1][-1].end, place.start, lang)):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [run for run in runs if len({place.start for place in run}) > 1]


def are_joined(text: str, end: int, start: int, lang: str) -> bool:
    """Whether but a comma or "and" stands between what ends at `end` and what begins at `start`."""
    return bool(_joint(lang, lang == "ar" and text[start : start + 1] == "و").fullmatch(text, end, start))


@cache
def _joint(lang: str, joined: bool) -> "regex.Pattern[str]":
    """What stands between two of a list, the latter of which may have "and" for its first letter."""
    if joined:
        return regex.compile(r"\s*[,،]?\s*")
    the = r"(?:the\s+)?" if lang == "en" else ""
    last = rf"(?:{_AND.get(lang, 'and')})\s+{the}(?:\p{{Nd}}+\s+)?"
    return regex.compile(rf"\s*[,،]\s*(?:{last}|{the})|\s+{last}")


def may_be_adjective(text: str, place: Place, lang: str) -> bool:
    """Whether a noun may as well tell of whom what stands before it is: البعثة السعودية, the Saudi mission."""
    name = text[place.start : place.end]
    return lang == "ar" and bool(
        name.startswith("ال") and _ADJECTIVE["ar"].search(fold_text(name)) and _DEFINITE.search(text, 0, place.start)
    )


def _is_adjective(name: str, lang: str) -> bool:
    if is_place_noun(name, lang):
        return False
    pattern = _ADJECTIVE.get(lang)
    return is_demonym(name, lang) or bool(pattern and pattern.search(fold_text(name)))
