"""Questions to begin with: on days and names of the articles in the reader's language, and on titles in their own.

Only those are shown that the collection answers, from an article that the question was made of and by a sentence of it:
a dateline, a byline or a headline tells nothing. In other languages than the reader's only where there is nothing else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, zip_longest

import regex

from index.dates import find_dates
from index.designations import find_designations
from index.places import find_places
from rag.answer import Citation
from rag.rendering import render_date, render_place
from ui.desk import Desk

# What is asked of a title. Titles in other languages are not asked about.
_ASKED = {
    "en": "What is said about “{}”?",
    "ur": "”{}“ کے بارے میں کیا بتایا گیا ہے؟",
    "ar": "ماذا ورد عن «{}»؟",
    "fa": "دربارهٔ «{}» چه گفته شده است؟",
    "ru": "Что сообщается по теме «{}»?",
    "hi": "“{}” के बारे में क्या बताया गया है?",
}
# What is asked of a name and of a day, in the languages of the interface.
_NAMED = {
    "en": "What is said about {}?",
    "ur": "{} کے بارے میں کیا بتایا گیا ہے؟",
    "ar": "ماذا ورد عن {}؟",
    "fa": "دربارهٔ {} چه گفته شده است؟",
    # A name that need not be declined.
    "ru": "{}: что об этом сообщается?",
    "hi": "{} के बारे में क्या बताया गया है?",
}
_DATED = {
    "en": "What happened on {}?",
    "ur": "{} کو کیا ہوا؟",
    "ar": "ماذا حدث يوم {}؟",
    "fa": "در {} چه رخ داد؟",
    "ru": "Что произошло {}?",
    "hi": "{} को क्या हुआ?",
}
_SHOWN, _MOST_TITLES, _TRIED, _LOOKED_AT = 4, 2, 8, 200
# Articles that are looked through for names and dates, the characters of each, and the candidates of each kind.
_READ, _READ_CHARS, _OF_A_KIND = 40, 6_000, 2
_LONGEST_TITLE, _SHORTEST_TITLE = 140, 12
_TITLES = """
SELECT lang, title, source FROM article WHERE live AND length(title) BETWEEN ? AND ?
ORDER BY published IS NULL, published DESC, id LIMIT ?
"""
_TEXTS = """
SELECT lang, substr(text, 1, ?), source FROM article WHERE live ORDER BY published IS NULL, published DESC, id LIMIT ?
"""
_WORDS = regex.compile(r"[\p{L}\p{M}\u200c\u200d]+")
_TELLS = regex.compile(r"[.!?…۔؟।॥][\"'”’»)\]]*\Z")
_FEWEST_WORDS = 5
# As it is written in any language: letters and a number.
_DESIGNATION = regex.compile(r"([a-z]{1,3})(\d{2,4})")
# Those that a language writes in its own letters; all others are in Latin ones everywhere.
_OWN_LETTERS = {
    "ru": {"s": "С", "t": "Т", "tu": "Ту", "su": "Су", "mig": "МиГ", "il": "Ил", "mi": "Ми", "ka": "Ка", "an": "Ан"},
}


@dataclass(frozen=True)
class Candidate:
    """A question in a language; `sources` are the articles that it was made of."""

    question: str
    lang: str
    sources: frozenset[str]


class Suggestions:
    """Kept for as long as a collection stays what it is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[tuple[str, str], tuple[str, list[tuple[str, str]]]] = {}

    def of(self, collection: str, lang: str) -> list[tuple[str, str]]:
        """Questions with their languages for a reader of `lang`. Raises NoCollection."""
        catalog = self._desk.collection(collection).catalog
        generation = catalog.read_meta().get("generation", "")
        kept = self._kept.get((collection, lang))
        if kept and kept[0] == generation:
            return kept[1]
        texts = catalog.rows(_TEXTS, (_READ_CHARS, _READ))
        titles = list(_of_titles(catalog.rows(_TITLES, (_SHORTEST_TITLE, _LONGEST_TITLE, _LOOKED_AT)), lang))
        drawn = list(self._answered(collection, draw_candidates(texts, lang), _SHOWN))
        own = (each for each in titles if each.lang == lang)
        of_titles = list(self._answered(collection, own, max(_MOST_TITLES, _SHOWN - len(drawn))))
        found = drawn[: _SHOWN - len(of_titles)] + of_titles
        if not found:
            found = list(self._answered(collection, (each for each in titles if each.lang != lang), _SHOWN))
        self._kept[collection, lang] = generation, found
        return found

    def _answered(self, collection: str, candidates: Iterable[Candidate], most: int) -> Iterator[tuple[str, str]]:
        shown = 0
        for _, each in zip(range(_TRIED), candidates, strict=False):
            # The quotation is enough: no model need write for it.
            with closing(self._desk.stream(collection, each.question, [])) as coming:
                answer = next(coming)
            if any(cited.source in each.sources and _tells(cited) for cited in answer.citations[:1]):
                shown += 1
                yield each.question, each.lang
            if shown == most:
                return


