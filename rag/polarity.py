"""Yes or no, where the sentence says outright that who is asked about admits or denies what is asked."""

import regex

from rag.checks.readings import read_text
from rag.named_places import Place, find_named_places
from rag.presence import has_marker
from rag.wordlists import read_words

_SAYS = ("admit", "deny")
_CLAUSE = regex.compile(r"[^,،;؛:?؟.!—–]+")
_WORD = regex.compile(r"[\p{L}\p{M}\p{Cf}]+")
# Of the words of a question in the sentence's own language so many must be there.
_LEAST_SHARED = 0.5
# How far after its verb Arabic has who does it.
_AFTER_VERB = 2


def read_polarity(question: str, asked: str, sentence: str, lang: str) -> bool | None:
    """`None` unless "does X admit", or "deny", is asked and the sentence says of X that it does, or does not.

    X is a country or a city, which stands for its government: names of people are not met across scripts for sure.
    """
    asks = _said(question, asked)
    says = _said(sentence, lang)
    if len(asks & {"admit", "deny"}) != 1 or asks & {"neither", "not"}:
        return None
    if not _is_said_by(question, asked, sentence, lang) or not _is_of_the_same(question, asked, sentence, lang):
        return None
    if "neither" in says:
        # It was not admitted; whether it was denied is another matter.
        return False if "admit" in asks else None
    if "not" in says or len(says) != 1:
        return None
    return says <= asks


def _said(text: str, lang: str) -> set[str]:
    return {name for name in (*_SAYS, "neither", "not") if has_marker(name, text, lang)}


def _saying_clauses(text: str, lang: str) -> list[str]:
    """The clauses of a text that have the word."""
    clauses = (match.group() for match in _CLAUSE.finditer(text))
    return [clause for clause in clauses if any(has_marker(name, clause, lang) for name in _SAYS)]


def _is_said_by(question: str, asked: str, sentence: str, lang: str) -> bool:
    """Whether the place that is asked about is who speaks in the sentence: named first in its clause, and no place
    there besides those of the question."""
    known = {place.code for place in find_named_places(question, asked)}
    asking = [find_named_places(clause, asked)[:1] for clause in _saying_clauses(question, asked)]
    speakers = {some[0].code for some in asking if some}
    for clause in _saying_clauses(sentence, lang):
        named = find_named_places(clause, lang)
        if not named or not {place.code for place in named} <= known:
            return False
        if named[0].code not in speakers or not _speaks(named[0], clause, lang):
            return False
    return True


def _speaks(place: Place, sentence: str, lang: str) -> bool:
    """Whether the place stands where the one does who says what the sentence says."""
    before, after = sentence[: place.start], sentence[place.end :]
    words = [word.casefold() for word in _WORD.findall(before)]
    following = _WORD.findall(after)[:1]
    if words[-1:] and words[-1] in _listed("before", lang):
        return False
    if following and (following[0] in _listed("after", lang) or after.startswith("-")):
        return False
    if any(has_marker(name, before, lang) for name in _SAYS):
        # Arabic has the verb first.
        beside = " ".join(words[-_AFTER_VERB:])
        return lang == "ar" and any(has_marker(name, beside, lang) for name in _SAYS)
    joined = following and following[0] in _listed("whose", lang)
    return not joined or bool(_listed("agent", lang) & set(_WORD.findall(after)))


def _is_of_the_same(question: str, asked: str, sentence: str, lang: str) -> bool:
    """Whether the sentence has what the question asks X to admit, as far as its words mean anything in its language."""
    told = read_text(sentence, lang)
    for clause in _saying_clauses(question, asked):
        reading = read_text(clause, asked)
        places = find_named_places(clause, asked)
        words = [
            word
            for word in reading.words
            if not word.small
            and not any(place.start <= word.start < place.end for place in places)
            and not any(has_marker(name, word.text, asked) for name in _SAYS)
        ]
        if any(word.concepts and not told.find(word, asked) for word in words):
            return False
        if asked == lang and sum(bool(told.find(word, asked)) for word in words) < _LEAST_SHARED * len(words):
            return False
    return True


def _listed(name: str, lang: str) -> frozenset[str]:
    return frozenset(read_words("markers")["aside"][name].get(lang, "").split())
