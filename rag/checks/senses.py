"""A number or a date that the passage has, but of something else: of the injured and not the dead, of an age and not a
time, of how much it rose and not to what, of the day of the arrest and not of the release."""

from collections.abc import Iterator

from index.dates import find_dates
from rag.amounts import Amount, find_amounts
from rag.amounts.bounds import stands_beside
from rag.amounts.measure import TIMES
from rag.checks.fates import fates_of
from rag.checks.readings import Reading
from rag.deeds import deeds_around, deeds_excluding
from rag.presence import has_marker

Span = tuple[int, int]


def find_other_sense(said: Reading, source: Reading) -> str | None:
    """The words of the first such number or date of a sentence; what the passage has twice may be either."""
    for amount, same in _amounts(said, source):
        if all(_is_another(amount, said, other, source) for other in same):
            return said.text[amount.start : amount.end]
    for (start, end), places in _dates(said, source):
        if all(_tells_another(said, (start, end), source, place) for place in places):
            return said.text[start:end]
    return None


def _amounts(said: Reading, source: Reading) -> Iterator[tuple[Amount, list[Amount]]]:
    known = find_amounts(source.text, source.lang).amounts
    for amount in find_amounts(said.text, said.lang).amounts:
        same = [other for other in known if other.plain == amount.plain and not other.ordinal]
        if same and not amount.ordinal and (not amount.word or amount.kind):
            yield amount, same


def _dates(said: Reading, source: Reading) -> Iterator[tuple[Span, list[Span]]]:
    known = find_dates(source.text, source.lang)
    for found in find_dates(said.text, said.lang):
        places = [(other.start, other.end) for other in known if other.iso == found.iso]
        if places:
            yield (found.start, found.end), places


def _is_another(amount: Amount, said: Reading, other: Amount, source: Reading) -> bool:
    both = (amount, said), (other, source)

    def beside(kind: str) -> list[bool]:
        return [stands_beside(kind, told.text, each.start, each.end, told.lang) for each, told in both]

    if amount.unit in TIMES and beside("aged") == [True, False]:
        return True
    moves = all(has_marker("change", told.text, told.lang) for _, told in both)
    if moves and (amount.is_money or amount.unit in ("percent", "point")):
        by, to = beside("by"), beside("to")
        risen = [one and not another for one, another in zip(by, to, strict=True)]
        if (risen[0] and to[1]) or (to[0] and risen[1]):
            return True
    fates = [fates_of(each, told.text, told.lang) for each, told in both]
    if all(fates):
        return not fates[0] & fates[1]
    spans = [(each.start, each.end) for each, _ in both]
    return not any(fates) and _tells_another(said, spans[0], source, spans[1])


def _tells_another(said: Reading, span: Span, source: Reading, place: Span) -> bool:
    """Whether the clauses tell of two deeds that exclude each other: other words may well be of one deed."""
    told = deeds_around(said.text, said.lang, span), deeds_around(source.text, source.lang, place)
    return any(told[0] & rivals and told[1] & rivals and not told[0] & told[1] & rivals for rivals in deeds_excluding())
