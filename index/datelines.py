"""The lines of an article that say where, when and by whom it is told: labels, bylines, datelines."""

from functools import cache
from itertools import pairwise

import regex

from index.calendars import fold_word
from index.dates import FoundDate, find_dates
from index.keyboards import any_keyboard
from index.places import find_places

# A longer line is a paragraph.
PARAGRAPH = 150
SECTION_WORDS, PLACE_WORDS = 2, 4
_PLACE, _REST = 60, 40
_WEEKDAY_LANGUAGES = ("ur", "ar", "fa", "en", "ru", "hi", "tr", "fr", "de", "es", "zh", "ps", "sd", "bn", "pa")

WORDS = regex.compile(r"\p{L}(?:\p{Cf}*[\p{L}\p{M}])*")
SENTENCE_END = regex.compile(r"[.!?۔؟।॥。！？…]['\"”’»)]*\s*$")
_LABELS = {
    "published": r"(?:first )?published|publication date|date of publication|posted"
    r"|تاریخ[ِ]? اشاعت|شائع (?:شدہ|ہوا|ہوئی|کردہ)|اشاعت|تاريخ النشر|تم (?:ال)?نشره?ا?|نُ?شرت? (?:في|بتاريخ|يوم)"
    r"|(?:تاریخ|زمان) انتشار|منتشر[ \u200c]?شده?(?: در(?: تاریخ)?)?"
    r"|опубликован[оаы]?|дата публикации|प्रकाशित(?: तिथि)?|प्रकाशन (?:की )?तिथि|yayın(?:lanma)? tarihi|yayınlanma"
    r"|publiée?|date de publication|veröffentlicht|erschienen|publicado|fecha de publicación"
    r"|发布时间|发表时间|发布日期|(?:د )?خپر(?:ې|ی)دو ن(?:ې|ی)ټه|প্রকাশিত|প্রকাশ",
    "dated": r"date|تاریخ|تاريخ|дата|fecha|نېټه",
    "updated": r"(?:last )?(?:updated?|modified|edited|revised)|آخری تازہ کاری"
    r"|(?:آخری (?:بار )?)?اپ ?ڈیٹ|(?:آخر )?تحديث"
    r"|(?:آخرین )?(?:به\u200c?روزرسانی|ویرایش)|обновлен[оа]?|(?:последнее )?обновление"
    r"|अपडेट(?:ेड)?|अंतिम अद्यतन|(?:son )?güncelleme|mise? à jour|aktualisiert|stand|actualizado|更新时间",
}
_LABEL = {
    kind: regex.compile(rf"[^\p{{L}}]*(?:{any_keyboard(labels)})(?![\p{{L}}\p{{M}}])", regex.IGNORECASE)
    for kind, labels in _LABELS.items()
}
BYLINE = regex.compile(
    r"\s*(?:by|von|par|por|yazan|автор|текст|लेखक|作者|记者"
    rf"|{any_keyboard('تحریر|رپورٹ|از قلم|بقلم|كتب|نویسنده|خبرنگار|گزارش')})\s*[:：]?\s+\S",
    regex.IGNORECASE,
)
# Words beside a date that leave it the date of the article: the clock, the time zone, "on".
_CLOCK = (
    "am pm a p m h gmt utc ist pkt msk est et on at uhr um le à el las a las в часов мск ساعت الساعة بجے وقت بوقت"
    " بتاريخ في روز بروز يوم یوم کو को बजे saat tarihinde ء ع م هـ"
)
_NO_PLACE = (
    "on in at since by am im le la el en du del в во на с к по في من يوم منذ در از روز بروز"
    # What is dated so is a life or a term.
    " born died birth death deadline due expires expiry deceased founded تاریخ پیدائش ولادت وفات انتقال آخری ولد ولدت"
    " مواليد الميلاد الولادة المولد توفي توفيت الوفاة آخر تولد متولد درگذشت درگذشته مهلت آخرین"
    " родился родилась умер умерла скончался скончалась рождение смерть срок дедлайн जन्म मृत्यु निधन देहांत अंतिम आखिरी"
)
# In the name of a paper or of who reports they may begin with a small letter: "Health desk", "Каспийский вестник".
_PRESS = (
    "agencies agency bureau correspondent correspondents daily desk edition editor gazette journal magazine monitoring"
    " news newspaper our report reporter reporters review service special staff team weekly writer"
    " агентство бюро ведомости вестник газета еженедельник журнал известия комсомолец корр корреспондент курьер листок"
    " новости новостей обозрение обозреватель отдел правда редакция редакции служба собкор телеграф хроника экспресс"
)
_REPORTERS = "correspondent reporter columnist editor корр корреспондент обозреватель собкор редактор"
_BETWEEN_NAMES = frozenset(("and", "in", "for", "al", "bin", "de", "von", "и", "в", "из", "et", "und", "y"))
# Words of a line that only says who reports, and of each of the pieces of one that says when as well.
_CREDIT_WORDS, _PIECE_WORDS = 9, 3
_BETWEEN_PIECES = regex.compile(r"\s*[,،|•]\s*|\s+[·/–—ـ-]\s+|(?<=\p{L}{2})\.\s+")
# Before a colon they are what is done or takes place on the day that follows. Where names have capitals, only a known
# place is one there.
_OCCASIONS = (
    "امتحان امتحانات سماعت انتخاب انتخابات پولنگ میچ اجلاس جلسہ جلسے افتتاح آغاز اختتام ابتدا شروع تقریب کانفرنس"
    " سیمینار نمائش داخلہ داخلے رجسٹریشن نتیجہ نتائج نفاذ شادی عرس سالگرہ دستخط قیام اگلا اگلی رسائی ترمیم"
    " الامتحان الامتحانات الانتخابات جلسة الجلسة مباراة المباراة الافتتاح بداية البداية نهاية النهاية انطلاق الانطلاق"
    " اجتماع الاجتماع مؤتمر المؤتمر ندوة الندوة معرض المعرض تسجيل التسجيل عرض العرض ذكرى الذكرى تأسيس التأسيس توقيع"
    " التوقيع حفل النتائج تعديل اطلع"
    " آزمون جلسه دیدار مسابقه بازی پایان نشست همایش کنفرانس نمایشگاه ثبت‌نام اکران مراسم برگزاری سالگرد امضا ازدواج"
    " نتیجه دسترسی ویرایش بازبینی"
    " परीक्षा चुनाव मतदान मैच बैठक सुनवाई उद्घाटन आरंभ शुरुआत समापन अंत सम्मेलन संगोष्ठी प्रदर्शनी पंजीकरण विवाह शादी"
    " समारोह स्थापना रिलीज परिणाम नतीजे हस्ताक्षर संशोधन"
)
# Persian writes its dash with the stroke that lengthens letters.
_BEFORE_DATE = regex.compile(r"(?:[,،|•·/–—-]|(?<=\s)ـ)\s*$")
_COLON_BEFORE_DATE = regex.compile(r"[:：]\s*$")
_AFTER_DATE = regex.compile(r"\s*[,،|•·/–—-]|\s+ـ\s|\s*$")
_AFTER_DATELINE = regex.compile(r"\s*(?:г(?:ода)?\b)?\s*(?:\.?\s*[()/:：|–—-]|(?:[.।۔]|(?<=г\.))\s)")
# An agency or who reports, beside the place: "(Staff Reporter)", or beside the date: "来源：新华社".
_ASIDE = regex.compile(r"\([^()]{1,60}\)|(?:来源|作者|记者|编辑)[:：]\s?\S{1,20}")
# "Published in Dawn, September 20th, 2023".
_PAPER = regex.compile(r"\s+in\s+(?=\p{Lu})(?P<name>[^,]+),\s*\Z")
# Agencies and the date in one pair of brackets: "اسلام آباد (اُردو پوائنٹ۔ اے پی پی۔ 20 ستمبر 2023ء)".
_AGENCIES = regex.compile(r"(?P<place>[^()\d]{1,40})\([^()\d]{1,70}۔\s*\Z")


