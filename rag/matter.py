"""Do two sentences speak of the same matter? Only then do other values contradict each other.

They name what the question names, tell of no other place, time or thing, and neither of a plan, a part or a total where
the other does not. What cannot be told is taken for a difference.
"""

from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta

from index.calendars import Days, interval_of, overlap
from index.dates import find_dates
from rag.amounts import Amount
from rag.checks.fates import fates_asked
from rag.checks.readings import CASED, Reading, Word, read_text
from rag.checks.weighing import SPOKEN
from rag.concepts import is_thing, is_title
from rag.dating import find_relative_dates
from rag.evidence import Evidence
from rag.named_places import find_named_places
from rag.premise import designation_keys, read_designations
from rag.presence import bare_years, find_markers, has_marker
from rag.question import Question
from rag.question_words import fold_tokens
from rag.stated import Stated, fates_told, is_of_fate_asked, told_of
from rag.wordlists import read_words

# What was counted may be another by then; an event of that day, by then another of its kind.
_SAME_COUNT, _SAME_EVENT, _NEAR = timedelta(days=31), timedelta(days=120), timedelta(days=60)
# Of the words of a question in an article's own language so many must be there.
_LEAST_SHARED = 0.6


def is_one_matter(question: Question, first: Stated, other: Stated) -> bool:
    """Whether both speak of what the question names, and neither of something else besides."""
    pair = first, other
    shared = _sentences_share(question, *(each.evidence for each in pair)) or _go_on(question, *pair)
    return shared and not (
        _other_places(question, *pair)
        or _other_times(question, *pair)
        or _other_things(question, *pair)
        or _of_other_kind("plan", *pair)
        or _of_other_kind("share", *pair)
    )


def names_the_same(question: Question, first: Evidence, other: Evidence) -> bool:
    """Whether both passages have what the question names, and one name at the least."""
    asked = read_text(question.query, question.lang)
    told = [read_text(each.hit.text, each.hit.passage.lang) for each in (first, other)]
    if not _have_exactly(question, told):
        return False
    words = [word for word in _content(question, asked) if word.sounds]
    for each in told:
        met = sum(_meets(word, asked.lang, each) for word in words)
        if asked.lang == each.lang and met < _LEAST_SHARED * len(words):
            return False
    if question.lang in CASED:
        names = [word for word in words if word.text[0].isupper() and word.start]
        return bool(names) and all(_meets(word, asked.lang, each) for word in names for each in told)
    # What means nothing here may be a name.
    names = [word for word in words if not word.concepts]
    return all(any(_meets(word, asked.lang, each) for word in names) for each in told)


def _content(question: Question, asked: Reading) -> list[Word]:
    """The words of the question that tell what it is about."""
    asking = frozenset(fold_tokens(question.wants.words))
    return [word for word in asked.words if not word.small and not asking & set(word.forms)]


def _sentences_share(question: Question, first: Evidence, other: Evidence) -> bool:
    """Whether both have much of the question: half of what either has of it, a third in another language."""
    asked = read_text(question.query, question.lang)
    told = [read_text(each.quote, each.hit.passage.lang) for each in (first, other)]
    left, right = ({w.start for w in _content(question, asked) if _meets(w, asked.lang, each)} for each in told)
    same = {each.lang for each in told} == {asked.lang}
    if not same:
        # What means nothing here is met in another language as a name only.
        telling = {word.start for word in asked.words if word.concepts}
        for met, each in zip((left, right), told, strict=True):
            telling |= met if each.lang != asked.lang else set()
        left, right = left & telling, right & telling
        if question.wants.kind == "person" and not _share_deed(asked, left & right):
            return False
    return (2 if same else 3) * len(left & right) >= max(len(left), len(right))


def _go_on(question: Question, first: Stated, other: Stated) -> bool:
    """Whether both count those who met the fate that is asked for, though a sentence may leave it to those before it to
    say of what: none of these has told of another place."""
    pair = first, other
    return all(is_of_fate_asked(question, each) for each in pair) and not any(
        _names_elsewhere(question, one, two) for one, two in (pair, pair[::-1])
    )


