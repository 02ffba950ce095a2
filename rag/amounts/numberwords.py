"""The words of numbers in six languages, with what each adds to a number."""

from fractions import Fraction
from functools import cache
from typing import Literal

import regex

from index.folding import fold_text

WORD = regex.compile(r"\p{L}(?:[\p{L}\p{M}]|['’](?=\p{L}))*")

Kind = Literal["digits", "add", "hundred", "scale", "half", "more", "ordinal", "part", "and"]

# In the order of their values, from nought; variants apart by "/", "-" for none.
_COUNTS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen"
    " eighteen nineteen twenty",
    "ru": "ноль/нуль один/одна/одно/одного/одной/одному/одним/одном/одну"
    " два/две/двое/двоих/оба/обе/обоих/обеих/двух/двум/двумя три/трое/троих/трех/трем/тремя"
    " четыре/четверо/четверых/четырех/четырем/четырьмя пять/пяти/пятью шесть/шести/шестью семь/семи/семью восемь/восьми"
    " девять/девяти десять/десяти"
    " одиннадцать/одиннадцати двенадцать/двенадцати тринадцать/тринадцати четырнадцать/четырнадцати"
    " пятнадцать/пятнадцати"
    " шестнадцать/шестнадцати семнадцать/семнадцати восемнадцать/восемнадцати девятнадцать/девятнадцати"
    " двадцать/двадцати",
    "fa": "صفر یک دو سه چهار پنج شش/شیش هفت هشت - ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده/هیجده"
    " نوزده بیست",
    "ar": "صفر واحد/واحدة/أحد/إحدى اثنا/اثني/اثنتا/اثنتي/اثنان/اثنين/اثنتان/اثنتين/إثنان/إثنين ثلاثة/ثلاث"
    " أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع"
    " ثمانية/ثماني/ثمان تسعة/تسع",
    "ur": "صفر ایک دو/دونوں تین/تینوں چار/چاروں پانچ/پانچوں چھ/چھے/چھہ سات/ساتوں آٹھ نو دس گیارہ"
    " بارہ تیرہ چودہ پندرہ سولہ سترہ"
    " اٹھارہ انیس بیس اکیس بائیس"
    " تیئیس/تئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس/تیتیس چونتیس پینتیس چھتیس سینتیس اڑتیس"
    " انتالیس"
    " چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس پچاس اکیاون باون ترپن/تریپن چون"
    " پچپن چھپن"
    " ستاون اٹھاون انسٹھ ساٹھ اکسٹھ باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر - تہتر چوہتر پچھتر"
    " چھہتر ستتر اٹھہتر اناسی اسی اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکیانوے بانوے"
    " ترانوے چورانوے"
    " پچانوے چھیانوے ستانوے اٹھانوے ننانوے",
    "ur-Latn": "sifar aik/ek do/dono teen char/chaar panch/paanch chay/che saat aath nau das gyarah barah",
    "hi": "शून्य एक दो/दोनों तीन/तीनों चार/चारों पाँच/पांच/पाँचों छह/छः/छ/छे सात/सातों आठ/आठों नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह"
    " सत्रह अठारह/अट्ठारह"
    " उन्नीस बीस इक्कीस बाईस/बाइस तेईस/तेइस चौबीस पच्चीस छब्बीस सत्ताईस/सत्ताइस अट्ठाईस/अट्ठाइस/अठाईस उनतीस/उन्तीस तीस"
    " इकतीस/इकत्तीस बत्तीस तैंतीस/तेंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस/उन्तालीस चालीस इकतालीस बयालीस"
    " तैंतालीस/तेंतालीस चवालीस/चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन/तिरेपन चौवन"
    " पचपन"
    " छप्पन सत्तावन अट्ठावन/अठावन उनसठ साठ इकसठ बासठ तिरसठ/तिरेसठ चौंसठ/चौसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर"
    " इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी/उनासी अस्सी इक्यासी बयासी तिरासी"
    " चौरासी पचासी"
    " छियासी सत्तासी/सतासी अट्ठासी/अठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे/पंचानवे छियानवे सत्तानवे"
    " अट्ठानवे/अठानवे निन्यानवे",
}
# Thirty to ninety.
_TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "ru": "тридцать/тридцати сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти семьдесят/семидесяти"
    " восемьдесят/восьмидесяти девяносто/девяноста",
    "fa": "سی چهل پنجاه شصت هفتاد هشتاد نود",
    "ar": "ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين",
}
# One hundred to nine hundred.
_HUNDREDS = {
    "ru": "сто/ста двести/двухсот триста/трехсот четыреста/четырехсот пятьсот/пятисот шестьсот/шестисот семьсот/семисот"
    " восемьсот/восьмисот девятьсот/девятисот",
    "fa": "صد/یکصد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد",
    "ar": "- مئتان/مئتين/مائتان/مائتين/مئتا/مئتي/مائتي ثلاثمئة/ثلاثمائة أربعمئة/أربعمائة خمسمئة/خمسمائة"
    " ستمئة/ستمائة سبعمئة/سبعمائة"
    " ثمانمئة/ثمانمائة تسعمئة/تسعمائة",
}
_HUNDRED = {"en": "hundred", "ur": "سو", "hi": "सौ", "ar": "مئة مائة", "fa": "", "ru": ""}
_EXACT = {"ar": {10: "عشر عشرة", 20: "عشرون عشرين", 2: "كلا"}, "en": {12: "dozen", 2: "both"}, "fa": {20: ""}}
_SCALES: dict[str, dict[int, str]] = {
    "en": {3: "thousand k", 5: "lakh lakhs lac", 6: "million mn m", 7: "crore crores", 9: "billion bn", 12: "trillion"},
    "ru": {
        3: "тысяча тысячи тысяч тысячу тысячей тысячам тыс",
        6: "миллион миллиона миллионов миллионе миллионам млн",
        9: "миллиард миллиарда миллиардов миллиардам млрд",
        12: "триллион триллиона триллионов трлн",
    },
    "ur": {3: "ہزار", 5: "لاکھ", 6: "ملین", 7: "کروڑ", 9: "ارب بلین", 11: "کھرب", 12: "ٹریلین"},
    "hi": {3: "हज़ार हजार", 5: "लाख", 6: "मिलियन", 7: "करोड़", 9: "अरब बिलियन", 11: "खरब", 12: "ट्रिलियन"},
    "fa": {3: "هزار", 6: "میلیون ملیون", 9: "میلیارد بیلیون", 12: "تریلیون"},
    "ar": {3: "ألف ألفا الف", 6: "مليون مليونا", 9: "مليار مليارا بليون", 12: "تريليون تريليونات"},
}
# The dual is a number too.
# Many, where no number is before them.
_PLURALS = {3: "آلاف", 6: "ملايين", 9: "مليارات"}
_DUALS = {3: "ألفين ألفان ألفي", 6: "مليونين مليونان مليوني", 9: "مليارين ملياران ملياري"}
_HALF = {
    "en": "half",
    "ru": "половина половину половины пол",
    "ur": "آدھا آدھے آدھی نصف",
    "hi": "आधा आधे आधी",
    "fa": "نیم نصف",
    "ar": "نصف",
}
_PARTS = {
    "en": {3: "third thirds", 4: "quarter quarters", 5: "fifth fifths"},
    "ru": {3: "треть трети", 4: "четверть четверти"},
    "ur": {3: "تہائی", 4: "چوتھائی"},
    "hi": {3: "तिहाई", 4: "चौथाई"},
    "fa": {3: "سوم", 4: "چهارم"},
    "ar": {3: "ثلث", 4: "ربع"},
}
# A whole number and a part of one; "more" adds it to the number that follows.
_FIXED = {
    "ur": {"ڈیڑھ": (3, 2), "ڈھائی": (5, 2)},
    "hi": {"डेढ़": (3, 2), "ढाई": (5, 2)},
    "ru": {"полтора": (3, 2), "полторы": (3, 2), "полутора": (3, 2)},
    "ar": {"ثلثي": (2, 3), "ثلثا": (2, 3)},
}
_MORE = {
    "ur": {"سوا": (1, 4), "ساڑھے": (1, 2), "پونے": (-1, 4)},
    "hi": {"सवा": (1, 4), "साढ़े": (1, 2), "पौने": (-1, 4)},
}
_ORDINALS = {
    "en": "- second third fourth fifth sixth seventh eighth ninth tenth",
    "ru": "- втор трет четверт пят шест седьм восьм девят десят",
    "ur": "- دوسرا/دوسرے/دوسری تیسرا/تیسرے/تیسری چوتھا/چوتھے/چوتھی پانچواں/پانچویں چھٹا/چھٹے/چھٹی ساتواں/ساتویں"
    " آٹھواں/آٹھویں"
    " نواں/نویں دسواں/دسویں",
    "hi": "- दूसरा/दूसरे/दूसरी तीसरा/तीसरे/तीसरी चौथा/चौथे/चौथी पाँचवाँ/पाँचवें/पाँचवीं/पांचवां/पांचवें/पांचवीं"
    " छठा/छठे/छठी"
    " सातवाँ/सातवें/सातवीं/सातवां आठवाँ/आठवें/आठवीं/आठवां नौवाँ/नौवें/नौवीं/नौवां दसवाँ/दसवें/दसवीं/दसवां",
    "fa": "- دوم/دومین سوم/سومین چهارم/چهارمین پنجم/پنجمین ششم/ششمین هفتم/هفتمین هشتم/هشتمین نهم/نهمین دهم/دهمین",
    "ar": "- ثاني/ثانية/ثان ثالث/ثالثة رابع/رابعة خامس/خامسة سادس/سادسة سابع/سابعة ثامن/ثامنة تاسع/تاسعة عاشر/عاشرة",
}
_AND = {"en": "and a", "fa": "و"}
_SMALL = 20
# Nine, which is "not" elsewhere than beside what is counted.
_BESIDE_NOUNS = {"fa": {"نه": 9}}


