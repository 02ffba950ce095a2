"""What is wrong with the text of an article? Damage from extraction, and characters and words meant to mislead.

Nothing is repaired and nothing refused: a finding tells the owner of a collection which files to look at. The
thresholds are such that clean articles give none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import regex
from ftfy.badness import BADNESS_RE

from index.instructions import find_instructions
from index.legibility import Span, find_reversed, is_garbled

# The kinds of findings, the most damaging first. Their keys are stable; what a count counts is said here.
DESCRIPTIONS = {
    "mojibake": "places decoded with the wrong encoding",
    "replacement": "characters lost in decoding (U+FFFD)",
    "reversed": "stretches of words spelt backwards, as some PDF files give them",
    "bidi_override": "characters that show text in another order than it is stored",
    "tag_characters": "runs of tag characters, which are invisible and can hide text",
    "machine_instructions": "sentences that instruct a language model",
    "mixed_scripts": "words with letters of another script that look the same",
    "presentation_forms": "Arabic letters stored as glyphs, as some PDF files give them",
    "invisible": "invisible characters where no script needs them",
    "control": "control characters",
    "private_use": "characters without a public meaning, such as one font's symbols",
    "few_letters": "characters other than letters, which are more than half, as in tables and encoded data",
    "long_words": "words of 200 characters or more, as in encoded data",
    "long_lines": "lines of 50,000 characters or more",
    "repeated_lines": "repeated lines, which make up a fifth of the text or more",
}

_LONG_WORD = 200
# Scripts written without spaces: a zero-width space marks where a line may end, and a line may be one long word.
_UNSPACED = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}\p{Han}\p{Hiragana}\p{Katakana}"
# Joiners are letters' business in scripts that join, and in emoji; inside the words of others they and zero-width
# spaces part what reads as one word. Longer runs spell out something else, and so do runs of variation selectors.
_INVISIBLE = (
    r"(?<=[A-Za-zÀ-ɏͰ-ԯ])[\u200c\u200d]++(?=[A-Za-zÀ-ɏͰ-ԯ])|[\u200b-\u200d\u2060-\u2064\ufeff]{4,}+"
    rf"|(?<=\w)(?<![{_UNSPACED}])[\u200b\u2060\ufeff]++(?=\w)(?![{_UNSPACED}])"
    r"|[\u115f\u1160\u180e\u2061-\u2064\u3164\uffa0]|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}+"
)
_PATTERNS = {
    "replacement": regex.compile("\ufffd"),
    "bidi_override": regex.compile("[\u202d\u202e]"),
    # The flags of England, Scotland and Wales are a black flag and tags.
    "tag_characters": regex.compile(
        "\U0001f3f4[\U000e0061-\U000e007a]{3,6}\U000e007f(*SKIP)(*FAIL)|[\U000e0000-\U000e007f]++"
    ),
    "invisible": regex.compile(_INVISIBLE),
    "control": regex.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb]"),
    "private_use": regex.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]"),
    "long_lines": regex.compile(r"[^\n]{50000,}"),
}
# Not among them: the ligatures for God, for the Prophet and for rials, and Quranic brackets, which people do type.
_GLYPHS = regex.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf1\ufdf3-\ufdf9\ufe70-\ufefc]")
_ARABIC_LETTERS = regex.compile(r"\p{Arabic}")
_NO_LETTERS = regex.compile(r"[^\p{L}\p{M}\s]")
_LONG_WORDS = regex.compile(rf"(?<!\S)(?!\S{{0,12}}://)[^\s{_UNSPACED}]{{{_LONG_WORD},}}+")

_OTHER_ALPHABETS = "\u0370-\u03ff\u0400-\u052f"
_MIXTURES = re.compile(rf"[A-Za-z][{_OTHER_ALPHABETS}]|[{_OTHER_ALPHABETS}][A-Za-z]")
_LATIN = re.compile("[A-Za-z]")
_LATIN_LOOKALIKES = frozenset("aceiopxyABEKMHOPCTX")
_LOOKALIKES = frozenset("асеорхуіјѕһԁԛԝАВЕЅІЈКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧον")
# Russian endings on a Latin name.
_ENDING = re.compile(r"[A-Za-z]{3,}(?:а|е|у|о)")

# Texts beyond this many characters are judged by their beginning, middle and end where a check is slow.
_JUDGED_CHARS = 300_000
_FEWEST_CHARS = 200
_LEAST_LETTERS = 0.5
_GLYPH_SHARE = 0.05
_SHORTEST_LINE, _REPEATED_SHARE = 20, 0.2


def inspect_text(text: str) -> dict[str, int]:
    """Kind of finding → how much of it, in the order of `DESCRIPTIONS`; empty for clean text."""
    judged = _shorten(text)
    found: dict[str, Iterable[Span]] = {
        "mojibake": _find_mojibake(judged),
        "reversed": find_reversed(judged),
        "machine_instructions": find_instructions(judged),
        "mixed_scripts": _find_mixed_scripts(judged),
        "presentation_forms": _find_glyphs(text),
        "few_letters": _find_few_letters(text),
        "long_words": _find_long_words(text),
        "repeated_lines": _find_repeated_lines(text),
    }
    counts = {kind: sum(1 for _ in places) for kind, places in found.items()}
    counts |= {kind: sum(1 for _ in pattern.finditer(text)) for kind, pattern in _PATTERNS.items()}
    return {kind: counts[kind] for kind in DESCRIPTIONS if counts[kind]}


def _shorten(text: str) -> str:
    if len(text) <= _JUDGED_CHARS:
        return text
    part = _JUDGED_CHARS // 3
    middle = (len(text) - part) // 2
    return "\n".join((text[:part], text[middle : middle + part], text[-part:]))


def _find_mojibake(text: str) -> Iterator[Span]:
    if text.isascii():
        return iter(())
    spans = [match.span() for match in BADNESS_RE.finditer(text)]
    if not spans and is_garbled(text):
        spans = [(len(text) // 2, len(text))]
    return iter(spans)


def _find_mixed_scripts(text: str) -> Iterator[Span]:
    end = 0
    for mixture in _MIXTURES.finditer(text):
        if mixture.start() < end:
            continue
        start, end = _grow_word(text, mixture.start())
        word = text[start:end]
        latin = set(_LATIN.findall(word))
        others = set(word) - latin
        if (latin <= _LATIN_LOOKALIKES or others <= _LOOKALIKES) and not _ENDING.fullmatch(word):
            yield start, end


def _grow_word(text: str, place: int) -> Span:
    """The run of letters around `place`, as far as 50 characters to either side."""
    start, end = place, place
    while start > max(0, place - 50) and text[start - 1].isalpha():
        start -= 1
    while end < min(len(text), place + 50) and text[end].isalpha():
        end += 1
    return start, end


def _find_glyphs(text: str) -> list[Span]:
    """All of them or none: a few come in by pasting and do no harm."""
    glyphs = [match.span() for match in _GLYPHS.finditer(text)]
    return glyphs if glyphs and len(glyphs) >= _GLYPH_SHARE * len(_ARABIC_LETTERS.findall(text)) else []


def _find_few_letters(text: str) -> list[Span]:
    chars = sum(map(len, text.split()))
    others = [match.span() for match in _NO_LETTERS.finditer(text)]
    return others if chars >= _FEWEST_CHARS and len(others) > (1 - _LEAST_LETTERS) * chars else []


def _find_long_words(text: str) -> list[Span]:
    """Not links, which do get long."""
    if max(map(len, text.split()), default=0) < _LONG_WORD:
        return []
    return [match.span() for match in _LONG_WORDS.finditer(text)]


def _find_repeated_lines(text: str) -> list[Span]:
    """Every line after the first of its kind."""
    seen: Counter[str] = Counter()
    repeated: list[Span] = []
    for match in re.finditer(r"[^\n]+", text):
        line = match[0].strip()
        if len(line) >= _SHORTEST_LINE:
            seen[line] += 1
            if seen[line] > 1:
                repeated.append(match.span())
    return repeated if sum(end - start for start, end in repeated) >= _REPEATED_SHARE * len(text) else []