def _names_elsewhere(question: Question, one: Stated, two: Stated) -> bool:
    """Whether the passage of `one` has, up to its sentence, something happen where `two` and the question do not."""
    evidence = one.evidence
    told = read_text(evidence.hit.text[: evidence.end - evidence.hit.passage.start], evidence.hit.passage.lang)
    there = read_text(two.evidence.hit.text, two.evidence.hit.passage.lang)
    asked = read_text(question.query, question.lang)
    known = {place.code for each in (there, asked) for place in find_named_places(each.text, each.lang)}
    if any(place.code not in known for place in find_named_places(told.text, told.lang)):
        return True
    located = _located(told, asked) if told.lang == there.lang or told.lang in CASED else ()
    return any(
        not word.small and not _meets(word, told.lang, there) and not _meets(word, told.lang, asked) for word in located
    )


def _share_deed(asked: Reading, shared: Set[int]) -> bool:
    """Whether what both have of a question is more than names and offices, if the question has more."""
    deeds = {w.start for w in asked.words if w.concepts and not w.small and not is_title(w.text, asked.lang)}
    return bool(deeds & shared) or not deeds


def _meets(word: Word, lang: str, told: Reading) -> bool:
    return bool(told.find(word, lang)) or told.sounds_like(word)


def _have_exactly(question: Question, told: Sequence[Reading]) -> bool:
    """Designations, places and dates of the question."""
    wanted = read_designations(question.query, question.lang).values()
    places = {place.code for place in find_named_places(question.query, question.lang)}
    dates = _stated_days(question.query, question.lang)
    for each in told:
        keys = designation_keys(each.text, each.lang) if wanted else frozenset()
        there = {place.code for place in find_named_places(each.text, each.lang)} if places else set()
        days = _stated_days(each.text, each.lang) if dates else []
        if not all(some & keys for some in wanted) or not places <= there:
            return False
        if not all(any(overlap(one, other) for other in days) for one in dates):
            return False
    return True


def _stated_days(text: str, lang: str) -> list[Days]:
    return [days for found in find_dates(text, lang) if (days := interval_of(found.iso))]


def _other_places(question: Question, first: Stated, other: Stated) -> bool:
    """Whether each tells of a place that the other's passage does not know."""
    if question.wants.kind == "place":
        return False
    known = [_unmet_places(question, one, two) for one, two in ((first, other), (other, first))]
    return all(known)


def _unmet_places(question: Question, one: Stated, two: Stated) -> bool:
    """Whether `one` has something happen at a place that `two` and the question do not name."""
    lang = one.evidence.hit.passage.lang
    told = read_text(one.evidence.quote, lang)
    there = read_text(two.evidence.hit.text, two.evidence.hit.passage.lang)
    asked = read_text(question.query, question.lang)
    same = lang == there.lang
    for word in _located(told, asked) if same or lang in CASED else ():
        if (
            (word.end <= one.start or one.end <= word.start)
            and not _meets(word, lang, there)
            and not _meets(word, lang, asked)
        ):
            return True
    return False


def _located(told: Reading, asked: Reading) -> Iterator[Word]:
    """The words by which a sentence says where, or of what it is that the question names: a capital tells in scripts
    that have it."""
    where = read_words("markers")["where"]
    before, after, joins = (where[side].get(told.lang, "").split() for side in ("before", "after", "joins"))
    words = told.words

    def is_asked(word: Word) -> bool:
        return not word.small and _meets(word, told.lang, asked)

    for at, word in enumerate(words):
        name = word.text[0].isupper() if told.lang in CASED else not word.small
        if not name or is_title(word.text, told.lang) or word.concepts & SPOKEN:
            continue
        follows = at > 0 and words[at - 1].text.casefold() in before
        precedes = at + 1 < len(words) and words[at + 1].text in after
        # The Dorav stadium; زرکوٹ کے سٹیڈیم; استادیوم زرکوت.
        joined = at + 2 < len(words) and words[at + 1].text in joins and is_asked(words[at + 2])
        beside = at + 1 if told.lang in CASED else at - 1 if told.lang in ("fa", "ar") else len(words)
        beside_it = 0 <= beside < len(words) and is_asked(words[beside])
        if follows or precedes or joined or (beside_it and not word.concepts):
            yield word


