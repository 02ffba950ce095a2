"""What an article says of itself: title, date of publication, author, address.

A date counts as that of publication only where it stands as such: in the metadata, after a word like "Published", alone
on a line at the head or the foot, in a dateline ("Tehran, 20 September (IRNA) —") or in the address. The dates of the
events it tells of are never taken for it: no date is better than a false one.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice, pairwise
from typing import Literal

import regex

from index.calendars import day_of, fold_word
from index.dates import FoundDate, Precision, find_dates
from index.places import find_places

Origin = Literal["metadata", "text", "dateline", "url"]


@dataclass(frozen=True)
class Published:
    """`iso` and `precision` as in `FoundDate`; a dateline without a year gives "--09-20".

    `words` are those it was read from, `text[start:end]` where they stand in the text.
    """

    iso: str
    precision: Precision
    words: str
    start: int | None
    end: int | None
    origin: Origin


@dataclass(frozen=True)
class Facts:
    """`title` is `None` only for a text without words."""

    title: str | None
    published: Published | None
    author: str | None
    url: str | None


Span = tuple[int, int]

_WEEKDAY_LANGUAGES = ("ur", "ar", "fa", "en", "ru", "hi", "tr", "fr", "de", "es", "zh", "ps", "sd", "bn", "pa")
_SOLAR_LANGUAGES = ("fa", "ps")
_LONGEST_TITLE, _LONGEST_WORDS = 120, 100
# What is longer is no address that anybody could follow.
_LONGEST_URL = 2_000
# The head and the foot are so many lines of so many characters at most; a longer line is a paragraph.
_HEAD_LINES, _FOOT_LINES, _REACH = 5, 2, 1_000
_PARAGRAPH = 150
_SENTENCE_WORDS, _SECTION_WORDS, _PLACE_WORDS = 8, 2, 4
_PLACE, _REST = 60, 40

_LINES = regex.compile(r"[^\r\n\u2028\u2029\u0085]*[\p{L}\p{N}][^\r\n\u2028\u2029\u0085]*")
_WORDS = regex.compile(r"\p{L}(?:\p{Cf}*[\p{L}\p{M}])*")
_SENTENCE_END = regex.compile(r"[.!?۔؟।॥。！？…]['\"”’»)]*\s*$")
_HIDDEN = regex.compile(r"[\p{Cc}\p{Bidi_Control}]+")
_LABELS = {
    "published": r"(?:first )?published|publication date|date of publication|posted"
    r"|تاریخ[ِ]? اشاعت|شائع (?:شدہ|ہوا|ہوئی|کردہ)|اشاعت|تاريخ النشر|تم (?:ال)?نشره?ا?|نُ?شرت? (?:في|بتاريخ|يوم)"
    r"|(?:تاریخ|زمان) انتشار|منتشر[ \u200c]?شده?(?: در(?: تاریخ)?)?"
    r"|опубликован[оаы]?|дата публикации|प्रकाशित(?: तिथि)?|प्रकाशन (?:की )?तिथि|yayın(?:lanma)? tarihi|yayınlanma"
    r"|publiée?|date de publication|veröffentlicht|erschienen|publicado|fecha de publicación"
    r"|发布时间|发表时间|发布日期|خپرېدو نېټه|প্রকাশিত|প্রকাশ",
    "dated": r"date|تاریخ|تاريخ|дата|fecha|نېټه",
    "updated": r"(?:last )?(?:updated?|modified|edited|revised)|آخری تازہ کاری|(?:آخری بار )?اپ ?ڈیٹ|(?:آخر )?تحديث"
    r"|(?:آخرین )?(?:به\u200c?روزرسانی|ویرایش)|обновлен[оа]?|(?:последнее )?обновление"
    r"|अपडेट(?:ेड)?|अंतिम अद्यतन|(?:son )?güncelleme|mise? à jour|aktualisiert|stand|actualizado|更新时间",
}
_LABEL = {
    kind: regex.compile(rf"[^\p{{L}}]*(?:{labels})(?![\p{{L}}\p{{M}}])", regex.IGNORECASE)
    for kind, labels in _LABELS.items()
}
_BYLINE = regex.compile(
    r"\s*(?:by|von|par|por|yazan|автор|текст|تحریر|رپورٹ|از قلم|بقلم|كتب|نویسنده|خبرنگار|लेखक|作者|记者)\s*[:：]?\s+\S",
    regex.IGNORECASE,
)
# Beside a date they make it that of an event to come, unless it is said to be that of publication.
_EVENT_LABELS = (
    r"(?:(?:date and )?(?:venue|place|location|time)|deadline|rsvp|last date"
    r"|ب?مقام|جگہ|وقت|آخری تاریخ|(?:ال)?(?:مكان|موقع|وقت|زمان)|آخر موعد|الموعد النهائي"
    r"|(?:مکان|محل|زمان)(?: برگزاری)?|(?:آخرین )?مهلت(?: [\p{L}\u200c]+)?"
    r"|(?:место|время)(?: (?:проведения|встречи|начала))?|(?:крайний )?срок(?: \p{L}+)?|дедлайн"
    r"|स्थान|जगह|समय|(?:अंतिम|आख़?िरी) (?:तिथि|तारीख़?))"
)
_EVENT = regex.compile(rf"[^\p{{L}}]*{_EVENT_LABELS}(?:\s*(?:[:：|]|$)|\s+[/–—-])", regex.IGNORECASE)
_EVENT_BESIDE = regex.compile(rf"(?<=[,;،؛|/(\d–—-]\s?){_EVENT_LABELS}\s*[:：]", regex.IGNORECASE)
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
# Words of a line that only says who reports.
_CREDIT_WORDS = 9
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
_BEFORE_DATE = regex.compile(r"[,،|•·/–—-]\s*$")
_COLON_BEFORE_DATE = regex.compile(r"[:：]\s*$")
_AFTER_DATE = regex.compile(r"\s*[,،|•·/–—-]|\s*$")
_AFTER_DATELINE = regex.compile(r"\s*(?:г(?:ода)?\b)?\s*(?:\.?\s*[()/:：|–—-]|(?:[.।۔]|(?<=г\.))\s)")
# An agency or who reports, beside the place: "(Staff Reporter)".
_ASIDE = regex.compile(r"\([^()]{1,60}\)")
_ISO_DATE = regex.compile(
    r"(?:D:)?(?P<year>\d{4})"
    r"(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ].*)?)?|(?P<month>\d\d)(?P<day>\d\d)(?:[T\d].*)?)?",
    regex.DOTALL | regex.ASCII,
)
_URL_DATE = regex.compile(
    r"(?<=[/=_-])(?P<year>(?:1[34]|19|20)\d\d)"
    r"(?:(?P<separator>[/-])(?P<month>[01]?\d)(?P=separator)(?P<day>[0-3]?\d)|/(?P<month>[01]?\d))(?=[/?#&._-]|$)",
    regex.ASCII,
)
# What programs write where they know no date.
_NO_DATES = ("1970-01-01", "1900-01-01")
_FIRST_YEAR = 1500
# The web is no older.
_FIRST_URL_DAY = "1990"


def read_facts(
    text: str,
    lang: str,
    *,
    title: str | None = None,
    published: str | None = None,
    author: str | None = None,
    url: str | None = None,
    today: date | None = None,
) -> Facts:
    """What `text` and the metadata of its document (the keywords, as they were found there) say of the article.

    It was not published after `today`, the day of reading, by default that of the clock.
    """
    head, foot = _head_and_foot(text)
    url = url if url and len(url) <= _LONGEST_URL else None
    # East of here it may be tomorrow.
    latest = ((today or datetime.now(UTC).date()) + timedelta(days=1)).isoformat()
    stated = _from_metadata(published, lang, latest) or _from_text(text, lang, head, foot, latest)
    # "Tehran, 20 September" lacks the year that the address may have.
    if not stated or stated.precision == "month-day":
        stated = _from_url(url, lang, latest) or stated
    return Facts(
        _clean(title, _LONGEST_TITLE) or _title_of(text, lang, head),
        stated,
        _clean(author, _LONGEST_TITLE),
        _clean(url),
    )


def _head_and_foot(text: str) -> tuple[list[Span], list[Span]]:
    """The first lines, up to the first of the article's sentences, and the last ones; none is in both."""
    head: list[Span] = []
    for line in islice(_LINES.finditer(text, 0, _REACH), _HEAD_LINES):
        head.append(line.span())
        is_body = len(_WORDS.findall(line.group())) >= _SENTENCE_WORDS and _SENTENCE_END.search(line.group())
        if is_body or len(line.group()) > _PARAGRAPH:
            break
    start = max(len(text) - _REACH, head[-1][1] if head else 0)
    foot = [match.span() for match in _LINES.finditer(text, start)]
    return head, foot[-_FOOT_LINES:]


