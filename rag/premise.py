"""The names of a question that the article found for it does not have: a reason to prefer one that has them, and not
to play along where none has.

Only names that keep their sound in every language are looked for: who does something, places, designations. What may
have been translated, or is told by no sign in the question's script, is not held against it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

import regex

from index.designations import FoundDesignation, find_designations
from index.folding import fold_text
from index.places import find_places
from index.skeletons import SpellingIndex
from rag.anchor import LONGEST_ARTICLE
from rag.checks.readings import CASED, Reading, Word, may_be_name, read_text
from rag.evidence import Evidence
from rag.question_words import fold_tokens, knows, phrase_at
from rag.wordlists import read_words

_LONGEST_NAME = 2
# Letters of an acronym that may well be translated.
_SHORT_ACRONYM = 3
# Letters of a name with which a longer one may begin: نواب, and نوابزادہ.
_LONG_BEGINNING = 4
# How much a sentence is worth less for each name that its article lacks.
_UNNAMED = 0.3
# S-300, S-300PMU, Су-57, ایس-300; but not "in 1901".
_DESIGNATION = regex.compile(
    r"[\p{L}\p{M}]{1,4}[-‐‑–]\p{Nd}+(?:\p{L}?|-?\p{Lu}{1,3})|\p{Lu}{1,4}\s?\p{Nd}+|ایس\s\p{Nd}+"
)
# How words end that stand for many of a kind, as no name does: मछुआरों ने, کسانوں نے.
_MANY = {"ur": "وں", "hi": "ों", "fa": "\u200cها", "ur-Latn": "on"}
_NO_PLACE = regex.compile(r"ال.*[ية]")
# Where the one who does something stands: after these words, before these, or as the first word but before these.
_SUBJECT = ("after", "before", "first")


def unsupported_names(question: str, lang: str, evidence: Sequence[Evidence]) -> list[str]:
    """The names, in the order and the words of `question`, that none of the articles of `evidence` has."""
    asked = read_text(question, lang)
    articles = {(each.hit.article.text, each.hit.passage.lang) for each in evidence}
    # Longer ones are not looked through: nothing is said to be missing from them.
    if any(len(text) > LONGEST_ARTICLE for text, _ in articles):
        return []
    missing = [_missing_names(asked, read_text(*article)) for article in articles]
    return [words for _, words in sorted(set.intersection(*missing))] if missing else []


def prefer_named(question: str, lang: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """`ranked`, best first, anew: an article that lacks names of the question which another one has comes later."""
    asked = read_text(question, lang)
    capitals = _capitals_of(asked, ranked)
    if not ranked or not (first := _lacks(asked, capitals, ranked[0])):
        return list(ranked)
    counts = {ranked[0].hit.article.id: first}
    for each in ranked:
        if each.hit.article.id not in counts:
            counts[each.hit.article.id] = _lacks(asked, capitals, each)
    fewest = min(counts.values())
    weighed = [replace(each, score=each.score - _UNNAMED * (counts[each.hit.article.id] - fewest)) for each in ranked]
    return sorted(weighed, key=lambda evidence: -evidence.score)


def _capitals_of(asked: Reading, ranked: Sequence[Evidence]) -> list[Word]:
    """The words of the question that have a capital inside a sentence, or would have one: some article has it."""
    if asked.lang in CASED:
        return [word for word in asked.words[1:] if _may_be_name(word, asked.lang)]
    articles = {each.hit.article.id: each for each in ranked if each.hit.passage.lang in CASED}
    told = [_read_article(each) for each in articles.values()]
    words = [word for word in asked.words if _may_be_name(word, asked.lang)]
    return [word for word in words if any(_is_capital(reading, at) for reading in told
            for at in reading.find_spelling(word, asked.lang))]  # fmt: skip


def _is_capital(told: Reading, at: int) -> bool:
    within = at > 0 and told.words[at - 1].clause == told.words[at].clause
    return within and told.words[at].text[0].isupper()


def _lacks(asked: Reading, capitals: Sequence[Word], evidence: Evidence) -> int:
    """How many names of the question the article does not have."""
    told = _read_article(evidence)
    if not told.text:
        return 0
    named = {start for start, _ in _missing_names(asked, told)}
    # Only beside other articles does it tell that a capital is not met: it may be that of a word that is translated.
    return len(named.union(word.start for word in capitals if not _is_met([word], asked.lang, told)))


def _read_article(evidence: Evidence) -> Reading:
    """Its article; nothing of a longer one, which is not looked through."""
    text = evidence.hit.article.text
    return read_text(text if len(text) <= LONGEST_ARTICLE else "", evidence.hit.passage.lang)


def _missing_names(asked: Reading, told: Reading) -> set[tuple[int, str]]:
    """Each with its place in the question."""
    return {*_missing_subjects(asked, told), *_missing_places(asked, told), *_missing_designations(asked, told)}


def _missing_subjects(asked: Reading, told: Reading) -> Iterator[tuple[int, str]]:
    for group in _subjects(asked):
        if not _is_met(group, asked.lang, told) and not _places_of(group, asked.lang):
            yield group[0].start, asked.text[group[0].start : group[-1].end]


def _is_met(group: Sequence[Word], lang: str, told: Reading) -> bool:
    """Whether the article has the name, or a word of it."""
    return (
        any(_has_word(told, word, lang) or told.begins(word, _LONG_BEGINNING) for word in group)
        or _is_spelt_apart(group, told)
        or _is_acronym_of(group, lang, told)
    )


def _is_acronym_of(group: Sequence[Word], lang: str, told: Reading) -> bool:
    """Whether a name is the letters of an acronym, or spelt by their names, that the article has, BBC or بی بی سی, or
    may have in its own language: UN is اقوام متحدہ. What has more letters keeps its sound: NATO."""
    keys = designation_keys(" ".join(word.text for word in group), lang)
    translated = told.lang != lang and any(len(key) <= _SHORT_ACRONYM for key in keys)
    return translated or bool(keys and keys & designation_keys(told.text, told.lang))


def _has_word(told: Reading, word: Word, lang: str) -> bool:
    # خان, Khan, sounds like كان, was.
    return any(not told.words[at].small for at in told.find(word, lang))


def _is_spelt_apart(group: Sequence[Word], told: Reading) -> bool:
    """Whether a name in one word, Hajizadeh, is two in the article, حاجي زاده, or the other way."""
    spelling = "".join([sounds[0] if not at else sounds[0][1:] for at, sounds in enumerate(w.sounds for w in group)])
    return bool(_joined_spellings(told).match([spelling, *(group[0].sounds if len(group) == 1 else ())]))


@lru_cache(maxsize=64)
def _joined_spellings(told: Reading) -> SpellingIndex:
    """The words of `told`, and each two neighbours as one."""
    words = [word for word in told.words if word.sounds and not word.small]
    pairs = (
        first.sounds[0] + second.sounds[0][1:] for first, second in pairwise(words) if second.start - first.end == 1
    )
    return SpellingIndex([*pairs, *(spelling for word in words for spelling in word.sounds)])


def _missing_places(asked: Reading, told: Reading) -> Iterator[tuple[int, str]]:
    """Cities and countries; a capital stands for its country too."""
    there = _places_of(told.words, told.lang)
    if not there:
        return
    for first, last, code in find_places([word.text for word in asked.words], asked.lang):
        words = asked.words[first:last]
        if code.isdigit() or code in there or country_of(code) in there or _is_everyday(words):
            continue
        if not any(_has_word(told, word, asked.lang) for word in words) and not _is_acronym_of(words, asked.lang, told):
            yield words[0].start, asked.text[words[0].start : words[-1].end]


def _is_everyday(words: Sequence[Word]) -> bool:
    """كيف, how, is written nearly as Kyiv is; النووي, nuclear, as Niue. Russian writes adjectives small."""
    return all(word.small or word.text.islower() or _NO_PLACE.fullmatch(word.text) for word in words)


def _missing_designations(asked: Reading, told: Reading) -> Iterator[tuple[int, str]]:
    wanted = read_designations(asked.text, asked.lang)
    having = designation_keys(told.text, told.lang) if wanted else frozenset()
    for (start, words), keys in wanted.items():
        if not keys & having:
            yield start, words


def read_designations(text: str, lang: str) -> dict[tuple[int, str], set[str]]:
    """What is surely a designation in `text`, each with its place, and the keys by which it may be met."""
    found: dict[tuple[int, str], set[str]] = {}
    for each in _may_be_designations(text, lang):
        words = text[each.start : each.end]
        if _DESIGNATION.fullmatch(words):
            found.setdefault((each.start, words), set()).update(each.keys)
    return found


@lru_cache(maxsize=256)
def designation_keys(text: str, lang: str) -> frozenset[str]:
    """The keys of whatever may be a designation in `text`, spelt by the names of its letters as well: این اے 148."""
    return frozenset(key for each in _may_be_designations(text, lang) for key in each.keys)


def _may_be_designations(text: str, lang: str) -> Iterator[FoundDesignation]:
    yield from find_designations(text, lang)
    # The language of a question may be mistaken, which changes how letters are read.
    yield from find_designations(text)


def _subjects(asked: Reading) -> Iterator[Sequence[Word]]:
    """The names of those who do something, as far as the question's grammar shows them."""
    words, signs = asked.words, _signs(asked.lang)
    for at, word in enumerate(words):
        if word.text.casefold() in signs["after"]:
            yield from _name_at(asked, range(at + 1, min(at + 1 + _LONGEST_NAME, len(words))))
        if word.text.casefold() in signs["before"] and at:
            places = range(at - 1, max(at - 1 - _LONGEST_NAME, -1), -1)
            # کن ممالک نے: it is asked who.
            if not any(_asks(asked, before) for before in (*places, places[-1] - 1)):
                yield from _name_at(asked, places)
    yield from _opening_name(asked, signs["first"])
    if asked.lang == "ar":
        yield from _after_verb(asked)


