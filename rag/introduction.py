"""Who somebody is: of the sentences that name them, those that say what they are.

"Who is Shoigu?" is near to every sentence that names him. The one that answers has a title beside the name: "Defence
Minister Sergei Shoigu", "Olga Brandt, head of the port authority".
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import permutations
from typing import Literal

import regex

from index.folding import fold_text
from index.places import find_places
from index.skeletons import compare_spellings, skeletons
from rag.checks.readings import Reading, Word, read_text
from rag.concepts import is_body, is_calling, is_title
from rag.evidence import Evidence
from rag.question import Question
from rag.wordlists import read_words

Told = Literal["before", "beside", "bare", "named", "nowhere"]

_CASED = ("en", "ru")
_LONGEST_NAME = 4
# Small words within a name.
_PARTICLE_WORDS = "bin ibn bint al el ul de da del di la van von der den бин ибн аль эль"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
# How many words before a name a title may stand, and after the comma that follows it.
_BEFORE, _AFTER = 6, 3
# What a title there is worth to a sentence: more than any difference of two.
_WORTH: dict[Told, float] = {"before": 4.0, "beside": 3.0, "bare": 2.0, "named": 1.0, "nowhere": 0.0}
# Least similarity of words that stand beside another of the name.
_NEARLY = 0.75
_COMMA = regex.compile(r"\s*[,،(（–—]\s*")


def asked_name(question: Question) -> Sequence[Word]:
    """The words of the name, if it is asked who somebody is and nothing else."""
    words = read_text(question.query, question.lang).words
    spelt = [fold_text(word.text) for word in words]
    for before, after in _patterns(question.lang):
        end = len(words) - len(after)
        if len(before) < end and spelt[: len(before)] == before and spelt[end:] == after:
            return _name_of(words[len(before) : end], question.lang)
    return ()


def prefer_introductions(name: Sequence[Word], lang: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """`ranked`, best first, anew: the sentences that have a title beside the name come before all others."""
    weighed = [replace(each, score=each.score + _WORTH[_beside(name, lang, each)]) for each in ranked]
    return sorted(weighed, key=lambda evidence: -evidence.score)


def read_introduction(question: Question, evidence: Evidence) -> Told:
    """Where the sentence says who somebody is, if that is asked."""
    name = asked_name(question)
    return _beside(name, question.lang, evidence) if name else "nowhere"


def _name_of(words: Sequence[Word], lang: str) -> Sequence[Word]:
    # "Who is the minister?" asks for a name; without capitals "Minister Shoigu" may be meant to ask either.
    name = words[1:] if lang in _CASED and is_title(words[0].text, lang) else words
    name = [word for word in name if fold_text(word.text) not in _PARTICLES]
    if len(name) > _LONGEST_NAME or any(_is_no_name(word, lang) for word in name):
        return ()
    # Ali and Shah sound like too much else.
    return [word for word in name if word.sounds]


def _is_no_name(word: Word, lang: str) -> bool:
    if word.small or is_body(word.text, lang) or is_title(word.text, lang):
        return True
    return lang in _CASED and not word.text[0].isupper()


def _beside(name: Sequence[Word], lang: str, evidence: Evidence) -> Told:
    """Where a title stands beside the last word of the name, which most are called by; "bare" if nothing but a title is
    there: "Minister Shoigu", "named" if two words of the name are, and no title."""
    told = read_text(evidence.quote, evidence.hit.passage.lang)
    places = [told.find_spelling(word, lang) for word in name]
    nearly = [{at for at, word in enumerate(told.words) if _sound_nearly_alike(word, each)} for each in name]
    for one, other in permutations(range(len(name)), 2):
        # Of two words side by side each tells that the other is of the name.
        places[one] |= {at for at in nearly[one] if {at - 1, at + 1} & (places[other] | nearly[other])}
    met = set().union(*places)
    last = (at for at in places[-1] if _end_alike(name[-1], told.words[at]))
    found = {_title_beside(told, at, met) for at in last}
    if any({at - 1, at + 1} & (met - places[-1]) for at in places[-1]):
        found.add("named")
    return next((where for where in _WORTH if where in found), "nowhere")


def _sound_nearly_alike(one: Word, other: Word) -> bool:
    return any(
        {*skeletons(left)} & {*skeletons(right)} and compare_spellings(left, right) >= _NEARLY
        for left in one.sounds
        for right in other.sounds
    )


def _end_alike(one: Word, other: Word) -> bool:
    """Soleimani sounds like سلمان but for its last letter, which every script writes."""
    ends = [{spelling.endswith("i") for spelling in word.sounds} for word in (one, other)]
    return not all(ends) or bool(ends[0] & ends[1])


def _title_beside(told: Reading, at: int, named: set[int]) -> Told:
    first = last = at
    while first - 1 in named:
        first -= 1
    while last + 1 in named:
        last += 1
    words = told.words
    near = range(max(0, first - _BEFORE), first)
    before = [at for at in near if words[at].clause == words[first].clause]
    titles = [at for at in before if is_calling(words[at].text, told.lang)]
    if titles and (titles != [first - 1] or any(find_places([words[at].text for at in before], told.lang))):
        return "before"
    after = range(last + 1, min(last + 1 + _AFTER, len(words)))
    # "The head of the agency, Olga Brandt, said"; "Olga Brandt, head of the agency, said".
    beside = [*(near if _is_comma(told, first - 1) else ()), *after]
    if _is_comma(told, last) and any(is_calling(words[at].text, told.lang) for at in beside):
        return "beside"
    return "bare" if titles else "nowhere"


def _is_comma(told: Reading, at: int) -> bool:
    """Whether a comma stands between the word there and the next one."""
    words = told.words
    return 0 <= at < len(words) - 1 and bool(_COMMA.fullmatch(told.text, words[at].end, words[at + 1].start))


@cache
def _patterns(lang: str) -> list[tuple[list[str], list[str]]]:
    """The words before and after the name, the most first."""
    rows = (row.split("*") for row in read_words("introduction").get(lang, "").split("|"))
    pairs = [
        ([fold_text(w) for w in row[0].split()], [fold_text(w) for w in row[1].split()]) for row in rows if len(row) > 1
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]) - len(pair[1]))