def _title_of(text: str, lang: str, head: list[Span]) -> str | None:
    lines = [text[start:end] for start, end in head]
    own = [line for line in lines if not (_label_end(line) or _BYLINE.match(line) or _alone(line, lang, 0))] or lines
    if not own:
        return None
    # A name of a section stands over the headline.
    first, *others = own
    if others and len(_WORDS.findall(first)) <= _SECTION_WORDS < len(_WORDS.findall(others[0])):
        below = others[0]
        if len(below) <= _PARAGRAPH and not _SENTENCE_END.search(below):
            first = below
    return _clean(first.lstrip("#*•· \t"), _LONGEST_TITLE)


def _clean(value: str | None, longest: int | None = None) -> str | None:
    """`value` in one line without hidden controls, cut at a word."""
    value = " ".join(_HIDDEN.sub(" ", value or "").split())
    if longest and len(value) > longest:
        whole = value[:longest]
        value = (whole.rsplit(" ", 1)[0] if " " in whole else whole[:-1]).rstrip(" ,،;:-–—") + "…"
    return value or None


def _is_future(iso: str, latest: str) -> bool:
    """Whether all of the day, month or year is later than the day `latest`; no year is none to come."""
    return not iso.startswith("--") and f"{iso.partition('/')[0]}-01-01"[:10] > latest


