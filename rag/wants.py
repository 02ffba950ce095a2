"""Question → what kind of thing would answer it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import regex

from rag.question_words import (
    Noun,
    amount_units,
    fold_tokens,
    knows,
    listed_words,
    noun_after,
    noun_at,
    noun_before,
    phrase_at,
    question_units,
)

Kind = Literal["date", "number", "person", "place", "list", "reason", "manner", "yes-no", "quote", "thing"]
Precision = Literal["year", "month", "weekday", "day", "hour", "time"]


@dataclass(frozen=True)
class Wants:
    """What a question asks for.

    `precision` is that of a date ("in what year"), `unit` that of a number, one of `words/units.toml` or of its groups
    ("kilometer", "duration"), `of` the class of a place or a thing, or of what is listed: "country", "city", "person",
    "language". `owner` if it is asked whose ("which country's minister"), `several` if more than one thing is asked.
    `count` is how many the question says there are. `words` are the words of the question that told, folded.
    """

    kind: Kind
    precision: Precision | None = None
    unit: str | None = None
    of: str | None = None
    count: int | None = None
    owner: bool = False
    several: bool = False
    words: str = ""


@dataclass(frozen=True)
class _Found:
    """A question word: `tokens[start:end]`, and how likely it is that the question turns on it, 0 the likeliest."""

    start: int
    end: int
    action: str
    rank: int = 0


_MARK = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_AND = regex.compile(r"^[وف](?=\p{L}{2})")
_PLURAL = regex.compile(r"\p{L}{3,}(?<![sui])s")
# How far from "which" its noun may stand.
_AHEAD = 5
# Where it comes first of its phrase: أي مدينة, کدام شهر.
_NOUN_FIRST, _NOUN_FIRST_AHEAD = ("ar", "fa"), 2
# Languages whose "what" may as well open a question of yes or no, or be a verb.
_FAINT_WHAT = ("ur", "hi", "ur-Latn")
_COORDINATORS = ("and", "or", "и", "или")
_RELATIVE = ("who", "whom", "whose", "which", "where", "when")


def read_wants(question: str, lang: str) -> Wants:
    """What `question` asks for; "thing" where nothing tells, and for languages that are not known here."""
    tokens = fold_tokens(question)
    if not knows(lang) or not tokens:
        return Wants("thing")
    found = sorted(_find_words(tokens, lang), key=lambda word: (word.rank, word.start))
    if _is_yes_no(tokens, lang, found):
        return Wants("yes-no")
    if not found:
        return _read_keywords(tokens, lang)
    wants = _read_best(tokens, found[0], lang)
    return replace(wants, several=_asks_more(tokens, found, lang))


def count_question_words(text: str, lang: str) -> int:
    """How many words or phrases of `text` ask something."""
    return sum(1 for _ in _find_words(fold_tokens(text), lang)) if knows(lang) else 0


def _read_best(tokens: list[str], best: _Found, lang: str) -> Wants:
    words = " ".join(tokens[best.start : best.end])
    match best.action:
        case "which" | "which+":
            return _read_which(tokens, best, lang, words)
        case "what":
            return _read_what(tokens, best, lang, words)
        case "amount":
            return _read_amount(tokens, best, lang, words)
        case "person+":
            return Wants("list", of="person", words=words)
        case kind:
            return Wants(kind, words=words)  # type: ignore[arg-type]


def _asks_more(tokens: list[str], found: list[_Found], lang: str) -> bool:
    # کیا before an auxiliary is "done".
    others = [word for word in found[1:] if word.rank <= 3 and word.action != "yes-no"]
    verbs = listed_words("after-what", lang)
    return any(
        lang not in _FAINT_WHAT
        or word.action != "what"
        or (word.end < len(tokens) - 1 and tokens[word.end] not in verbs)
        for word in others
    )


def _find_words(tokens: list[str], lang: str) -> Iterator[_Found]:
    openings = listed_words("opening", lang)
    only_first, at, clause_start, clause_mark = listed_words("only-first", lang), 0, 0, ""
    while at < len(tokens):
        if _MARK.fullmatch(tokens[at]) and tokens[at] not in "'-":
            clause_start, clause_mark = at + 1, tokens[at]
        leading = all(token in openings or _MARK.fullmatch(token) for token in tokens[clause_start:at])
        first = leading and (not any(map(str.isalnum, "".join(tokens[:clause_start]))))
        size, action = phrase_at(tokens, at, lang)
        if not size and first and lang == "ar" and (bare := _AND.sub("", tokens[at])) != tokens[at]:
            size, action = phrase_at([*tokens[:at], bare, *tokens[at + 1 :]], at, lang)
        if size and (first or leading or " ".join(tokens[at : at + size]) not in only_first):
            rank = _rank(tokens, at, action, lang, "" if first else clause_mark if leading else None)
            yield _Found(at, at + size, action, rank)
        at += size or 1


def _rank(tokens: list[str], at: int, action: str, lang: str, clause_mark: str | None) -> int:
    """`clause_mark` is the mark before the clause that the word opens, "" at the head, `None` inside a clause."""
    if lang in _FAINT_WHAT:
        return 3 if action == "what" else 0
    if clause_mark == "":
        return 0
    if lang in ("en", "ru"):
        relative = action in ("person", "place", "date") or tokens[at] in _RELATIVE or lang == "ru"
        if clause_mark is None:
            # "Who signed it and when?"
            if tokens[at - 1] in _COORDINATORS and not any(map(str.isalnum, tokens[at + 1 :])):
                return 2
            return 4 if relative and action not in ("which", "which+", "amount", "yes-no") else 2
        return 1 if clause_mark != "," else 3 if relative else 2
    return 1


def _is_yes_no(tokens: list[str], lang: str, found: list[_Found]) -> bool:
    openings, starters = listed_words("opening", lang), listed_words("starts-yes-no", lang)
    sure = [word for word in found if word.rank <= 1]
    clause_starts = [0, *(at + 1 for at, token in enumerate(tokens) if token in ";:,–—-")]
    for start in clause_starts:
        at = start
        while at < len(tokens) and (tokens[at] in openings or _MARK.fullmatch(tokens[at])):
            at += 1
        if at + 1 >= len(tokens) or tokens[at] not in starters:
            continue
        if lang == "en":
            return not sure and (tokens[at + 1] != "you" or not found)
        others = [word for word in found if word.action != "what"]
        if not start and not others:
            return tokens[at + 1] not in listed_words("after-what", lang)
    # A question without a question word.
    return not found and lang != "en" and tokens[-1] == "?"


def _read_keywords(tokens: list[str], lang: str) -> Wants:
    """What has no question word: "date of the agreement", "name a division of Toyota"."""
    found = noun_at(tokens, 0, lang) if lang != "ur" else None
    return Wants(found[0].kind) if found and found[0].kind == "date" else Wants("thing")  # type: ignore[arg-type]


def _read_which(tokens: list[str], word: _Found, lang: str, words: str) -> Wants:
    ahead = _NOUN_FIRST_AHEAD if lang in _NOUN_FIRST else _AHEAD
    noun, count, window = noun_after(tokens, word.end, lang, ahead)
    plural = word.action == "which+" or (noun is not None and noun.plural) or (count or 1) > 1
    if not noun and lang == "en" and window and _PLURAL.fullmatch(window[-1]):
        plural = True
    if not noun:
        return Wants("list" if plural else "thing", count=count, words=words)
    wants = _as_wants(noun, plural, count, f"{words} {' '.join(window)}")
    end = word.end
    while end < len(tokens) and tokens[end] not in window[-1:]:
        end += 1
    following = [*tokens[end + 1 : end + 3], ""]
    return replace(wants, owner=following[:2] == ["'", "s"] or following[0] in listed_words("of", lang))


def _read_what(tokens: list[str], word: _Found, lang: str, words: str) -> Wants:
    at, several = word.end, False
    verbs = listed_words("after-what", lang)
    while lang in ("en", "ru", "ar") and at < len(tokens) and tokens[at] in verbs:
        several |= tokens[at] in ("are", "were")
        at += 1
    noun, count, window = noun_after(tokens, at, lang, _reach_of_what(tokens, word.end, at, lang))
    if not noun and lang in (*_FAINT_WHAT, "fa"):
        noun = noun_before(tokens, word.start, lang)
    if noun and noun.kind != "thing":
        return _as_wants(noun, noun.plural or (count or 1) > 1, count, words)
    if (count or 1) > 1 or (noun and noun.plural) or (several and any(_PLURAL.fullmatch(each) for each in window)):
        return Wants("list", of=noun.of if noun else None, count=count, words=words)
    return Wants("thing", of=noun.of if noun and noun.of != "thing" else None, words=words)


def _reach_of_what(tokens: list[str], end: int, at: int, lang: str) -> int:
    """How many words may belong to the noun after "what", where it is no object: "what caused the mass migration"."""
    if lang == "en":
        return 3 if at > end else 2
    if lang == "ar":
        # ما أكبر مدينة
        superlative = at < len(tokens) and len(tokens[at]) == 4 and tokens[at].startswith("ا")
        return 2 if superlative else 1
    if lang == "ru":
        return 2 if at > end else 0
    return _NOUN_FIRST_AHEAD if lang in _NOUN_FIRST else _AHEAD


def _read_amount(tokens: list[str], word: _Found, lang: str, words: str) -> Wants:
    if unit := amount_units().get(words):
        return Wants("number", unit=unit, words=words)
    units, following = question_units(lang), tokens[word.end : word.end + 4]
    for size in (2, 1):
        if unit := units.get(" ".join(following[:size])):
            return Wants("number", unit=unit, words=words)
    noun, _, _ = noun_after(tokens, word.end, lang, 3, ("number",))
    noun = noun or noun_before(tokens, word.start, lang, ("number",))
    if noun:
        return Wants("number", unit=noun.of if noun.of != "number" else None, words=words)
    for token in following:
        if unit := units.get(token):
            return Wants("number", unit=unit, words=words)
        if token in listed_words("ends-noun", lang):
            break
    spent = any(token in listed_words("money", lang) for token in tokens)
    return Wants("number", unit="money" if spent else None, words=words)


def _as_wants(noun: Noun, plural: bool, count: int | None, words: str) -> Wants:
    match noun.kind:
        case "date":
            return Wants("date", precision=noun.of, words=words)  # type: ignore[arg-type]
        case "number":
            return Wants("number", unit=noun.of if noun.of != "number" else None, words=words)
        case "reason" | "manner" as kind:
            return Wants(kind, words=words)
    of = noun.of if noun.of not in ("thing", "place") else None
    if plural:
        return Wants("list", of=noun.of if noun.of != "thing" else None, count=count, words=words)
    return Wants(noun.kind, of=of if of != "person" else None, words=words)  # type: ignore[arg-type]
