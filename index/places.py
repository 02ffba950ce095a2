"""Countries, regions and larger cities, by name and by adjective: Germany, جرمنی, ألمانيا, немецкий.

The CLDR names them (by way of babel); what newspapers call them besides stands here. A word is a place only in its own
language, and by its English name: سول is Seoul in Arabic and "civil" in Urdu.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import regex

from index.demonyms import DEMONYMS
from index.folding import fold_text
from index.wordforms import word_forms

_LANGUAGES = ("ur", "ar", "fa", "ps", "sd", "en", "ru", "uk", "hi", "bn", "pa", "tr", "fr", "de", "es", "zh")
_NO_PLACES = ("001", "419", "ZZ", "XA", "XB", "QO", "EZ")
# Cities that the CLDR knows as those after which time zones are called; some are rather everyday words.
_CITY_ZONES = regex.compile(
    r"(?:Africa|Asia|Australia|Europe)/(?!Oral$|Hovd$|Dili$|Chita$|Katmandu$|Calcutta$)\w+|America/(?:New_York|Chicago|"
    r"Los_Angeles|Toronto|Vancouver|Mexico_City|Sao_Paulo|Havana|Caracas|Bogota|Lima|Santiago|Denver|Detroit)"
)
_PRESS = {
    "US": "America, American, USA, U.S., US, امریکہ, امریکا, امريكا, أمريكا, أميركا, آمریکا, США, Америка,"
    " американский, अमेरिका,"
    " अमरीका, যুক্তরাষ্ট্র, আমেরিকা, ਅਮਰੀਕਾ, Amerika, ABD, Amérique, América, امریکي",
    "GB": "Britain, British, UK, U.K., England, برطانیہ, انگلستان, بريطانيا, انگلیس, Британия, британский,"
    " Англия, ब्रिटेन, इंग्लैंड,"
    " İngiltere, Angleterre, Inglaterra, بریتانیا, ব্রিটেন, ਬਰਤਾਨੀਆ, ਇੰਗਲੈਂਡ",
    "AE": "UAE, Emirates, Emirati, متحدہ عرب امارات, امارات, الإمارات, ОАЭ, Эмираты, यूएई, अमीरात",
    "IN": "ہند, ہندوستان, انڈیا, हिंदुस्तान, इंडिया, هندوستان",
    "IR": "Persia, Iranian, Persien",
    "CN": "Chinese, китайский, चीनी, چینی, الصيني",
    "DE": "German, Germans, немецкий, немец",
    "FR": "French, فرانسیسی, فرنسي, فرانسوی, फ्रांसीसी, французский",
    "ES": "Spanish, ہسپانوی, स्पेनिश, اسپین",
    "TR": "Turkey, Turkish, Турция, турецкий, तुर्की, تركيا, ترکی, ترکیہ, ترکیه",
    "KR": "South Korea, South Korean, جنوبی کوریا, Южная Корея, южнокорейский",
    "KP": "North Korea, North Korean, شمالی کوریا, Северная Корея, северокорейский, DPRK",
    "RU": "روسی, الروسي, روسي, روس, РФ, русский, Russian Federation",
    "PS": "Palestine, Palestinian, فلسطین, فلسطينی, فلسطين, Палестина, палестинский, फ़िलिस्तीन, फिलिस्तीनी, ফিলিস্তিন",
    "SY": "شامی, सीरियाई",
    "EG": "Egyptian, مصری, मिस्री, египетский, Египт",
    "AZ": "آذربایجان",
    "DZ": "الجزائر",
    "JO": "Jordanian",
    "AM": "आर्मीनिया",
    "MY": "ملائیشیا",
    "CL": "شيلي",
    "DJ": "جیبوتی",
    "KZ": "قازقستان",
    "MR": "موریتانیہ",
    "NG": "نائیجیریا",
    "SN": "سینیگال",
    "ZM": "زیمبیا",
    "150": "European",
    "EU": "EU, European Union, यूरोपीय संघ, ЕС, Евросоюз, اتحادیه اروپا, الاتحاد الأوروبي, یورپی یونین",
    "UN": "UN, United Nations, اقوام متحدہ, الأمم المتحدة, سازمان ملل, ООН, संयुक्त राष्ट्र",
    "moscow": "московский",
    "beijing": "Beijing, Peking, بیجنگ, بكين, پکن, Пекин, बीजिंग, পেইচিং, বেইজিং, Pekin, Pékin, 北京",
    "delhi": "Delhi, دہلی, دلهي, دهلی, Дели, दिल्ली, দিল্লি, 德里",
    "washington": "Washington, واشنگٹن, واشنطن, واشنگتن, واشینگتن, Вашингтон, वाशिंगटन, वॉशिंगटन, ওয়াশিংটন, 华盛顿",
    "geneva": "Geneva, جنیوا, جنيف, ژنو, Женева, जिनेवा, Genève, Genf, Ginebra, Cenevre, 日内瓦",
    "islamabad": "Islamabad, اسلام آباد, إسلام آباد, اسلام‌آباد, Исламабад, इस्लामाबाद, 伊斯兰堡",
    "kabul": "كابل",
    "jerusalem": "القدس, بیت المقدس",
    "tripoli": "طرابلس",
    "tbilisi": "تبلیسی",
    "ashgabat": "عشق آباد",
    "seoul": "سیول",
    "melbourne": "میلبورن",
    "ankara": "Ankara, انقرہ, أنقرة, آنکارا, Анкара, अंकारा, 安卡拉",
}
# Names that are everyday words where they have no capitals: "financial", "went". شام, evening, is kept for Syria.
_WORDS_TOO = frozenset(
    map(
        fold_text,
        [
            "مالی",
            "مالي",
            "माली",
            "چلی",
            "چاد",
            "تشاد",
            "कोटे",
            "چاڈ",
            "نیس",
            "چاد",
            "امان",
            "قطرہ",
            "चाड",
            "turkey",
            "chad",
            "mali",
            "guinea",
            "polish",
            "pole",
            "dane",
            "finn",
        ],
    )
)

# Not that of ألمانيا or of البانیہ, which is none.
_ARTICLE = regex.compile(r"^ال(?=\p{L}{3})")
_ARABIC_END = regex.compile(r"(?<=\p{L}{3})(?:یایی|ایی|یہای|یا|یہ|ی|ا|ہ|یون|یین)$")
_CYRILLIC_ADJECTIVE = regex.compile(r"(?<=\p{L}{3})(?:ск|цк)(?:ий|ая|ое|ие|ого|ому|им|ом|ой|ую|их|ими)$")
_CYRILLIC_END = regex.compile(
    r"(?<=\p{L}{3})(?:[ая]я|ое|ые|[ое]го|[ое]му|ую|ы[йхм]|и[яиюей]|ией|ом|а[мх]|ой|е[мй]|[аыуеяиюйь]|ец|цы|цев)$"
)
_INDIC_END = regex.compile(r"(?<=[\p{L}\p{M}]{3})(?:ीय|ियों|यों|ी|ा|ाई|ের|র)$")
_LATIN_END = regex.compile(r"(?<=\p{L}{3})(?:ians?|eans?|ans?|is|ns|n|ese|ish|ia|i|ey|y|a)$")
_HAN, _WORD = regex.compile(r"\p{Han}"), regex.compile(r"[\p{L}\p{M}]+")
_ARABIC, _CYRILLIC, _LATIN = (regex.compile(rf"\p{{{script}}}") for script in ("Arabic", "Cyrillic", "Latin"))
_INDIC = regex.compile(r"[\u0900-\u0dff]")
# Two or three Latin letters are a place only as an abbreviation: "US", not "us".
_ABBREVIATION = 3
_NOWHERE: frozenset[str] = frozenset()


def find_places(words: Sequence[str], lang: str | None = None) -> Iterator[tuple[int, int, str]]:
    """First and one past the last of `words` that name a place, and its code; the longest name wins."""
    names, end = _names(_table_of(lang)), 0
    heads = {word for word in set(words) if _may_begin(word, lang)}
    for at, word in enumerate(words):
        if at < end or word not in heads:
            continue
        size, codes = 1, _place_of(word, lang)
        longest = max(names.longest.get(stem, 1) for stem in _stems(word, lang))
        for length in range(min(longest, len(words) - at), 1, -1):
            rest = tuple(_stems(following, lang)[0] for following in words[at + 1 : at + length])
            found = [names.phrases[(stem, *rest)] for stem in _stems(word, lang) if (stem, *rest) in names.phrases]
            if found:
                size, codes = length, found[0]
                break
        for code in sorted(codes):
            yield at, at + size, code
        end = at + size


@lru_cache(maxsize=1 << 17)
def _may_begin(word: str, lang: str | None) -> bool:
    longest = _names(_table_of(lang)).longest
    return bool(_place_of(word, lang)) or any(stem in longest for stem in _stems(word, lang))


@lru_cache(maxsize=1 << 12)
def is_demonym(word: str, lang: str | None) -> bool:
    """Whether `word` says whose or what something is rather than where: Swiss, ازبک."""
    # Иранец has the stem of Иран, which is told from it by its ending.
    return any(stem in _demonym_stems() and stem not in _place_stems() for stem in _stems(word, lang))


@cache
def _demonym_stems() -> frozenset[str]:
    return frozenset(_stem_word(name) for _, name in _listed(DEMONYMS))


@cache
def _place_stems() -> frozenset[str]:
    return frozenset(_stem_word(name) for _, name in _spellings(""))


def find_han_places(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and code of the places in a text that puts no spaces between words."""
    if _HAN.search(text):
        for match in _han_names().finditer(text):
            for code in sorted(_names("zh").words[fold_text(match.group())]):
                yield match.start(), match.end(), code


