"""The sentence that answers → the short fact in the reader's language, where it can be rendered exactly.

Wherever it cannot be told which of several is asked for, or how to say it, there is none: the quotation stands alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from index.calendars import interval_of
from index.datelines import dateline_end
from index.dates import FoundDate, find_dates
from rag.amounts import Amount
from rag.amounts.counts import beside, find_counts
from rag.checks.fates import counts_others, fates_asked
from rag.checks.readings import read_text
from rag.dating import RelativeDate, find_relative_dates
from rag.deeds import dates_another_deed, tells_another_deed
from rag.happened import is_denied, is_only_planned
from rag.limits import is_only_limit
from rag.meant import is_asked_for
from rag.named_places import Place, enumerations, find_named_places, find_places_told_of, may_be_adjective
from rag.phrases import say
from rag.polarity import read_polarity
from rag.premise import country_of
from rag.presence import bare_years, has_marker, holds_date, tells_when
from rag.rendering import (
    as_decimal,
    is_rendered,
    render_amount,
    render_bound,
    render_date,
    render_list,
    render_money,
    render_month,
    render_month_of,
    render_place,
    render_weekday,
    render_year_of,
)
from rag.wants import Wants
from rag.whole_lists import goes_on
from rag.wordlists import read_words

# A list of so many is told by their number alone.
_TELLING = 3
# So many places of a kind tell that what is called like a place of another kind is of theirs.
_SURE = 2
# Characters of an ISO date.
_DAY = 10
# By so many days a lunar month begins elsewhere than reckoned, as the moon is seen there.
_SIGHTING = timedelta(days=2)
# They keep the direction of the article's words.
_OPEN, _CLOSE = "\u2068", "\u2069"

LeadKind = Literal["date", "no-date", "number", "place", "list", "yes-no"]


@dataclass(frozen=True)
class Source:
    """The sentence that answers, and what is known of its article.

    `published` and `precision` are as in `Article`; `days` and `month`, for an article without a date, as from
    `infer_week` and `infer_month`.
    """

    sentence: str
    lang: str
    published: str | None = None
    precision: str | None = None
    days: str | None = None
    month: tuple[int, str] | None = None


@dataclass(frozen=True)
class Lead:
    """`text` states the fact to the reader, `notes` are further sentences about it; both without mark of citation.

    `sentence[start:end]` are the words it rests on, `derived` if they do not state it in full. Of kind "no-date" it
    states that the passage gives no date; it rests on no words.
    """

    kind: LeadKind
    text: str
    lang: str
    start: int = 0
    end: int = 0
    derived: bool = False
    notes: tuple[str, ...] = ()


def lead_fact(wants: Wants, question: str, lang: str, source: Source) -> Lead | None:
    """What `source` says to the question, which is in `lang`, for a reader of that language."""
    if not is_rendered(lang) or wants.owner or wants.several:
        return None
    match wants.kind:
        case "date":
            return _lead_date(wants, question, lang, source)
        case "number":
            return _lead_number(wants, question, lang, source)
        case "place":
            return _lead_place(wants, question, lang, source)
        case "list":
            return _lead_list(wants, question, lang, source)
        case "yes-no":
            polarity = read_polarity(question, lang, source.sentence, source.lang)
            if polarity is not None:
                return Lead("yes-no", say("yes" if polarity else "no", lang), lang, 0, len(source.sentence))
    return None


def _lead_date(wants: Wants, question: str, lang: str, source: Source) -> Lead | None:
    text = source.sentence
    if wants.precision in ("hour", "time"):
        return None
    # The day of a dateline is that of the report.
    told = dateline_end(text, source.lang)
    relative = [
        found
        for found in find_relative_dates(text, source.lang, source.published or source.days, source.precision)
        if found.start >= told
    ]
    known = {found.iso for found in find_dates(question, lang)}
    named = [each for each in find_dates(text, source.lang) if each.start >= told]
    stated = [each for each in named if each.precision != "month-day"]
    if not stated and not relative:
        # "13,000 BP" is none either, but tells.
        tells = holds_date(text[told:], source.lang) or find_counts(text, source.lang) or tells_when(text, source.lang)
        return None if known or tells else _no_date(lang, source)
    spans = [(found.start, found.end) for found in stated] + [(found.start, found.end) for found in relative]
    if any(found.ambiguous for found in stated) or any(
        year[0] >= told and not _inside(year, spans) for year in bare_years(text)
    ):
        return None
    # A day without a year that is none of these is another date.
    if any(found.iso not in known and not _inside((found.start, found.end), spans) for found in named):
        return None
    stated = [found for found in stated if found.iso not in known]
    if wants.precision == "weekday":
        relative = [found for found in relative if found.weekday is not None]
        stated = [found for found in stated if found.precision == "day"]
    if len({found.iso for found in stated}) + len({(f.iso, text[f.start : f.end]) for f in relative}) != 1:
        return None
    one = stated[0] if stated else relative[0]
    told_of = question, lang, text, source.lang, (one.start, one.end)
    if is_denied(*told_of) or is_only_planned(*told_of) or dates_another_deed(*told_of) or is_only_limit(*told_of):
        return None
    return _lead_stated(wants, stated, lang, text) if stated else _lead_relative(relative[0], lang, source)


def _inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _no_date(lang: str, source: Source) -> Lead:
    notes = (_own_date(lang, source),)
    return Lead("no-date", say("no-date", lang), lang, notes=notes)


def _own_date(lang: str, source: Source) -> str:
    if not source.published and source.days:
        return say("written", lang, day=render_date(source.days[:_DAY], lang))
    if not source.published and source.month:
        month, words = source.month
        return say("written-month", lang, words=words, month=render_month(month, lang))
    if not source.published:
        return say("unpublished", lang)
    return say("published", lang, published=render_date(source.published, lang))


def _lead_stated(wants: Wants, stated: Sequence[FoundDate], lang: str, text: str) -> Lead | None:
    """Of one day that is told in several calendars the exact one counts."""
    found = next((each for each in stated if each.calendar != "islamic"), stated[0])
    lunar = found.calendar == "islamic"
    if wants.precision == "weekday" and (found.precision != "day" or lunar):
        return None
    iso = _around(found.iso) if lunar else found.iso
    if wants.precision == "year" or (wants.precision == "month" and found.precision == "year"):
        date = render_year_of(iso, lang)
    elif wants.precision == "month":
        date = render_month_of(iso, lang)
    else:
        date = render_date(found.iso, lang, wants.precision == "weekday")
        date = render_bound(date, "about", lang) if lunar else date
    if not date:
        return None
    if lunar:
        date = f"{date} ({_OPEN}{text[found.start : found.end]}{_CLOSE})"
    # In brackets the Gregorian months stand beside the solar one, and they are not in the sentence.
    derived = lunar or (lang == "fa" and "/" in found.iso)
    return Lead("date", date, lang, found.start, found.end, derived)


def _around(iso: str) -> str:
    """`iso`, which was counted from a lunar date, with the days on which that may have been elsewhere."""
    days = interval_of(iso)
    return f"{days.first - _SIGHTING}/{days.last + _SIGHTING}" if days else iso


def _lead_relative(found: RelativeDate, lang: str, source: Source) -> Lead | None:
    words = source.sentence[found.start : found.end]
    place = found.start, found.end
    if found.is_today:
        return None
    if found.iso:
        date = render_date(found.iso, lang, found.weekday is not None)
        if source.published:
            text = say("derived", lang, date=date, words=words, published=render_date(source.published, lang))
        else:
            text = say("inferred", lang, date=date, words=words, day=render_date((source.days or "")[:_DAY], lang))
        return Lead("date", text, lang, *place, derived=True)
    if source.published and found.weekday is None:
        return None
    unknown = say("derived-unknown", lang, words=words)
    if found.month:
        named = _partial_date(found, lang, source)
        if found.counts:
            return Lead("date", named, lang, *place, derived=True, notes=(unknown,))
        return Lead("date", say("year-unknown", lang, date=named), lang, *place, derived=True)
    if found.weekday is not None:
        return Lead("date", render_weekday(found.weekday, lang), lang, *place, derived=True, notes=(unknown,))
    return Lead("date", unknown, lang, *place, derived=True)


def _partial_date(found: RelativeDate, lang: str, source: Source) -> str:
    """The day and month, or the month, that `found` names."""
    within = [each for each in find_dates(source.sentence, source.lang) if found.start <= each.start < found.end]
    if within and within[0].precision == "month-day" and within[0].calendar == "gregory":
        return render_date(within[0].iso, lang)
    return render_month(found.month or 1, lang)


def _lead_number(wants: Wants, question: str, lang: str, source: Source) -> Lead | None:
    text = source.sentence
    known = {(amount.plain, amount.kind) for amount in find_counts(question, lang)}
    amounts = [each for each in find_counts(text, source.lang) if (each.plain, each.kind) not in known]
    asked = fates_asked(question, lang)
    others = {each.start for each in amounts if counts_others(each, text, source.lang, asked)}
    fitting = [amount for amount in amounts if _fits(amount, wants.unit) and amount.start not in others]
    stated = {(each.plain, each.kind, each.currency, each.bound, each.negative) for each in fitting}
    if not wants.unit or len(stated) != 1:
        return None
    amount = fitting[0]
    # Of two numbers, "from 415,000 to 587,000 square kilometres", either may be meant.
    rivals = [each for each in beside(amount, text, source.lang) if each.start not in others]
    if {each.plain for each in rivals} - {plain for plain, _ in known} - {amount.plain}:
        return None
    told_of = question, lang, text, source.lang, amount.reach
    if any(each.partial for each in fitting) or is_denied(*told_of) or is_only_planned(*told_of):
        return None
    if not all(is_asked_for(wants, question, lang, each, text, source.lang) for each in fitting):
        return None
    rendered = _render(amount, lang)
    return Lead("number", rendered, lang, amount.start, amount.end) if rendered else None


def _fits(amount: Amount, unit: str | None) -> bool:
    groups = read_words("units")["groups"]
    return amount.kind == unit or (unit in groups and amount.kind in groups[unit])


def _render(amount: Amount, lang: str) -> str | None:
    value = as_decimal(amount.plain)
    if value is None or amount.kind is None:
        return None
    if amount.is_money:
        sure = amount.currency and not amount.negative
        return render_money(value, amount.currency, lang, amount.bound) if sure and amount.currency else None
    return render_amount(value, amount.kind, lang, amount.bound, amount.negative)


def _lead_place(wants: Wants, question: str, lang: str, source: Source) -> Lead | None:
    known = {place.code for place in find_named_places(question, lang)}
    there = find_places_told_of(source.sentence, source.lang)
    # A place may be any spot: what is in no list would be passed over for the country around it.
    if wants.of not in ("country", "city"):
        return None
    places = [place for place in _of_kind(there, wants) if place.code not in known]
    if len({place.code for place in places}) != 1:
        return None
    if any(_has_namesake(place, there, lang) for place in places):
        return None
    if may_be_adjective(source.sentence, places[0], source.lang):
        return None
    if _names_others(question, lang, source, (places[0].start, places[0].end)):
        return None
    # Who did it to whom: "which country beat Pakistan?", "Pakistan beat India".
    if known & {place.code for place in there} and has_marker("upon", question, lang):
        return None
    name = render_place(places[0].code, lang)
    return Lead("place", name, lang, places[0].start, places[0].end) if name else None


def _lead_list(wants: Wants, question: str, lang: str, source: Source) -> Lead | None:
    if wants.of not in ("country", "city"):
        return None
    known = {place.code for place in find_named_places(question, lang)}
    there = find_places_told_of(source.sentence, source.lang)
    places = _of_kind(there, wants)
    runs = enumerations(source.sentence, places, source.lang)
    if (wants.count or 0) >= _TELLING:
        runs = [run for run in runs if len({place.code for place in run}) == wants.count]
    elif runs:
        # A place beside the only list may as well belong to the answer.
        inside = {place.code for place in runs[0]}
        outside = {place.code for place in places} - inside - known
        counted = wants.count in (None, len(inside))
        runs = [] if outside or not counted or inside <= known else runs
    if len(runs) != 1 or not _is_sure(runs[0], there, lang) or goes_on(source.sentence, runs[0], source.lang):
        return None
    if _names_others(question, lang, source, (runs[0][0].start, runs[0][-1].end)):
        return None
    return _list_of(runs[0], lang)


def _of_kind(places: Sequence[Place], wants: Wants) -> list[Place]:
    return [place for place in places if place.is_country == (wants.of == "country")]


def _has_namesake(place: Place, there: Sequence[Place], lang: str) -> bool:
    """Whether the name is that of another place as well: عمان is Oman and Amman. The city of a country is no other
    place for who asks for the country, or where they are called alike."""
    others = [other for other in there if other.start == place.start and other.code != place.code]
    return any(
        country_of(other.code) != place.code
        and (country_of(place.code) != other.code or render_place(place.code, lang) != render_place(other.code, lang))
        for other in others
    )


def _is_sure(run: Sequence[Place], there: Sequence[Place], lang: str) -> bool:
    """Whether each of a list is of the kind asked for: عمان is Oman beside two more countries."""
    starts = [place.start for place in run]
    sure = [place for place in run if not _has_namesake(place, there, lang)]
    return len(set(starts)) == len(starts) and len(sure) >= min(len(run), _SURE)


def _names_others(question: str, lang: str, source: Source, span: tuple[int, int]) -> bool:
    """Whether the places there may be those of which it is not so: another deed is told of them, they are excepted, or
    it is asked who did not."""
    if tells_another_deed(question, lang, source.sentence, source.lang, span):
        return True
    excepted = has_marker("except", question, lang) or has_marker("except", source.sentence, source.lang)
    return excepted or bool(read_text(question, lang).polarity.hard)


def _list_of(run: Sequence[Place], lang: str) -> Lead | None:
    names = [render_place(place.code, lang) for place in run]
    if not all(names):
        return None
    return Lead("list", render_list([name for name in names if name], lang), lang, run[0].start, run[-1].end)
