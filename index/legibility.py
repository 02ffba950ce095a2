"""Do the words of a text read as words? Common ones tell: decoded wrongly or spelt backwards, none of them is left."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

import regex

Span = tuple[int, int]

# Common words of at least two letters whose reversal is no frequent word of any of these languages.
_COMMON = {
    "ar": "في من على إلى أن التي الذي عن مع هذا كان كانت قال بين بعد",
    "fa": "در از که این است آن برای شد شده کرده خود",
    "ur": "کے میں سے اور نے ہے ہیں پر تھا",
    "en": "the of and to in is for that was with by from",
    "ru": "на не что из по за для его при это был была чтобы также как или от до они если их все может которые",
    "hi": "में के की है को से का और ने हैं कि पर",
}
# As Arabic keyboards and hurried hands write them.
_VARIANTS = (str.maketrans("", ""), str.maketrans("یک", "يك"), str.maketrans("أإ", "اا"))
_FORWARD = frozenset(
    word.translate(variant) for words in _COMMON.values() for word in words.split() for variant in _VARIANTS
)
_BACKWARD = frozenset(word[::-1] for word in _FORWARD) - _FORWARD
# Longer words may carry the Arabic article, or what it becomes in a mirror.
_ARTICLE, _MIRRORED_ARTICLE = "ال", "لا"
_LONG_WORD = 5
_WORDS = regex.compile(r"[\p{L}\p{M}]+")
_RIGHT_TO_LEFT = regex.compile(r"\p{Arabic}")
_BLOCKS = re.compile(r"(?:\S+\s*){1,100}+")
_FEWEST_BACKWARD = 4

# Encodings that files are decoded with by mistake, paired with those that they are in. Two encodings of one alphabet
# that differ in part of it prove nothing: ftfy finds most of what comes of them.
_MISTAKES = sorted(
    set(
        product(
            ("cp1252", "latin-1", "cp1251", "cp1256", "koi8-r", "cp437", "mac-roman"),
            ("utf-8", "cp1256", "cp1251", "koi8-r", "iso8859-6"),
        )
    )
    - {("cp1256", "iso8859-6"), ("cp1251", "cp1251"), ("cp1256", "cp1256"), ("koi8-r", "koi8-r")}
)
_DECODED_CHARS = 2_000
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# About every fifth word of prose is a common one. A text with fewer than one in 25 is decoded anew; it was garbled if
# that makes it one in 15 or more.
_GARBLED_SHARE, _LEGIBLE_SHARE = 0.04, 0.065
_FEWEST_COMMON = 5


def find_reversed(text: str) -> Iterator[Span]:
    """Stretches of up to 100 words in which common words spelt backwards outnumber common words two to one.

    Only in the Arabic script: no extraction reverses what is written from left to right.
    """
    for block in _BLOCKS.finditer(text):
        if not _RIGHT_TO_LEFT.search(block[0]):
            continue
        words = _split_words(block[0])
        forward = sum(word in _FORWARD or (len(word) >= _LONG_WORD and word.startswith(_ARTICLE)) for word in words)
        backward = sum(
            word in _BACKWARD or (len(word) >= _LONG_WORD and word.endswith(_MIRRORED_ARTICLE)) for word in words
        )
        if backward >= _FEWEST_BACKWARD and backward > 2 * forward:
            yield block.span()


def is_garbled(text: str) -> bool:
    """Whether `text` reads well only after it is encoded as it was decoded, and decoded with another encoding.

    Judged by the middle of a longer text, where mastheads and menus are fewest.
    """
    first = max(0, (len(text) - _DECODED_CHARS) // 2)
    sample = text[first : first + _DECODED_CHARS]
    few_others = len(_NOT_ASCII.findall(sample)) < 0.2 * len(sample)
    if few_others or _share_common(sample) >= _GARBLED_SHARE:
        return False
    return any(_share_common(_decode_anew(sample, *pair)) >= _LEGIBLE_SHARE for pair in _MISTAKES)


def _decode_anew(text: str, mistaken: str, meant: str) -> str:
    return text.encode(mistaken, "ignore").decode(meant, "ignore")


def _split_words(text: str) -> list[str]:
    return list(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))


def _share_common(text: str) -> float:
    words = _split_words(text)
    common = sum(word in _FORWARD for word in words)
    return common / len(words) if common >= _FEWEST_COMMON else 0.0
