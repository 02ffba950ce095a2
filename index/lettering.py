"""Which sounds the letters of each script stand for: the tables that `index.phonetics` reads words with.

Sounds are written with the signs of `index.phonetics.SOUNDS`.
"""

from typing import Final

_Rules = tuple[tuple[str, str], ...]


def _each(**sounds: str) -> dict[str, str]:
    return {letter: sound.removeprefix("_") for sound, letters in sounds.items() for letter in letters}


ARABIC: Final = _each(
    **{"a": "اآأٱعى", "i": "إیيےېۍۓئێ", "u": "ؤۆۇۈ", "h": "ةهہەۀۂح", "_": "ءھ", "b": "بٻڀ", "p": "پڦ", "t": "تٹټطٿٽٺۃ"},
    **{
        "e": "ث",
        "j": "جڄڃ",
        "c": "چڇڅ",
        "x": "خ",
        "s": "سصڅ",
        "z": "زذظځ",
        "d": "دڈډڌڊڍ",
        "o": "ض",
        "r": "رڑړڙڕ",
        "y": "ژ",
    },
    **{
        "1": "ږ",
        "5": "ښ",
        "w": "ش",
        "g": "غگګڳ",
        "f": "ف",
        "v": "ڤ",
        "q": "ق",
        "k": "کكڪ",
        "n": "نںڻڼڭڱ",
        "l": "لڵ",
        "m": "م",
    },
)
# How Arabs read and use them: ذ and ظ near d, ج for g, ف for v.
ARABS_OWN: Final = {"ذ": "o", "ظ": "o", "ج": "1", "ف": "6"}
ARABIC_DIGRAPHS: Final = (("تش", "چ"), ("دج", "ج"))

CYRILLIC: Final = _each(
    **{
        "a": "а",
        "b": "б",
        "v": "в",
        "g": "гґғ",
        "d": "д",
        "i": "еёэєиыіїй",
        "y": "ж",
        "z": "з",
        "k": "кқ",
        "l": "л",
        "m": "м",
    },
    **{
        "n": "нң",
        "u": "оуюүұө",
        "p": "п",
        "r": "р",
        "s": "с",
        "t": "т",
        "f": "ф",
        "x": "хҳһ",
        "c": "ч",
        "w": "шщ",
        "_": "ьъ",
    },
    **{"j": "џҷ", "ia": "я", "ts": "ц"},
)
CYRILLIC_DIGRAPHS: Final = (("дж", "џ"), ("сч", "щ"))

INDIC: Final = _each(
    **{"a": "अआाॲॅ", "i": "इईिीएऐेैऎॆय", "u": "उऊुूओऔोौऑॉऒॊ", "ri": "ऋृ", "k": "क", "x": "ख", "g": "गघ", "n": "ङञणनऩंँ"},
    **{
        "c": "चछ",
        "8": "ज",
        "j": "झ",
        "t": "टठतथ",
        "d": "डढदध",
        "p": "प",
        "7": "फ",
        "b": "बभ",
        "m": "म",
        "r": "रऱ",
        "l": "लळऴ",
    },
    **{"v": "व", "w": "शष", "s": "स", "h": "ह"},
)
# The dot below: what it makes of the sound before it.
NUKTA: Final = {"k": "q", "8": "z", "j": "y", "7": "f", "d": "r", "s": "w"}
BENGALI_OWN: Final = {"य": "j", "भ": "9"}

# Applied in order to Latin letters; what they write is in capitals (and digits), so that no later rule reads it again.
_ENGLISH: _Rules = (
    *(
        (r"^kn", "N"),
        (r"^wr", "R"),
        (r"^ps", "S"),
        (r"^x", "Z"),
        (r"[tsc]ion", "WN"),
        (r"ght", "T"),
        (r"(?<=[aiou])gh$", ""),
    ),
    *((r"tch", "C"), (r"t?sch|sh", "W"), (r"ch(?=[lr])", "K"), (r"ch", "3"), (r"ck", "K"), (r"ph", "F"), (r"th", "E")),
    *((r"dh", "D"), (r"kh", "X"), (r"gh|gu(?=[ei])", "G"), (r"dzh|dj|dg(?=[ei])", "J"), (r"zh", "Y"), (r"rh", "R")),
    *(
        (r"wh", "V"),
        (r"qu", "KV"),
        (r"g(?=[eiy])", "1"),
        (r"c(?=[eiy])", "S"),
        (r"c", "K"),
        (r"x", "KS"),
        (r"(?<=..)e$", ""),
    ),
)
LATIN_RULES: Final[dict[str, _Rules]] = {
    "en": _ENGLISH,
    "ur-Latn": (
        *((r"tion", "WN"), (r"chh?", "C"), (r"sh", "W"), (r"zh", "Y"), (r"kh", "X"), (r"([tdbpjrgk])h", r"\1")),
        *((r"x", "KS"), (r"ck", "K"), (r"c(?=[ei])", "S"), (r"c", "K")),
    ),
    "de": (
        *(
            (r"tsch", "C"),
            (r"sch", "W"),
            (r"ch", "X"),
            (r"ck", "K"),
            (r"ph|v", "F"),
            (r"qu", "KV"),
            (r"tz", "Z"),
            (r"th", "T"),
        ),
        *((r"j", "I"), (r"x", "KS"), (r"c(?=[ei])", "Z"), (r"c", "K")),
    ),
    "fr": (
        *((r"tion", "SN"), (r"tch", "C"), (r"ch", "W"), (r"dj", "J"), (r"j|g(?=[eiy])", "Y"), (r"gu(?=[ei])", "G")),
        *((r"qu", "K"), (r"ph", "F"), (r"th", "T"), (r"kh", "X"), (r"gh", "G"), (r"c(?=[eiy])", "S"), (r"c", "K")),
        *((r"x", "KS"), (r"(?<=..)e$", "")),
    ),
    "es": (
        *((r"ch", "C"), (r"j|g(?=[ei])", "X"), (r"ll", "I"), (r"gu(?=[ei])", "G"), (r"qu", "K"), (r"c(?=[ei])", "S")),
        *((r"c", "K"), (r"x", "KS"), (r"sh", "W"), (r"kh", "X")),
    ),
    "tr": (
        (r"sh", "W"),
        (r"ch", "C"),
        (r"c", "J"),
        (r"zh", "Y"),
        (r"j", "Y"),
        (r"x", "KS"),
        (r"kh", "X"),
        (r"gh", "G"),
    ),
}
# In every Latin spelling, after the rules: w after a vowel and before none is a vowel.
LATIN_GLIDE: Final = r"(?<=[aeiou])w(?![aeiou])"
TURKISH: Final = {"ş": "sh", "ç": "ch", "ğ": "", "ı": "i"}
LATIN: Final = {"e": "i", "y": "i", "o": "u", "w": "v", "c": "k", "x": "ks"}
