"""Bytes → text: byte order marks, a declared encoding, UTF-8, and else the encoding that reads most like language.

General detectors need a page of text to tell Arabic encodings apart; a headline must do here. Sequences of bytes that
are valid in UTF-8 hardly come about by chance, so it is UTF-8 also where some are damaged. Accents in Latin script
stand alone among ASCII letters. Any other candidate is scored by how common its letters are in the language family it
would give, and by what never happens inside words.
"""

import codecs
import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from index.counts import count_of
from index.documents.article import UnusableContent

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Of both, only the letters ğ, ı and ş differ.
_WESTERN, _TURKISH = "windows-1252", "windows-1254"
_SINGLE_BYTE = (_WESTERN, _TURKISH, "windows-1256", "iso-8859-6", "windows-1251", "koi8-r")
# Hardly anybody wrote this one but for Arabic, and what it shares with windows-1256 is often Persian.
_RARE = {"iso-8859-6": 0.2}
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# Browsers read these labels so; so do the pages that carry them.
_ALIASES = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "ascii": "utf-8"}
_ALIASES |= {"iso-8859-9": "windows-1254", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_LABEL = re.compile(r"[\w.: -]{1,40}", re.ASCII)
# Letters by falling frequency, of Arabic, Persian and Urdu together and of Russian, with Ukrainian at the end.
_ARABIC = "اليرنمتوهدبکےعسيكہیفقحںگشجأةجخصزپطچضءٹذثغىظآڑئھإؤڈژ"
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ"
_LATIN = "éèàçêâîôûùëïœüöäßñóáíúãõåøæışğ\u0307"
_COMMON = {char: -math.log2(rank + 4) for letters in (_ARABIC, _CYRILLIC, _LATIN) for rank, char in enumerate(letters)}
_PUNCTUATION = frozenset(
    "«»“”‘’–—…،؛؟۔۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩№°\u00a0\u200c\u200d\u200e\u200f\u064b\u064e\u064f\u0650\u0651\u0652"
)
_UNLIKELY = -12.0
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_BYTES = 20_000
# Damaged places of UTF-8 may be so many of the continuation bytes that are left: Urdu letters have one, Hindi two.
_MOST_DAMAGED = 0.5
_FOREIGN_BYTES = re.compile(rb"[\x80-\xff]+")
# In Latin script at least this share of the bytes beyond ASCII has no neighbour of its kind.
_ALONE = 2 / 3
# A short text with some stray control characters is text all the same.
_STRAY_CONTROLS, _FEW_CONTROLS = 3, 0.005
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Decoded:
    """Text without its byte order mark, otherwise as it stood; `note` says what had to be guessed."""

    text: str
    encoding: str
    note: str | None = None


def decode_bytes(content: bytes, declared: str | None = None) -> Decoded:
    """Raises UnusableContent for bytes that are no text in any of the known encodings, and for empty ones."""
    decoded = _decode(content, declared)
    if not decoded.text.strip():
        raise UnusableContent("is empty")
    if _looks_binary(decoded.text):
        raise UnusableContent("is not text")
    return decoded


def _decode(content: bytes, declared: str | None) -> Decoded:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return Decoded(content[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError:
                break
    try:
        text = content.decode("utf-8")
        # Letters of one foreign script in UTF-16 are pairs of an ASCII byte and a control one.
        if not _looks_binary(text):
            return Decoded(text, "utf-8", _contradiction(declared, "utf-8"))
    except UnicodeDecodeError:
        pass
    if mended := _mend_utf8(content):
        return mended
    known = _canonical(declared) if declared else None
    if known and known != "utf-8":
        try:
            return Decoded(content.decode(known), known)
        except UnicodeDecodeError:
            pass
    text, encoding = _read_latin(content) or _guess(content)
    note = f"encoding guessed: {encoding}"
    return Decoded(text, encoding, f"{note}, declared {known}" if known else note)


def _looks_binary(text: str) -> bool:
    sample = text[:_SAMPLE_BYTES]
    return "\0" in text or len(_BINARY.findall(sample)) > max(_STRAY_CONTROLS, _FEW_CONTROLS * len(sample))


def _canonical(name: str) -> str | None:
    name = name.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    # Python passes over whatever else is in a name, which then is shown.
    if not _LABEL.fullmatch(name):
        return None
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return name if info._is_text_encoding and info.name not in ("utf-7", "idna", "punycode") else None


def _contradiction(declared: str | None, encoding: str) -> str | None:
    known = _canonical(declared) if declared else None
    return f"encoding declared {known} but is {encoding}" if known and known.replace("_", "-") != encoding else None


def _mend_utf8(content: bytes) -> Decoded | None:
    """UTF-8 with a few damaged bytes, which become U+FFFD, or cut off within a character."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = decoder.decode(content)
    damaged = text.count("\ufffd")
    # A valid character of three bytes is stronger proof than one of two; U+FFFD has three itself.
    proof = len(text.encode()) - len(text) - 2 * damaged
    if not proof or damaged > _MOST_DAMAGED * proof or _looks_binary(text):
        return None
    cut = decoder.decode(b"", final=True)
    note = f"encoding damaged: {count_of(damaged + len(cut), 'place')} in utf-8"
    return Decoded(text + cut, "utf-8", note)


def _read_latin(content: bytes) -> tuple[str, str] | None:
    """Text in Latin script, with U+FFFD for bytes that mean nothing in it."""
    runs = [len(run) for run in _FOREIGN_BYTES.findall(content)]
    encoding = max((_WESTERN, _TURKISH), key=lambda encoding: _score(content, encoding) or _UNLIKELY)
    text = content.decode(encoding, "replace")
    if runs.count(1) < _ALONE * sum(runs) or _BINARY.search(text):
        return None
    return text, encoding


def _guess(content: bytes) -> tuple[str, str]:
    wide = [encoding for encoding in _WIDE if len(content) % (4 if "32" in encoding else 2) == 0]
    # Text has no NUL but as the empty half of an ASCII letter.
    candidates = wide if b"\0" in content else [*_SINGLE_BYTE, *wide]
    scores = {encoding: score for encoding in candidates if (score := _score(content, encoding)) is not None}
    best = max(scores, key=lambda encoding: scores[encoding] - _RARE.get(encoding, 0.0), default=None)
    if best is None or scores[best] < _UNLIKELY / 1.5:
        raise UnusableContent("is not text")
    return content.decode(best), best


def _score(content: bytes, encoding: str) -> float | None:
    """Mean log-likelihood of what is not ASCII, per character; None if the bytes do not decode."""
    try:
        content.decode(encoding)
        text = content[: _SAMPLE_BYTES // 4 * 4].decode(encoding, "ignore")
    except UnicodeDecodeError:
        return None
    if _BINARY.search(text):
        return None
    foreign = Counter(char for char in text.lower() if char > "\x7f")
    if not foreign:
        return 0.0
    total = sum(_likelihood(char) * count for char, count in foreign.items())
    total += sum(_UNLIKELY * _breaks(word) for word in _WORD.findall(text))
    return total / foreign.total()


def _likelihood(char: str) -> float:
    return _COMMON.get(char, -5.0 if char in _PUNCTUATION else _UNLIKELY)


def _breaks(word: str) -> int:
    """How often letters follow each other as they do in no language: other script, small before capital."""
    scripts = ["L" if char < "\u0250" else "C" if "\u0400" <= char < "\u0530" else "O" for char in word]
    if len(word) > 2 and all("\x7f" < char < "\u0250" for char in word):
        return len(word)  # accents and nothing else
    changes = sum(a != b for a, b in pairwise(scripts))
    capitals = sum(a.islower() and b.isupper() for a, b in pairwise(word) if a > "\x7f" or b > "\x7f")
    return changes + capitals
