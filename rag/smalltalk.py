"""Greetings, thanks and the like, which are answered and not searched for."""

from functools import cache
from typing import Literal

import regex

from index.folding import fold_text

SmallTalk = Literal["greeting", "thanks", "goodbye", "help"]

# What is said, in any of the languages; a message is small talk if it is nothing else.
_SAID: dict[SmallTalk, str] = {
    "greeting": "hello|hi|hi there|hello there|hey|good morning|good afternoon|good evening|greetings|how are you"
    "|how are you doing|السلام علیکم|السلام عليكم|سلام علیکم|سلام عليكم|سلام|وعلیکم السلام|وعليكم السلام|آداب|ہیلو|ہائے"
    "|آپ کیسے ہیں|کیا حال ہے|کیسے ہیں آپ|صبح بخیر|شب بخیر|مرحبا|مرحبًا|أهلا|أهلاً|أهلا وسهلا|أهلا بك|صباح الخير"
    "|مساء الخير|كيف حالك|كيف الحال|درود|روز بخیر|عصر بخیر|صبح به خیر|حال شما چطور است|حالت چطوره|خوبی|خوبید"
    "|привет|приветствую|здравствуй|здравствуйте|добрый день|доброе утро|добрый вечер|как дела|नमस्ते|नमस्कार|हैलो|हेलो"
    "|आप कैसे हैं|कैसे हैं आप|क्या हाल है|सलाम|प्रणाम|assalamualaikum|assalamu alaikum|assalam o alaikum|salam|salaam"
    "|adaab|aap kaise hain|kya haal hai|namaste",
    "thanks": "thanks|thank you|thank you very much|thanks a lot|many thanks|great thanks|ok thanks|شکریہ|بہت شکریہ"
    "|آپ کا شکریہ|آپ کا بہت شکریہ|مہربانی|جزاک اللہ|شكرا|شكرًا|شكراً|شكرا لك|شكرا جزيلا|شكرًا جزيلًا|مشكور|متشكر|ممنون|مرسی"
    "|سپاس|سپاسگزارم|متشکرم|ممنونم|خیلی ممنون|با تشکر|تشکر|спасибо|большое спасибо|спасибо большое|благодарю|धन्यवाद"
    "|शुक्रिया|बहुत धन्यवाद|बहुत शुक्रिया|आपका धन्यवाद|आभार|shukriya|bohat shukriya|bahut shukriya|meherbani|dhanyavad",
    "goodbye": "bye|goodbye|good bye|bye bye|see you|see you later|good night|خدا حافظ|اللہ حافظ|الوداع|مع السلامة"
    "|إلى اللقاء|وداعا|وداعًا|خداحافظ|خدانگهدار|بدرود|до свидания|пока|всего доброго|до встречи|अलविदा|फिर मिलेंगे"
    "|ख़ुदा हाफ़िज़|khuda hafiz|allah hafiz",
    "help": "help|who are you|what are you|what can you do|what can i ask|how does this work|what is this"
    "|آپ کون ہیں|تم کون ہو|آپ کیا کر سکتے ہیں|میں کیا پوچھ سکتا ہوں|میں کیا پوچھ سکتی ہوں|مدد|یہ کیا ہے|من أنت|من انت"
    "|ماذا تستطيع أن تفعل|ماذا يمكنك أن تفعل|مساعدة|ماذا أسأل|ما هذا|تو کیستی|شما کی هستید|تو کی هستی|چه کار می‌کنی"
    "|چه کاری می‌توانی بکنی|کمک|راهنما|این چیست|кто ты|кто вы|что ты умеешь|что вы умеете|помощь|помоги|что это"
    "|आप कौन हैं|तुम कौन हो|आप क्या कर सकते हैं|मैं क्या पूछ सकता हूँ|मदद|यह क्या है|aap kaun hain|tum kaun ho"
    "|aap kya kar sakte hain|madad",
}
_LONGEST = 80
_MARKS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_NAME = regex.compile(r"^(?:sanad|سند|санад|सनद) | (?:sanad|سند|санад|सनद)\b")


def read_small_talk(text: str) -> SmallTalk | None:
    """What kind of small talk the whole of `text` is; None for whatever asks for more: "Hello, when was …?"."""
    if len(text) > _LONGEST:
        return None
    said = _NAME.sub("", _plain(text))
    known = _phrases()
    if said in known:
        return known[said]
    # "Hello! How are you?", "Thanks, bye": the last says what it comes to.
    for at in range(len(said)):
        if said[at] == " " and said[:at] in known and (rest := known.get(said[at + 1 :])):
            return rest
    return None


def _plain(text: str) -> str:
    return str(_MARKS.sub(" ", fold_text(text))).strip()


@cache
def _phrases() -> dict[str, SmallTalk]:
    return {_plain(phrase): kind for kind, phrases in _SAID.items() for phrase in phrases.split("|")}
