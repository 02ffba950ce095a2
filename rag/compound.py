"""One question that asks two things, "what did X say, and when did Y reply?" → its questions, one after the other."""

from collections.abc import Iterator, Sequence

import regex

from index.folding import fold_text
from index.terms import question_terms
from index.wordforms import is_small_word
from rag.followup import find_topic, has_pronoun
from rag.question import Question
from rag.wants import count_question_words, read_wants
from rag.wordlists import read_words

# A mark, the end of a question, or "and".
_BOUNDARY = regex.compile(
    r"(?:[;؛]|(?<=[?؟]))\s+|[,،]\s+|\s[—–]\s|\s+(?=(?:and|и|а|اور|و|और)\s|و\p{L})", regex.IGNORECASE
)
_FIRM = (";", "؛")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’\u200c-]*")
_FEWEST_WORDS = 3
# Words of a question that names nothing of its own.
_LITTLE = 3
# How far into its part a question word may stand in languages that put it first.
_AHEAD = 3
_ASKS_FIRST = ("en", "ru", "ar")
# کیا is "what" and "did", and at the end of a clause "done".
_DONE = ("کیا", "किया")
# من and ما are "who" and "what", and other things as well.
_UNSURE = ("من", "ما")
_ASKS_WHETHER = {"ar": ("هل",), "fa": ("آیا",), "ur": ("کیا",), "hi": ("क्या",)}
_MOST_PARTS = 4


def split_question(question: Question, most: int = _MOST_PARTS) -> list[Question]:
    """The parts of `question`, which is the only one where it asks one thing. What leans on the part before it takes
    over what that is about; a statement before the question is what it is about."""
    if most < 2 or not question.query.endswith(question.text):
        # It was worded anew, as one.
        return [question]
    for match in _BOUNDARY.finditer(question.text):
        first, second = question.text[: match.start()], question.text[match.end() :]
        mark = match.group().strip()
        firm = mark in _FIRM or first.endswith(("?", "؟"))
        if not _can_stand(first, second, question.lang, firm):
            continue
        if not mark and not firm and not _are_two(first, second, question.lang):
            continue
        carried = question.query.removesuffix(question.text).strip()
        if not _asks(first, question.lang):
            return [_part(second, question.lang, f"{carried} {find_topic(first)}")] if firm else [question]
        leans = has_pronoun(second, question.lang) or len(find_topic(second).split()) <= 1
        leans = leans or (not mark and not firm and _names_nothing(second, question.lang))
        rest = _part(second, question.lang, f"{carried} {find_topic(first)}" if leans else carried)
        return [_part(first, question.lang, carried), *split_question(rest, most - 1)]
    return [question]


def _part(text: str, lang: str, carried: str) -> Question:
    return Question(text, f"{carried.strip()} {text}".strip(), lang)


def _can_stand(first: str, second: str, lang: str, firm: bool) -> bool:
    """Whether the mark between the two parts questions: both say enough, and the second goes on and asks."""
    if min(len(_WORD.findall(first)), len(_WORD.findall(second))) < _FEWEST_WORDS or not _asks(second, lang):
        return False
    return (firm or _goes_on(second, lang)) and (lang not in _ASKS_FIRST or _asks(_head(second), lang))


def _names_nothing(second: str, lang: str) -> bool:
    """Whether it says little and names nobody and nowhere: after "and" it is asked of the same, "how many died?"."""
    named = any(term.kind in ("place", "name") for term in question_terms(second, lang))
    return not named and len(find_topic(second).split()) <= _LITTLE


def _are_two(first: str, second: str, lang: str) -> bool:
    """Whether "and" alone joins two questions, not two words of one, nor two clauses of what is asked about: the first
    asks once, and is whole; the second asks at once."""
    if count_question_words(first, lang) != 1 or not read_wants(first, lang).words:
        return False
    words = [fold_text(word) for word in _WORD.findall(second)]
    asked = words[1:] if words[0] in set(_openings(lang)) else [words[0][1:], *words[1:]]
    if lang in _ASKS_FIRST:
        return _asks(_head(first, 1), lang) and asked[0] not in _UNSURE and _asks_at_once(asked, lang)
    ends = frozenset(_listed(lang, "closing"))
    # اور کیا وہ …: and does he …
    whether = asked[0] in map(fold_text, _ASKS_WHETHER.get(lang, ()))
    return fold_text(_WORD.findall(first)[-1]) in ends and (whether or count_question_words(second, lang) == 1)


def _asks_at_once(words: Sequence[str], lang: str) -> bool:
    """Whether a question word comes first, a preposition before it at most, or a verb and a pronoun: "will he"."""
    at = 1 if is_small_word(words[0], lang) and not count_question_words(words[0], lang) else 0
    if count_question_words(words[at], lang) or (lang == "ru" and "ли" in words[1:3]):
        return True
    return lang == "en" and _asks(" ".join(words), lang) and has_pronoun(words[1], lang)


def _head(part: str, ahead: int = _AHEAD) -> str:
    words = list(_WORD.finditer(part))[: ahead + 1]
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
    return _listed(lang, "opening")


def _listed(lang: str, name: str) -> Iterator[str]:
    yield from (fold_text(each.strip()) for each in read_words("followup").get(lang, {}).get(name, "").split("|"))
