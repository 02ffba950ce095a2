"""Urdu → Roman Urdu as people type it: no standard, so that one sentence comes out in several spellings.

Common words are spelled as they usually are. The rest goes by rule: consonants by sound, long vowels as written, and
between consonants the short vowel that the script leaves out. Each sentence has the habits of one writer.
"""

from functools import cache
from random import Random

import regex

# The usual spellings, the commonest first; a writer keeps to one of them.
_COMMON = """
کے ke k kay|کی ki|کا ka|کو ko|نے ne nay|سے se say|میں mein me main mai|پر par pe per|پہ pe|ہے hai he h hy
ہیں hain hen|تھا tha|تھی thi|تھے thay the|تھیں thin theen|اور aur or|یا ya|یہ ye yeh|وہ wo woh|اس is us
ان in un|جو jo|کہ ke k keh|کیا kya kia|کون kaun kon|کس kis|کن kin|کب kab|کہاں kahan kahaan|کیوں kyun kyon q
کیسے kaise kese|کتنے kitne kitnay|کتنی kitni|کتنا kitna|کونسی konsi kaunsi|کونسا konsa kaunsa
کونسے konse kaunse|نہیں nahi nahin nai|نہ na|ہی hi|بھی bhi|تو to|تک tak|جب jab|تب tab|اب ab|پھر phir
لیے liye lie|لئے liye lie|ساتھ sath saath|بعد baad bad|پہلے pehle pahle|دوران dauran doran|طرف taraf
درمیان darmiyan darmian|ایک aik ek|دو do|تین teen tin|چار char chaar|پانچ panch paanch|چھ chay che
سات sat saat|آٹھ aath ath|نو nau no|دس das dus|سو sau so|ہزار hazar hazaar|لاکھ lakh|کروڑ crore karor
ہوا hua huwa|ہوئی hui huwi|ہوئے hue huwe|ہوتا hota|ہوتی hoti|ہوتے hote|ہو ho|ہوں hon hoon|گا ga|گی gi
گے ge gay|کر kar kr|کرنے karne krne|کرنا karna krna|کرتا karta krta|کرتی karti krti|کرتے karte krte
کیے kiye kie|کیں keen kin|گیا gaya gya|گئی gayi gai|گئے gaye gae|جا ja|جاتا jata|جاتی jati|جاتے jate|رہا raha
رہی rahi|رہے rahe|دیا diya dia|دی di|دیے diye|دیں den dein|لیا liya lia|لی li|سکتا sakta|سکتی sakti|سکتے sakte
چاہیے chahiye chahye|کہا kaha|کہتے kehte|تعداد tadad taadad|سال saal sal|مطابق mutabiq|حکومت hukumat hukoomat
ملک mulk|شہر shehar shahar sheher|دنیا dunya duniya|لوگ log|لوگوں logon|نام naam nam|جنگ jang|صدر sadar sadr
وزیر wazir wazeer|اعظم azam|کچھ kuch|سب sab|ہر har|بہت bohat bahut buhat|زیادہ zyada ziada|کم kam|بڑا bara
بڑی bari barri|بڑے bare|نیا naya|نئی nayi nai|نئے naye|پاکستان Pakistan|بھارت Bharat India|ایران Iran
روس Roos Rus|امریکہ America Amrika|امریکی Amriki American|برطانیہ Britain Bartania|یورپ Europe
یورپی Europi European|چین China Cheen|فرانس France|جرمنی Germany|سعودی Saudi|عرب Arab|یونیورسٹی university
کمپنی company|اسکول school|سکول school|ڈاکٹر doctor|کالج college|ہسپتال hospital|پولیس police|ٹیلی tele
ویژن vision|فیصد feesad fisad|ڈالر dollar|وجہ waja wajah|وقت waqt|جگہ jaga jagah|کام kaam kam|بات baat bat
بارے bare baare|طور tor taur|حصہ hissa hisa|صدی sadi|آبادی abadi aabadi|قانون qanoon kanoon|عدالت adalat
جس jis|جن jin|وہاں wahan|یہاں yahan|اپنے apne|اپنی apni|اپنا apna|خلاف khilaf|ذریعے zariye zarie|اگر agar
مگر magar|لیکن lekin|کسی kisi|کوئی koi|تمام tamam|بین bain|الاقوامی ul aqwami|پہلا pehla|پہلی pehli
دوسرے doosre dusre|دوسری doosri dusri|دوسرا doosra dusra|آخری akhri aakhri|ختم khatam|شروع shuru shuroo
موت maut mot|مدت muddat|محمد Muhammad Mohammad
""".replace("\n", "|")
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


@cache
def _common_words() -> dict[str, list[str]]:
    entries = (entry.split() for entry in _COMMON.split("|") if entry.strip())
    return {urdu: spellings for urdu, *spellings in entries}


def _spell_word(word: str, habits: dict[str, str], random: Random) -> str:
    if spellings := _common_words().get(word):
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