@dataclass(frozen=True)
class _Names:
    """`words` by folded form, `by_stem` for adjectives, `phrases` by stems, and the `longest` of them by the first."""

    words: dict[str, frozenset[str]]
    by_stem: dict[str, frozenset[str]]
    phrases: dict[tuple[str, ...], frozenset[str]]
    longest: dict[str, int]


@lru_cache(maxsize=1 << 17)
def _place_of(word: str, lang: str | None) -> frozenset[str]:
    """The places that one word names; an adjective counts only if its ending shows that it is one, or a capital."""
    names = _names(_table_of(lang))
    latin = _LATIN.match(word)
    if latin and len(word) <= _ABBREVIATION and not word.isupper():
        return _NOWHERE
    small = latin and word.islower()
    for form in word_forms(word, lang):
        folded = fold_text(form).replace(".", "")
        if folded in _WORDS_TOO and (small or not latin):
            continue
        if codes := names.words.get(folded):
            return codes
        # Adjectives of Latin languages are told from other words by their capital only.
        if small:
            continue
        stem = _stem(folded)
        if (stem != folded or not (_ARABIC.match(stem) or _INDIC.match(stem))) and (codes := names.by_stem.get(stem)):
            return codes
    return _NOWHERE


@lru_cache(maxsize=1 << 17)
def _stems(word: str, lang: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_stem_word, word_forms(word, lang))))


