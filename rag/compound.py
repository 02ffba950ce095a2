"""One question that asks two things, "what did X say, and when did Y reply?" → its questions, one after the other."""

from collections.abc import Iterator

import regex

from index.folding import fold_text
from rag.followup import find_topic, has_pronoun
from rag.question import Question
from rag.wants import read_wants
from rag.wordlists import read_words

_BOUNDARY = regex.compile(r"[;؛]\s+|[,،]\s+|\s[—–]\s")
_FIRM = (";", "؛")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’\u200c-]*")
_FEWEST_WORDS = 3
# How far into its part a question word may stand in languages that put it first.
_AHEAD = 3
_ASKS_FIRST = ("en", "ru", "ar")
# کیا is "what" and "did", and at the end of a clause "done".
_DONE = ("کیا", "किया")


def split_question(question: Question) -> list[Question]:
    """The parts of `question`, which is the only one where it asks one thing. What leans on the part before it takes
    over what that is about; a statement before the question is what it is about."""
    if not question.query.endswith(question.text):
        # It was worded anew, as one.
        return [question]
    for match in _BOUNDARY.finditer(question.text):
        first, second = question.text[: match.start()], question.text[match.end() :]
        firm = match.group().strip() in _FIRM
        if not _can_stand(first, second, question.lang, firm):
            continue
        carried = question.query.removesuffix(question.text).strip()
        if not _asks(first, question.lang):
            return [_part(second, question.lang, f"{carried} {find_topic(first)}")] if firm else [question]
        leans = has_pronoun(second, question.lang) or len(find_topic(second).split()) <= 1
        rest = _part(second, question.lang, f"{carried} {find_topic(first)}" if leans else carried)
        return [_part(first, question.lang, carried), rest]
    return [question]


def _part(text: str, lang: str, carried: str) -> Question:
    return Question(text, f"{carried.strip()} {text}".strip(), lang)


def _can_stand(first: str, second: str, lang: str, firm: bool) -> bool:
    """Whether the mark between the two parts questions: both say enough, and the second goes on and asks."""
    if min(len(_WORD.findall(first)), len(_WORD.findall(second))) < _FEWEST_WORDS or not _asks(second, lang):
        return False
    return (firm or _goes_on(second, lang)) and (lang not in _ASKS_FIRST or _asks(_head(second), lang))


def _head(part: str) -> str:
    words = list(_WORD.finditer(part))[: _AHEAD + 1]
    return part[: words[-1].end()]


def _asks(part: str, lang: str) -> bool:
    words = [fold_text(word) for word in _WORD.findall(part)]
    if words and words[-1] in map(fold_text, _DONE):
        return False
    wants = read_wants(part, lang)
    return bool(wants.words) or wants.kind == "yes-no"


def _goes_on(part: str, lang: str) -> bool:
    """Whether it opens with "and" or "but"."""
    first = _WORD.search(part)
    word = fold_text(first.group()) if first else ""
    return word in set(_openings(lang)) or (lang == "ar" and word.startswith("و"))


def _openings(lang: str) -> Iterator[str]:
    yield from (fold_text(each.strip()) for each in read_words("followup").get(lang, {}).get("opening", "").split("|"))
