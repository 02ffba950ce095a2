"""Greetings, thanks and the like, which are answered and not searched for."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import regex

from index.folding import fold_text
from index.language import detect_language

SmallTalk = Literal["greeting", "thanks", "goodbye", "help"]

# What is said in each language; a message is small talk if it is nothing else.
_SAID: dict[str, dict[SmallTalk, str]] = {
    "ur": {
        "greeting": "السلام علیکم|سلام علیکم|سلام|وعلیکم السلام|آداب|آداب عرض|ہیلو|ہائے|آپ کیسے ہیں|کیا حال ہے"
        "|کیسے ہیں آپ|صبح بخیر|شب بخیر",
        "thanks": "شکریہ|بہت شکریہ|آپ کا شکریہ|آپ کا بہت شکریہ|مہربانی|جزاک اللہ|ممنون"
        "|ٹھیک ہے|ٹھیک|اچھا|بہت اچھا|بہت خوب",
        "goodbye": "خدا حافظ|اللہ حافظ|الوداع",
        "help": "آپ کون ہیں|تم کون ہو|آپ کیا کر سکتے ہیں|میں کیا پوچھ سکتا ہوں|میں کیا پوچھ سکتی ہوں|مدد|یہ کیا ہے",
    },
    "ar": {
        "greeting": "السلام عليكم|السلام عليكم ورحمة الله|السلام عليكم ورحمة الله وبركاته|وعليكم السلام"
        "|وعليكم السلام ورحمة الله|وعليكم السلام ورحمة الله وبركاته|سلام عليكم|سلام|مرحبا|مرحبًا"
        "|أهلا|أهلاً|أهلا وسهلا|أهلا بك"
        "|صباح الخير|مساء الخير|كيف حالك|كيف الحال",
        "thanks": "شكرا|شكرًا|شكراً|شكرا لك|شكرا جزيلا|شكرًا جزيلًا|مشكور|جزاك الله خيرا|جزاكم الله خيرا"
        "|حسنا|حسنًا|تمام|ممتاز",
        "goodbye": "الوداع|مع السلامة|إلى اللقاء|وداعا|وداعًا",
        "help": "من أنت|من انت|ماذا تستطيع أن تفعل|ماذا يمكنك أن تفعل|مساعدة|ماذا أسأل|ما هذا",
    },
    "fa": {
        "greeting": "سلام|سلام علیکم|درود|روز بخیر|عصر بخیر|صبح بخیر|صبح به خیر|شب بخیر|حال شما چطور است"
        "|حالت چطوره|خوبی|خوبید",
        "thanks": "متشكر|ممنون|مرسی|سپاس|سپاسگزارم|متشکرم|ممنونم|خیلی ممنون|با تشکر|تشکر|باشه|خوب|خیلی خوب"
        "|بسیار خوب|عالی",
        "goodbye": "خداحافظ|خدا حافظ|خدانگهدار|بدرود|الوداع",
        "help": "تو کیستی|شما کی هستید|تو کی هستی|چه کار می‌کنی|چه کاری می‌توانی بکنی|کمک|مدد|راهنما|این چیست",
    },
    "en": {
        "greeting": "hello|hi|hi there|hello there|hey|good morning|good afternoon|good evening|greetings|how are you"
        "|how are you doing",
        "thanks": "thanks|thank you|thank you very much|thanks a lot|many thanks|great thanks|ok thanks|ok|okay|great"
        "|good|cool|cool thanks|perfect|very good|i see|got it",
        "goodbye": "bye|goodbye|good bye|bye bye|see you|see you later|good night",
        "help": "help|who are you|what are you|what can you do|what can i ask|how does this work|what is this",
    },
    "ru": {
        "greeting": "привет|приветствую|здравствуй|здравствуйте|добрый день|доброе утро|добрый вечер|как дела",
        "thanks": "спасибо|большое спасибо|спасибо большое|благодарю|хорошо|ладно|понятно|ясно|отлично|ок",
        "goodbye": "до свидания|пока|всего доброго|до встречи",
        "help": "кто ты|кто вы|что ты умеешь|что вы умеете|помощь|помоги|что это",
    },
    "hi": {
        "greeting": "नमस्ते|नमस्कार|हैलो|हेलो|आप कैसे हैं|कैसे हैं आप|क्या हाल है|सलाम|प्रणाम",
        "thanks": "धन्यवाद|शुक्रिया|बहुत धन्यवाद|बहुत शुक्रिया|आपका धन्यवाद|आभार|ठीक है|अच्छा|बहुत अच्छा",
        "goodbye": "अलविदा|फिर मिलेंगे|ख़ुदा हाफ़िज़",
        "help": "आप कौन हैं|तुम कौन हो|आप क्या कर सकते हैं|मैं क्या पूछ सकता हूँ|मदद|यह क्या है",
    },
    "ur-Latn": {
        "greeting": "assalamualaikum|assalamu alaikum|assalam o alaikum|salam|salaam|adaab|aap kaise hain"
        "|kya haal hai|namaste",
        "thanks": "shukriya|shukria|shukriyah|bohat shukria|theek hai|thik hai|acha"
        "|bohat shukriya|bahut shukriya|meherbani|dhanyavad",
        "goodbye": "khuda hafiz|allah hafiz",
        "help": "aap kaun hain|tum kaun ho|aap kya kar sakte hain|madad",
    },
}
_LONGEST = 80
_MARKS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_NAME = regex.compile(r"^(?:sanad|سند|санад|सनद) | (?:sanad|سند|санад|सनद)\b")


def read_small_talk(text: str) -> SmallTalk | None:
    """What kind of small talk the whole of `text` is; None for whatever asks for more: "Hello, when was …?"."""
    kind, _ = _read(text)
    return kind


def small_talk_language(text: str, lang: str, history: Sequence[str]) -> str:
    """In which language to answer it: one in which it is said, that of the conversation before others.

    `lang` is what it was taken for, which a word or two tell badly: "سلام" is said in three.
    """
    # Folded, the letters of Arabic and Urdu are the same; as they are typed they tell the two apart.
    langs = _spellings().get(_MARKS.sub(" ", text.casefold()).strip()) or _read(text)[1]
    spoken = [detect_language(question) for question in reversed(history)]
    return next((each for each in [*spoken, *_SAID] if each in langs), lang)


def _read(text: str) -> tuple[SmallTalk | None, frozenset[str]]:
    """Its kind, and the languages in which it is said."""
    if len(text) > _LONGEST:
        return None, frozenset()
    said = _NAME.sub("", _plain(text))
    known = _phrases()
    if said in known:
        return known[said]
    # "Hello! How are you?", "Thanks, bye": the last says what it comes to.
    for at in range(len(said)):
        if said[at] == " " and (first := known.get(said[:at])) and (rest := known.get(said[at + 1 :])):
            return rest[0], first[1] & rest[1] or rest[1]
    return None, frozenset()


def _plain(text: str) -> str:
    return str(_MARKS.sub(" ", fold_text(text))).strip()


@cache
def _phrases() -> dict[str, tuple[SmallTalk, frozenset[str]]]:
    """Phrase → its kind and the languages in which it is said."""
    found: dict[str, tuple[SmallTalk, frozenset[str]]] = {}
    for lang, kinds in _SAID.items():
        for kind, phrases in kinds.items():
            for phrase in map(_plain, phrases.split("|")):
                _, langs = found.get(phrase, (kind, frozenset[str]()))
                found[phrase] = kind, langs | {lang}
    return found


@cache
def _spellings() -> dict[str, set[str]]:
    """Phrase, not folded → the languages in which it is spelt so."""
    found: dict[str, set[str]] = {}
    for lang, kinds in _SAID.items():
        for phrase in "|".join(kinds.values()).split("|"):
            found.setdefault(phrase, set()).add(lang)
    return found