def label_end(line: str, *kinds: str) -> int:
    """Where the label at the head of `line` ends, 0 if there is none."""
    ends = [match.end() for kind in kinds or _LABEL if (match := _LABEL[kind].match(line))]
    return max(ends, default=0) if len(line) <= PARAGRAPH else 0


def find_labelled(line: str, lang: str, kind: str) -> FoundDate | None:
    """The date after "Published:", unless that begins a sentence of the article."""
    end = label_end(line, kind)
    found = find_dates(line, lang) if end else []
    if not found or found[0].precision != "day" or found[0].start < end:
        return None
    between = line[end : found[0].start]
    if _other_words(between) and not (kind == "published" and _names_paper(between)):
        return None
    rest = line[found[-1].end :]
    is_sentence = len(rest) > _REST or (_other_words(rest) and SENTENCE_END.search(rest))
    return None if is_sentence else found[0]


def _names_paper(piece: str) -> bool:
    match = _PAPER.match(piece)
    return match is not None and len(words := WORDS.findall(match["name"])) <= PLACE_WORDS and _is_name(words)


def find_alone(line: str, lang: str, words_beside: int) -> FoundDate | None:
    """The date that is all of a line, save the clock and `words_beside` words set off by a mark: a place, an author."""
    found = find_dates(line, lang) if len(line) <= PARAGRAPH and not label_end(line, "updated") else []
    # The same day in two calendars is one.
    if {date.precision for date in found} != {"day"} or len({date.iso for date in found}) > 1:
        return None
    before, after = _ASIDE.sub(",", line[: found[0].start]), _ASIDE.sub(",", line[found[-1].end :])
    between = "".join(line[a.end : b.start] for a, b in pairwise(found))
    others = _other_words(before), _other_words(between), _other_words(after)
    if BYLINE.match(line):
        others = others[0][1:], others[1], others[2]
    if not any(others):
        return found[0]
    set_off = (not others[0] or _is_set_off(_without_weekday(before), others[0], lang)) and (
        not others[2] or _AFTER_DATE.match(after)
    )
    few = sum(map(len, others)) <= words_beside and not SENTENCE_END.search(line)
    return found[0] if few and set_off and _is_name(others[0] + others[2]) else None


