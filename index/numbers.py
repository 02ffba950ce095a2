"""Numbers of any digit system, with their separators and with words like "million" after them, as one form."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from index.keyboards import own_letters

# Longer strings of digits are identifiers; they are kept as they stand, but not multiplied.
_LONGEST = 30
_SPACED = r"(?<!\p{Nd})\p{Nd}{1,3}(?:[\u00a0\u202f\u2009 ]\p{Nd}{3}(?!\p{Nd}))+"
# ۳۔۵, as Urdu keyboards have it, and no date, no list and no year at the end of a sentence.
_STOPPED = r"(?<!\p{Nd}{4}|\p{Nd}۔\p{Nd}{1,3})۔\p{Nd}{1,2}(?!\p{Nd}|۔\p{Nd})"
_NUMBER = regex.compile(rf"(?<!\p{{Nd}})(?:{_SPACED}|\p{{Nd}}+)(?:{_STOPPED}|(?:[.,٫٬'’]\p{{Nd}}+)*)")
_SPACES = regex.compile(r"[\u00a0\u202f\u2009 '’]")
_GROUPED = regex.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})*,\d{3}")
_SCALE = regex.compile(r"[\s\u200c-]{0,2}([\p{L}\p{M}]{2,12})")
# Languages in which the comma parts the decimals.
_DECIMAL_COMMA = ("ru", "uk", "be", "bg", "sr", "mk", "kk", "tg", "de", "fr", "es", "tr", "it", "pt", "id")

_SCALE_WORDS = {
    3: "thousand hazar hazaar ہزار هزار ألف الف آلاف тысяча тысячи тысяч тыс हज़ार हजार tausend mille mil bin"
    " হাজার ਹਜ਼ਾਰ زره",
    5: "lakh lac لاکھ लाख লাখ ਲੱਖ",
    6: "million millions ملین مليون ملايين میلیون миллион миллиона миллионов млн मिलियन millionen milyon"
    " millón millones",
    7: "crore karor کروڑ करोड़ कोटि কোটি ਕਰੋੜ",
    9: "billion billions bn arab ارب مليار مليارات میلیارد миллиард миллиарда миллиардов млрд"
    " अरब बिलियन milliarden milliard"
    " milliards milyar بلین",
    12: "trillion ٹریلین تريليون تریلیون триллион триллиона триллионов трлн ट्रिलियन trilyon billionen",
}
_SCALES = {word: power for power, words in _SCALE_WORDS.items() for word in words.split()}


@dataclass(frozen=True)
class FoundNumber:
    """A number in a text, by its value in ASCII: "300", "3.5", `scaled` has the words after it counted in."""

    start: int
    end: int
    value: str
    scaled: str | None = None


def find_numbers(text: str, lang: str | None = None) -> Iterator[FoundNumber]:
    """The numbers of `text` in order. `lang` decides which separator parts decimals; unknown, the point does."""
    for match in _NUMBER.finditer(text):
        digits = "".join(_ascii_digit(char) for char in match.group())
        yield from _read(text, match.start(), digits, lang)


def _ascii_digit(char: str) -> str:
    return str(int(char)) if char.isdecimal() else {"٫": ".", "۔": ".", "٬": ","}.get(char, char)


def _read(text: str, start: int, digits: str, lang: str | None) -> Iterator[FoundNumber]:
    # Two numbers side by side, where thousands are not parted by a plain space.
    apart = " " in digits and (lang or "")[:2] not in _DECIMAL_COMMA
    value = None if apart else _value(_SPACES.sub("", digits), lang)
    end = start + len(digits)
    if value is None:
        # A date, a version, a list: its parts.
        for part in regex.finditer(r"\d+", digits):
            yield FoundNumber(start + part.start(), start + part.end(), part.group().lstrip("0") or "0")
        return
    scaled = None
    if len(value) <= _LONGEST and (word := _SCALE.match(text, end)) and (power := _scale(word[1], lang)):
        scaled = _plain(Decimal(value).scaleb(power))
    yield FoundNumber(start, end, value, scaled)


def _scale(word: str, lang: str | None) -> int | None:
    return _SCALES.get(word.casefold()) or _SCALES.get(own_letters(word, lang))


def _value(digits: str, lang: str | None) -> str | None:
    if digits.isdecimal():
        return digits.lstrip("0") or "0"
    # regex knows digits of a later Unicode than Python.
    if not all(char in ".," or char.isdecimal() for char in digits):
        return None
    if (lang or "")[:2] in _DECIMAL_COMMA and "," not in digits.split(".")[0]:
        # 1.271 and 1.271,5 in German; 3.5 may stand even there.
        swapped = digits.translate(str.maketrans(".,", ",."))
        if _GROUPED.fullmatch(swapped.split(".")[0]) or "." not in digits:
            digits = swapped
    elif (lang or "")[:2] in _DECIMAL_COMMA and not _GROUPED.fullmatch(digits):
        digits = digits.translate(str.maketrans(".,", ",."))
    whole, point, part = digits.partition(".")
    if "," in whole and not _GROUPED.fullmatch(whole):
        return None
    if point and not part.isdecimal():
        return None
    return _plain(Decimal(whole.replace(",", "") + (f".{part}" if part else "")))


def _plain(number: Decimal) -> str:
    written = f"{number:f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written).lstrip("0") or "0"
