"""What a sentence states of what is asked for, as a value that can be set against that of another sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Literal

from index.calendars import Days, interval_of, overlap
from index.dates import find_dates
from rag.amounts import Amount, find_amounts
from rag.checks.fates import counts_others, fates_asked, fates_of, span_of
from rag.checks.readings import CASED, Reading, Word, may_be_name, read_text
from rag.concepts import is_thing
from rag.dating import find_relative_dates
from rag.deeds import dates_another_deed
from rag.evidence import Evidence
from rag.limits import is_only_limit
from rag.meant import is_asked_for
from rag.named_places import find_named_places, find_places_told_of
from rag.premise import country_of
from rag.presence import has_marker
from rag.question import Question

# "more": another number, which the words of the smaller allow: at least 40, and 96.
Verdict = Literal["same", "more", "other"]

# "About 30" is 31 and not 45; what lies between is neither the same nor surely another.
_NEARLY, _FAR = Fraction(1, 10), Fraction(1, 3)
# A round number may be another one, rounded: of so few digits that are not nought, within so much.
_ROUND_DIGITS, _ROUNDED = 2, Fraction(1, 20)
# The calendars of the moon differ by a day; so do a night's two dates.
_SLACK = timedelta(days=1)
_NAME_WORDS = 2
# Characters before a number in which it may say "several".
_BESIDE = 10
# Deeds that are done or not, and what is done instead of them.
_DEED_WORDS = (
    "resign sign arrest release approve reject open close arrive attack cancel postpone win buy sell appoint die kill"
    " destroy evacuate ban allow agree support oppose build begin stop"
)
_DEEDS = frozenset(_DEED_WORDS.split())
_INSTEAD = {
    "approve": ("reject",),
    "agree": ("reject",),
    "reject": ("approve",),
    "support": ("oppose", "reject"),
    "oppose": ("support",),
    "allow": ("ban",),
    "ban": ("allow",),
}


@dataclass(frozen=True)
class Name:
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Stated:
    """`sentence[start:end]` are the words of the value: an amount, days, a name, the code of a place, or yes
    or no."""

    evidence: Evidence
    start: int
    end: int
    value: Amount | Days | Name | str | bool

    @property
    def words(self) -> str:
        return self.evidence.quote[self.start : self.end]


def read_stated(question: Question, evidence: Evidence) -> Stated | None:
    """What the sentence states, if that is one value only, which the reader points at too, if it was asked."""
    found = list(_candidates(question, evidence))
    if evidence.short and question.wants.kind != "yes-no":
        start, end = (at - evidence.start for at in evidence.short)
        found = [each for each in found if each.start < end and start < each.end] or _of_fate_asked(question, found)
    return found[0] if len(found) == 1 else None


def read_surely(question: Question, evidence: Evidence) -> Stated | None:
    """The only amount that counts those who met the fate that is asked for, wherever the reader points."""
    found = _of_fate_asked(question, list(_candidates(question, evidence)))
    return found[0] if len(found) == 1 else None


def is_of_fate_asked(question: Question, stated: Stated) -> bool:
    """Whether it counts those who met the fate that is asked for, and is said to."""
    return bool(fates_told(stated) & fates_asked(question.asked, question.lang))


def fates_told(stated: Stated) -> frozenset[str]:
    """What is said to have become of those whom it counts."""
    if not isinstance(stated.value, Amount):
        return frozenset()
    return fates_of(stated.value, stated.evidence.quote, stated.evidence.hit.passage.lang)


def is_meant(question: Question, stated: Stated) -> bool:
    """Whether no other amount of its sentence may be what is asked for: by the fate of those whom it counts, else as
    more words of the question are said of it, and none of the others alone."""
    rivals = [each for each in _candidates(question, stated.evidence) if _may_be_meant_for(stated, each)]
    if not rivals:
        return True
    if is_of_fate_asked(question, stated) and not any(is_of_fate_asked(question, each) for each in rivals):
        return True
    met = _words_met(question, stated)
    return all(_words_met(question, each) < met for each in rivals)


def compare_stated(question: Question, one: Stated, other: Stated) -> Verdict | None:
    """`None` where it cannot be told whether both are the same: also if either sentence has the other's value too."""
    verdict = _compare(one, other)
    if verdict in (None, "same"):
        return verdict
    for here, there in ((one, other), (other, one)):
        beside = (each for each in _candidates(question, here.evidence) if each.start != here.start)
        if any(_compare(each, there) == "same" for each in beside):
            return None
    return verdict


def _compare(one: Stated, other: Stated) -> Verdict | None:
    match one.value, other.value:
        case Amount() as left, Amount() as right:
            return _compare_amounts(left, right)
        case bool() as left, bool() as right:
            return "same" if left == right else "other"
        case str() as left, str() as right:
            return _compare_places(left, right, one.evidence, other.evidence)
        case Days() as left, Days() as right:
            return _compare_days(left, right)
        case Name() as left, Name() as right:
            return _compare_names(left, right, one.evidence, other.evidence)
    return None


