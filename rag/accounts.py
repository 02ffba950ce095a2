"""What several stories state to one question: the same, each another thing, or one the later figure of the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import regex

from rag.amounts import Amount
from rag.evidence import Evidence
from rag.matter import is_one_matter, names_the_same, published_on
from rag.presence import has_marker
from rag.question import Question
from rag.stated import Stated, compare_stated, is_meant, read_stated, read_surely

Accord = Literal["agree", "disagree", "changed"]

# How likely the reader must find it that a sentence, or for yes or no its passage, holds the answer.
_LIKELY = 0.3
# A sentence has so many words; a line with the date of an article has none.
_FEWEST_WORDS, _WORD = 2, regex.compile(r"\p{L}{2,}")


@dataclass(frozen=True)
class Accounts:
    """`stated` are of another story each, first what is quoted first: of a number that changed, the latest."""

    accord: Accord
    stated: tuple[Stated, ...]

    @property
    def sources(self) -> list[Evidence]:
        return [each.evidence for each in self.stated]


def compare_accounts(question: Question, ranked: Sequence[Evidence]) -> Accounts | None:
    """What other stories state beside the best sentence; `None` where nothing can be set against it."""
    if not ranked or question.wants.several or question.wants.owner:
        return None
    found = [stated for each in _best_of_stories(question, ranked) if (stated := read_stated(question, each))]
    if not found or found[0].evidence.hit.article.story != ranked[0].hit.article.story:
        return None
    first, others = found[0], found[1:]
    verdicts = [(other, _weigh(question, first, other)) for other in others]
    verdicts += _weigh_unlikely(question, ranked, found)
    accords: tuple[Accord, ...] = ("disagree", "changed", "agree")
    for accord in accords:
        having = tuple(other for other, verdict in verdicts if verdict == accord)
        # What agrees is added to what is quoted; a contradiction is of what states the value.
        if having and (accord != "agree" or first.evidence.place == ranked[0].place):
            return Accounts(accord, (first, *having) if accord != "changed" else _latest_first((first, *having)))
    return None


def _weigh_unlikely(
    question: Question, ranked: Sequence[Evidence], found: Sequence[Stated]
) -> Iterator[tuple[Stated, Accord]]:
    """What is stated of the same by the stories in which the reader finds no likely answer: they count those who met
    the fate that is asked for, which tells more than the reader."""
    seen = {each.evidence.hit.article.story for each in found}
    for each in ranked:
        if each.hit.article.story in seen or not (stated := read_surely(question, each)):
            continue
        if accord := _weigh(question, found[0], stated):
            seen.add(each.hit.article.story)
            yield stated, accord


def _latest_first(stated: Sequence[Stated]) -> tuple[Stated, ...]:
    return tuple(sorted(stated, key=lambda each: published_on(each.evidence) or date.min, reverse=True))


def join_accounts(chosen: Sequence[Evidence], accounts: Accounts | None) -> list[Evidence]:
    """The sentences to be quoted, with those of other stories that are set against the first; each story once."""
    if accounts is None:
        return list(chosen)
    stories = {each.hit.article.story for each in accounts.sources}
    return [*accounts.sources, *(each for each in chosen if each.hit.article.story not in stories)]


def _weigh(question: Question, first: Stated, other: Stated) -> Accord | None:
    verdict = compare_stated(question, first, other)
    if verdict is None or not names_the_same(question, first.evidence, other.evidence):
        return None
    if verdict == "same" and not isinstance(first.value, bool):
        # That they say the same tells that they speak of the same, if it is what was asked for.
        return "agree" if all(is_meant(question, each) for each in (first, other)) else None
    if not is_one_matter(question, first, other):
        return None
    if verdict == "same":
        return "agree"
    if _may_have_changed(question, first, other):
        return _as_change(first, other)
    return "disagree" if verdict == "other" else None


def _best_of_stories(question: Question, ranked: Sequence[Evidence]) -> Iterator[Evidence]:
    """Of each story the sentence that answers the likeliest, in the order of the stories."""
    of_story: dict[int, list[Evidence]] = {}
    for each in ranked:
        if each.likely is not None and len(_WORD.findall(each.quote)) >= _FEWEST_WORDS:
            of_story.setdefault(each.hit.article.story, []).append(each)
    for some in of_story.values():
        if question.wants.kind == "yes-no":
            passage = sum(each.likely or 0.0 for each in ranked if each.hit.passage.id == some[0].hit.passage.id)
            best, likely = some[0], passage
        else:
            best = max(some, key=lambda each: each.likely or 0.0)
            likely = best.likely or 0.0
        if likely >= _LIKELY:
            yield best


def _may_have_changed(question: Question, first: Stated, other: Stated) -> bool:
    """Whether either tells of a number that goes on growing, or has come to its end, which is not what was asked for:
    by how much it rose."""
    return (
        isinstance(first.value, Amount)
        and not has_marker("update", question.query, question.lang)
        and any(
            has_marker(kind, each.evidence.quote, each.evidence.hit.passage.lang)
            for each in (first, other)
            for kind in ("update", "final")
        )
    )


def _as_change(first: Stated, other: Stated) -> Accord | None:
    """One later figure, if the articles show which it is."""
    one, two = (published_on(each.evidence) for each in (first, other))
    return "changed" if one and two and one != two else None
