"""Designations, met in every script: S-300, ایس ۳۰۰, إس-300, С-300, एस-300; acronyms that are spelt out, ایس سی او."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

import regex

from index.phonetics import spell_sounds
from index.skeletons import skeletons

# The names of the Latin letters from a to z as each language writes them, "-" for none; variants apart by "|".
_LETTER_NAMES = (
    # Urdu
    "اے بی سی ڈی ای ایف جی ایچ آئی جے کے ایل ایم این او پی کیو آر ایس ٹی یو وی ڈبلیو|ڈبلیوو|ڈبلیؤ ایکس وائی|وائے زیڈ",
    # Arabic
    "إيه|ايه|أيه بي سي دي إي|اي إف|اف|أف جي إتش|اتش|إيتش آي جيه|جاي كيه|كي إل|ال إم|ام إن|ان أو|او بي كيو آر|ار"
    " إس|اس تي يو في دبليو إكس|اكس واي زد|زي",
    # Persian
    "ای|ا بی سی دی ای اف جی اچ|اِچ آی جی|جِی کی|کِی ال ام ان او|اُ پی کیو آر اس تی یو وی دبلیو|دابلیو ایکس|اکس وای زد|زِد",
    # Hindi
    "ए बी सी डी ई एफ|एफ़ जी एच आई|आइ जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू|डब्लू एक्स वाई|वाय जेड|ज़ेड",
    # Bengali, Punjabi
    "এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি কিউ আর এস টি ইউ ভি ডব্লিউ|ডাব্লিউ এক্স ওয়াই|ওয়াই জেড",
    "ਏ ਬੀ ਸੀ ਡੀ ਈ ਐਫ|ਐੱਫ ਜੀ ਐਚ|ਐੱਚ ਆਈ ਜੇ ਕੇ ਐਲ|ਐੱਲ ਐਮ|ਐੱਮ ਐਨ|ਐੱਨ ਓ ਪੀ ਕਿਊ ਆਰ ਐਸ|ਐੱਸ ਟੀ ਯੂ ਵੀ ਡਬਲਯੂ|ਡਬਲਿਊ ਐਕਸ|ਐੱਕਸ ਵਾਈ ਜ਼ੈੱਡ|ਜ਼ੈਡ",
    # Pashto
    "ای|اې بي سي ډي اي اېف|ایف جي اېچ|ایچ آی جې کې|کے اېل اېم اېن او پي کیو ار اېس|ایس ټي یو وي ډبلیو اېکس وای زېډ",
    # Russian
    "эй би си ди и эф джи эйч ай джей кей эл эм эн оу пи кью ар эс ти ю ви - экс уай зет",
)
# Letters of other scripts that stand for a Latin letter by shape as well as by sound.
_BY_SHAPE = {
    "с": "sc",
    "в": "vb",
    "р": "rp",
    "н": "nh",
    "х": "xh",
    "у": "uy",
    "е": "e",
    "а": "a",
    "к": "k",
    "м": "m",
    "т": "t",
}
# Words of a language that are letter names too: alone before a number, or at either end of a run, they are words.
_PARTICLES = {
    **{
        "ur": "کے کی اس ان ال او اے ای آئی",
        "ar": "في ان إن ال أو او كي ام أم أي",
        "fa": "ان ال او کی ای ا",
        "ps": "او کې کی اې ای",
    },
    **{"hi": "के की ए ई ओ आई", "bn": "এ ও ই", "pa": "ਕੇ ਏ ਓ ਈ ਆਈ", "ru": "и"},
}
_LONGEST_RUN, _MOST_KEYS, _SHORT, _ACRONYM = 7, 8, 2, 3

_SEPARATOR = r"[ \u00a0\u200c]?[-‐‑‒–—−ـ]?[ \u00a0\u200c]?"
_LETTERS = r"(?:[\p{L}\p{M}]\p{Cf}*)"
_HEAD = rf"(?<![\p{{L}}\p{{M}}])(?P<head>{_LETTERS}{{1,12}})"
_NUMBER = r"(?P<number>\p{Nd}{1,5})(?!\p{Nd})"
# The head touches its number, or has a hyphen before it: any word. With a space only letters do.
_DESIGNATION = regex.compile(
    rf"{_HEAD}(?P<separator>{_SEPARATOR}){_NUMBER}(?P<tail>-?\p{{Lu}}{{1,3}}(?![\p{{L}}\p{{M}}]))?"
)
_NUMBER_FIRST = regex.compile(r"(?<![\p{Nd}.,/-])(?P<number>\p{Nd}{1,3})-?(?P<tail>\p{Lu}{1,3})(?![\p{L}\p{M}\p{Nd}])")
_CAPITALS = regex.compile(r"(?<![\p{L}\p{Nd}])(?:\p{Lu}\.?){2,6}(?![\p{L}\p{Nd}])")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_JOINED = regex.compile(r"[ .\u00a0\u200c-]{1,2}")
_LATIN = regex.compile(r"[a-z]+")


@dataclass(frozen=True)
class FoundDesignation:
    """`keys`: the forms by which it is met, "s300", the likeliest first; all in ASCII letters and digits."""

    start: int
    end: int
    keys: tuple[str, ...]


def find_designations(text: str, lang: str | None = None) -> Iterator[FoundDesignation]:
    """Designations with a number, and acronyms in capitals or spelt out, those with a number first."""
    particles = frozenset(_PARTICLES.get(lang or "ur", "").split())
    runs = list(_letter_runs(text, particles))
    by_end = {end: (start, letters) for start, end, letters in runs}
    for match in _DESIGNATION.finditer(text):
        number = _ascii(match["number"])
        start, spelt = by_end.get(match.end("head"), (match.start(), []))
        close = not any(char.isspace() for char in match["separator"]) or "-" in match["separator"]
        if spelt and not close and match["head"] in particles and start == match.start():
            continue
        heads = spelt or _head_keys(match["head"], lang, close)
        tail = match["tail"].strip("-").casefold() if match["tail"] else ""
        keys = [f"{head}{number}{end}" for head in heads for end in dict.fromkeys((tail, ""))]
        if keys:
            yield FoundDesignation(start, match.end(), tuple(keys[:_MOST_KEYS]))
    for match in _NUMBER_FIRST.finditer(text):
        yield FoundDesignation(match.start(), match.end(), (_ascii(match["number"]) + match["tail"].casefold(),))
    for start, end, letters in runs:
        if len(letters[0]) > 1:
            yield FoundDesignation(start, end, tuple(letters))
    for match in _CAPITALS.finditer(text):
        key = match.group().replace(".", "").casefold()
        if _LATIN.fullmatch(key):
            yield FoundDesignation(match.start(), match.end(), (key,))


def _ascii(digits: str) -> str:
    return str(int(digits))


@lru_cache(maxsize=1 << 15)
def _head_keys(head: str, lang: str | None, close: bool) -> tuple[str, ...]:
    """Ways to write in Latin letters what stands before a number."""
    letters = head.casefold()
    if len(letters) == 1 and letters in _BY_SHAPE:
        return tuple(_BY_SHAPE[letters])
    capitals = head.isupper() and len(head) <= _SHORT + 1
    if not close and not capitals:
        return ()
    sounds = spell_sounds(head, lang)[1:]
    if not sounds:
        return ()
    if len(letters) <= _SHORT:
        # ف is f, whatever else it may be.
        keys = [letters if letters.isascii() else "", sounds.replace("6", "f")]
        keys += [skeleton.casefold() for skeleton in skeletons("v" + sounds) if len(skeleton) > 1]
        return tuple(dict.fromkeys(filter(None, keys)))
    keys = [skeleton.casefold() for skeleton in skeletons("v" + sounds) if len(skeleton) > 1]
    return tuple(dict.fromkeys(([letters] if capitals and letters.isascii() else []) + keys))


def _letter_runs(text: str, particles: frozenset[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Letter names one after the other: start, end and the acronyms they may spell."""
    names = _letters_by_name()
    run: list[regex.Match[str]] = []
    for match in _WORD.finditer(text):
        if run and (match.group().casefold() not in names or not _JOINED.fullmatch(text, run[-1].end(), match.start())):
            yield from _close(run, particles)
            run = []
        if match.group().casefold() in names:
            run.append(match)
        elif spelt := _spelt_in_one(match.group()):
            yield *match.span(), [spelt]
    yield from _close(run, particles)


