"""Text → one letter for each word, number or mark that may belong to a date: what `index.dates` reads dates from.

d  number of 1–31       M  month with a capital     f  "of"              '  apostrophe
e  other of two digits  N  month without            i j  "in"            - ~  hyphen, dash
4  number of 1000–2999  q  doubtful month           p  "in", after it    / . , : ( )
n  any other number     1 k  "first"                r  "to", "and"       %  sign before an amount, or per cent
o  ordinal ending       y  "the year" before it     R  "until": i and r  年 月 日
T  time follows         Y  "year" after it          v  no date follows   x  any other mark
a  short Latin word     G  the same, abbreviated    E  Christian era     (space)
L  longer one           h  Hijri mark               g  the same, if      ¶  end of a line
b w  the same in        s  solar Hijri mark            it follows a
     other letters                                     year at once
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

import regex

from index.calendars import Month, first_words, fold_word, read_month

# A line of at least so many characters was wrapped: its end is no end of a sentence.
_WRAPPED = 40
# How far from its next digit a word of a date may stand.
_REACH = 60
_YEAR_DIGITS = 4
_LONGEST_NUMBER = 12
_SHORT_WORD = 3
# ے and ں end a word even where the space after them was forgotten; the Sindhi "and" and "in" are signs to Unicode.
_TOKENS = regex.compile(
    r"(?P<number>\p{Nd}(?:\p{Cf}*\p{Nd})*)|(?P<han>\p{Han})|(?P<word>[\p{L}۽۾](?:\p{Cf}*(?<![ےں])(?!\p{Han})[\p{L}\p{M}])*)"
    r"|(?P<space>\s(?:\p{Cf}*\s)*)|(?P<mark>[^\p{Cf}\p{M}])"
)
_WORDS = regex.compile(r"[\s\p{Cf}-]{0,3}(?P<word>\p{L}(?:\p{Cf}*[\p{L}\p{M}])*)")
_LATIN = regex.compile(r"[\p{Latin}\p{Cyrillic}]")
_DIGITS = regex.compile(r"\p{Nd}+")
# Urdu keyboards have no other stop: 20۔9۔2023.
_STOPS = regex.compile(r"(?<!\p{Nd}|\p{Nd}۔)\p{Nd}{1,2}۔\p{Nd}{1,2}۔\p{Nd}{4}(?!\p{Nd}|۔\p{Nd})")
# What is left of a word that is cut.
_PART = regex.compile(rf"(?:(?!\p{{Han}})[\p{{L}}\p{{M}}\p{{Cf}}]){{0,{_REACH}}}")
_INVISIBLE = regex.compile(r"\p{Cf}+")

_KINDS = {
    "f": "of de del du d из من شهر الشهر ماه ماہ د month monat mes mois माह মাস",
    "i": "in since by from between en depuis desde entre seit zwischen в с между بين في منذ در",
    "j": "په",
    "R": "until till bis hasta حتى до",
    "p": "میں تک में तक ਵਿੱਚ ۾ te ta da ten den tan dan",
    "r": "to and or through et ou oder أو یا या au à und al y e ۽ и по إلى الى و تا سے اور से और থেকে থেকে ve ile",
    "y": "year years année années an jahr jahre jahres año años वर्ष साल सन् सन ਸਾਲ ਸੰਨ سال سالهای سن سنہ"
    " سنة سنه السنة لسنة بسنة عام العام لعام بعام والعام عامي أعوام الأعوام",
    "Y": "год года году годом годы годов годах yılı yılında yılının yılından senesinde সালে সালের সাল কাল کال کاله",
    "G": "г гг",
    "E": "ء ع عیسوی عيسوي میلادی ميلادي ميلادية للميلاد ce ad ईस्वी ई খ্রিস্টাব্দ",
    "g": "م",
    "h": "ه ھ ہ هجري هجرية للهجرة ہجری قمری ق ah हिजरी",
    "s": "شمسی خورشیدی ش لمریز",
    "o": "st nd rd th er ere º ª го е ому مه مې ویں वीं",
    "1": "یکم",
    "k": "اول أول الأول فاتح पहली первое первого premier",
    "T": "t",
    "v": "version versions v ver версия версии версию نسخة الإصدار نسخه ورژن لانگ",
}
_MARKS = {"/⁄∕／؍": "/", "-‐‑−－": "-", "–—―~～": "~", ".．॰": ".", ",،、，": ",", "٫٬": ":", ":：": ":"}
_MARKS |= {"'’ʼ＇": "'", "(（": "(", ")）": ")", "$€£₹%٪#+": "%"}
_MARK_KINDS = {char: kind for chars, kind in _MARKS.items() for char in chars}
_HAN = {"年": "年", "月": "月", "日": "日", "号": "日", "號": "日", "至": "r", "到": "r"}


@dataclass
class DateWords:
    """`kinds[i]` is the letter of `text[starts[i]:ends[i]]`; `months` has those of kind M, N and q by their place."""

    text: str
    kinds: str = ""
    starts: "array[int]" = field(default_factory=lambda: array("Q"))
    ends: "array[int]" = field(default_factory=lambda: array("Q"))
    months: dict[int, Month] = field(default_factory=dict)

    def number(self, place: int) -> int:
        return 1 if self.kinds[place] in "1k" else int(self.digits(place))

    def digits(self, place: int) -> str:
        return str(_INVISIBLE.sub("", self.text[self.starts[place] : self.ends[place]]))


def read_date_words(text: str, lang: str | None) -> DateWords:
    """Only what is near a digit is read, since no date is without one.

    Invisible controls between words leave no trace; `lang` makes some doubtful names of months sure.
    """
    text = _STOPS.sub(lambda match: match.group().replace("۔", "."), text)
    words = DateWords(text)
    kinds: list[str] = []
    for first, last in _near_digits(text):
        _add(words, kinds, "¶", first, first)
        _read_stretch(words, kinds, first, last, lang)
    words.kinds = "".join(kinds)
    return words


def _near_digits(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of whole words around digits, in order and apart."""
    start = end = -1
    for digits in _DIGITS.finditer(text):
        if end < 0 or digits.start() - _REACH > end:
            if end >= 0:
                yield start, end
            start = max(0, digits.start() - _REACH)
            start = _PART.match(text, start, digits.start()).end() if start else 0
        end = _PART.match(text, min(len(text), digits.end() + _REACH)).end()
    if end >= 0:
        yield start, end