def _candidates(question: Question, evidence: Evidence) -> Iterator[Stated]:
    match question.wants.kind:
        case "number":
            yield from _amounts(question, evidence)
        case "date":
            if question.wants.precision not in ("hour", "time", "weekday"):
                yield from _days(question, evidence)
        case "place" if question.wants.of in ("country", "city"):
            # Any other place may be a spot that is in no list, and that which is in one, the land around it.
            yield from _places(question, evidence)
        case "person":
            yield from _names(question, evidence)
        case "yes-no":
            yield from _stance(question, evidence)


def _amounts(question: Question, evidence: Evidence) -> Iterator[Stated]:
    """The amounts of the sentence, without those that count others, or other things, than is asked for."""
    asked = fates_asked(question.asked, question.lang)
    found = [each for each in _all_amounts(question, evidence) if not _counts_others(each, asked)]
    found = [each for each in found if _is_of_what_is_asked(question, each)]
    if not asked:
        things = {c for word in read_text(question.query, question.lang).words for c in word.concepts if is_thing(c)}
        if any(_counted(each) & things for each in found):
            found = [each for each in found if not _counted(each) or _counted(each) & things]
    yield from found


def _all_amounts(question: Question, evidence: Evidence) -> Iterator[Stated]:
    lang, unit = evidence.hit.passage.lang, question.wants.unit
    known = {(amount.value, amount.unit) for amount in find_amounts(question.query, question.lang).amounts}
    taken = [(found.start, found.end) for found in find_dates(evidence.quote, lang)]
    for amount in find_amounts(evidence.quote, lang).amounts:
        dated = any(start < amount.end and amount.start < end for start, end in taken)
        fits = amount.is_money if unit == "money" else (amount.unit == "percent") == (unit == "percent")
        vague = amount.word and has_marker("vague", evidence.quote[max(0, amount.start - _BESIDE) : amount.end], lang)
        if fits and not vague and not dated and not amount.ordinal and (amount.value, amount.unit) not in known:
            yield Stated(evidence, amount.start, amount.end, amount)


def told_of(stated: Stated) -> tuple[int, int]:
    """Where in its sentence it is spoken of what is stated rather than of another amount."""
    quote = stated.evidence.quote
    if not isinstance(stated.value, Amount):
        return 0, len(quote)
    return span_of(stated.value, quote, stated.evidence.hit.passage.lang)


def _of_fate_asked(question: Question, found: Sequence[Stated]) -> list[Stated]:
    return [each for each in found if is_of_fate_asked(question, each)]


def _counts_others(stated: Stated, asked: frozenset[str]) -> bool:
    assert isinstance(stated.value, Amount)
    return counts_others(stated.value, stated.evidence.quote, stated.evidence.hit.passage.lang, asked)


def _is_of_what_is_asked(question: Question, stated: Stated) -> bool:
    assert isinstance(stated.value, Amount)
    told = stated.evidence.quote, stated.evidence.hit.passage.lang
    return is_asked_for(question.wants, question.asked, question.lang, stated.value, *told)


def _counted(stated: Stated) -> set[str]:
    return {each for each in stated.value.counted if is_thing(each)} if isinstance(stated.value, Amount) else set()


def _may_be_meant_for(stated: Stated, other: Stated) -> bool:
    """Whether `other` is another amount of the same unit, which the sentence need not say twice: 5 million gallons,
    and get two."""
    one, two = stated.value, other.value
    if not isinstance(one, Amount) or not isinstance(two, Amount) or other.start == stated.start:
        return False
    return two.unit == one.unit or (two.unit is None and not two.noun and not _counted(other))


def _words_met(question: Question, stated: Stated) -> set[int]:
    """Where the question has the words that are said of the amount."""
    start, end = told_of(stated)
    told = read_text(stated.evidence.quote[start:end], stated.evidence.hit.passage.lang)
    asked = read_text(question.query, question.lang)
    return {word.start for word in asked.words if not word.small and told.find(word, asked.lang)}


def _days(question: Question, evidence: Evidence) -> Iterator[Stated]:
    article, lang = evidence.hit.article, evidence.hit.passage.lang
    known = {found.iso for found in find_dates(question.query, question.lang)}
    found = [
        (each.start, each.end, each.iso)
        for each in find_dates(evidence.quote, lang)
        if each.precision != "month-day" and not each.ambiguous and each.iso not in known
    ]
    found += [
        (each.start, each.end, each.iso)
        for each in find_relative_dates(evidence.quote, lang, article.published, article.precision)
        if each.iso and not each.is_today
    ]
    for start, end, iso in found:
        told = question.asked, question.lang, evidence.quote, lang, (start, end)
        if (days := interval_of(iso)) and not dates_another_deed(*told) and not is_only_limit(*told):
            yield Stated(evidence, start, end, days)