def _tells(cited: Citation) -> bool:
    return bool(_TELLS.search(cited.on_one_line)) and len(_WORDS.findall(cited.quote)) >= _FEWEST_WORDS


def draw_candidates(texts: Sequence[tuple[str, str, str]], lang: str) -> list[Candidate]:
    """From language, text and source of articles: days, designations and places that a reader of `lang` can be asked
    about, one of each kind in turn."""
    if lang not in _NAMED:
        return []
    days, designations = dict[str, set[str]](), dict[str, set[str]]()
    places, mentions = dict[str, set[str]](), Counter[str]()
    for spoken, text, source in texts:
        for found in find_dates(text, spoken):
            if found.precision == "day" and not found.ambiguous and not found.iso.startswith("--"):
                days.setdefault(found.iso, set()).add(source)
        for key in {key for named in find_designations(text, spoken) for key in named.keys}:
            designations.setdefault(key, set()).add(source)
        for _, _, code in find_places(_WORDS.findall(text), spoken):
            mentions[code] += 1
            places.setdefault(code, set()).add(source)
    dated = [
        Candidate(_DATED[lang].format(render_date(iso, lang)), lang, frozenset(sources))
        for iso, sources in sorted(days.items(), reverse=True)
        if "/" not in iso
    ]
    own = _OWN_LETTERS.get(lang, {})
    # What one article alone names so may have been misread.
    numbered = [
        Candidate(_NAMED[lang].format(f"{own.get(match[1], match[1].upper())}-{match[2]}"), lang, frozenset(sources))
        for key, sources in sorted(designations.items(), key=lambda item: -len(item[1]))
        if len(sources) > 1 and (match := _DESIGNATION.fullmatch(key))
    ]
    # Of places that are everywhere there is too much to tell, of those that are named once too little.
    telling = [code for code, n in mentions.most_common() if n > 1 and 2 * len(places[code]) <= max(len(texts), 2)]
    placed = [
        Candidate(_NAMED[lang].format(name), lang, frozenset(places[code]))
        for code in telling
        if (name := render_place(code, lang))
    ]
    kinds = (some[:_OF_A_KIND] for some in (dated, numbered, placed))
    return [each for column in zip_longest(*kinds) for each in column if each is not None]


def _of_titles(rows: Sequence[tuple[str, str, str]], lang: str) -> Iterator[Candidate]:
    """One of each language, the reader's own first, then the next of each."""
    langs = sorted(dict.fromkeys(row[0] for row in rows if row[0] in _ASKED), key=lambda code: code != lang)
    columns = zip_longest(*([row for row in rows if row[0] == code] for code in langs))
    for code, title, source in (row for row in chain.from_iterable(columns) if row is not None):
        yield Candidate(_ASKED[code].format(title.strip(" .…!؟?:،")), code, frozenset([source]))