def _from_metadata(published: str | None, lang: str, latest: str) -> Published | None:
    written = (published or "").strip()[:_LONGEST_WORDS]
    iso: tuple[str, Precision] | None = None
    if (match := _ISO_DATE.fullmatch(written)) and int(match["year"]) >= _FIRST_YEAR:
        iso = _iso_of(match["year"], match["month"], match["day"], lang)
    elif found := sorted(find_dates(written, lang), key=lambda date: date.precision != "day"):
        iso = (found[0].iso, found[0].precision) if not found[0].ambiguous else None
    if not iso or iso[0] in _NO_DATES or _is_future(iso[0], latest):
        return None
    return Published(*iso, written, None, None, "metadata")


def _from_url(url: str | None, lang: str, latest: str) -> Published | None:
    for match in _URL_DATE.finditer(url or ""):
        iso = _iso_of(match["year"], match["month"], match["day"], lang)
        if iso and iso[0] >= _FIRST_URL_DAY and not _is_future(iso[0], latest):
            return Published(*iso, match.group(), None, None, "url")
    return None


def _iso_of(year: str, month: str | None, day: str | None, lang: str) -> tuple[str, Precision] | None:
    """ISO date and precision of a year, month and day in digits, where there is such a day."""
    parts = [int(part) for part in (year, month, day) if part]
    if parts[0] < _FIRST_YEAR:
        found = find_dates("/".join(map(str, parts)), lang) if lang in _SOLAR_LANGUAGES else []
        return (found[0].iso, found[0].precision) if found else None
    if not day_of("gregory", *[*parts, 1, 1][:3]):
        return None
    precisions: tuple[Precision, ...] = ("year", "month", "day")
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]), precisions[len(parts) - 1]


def _from_text(text: str, lang: str, head: list[Span], foot: list[Span], latest: str) -> Published | None:
    """The first that the text states, the surest ways of stating it first."""
    events = [any(_announces_event(text[start:end]) for start, end in part) for part in (head, foot)]
    for kind in ("published", "dated", "alone", "dateline", "updated"):
        for ordinal, (start, end) in enumerate(head + foot):
            in_head = ordinal < len(head)
            if kind in ("dated", "alone") and events[not in_head]:
                continue
            line = text[start : min(end, start + _REACH)]
            if kind == "alone":
                found = _alone(line, lang, _PLACE_WORDS if 0 < ordinal < len(head) else 0)
            elif kind == "dateline":
                found = _in_dateline(line, lang) if in_head else None
            else:
                found = _labelled(line, lang, kind)
            # 03/04/2023 in English is of March or of April.
            if found and not found.ambiguous and not _is_future(found.iso, latest):
                words, first = line[found.start : found.end], start + found.start
                origin: Origin = "dateline" if kind == "dateline" else "text"
                return Published(found.iso, found.precision, words, first, first + len(words), origin)
    return None


def _announces_event(line: str) -> bool:
    return len(line) <= _PARAGRAPH and bool(_EVENT.match(line) or _EVENT_BESIDE.search(line))


def _label_end(line: str, *kinds: str) -> int:
    """Where the label at the head of `line` ends, 0 if there is none."""
    ends = [match.end() for kind in kinds or _LABEL if (match := _LABEL[kind].match(line))]
    return max(ends, default=0) if len(line) <= _PARAGRAPH else 0


def _labelled(line: str, lang: str, kind: str) -> FoundDate | None:
    """The date after "Published:", unless that begins a sentence of the article."""
    end = _label_end(line, kind)
    found = find_dates(line, lang) if end else []
    if not found or found[0].precision != "day" or found[0].start < end or _other_words(line[end : found[0].start]):
        return None
    rest = line[found[-1].end :]
    is_sentence = len(rest) > _REST or (_other_words(rest) and _SENTENCE_END.search(rest))
    return None if is_sentence else found[0]


