"""Text → the words by which it dates something relative to its own day: "last month", "گزشتہ روز", "مساء أمس"."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from index.calendars import read_month
from rag.amounts.numberwords import small_numbers
from rag.clauses import Tense, Token, listed, tense_at
from rag.relative_words import CAPTURES, Unit, one_words, patterns, unit_words, weekdays
from rag.wordlists import read_words


@dataclass(frozen=True)
class Expression:
    """`text[start:end]`: so many periods from the article's day, or a named day or month near it.

    `op` is "shift" (by `amount` of `unit`), "day ?" (the day before or the day after: कल), or how a named day or month
    is introduced: "last", "this", "next", or "on" and "in" where nothing tells. `first` and `last` are its tokens.
    """

    start: int
    end: int
    first: int
    last: int
    op: str
    unit: Unit
    amount: int = 0
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    tense: Tense = "past"
    # So many periods away, rather than the last or the next.
    counted: bool = False


# How many periods from the article's one.
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_AND = regex.compile(r"^[وف](?=\p{L}{3})")


@dataclass(frozen=True)
class _Match:
    end: int
    unit: Unit | None = None
    weekday: int | None = None
    month: int | None = None
    number: int | None = None


def find_expressions(text: str, lang: str, tokens: list[Token]) -> list[Expression]:
    """In order and without overlap; none in a language that is not known here."""
    if lang not in read_words("relative"):
        return []
    found: list[Expression] = []
    at = 0
    while at < len(tokens):
        expression = _longest_at(text, tokens, at, lang)
        if expression and expression.op in ("in", "on"):
            # في يوليو الماضي: "last July" says more than "in July".
            inside = (_longest_at(text, tokens, place, lang) for place in range(at + 1, expression.last + 1))
            expression = next((other for other in inside if other and other.last > expression.last), expression)
        if expression and not _is_something_else(text, tokens, expression, lang):
            found.append(expression)
            at = expression.last + 1
        else:
            at += 1
    return found


def _longest_at(text: str, tokens: list[Token], at: int, lang: str) -> Expression | None:
    best: tuple[int, str, _Match] | None = None
    head = tokens[at].folded
    heads = {head, _AND.sub("", head)} if lang == "ar" else {head}
    known = patterns(lang)
    for op, pattern in [each for word in heads for each in known.get(word, ())]:
        for match in _match(pattern[1:], text, tokens, at + 1, lang, op):
            if best is None or match.end > best[0]:
                best = match.end, op, match
    captures = [capture for capture in CAPTURES if any(_match_part(capture, text, tokens, at, lang, "ago"))]
    for op, pattern in [each for capture in captures for each in known.get(capture, ())]:
        for match in _match(pattern, text, tokens, at, lang, op):
            if best is None or match.end > best[0]:
                best = match.end, op, match
    if best is None:
        return None
    end, op, match = best
    return _as_expression(tokens, at, end, op, match, lang)


def _as_expression(tokens: list[Token], at: int, end: int, op: str, match: _Match, lang: str) -> Expression:
    tense = tense_at(tokens, at, end - 1, lang)
    # وقبل أسبوعين: the "and" is no part of the date.
    joined = lang == "ar" and tokens[at].folded not in patterns(lang) and _AND.match(tokens[at].folded)
    place = tokens[at].start + bool(joined), tokens[end - 1].end, at, end - 1
    if op.startswith("day"):
        amount = op.removeprefix("day ")
        if "?" in amount:
            return Expression(*place, "day ?", "day", int(amount[1:] or 1), tense=tense)
        return Expression(*place, "shift", "day", int(amount), weekday=match.weekday, tense=tense)
    if op in ("ago", "ahead"):
        count = match.number or 1
        amount_away = -count if op == "ago" else count
        return Expression(*place, "shift", match.unit or "day", amount_away, tense=tense, counted=True)
    if match.weekday is not None:
        return Expression(*place, op, "day", weekday=match.weekday, tense=tense)
    if match.month is not None:
        return Expression(*place, op, "month", month=match.month, tense=tense)
    return Expression(*place, "shift", match.unit or "year", _SHIFTS[op], tense=tense)


def _match(
    pattern: tuple[str, ...], text: str, tokens: list[Token], at: int, lang: str, op: str, so_far: _Match | None = None
) -> Iterator[_Match]:
    """All ways in which `pattern` stands at `tokens[at]`."""
    so_far = so_far or _Match(at)
    if not pattern:
        yield _Match(at, so_far.unit, so_far.weekday, so_far.month, so_far.number)
        return
    if at >= len(tokens):
        return
    part, rest = pattern[0], pattern[1:]
    for end, capture in _match_part(part, text, tokens, at, lang, op):
        merged = _Match(
            end,
            capture.unit or so_far.unit,
            so_far.weekday if capture.weekday is None else capture.weekday,
            capture.month or so_far.month,
            capture.number or so_far.number,
        )
        yield from _match(rest, text, tokens, end, lang, op, merged)


def _match_part(part: str, text: str, tokens: list[Token], at: int, lang: str, op: str) -> Iterator[tuple[int, _Match]]:
    word = tokens[at].folded
    match part:
        case "{N}":
            if word.isdecimal() and len(word) <= 3:
                yield at + 1, _Match(0, number=int(word))
            elif number := small_numbers(lang).get(word):
                yield at + 1, _Match(0, number=number)
        case "{U}":
            if unit := unit_words(lang, op).get(_bare(word, lang)):
                yield at + 1, _Match(0, unit=unit[0], number=unit[1])
        case "{1}":
            if unit := one_words(lang).get(word):
                yield at + 1, _Match(0, unit=unit[0], number=unit[1])
        case "{W}":
            for size in (2, 1):
                name = " ".join(token.folded for token in tokens[at : at + size])
                capital = lang != "en" or text[tokens[at].start].isupper()
                if at + size <= len(tokens) and (day := weekdays(lang).get(name)) is not None and capital:
                    yield at + size, _Match(0, weekday=day)
        case "{M}":
            for size in (2, 1):
                if month := _month_at(text, tokens, at, size, lang):
                    end = at + size
                    # يوليو/تموز, تموز (يوليو)
                    if end + 1 < len(tokens) and tokens[end].folded in "/(":
                        closing = int(tokens[end].folded == "(")
                        for other in (2, 1):
                            after = end + 1 + other + closing
                            if _month_at(text, tokens, end + 1, other, lang) == month and after <= len(tokens):
                                yield after, _Match(0, month=month)
                    yield end, _Match(0, month=month)
        case _ if part == word:
            yield at + 1, _Match(0)


def _month_at(text: str, tokens: list[Token], at: int, size: int, lang: str) -> int | None:
    some = tokens[at : at + size]
    if len(some) < size or not all(text[token.start].isalpha() for token in some):
        return None
    read = read_month("".join(text[token.start : token.end] for token in some))
    if not read or read[0].calendar != "gregory" or (read[1] and lang != "ar"):
        return None
    return read[0].number if not read[0].doubtful or lang in read[0].sure_in else None


def _is_something_else(text: str, tokens: list[Token], expression: Expression, lang: str) -> bool:
    """ "Black Friday", "thousands of years ago", کل for "altogether"."""
    before = tokens[expression.first - 1].folded if expression.first else ""
    after = tokens[expression.last + 1].folded if expression.last + 1 < len(tokens) else ""
    if expression.op == "day ?":
        pointed = not text[expression.start : expression.end].isalpha()
        total = pointed or after.isdecimal() or after in listed(lang, "total")
        # آج کل: nowadays.
        return before in listed(lang, "nowadays") or (lang == "ur" and total)
    # "Two years after" what was counts from that, not from the article.
    narrated = expression.counted and expression.amount > 0 and expression.tense != "future"
    if expression.op == "shift" and (narrated or _counts_from_another(tokens, expression, lang)):
        return True
    if lang == "en" and before == "the" and tokens[expression.first].folded == "last":
        # "Over the last year" is a year up to now.
        return True
    if expression.op == "shift" and expression.unit != "day":
        # منذ عام 1988 names a year, خرداد ماه گذشته another month than the last.
        named = lang == "fa" and expression.unit == "month" and read_month(before) is not None
        number = before.isdecimal() or before in listed(lang, "many") or before in small_numbers(lang)
        return number or named or (expression.counted and after.isdecimal())
    beware = listed(lang, "beware")
    return expression.weekday is not None and (f"{before} *" in beware or after in beware)


def _counts_from_another(tokens: list[Token], expression: Expression, lang: str) -> bool:
    """انتخابات سے دو دن قبل, قبل يومين من الانتخابات: two days before the election, and not before the article."""
    earlier, before, *_, last, after, later = (
        tokens[at].folded if 0 <= at < len(tokens) else ""
        for at in (expression.first - 2, expression.first - 1, *range(expression.first, expression.last + 3))
    )
    phrases, now = listed(lang, "from"), listed(lang, "now")
    follows = f"{last} {after}" in phrases or (expression.counted and f"* {after}" in phrases)
    precedes = expression.counted and f"{before} *" in phrases
    return (follows and later not in now) or (precedes and earlier not in now)


def _bare(word: str, lang: str) -> str:
    """للعام, "for the year", as العام."""
    if lang == "ar" and word.startswith("لل"):
        return f"ا{word[1:]}"
    return word[1:] if lang == "ar" and word[1:3] == "ال" else word
