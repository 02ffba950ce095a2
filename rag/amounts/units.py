"""Units and currencies by name: kilometre, किमी, كم are one, and a thousand metres.

The CLDR names the units (by way of babel), `words/units.toml` the words of them that a question may have too; what
newspapers write besides stands here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache

from index.folding import fold_text
from rag.amounts.numberwords import WORD
from rag.wordlists import read_words

# Dimension and size, in the unit of the dimension that comes first; words of all languages, * for any ending.
_UNITS: dict[str, tuple[str, Fraction | int, str]] = {
    "meter": ("length", 1, "m metre* meter* метры метре मी"),
    "kilometer": ("length", 1000, "kms kilomet* километр* کلومیٹر* किलोमीटर* کیلومتر* كيلومتر* كم کلومٹر*"),
    "centimeter": ("length", Fraction(1, 100), "centimet* сантиметр* سینٹی* सेंटीमीटर* سانتیمتر* سنتيمتر*"),
    "millimeter": (
        "length",
        Fraction(1, 1000),
        "mm millimet* мм миллиметр* ملی‌میٹر ملیمیٹر मिलीमीटर* मिमी میلی‌متر میلیمتر* مليمتر* ملم",
    ),
    "mile": ("length", Fraction(1609344, 1000), "mi mile* мил*"),
    "foot": ("length", Fraction(3048, 10000), "ft feet foot фут* فٹ फ़ीट फीट फुट فوت قدم أقدام قدما"),
    "inch": ("length", Fraction(254, 10000), "inch inches дюйм* انچ इंच اینچ بوصة إنش"),
    "yard": ("length", Fraction(9144, 10000), "yard* ярд* گز गज یارد ياردة"),
    "hectare": ("area", 10000, "ha hectare* га гектар* ہیکٹر* हेक्टेयर* هکتار* هكتار*"),
    "acre": ("area", Fraction(40468564224, 10**7), "acre* акр* ایکڑ एकड़ جریب ایکر فدان فدانا أفدنة آكر"),
    "kilogram": ("mass", 1, "kgs kilo kilogram* килограмм* किलोग्राम* کیلوگرم* كيلوغرام* كيلوجرام* كغم"),
    "gram": ("mass", Fraction(1, 1000), "g gram* gramme* г грамм* گرام ग्राम گرم غرام* جرام"),
    "tonne": ("mass", 1000, "t tonne* т тонн*"),
    "pound_mass": ("mass", Fraction(45359237, 10**8), "lb lbs"),
    "liter": ("volume", 1, "l liter* litre* л литр* لیٹر* लीटर* لیتر* لتر* لترا"),
    "barrel": ("volume", Fraction(158987, 1000), "barrel* bbl баррел* बैरल* بشکه* برميل*"),
    "gallon": ("volume", Fraction(3785, 1000), "gallon* галлон* گیلن गैलन گالن غالون*"),
    "watt": ("power", 1, "w watt watts вт ватт واٹ वाट वॉट وات واط"),
    "kilowatt": ("power", 10**3, "kw kilowatt* квт киловатт* کلوواٹ किलोवाट* किलोवॉट* کیلووات كيلوواط* كيلووات"),
    "megawatt": (
        "power",
        10**6,
        "mw megawatt* мвт мегаватт* میگاواٹ मेगावाट* मेगावॉट* مگاوات ميغاواط* ميجاوات* ميجاواط*",
    ),
    "gigawatt": ("power", 10**9, "gw gigawatt* гвт гигаватт* گیگاواٹ गीगावाट* गीगावॉट* گیگاوات غيغاواط* جيجاوات*"),
    "second": ("time", 1, "sec secs seconds секунд* сек سیکنڈ सेकंड सेकेंड ثانیه* ثانية ثوان ثواني"),
    "minute": ("time", 60, "min mins minute* минут* мин منٹ* मिनट* دقیقه*"),
    "hour": ("time", 3600, "hr hrs часам گھنٹ* घंट* घण्ट*"),
    "day": ("time", 86400, "дню"),
    "week": ("time", 604800, "недел* हफ़्त* हफ्त* सप्ताह* هفته* أسبوع* اسبوع*"),
    "month": ("months", 1, "месяц* مہین* महीन*"),
    "year": ("months", 12, "yr yrs годы годам"),
    "decade": ("months", 120, "decade* десятилети* دہائی* दशक* دهه* عقد عقود"),
    "kilowatt_hour": ("energy", 1, "kwh"),
    "quintal": ("mass", 100, "quintal* центнер* کوئنٹل क्विंटल قنطار قنطارا"),
    "ounce": ("mass", Fraction(28349523, 10**9), "oz ounce* унци* اونس औंस أونصة أوقية"),
    "carat": ("carat", 1, "carat* карат* قیراط कैरेट قيراط"),
    "knot": ("speed", 1, "knots узл*"),
    "megabyte": ("bytes", 1, "mb megabyte* мегабайт* میگابائٹ मेगाबाइट مگابایت ميغابايت"),
    "gigabyte": ("bytes", 1000, "gb gigabyte* гигабайт* гб گیگابائٹ गीगाबाइट گیگابایت غيغابايت"),
    "terabyte": ("bytes", 10**6, "tb terabyte* терабайт* тб ٹیرابائٹ टेराबाइट ترابایت تيرابايت"),
    "fahrenheit": ("fahrenheit", 1, "fahrenheit фаренгейт* فارن‌ہائیٹ फ़ारेनहाइट فارنهایت فهرنهايت"),
    "celsius": ("degree", 1, "celsius цельси* سیلسیس सेल्सियस سلسیوس سانتیگراد مئوية"),
    "percent": ("percent", 1, "% ٪ процент*"),
    "percentage_point": ("point", 1, ""),
    "degree": ("degree", 1, "° degree* градус* ڈگری डिग्री درجه درجة درجات"),
    "times": ("times", 1, ""),
}
_MEASURES = tuple(_UNITS)
# Those whose names the CLDR has too.
_CLDR_DIMENSIONS = ("length", "area", "mass", "volume", "power", "time", "months", "percent")
# What the currencies of several countries are called; words of all languages, * for any ending.
_CURRENCIES = {
    "dollar": "$ dollar* доллар* ڈالر* डॉलर* डालर* دلار* دولار*",
    "euro": "€ euro euros евро یورو यूरो يورو",
    "pound": "£ pound pounds фунт* پاؤنڈ* पाउंड* पौंड* پوند جنيه جنيها جنيهات",
    "rupee": "₹ ₨ rs rupee* рупи* روپی* روپے روپوں रुपय* रुपए रुपये रुपयों روبية روبيات",
    "ruble": "₽ rouble* ruble* рубл* руб روبل* रूबल* روبل*",
    "rial": "﷼ rial* riyal* риал* риял* ریال* रियाल* ريال*",
    "toman": "toman* томан* تومان* तोमान* تومن ٹومان",
    "dirham": "dirham* дирхам* درہم* दिरहम* درهم دراهم درهما",
    "dinar": "dinar* динар* دینار* दीनार* دنانير دينار*",
    "lira": "₺ lira* лир* لیرا* लीरा* لير* لیر",
    "yuan": "yuan renminbi юан* یوآن یوان युआन* يوان*",
    "yen": "¥ yen иен* یین येन ين",
    "taka": "৳ taka така ٹکا टका تاکا تاكا",
    "afghani": "afghani* афгани افغانی* अफ़ग़ानी أفغاني",
    "shekel": "₪ shekel* шекел* شیکل* शेकेल* شيكل*",
    "franc": "franc* франк* فرانک* फ़्रैंक* فرنك*",
    "hryvnia": "hryvnia* гривн* ہریونیا रिव्निया هریونیا هريفنيا",
    "som": "som soms сом сома сомов سوم सोम",
    "tenge": "tenge тенге تنگے तेंगे تنگه تينغي",
    "krona": "krona kronor krone* крон* کرونا क्रोना کرون كرونة",
}
# ISO 4217 codes that stand beside numbers.
_CODES = {
    "dollar": "USD CAD AUD NZD HKD SGD TWD JMD FJD NAD",
    "euro": "EUR",
    "pound": "GBP EGP SDG SSP",
    "rupee": "INR PKR LKR NPR MUR",
    "ruble": "RUB BYN",
    "rial": "IRR SAR QAR OMR YER",
    "dirham": "AED MAD",
    "dinar": "IQD KWD BHD JOD LYD TND DZD RSD",
    "lira": "TRY LBP SYP",
    "yuan": "CNY",
    "yen": "JPY",
    "taka": "BDT",
    "afghani": "AFN",
    "shekel": "ILS",
    "franc": "CHF XOF XAF",
    "hryvnia": "UAH",
    "som": "KGS",
    "tenge": "KZT",
    "krona": "SEK NOK DKK ISK",
}
_CODE_NAMES = {code: name for name, codes in _CODES.items() for code in codes.split()}
# Words that raise a length to this power.
_POWERS = {
    2: "square sq кв квадратн квадратных квадратный квадратного مربع वर्ग مربعا مربعة",
    3: "cubic cu куб кубических кубический кубометров مکعب घन مكعب مكعبا مكعبة",
}
_MODIFIERS = {word: power for power, words in _POWERS.items() for word in words.split()}
# Units written in two words: کلو میٹر.
_PREFIXES = {
    "کلو": "کلومیٹر",
    "کیلو": "کیلومتر",
    "كيلو": "كيلومتر",
    "میگا": "میگاواٹ",
    "ميغا": "ميغاواط",
    "सेंटी": "सेंटीमीटर",
    "मेगा": "मेगावाट",
    "سانتی": "سانتیمتر",
    "میلی": "میلیمتر",
    "ملی": "ملیمیٹر",
    "मिली": "मिलीमीटर",
    "سینٹی": "سینٹی",
    "سنٹی": "سینٹی",
    "कि": "किलोमीटर",
    "किलो": "किलोमीटर",
}
_HEADS = ("میٹر", "متر", "मीटर", "मी", "واٹ", "واط", "وات", "वाट", "वॉट")
# The words of Roman Urdu are everyday words of English.
_LANGUAGES, _ROMAN = ("en", "ru", "ur", "hi", "fa", "ar"), "ur-Latn"
# What makes points of per cent, after it and in two words of their own.
_POINT_WORDS = "point points pp пункт пункта пунктов пункту پوائنٹ پوائنٹس अंक अंकों पॉइंट पॉइंट्स प्वाइंट"
_POINTS = frozenset(_POINT_WORDS.split())
_POINTS_FIRST = {("واحد", "درصد"), ("نقطة", "مئوية"), ("نقاط", "مئوية"), ("نقطة", "مئويه"), ("п", "п")}
_PER_CENT = {("per", "cent"), ("في", "المئة"), ("في", "المائة"), ("في", "الميّة"), ("فی", "صد"), ("प्रति", "शत")}


def read_unit(words: Sequence[str], lang: str = "") -> str | None:
    """The unit that the words after a number name: "kilometres", "square km", "کلو میٹر"."""
    if not words:
        return None
    first, *rest = words
    if (first.casefold(), *map(str.casefold, rest[:1])) in _PER_CENT:
        return "percent"
    if (first.casefold(), *map(str.casefold, rest[:1])) in _POINTS_FIRST:
        return "percentage_point"
    power = _MODIFIERS.get(first.casefold(), 0)
    if power and rest:
        first, *rest = rest
    if rest and first in _PREFIXES and rest[0].startswith(_HEADS):
        head = rest[0]
        first = first + head
        rest = rest[1:]
    if first[-1:] in "²³23" and len(first) > 1 and first[-1].isascii() | (first[-1] in "²³"):
        power, first = (2 if first[-1] in "²2" else 3), first[:-1]
    name = (_listed(_ROMAN, _MEASURES).get(fold_text(first)) if lang == _ROMAN else None) or unit_of(first)
    if not name:
        return None
    if name == "percent" and rest and rest[0].casefold() in _POINTS:
        return "percentage_point"
    power = power or (_MODIFIERS.get(rest[0].casefold(), 0) if rest else 0)
    return f"{name}^{power}" if power and _UNITS.get(name, ("",))[0] == "length" else name


@lru_cache(maxsize=1 << 15)
def unit_of(word: str) -> str | None:
    """The unit or currency that one word, code or sign names."""
    if name := _CODE_NAMES.get(word):
        return name
    exact, stems = _unit_words()
    folded = fold_text(word)
    if name := exact.get(folded):
        return name
    return next((stems[folded[:n]] for n in range(len(folded), 1, -1) if folded[:n] in stems), None)


def counted_noun(words: Sequence[str], lang: str) -> str | None:
    """What the word after a number counts, one of those of `words/units.toml` that measure nothing: "people"."""
    return _listed(lang, ("people", "country")).get(fold_text(words[0])) if words else None


def is_currency(name: str | None) -> bool:
    return name in _CURRENCIES


def currency_codes() -> Mapping[str, str]:
    """Code → the name of its currency. A code has capitals: "TRY" is one, "try" is none."""
    return _CODE_NAMES


@cache
def _listed(lang: str, names: Collection[str]) -> dict[str, str]:
    """Folded words of `lang` that `words/units.toml` lists for these units."""
    units = read_words("units")["units"]
    return {
        fold_text(word): name for name in names for word in units.get(name, {}).get(lang, "").replace(";", " ").split()
    }


@cache
def _unit_words() -> tuple[dict[str, str], dict[str, str]]:
    """Whole words and stems of units and currencies, and what the CLDR calls them."""
    exact: dict[str, str] = {}
    stems: dict[str, str] = {}
    tables = {name: words for name, (_, _, words) in _UNITS.items()} | _CURRENCIES
    for name, words in tables.items():
        for word in words.split():
            (stems if word.endswith("*") else exact).setdefault(fold_text(word.rstrip("*")), name)
    for lang in _LANGUAGES:
        exact |= {word: name for word, name in _listed(lang, _MEASURES).items() if word not in exact}
    for name, word in _cldr_words():
        exact.setdefault(fold_text(word), name)
    return exact, stems


def _cldr_words() -> Iterator[tuple[str, str]]:
    from babel.units import format_unit

    kinds = {"time": "duration", "months": "duration", "percent": "concentr"}
    for name, (dimension, _, _) in _UNITS.items():
        if dimension not in _CLDR_DIMENSIONS or "_" in name or name == "quintal":
            continue
        kind = kinds.get(dimension, dimension)
        for locale in _LANGUAGES:
            for count in (2, 5, 11, 100):
                written = format_unit(count, f"{kind}-{name}", "long", locale=locale)
                words = WORD.findall(written)
                if len(words) == 1:
                    yield name, words[0]


def size_of(name: str) -> tuple[str, Fraction]:
    """The dimension of a unit, a currency its own, and its size in the first unit of the dimension."""
    base, _, power = name.partition("^")
    if base not in _UNITS:
        return base, Fraction(1)
    dimension, size, _ = _UNITS[base]
    match power:
        case "2":
            return "area", Fraction(size) ** 2
        case "3":
            # A cubic metre is a thousand litres.
            return "volume", 1000 * Fraction(size) ** 3
    return dimension, Fraction(size)
