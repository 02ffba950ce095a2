"""Whether a sentence tells of something as a fact: not if it denies it, calls it false, or says that it was planned."""

from collections.abc import Sequence

import regex

from rag.amounts.bounds import stands_beside
from rag.checks.readings import Word, read_text
from rag.clauses import COMMA, Token, breaks, listed, read_tokens, tense_at
from rag.presence import has_marker

# Whoever says so says that something is not; one may reject something else beside it.
_DENYING = frozenset(("deny", "rumour"))
_REJECTING = frozenset(("reject",))
# A verb of the past or a short participle: a Russian question without one asks what is or will be.
_RUSSIAN_PAST = regex.compile(
    r"\p{L}+(?:[аеиоуыя]л(?:[аои]|ся|[аои]сь)?|[аея]н[аоы]?|ыт[аоы]?|ут[аоы]|(?:би|взя|ня)т[аоы]?)"
    r"|(?:погиб|умер|исчез|возник|вырос|возрос|достиг|привез|принес|вывез|ввез|спас|смог|помог|отверг|опроверг|подверг)(?:ся)?"
)
# "No later than" and the like have at most so many words.
_BOUND_WORDS = 4
# Where the verb ends its clause, "was to be" comes after the date.
_VERB_LAST = ("ur", "hi")
# After so many words of its clause a date still opens it.
_OPENING = 1


def is_denied(question: str, lang: str, text: str, text_lang: str, span: tuple[int, int]) -> bool:
    """Whether `text` says that what it tells at `span` is not so: its clause has a "not", somebody denies it, or it is
    called false. A denial that is itself asked about denies nothing."""
    told = read_text(text, text_lang)
    start, end = _clause(text, text_lang, span)
    here = [at for at, word in enumerate(told.words) if start <= word.start < end and not _inside(word, span)]
    if any(at in told.polarity.hard and not _bounds(told.words[at], text, text_lang, span) for at in here):
        return True
    asked = {concept for word in read_text(question, lang).words for concept in word.concepts}
    if any(word.concepts & _DENYING - asked for word in told.words):
        return True
    if any(told.words[at].concepts & _REJECTING - asked for at in here):
        return True
    return has_marker("untrue", text, text_lang) and not has_marker("untrue", question, lang)


def _bounds(word: Word, text: str, lang: str, span: tuple[int, int]) -> bool:
    """Whether it is the "no" of "no later than"."""
    near = word.start < span[0] and len(text[word.start : span[0]].split()) <= _BOUND_WORDS
    return near and stands_beside("beyond", text, *span, lang)


def _inside(word: Word, span: tuple[int, int]) -> bool:
    return span[0] <= word.start < span[1]


def is_only_planned(question: str, lang: str, text: str, text_lang: str, span: tuple[int, int]) -> bool:
    """Whether `text` says of what it tells at `span` that it was to be, and the question asks what was."""
    if asks_what_is_to_be(question, lang):
        return False
    start, end = _clause(text, text_lang, span)
    opens = len(text[start : span[0]].split()) <= _OPENING
    if text_lang not in _VERB_LAST and not opens:
        # "Signed on 5 May, it is expected to hold" was signed on that day.
        end = span[1]
    return has_marker("planned", text[start:end], text_lang)


def asks_what_is_to_be(question: str, lang: str) -> bool:
    """Whether it is asked what is or will be, or what was planned, rather than what happened."""
    if has_marker("planned", question, lang) or has_marker("coming", question, lang):
        return True
    tokens = read_tokens(question)
    if lang == "ru":
        return not any(_RUSSIAN_PAST.fullmatch(token.folded) for token in tokens)
    return bool(tokens) and tense_at(tokens, 0, len(tokens) - 1, lang) != "past"


def _clause(text: str, lang: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where what is said of `text[start:end]` begins and ends: what comes before "that" is said of it as well."""
    tokens = read_tokens(text)
    first = next((at for at, token in enumerate(tokens) if token.end > span[0]), 0)
    last = next((at for at, token in enumerate(tokens) if token.start >= span[1]), len(tokens))
    start = first
    while start and not (_parts(tokens, start - 1, lang) and not _is_that(tokens, start - 1, lang)):
        start -= 1
    opens = first - start <= _OPENING
    # A comma right after a date that opens its clause parts nothing: "On 5 May, he did not resign".
    last += opens and last < len(tokens) and bool(COMMA.match(tokens[last].folded))
    end = last
    while end < len(tokens) and not _parts(tokens, end, lang) and not _goes_on(tokens, end, opens, lang):
        end += 1
    return min(tokens[start].start, span[0]), max(tokens[end - 1].end, span[1])


def _parts(tokens: Sequence[Token], at: int, lang: str) -> bool:
    return bool(COMMA.match(tokens[at].folded)) or breaks(tokens[at], lang)


def _is_that(tokens: Sequence[Token], at: int, lang: str) -> bool:
    """Whether it is "that", or the comma before it."""
    words = {token.folded for token in tokens[at : at + (2 if COMMA.match(tokens[at].folded) else 1)]}
    return bool(words & listed(lang, "that"))


def _goes_on(tokens: Sequence[Token], at: int, opens: bool, lang: str) -> bool:
    """Whether another thing is said from there on: after "and", and where verbs come last after one of them."""
    if tokens[at].folded not in listed(lang, "and"):
        return False
    closed = listed(lang, "closed")
    return tokens[at - 1].folded in closed if closed else not opens