@lru_cache(maxsize=1 << 17)
def _stem_word(word: str) -> str:
    return _stem(fold_text(word))


def _stem(folded: str) -> str:
    """`folded` without endings of case and adjective."""
    if _ARABIC.match(folded):
        return str(_ARABIC_END.sub("", folded))
    if _CYRILLIC.match(folded):
        return str(_CYRILLIC_END.sub("", _CYRILLIC_ADJECTIVE.sub("", folded)))
    if _INDIC.match(folded):
        return str(_INDIC_END.sub("", folded))
    return str(_LATIN_END.sub("", folded))


def _table_of(lang: str | None) -> str:
    return lang if lang in _LANGUAGES else ""


@cache
def _names(lang: str) -> _Names:
    """The names in `lang`, in English and in the press; those of all languages if it is empty."""
    words, by_stem = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    phrases, longest = defaultdict[tuple[str, ...], set[str]](set), dict[str, int]()
    for code, name in (*_spellings(lang), *_listed(DEMONYMS)):
        parts = _WORD.findall(name.replace(".", ""))
        # What is looked for has lost its article: "forms" of an Arabic word.
        parts = [fold_text(_ARTICLE.sub("", part) if lang in ("ar", "") else part) for part in parts]
        if len(parts) > 1:
            stems = tuple(map(_stem, parts))
            phrases[stems].add(code)
            longest[stems[0]] = max(longest.get(stems[0], 1), len(stems))
        if len(parts) == 1 or _ARABIC.match(parts[0]):
            # Two words may be written in one: اسلام‌آباد.
            words["".join(parts)].add(code)
        if len(parts) == 1:
            by_stem[_stem(parts[0])].add(code)
    return _Names(_frozen(words), _frozen(by_stem), _frozen(phrases), longest)


def _frozen(sets: dict[Any, set[str]]) -> dict[Any, frozenset[str]]:
    return {key: frozenset(codes) for key, codes in sets.items()}


@cache
def _han_names() -> "regex.Pattern[str]":
    names = sorted((name for name in _names("zh").words if _HAN.match(name) and len(name) > 1), key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, names)))


def _spellings(lang: str) -> Iterator[tuple[str, str]]:
    """Code and name of every place, in `lang` and in English, or in every language."""
    from babel import Locale

    for spoken in (lang, "en") if lang else _LANGUAGES:
        locale = Locale.parse(spoken)
        for code, name in locale.territories.items():
            if code not in _NO_PLACES:
                yield code.lower(), regex.sub(r"\(.*\)", "", name)
        for zone, names in locale.time_zones.items():
            if _CITY_ZONES.fullmatch(zone) and "city" in names:
                yield _city_code(zone), names["city"]
    for zone in Locale.parse("ur").time_zones:
        if _CITY_ZONES.fullmatch(zone):
            yield _city_code(zone), str(zone).rpartition("/")[2].replace("_", " ")
    yield from _listed(_PRESS)


def _listed(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code, names in table.items():
        yield from ((code.lower(), name.strip()) for name in names.split(","))


def _city_code(zone: object) -> str:
    return str(zone).rpartition("/")[2].replace("_", "").lower()
