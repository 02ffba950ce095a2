"""Is an amount of an article's sentence of what the question asks, or of something else that has the same unit: an age
for a time, a rise for a price, soldiers for people, the width for the length?"""

from rag.amounts import Amount
from rag.amounts.bounds import STOP, stands_beside
from rag.amounts.measure import TIMES
from rag.amounts.units import unit_of
from rag.checks.fates import fates_asked, fates_of
from rag.checks.readings import Reading, Word, read_text
from rag.deeds import deeds_of, tells_another_deed
from rag.presence import has_marker
from rag.question_words import fold_tokens
from rag.wants import Wants

# What may rise and fall.
_RISING = ("money", "percent", "percentage_point", "degree")
# Deeds by which something is over.
_OVER_WORDS = "end stop close open resume restore release find arrive"
_OVER = frozenset(_OVER_WORDS.split())
# People of one kind only.
_KIND_WORDS = "child woman soldier student journalist worker farmer teacher doctor player police prosecutor spectator"
_KINDS = frozenset(_KIND_WORDS.split())
# Such as are often some of many people.
_SOME = frozenset(("child", "woman", "soldier", "police"))
# What one may escape.
_HARM = frozenset(("die", "injure", "missing", "arrest", "ill"))
# Dimensions of what may be of one stuff or another.
_OF_STUFF = ("mass", "volume", "length", "area")
_OF = ("of", "من", "از")
# Characters of a unit between its number and what is said of it, and words beside them that say of what it is.
_UNIT_BETWEEN, _SAID_OF = 10, 2
# A unit has at most so many words: "billion US dollars".
_UNIT_WORDS = 3
# How many words after "how many" say of whom.
_AHEAD = 2


def is_asked_for(wants: Wants, question: str, lang: str, amount: Amount, text: str, text_lang: str) -> bool:
    """Whether nothing tells that the amount, which has the unit that is asked for, is of something else."""
    span = amount.start, amount.end
    if amount.unit in TIMES and not _is_such_a_time(wants, question, lang, amount, text, text_lang):
        return False
    if amount.kind in _RISING:
        by, to = (stands_beside(kind, text, *span, text_lang) for kind in ("by", "to"))
        asks_change = has_marker("change", question, lang)
        changes = by and not to and has_marker("change", text, text_lang)
        if (changes and not asks_change) or (asks_change and to):
            return False
    if _is_difference(amount, text, text_lang) and not _asks_difference(question, lang):
        return False
    if amount.name == "times" and has_marker("change", text, text_lang) and not has_marker("change", question, lang):
        return False
    if amount.is_money and has_marker("stage", text, text_lang) and not has_marker("stage", question, lang):
        return False
    if amount.noun == "people" and _counts_another_kind(wants, question, lang, amount):
        return False
    if amount.unit in _OF_STUFF and lang == text_lang and _measures_another(question, lang, amount, text):
        return False
    # What became of people tells more than the deeds around it.
    fates = fates_of(amount, text, text_lang) if amount.noun == "people" or fates_asked(question, lang) else frozenset()
    if fates:
        asked = fates_asked(question, lang)
        # Who escaped death did not die.
        escaped = "survive" in fates - asked and bool(asked & _HARM)
        return bool(fates & asked) and not escaped
    return not tells_another_deed(question, lang, text, text_lang, span)


def _is_difference(amount: Amount, text: str, lang: str) -> bool:
    """Whether it is how much more or less than another: "6 percent lower", "на 300 человек больше"."""
    if stands_beside("difference", text, amount.start, amount.end, lang, begin=0):
        return True
    words = [word for word in read_text(text, lang).words if word.start >= amount.end][: _UNIT_WORDS + 1]
    words = [word for word in words if word.clause == words[0].clause]
    # Between the number and such a word only its unit stands: "300 people in more than 40 towns".
    at = next((at for at, word in enumerate(words) if has_marker("comparative", word.text, lang)), None)
    if at is None or STOP.search(text, amount.end, words[at].start):
        return False
    return not any(word.small for word in words[:at])


def _asks_difference(question: str, lang: str) -> bool:
    return has_marker("change", question, lang) or has_marker("comparative", question, lang)


def _is_such_a_time(wants: Wants, question: str, lang: str, amount: Amount, text: str, text_lang: str) -> bool:
    """Whether an amount of time is an age if that is asked for, else a time that something lasted."""
    span = amount.start, amount.end
    beside = {kind for kind in ("apart", "later") if stands_beside(kind, text, *span, text_lang, _UNIT_BETWEEN)}
    if "apart" in beside:
        return has_marker("ago", question, lang)
    if is_age(amount, text, text_lang) != (wants.unit == "age"):
        return False
    return "later" not in beside or bool(deeds_of(text, text_lang) & _OVER)


def is_age(amount: Amount, text: str, lang: str) -> bool:
    """Whether an amount of time is said to be an age: 45-year-old, but not a 20-year partnership."""
    if not stands_beside("aged", text, amount.start, amount.end, lang):
        return False
    # Persian has what it is said of before it.
    words = text[: amount.start].split()[-_SAID_OF:] if lang == "fa" else text[amount.end :].split()[: _SAID_OF + 1]
    return not has_marker("lasting", " ".join(words), lang)


def _counts_another_kind(wants: Wants, question: str, lang: str, amount: Amount) -> bool:
    """Whether it counts soldiers where people are asked for, or the other way."""
    asking = fold_tokens(wants.words)
    words = read_text(question, lang).words
    last = max((at for at, word in enumerate(words) if asking and asking[-1] in word.forms), default=-1)
    asked = {concept for word in words[last + 1 : last + 1 + _AHEAD] for concept in word.concepts} & _KINDS
    told = amount.counted & (_KINDS if asked else _SOME)
    return asked != told and not asked & told


def _measures_another(question: str, lang: str, amount: Amount, text: str) -> bool:
    """Whether it is of rice where wheat is asked for: by the words after the unit in both, as far as they have any."""
    asked, told = read_text(question, lang), read_text(text, lang)
    stuff = _after_unit(asked, 0, amount.name)
    said = _after_unit(told, amount.start, amount.name)
    return stuff is not None and said is not None and told.words.index(said) not in told.find(stuff, lang)


def _after_unit(reading: Reading, start: int, unit: str | None) -> Word | None:
    """The word that follows the first name of the unit from there on, "of" apart."""
    words = [word for word in reading.words if word.start >= start]
    at = next((at for at, word in enumerate(words) if unit_of(word.text) == unit), None)
    if at is None:
        return None
    following = [word for word in words[at + 1 : at + 3] if word.clause == words[at].clause]
    if following and following[0].text.casefold() in _OF:
        following = following[1:]
    return following[0] if following and not following[0].small else None