def _is_set_off(before: str, words: list[str], lang: str) -> bool:
    """Whether a mark parts `words` from the date; a colon, as in "ISLAMABAD: 17 November 2024", where they are a
    place."""
    if not _COLON_BEFORE_DATE.search(before):
        return bool(_BEFORE_DATE.search(before))
    if len(words) > SECTION_WORDS:
        return False
    if words[0][0].isupper():
        return any(end - start == len(words) for start, end, _ in find_places(words, lang))
    return not any(fold_word(word) in _folded(_OCCASIONS) for word in words)


def find_in_dateline(line: str, lang: str) -> FoundDate | None:
    """The date of "TEHRAN, 20 September (IRNA) —" at the head of a paragraph."""
    found = find_dates(line[: 2 * _PLACE], lang)
    if not found or found[0].precision not in ("day", "month-day"):
        return None
    before = _without_weekday(line[: found[0].start])
    if agencies := _AGENCIES.match(before):
        before = agencies["place"] + ","
    elif found[0].start > _PLACE:
        return None
    place = _other_words(before)
    parted = _BEFORE_DATE.search(_ASIDE.sub(",", before))
    is_place = 0 < len(place) <= PLACE_WORDS and parted and _is_name(WORDS.findall(before))
    return found[0] if is_place and _AFTER_DATELINE.match(line, found[0].end) else None


def is_headline(line: str, title: str | None) -> bool:
    """Whether it is what `title` says, and no sentence of the article."""
    line = line.strip("#*•· \t\r\n")
    return line in (title or "") and not SENTENCE_END.search(line)