def _close(run: "list[regex.Match[str]]", particles: frozenset[str]) -> Iterator[tuple[int, int, list[str]]]:
    if not 1 <= len(run) <= _LONGEST_RUN:
        return
    names = _letters_by_name()
    yield run[0].start(), run[-1].end(), _spellings(run)
    # "کے" also means "of": the acronym may end before it, or begin after it.
    first = 1 if run[0].group() in particles else 0
    last = len(run) - (run[-1].group() in particles)
    if (first or last < len(run)) and last - first > 1:
        yield run[first].start(), run[last - 1].end(), _spellings(run[first:last])
    if len(run) > 1:
        yield run[-1].start(), run[-1].end(), list(names[run[-1].group().casefold()])


def _spellings(run: "list[regex.Match[str]]") -> list[str]:
    names = _letters_by_name()
    return ["".join(letters) for letters in product(*(names[m.group().casefold()] for m in run))][:_MOST_KEYS]


@lru_cache(maxsize=1 << 15)
def _spelt_in_one(word: str) -> str:
    """Indian scripts write बीबीसी in one; "" if `word` is not three letters or more."""
    if not "\u0900" <= word[0] <= "\u0dff":
        return ""
    names, at, found = _letters_by_name(), 0, ""
    while at < len(word):
        length = next((n for n in range(8, 0, -1) if word[at : at + n] in names and at + n <= len(word)), 0)
        if not length:
            return ""
        found += names[word[at : at + length]][0]
        at += length
    return found if len(found) >= _ACRONYM else ""


@cache
def _letters_by_name() -> dict[str, str]:
    """The name of a letter → the letters it may be."""
    letters: dict[str, str] = {}
    for alphabet in _LETTER_NAMES:
        for letter, spellings in zip("abcdefghijklmnopqrstuvwxyz", alphabet.split(), strict=True):
            for name in spellings.split("|"):
                if letter not in letters.get(name, ""):
                    letters[name] = letters.get(name, "") + letter
    letters.pop("-", None)
    return letters