@cache
def number_words(lang: str) -> dict[str, tuple[Kind, Fraction]]:
    """Folded word → what it does and its value."""
    words: dict[str, tuple[Kind, Fraction]] = {}

    def add(spellings: str, kind: Kind, value: Fraction | int) -> None:
        for spelling in spellings.replace("/", " ").split():
            if spelling != "-":
                words.setdefault(fold_text(spelling), (kind, Fraction(value)))

    for tables, first, step in ((_COUNTS, 0, 1), (_TENS, 30, 10), (_HUNDREDS, 100, 100)):
        for place, spellings in enumerate(tables.get(lang, "").split()):
            add(spellings, "add", first + step * place)
    for value, spellings in _EXACT.get(lang, {}).items():
        add(spellings, "add", value)
    add(_HUNDRED.get(lang, ""), "hundred", 100)
    for power, spellings in _SCALES.get(lang, {}).items():
        add(spellings, "scale", 10**power)
    for power, spellings in (_PLURALS if lang == "ar" else {}).items():
        add(spellings, "scale", 10**power)
    for power, spellings in (_DUALS if lang == "ar" else {}).items():
        add(spellings, "add", 2 * 10**power)
    for spelling, (up, down) in _FIXED.get(lang, {}).items():
        add(spelling, "add", Fraction(up, down))
    for spelling, (up, down) in _MORE.get(lang, {}).items():
        add(spelling, "more", Fraction(up, down))
    add(_HALF.get(lang, ""), "half", Fraction(1, 2))
    for place, spellings in enumerate(_ORDINALS.get(lang, "").split(), 1):
        add(spellings, "ordinal", place)
    for part, spellings in _PARTS.get(lang, {}).items():
        add(spellings, "part", Fraction(1, part))
    add(_AND.get(lang, ""), "and", 0)
    return words


@cache
def small_numbers(lang: str) -> dict[str, int]:
    """Folded word → its number, of those from one to twenty, beside what they count."""
    words = number_words(lang if lang in _COUNTS else lang[:2]).items()
    small = {word: int(value) for word, (kind, value) in words if kind == "add" and value in range(1, _SMALL + 1)}
    return small | {fold_text(word): value for word, value in _BESIDE_NOUNS.get(lang, {}).items()}


@cache
def plural_scales() -> frozenset[str]:
    """Thousands, millions: no number where none is before them."""
    return frozenset(map(fold_text, _PLURALS.values()))
