"""Text as it is compared, never as it is shown: letters, digits and marks that readers take for the same.

Unicode says most of it (compatibility forms, case, what is ignorable); the rest are choices, by script:
Arabic letters that keyboards of Arabic, Persian, Urdu, Pashto and Sindhi type differently are one, letters that
tell words apart (ھ and ے, ټ and ٹ, ڳ and گ) stay; Cyrillic keeps й and drops the dots of ё; Devanagari keeps its
vowels, and the nasals and dots that writers leave out are one; of Latin and Greek letters the accents go.
"""

import unicodedata
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from index.lookalikes import fold_lookalikes

# Raise when text folds to something else than before: what was stored folded is then stale.
FOLDING_VERSION = 2

_LETTERS = {
    **dict.fromkeys("يى", "ی"),
    **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("هةەۃ", "ہ"),
    **{"ٱ": "ا", "ګ": "گ", "ـ": ""},
    **{"ё": "е", "ѐ": "е", "ѝ": "и"},
    **{"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"},
    **{"ँ": "ं"},
}
_PUNCTUATION = {
    **dict.fromkeys("\"'`´‘’‚‛“”„‟«»‹›′″‵‶〃「」『』〝〞ʼʻʹʿʾ״׳", "'"),
    **dict.fromkeys("۔।॥॰。｡", "."),
    **dict.fromkeys("،٬、､", ","),
    **{"٫": ".", "؛": ";", "؟": "?", "٪": "%", "⁄": "/", "−": "-", "×": "x"},
}
_DROPPED = regex.compile(r"[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]")
# Marks that are not letters of their script: accents, harakat, Hebrew points, stress; kana keep their voicing.
_MARK = regex.compile(
    r"(?![\u3099\u309a])[\p{Mn}\p{Me}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}"
    r"\p{Script=Cyrillic}]]",
    regex.V1,
)
_CYRILLIC = regex.compile(r"\p{Script=Cyrillic}")
# и + ̆ is й, which is no и with an accent.
_CYRILLIC_CLUSTER = regex.compile(r"\p{Script=Cyrillic}\p{M}+")
_SPACES = regex.compile(r"^ +| +$|(?<= ) +")
_QUOTES = regex.compile(r"(?<=')'+")
# The dot of borrowed sounds, which most writers leave out; ड़ and ढ़ keep theirs, being other letters.
_NUKTA = regex.compile(r"(?<=[कखगजफ])़+")
# A nasal before a consonant of its own row, also written ं: हिन्दी, हिंदी.
_NASAL = regex.compile(r"ङ्(?=[कखगघ])|ञ्(?=[चछजझ])|ण्(?=[टठडढ])|न्(?=[तथदध])|म्(?=[पफबभ])")
_GRAPHEME = regex.compile(r"\X")
# How far back to look for where a character begins; Unicode's own limit for a sane one is 31.
_LONGEST_GRAPHEME = 64


@dataclass(frozen=True)
class Folded:
    """`text` is `original` folded; `starts[i]` is the offset of the original character that gave `text[i]`."""

    text: str
    original: str
    starts: NDArray[np.int32]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The whole characters (grapheme clusters) of `original` that a span of `text` came from.

        Raises ValueError for a span that is empty or outside `text`.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span of the folded text: {start}–{end} of {len(self.text)}")
        first, _ = _grapheme_around(self.original, int(self.starts[start]))
        _, last = _grapheme_around(self.original, int(self.starts[end - 1]))
        return first, last


class _Table(dict[str, str]):
    """One character → its folding, found out once."""

    def __missing__(self, char: str) -> str:
        folded, before = char, None
        while folded != before:
            before, folded = folded, "".join(map(_fold_once, folded))
        self[char] = folded
        return folded


def fold_text(text: str) -> str:
    """`text` without differences of case, width, digit system, vowel marks, invisible controls and spacing."""
    return fold_with_offsets(text).text


def fold_with_offsets(text: str) -> Folded:
    """`text` folded as by `fold_text`, with the way back."""
    pieces = list(map(_TABLE.__getitem__, text))
    for cluster in _CYRILLIC_CLUSTER.finditer(text):
        start, end = cluster.span()
        pieces[start:end] = [_fold_cluster(cluster.group()), *[""] * (end - start - 1)]
    lengths = np.fromiter(map(len, pieces), np.int32, len(pieces))
    starts = np.repeat(np.arange(len(pieces), dtype=np.int32), lengths)
    folded = fold_lookalikes("".join(pieces), text, starts)
    for pattern, kept in ((_SPACES, ""), (_QUOTES, ""), (_NUKTA, ""), (_NASAL, "ं")):
        folded, starts = _replace(pattern, kept, folded, starts)
    return Folded(folded, text, starts)


def _fold_once(char: str) -> str:
    if char in _PUNCTUATION:
        return _PUNCTUATION[char]
    if char.isspace():
        return " "
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if _DROPPED.match(char) or _MARK.match(char):
        return ""
    lowered = char.casefold()
    parts = lowered if _CYRILLIC.match(lowered) else unicodedata.normalize("NFKD", lowered)
    if parts.startswith(" "):
        # An accent that stands alone.
        return ""
    if "⁄" in parts:
        # 5½ is not 51/2.
        parts = f" {parts}"
    return "".join(_LETTERS.get(each, "-" if unicodedata.category(each) == "Pd" else each) for each in parts)


_TABLE = _Table()


def _fold_cluster(cluster: str) -> str:
    return "".join(map(_TABLE.__getitem__, unicodedata.normalize("NFC", cluster)))


def _replace(
    pattern: "regex.Pattern[str]", kept: str, folded: str, starts: NDArray[np.int32]
) -> tuple[str, NDArray[np.int32]]:
    """Every match cut down to `kept`, which is no longer than the match."""
    matches = [match.span() for match in pattern.finditer(folded)]
    if not matches:
        return folded, starts
    stays = np.ones(len(folded), bool)
    for start, end in matches:
        stays[start + len(kept) : end] = False
    return pattern.sub(kept, folded), starts[stays]


def _grapheme_around(text: str, at: int) -> tuple[int, int]:
    """The grapheme cluster of `text` in which the character at `at` lies."""
    window = max(0, at - _LONGEST_GRAPHEME)
    for match in _GRAPHEME.finditer(text[window : at + _LONGEST_GRAPHEME]):
        if window + match.end() > at:
            return window + match.start(), window + match.end()
    return at, at + 1
