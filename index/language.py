"""Which language is this text in?

The script decides first; then, among the languages of that script, the letters that only some of them write and the
small words that every sentence has; what they leave open is told apart by py3langid. Names of languages are BCP 47:
ISO 639-1 codes (`ckb` has none), `ur-Latn` for Urdu or Hindi typed in Latin letters and `ar-Latn` for Arabic.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import regex

# Text in which nothing tells the language: digits, emoji, nothing.
UNKNOWN = "und"

# Scripts of several languages, those of py3langid among them; the first is the likeliest where nothing tells.
_LANGUAGES = {
    "Arabic": ("ur", "ar", "fa", "ps", "sd", "ckb", "ug"),
    "Latin": ("en", "fr", "de", "es", "tr", "it", "pt", "id", "ur-Latn", "ar-Latn"),
    "Cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "tg"),
    "Devanagari": ("hi", "mr", "ne"),
}
_ONE_LANGUAGE = {
    **{"Bengali": "bn", "Gurmukhi": "pa", "Gujarati": "gu", "Tamil": "ta", "Telugu": "te", "Kannada": "kn"},
    **{"Malayalam": "ml", "Sinhala": "si", "Oriya": "or", "Thai": "th", "Lao": "lo", "Khmer": "km", "Myanmar": "my"},
    **{"Greek": "el", "Hebrew": "he", "Armenian": "hy", "Georgian": "ka", "Ethiopic": "am", "Thaana": "dv"},
    **{"Han": "zh", "Hiragana": "ja", "Katakana": "ja", "Hangul": "ko"},
}
_SCRIPTS = {name: regex.compile(rf"\p{{Script={name}}}") for name in (*_LANGUAGES, *_ONE_LANGUAGE)}
_UNSPACED = ("Han", "Hiragana", "Katakana")
# Sindhi "and" and "in" are signs to Unicode.
_WORD = regex.compile(r"[\p{L}۽۾][\p{L}\p{M}\u200c\u200d]*")
_DESIGNATES = regex.compile(r"[-‐‑–]\p{Nd}")
# Letters that one language of a script writes and its neighbours do not.
_LETTERS = {
    "ur": "ٹڈڑںےہھپچگکی",
    "ar": "ةىأإكي",
    "fa": "پچژگکی",
    "ps": "ټډړږښڼګځڅېۍ",
    "sd": "ڄڃڦٻڀٺٽڏڊڍڙڳڱڻڪٿ۾۽ڌڇ",
    "ckb": "ڵڕێۆە",
    "ug": "ۇۈڭۋې",
    **{"de": "äßöü", "fr": "œêèëûùàâîç", "es": "ñ¿¡áó", "tr": "ışğçöü", "pt": "ãõç", "it": "ìò"},
    **{"ru": "ыэё", "uk": "їєґі", "be": "ўі", "sr": "јљњђћџ", "mk": "ѓќѕј", "kk": "әғқңұүһө", "tg": "ҳҷӣӯқғ"},
    "mr": "ळ",
}
_ACCENTED = regex.compile(r"[^\P{Latin}a-zA-Z]")
# Letters that weigh more: no neighbour writes them even in names.
_RARE = frozenset("ټډړږښڼګځڅۍڄڃڦٻڀٺٽڏڊڍڙڳڱڻڪٿ۾۽ڵڕێşğıßñ¿ãõїєґўәғқңұҳҷӣӯљњђћџळ")
_WORDS = {
    "ur": """کا کی کو کے اور میں سے نے ہوا ہوئی ہوئے کب ہے ہیں تھا تھی تھے پر کہ اس یہ وہ کیا کس کون گیا گئی گئے
        کر تک ان بھی ہو نہیں جو تو ایک کہاں کیوں کتنے کتنا کتنی کیسے والے والی والا لیے ساتھ رہا رہی رہے ہی
        آپ اگر کوئی یا مجھے میرے میرا ہم ہونے کرنے کرتے کریں کرتا دیا دی اب جب بہت صرف لیکن جس جن جائے سکتے
        سکتا سکتی ہوں گا گی گے ہوتا ہوتی طرح دوران طور طرف ابھی ایسا کم""",
    "ar": """في من على إلى عن مع التي الذي الذين هل متى ما ماذا لماذا كيف كم أين هذا هذه ذلك كان كانت قد لا لم لن
        أن إن بعد قبل بين عند وقد كما هو هي هم أو ثم أي منذ حيث تم عام وفي ومن لها له لك عليك عليه فيها فيه
        منها إذا كل يكون يمكن الى انه ولا كنت""",
    "fa": """است را که این های در آن شد شده چه کرد کرده برای کجا بود با از به می‌شود نیست هم یا اما تا کند شود
        باید او ها چرا چگونه چند خود یک دارد گفت خواهد می بر هر اند دو ای آیا کدام شما هستند کنید کنم کنند
        من ممکن وجود روی همه توسط طور بودند بوده بیش برخی همین چنین وقتی اگر نیز حال مورد می‌کند می‌تواند
        مثل افراد کیست چیست کجاست چقدر""",
    "ps": """په چې کې او دی ده دي له کړ کړي کړه شو شوي یې ته نه به څه چا ولې کله چیرته څوک دا هغه خو وي سره د پر
        دغه ول وو وه کوي کول څومره لپاره""",
    "sd": """آهي آهن جي جو جا جون کي ۾ ۽ ته هن هو هيو هئي هئا سان تي کان لاءِ لاء ڪيو ڪئي ڪري ڪير ڪڏهن ڪٿي ڇا نه
        اهو اها ويو پر مان اسان توهان جنهن سندس پوءِ هڪ""",
    "ckb": "لە بۆ بە کە ئەم ئەو لەگەڵ دوای کەی کێ بوو کوێ نییە هەیە دەکات چەند چۆن",
    "ug": "ۋە بىلەن ئۈچۈن بۇ بىر دەپ نېمە قاچان كىم ئىكەن بولغان قىلغان",
    "en": """the of and to in is was for that on with as by are at from it be this has have were which who what
        when where how did does do not an his her their they will would can a i he she we you but or if why
        there been its said about after my your me any some more than these those into over between during
        also only so up out had since until before because""",
    "fr": """le la les des du de un une et est dans pour que qui quoi quand où comment pourquoi quel quelle quels
        quelles sur avec par au aux ce cette il elle ne pas sont était plus se son sa ses leur en à l d qu a
        été on nous vous depuis mais ou avant après publié publiés publiée publiées""",
    "de": """der die das und ist in den von zu mit auf für nicht ein eine einer einem einen des dem im wer was
        wann wo wie warum welche welcher welches sich wurde werden war hat haben sind als auch bei nach aus
        es er sie wir am zum zur""",
    "es": """el la los las de del y en que es un una por para con no se su al lo como más qué quién cuándo dónde
        cómo cuál cuántos cuántas fue son está ha a o sus le pero sobre entre este esta""",
    "it": """il lo gli le la i di che è un una per con non si da del della dei delle degli nel nella sono chi
        cosa quando dove come perché quale quanti ha e in al alla anche più stato era dal""",
    "pt": """ele ela eles o os as um uma do da dos das em no na nos que e é não com por para se mais foi são quem
        quando onde como qual quantos ao à a de seu sua está pelo pela""",
    "tr": """ve bir bu da de ne mi mı mu mü ile için olarak olan kim nerede nasıl neden hangi kaç zaman gibi daha
        çok en ki var yok oldu etti değil sonra kadar dedi ama o ise kimin ilk kimdir nedir tarafından
        yılında kaçıncı üzerinde ya her sizin olduğu""",
    "id": """yang dan di dari untuk dengan ini itu adalah pada ke tidak akan oleh dalam apa siapa kapan mana
        bagaimana berapa telah sudah bisa juga karena mengapa para sebagai saya""",
    "ur-Latn": """ka ki ke ko hai hain kya kab kahan kahaan kis kisne ne se mein mai aur nahi nahin tha thi thay the
        hua hui hue gaya gayi kiya karna liye wala wali wale yeh ye woh kaun kitne kitna kitni kyun kyon
        kaise bhi raha rahi rahe jo apne unka uska iska unhon par ko gaye kar ho kay kia krta krti krna krne
        karta karti karte karen karein hen kon konsa konsi kaunsa kaunsi nay huwa huwi wo jis jin jab phir
        lekin magar bohat bohot bahut sath saath baad dauran darmiyan taraf kisi koi kuch har apni apna mujhe hum
        aap aik yahan wahan abhi jaise jaisa kaisa kaisi kaha kehte kehta hoga hogi honge hota hoti hote diya
        diye liya gae sakta sakti sakte chahiye zyada ziada pehle mutabiq khilaf bare baare""",
    "ar-Latn": """el fel bel wel lel fil bil il meen emta imta mata 3an 3ala 3la ma3 ma3a shu shou sho shnu shnou chnowa
        leh lesh leish laish eh eih ezay izay ezzay keef kif kayfa wen wein fein feen fin ayna howa huwa hiya heya elli
        illi yalli alladhi allati kam kan kanet kanat fi men min ay ayy wach wesh chkoun da di dah hada hal ba3d 2abl
        bein 3ashan 3alashan minshan hatha limatha limadha madha matha w ila""",
    "ru": """и ли в не на что с по это как кто когда где был была были его из к о за от для до почему какой какая
        сколько чем у же да но или если вы вас есть мы я он она они ее её также только может при их все так
        то мне меня бы под во со об этот эта эти этого которые который вам вами нет уже после""",
    "uk": "і та що як хто коли де був була були його з у в від за чому який скільки це для чи",
    "bg": "да се е са в ще кой кога къде как че го през към този беше колко бе още ли",
    "sr": "је се са су ко када где како шта што",
    "hi": """है हैं का की के को में ने से और पर यह वह कब क्या किस किसने कौन था थी थे गया गई हो नहीं भी एक कहाँ
        कहां क्यों कितने कितना कैसे कर लिए हुआ हुई इस उस मुझे आप आपको मेरे मैं हम जो तो कोई बहुत यदि अगर तक
        या अपने उन उनके ये वे जब लेकिन साथ बाद करने करते करें सकता सकते होता होती होने रहा रहे रही हूँ दिया
        जैसे कुछ""",
    "mr": """का तो आम्ही आहोत आहे आहेत आणि होते होता होती केले केली कधी कोण कोणी काय कुठे नाही हे ते ती मध्ये
        झाली झाले झाला व किती यांनी त्यांनी म्हणून आपण मला तुम्ही करण्यासाठी असे असून केला""",
    "ne": """छ छन् छैन ले र को गरे गरेको कहिले कसले भयो थियो थिए हरू पनि यो त्यो कहाँ लागि कति भने गर्ने किन भएको
        छैनन् गर्न तपाईं मलाई हुन्छ""",
}
_ARTICLE = regex.compile(r"(?:[وفبكل]?ال|لل)\p{L}{2,}")
# Keyboards differ: Urdu and Persian typed with Arabic letters is still Urdu and Persian.
_KEYBOARD = str.maketrans("يكه", "یکہ")

# 3adad, ma3rad, 2e3lan: one or two digits among letters, and what follows a digit that is a number: 5th, 7pm, 3km.
_DIGIT_WORD = regex.compile(
    r"(?<![\p{L}\p{N}'’./-])(?:[235789]\p{Ll}{2,}|\p{Latin}\p{Ll}*[235789]{1,2}(?=\p{Ll}))"
    r"(?:\p{Ll}|[235789]{1,2}(?=\p{Ll}))*(?![\p{L}\p{N}])"
)
_VOWEL = regex.compile(r"[aeiou]")
_COUNTED_BY = """
    th nd rd st ths nds rds sts am pm km kms kg kgs cm mm ml mg gb mb tb kb kw mw gw kwh hrs hr min mins sec
    secs bn mn mph kph bit bits way ways fold pcs ème eme ère ere er es nde ndes ième ieme do da dos das ro ra
    ros ras to ta tos vo va mo ma no na uple fach mal te ter tes sten nci ncı ncü ncu inci ıncı üncü uncu lü li
    lı lu yi yı de den dan gen jährig jährige jähriger
