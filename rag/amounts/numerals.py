"""Numbers in words and digits, as one value: تین ملین, 3,000,000, три миллиона, 30 लाख.

A small table of words for each language and one way to add them up; what it cannot read is no number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

import regex

from index.folding import fold_text
from index.numbers import find_numbers
from rag.amounts.numberwords import WORD, Kind, number_words, plural_scales

# What may stand between two words of one number.
_GAP = regex.compile(r"[\s\u200c\u200d\u200e\u200f\u00ad‐‑-]{0,3}")
_ROMAN = "ur-Latn"
# Numbers of more digits are identifiers.
_LONGEST = 24

_RUSSIAN_ORDINALS = ("", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_RUSSIAN_ORDINAL = regex.compile(
    r"(втор|трет|четверт|пят|шест|седьм|восьм|девят|десят)"
    r"(?:ый|ой|ая|ое|ого|ому|ым|ом|ую|ые|ых|ий|ья|ье|ьего|ьему|ьей|ью|ьем)"
)
_PER_CENT, _IN = regex.compile(r"في الم[اي]?[ئي]ة$"), 3
_WEEKDAY = fold_text("شنبه")


@dataclass(frozen=True)
class Numeral:
    """`text[start:end]` is a number of `value`; `word` if no digit is in it."""

    start: int
    end: int
    value: Fraction
    word: bool = False
    ordinal: bool = False


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    kind: Kind
    value: Fraction
    joined: bool = False


def find_numerals(text: str, lang: str) -> list[Numeral]:
    """The numbers of `text` in order, without overlap; of a word that is also an article ("one") too."""
    tokens = list(_tokens(text, lang))
    found: list[Numeral] = []
    at = 0
    while at < len(tokens):
        numeral, at = _read(text, tokens, at, lang)
        if numeral:
            found.append(numeral)
    return found


def _tokens(text: str, lang: str) -> Iterator[_Token]:
    """Digits and words of numbers, in order."""
    digits = [number for number in find_numbers(text, lang) if len(number.value) <= _LONGEST]
    tokens = [_Token(n.start, n.end, "digits", Fraction(n.value)) for n in digits]
    for match in WORD.finditer(text):
        # "In the hundred" is per cent.
        if lang[:2] == "ar" and _PER_CENT.match(text, max(0, match.start() - _IN), match.end()):
            continue
        if read := _read_word(match.group(), lang if lang == _ROMAN else lang[:2]):
            kind, value, joined = read
            tokens.append(_Token(match.start(), match.end(), kind, value, joined))
    return iter(sorted(tokens, key=lambda token: token.start))


@lru_cache(maxsize=1 << 16)
def _read_word(word: str, lang: str) -> tuple[Kind, Fraction, bool] | None:
    """Kind and value of a word of a number, and whether "and" is written in one with it."""
    table = number_words(lang)
    folded = fold_text(word)
    if read := table.get(folded):
        return *read, False
    if lang in ("ar", "fa") and folded.startswith("و") and (read := table.get(folded[1:])):
        return *read, True
    if lang == "ar" and (read := table.get(folded[2:] if folded.startswith("ال") else folded[1:])):
        return (*read, False) if folded.startswith(("ال", "ب", "ل")) else None
    if lang == "ru" and (match := _RUSSIAN_ORDINAL.fullmatch(folded)):
        return "ordinal", Fraction(_RUSSIAN_ORDINALS.index(match[1]) + 1), False
    return None


@dataclass
class _Sum:
    """A number that is being added up: `total` of the scales that are done, `current` since, what may still follow."""

    total: Fraction = Fraction(0)
    current: Fraction | None = None
    more: Fraction = Fraction(0)
    scale: Fraction = Fraction(0)
    # The next to be added must be less than this; None before anything is.
    room: Fraction | None = None

    def take(self, token: _Token, lang: str) -> bool:
        """Whether `token` goes on with the number."""
        match token.kind:
            case "more":
                if self.room is not None:
                    return False
                self.more = token.value
            case "digits" | "add" | "half":
                return self._add(token, lang)
            case "hundred":
                if self.current is None or self.current >= 100:
                    if self.room is not None and self.room <= 100:
                        return False
                    self.current = (self.current or Fraction(0)) + 100 * (1 + self.more)
                else:
                    self.current = (self.current + self.more) * 100
                self.more, self.room = Fraction(0), Fraction(100)
            case "scale":
                return self._scale(token.value)
            case _:
                return False
        return True

    def _add(self, token: _Token, lang: str) -> bool:
        value = token.value
        if self.room is not None and value >= self.room:
            teens = lang == "ar" and self.current is not None and 0 < self.current % 100 < 10 and self.room <= 1
            if not (teens and (value == 10 or (token.joined and value in range(20, 100, 10)))):
                return False
        elif self.room is not None and token.kind == "digits" and self.current is not None:
            return False
        self.current = (self.current or Fraction(0)) + value
        if token.kind == "digits" or value.denominator > 1:
            self.room = Fraction(0)
        else:
            self.room = Fraction(100 if value % 100 == 0 else 10 if value % 10 == 0 and value > 10 else 1)
            # In India's languages units are never added to tens.
            if lang in ("ur", "hi") and value < 100:
                self.room = Fraction(0)
        return True

    def _scale(self, scale: Fraction) -> bool:
        if self.current is None and not self.scale:
            self.total = scale * (1 + self.more)
        elif self.scale and scale > self.scale:
            self.total = (self.total + (self.current or 0)) * scale
        elif self.current is not None:
            self.total += (self.current + self.more) * scale
        else:
            return False
        # Nothing follows 1.2 million.
        whole = self.current is None or self.current.denominator == 1
        self.current, self.more, self.scale, self.room = None, Fraction(0), scale, scale if whole else Fraction(0)
        return True

    @property
    def value(self) -> Fraction:
        return self.total + (self.current or 0) + self.more


def _read(text: str, tokens: Sequence[_Token], at: int, lang: str) -> tuple[Numeral | None, int]:
    """The number that begins with the token at `at`, if one does, and where to go on."""
    first = tokens[at]
    if first.kind == "and":
        return None, at + 1
    if first.kind in ("ordinal", "part"):
        numeral = _read_part(text, tokens, at)
        after = tokens[at + 1] if at + 1 < len(tokens) else first
        if lang[:2] == "ar" and after.value == 10 and _GAP.fullmatch(text, first.end, after.start):
            # The nineteenth.
            return replace(numeral, end=after.end, value=numeral.value + 10), at + 2
        return numeral, at + 1
    if first.kind == "scale" and fold_text(text[first.start : first.end]) in plural_scales():
        return None, at + 1
    if lang[:2] == "fa" and fold_text(text[first.end : first.end + 6]).strip().startswith(_WEEKDAY):
        return None, at + 1
    if (
        first.kind == "scale"
        and lang[:2] in ("en", "ur", "hi")
        and text[first.start : first.end].casefold() in ("k", "m")
    ):
        return None, at + 1
    adding, end, following = _Sum(), at, at
    while following < len(tokens):
        token = tokens[following]
        if following > at and not _GAP.fullmatch(text, tokens[following - 1].end, token.start):
            break
        if token.kind == "and":
            following += 1
            continue
        parted = following > end + 1 or token.joined
        if parted and following > at and not (adding.scale or lang[:2] in ("fa", "ar", "en")):
            break
        if not adding.take(token, lang[:2]):
            break
        end = following
        following += 1
    value = adding.value
    last = tokens[end]
    if (
        end + 1 < len(tokens)
        and tokens[end + 1].kind == "part"
        and _GAP.fullmatch(text, last.end, tokens[end + 1].start)
    ):
        # Two thirds.
        return Numeral(first.start, tokens[end + 1].end, value * tokens[end + 1].value, True), end + 2
    word = all(token.kind != "digits" for token in tokens[at : end + 1])
    return Numeral(first.start, last.end, value, word), end + 1


def _read_part(text: str, tokens: Sequence[_Token], at: int) -> Numeral:
    """The second, or "a third of"."""
    token = tokens[at]
    thirds = {Fraction(n): Fraction(1, int(n)) for n in range(2, 11)}
    words = text[max(0, token.start - 4) : token.start].casefold().split(), text[token.end : token.end + 4].split()
    if token.kind == "ordinal" and words[0][-1:] in (["a"], ["one"]) and words[1][:1] == ["of"]:
        return Numeral(token.start, token.end, thirds.get(token.value, token.value), True)
    return Numeral(token.start, token.end, token.value, True, token.kind == "ordinal")