def _alone(line: str, lang: str, words_beside: int) -> FoundDate | None:
    """The date that is all of a line, save the clock and `words_beside` words set off by a mark: a place, an author."""
    found = find_dates(line, lang) if len(line) <= _PARAGRAPH and not _label_end(line, "updated") else []
    # The same day in two calendars is one.
    if {date.precision for date in found} != {"day"} or len({date.iso for date in found}) > 1:
        return None
    before, after = _ASIDE.sub(",", line[: found[0].start]), _ASIDE.sub(",", line[found[-1].end :])
    between = "".join(line[a.end : b.start] for a, b in pairwise(found))
    others = _other_words(before), _other_words(between), _other_words(after)
    if _BYLINE.match(line):
        others = others[0][1:], others[1], others[2]
    if not any(others):
        return found[0]
    set_off = (not others[0] or _is_set_off(_without_weekday(before), others[0], lang)) and (
        not others[2] or _AFTER_DATE.match(after)
    )
    few = sum(map(len, others)) <= words_beside and not _SENTENCE_END.search(line)
    return found[0] if few and set_off and _is_name(others[0] + others[2]) else None


def _is_set_off(before: str, words: list[str], lang: str) -> bool:
    """Whether a mark parts `words` from the date; a colon, as in "ISLAMABAD: 17 November 2024", where they are a
    place."""
    if not _COLON_BEFORE_DATE.search(before):
        return bool(_BEFORE_DATE.search(before))
    if len(words) > _SECTION_WORDS:
        return False
    if words[0][0].isupper():
        return any(end - start == len(words) for start, end, _ in find_places(words, lang))
    return not any(fold_word(word) in _folded(_OCCASIONS) for word in words)


def _in_dateline(line: str, lang: str) -> FoundDate | None:
    """The date of "TEHRAN, 20 September (IRNA) —" at the head of a paragraph."""
    found = find_dates(line[: 2 * _PLACE], lang)
    if not found or found[0].precision not in ("day", "month-day") or found[0].start > _PLACE:
        return None
    before = _without_weekday(line[: found[0].start])
    place = _other_words(before)
    is_place = 0 < len(place) <= _PLACE_WORDS and _BEFORE_DATE.search(before) and _is_name(_WORDS.findall(before))
    return found[0] if is_place and _AFTER_DATELINE.match(line, found[0].end) else None


def is_headline(line: str, title: str | None) -> bool:
    """Whether it is what `title` says, and no sentence of the article."""
    line = line.strip("#*•· \t\r\n")
    return line in (title or "") and not _SENTENCE_END.search(line)


def is_byline(line: str, lang: str) -> bool:
    """Whether it says where, when and by whom, and nothing of what happened: "LAHORE (Staff Reporter), 5 March."."""
    line = line.strip()
    if len(line) > _PARAGRAPH:
        return False
    place, asides = _ASIDE.subn("", line)
    if asides and len(_WORDS.findall(place)) <= _SECTION_WORDS and not _SENTENCE_END.search(place):
        return True
    if _tells_only_who(line):
        return True
    if not any(map(str.isdecimal, line)):
        return False
    if "|" in line and any(is_byline(part, lang) for part in line.split("|")):
        return True
    bare = _SENTENCE_END.sub("", line)
    if _alone(bare, lang, _PLACE_WORDS) or any(_labelled(line, lang, kind) for kind in _LABELS):
        return True
    return bare != line and dateline_end(line + " ", lang) > len(bare)


def _tells_only_who(line: str) -> bool:
    """ "By Daniel Hartwell and Rana al-Bayati", "Ольга Берсенева, обозреватель"."""
    words = _WORDS.findall(line)
    if len(words) > _CREDIT_WORDS or _SENTENCE_END.search(line):
        return False
    last = line.rpartition(",")[2].split()
    named = all(not word[0].islower() or word in _BETWEEN_NAMES for word in words[1:])
    return (named and bool(_BYLINE.match(line))) or (
        0 < len(last) < len(words) and fold_word(last[0]) in _folded(_REPORTERS)
    )


def dateline_end(paragraph: str, lang: str) -> int:
    """Where the dateline at the head of `paragraph` ends, 0 if it has none."""
    found = _in_dateline(paragraph, lang)
    match = _AFTER_DATELINE.match(paragraph, found.end) if found else None
    return match.end() if match else 0


def _is_name(words: list[str]) -> bool:
    """Whether they may name a place, a paper or who reports."""
    if words and words[0][0].islower():
        return False
    return not any(
        (word[0].islower() and fold_word(word) not in _folded(_PRESS)) or fold_word(word) in _folded(_NO_PLACE)
        for word in words
    )


@cache
def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold_word, words.split()))


def _other_words(piece: str) -> list[str]:
    """The words of `piece` but for weekdays and what goes with the clock."""
    return [word for word in _WORDS.findall(piece) if fold_word(word) not in _beside_dates()]


def _without_weekday(piece: str) -> str:
    """`piece` up to the weekday that stands before a date."""
    words = list(_WORDS.finditer(piece))
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
                words.update(_WORDS.findall(day))
    return frozenset(map(fold_word, words))
