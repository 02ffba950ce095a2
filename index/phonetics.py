"""How a word of any script sounds, spelt with one alphabet: consonants, and those vowels that its script writes.

Пезешкиан, پزشکیان and Pezeshkian come out nearly alike (pizwkian, pzwkian). A spelling is lower-case letters and
digits, so that a full-text index takes it for one word: a, i, u for vowels; w for sh, c for ch, y for zh, x for kh; the
other letters for themselves; and signs for letters that are read in two ways (`SOUNDS` tells in which).
"""

from functools import cache, lru_cache

import regex
from anyascii import anyascii

from index import lettering

# Sign → the classes of sound by which it may be met, the likeliest first; "" where other scripts leave it out.
SOUNDS: dict[str, tuple[str, ...]] = {
    **{"b": ("B",), "p": ("B",), "m": ("M",), "n": ("N",), "t": ("T",), "d": ("D",), "r": ("R",), "l": ("L",)},
    **{"f": ("F",), "v": ("F", ""), "s": ("S",), "z": ("S",), "w": ("S",), "c": ("S",), "j": ("J",), "y": ("J",)},
    **{"k": ("K",), "q": ("K",), "g": ("K",), "x": ("K",), "h": ("", "K")},
    # ث and th; ض; Arabic ج and g before e; Latin ch; ښ; Arabic ف; फ; ज; ভ.
    **{"e": ("T", "S"), "o": ("S", "D"), "1": ("J", "K"), "3": ("S", "K"), "5": ("S", "K"), "6": ("F", "")},
    **{"7": ("F", "B"), "8": ("J", "S"), "9": ("B", "")},
}
VOWELS = "aiu"
# The first letter of a spelling: whether its script writes short vowels.
WITH_VOWELS, WITHOUT_VOWELS = "v", "a"

# The blocks of India's scripts are laid out alike, one after the other; the second is Bengali.
_INDIC_BLOCKS, _INDIC_BLOCK, _BENGALI = range(0x0900, 0x0D80), 0x80, 1
_NUKTA = "\u093c"
_MARKS = regex.compile(r"[\p{Cf}\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]+")
_ARABIC, _CYRILLIC = regex.compile(r"\p{Arabic}"), regex.compile(r"\p{Cyrillic}")
_FINAL_H = regex.compile(r"(?<=[^aiu])h$")
_CLUSTERS = ((regex.compile(r"^[aiu]+"), "a"), (regex.compile(r"ai|ii"), "i"), (regex.compile(r"au|uu"), "u"))
# ट्रंप, ट्रम्प; but not कानपुर.
_ANUSVARA, _NASAL = "\u0902", regex.compile(r"N(?=[bp79])")
_DOUBLED = regex.compile(r"(.)\1+")
_TURKISH, _LATIN = str.maketrans(lettering.TURKISH), str.maketrans(lettering.LATIN)
_LATIN_GLIDE, _NO_SOUND = regex.compile(lettering.LATIN_GLIDE), regex.compile(r"[^a-zA-Z135-9]+")


@lru_cache(maxsize=1 << 17)
def spell_sounds(word: str, lang: str | None = None) -> str:
    """`WITH_VOWELS` or `WITHOUT_VOWELS` and the sounds of `word`; "" if it has none.

    `lang` (BCP 47) decides how letters are read that languages share; without it Latin ones are read as English,
    Arabic ones as Urdu and Persian.
    """
    word = _MARKS.sub("", word)
    if not word:
        return ""
    if _ARABIC.match(word):
        kind, sounds = WITHOUT_VOWELS, _spell_arabic(word, lang == "ar")
    elif _CYRILLIC.match(word):
        kind, sounds = WITH_VOWELS, _spell_cyrillic(word.casefold())
    elif ord(word[0]) in _INDIC_BLOCKS:
        kind, sounds = WITHOUT_VOWELS, _spell_indic(word)
    else:
        kind, sounds = WITH_VOWELS, _spell_latin(word.casefold(), lang)
    for pattern, kept in _CLUSTERS:
        sounds = pattern.sub(kept, sounds)
    sounds = _DOUBLED.sub(r"\1", sounds)
    return kind + sounds if sounds else ""


def _spell_arabic(word: str, arab: bool) -> str:
    if arab:
        for written, letter in lettering.ARABIC_DIGRAPHS:
            word = word.replace(written, letter)
    sounds = []
    for at, letter in enumerate(word):
        if letter == "و":
            near = word[max(0, at - 1) : at + 2]
            sounds.append("v" if at == 0 or "ا" in near or "آ" in near else "u")
        elif arab and letter in lettering.ARABS_OWN:
            sounds.append(lettering.ARABS_OWN[letter])
        elif letter == "ف" and at and at == len(word) - 1 and word[at - 1] in "ویي":
            # Russian -ов, -ев.
            sounds.append("6")
        else:
            sounds.append(lettering.ARABIC.get(letter, ""))
    return str(_FINAL_H.sub("a", "".join(sounds)))


def _spell_cyrillic(word: str) -> str:
    for written, letter in lettering.CYRILLIC_DIGRAPHS:
        word = word.replace(written, letter)
    return "".join(lettering.CYRILLIC.get(letter, "") for letter in word)


def _spell_indic(word: str) -> str:
    sounds: list[str] = []
    for letter in word:
        block, place = divmod(ord(letter) - _INDIC_BLOCKS.start, _INDIC_BLOCK)
        plain = chr(_INDIC_BLOCKS.start + place)
        if plain == _NUKTA and sounds:
            sounds[-1] = "i" if sounds[-1] == "j" and block == _BENGALI else lettering.NUKTA.get(sounds[-1], sounds[-1])
        elif plain == _ANUSVARA:
            sounds.append("N")
        elif block == _BENGALI and plain in lettering.BENGALI_OWN:
            sounds.append(lettering.BENGALI_OWN[plain])
        else:
            sounds.append(lettering.INDIC.get(plain, ""))
    return str(_NASAL.sub("m", "".join(sounds))).replace("N", "n")


def _spell_latin(word: str, lang: str | None) -> str:
    word = anyascii(word.translate(_TURKISH) if lang == "tr" else word).lower()
    for pattern, sounds in _latin_rules(lang):
        word = pattern.sub(sounds, word)
    word = _NO_SOUND.sub("", _LATIN_GLIDE.sub("u", word))
    return word.translate(_LATIN).lower()


@cache
def _latin_rules(lang: str | None) -> "list[tuple[regex.Pattern[str], str]]":
    rules = lettering.LATIN_RULES.get(lang or "en") or lettering.LATIN_RULES["en"]
    return [(regex.compile(written), sounds) for written, sounds in rules]