def _asks(asked: Reading, at: int) -> bool:
    tokens = fold_tokens(asked.words[at].text) if at >= 0 and knows(asked.lang) else []
    return bool(tokens) and phrase_at(tokens, 0, asked.lang)[0] > 0


def _name_at(asked: Reading, places: Sequence[int]) -> Iterator[Sequence[Word]]:
    """The words at `places` up to one that is no name, in their order."""
    group: list[Word] = []
    for at in places:
        if not _may_be_name(asked.words[at], asked.lang) or asked.words[at].clause != asked.words[places[0]].clause:
            break
        group.append(asked.words[at])
    if group:
        yield sorted(group, key=lambda word: word.start)


def _opening_name(asked: Reading, following: frozenset[str]) -> Iterator[Sequence[Word]]:
    """Persian puts first who does it: "X in Tehran …", "why X …"."""
    words = asked.words
    for at in range(min(2, len(words) - 1)):
        if words[at + 1].text in following and _may_be_name(words[at], asked.lang):
            yield [words[at]]
            return
        if not words[at].small:
            return


def _after_verb(asked: Reading) -> Iterator[Sequence[Word]]:
    """Arabic puts it after the verb: "what said X", "why visited X Y". A noun with its article is no name."""
    asks, words = _signs("ar")["asks"], asked.words
    if len(words) < 3 or words[0].text.removeprefix("و") not in asks or not words[1].concepts:
        return
    name = words[2]
    definite_after = len(words) > 3 and words[3].text.startswith("ال")
    if _may_be_name(name, "ar") and not name.text.startswith(("ال", "لل")) and not definite_after:
        yield [name]


