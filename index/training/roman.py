"""Urdu → Roman Urdu as people type it: no standard, so that one sentence comes out in several spellings.

Common words are spelled as they usually are. The rest goes by rule: consonants by sound, long vowels as written, and
between consonants the short vowel that the script leaves out. Each sentence has the habits of one writer.
"""

from random import Random

import regex

from index.roman_words import COMMON_SPELLINGS

_LETTERS = "بپتٹثجچحدڈذرڑزژسشصضطظغفکگلمنہهق"
_SOUNDS = "b p t t s j ch h d d z r r z zh s sh s z t z gh f k g l m n h h q"
_CONSONANTS = dict(zip(_LETTERS, _SOUNDS.split(), strict=True))
_CONSONANTS["خ"] = "kh"
_VOWEL_MARKS = {"َ": "a", "ِ": "i", "ُ": "u", "ً": "an", "ٰ": "a"}
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
# ک and ی typed on an Arabic keyboard are the same letters.
_MARKS = str.maketrans("۔؟،؛٪كيى", ".?,;%کیی")
# How often the last two consonants of a word are parted by a vowel: 'nazar', but 'waqt'.
_FINAL_VOWEL = 0.4
_WORD = regex.compile(r"[\p{sc=Arabic}\p{Mn}\u200c]+")


def romanise(text: str, random: Random) -> str:
    """`text` with its Urdu words in Latin letters; what is in another script stays."""
    # ک and ی typed on an Arabic keyboard; hamza joined to its letter.
    text = (
        text.translate(_DIGITS)
        .translate(_MARKS)
        .replace("ي", "ی")
        .replace("ى", "ی")
        .replace("ۓ", "ئے")
        .replace("ك", "ک")
    )
    habits = _choose_habits(random)
    spelled = _WORD.sub(lambda match: _spell_word(match.group().replace("\u200c", ""), habits, random), text)
    spelled = regex.sub(r"\s+([.?,;%])", r"\1", spelled)
    if random.random() < 0.4:
        spelled = spelled.lower()
    if random.random() < 0.4:
        spelled = spelled.rstrip("?. ")
    return str(spelled[:1].upper() + spelled[1:] if random.random() < 0.4 else spelled)


def _choose_habits(random: Random) -> dict[str, str]:
    return {
        "common": random.choice("0012"),
        "ا": random.choice(["a", "a", "aa"]),
        "ی": random.choice(["i", "ee", "i"]),
        "و": random.choice(["o", "oo", "u"]),
        "w": random.choice(["w", "w", "v"]),
        "ق": random.choice(["q", "q", "k"]),
        "ے": random.choice(["e", "e", "ay"]),
        "ہ": random.choice(["a", "a", "ah"]),
        "short": random.choice(["a", "a", "aiu"]),
    }


def _spell_word(word: str, habits: dict[str, str], random: Random) -> str:
    if spellings := COMMON_SPELLINGS.get(word):
        return spellings[min(int(habits["common"]), len(spellings) - 1)]
    sounds = _sounds(word, habits)
    letters: list[str] = []
    onset = True
    for at, (kind, sound) in enumerate(sounds):
        letters.append(sound)
        if kind == "C" and onset and _kind(sounds, at + 1) == "C":
            letters.append(random.choice(habits["short"]))
            onset = _kind(sounds, at + 2) == "V"
        elif kind == "C" and not onset:
            # It closed a syllable; the next one opens another unless the word ends in the two: 'waqt', but 'gandum'.
            onset = at + 2 < len(sounds) or random.random() < _FINAL_VOWEL
        elif kind == "V":
            onset = not (_kind(sounds, at + 1) == "C" and _kind(sounds, at + 2) == "C" and at + 3 < len(sounds))
        else:
            onset = True
    return "".join(letters)


def _kind(sounds: list[tuple[str, str]], at: int) -> str:
    return sounds[at][0] if at < len(sounds) else ""


def _sounds(word: str, habits: dict[str, str]) -> list[tuple[str, str]]:
    """The word's consonants (C) and vowels (V), in Latin letters."""
    sounds: list[tuple[str, str]] = []
    last = len(word) - 1
    for at, letter in enumerate(word):
        following = word[at + 1] if at < last else ""
        before = sounds[-1][0] if sounds else ""
        if letter in _CONSONANTS:
            sound = habits["ق"] if letter == "ق" else _CONSONANTS[letter]
            silent = letter in "ہه" and at == last and before == "C" and at > 0
            sounds.append(("V", habits["ہ"]) if silent else ("C", sound))
        elif letter == "ھ" and before == "C":
            sounds[-1] = ("C", sounds[-1][1] + "h")
        elif letter == "ں":
            sounds.append(("N", "n" if not sounds or sounds[-1][1] != "ein" else ""))
        elif letter == "ّ" and before == "C":
            sounds[-1] = ("C", sounds[-1][1] * 2 if len(sounds[-1][1]) == 1 else sounds[-1][1])
        elif letter == "و":
            consonant = at == 0 or (before == "V" and at < last) or (following and following in "اےآیَِ")
            short = before == "V" or following == "ں"
            sounds.append(("C", habits["w"]) if consonant else ("V", "o" if short else habits["و"]))
        elif letter == "ی":
            sounds.append(_spell_ye(at, last, before, following, habits))
        elif vowel := _spell_vowel(letter, at, habits):
            sounds.append(("V", vowel))
    return sounds


def _spell_ye(at: int, last: int, before: str, following: str, habits: dict[str, str]) -> tuple[str, str]:
    if at == last:
        return "V", "i" if before != "V" else "yi"
    if at == 0 or following in "اوےآ":
        return "C", "y" if at == 0 or before == "V" else "iy"
    return "V", "ein" if following == "ں" and habits["ی"] == "ee" else habits["ی"]


def _spell_vowel(letter: str, at: int, habits: dict[str, str]) -> str:
    if letter in _VOWEL_MARKS:
        return _VOWEL_MARKS[letter]
    if letter == "آ":
        return "aa" if habits["ا"] == "aa" else "a"
    if letter in "اأإ":
        return habits["ا"] if at else "i" if habits["short"] == "aiu" else "a"
    if letter == "ے":
        return habits["ے"]
    return {"ع": "a" if not at else "", "ؤ": "o"}.get(letter, "")
