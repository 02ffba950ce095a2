"""The forms of a word under which a name in it may be met: without article, particles and endings of its language."""

from functools import lru_cache

import regex

from index.keyboards import own_letters

_ARTICLE = regex.compile(r"^(?:[وفبك]?ال|لل)(?=(?:\p{L}\p{M}*){3})")
_ARABIC_PARTICLE = regex.compile(r"^[وبلفك](?=\p{L}{4})")
_ARABIC = regex.compile(r"\p{Arabic}")
_ELISION = regex.compile(r"^(?:[ldnsjtmc]|qu|dell|nell|all|un)['’]", regex.I)
# Endings whose consonants are no part of the name: (ending, letters that must be left).
_ENDINGS = {
    "ur": regex.compile(r"(?<=\p{L}{3})(?:وں|یوں|یں|ئیں|ؤں)$"),
    "fa": regex.compile(r"(?<=\p{L}{3})\u200c?(?:های|هایی|ها)$"),
    "hi": regex.compile(r"(?<=[\p{L}\p{M}]{3})(?:ियों|ों|ें|ियाँ|ियां)$"),
    "ru": regex.compile(
        r"(?<=\p{L}{3})(?:ами|ями|ого|его|ому|ему|ыми|ими|ом|ем|ём|ым|им|ах|ях|ам|ям|ых|их|ов|ев|ть|ться|лся|л)$",
        regex.I,
    ),
    "en": regex.compile(r"(?<=\p{L}{3})(?:'s|(?<![sui])s)$", regex.I),
    "tr": regex.compile(r"['’]\p{L}+$"),
    "ur-Latn": regex.compile(r"(?<=\p{L}{3})(?:on|ein|o|en|s)$", regex.I),
}
_FOREIGN = {"es": "en", "fr": "en", "de": "en"}


@lru_cache(maxsize=1 << 17)
def word_forms(word: str, lang: str | None) -> tuple[str, ...]:
    """`word` and what is left of it without what may be grammar; an Arabic article always goes."""
    word = _ELISION.sub("", word) if lang in ("fr", "it") else own_letters(word, lang)
    forms = [word]
    if _ARABIC.match(word):
        bare = _ARTICLE.sub("", word)
        if lang == "ar":
            forms = [bare]
            if bare == word and (particle := _ARABIC_PARTICLE.sub("", word)) != word:
                forms.append(particle)
        elif bare != word:
            forms.append(bare)
    endings = _ENDINGS.get(_FOREIGN.get(lang or "", lang or ""))
    if endings and (stem := endings.sub("", word)) != word:
        forms.append(stem)
    return tuple(forms)


# Words of questions that say nothing of what is asked about, and would sound like others.
_SMALL_WORDS = {
    lang: frozenset(words.split())
    for lang, words in {
        "en": "the and was were what when where who whom whose which why how did does have has had with from"
        " that this these those"
        " into about been being will would could should they their them his her its are for not you your many"
        " much than then",
        "ur-Latn": "kab kahan kahaan kaun kon kis kisne kitne kitna kitni kyun kyon kaise hain thay tha thi hua"
        " hui hue gaya gayi"
        " kya kiya aur mein main nahi nahin liye wala wali wale karna karne kar raha rahi rahe apne apni unka"
        " uska jab tak",
        "ru": "что как кто где когда был была были было его это для этот эта эти при какой какая какие каком"
        " сколько чем который"
        " которые почему куда откуда после между над под",
        "fr": "que qui quoi quand comment pourquoi quel quelle quels quelles les des une dans pour sur avec par"
        " aux est sont été",
        "de": "wer was wann wo wie warum welche welcher welches der die das den dem des ein eine einen einem"
        " mit von und ist sind",
        "es": "qué quién cuándo dónde cómo cuál cuántos cuántas los las del una por para con que fue son está",
        "tr": "kim nerede nasıl neden hangi kaç zaman kimdir nedir için ile olan olarak bir",
        "ur": "کب کہاں کون کس نے کیا کتنے کتنا کتنی کیوں کیسے ہیں تھے تھی تھا ہوا ہوئی ہوئے گیا گئی اور میں سے"
        " پر تک کے کی کا کو نہیں لیے"
        " والا والی والے کرنا کرنے کر رہا رہی رہے اپنے اپنی ان اس جب جو یہ وہ بھی ساتھ تو ہی بعد",
        "ar": "متى أين من ماذا كيف لماذا كم هل في على إلى عن مع التي الذي هذا هذه ذلك كان كانت هو هي ما أن إن بعد قبل",
        "fa": "کی کجا چه چرا چگونه چند کدام است بود شد در از به با برای این آن که را تا می های ها بر هم یا شده"
        " کرد کرده",
        "hi": "कब कहाँ कहां कौन किस किसने क्या कितने कितना कितनी क्यों कैसे हैं थे थी था हुआ हुई हुए गया गई और"
        " में से पर तक के की का को"
        " नहीं लिए वाला वाली वाले करना करने कर रहा रही रहे अपने अपनी उन उस जब जो यह वह भी साथ",
    }.items()
}


def is_small_word(word: str, lang: str | None) -> bool:
    return own_letters(word.casefold(), lang) in _SMALL_WORDS.get(lang or "en", ())
