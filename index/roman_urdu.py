"""Roman Urdu → Urdu, spelt with the words of a collection: an encoder knows Urdu far better in its own letters.

Everybody romanises in a way of their own, so that there is no table of it. But a word sounds like the one that is meant
(`index.phonetics`), and what a collection can answer is written with the words that it has.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import regex

from index.catalog import Catalog
from index.phonetics import spell_sounds
from index.roman_words import COMMON_SPELLINGS
from index.skeletons import SpellingIndex

ROMAN_URDU, URDU = "ur-Latn", "ur"

_ROMAN = regex.compile(r"\p{Latin}[\p{Latin}\p{M}'’]*")
_WRITTEN = regex.compile(r"[\p{Arabic}&&[\p{L}\p{M}]]{2,40}", regex.V1)
# Joiners, and marks that some writers put and others do not.
_UNWRITTEN = regex.compile(r"[\u200c\u200d\u0640\u064b-\u0652\u0670]")
_COMMON: dict[str, str] = {}
for _word, _spellings in COMMON_SPELLINGS.items():
    for _spelling in _spellings:
        _COMMON.setdefault(_spelling.casefold(), _word)
# Of two words that sound alike the commoner one is meant, but the sound counts for much more.
_SOUND, _FREQUENCY = 8.0, 0.25
# What a large collection's words are counted in: articles from all over it with about so many characters.
_SAMPLE = 4_000_000


class UrduSpeller:
    """Spells Roman Urdu with Urdu words, each given with how often it occurs."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        alike: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for word, count in counts.items():
            if sounds := spell_sounds(word, URDU):
                alike[sounds].append((count, word))
        self._words = {sounds: max(words) for sounds, words in alike.items()}
        self._index = SpellingIndex(self._words)

    def spell(self, text: str) -> str:
        """`text` with each Roman word as the Urdu one that it sounds like; where there is none it stays."""
        return str(_ROMAN.sub(lambda match: self._spell_word(match.group()), text)).replace("?", "؟")

    def _spell_word(self, roman: str) -> str:
        if common := _COMMON.get(roman.casefold()):
            return common
        sounds = spell_sounds(roman, ROMAN_URDU)
        found = [
            (_SOUND * math.log(match.similarity) + _FREQUENCY * math.log(count), word)
            for match in (self._index.match([sounds]) if sounds else ())
            for count, word in [self._words[match.spelling]]
        ]
        return max(found)[1] if found else roman


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Words in Arabic letters → how often they occur."""
    return Counter(word for text in texts for word in _WRITTEN.findall(_UNWRITTEN.sub("", text)))


def read_words(catalog: Catalog, lang: str = URDU) -> Counter[str]:
    """The words of the published articles in `lang`; of a large collection, of as many as are soon read."""
    sizes = catalog.rows("SELECT id, length(text) FROM article WHERE live AND lang = ? ORDER BY id", (lang,))
    step = max(1, round(sum(size for _, size in sizes) / _SAMPLE))
    return count_words(
        text for id_, _ in sizes[::step] for (text,) in catalog.rows("SELECT text FROM article WHERE id = ?", (id_,))
    )
