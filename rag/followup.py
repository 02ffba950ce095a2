"""A question that leans on those before it → what it takes from them.

It leans on them if it goes on from them ("and when?"), has a pronoun that nothing before it in it explains, or says
next to nothing ("why not?"). What names enough of its own stands alone: the topic has changed.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

import regex

from index.folding import fold_text
from index.language import detect_language
from index.terms import question_terms
from index.wordforms import is_small_word
from rag.question_words import knows, listed_words, phrase_at
from rag.wordlists import read_words

# How many words that say something a question must have, a name before the pronoun among them, to explain a pronoun for
# somebody, or for something; with so many more than these, it stands alone unless it goes on from another.
_PRONOUNS = {"person": 3, "thing": 4}
_PLENTY = 6
# A question that says so little leans on another; one that goes on from another, if it says no more than this.
_ELLIPTIC, _BRIEF = 2, 3
# How many earlier questions a chain of follow-ups reaches back.
_LONGEST_CHAIN = 3
_NAMES = ("designation", "number", "date", "place", "name")
# Not every town is known for a place.
_NAMED_ALIKE = frozenset({"place", "name"})
_CASED = ("en", "ru")
_WORD = regex.compile(r"[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|['’\u200c-](?=[\p{L}\p{N}]))*")
_LONGEST_PHRASE = 4
# Letters that a word has before the ending that stands for somebody.
_SHORTEST_WORD = 2


@dataclass(frozen=True)
class FollowUp:
    """`topic` is what the earlier questions were about, in their words; `wanted` the text that tells what is asked for:
    an earlier question, where this one only names another thing ("and Iran?")."""

    topic: str
    wanted: str


@dataclass(frozen=True)
class _Word:
    """`role` is "opening" (one of both "opening and asking"), "person", "thing", "asking" or "empty" for words that say
    nothing of the topic, "" for others; `names` the kinds of the names that it is part of."""

    start: int
    end: int
    role: str
    names: frozenset[str]


def resolve_follow_up(question: str, history: Sequence[str]) -> FollowUp | None:
    """What `question` takes from the earlier ones, oldest first; `None` if it stands alone."""
    if not history or not leans_on_earlier(question):
        return None
    chain = [history[-1]]
    for before in reversed(history[:-1]):
        if len(chain) == _LONGEST_CHAIN or not leans_on_earlier(chain[0]):
            break
        chain.insert(0, before)
    words = list(_read_words(question, detect_language(question)))
    fragment = _is_fragment(words)
    replaced = _kinds_named(words) if fragment else frozenset()
    topic = " ".join(filter(None, (find_topic(each, replaced) for each in chain)))
    return FollowUp(topic, chain[-1] if fragment else question)


def leans_on_earlier(question: str) -> bool:
    lang = detect_language(question)
    words = list(_read_words(question, lang))
    said = [word for word in words if not word.role]
    named = any(word.names for word in said)
    opens = bool(words) and words[0].role.startswith("opening")
    first = next((at for at, word in enumerate(words) if word.role in _PRONOUNS), None)
    if first is not None:
        explained = _is_explained(words[:first], lang, opens) and len(said) >= _PRONOUNS[words[first].role]
        return not explained and (opens or len(said) < _PLENTY)
    if _is_fragment(words):
        return opens or len(said) <= _ELLIPTIC
    if opens:
        # "And who is X?" asks of X alone.
        return len(said) <= (_ELLIPTIC if named else _BRIEF) and not (said and all(word.names for word in said))
    return not named and len(said) <= _ELLIPTIC


def is_merely_brief(question: str) -> bool:
    """Whether it leans on another for its few words alone, of which two say something: the topic may have changed."""
    words = list(_read_words(question, detect_language(question)))
    roles = {word.role for word in words}
    opens = bool(words) and words[0].role.startswith("opening")
    brief = sum(not word.role for word in words) == _ELLIPTIC
    return brief and not opens and not roles & _PRONOUNS.keys() and not _is_fragment(words)


def _is_explained(before: Sequence[_Word], lang: str, opens: bool) -> bool:
    """Whether somebody or something is named that a pronoun after these words may stand for."""
    said = [word for word in before if not word.role]
    # Without capitals names are met as words only, of which a question that goes on from another may have any.
    return any(word.names for word in said) or (lang not in _CASED and not opens and len(said) > 1)


def has_pronoun(question: str, lang: str) -> bool:
    return bool(pronoun_roles(question, lang))


def pronoun_roles(question: str, lang: str) -> frozenset[str]:
    """ "person" and "thing", as far as a word of the question stands for somebody, or for something."""
    return frozenset(word.role for word in _read_words(question, lang)) & _PRONOUNS.keys()


def opens_with_pronoun(sentence: str, lang: str) -> bool:
    """Whether it begins with a word for somebody or something that was named before it."""
    for word in _read_words(sentence, lang):
        if word.role in _PRONOUNS or not word.role:
            return bool(word.role)
    return False


def find_topic(question: str, replaced: Set[str] = frozenset()) -> str:
    """The words of a question that say what it is about, in their order, without names of the kinds that are
    `replaced`: of a place in the place of a name, and the other way round, where it has none of the kind."""
    words = [word for word in _read_words(question, detect_language(question)) if not word.role]
    if replaced & _NAMED_ALIKE and not replaced & _kinds_named(words):
        replaced = replaced | _NAMED_ALIKE
    return " ".join(question[word.start : word.end] for word in words if not word.names & replaced)


def _kinds_named(words: Sequence[_Word]) -> frozenset[str]:
    return frozenset(kind for word in words for kind in word.names)


def _is_fragment(words: Sequence[_Word]) -> bool:
    """Whether it only names something, of which the question before it is asked again."""
    roles = {word.role for word in words}
    return "" in roles and roles <= {"", "opening", "empty"}


def _read_words(question: str, lang: str) -> Iterator[_Word]:
    matches = list(_WORD.finditer(question))
    folded = [fold_text(match.group()) for match in matches]
    names = [(term.kind, term.start, term.end) for term in question_terms(question, lang) if term.kind in _NAMES]
    at = 0
    while at < len(matches):
        size, role = _role_at(folded, at, lang)
        for match in matches[at : at + size]:
            kinds = frozenset(kind for kind, start, end in names if start < match.end() and match.start() < end)
            yield _Word(match.start(), match.end(), role, kinds)
        at += size


def _role_at(words: list[str], at: int, lang: str) -> tuple[int, str]:
    """How many words have the role together, and the role."""
    for size in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + size])
        role = _phrases(lang).get(phrase, "")
        # А как насчёт Карачи; کراچی کا کیا.
        leading = all(_phrases(lang).get(word) == "opening" for word in words[:at])
        if role and (role != "opening" or leading):
            return size, role
        if at and at + size == len(words) and phrase in _listed(lang, "about"):
            return size, "opening"
    if knows(lang):
        size, action = phrase_at(words, at, lang)
        if size:
            # "What did _ say" has a name inside.
            return 1 if action == "quote" else size, "asking"
    word = words[at]
    if lang == "ar" and not at and word[0] == "و" and len(word) > _SHORTEST_WORD:
        # "And" is written in one with the word after it, here often a question word.
        size, role = _role_at([word[1:], *words[1:]], 0, lang)
        return size, "opening and asking" if role == "asking" else "opening"
    if any(word.endswith(end) and len(word) > len(end) + _SHORTEST_WORD for end in _endings(lang)):
        return 1, "person"
    if knows(lang) and word in listed_words("starts-yes-no", lang):
        return 1, "asking"
    return 1, "empty" if is_small_word(word, lang) or word in _empty_words(lang) else ""


@cache
def _phrases(lang: str) -> dict[str, str]:
    table = read_words("followup").get(lang, {})
    return {
        fold_text(phrase.strip()): role
        for role in ("thing", "person", "opening")
        for phrase in table.get(role, "").split("|")
    }


@cache
def _endings(lang: str) -> tuple[str, ...]:
    return _listed(lang, "suffix")


@cache
def _listed(lang: str, name: str) -> tuple[str, ...]:
    phrases = read_words("followup").get(lang, {}).get(name, "")
    return tuple(fold_text(each.strip()) for each in phrases.split("|") if each.strip())


@cache
def _empty_words(lang: str) -> frozenset[str]:
    """Auxiliaries, prepositions and the like, which the lists of the questions have."""
    if not knows(lang):
        return frozenset()
    lists = ("opening", "starts-yes-no", "ends-noun", "after-what", "of")
    empty = frozenset().union(*(listed_words(name, lang) for name in lists))
    return empty | frozenset(fold_text(word) for word in read_words("followup")[lang].get("empty", "").split())