def _other_times(question: Question, first: Stated, other: Stated) -> bool:
    """Whether they speak of other days: by what their sentences say, or by when they appeared."""
    published = [published_on(each.evidence) for each in (first, other)]
    apart = abs(published[0] - published[1]) if published[0] and published[1] else timedelta(0)
    if question.wants.kind == "date":
        # What comes again every year is dated anew.
        events = [each.value.first for each in (first, other) if isinstance(each.value, Days)]
        recent = all(day and abs(day - event) <= _NEAR for day, event in zip(published, events, strict=False))
        return recent and apart > _SAME_EVENT
    final = any(has_marker("final", each.evidence.quote, each.evidence.hit.passage.lang) for each in (first, other))
    if apart > (_SAME_EVENT if final else _SAME_COUNT):
        return True
    one, two = (_days_of(each) for each in (first, other))
    if bool(one) != bool(two) and all(published):
        # What is told without a day is news of the days before.
        news = published[bool(one)]
        assert news
        recent_days = [Days(news - _NEAR, news + _SAME_COUNT)]
        one, two = one or recent_days, two or recent_days
    return bool(one) and bool(two) and not any(overlap(a, b) for a in one for b in two)


def published_on(evidence: Evidence) -> date | None:
    """The first day on which the article may have appeared."""
    days = interval_of(evidence.hit.article.published) if evidence.hit.article.published else None
    return days.first if days else None


def _days_of(stated: Stated) -> list[Days]:
    """The days that the sentence names besides the value, and what may be years."""
    evidence = stated.evidence
    article, lang = evidence.hit.article, evidence.hit.passage.lang
    relative = find_relative_dates(evidence.quote, lang, article.published, article.precision)
    isos = [found.iso for found in find_dates(evidence.quote, lang)] + [each.iso for each in relative if each.iso]
    for start, end in bare_years(evidence.quote):
        if end <= stated.start or stated.end <= start:
            isos.append(str(int(evidence.quote[start:end])))
    return [days for iso in isos if (days := interval_of(iso))]


def _other_things(question: Question, first: Stated, other: Stated) -> bool:
    """Whether they count other things, or what was done to other people."""
    if not isinstance(first.value, Amount) or not isinstance(other.value, Amount):
        return False
    things = [{c for c in each.counted if is_thing(c)} - {"people"} for each in (first.value, other.value)]
    if all(things) and not things[0] & things[1]:
        return True
    asked = fates_asked(question.asked, question.lang)
    done = fates_told(first), fates_told(other)
    # Who "recovered" is in no list; that others died tells of others.
    return any(some and not some & asked for some in done) if asked else done[0] != done[1]


def _of_other_kind(kind: str, first: Stated, other: Stated) -> bool:
    """Whether a plan, or a part, is told of in one of them, or each tells of its own."""
    langs = [each.evidence.hit.passage.lang for each in (first, other)]
    said = [set(find_markers(kind, _clause(each), lang)) for each, lang in zip((first, other), langs, strict=True)]
    return said[0] != said[1] if langs[0] == langs[1] else any(said)


def _clause(stated: Stated) -> str:
    """The clause of the sentence that the value stands in, as far as no other amount is spoken of."""
    told = read_text(stated.evidence.quote, stated.evidence.hit.passage.lang)
    here = {word.clause for word in told.words if word.start < stated.end and stated.start < word.end}
    start, end = told_of(stated)
    # Digits are in no clause.
    words = [word for word in told.words if start <= word.start < end and (word.clause in here or not here)]
    return told.text[min(words[0].start, stated.start) : max(words[-1].end, stated.end)] if words else told.text