def _places(question: Question, evidence: Evidence) -> Iterator[Stated]:
    lang = evidence.hit.passage.lang
    known = {place.code for place in find_named_places(question.query, question.lang)}
    places = [place for place in find_places_told_of(evidence.quote, lang) if place.code not in known]
    # Some countries are called like a city.
    wanted = [place for place in places if place.is_country == (question.wants.of == "country")]
    for place in wanted:
        yield Stated(evidence, place.start, place.end, place.code)
    for place in places if question.wants.of == "country" else ():
        if all(place.start != country.start for country in wanted):
            yield Stated(evidence, place.start, place.end, place.code)


def _names(question: Question, evidence: Evidence) -> Iterator[Stated]:
    """The name that the reader points at: words that sound, and are no office or body."""
    if not evidence.short:
        return
    start, end = (at - evidence.start for at in evidence.short)
    told = read_text(evidence.quote, evidence.hit.passage.lang)
    asked = read_text(question.query, question.lang)
    words = [
        word
        for word in told.words
        if word.start < end and start < word.end and may_be_name(word, told.lang) and not asked.find(word, told.lang)
    ]
    # Without capitals, one word may as well be that of an office: minister of health.
    if len(words) >= _NAME_WORDS or (words and told.lang in CASED):
        yield Stated(evidence, words[0].start, words[-1].end, Name(tuple(words)))


def _stance(question: Question, evidence: Evidence) -> Iterator[Stated]:
    """Whether the sentence says that what is asked was done, or that it was not: by the deed that both name."""
    asked, told = read_text(question.query, question.lang), read_text(evidence.quote, evidence.hit.passage.lang)
    if asked.polarity.hard or asked.polarity.soft:
        return
    stances: dict[int, bool] = {}
    deeds = {concept for word in asked.words for concept in word.concepts & _DEEDS}
    for deed in deeds:
        for at in told.find_concept(deed):
            stances[at] = at not in told.polarity.denied
        for contrary in _INSTEAD.get(deed, ()):
            for at in told.find_concept(contrary):
                if not told.words[at].concepts & deeds:
                    stances[at] = at in told.polarity.denied
    # A refusal beside the deed may be of it.
    contraries = {at for at in stances if told.words[at].concepts - deeds}
    if len(set(stances.values())) == 1 and not told.polarity.soft - contraries:
        at = min(stances)
        yield Stated(evidence, told.words[at].start, told.words[at].end, stances[at])


def _compare_amounts(left: Amount, right: Amount) -> Verdict | None:
    if left.unit != right.unit:
        return None
    one, other = (left.value, right.value) if left.unit else (left.plain, right.plain)
    if one == other:
        return "same"
    if one > other:
        left, right, one, other = right, left, other, one
    # The smaller may be the least of more, the greater the most of less.
    if left.bound in ("more", "least") or right.bound in ("less", "most"):
        return "same" if other <= one * (1 + _NEARLY) else "more"
    if "about" in (left.bound, right.bound):
        return "same" if other - one <= other * _NEARLY else "other" if other - one > other * _FAR else None
    if _may_be_rounded(one, other) or _may_be_rounded(other, one):
        return "same" if other - one <= other * _ROUNDED / 2 else None
    return "other"


def _may_be_rounded(number: Fraction, exact: Fraction) -> bool:
    if number.denominator > 1 or abs(number - exact) > exact * _ROUNDED:
        return exact != round(exact, 1) and round(exact, 1) == number
    digits = str(number.numerator)
    return len(digits) > 1 and len(digits.rstrip("0")) <= _ROUND_DIGITS and digits.endswith("0")


def _compare_days(left: Days, right: Days) -> Verdict | None:
    if overlap(left, right):
        return "same"
    return None if overlap(Days(left.first - _SLACK, left.last + _SLACK), right) else "other"


def _compare_places(left: str, right: str, one: Evidence, other: Evidence) -> Verdict | None:
    if left == right:
        return "same"
    if country_of(left) == right or country_of(right) == left:
        return "same"
    # A city may lie in a country of which nothing is known here.
    if (len(left) == 2) != (len(right) == 2) or _codes(one) >= {right} or _codes(other) >= {left}:
        return None
    return "other"


def _codes(evidence: Evidence) -> set[str]:
    return {place.code for place in find_named_places(evidence.hit.text, evidence.hit.passage.lang)}


def _compare_names(left: Name, right: Name, one: Evidence, other: Evidence) -> Verdict | None:
    langs = one.hit.passage.lang, other.hit.passage.lang
    called = [
        _has_word(left, langs[0], _as_reading(right, langs[1])),
        _has_word(right, langs[1], _as_reading(left, langs[0])),
    ]
    if all(called):
        return "same"
    # Who is named elsewhere in the other's passage may be the same by another name.
    there = [
        _has_word(left, langs[0], read_text(other.hit.text, langs[1])),
        _has_word(right, langs[1], read_text(one.hit.text, langs[0])),
    ]
    return None if any((*called, *there)) else "other"


def _as_reading(name: Name, lang: str) -> Reading:
    return read_text(" ".join(word.text for word in name.words), lang)


def _has_word(name: Name, lang: str, told: Reading) -> bool:
    return any(told.find_spelling(word, lang) or told.sounds_like(word) for word in name.words)
