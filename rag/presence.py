"""Whether a sentence holds such a thing as a question wants."""

from functools import cache
from itertools import pairwise

import regex

from index.calendars import read_month
from index.dates import find_dates
from index.folding import fold_text
from rag.amounts.counts import find_counts
from rag.dating import find_relative_dates
from rag.named_places import enumerations, find_named_places
from rag.wants import Precision, Wants
from rag.wordlists import read_words

_QUOTED = regex.compile(r"[\"“”„«»‘’]\s?\S[^\"“”„«»]{8,}")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{Cf}'’-]*")
_YEAR = regex.compile(r"(?<![\p{Nd}.,٬٫])(?:[1١۱१]\p{Nd}{3}|[2٢۲२][0٠۰०]\p{Nd}{2})(?!\p{Nd}|[.,٬٫]\p{Nd})")
# 10:30, 7.15 but not 7.15.2023; 7 بجے, الساعة 7; noon.
_CLOCK = regex.compile(
    r"(?<![\p{Nd}:.])\p{Nd}{1,2}[:.]\p{Nd}{2}(?!\p{Nd}|[:.]\p{Nd})"
    r"|\p{Nd}\s?(?:a\.?m|p\.?m|o['’]clock|بجے|час|बजे|bajay|baje)(?!\p{L})"
    r"|(?<!\p{L})(?:الساعة|ساعت)\s(?:\p{L}+\s)?\p{Nd}"
    r"|(?<!\p{L})(?:noon|midnight|полдень|полночь|نیمه‌شب|منتصف الليل|آدھی رات|आधी रात)",
    regex.I,
)
_COMMA = regex.compile(r"[,،、;؛]")
_CASED = ("en", "ru")
# After a word these show that it is a month.
_IN = ("میں", "में")


def answers_want(sentence: str, lang: str, wants: Wants) -> bool | None:
    """`None` where it cannot be told: any sentence may say how, or what."""
    match wants.kind:
        case "date":
            return _holds_precision(sentence, lang, wants.precision)
        case "number":
            return _holds_amount(sentence, lang, wants.unit)
        case "place":
            places = find_named_places(sentence, lang)
            if wants.of == "country":
                return any(place.is_country for place in places)
            # Most towns are in no list.
            return True if places else None
        case "list":
            return _holds_list(sentence, lang, wants)
        case "person":
            return _holds_person(sentence, lang)
        case "reason":
            return has_marker("reason", sentence, lang) or None
        case "quote":
            return bool(_QUOTED.search(sentence)) or has_marker("quote", sentence, lang)
    return None


def bare_years(sentence: str) -> list[tuple[int, int]]:
    """Where numbers stand that may be years."""
    # regex knows digits of a later Unicode than Python.
    return [match.span() for match in _YEAR.finditer(sentence) if match[0].isdecimal()]


def holds_date(sentence: str, lang: str) -> bool:
    """Whether anything in `sentence` may tell when, be it a century."""
    # A year alone is no date to be quoted, but shows that one may be there; so does "century".
    times = read_words("nouns")["date"]["time"].get(lang, "").replace(";", "").split()
    spoken = {fold_text(word) for word in _WORD.findall(sentence)}
    return bool(
        _YEAR.search(sentence)
        or any(fold_text(word) in spoken for word in times)
        or find_dates(sentence, lang)
        or find_relative_dates(sentence, lang, None, None)
        or has_marker("season", sentence, lang)
        or _names_month(sentence, lang)
    )


def _names_month(sentence: str, lang: str) -> bool:
    """Whether a month of any calendar is named, those that are everyday words only where a word shows it."""
    showing = read_words("nouns")["date"]["month"].get(lang, "").replace(";", "").split()
    words = ["", *_WORD.findall(sentence), ""]
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        # دی ماه, ربيع الأول: names of two words are written in one.
        for name, following in ((word, after), (word + after, "")):
            read = read_month(name)
            shown = before in showing or following in (*showing, *_IN)
            if read and not read[0].abbreviated and (not read[0].doubtful or lang in read[0].sure_in or shown):
                return True
    return False


def _holds_precision(sentence: str, lang: str, precision: Precision | None) -> bool:
    if precision == "hour":
        return bool(_CLOCK.search(sentence))
    if precision != "weekday":
        return holds_date(sentence, lang)
    relative = find_relative_dates(sentence, lang, None, None)
    days = [found for found in find_dates(sentence, lang) if found.precision == "day"]
    return bool(days) or any(found.weekday is not None for found in relative)


def tells_when(sentence: str, lang: str) -> bool:
    """Whether `sentence` tells when by another event: "after the war"."""
    return has_marker("time", sentence, lang)


def _holds_amount(sentence: str, lang: str, unit: str | None) -> bool | None:
    units = {amount.kind for amount in find_counts(sentence, lang)}
    group = read_words("units")["groups"].get(unit, [unit]) if unit else units
    if units & set(group):
        return True
    # Not every unit is known, and "half" or "dozens" may be all that is said.
    return None if units or has_marker("vague", sentence, lang) else False


def _holds_list(sentence: str, lang: str, wants: Wants) -> bool | None:
    if wants.of in ("country", "city"):
        places = find_named_places(sentence, lang)
        return bool(enumerations(sentence, places, lang)) or (True if len(places) > 1 else None)
    return True if _COMMA.search(sentence) else None


def _holds_person(sentence: str, lang: str) -> bool | None:
    """A name has a capital inside a sentence, or a title before it where there are no capitals."""
    if lang not in _CASED:
        return True if has_marker("person", sentence, lang) else None
    words = _WORD.findall(sentence)
    return any(second[0].isupper() for _, second in pairwise(words))


def has_marker(kind: str, sentence: str, lang: str) -> bool:
    """Whether `sentence` has one of the phrases that `words/markers.toml` lists for this."""
    return bool(find_markers(kind, sentence, lang))


def find_markers(kind: str, sentence: str, lang: str) -> list[str]:
    """Those of these phrases that `sentence` has, folded."""
    pattern = _marker(kind, lang)
    return pattern.findall(fold_text(sentence)) if pattern else []


@cache
def _marker(kind: str, lang: str) -> "regex.Pattern[str] | None":
    phrases = [fold_text(phrase) for phrase in read_words("markers")[kind].get(lang, "").split("|")]
    if phrases == [""]:
        return None
    ends = [regex.escape(p.removesuffix("*")) + (r"[\p{L}\p{M}]*" if p.endswith("*") else "") for p in phrases]
    # "And" is written in one with Arabic words.
    left = rf"(?<![\p{{L}}\p{{M}}]){'[وف]?' if lang == 'ar' else ''}"
    return regex.compile(rf"{left}(?:{'|'.join(ends)})(?![\p{{L}}\p{{M}}])")