"""
_COUNTED = frozenset(_COUNTED_BY.split())

# A longer text is judged by pieces from all over it.
_LONGEST_READ = 4_000
_SAMPLES = 8
# Fewer words in which nothing tells prove nothing: a name, a heading.
_FEWEST_WORDS = 3
# Scripts in which one language is so much likelier than its neighbours that a short text is taken for it.
_LIKELIEST = ("Cyrillic", "Devanagari")
# Where nothing tells, py3langid chooses among so many of a script's languages.
_COMMONEST = 3
# Latin letters serve more languages than are listed; a text of so many words is compared with all of them.
_WORDS_FOR_ANY = 12


def detect_language(text: str, fallback: str | None = None) -> str:
    """BCP 47 code of the language that most of `text` is written in.

    Where nothing tells ("2023", a name), it is `fallback`; without one the likeliest, `und` for what has no letters.
    """
    script, words = _read(_sample(text))
    if not script:
        return fallback or UNKNOWN
    if script in _ONE_LANGUAGE:
        return _one_language(script, words)
    scores = _score(script, words)
    if script == "Latin":
        _weigh_roman_arabic(scores, text, words)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if script == "Latin" and len(words) >= _WORDS_FOR_ANY and ranked[0][1] < 0.15 * len(words):
        return _classify(" ".join(words), ())
    if ranked[0][1] > ranked[1][1]:
        return ranked[0][0]
    tied = [lang for lang, score in ranked if score == ranked[0][1]]
    short = len(words) < _FEWEST_WORDS
    if fallback and (short or fallback in tied):
        return fallback
    if (script in _LIKELIEST and len(words) < _WORDS_FOR_ANY) or (short and script == "Latin" and not ranked[0][1]):
        return tied[0]
    return _classify(" ".join(words), tied if ranked[0][1] else _LANGUAGES[script][:_COMMONEST])


def _sample(text: str) -> str:
    if len(text) <= _LONGEST_READ:
        return text
    size, step = _LONGEST_READ // _SAMPLES, len(text) // _SAMPLES
    return "\n".join(text[at : at + size] for at in range(0, step * _SAMPLES, step))


def _read(text: str) -> tuple[str, list[str]]:
    """The script of most words, and its words; Latin names and abbreviations inside another script weigh little."""
    words: dict[str, list[str]] = defaultdict(list)
    weights: dict[str, float] = defaultdict(float)
    for match in _WORD.finditer(text):
        word = match.group()
        script = _script_of(word[0])
        if script in _UNSPACED:
            for char in word:
                # Two characters are about a word, and kana are endings as often as words.
                weights[_script_of(char)] += 0.5
        else:
            weights[script] += 0.3 if script == "Latin" and not word.islower() else 1
        # اس-۳۰۰ is no word of Urdu.
        if not _DESIGNATES.match(text, match.end()):
            words[script].append(word)
    weights.pop("", None)
    if not weights:
        return "", []
    script = max(weights, key=lambda name: (weights[name], name))
    if script == "Han" and weights["Hiragana"] > 0.1 * weights["Han"]:
        script = "Hiragana"
    return script, words[script]


@cache
def _script_of(letter: str) -> str:
    return next((name for name, pattern in _SCRIPTS.items() if pattern.match(letter)), "")


def _one_language(script: str, words: list[str]) -> str:
    if script == "Bengali" and any("ৰ" in word or "ৱ" in word for word in words):
        return "as"
    return _ONE_LANGUAGE[script]


def _score(script: str, words: list[str]) -> dict[str, float]:
    """How much speaks for each language of the script: a small word 1, shared out among those that have it."""
    scores: dict[str, float] = dict.fromkeys(_LANGUAGES[script], 0.0)
    for word in words:
        lower = word.lower()
        owners = _OWNERS.get(lower) or _OWNERS.get(lower.translate(_KEYBOARD)) or []
        for lang in owners:
            if lang in scores:
                scores[lang] += 1 / len(owners)
        for letter in _WRITERS.keys() & set(lower):
            for lang in _WRITERS[letter]:
                if lang in scores:
                    scores[lang] += 2 if letter in _RARE else 0.5
        if script == "Arabic" and _ARTICLE.fullmatch(word):
            scores["ar"] += 0.5
    if any(_ACCENTED.search(word) for word in words):
        # What is typed in the letters of another script has no accents.
        scores |= {lang: 0.0 for lang in ("ur-Latn", "ar-Latn") if lang in scores}
    return scores


def _weigh_roman_arabic(scores: dict[str, float], text: str, words: list[str]) -> None:
    """Digits that are letters tell it, and small words of its own, of which others have some: one sign is not enough
    unless nothing speaks for another language."""
    typed = [
        word
        for word in _DIGIT_WORD.findall(_sample(text))
        if _VOWEL.search(word) and (word[0].isalpha() or word[1:] not in _COUNTED)
    ]
    owned = {word.lower() for word in words if "ar-Latn" in _OWNERS.get(word.lower(), ())}
    alone = len(words) > 1 and not any(scores.values())
    if len(typed) + len(owned) > 1 or (typed and alone):
        scores["ar-Latn"] += 2.0 * len(typed)
    else:
        scores["ar-Latn"] = 0.0


def _index(table: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = defaultdict(list)
    for lang, items in table.items():
        for item in items:
            owners[item].append(lang)
    return dict(owners)


_OWNERS = _index({lang: set(words.split()) for lang, words in _WORDS.items()})
_WRITERS = _index(_LETTERS)


def _classify(text: str, languages: Sequence[str]) -> str:
    """py3langid's choice among `languages`, or among all that it knows; the first of them if it knows none."""
    for lang, _ in _identifier().rank(text):
        if not languages or lang in languages:
            return str(lang)
    return languages[0]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