def is_byline(line: str, lang: str) -> bool:
    """Whether it says where, when and by whom, and nothing of what happened: "LAHORE (Staff Reporter), 5 March."."""
    line = line.strip()
    if len(line) > PARAGRAPH:
        return False
    place, asides = _ASIDE.subn("", line)
    if asides and len(WORDS.findall(place)) <= SECTION_WORDS and not SENTENCE_END.search(place):
        return True
    if _tells_only_who(line):
        return True
    if not any(map(str.isdecimal, line)):
        return False
    if "|" in line and any(is_byline(part, lang) for part in line.split("|")):
        return True
    bare = SENTENCE_END.sub("", line)
    if find_alone(bare, lang, PLACE_WORDS) or any(find_labelled(line, lang, kind) for kind in _LABELS):
        return True
    if bare == line and _ends_in_its_day(line, lang):
        return True
    return bare != line and dateline_end(line + " ", lang) > len(bare)


def _ends_in_its_day(line: str, lang: str) -> bool:
    """Names, an office and a place side by side, the day last: "Julian Mawer, arts, London, 18 September 2025"."""
    *names, day = _BETWEEN_PIECES.split(line)
    dates = find_dates(day, lang)
    if not names or len({date.iso for date in dates}) != 1 or dates[0].precision != "day":
        return False
    if _other_words(day[: dates[0].start] + day[dates[-1].end :]):
        return False
    words = [WORDS.findall(name) for name in names]
    if signed := bool(BYLINE.match(line)):
        words[0] = words[0][1:]
    few = all(0 < len(some) <= _PIECE_WORDS for some in words)
    return few and (signed or _is_name(words[0])) and not any(_is_dated(some) for some in words)


def _is_dated(words: list[str]) -> bool:
    """Whether a day beside them is that of something which happened."""
    return any(fold_word(word) in _folded(_NO_PLACE) for word in words)


def _tells_only_who(line: str) -> bool:
    """ "By Daniel Hartwell and Rana al-Bayati", "Ольга Берсенева, обозреватель"."""
    words = WORDS.findall(line)
    if len(words) > _CREDIT_WORDS or SENTENCE_END.search(line):
        return False
    last = line.rpartition(",")[2].split()
    named = all(not word[0].islower() or word in _BETWEEN_NAMES for word in words[1:])
    return (named and bool(BYLINE.match(line))) or (
        0 < len(last) < len(words) and fold_word(last[0]) in _folded(_REPORTERS)
    )


def dateline_end(paragraph: str, lang: str) -> int:
    """Where the dateline at the head of `paragraph` ends, 0 if it has none."""
    found = find_in_dateline(paragraph, lang)
    match = _AFTER_DATELINE.match(paragraph, found.end) if found else None
    return match.end() if match else 0


def _is_name(words: list[str]) -> bool:
    """Whether they may name a place, a paper or who reports."""
    if words and words[0][0].islower():
        return False
    return not _is_dated(words) and not any(
        word[0].islower() and fold_word(word) not in _folded(_PRESS) for word in words
    )


@cache
def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold_word, words.split()))


def _other_words(piece: str) -> list[str]:
    """The words of `piece` but for weekdays and what goes with the clock."""
    return [word for word in WORDS.findall(piece) if fold_word(word) not in _beside_dates()]


def _without_weekday(piece: str) -> str:
    """`piece` up to the weekday that stands before a date."""
    words = list(WORDS.finditer(piece))
    while words and fold_word(words[-1].group()) in _beside_dates():
        piece = piece[: words.pop().start()]
    return piece


@cache
def _beside_dates() -> frozenset[str]:
    from babel import Locale

    words = set(_CLOCK.split())
    for lang in _WEEKDAY_LANGUAGES:
        for width in ("wide", "abbreviated"):
            for day in Locale.parse(lang).days["format"][width].values():
                words.update(WORDS.findall(day))
    return frozenset(map(fold_word, words))
