"""What a text says is not so: the words that deny, and those they reach, in six languages."""

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from index.folding import fold_text

# Words that turn what is near them to its opposite.
_NEGATORS = {
    "en": "not never no nobody none neither nor nothing nowhere cannot hardly",
    "ru": "не ни нет никто никого никому ничто ничего ничему никогда нигде нельзя никак никакой никакого"
    " никаких никакие",
    "ur": "نہیں نہ مت نا ہرگز",
    "hi": "नहीं न ना मत",
    "fa": "نه هیچ هرگز هیچ‌کس هیچکس هیچ‌یک هیچیک بی‌آنکه",
    "ar": "لا لم لن ليس ليست ليسوا لست",
}
# A Persian verb that is denied.
_PERSIAN_VERB = regex.compile(
    r"ن(?:می\p{L}*|خواه\p{L}*|کرد\p{L}*|کن\p{L}{1,2}|شد\p{L}*|شو\p{L}{1,2}|بود\p{L}*|باش\p{L}*|یست\p{L}*"
    r"|دار\p{L}{1,2}|داشت\p{L}*"
    r"|داد\p{L}*|ده[دن]\p{L}?|گفت\p{L}*|یامد\p{L}*|رفت\p{L}*|رسید\p{L}*|توان\p{L}*|گرفت\p{L}*|گذاشت\p{L}*"
    r"|پذیرفت\p{L}*|یافت\p{L}*"
    r"|ماند\p{L}*|دید\p{L}*|خواست\p{L}*|ساخت\p{L}*|مرد\p{L}*|زد\p{L}*|برد\p{L}*|آمد\p{L}*)"
)
_CONTRACTED = regex.compile(r"n['’]t$", regex.I)
# After these, "not" denies nothing: not only, لا بد, لا يزال.
_AFFIRMING = "only just merely только лишь صرف محض केवल सिर्फ़ सिर्फ تنها فقط بد يزال تزال زال شك"
# Words that deny by what they mean; * for any ending. One that says so need not say "not".
_SOFT = {
    "en": "without fail* refus* deny denied denies denial reject* lack* unable dismiss* avoid* prevent* surviv* false"
    " intact untrue safe"
    " contrary unharmed unhurt rebut* spared escap* impossible unaffected unlikely absent",
    "ru": "без отказ* отриц* опроверг* отверг* отклон* уцел* вопреки лож* невозможн* избеж* отсутств* невредим* неудал*"
    " безопасн*",
    "ur": "بغیر بلا انکار تردید مسترد ناکام محروم قاصر محفوظ غلط خالی ناممکن غیر گریز",
    "hi": "बिना बग़ैर बगैर इनकार इंकार खंडन ख़ारिज खारिज असफल नाकाम वंचित सुरक्षित ग़लत गलत अस्वीकार असंभव",
    "fa": "بدون رد تکذیب فاقد ناتوان خودداری مخالفت سالم محروم خالی عدم ناممکن ناکام بی‌خطر بی‌نتیجه بی‌گناه بی‌اثر",
    "ar": "دون بدون بلا غير عدم نفى نفت نفي رفض* فشل* عجز امتنع* خلا نجا كذب سليم* سالم* خاطئ* ينفي تنفي خال خالية"
    " تفادي تجنب لتجنب لتفادي",
}
# How many words before and after a word that denies are denied.
_REACH = {"en": (0, 5), "ru": (2, 3), "ur": (4, 2), "hi": (4, 2), "fa": (6, 1), "ar": (0, 4)}


@dataclass(frozen=True)
class Polarity:
    """By the place of a word: the words that deny, those that deny by their meaning, and those that are denied."""

    hard: frozenset[int]
    soft: frozenset[int]
    denied: frozenset[int]


def read_polarity(words: tuple[str, ...], clauses: tuple[int, ...], lang: str) -> Polarity:
    """`clauses[i]` is the number of the clause of `words[i]`; nothing is denied beyond its clause."""
    lang = lang[:2]
    hard = frozenset(
        at
        for at, word in enumerate(words)
        if _denies(word, lang) and not (at + 1 < len(words) and fold_text(words[at + 1]) in _affirming())
    )
    soft = frozenset(at for at, word in enumerate(words) if _denies_softly(word, lang))
    before, after = _REACH.get(lang, (3, 3))
    denied = {
        at
        for place in hard
        for at in range(max(0, place - before), min(len(words), place + after + 1))
        if clauses[at] == clauses[place]
    }
    return Polarity(hard, soft, frozenset(denied))


@cache
def _affirming() -> frozenset[str]:
    return frozenset(map(fold_text, _AFFIRMING.split()))


@lru_cache(maxsize=1 << 16)
def _denies(word: str, lang: str) -> bool:
    if lang == "en" and _CONTRACTED.search(word):
        return True
    folded = fold_text(word)
    if lang == "fa" and _PERSIAN_VERB.fullmatch(folded):
        return True
    if lang == "ar" and folded[:1] in "وف" and folded[1:] in _negators(lang):
        return True
    return folded in _negators(lang)


@lru_cache(maxsize=1 << 16)
def _denies_softly(word: str, lang: str) -> bool:
    folded = fold_text(word)
    exact, stems = _soft(lang)
    return folded in exact or folded.startswith(stems)


@cache
def _negators(lang: str) -> frozenset[str]:
    return frozenset(map(fold_text, _NEGATORS.get(lang, "").split()))


@cache
def _soft(lang: str) -> tuple[frozenset[str], tuple[str, ...]]:
    words = _SOFT.get(lang, "").split()
    stems = tuple(fold_text(word.rstrip("*")) for word in words if word.endswith("*"))
    return frozenset(fold_text(word) for word in words if not word.endswith("*")), stems