def _read_stretch(words: DateWords, kinds: list[str], first: int, last: int, lang: str | None) -> None:
    text, skip_to = words.text, 0
    for token in _TOKENS.finditer(text, first, last):
        start, end = token.span()
        if start < skip_to:
            continue
        match token.lastgroup:
            case "word":
                month = None
                kind = _plain_kind(token.group(), lang)
                if not kind:
                    kind, start, end, month = _read_word(text, start, end, "".join(kinds[-2:]), lang)
                if month:
                    words.months[len(kinds)] = month
                skip_to = end
            case "number":
                kind = _number_kind(token.group())
            case "space":
                newlines = text.count("\n", start, end)
                wrapped = newlines == 1 and "\n" not in text[max(0, start - _WRAPPED) : start] and start >= _WRAPPED
                kind = "¶" if newlines and not wrapped else " "
            case "han":
                kind = _HAN.get(text[start], "w")
            case _:
                kind = _MARK_KINDS.get(text[start], "x")
                # A full stop after a whole name ends the sentence.
                if kind == "." and (month := words.months.get(len(kinds) - 1)) and not month.abbreviated:
                    kind = "x"
        _add(words, kinds, kind, start, end)


def _add(words: DateWords, kinds: list[str], kind: str, start: int, end: int) -> None:
    kinds.append(kind)
    words.starts.append(start)
    words.ends.append(end)


def _number_kind(number: str) -> str:
    # A long number cannot belong to a date, whatever invisible controls it holds.
    digits = _INVISIBLE.sub("", number[:_LONGEST_NUMBER])
    # regex knows digits of a later Unicode than Python.
    if len(number) > _LONGEST_NUMBER or len(digits) > _YEAR_DIGITS or not digits.isdecimal():
        return "n"
    if len(digits) <= 2:
        return "d" if 1 <= int(digits) <= 31 else "e" if len(digits) == 2 else "n"
    return "4" if len(digits) == _YEAR_DIGITS and 1000 <= int(digits) < 3000 else "n"


@lru_cache(maxsize=1 << 16)
def _plain_kind(word: str, lang: str | None) -> str:
    """Kind of a word whose neighbours do not matter, else nothing."""
    folded = fold_word(word)
    kind = word_kinds().get(folded, "")
    if read_month(word) or folded in first_words() or kind in set("og"):
        return ""
    # The Arabic "year" is the Urdu "general".
    if kind and not (lang == "ur" and folded == "عام"):
        return kind
    return _other_kind(word)


def _other_kind(word: str) -> str:
    short = len(word) <= _SHORT_WORD
    return ("a" if short else "L") if _LATIN.match(word) else ("b" if short else "w")


def _read_word(text: str, start: int, end: int, before: str, lang: str | None) -> tuple[str, int, int, Month | None]:
    """Kind, start and end of the word or of the name of several words at `start`, and the month it names."""
    word = text[start:end]
    kind = word_kinds().get(fold_word(word), "")
    if kind in set("og") and (before[-1:] in set("d4") or (kind == "o" and before in ("d-", "4-"))):
        return kind, start, end, None
    end, name = _join_name(text, start, end)
    if found := read_month(name):
        month, particle = found
        # In capitals, DEC is as well a company.
        doubtful = month.doubtful or (month.abbreviated and word.isupper())
        sure = not doubtful or (lang or "")[:2] in month.sure_in
        return ("q" if not sure else "M" if word[0].isupper() else "N"), start + particle, end, month
    return kind if kind and kind not in "og" else _other_kind(word), start, end, None


def _join_name(text: str, start: int, end: int) -> tuple[int, str]:
    """End and joined words of the longest name of a month of several words at `start`, else of the word itself."""
    best = end, text[start:end]
    joined = best[1]
    for _ in range(first_words().get(fold_word(joined), 1) - 1):
        following = _WORDS.match(text, end)
        if not following:
            break
        end = following.end()
        joined += following["word"]
        if read_month(joined):
            best = end, joined
    return best


@cache
def word_kinds() -> dict[str, str]:
    """Kinds of folded words."""
    return {fold_word(word): kind for kind, words in _KINDS.items() for word in words.split()}
