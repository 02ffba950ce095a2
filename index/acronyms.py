"""Acronyms spelt by the names of their Latin letters: ایس سی او, بي بي سي, बीबीसी, би-би-си."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

import regex

from index.keyboards import own_letters

# The names of the letters from a to z, "-" for none; variants apart by "|".
_LETTER_NAMES = {
    "ur": "اے بی سی ڈی ای ایف جی ایچ آئی جے کے ایل ایم این او پی کیو آر ایس ٹی یو وی ڈبلیو|ڈبلیؤ ایکس وائی|وائے زیڈ",
    "ar": "إيه|ايه|أيه بي سي دي إي|اي إف|اف|أف جي إتش|اتش|إيتش آي جيه|جاي كيه|كي إل|ال إم|ام إن|ان أو|او بي كيو آر|ار"
    " إس|اس تي يو في دبليو إكس|اكس واي زد|زي",
    "fa": "ای|ا بی سی دی ای اف جی اچ|اِچ آی جی|جِی کی|کِی ال ام ان او|اُ پی کیو آر اس تی یو وی دبلیو ایکس|اکس وای زد|زِد",
    "hi": "ए बी सी डी ई एफ|एफ़ जी एच आई|आइ जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू|डब्लू एक्स वाई|वाय जेड|ज़ेड",
    "bn": "এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি কিউ আর এস টি ইউ ভি ডব্লিউ|ডাব্লিউ এক্স ওয়াই|ওয়াই জেড",
    "pa": "ਏ ਬੀ ਸੀ ਡੀ ਈ ਐਫ|ਐੱਫ ਜੀ ਐਚ|ਐੱਚ ਆਈ ਜੇ ਕੇ ਐਲ|ਐੱਲ ਐਮ|ਐੱਮ ਐਨ|ਐੱਨ ਓ ਪੀ ਕਿਊ ਆਰ ਐਸ|ਐੱਸ ਟੀ ਯੂ ਵੀ ਡਬਲਯੂ|ਡਬਲਿਊ ਐਕਸ|ਐੱਕਸ ਵਾਈ ਜ਼ੈੱਡ|ਜ਼ੈਡ",
    "ps": "ای|اې بي سي ډي اي اېف|ایف جي اېچ|ایچ آی جې کې|کے اېل اېم اېن او پي کیو ار اېس|ایس ټي یو وي"
    " ډبلیو اېکس وای زېډ",
    "ru": "эй би си ди и эф джи эйч ай джей кей эл эм эн оу пи кью ар эс ти ю ви - экс уай зет",
}
# Languages that read the letters as another does.
_AS = {
    "pa-Arab": "ur",
    "sd": "ur",
    "mr": "hi",
    "ne": "hi",
    "uk": "ru",
    "be": "ru",
    "bg": "ru",
    "kk": "ru",
    "tg": "ru",
    "as": "bn",
}
# Words of a language that are letter names too: alone before a number, or at either end of a run, they are words.
_PARTICLES = {
    **{
        "ur": "کے کی اس ان ال او ای آئی",
        "ar": "في ان إن ال أو او كي ام أم أي",
        "fa": "ان ال او کی ای ا",
        "ps": "او کې کی اې ای",
    },
    **{"hi": "के की ए ई ओ आई", "bn": "এ ও ই", "pa": "ਕੇ ਏ ਓ ਈ ਆਈ", "ru": "и"},
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST_SPELLINGS, _FEWEST_IN_ONE, _FEWEST_BEFORE_NUMBER = 8, 3, 2
# "Come", "live", which are two letters as well.
_WORDS = ("आईए", "आइए", "जीए", "पीए")
_BETWEEN = r"[ .۔\u00a0\u200c-]{1,2}"
_NUMBER_FOLLOWS = r"(?=(?:[ \u00a0\u200c]?[-‐‑‒–—−ـ]?[ \u00a0\u200c]?|۔)\p{Nd})"
_NUMBER_NEXT = regex.compile(_NUMBER_FOLLOWS)
_INDIC_WORD = regex.compile(r"[\u0900-\u0dff]{3,}")


def find_letter_runs(text: str, lang: str | None = None) -> Iterator[tuple[int, int, list[str]]]:
    """Start, end and possible letters of every run of letter names, and of a single one before a number.

    A run comes again without the word at its end that may as well be grammar: ایس سی او کے is SCO too.
    """
    names = _letters_by_name(_AS.get(lang or "", lang))
    particles = _particles(lang)
    text = own_letters(text, lang)
    if not names:
        return
    for match in _runs(_AS.get(lang or "", lang)).finditer(text):
        words = [word.span() for word in regex.finditer(r"[\p{L}\p{M}]+", match.group())]
        parts = [match.group()[start:end].casefold() for start, end in words]
        first, last = int(parts[0] in particles), len(parts) - (parts[-1] in particles)
        runs = {(0, len(parts)), (first, last)} if last - first > 1 else {(0, len(parts))}
        for begin, end in sorted(runs):
            letters = ["".join(spelt) for spelt in product(*(names[part] for part in parts[begin:end]))]
            yield match.start() + words[begin][0], match.start() + words[end - 1][1], letters[:_MOST_SPELLINGS]
    for match in _INDIC_WORD.finditer(text):
        spelt_in_one = _spelt_in_one(match.group(), _AS.get(lang or "", lang))
        # Two letters may as well be a word, but hardly before a number: एनए-148.
        numbered = match.group() not in _WORDS and _NUMBER_NEXT.match(text, match.end())
        if len(spelt_in_one) >= (_FEWEST_BEFORE_NUMBER if numbered else _FEWEST_IN_ONE):
            yield match.start(), match.end(), [spelt_in_one]


def is_particle(word: str, lang: str | None) -> bool:
    """Whether a letter's name is as well a small word of the language."""
    return own_letters(word, lang) in _particles(lang)


def _particles(lang: str | None) -> frozenset[str]:
    return frozenset(_PARTICLES.get(_AS.get(lang or "", lang or "ur"), "").split())


@lru_cache(maxsize=1 << 15)
def _spelt_in_one(word: str, lang: str | None) -> str:
    """The letters of a word that Indian scripts write in one; "" if it is anything else."""
    names, at, found = _letters_by_name(lang), 0, ""
    while at < len(word):
        length = next((n for n in range(8, 0, -1) if word[at : at + n] in names and at + n <= len(word)), 0)
        if not length:
            return ""
        found += names[word[at : at + length]][0]
        at += length
    return found


@cache
def _runs(lang: str | None) -> "regex.Pattern[str]":
    name = "(?:" + "|".join(sorted(map(regex.escape, _letters_by_name(lang)), key=len, reverse=True)) + ")"
    edge = r"(?![\p{L}\p{M}])"
    run = rf"{name}{edge}(?:(?:{_BETWEEN}{name}{edge}){{1,6}}|{_NUMBER_FOLLOWS})"
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}]){run}", regex.IGNORECASE)


@cache
def _letters_by_name(lang: str | None) -> dict[str, str]:
    """The name of a letter → the letters it may be, in one language, or in all if it is unknown."""
    letters: dict[str, str] = {}
    for alphabet in _LETTER_NAMES.values() if lang is None else filter(None, [_LETTER_NAMES.get(lang)]):
        for letter, spellings in zip(_LETTERS, alphabet.split(), strict=True):
            for name in spellings.split("|"):
                if name != "-" and letter not in letters.get(name, ""):
                    letters[name] = letters.get(name, "") + letter
    return letters