def _may_be_name(word: Word, lang: str) -> bool:
    if _common(lang).intersection(word.forms) or word.text.endswith(_MANY.get(lang, "?")):
        return False
    return may_be_name(word, lang)


def _places_of(words: Sequence[Word], lang: str) -> frozenset[str]:
    codes = {code for _, _, code in find_places([word.text for word in words], lang)}
    return frozenset(codes | {country for code in codes if (country := country_of(code))})


def country_of(city: str) -> str | None:
    return _capitals().get(city)


@cache
def _capitals() -> dict[str, str]:
    """City → its country, for the cities that `index.places` knows."""
    from babel.core import get_global

    zones = {zone.rpartition("/")[2].replace("_", "").lower(): code.lower()
             for zone, code in get_global("zone_territories").items()}  # fmt: skip
    return zones | dict(read_words("subjects")["capitals"])


@cache
def _signs(lang: str) -> dict[str, frozenset[str]]:
    table = read_words("subjects").get(lang, {})
    return {name: frozenset(table.get(name, "").split()) for name in (*_SUBJECT, "asks")}


@cache
def _common(lang: str) -> frozenset[str]:
    """Words that stand where a name may and are none, folded."""
    return frozenset(fold_text(word) for word in read_words("subjects").get(lang, {}).get("common", "").split())
