"""The tables of question words and nouns, folded, and where they stand in a question."""

from dataclasses import dataclass
from functools import cache

import regex

from index.folding import fold_text
from rag.amounts.numberwords import small_numbers
from rag.wordlists import read_words

_INNER_HYPHEN = regex.compile(r"(?<=[\p{L}\p{M}])-(?=\p{L})")
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]")
_ARTICLE = regex.compile(r"^(?:و?ال|لل)(?=\p{L}{2})")
# How far before "what" its noun may stand.
_BEHIND = 3
_MARK = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
# What a phrase tells at once, or what it bids to look at next.
_ACTIONS = ("date", "number", "person", "place", "list", "reason", "manner", "yes-no", "quote", "thing")
_LOOKS = ("which", "what", "amount")


@dataclass(frozen=True)
class Noun:
    """A noun that a question asks for: its kind of answer, its class, and whether it names several."""

    kind: str
    of: str
    plural: bool


def knows(lang: str) -> bool:
    """Whether the questions of `lang` can be read."""
    return lang in read_words("questions")


def fold_tokens(text: str) -> list[str]:
    """The words and marks of `text`, folded."""
    return list(_TOKEN.findall(_INNER_HYPHEN.sub(" ", fold_text(text))))


def noun_at(tokens: list[str], at: int, lang: str) -> tuple[Noun, int] | None:
    """The noun at `tokens[at]`, and how many tokens it has."""
    table, longest = _nouns(lang)
    for size in range(min(longest, len(tokens) - at), 0, -1):
        words = tokens[at : at + size]
        joined = " ".join(words)
        if (noun := table.get(joined)) or (lang == "ar" and (noun := table.get(_ARTICLE.sub("", joined)))):
            return noun, size
    if lang == "ru":
        word = tokens[at]
        # No more than an ending: территориальный is another word.
        stems = (word[:size] + "*" for size in range(len(word), max(2, len(word) - 4), -1))
        return next(((table[stem], 1) for stem in stems if stem in table), None)
    return None


def noun_after(
    tokens: list[str], at: int, lang: str, ahead: int, kinds: tuple[str, ...] = ()
) -> tuple[Noun | None, int | None, list[str]]:
    """The first noun of a class, how many the words before it say there are, and the words up to its end."""
    count: int | None = None
    ends, window = listed_words("ends-noun", lang), list[str]()
    for place in range(at, min(at + ahead, len(tokens))):
        token = tokens[place]
        found = noun_at(tokens, place, lang)
        if found and (not kinds or found[0].kind in kinds):
            return found[0], count, [*window, *tokens[place : place + found[1]]]
        if (token in ends and not (lang == "en" and token in ("the", "of"))) or (_MARK.fullmatch(token) and window):
            break
        number = int(token) if token.isdecimal() and len(token) <= 2 else small_numbers(lang).get(token)
        count = number if number is not None else count
        if token.isalnum():
            window.append(token)
    return None, count, window


def noun_before(tokens: list[str], at: int, lang: str, kinds: tuple[str, ...] = ()) -> Noun | None:
    places = [at - back for back in range(1, _BEHIND + 1) if at - back >= 0]
    if lang == "fa":
        # علت سفر رئیسی چیست: the noun opens the question.
        places = [*range(min(2, at)), *places[:1]]
    for place in places:
        if lang != "fa" and tokens[place] in listed_words("ends-noun", lang):
            break
        found = noun_at(tokens, place, lang)
        if found and (not kinds or found[0].kind in kinds):
            return found[0]
    return None


def phrase_at(tokens: list[str], at: int, lang: str) -> tuple[int, str]:
    """How many tokens the longest question word at `tokens[at]` has, and its action; 0 if there is none."""
    for words, action in _phrases(lang).get(tokens[at], ()):
        part = tokens[at : at + len(words)]
        if len(part) == len(words) and all(
            word == token or (word == "_" and token.isalnum()) for word, token in zip(words, part, strict=True)
        ):
            return len(words), action
    return 0, ""


@cache
def _phrases(lang: str) -> dict[str, list[tuple[list[str], str]]]:
    """First token → the phrases that begin with it, longest first."""
    table: dict[str, list[tuple[list[str], str]]] = {}
    for action, phrases in read_words("questions")[lang].items():
        for phrase in phrases.split("|") if action.rstrip("+") in (*_ACTIONS, *_LOOKS) else ():
            words = [word for part in phrase.split() for word in ([part] if part == "_" else fold_tokens(part))]
            table.setdefault(words[0], []).append((words, action))
    return {first: sorted(some, key=lambda each: -len(each[0])) for first, some in table.items()}


@cache
def _nouns(lang: str) -> tuple[dict[str, Noun], int]:
    """Folded words → their class, and how many words the longest phrase has."""
    table: dict[str, Noun] = {}
    for kind, classes in read_words("nouns").items():
        for of, by_lang in classes.items():
            for several, words in enumerate(by_lang.get(lang, "").split(";")):
                for word in words.split():
                    key = fold_text(word) if word.endswith("*") else _folded(word)
                    table.setdefault(key, Noun(kind, of, bool(several)))
    return table, max(len(key.split()) for key in table)


@cache
def question_units(lang: str) -> dict[str, str]:
    return {
        _folded(word): unit
        for unit, by_lang in read_words("units")["units"].items()
        for word in by_lang.get(lang, "").partition(";")[0].split()
    }


@cache
def amount_units() -> dict[str, str]:
    amounts = read_words("units")["amounts"]
    return {_folded(phrase): unit for unit, phrases in amounts.items() for phrase in phrases.split("|")}


@cache
def listed_words(name: str, lang: str) -> frozenset[str]:
    return frozenset(_folded(word) for word in read_words("questions")[lang].get(name, "").split("|"))


def _folded(word: str) -> str:
    return " ".join(fold_tokens(word.replace("_", " ")))
