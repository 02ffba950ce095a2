"""What an article says of itself, and that the dates of events are not taken for its own."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.datelines import is_byline
from index.facts import Published, read_facts
from tests.conftest import SEEDS

# The first call reads the CLDR.
unhurried = settings(deadline=None)
BODY = "The minister said that talks would go on until both sides had reached an agreement on the corridor.\n" * 3

TODAY = date(2024, 6, 1)

STATED = [
    ("ur", "آخری تازہ کاری: 5 مئی، 2021\nخبر", "text", "5 مئی، 2021", "2021-05-05"),
    ("ur", "پوتن تہران پہنچ گئے\nبدھ 20 ستمبر 2023ء\nروسی صدر تہران پہنچے۔", "text", "20 ستمبر 2023ء", "2023-09-20"),
    ("ur", "ماسکو، 20 ستمبر 2023 (رائٹرز)۔ صدر نے کہا۔", "dateline", "20 ستمبر 2023", "2023-09-20"),
    ("ur", "اسلام آباد (نیوز ڈیسک، 20 ستمبر 2023) وزیراعظم نے کہا۔", "dateline", "20 ستمبر 2023", "2023-09-20"),
    ("ur", "تاریخ اشاعت: ۲۰ ستمبر ۲۰۲۳ بوقت ۱۰ بجے\nخبر", "text", "۲۰ ستمبر ۲۰۲۳", "2023-09-20"),
    ("ar", "عنوان الخبر الطويل هنا\nتاريخ النشر: ٢٠ أيلول ٢٠٢٣\nنص", "text", "٢٠ أيلول ٢٠٢٣", "2023-09-20"),
    ("ar", "الأربعاء 20 أيلول/سبتمبر 2023 - 14:05\nنص الخبر", "text", "20 أيلول/سبتمبر 2023", "2023-09-20"),
    ("ar", "طهران، 20 سبتمبر (إرنا) - أعلن الوزير", "dateline", "20 سبتمبر", "--09-20"),
    ("ar", "قمة في الرياض\nنص الخبر\nآخر تحديث: 20/09/2023", "text", "20/09/2023", "2023-09-20"),
    ("fa", "دیدار وزیران\n۲۹ شهریور ۱۴۰۲، ۱۴:۰۵\nمتن خبر", "text", "۲۹ شهریور ۱۴۰۲", "2023-09-20"),
    ("fa", "تاریخ انتشار: ۱۴۰۲/۰۶/۲۹ - ۱۴:۰۵\nمتن", "text", "۱۴۰۲/۰۶/۲۹", "2023-09-20"),
    ("fa", "تهران - ۲۹ شهریور ۱۴۰۲ - ایرنا: وزیر گفت", "dateline", "۲۹ شهریور ۱۴۰۲", "2023-09-20"),
    ("en", "Tehran, 20 September (IRNA) — Shoigu arrived.", "dateline", "20 September", "--09-20"),
    ("en", "MOSCOW, Sept. 20, 2023 (AP) - Putin said", "dateline", "Sept. 20, 2023", "2023-09-20"),
    ("en", "MOSCOW, September 20. /TASS/. Putin said", "dateline", "September 20", "--09-20"),
    ("en", "A headline of news\nBy Ali Khan | 20 September 2023\nText", "text", "20 September 2023", "2023-09-20"),
    ("en", "A headline of news\nPublished: Wed, 20 Sep 2023 10:30 GMT\nText", "text", "20 Sep 2023", "2023-09-20"),
    ("en", "A headline of news\nUpdated 21 Sep 2023\nPublished 20 Sep 2023\nText", "text", "20 Sep 2023", "2023-09-20"),
    ("en", BODY + "Published on September 20, 2023", "text", "September 20, 2023", "2023-09-20"),
    ("en", "(Reuters, 20 September 2023) The minister spoke.", "dateline", "20 September 2023", "2023-09-20"),
    ("ru", "МОСКВА, 20 сен — РИА Новости. Министр заявил", "dateline", "20 сен", "--09-20"),
    ("ru", "Опубликовано: 20 сентября 2023 г., 14:20\nТекст", "text", "20 сентября 2023 г.", "2023-09-20"),
    ("ru", "Шойгу прибыл в Тегеран\n20.09.2023, 14:05\nТекст", "text", "20.09.2023", "2023-09-20"),
    ("hi", "नई दिल्ली, 20 सितंबर (भाषा) प्रधानमंत्री ने कहा", "dateline", "20 सितंबर", "--09-20"),
    ("hi", "प्रकाशित: 20 सितंबर 2023\nखबर", "text", "20 सितंबर 2023", "2023-09-20"),
    ("tr", "Güncelleme: 20 Eylül 2023 Çarşamba 10:30\nHaber", "text", "20 Eylül 2023", "2023-09-20"),
    ("fr", "Titre de la nouvelle\nPublié le mercredi 20 septembre 2023 à 14h05\nTexte", "text",
     "20 septembre 2023", "2023-09-20"),
    ("de", "Stand: 20.09.2023 14:05 Uhr\nText", "text", "20.09.2023", "2023-09-20"),
    ("es", "Madrid, 20 sept 2023 (EFE).- El ministro", "dateline", "20 sept 2023", "2023-09-20"),
    ("ar", "ارتفاع الأسعار\nتم النشر في 10 أكتوبر 2024\nنص", "text", "10 أكتوبر 2024", "2024-10-10"),
    ("ar", "ارتفاع الأسعار\nنُشرت بتاريخ: 10 أكتوبر 2024\nنص", "text", "10 أكتوبر 2024", "2024-10-10"),
    ("ur", "قیمتیں بڑھ گئیں\nشائع ہوا: 10 اکتوبر 2024\nمتن", "text", "10 اکتوبر 2024", "2024-10-10"),
    ("fa", "بهای نان\nمنتشر شده در ۲۹ شهریور ۱۴۰۲\nمتن", "text", "۲۹ شهریور ۱۴۰۲", "2023-09-20"),
    ("hi", "दाम बढ़े\nप्रकाशित तिथि: 10 अक्टूबर 2024\nपाठ", "text", "10 अक्टूबर 2024", "2024-10-10"),
    ("ru", "Цены выросли\nОпубликована 10 октября 2024\nТекст", "text", "10 октября 2024", "2024-10-10"),
    ("ur", "کان میں حادثہ\nکوئٹہ: 17 نومبر 2024\nمتن", "text", "17 نومبر 2024", "2024-11-17"),
    ("ar", "حادث في منجم\nعمّان: 17 نوفمبر 2024\nنص", "text", "17 نوفمبر 2024", "2024-11-17"),
    ("fa", "حادثه در معدن\nطبس: ۲۹ شهریور ۱۴۰۲\nمتن", "text", "۲۹ شهریور ۱۴۰۲", "2023-09-20"),
    ("hi", "खदान में हादसा\nनई दिल्ली: 17 नवंबर 2024\nपाठ", "text", "17 नवंबर 2024", "2024-11-17"),
    ("ru", "Авария на шахте\nМосква: 17 ноября 2024\nТекст", "text", "17 ноября 2024", "2024-11-17"),
    ("en", "An accident in a mine\nIslamabad: 17 November 2024\nText", "text", "17 November 2024", "2024-11-17"),
    ("en", "More dengue\nHealth desk, 17 November 2024\nText", "text", "17 November 2024", "2024-11-17"),
    ("en", "More dengue\n17 November 2024 | Staff reporter\nText", "text", "17 November 2024", "2024-11-17"),
    ("ru", "О зерне\nКаспийский вестник, 21 июня 2023 года\nТекст", "text", "21 июня 2023 года", "2023-06-21"),
    ("ru", "О зерне\nСлужба новостей, 21 июня 2023\nТекст", "text", "21 июня 2023", "2023-06-21"),
    ("zh", "发布时间：2023年9月20日\n正文", "text", "2023年9月20日", "2023-09-20"),
    ("zh", "外交部发言人答记者问\n2023年9月20日 10:15 来源：新华社\n正文", "text", "2023年9月20日", "2023-09-20"),
    ("ps", "د کابل خبر\nد خپرېدو نېټه: ۲۰ سپټمبر ۲۰۲۳\nمتن", "text", "۲۰ سپټمبر ۲۰۲۳", "2023-09-20"),
    ("fa", "تاريخ انتشار: ۲۹ شهريور ۱۴۰۲\nمتن", "text", "۲۹ شهريور ۱۴۰۲", "2023-09-20"),
    ("ur", "تاريخ اشاعت: 20 ستمبر 2023\nخبر", "text", "20 ستمبر 2023", "2023-09-20"),
    ("ur", "سرخی\nآخری اپ ڈیٹ: 20 ستمبر 2023\nمتن", "text", "20 ستمبر 2023", "2023-09-20"),
    ("ur", "سرخی\nتاریخ اشاعت: ۲۰؍ ستمبر ۲۰۲۳ء\nمتن", "text", "۲۰؍ ستمبر ۲۰۲۳ء", "2023-09-20"),
    ("ur", "تہران (نیوز ڈیسک) 20 ستمبر 2023ء — فوج نے کہا۔", "dateline", "20 ستمبر 2023ء", "2023-09-20"),
    ("ur", "اسلام آباد (اُردو پوائنٹ اخبار تازہ ترین۔ اے پی پی۔ 20 ستمبر2023ء) وزیراعظم نے کہا۔", "dateline",
     "20 ستمبر2023ء", "2023-09-20"),
    ("en", BODY + "Published in Dawn, September 20th, 2023", "text", "September 20th, 2023", "2023-09-20"),
    ("en", BODY + "Published in The Express Tribune, September 20th, 2023.", "text", "September 20th, 2023",
     "2023-09-20"),
]  # fmt: skip

NOT_STATED = [
    ("en", "On Monday, 20 September 2021, the minister arrived in Tehran."),
    ("en", "The attack of 11 September 2001\nTwenty years on, the world remembers."),
    ("en", "Kabul, 15 August 2021"),
    ("en", "Published in 1998, the book sold well."),
    ("en", "Published on 20 September 1998, the book sold a million copies."),
    ("en", "Published in London, 20 September 1998, the book sold a million copies."),
    ("en", "Published in two parts, 20 September 1998"),
    ("ur", "جنگ (لاہور۔ دہلی۔ 20 ستمبر 1965ء کو شروع ہوئی) ختم ہو گئی۔"),
    ("en", "Date of birth: 20 September 1950"),
    ("en", "The battle (20 September 1854) was lost."),
    ("en", "Moscow, 20 September 2023 saw the largest protest."),
    ("en", "Headline\nThe 15 August 2021 attack\nText"),
    ("en", "Headline\nHe was born in Kazan, 3 May 1950.\nText"),
    ("en", BODY + "The treaty was signed in Moscow on 17 January 2025"),
    ("en", BODY + "Alma, 20 September 1854"),
    ("en", BODY + "A headline\n20 September 2023\n" + BODY),
    ("en", "Headline\nThe treaty was signed on 17 January 2025\nText"),
    ("en", "Headline\nTreaty signed, 17 January 2025\nText"),
    ("en", "Headline\nThe reporter left, 17 January 2025\nText"),
    ("en", "Headline\nHearing: 17 January 2024\nText"),
    ("en", "Headline\nNext election: 17 January 2024\nText"),
    ("en", "Headline\nThis we know of it: 17 January 2024\nText"),
    ("ur", "سرخی\nاگلی سماعت: 17 جنوری 2024\nمتن"),
    ("ur", "سرخی\nمعاہدے پر دستخط ہوئے 17 جنوری 2024\nمتن"),
    ("ar", "عنوان\nالانتخابات: 17 يناير 2024\nنص"),
    ("ar", "عنوان\nوُقّع الاتفاق في موسكو يوم 17 يناير 2024\nنص"),
    ("ar", "تم النشر في 10 أكتوبر 2014 لكتاب جديد للمؤلف نفسه عن تاريخ المدينة."),
    ("fa", "عنوان\nآغاز آزمون: ۲۹ شهریور ۱۴۰۲\nمتن"),
    ("fa", "عنوان\nقرارداد در مسکو امضا شد ۲۹ شهریور ۱۴۰۲\nمتن"),
    ("ru", "Заголовок\nДоговор подписан, 17 января 2024\nТекст"),
    ("ru", "Заголовок\nВыборы: 17 января 2024\nТекст"),
    ("ru", "Заголовок\nВестник вышел снова 17 января 2024 года\nТекст"),
    ("hi", "शीर्षक\nअगली सुनवाई: 17 जनवरी 2024\nपाठ"),
    ("hi", "शीर्षक\nसंधि पर हस्ताक्षर हुए 17 जनवरी 2024\nपाठ"),
    ("ur", "ایرانی صدر مسعود پیزشکیان 17 جنوری 2025 کو ماسکو میں۔"),
    ("ur", "دونوں رہنماؤں نے آخری بار 16 اکتوبر کو فون پر بات کی تھی"),
    ("ur", "11 ستمبر 2001 کے حملے\nدنیا یاد کرتی ہے۔"),
    ("ar", "حيث زار يوم الأربعاء 20/09/2023، المعرض الدائم."),
    ("ar", "في الرياض، 20 سبتمبر 2023 - شهد العالم حدثًا"),
    ("fa", "در تهران، ۲۲ بهمن ۱۳۵۷ - روز پیروزی انقلاب"),
    ("ru", "В Москве, 20 сентября 2023 — самый тёплый день."),
    ("ru", "Дата рождения: 7 ноября 1952 года"),
    ("hi", "15 अगस्त 1947 को भारत आज़ाद हुआ।"),
    ("tr", "29 Ekim 1923 - 29 Ekim 2023"),
    ("de", "Am 9. November 1989 fiel die Mauer."),
]


@pytest.mark.parametrize(("lang", "text", "origin", "words", "iso"), STATED)
def test_reads_the_date_that_the_article_gives_itself(lang: str, text: str, origin: str, words: str, iso: str) -> None:
    published = read_facts(text, lang).published
    assert published
    assert (published.origin, published.words, published.iso) == (origin, words, iso)
    assert text[published.start : published.end] == words


@pytest.mark.parametrize(("lang", "text"), NOT_STATED)
def test_never_takes_the_date_of_an_event(lang: str, text: str) -> None:
    assert read_facts(text, lang).published is None


@pytest.mark.parametrize(
    ("written", "iso", "precision"),
    [
        ("2023-09-20", "2023-09-20", "day"),
        ("2023-09-20T23:05:00+04:30", "2023-09-20", "day"),
        ("20230920", "2023-09-20", "day"),
        ("D:20230920120000+05'00'", "2023-09-20", "day"),
        ("Wed, 20 Sep 2023 10:00:00 +0000", "2023-09-20", "day"),
        ("2023-09", "2023-09", "month"),
        ("2023", "2023", "year"),
        ("۱۴۰۲/۰۶/۲۹", "2023-09-20", "day"),
        ("1402-06-29", "2023-09-20", "day"),
        ("۲۹ شهریور ۱۴۰۲", "2023-09-20", "day"),
        ("September 2023", "2023-09", "month"),
        ("1611051000", "2021-01-19", "day"),
        ("1695200000000", "2023-09-20", "day"),
        ("1695200000.25", "2023-09-20", "day"),
        ("2023092010", "2023-09-20", "day"),
    ],
)
def test_reads_dates_of_metadata(written: str, iso: str, precision: str) -> None:
    assert read_facts(BODY, "fa", published=written).published == Published(
        iso, precision, written, None, None, "metadata"
    )


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2023-13-40", "1970-01-01T00:00:00Z", "0000-00-00", "99999", None]
)
def test_leaves_metadata_that_is_no_date(written: str | None) -> None:
    assert read_facts(BODY, "en", published=written).published is None


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://example.org/2023/09/20/shoigu-in-tehran", "2023-09-20"),
        ("https://example.org/news/2023-09-20-shoigu.html", "2023-09-20"),
        ("https://example.org/2023/09/shoigu", "2023-09"),
        ("https://example.org/1402/06/29/shoigu", "2023-09-20"),
    ],
)
def test_reads_the_date_of_the_address(url: str, iso: str) -> None:
    published = read_facts(BODY, "fa", url=url).published
    assert published
    assert (published.iso, published.origin) == (iso, "url")


def test_an_address_without_end_is_none() -> None:
    address = "https://example.org/2023/09/20/"
    assert read_facts(BODY, "fa", url=address.ljust(2_000, "a")).url
    facts = read_facts(BODY, "fa", url=address.ljust(2_001, "a"))
    assert (facts.url, facts.published) == (None, None)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news/85234567",
        "https://example.org/2023/99/20/",
        "https://e.org/p?id=20231",
        "https://example.org/id/19991231/",
        "https://example.org/world/20230920/",
        "https://example.org/history/1945/08/06/",
        "https://example.org/1357/11/22/",
        "https://example.org/budget-2010-11/",
        "https://example.org/2030/01/01/",
    ],
)
def test_leaves_addresses_without_a_date(url: str) -> None:
    assert read_facts(BODY, "fa", url=url, today=TODAY).published is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Essay prize\nDate: 5 May 2024\nVenue: City Hall"),
        ("en", "Essay prize\nVenue: City Hall\nDate: 5 May 2024"),
        ("en", "Essay prize\nDate: 5 May 2024, Venue: City Hall"),
        ("en", "Essay prize\nDate: 5 May 2024 Time: 6 pm"),
        ("en", "Essay prize\nSunday, 5 May 2024\nLocation\nCity Hall"),
        ("en", "Essay prize\nDeadline\n5 May 2024\nRSVP: 5550123"),
        ("en", "Essay prize\nDeadline: 5 May 2024"),
        ("en", "Essay prize\nDeadline / 5 May 2024"),
        ("en", BODY + "Date: 5 May 2024\nVenue: City Hall"),
        ("ur", "مقابلۂ مضمون نویسی\nتاریخ: 5 مئی 2024\nمقام: ٹاؤن ہال"),
        ("ur", "مقابلۂ مضمون نویسی\nآخری تاریخ: 5 مئی 2024"),
        ("ar", "ندوة أدبية\nالتاريخ: 5 مايو 2024\nالمكان: قاعة البلدية"),
        ("ar", "ندوة أدبية\nتاريخ: 5 مايو 2024\nالوقت: السادسة مساء"),
        ("fa", "نشست ادبی\nتاریخ: ۱۵ اردیبهشت ۱۴۰۳\nمحل برگزاری: تالار شهر"),
        ("fa", "نشست ادبی\nمهلت ثبت‌نام: ۱۵ اردیبهشت ۱۴۰۳"),
        ("fa", "نشست ادبي\nتاريخ: ۱۵ ارديبهشت ۱۴۰۳\nمحل برگزاري: تالار شهر"),
        ("ru", "Литературный вечер\nДата: 5 мая 2024\nМесто проведения: ратуша"),
        ("ru", "Литературный вечер\nСрок подачи: 5 мая 2024"),
        ("hi", "साहित्यिक गोष्ठी\n5 मई 2024\nस्थान: नगर भवन"),
        ("hi", "साहित्यिक गोष्ठी\nअंतिम तिथि: 5 मई 2024"),
        ("en", "The poet\nBorn, 3 March 1960\nText"),
        ("en", "The poet\nDied: 3 March 1960\nText"),
        ("ur", "شاعر\nپیدائش: 3 مارچ 1960\nمتن"),
        ("ar", "الشاعر\nتاريخ الميلاد: 3 مارس 1960\nنص"),
        ("fa", "شاعر\nدرگذشت: ۱۲ اسفند ۱۳۳۸\nمتن"),
        ("ru", "Поэт\nРодился, 3 марта 1960\nТекст"),
        ("hi", "कवि\nजन्म: 3 मार्च 1960\nपाठ"),
    ],
)
def test_dates_of_events_to_come_and_of_lives_are_not_its_own(lang: str, text: str) -> None:
    assert read_facts(text, lang, today=TODAY).published is None


@pytest.mark.parametrize(
    "text", ["Published: {}\n", "{}\n", "LONDON, {} (Reuters) — Shoigu arrived.\n", "Updated: {}\n"]
)
@pytest.mark.parametrize(
    ("lang", "written", "iso"),
    [
        # In English the month may come first.
        ("en", "03/04/2023", None),
        ("en", "03-04-2023", None),
        ("en", "13/04/2023", "2023-04-13"),
        ("en", "04/13/2023", "2023-04-13"),
        ("en", "04/04/2023", "2023-04-04"),
        ("ru", "03/04/2023", "2023-04-03"),
        ("ur", "03/04/2023", "2023-04-03"),
        ("ar", "03/04/2023", "2023-04-03"),
        ("fa", "03/04/2023", "2023-04-03"),
        ("hi", "03-04-2023", "2023-04-03"),
        # Which Hijri calendar is meant, English does not say.
        ("en", "1445/02/03", None),
    ],
)
def test_a_date_that_may_be_another_is_not_taken(text: str, lang: str, written: str, iso: str | None) -> None:
    published = read_facts("A headline of news\n" + text.format(written) + BODY, lang, today=TODAY).published
    assert (published and published.iso) == iso
    published = read_facts(BODY, lang, published=written, today=TODAY).published
    assert (published and published.iso) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Bridge opens\nUpdated: May 1, 2024\nApril 3, 2023\n", "2023-04-03"),
        ("Bridge opens\nLast update: May 1, 2024\nApril 3, 2023\n", "2023-04-03"),
        ("Мост открыт\nПоследнее обновление: 1 мая 2024\n3 апреля 2023\n", "2023-04-03"),
        ("Bridge opens\nUpdated: May 1, 2024\n", "2024-05-01"),
        # A word before a colon is no place.
        ("Bridge opens\nRetrieved: May 1, 2024\nApril 3, 2023\n", "2023-04-03"),
        ("Bridge opens\nSigned: May 1, 2024\n", None),
    ],
)
def test_a_label_is_no_place(text: str, iso: str | None) -> None:
    published = read_facts(text + BODY, "en", today=TODAY).published
    assert (published and published.iso) == iso


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Essay prize\nPublished: 5 May 2024\nVenue: City Hall\nDate: 9 May 2024"),
        ("en", "Running out of time: what next\n5 May 2024\nText"),
        ("en", "The best of all time\nDate: 5 May 2024\nText"),
        ("en", "Place-names of Sindh\nSunday, 5 May 2024\nText"),
        ("en", "London, 5 May 2024\nKarachi, 5 May 2024\nText"),
        ("ur", "مقام کی تلاش\nتاریخ: 5 مئی 2024\nمتن"),
        ("ru", "Время перемен\n5 мая 2024\nТекст"),
        ("hi", "समय की बात\n5 मई 2024\nपाठ"),
    ],
)
def test_other_lines_do_not_cost_the_date(lang: str, text: str) -> None:
    published = read_facts(text, lang, today=TODAY).published
    assert published
    assert published.iso == "2024-05-05"


@pytest.mark.parametrize("written", ["9999-12-31", "2024-06-03", "2024-07", "2025", "3 June 2024", "۱۴۰۳/۰۴/۰۱"])
def test_no_date_to_come_is_taken_from_anywhere(written: str) -> None:
    facts = read_facts(f"Title\nPublished: {written}\n{written}\n{BODY}", "fa", published=written, today=TODAY)
    assert facts.published is None


def test_a_source_after_a_date_to_come_is_tried() -> None:
    text = "Title\nPublished: 31 December 2030\nUpdated: 5 May 2024\n" + BODY
    published = read_facts(text, "en", published="9999-12-31", today=TODAY).published
    assert published
    assert (published.iso, published.origin) == ("2024-05-05", "text")
    url = "https://example.org/2031/01/01/2024/05/05/a"
    published = read_facts(BODY, "en", published="9999-12-31", url=url, today=TODAY).published
    assert published
    assert (published.iso, published.origin) == ("2024-05-05", "url")


@pytest.mark.parametrize("written", ["2024-06-02", "2024-06", "2024"])
def test_tomorrow_and_what_has_begun_are_no_date_to_come(written: str) -> None:
    published = read_facts(BODY, "en", published=written, today=TODAY).published
    assert published
    assert published.iso == written


def test_the_address_gives_a_dateline_its_year() -> None:
    text = "Tehran, 20 September (IRNA) — Shoigu arrived."
    published = read_facts(text, "en", url="https://example.org/2023/09/20/a").published
    assert published
    assert (published.iso, published.origin) == ("2023-09-20", "url")


@pytest.mark.parametrize(
    ("lang", "text", "title"),
    [
        ("en", "Shoigu arrives in Tehran\nBy Ali Khan\n" + BODY, "Shoigu arrives in Tehran"),
        ("en", "20 September 2023\nBy Ali Khan\nShoigu arrives in Tehran\n" + BODY, "Shoigu arrives in Tehran"),
        ("en", "WORLD\nShoigu arrives in Tehran\n" + BODY, "Shoigu arrives in Tehran"),
        ("en", "Published: 20 Sep 2023\n\nShoigu arrives in Tehran\n" + BODY, "Shoigu arrives in Tehran"),
        ("en", "# Shoigu   arrives\u202e in Tehran", "Shoigu arrives in Tehran"),
        ("en", "20 September 2023", "20 September 2023"),
        ("en", "03/04/2023\nShoigu arrives in Tehran\n" + BODY, "Shoigu arrives in Tehran"),
        ("zh", "外交部发言人答记者问\n来源：新华社 作者：王明 编辑：李华\n正文在这里。", "外交部发言人答记者问"),
        ("zh", "国际\n外交部发言人答记者问\n正文在这里。", "外交部发言人答记者问"),
        ("en", " \n\u200f\n… —", None),
    ],
)
def test_titles(lang: str, text: str, title: str | None) -> None:
    assert read_facts(text, lang).title == title


def test_metadata_comes_first() -> None:
    facts = read_facts(
        BODY, "en", title=" A\ntitle ", published="2023-09-20", author="Ali\tKhan", url="https://e.org/2020/01/01/"
    )
    assert (facts.title, facts.author, facts.url) == ("A title", "Ali Khan", "https://e.org/2020/01/01/")
    assert facts.published
    assert facts.published.iso == "2023-09-20"


@pytest.mark.parametrize(
    ("lang", "title", "line", "iso"),
    [
        ("ur", "گوادر میں پانی کی قلت", "گوادر (نیوز ڈیسک) جمعہ 17 مئی 2024", "2024-05-17"),
        ("en", "Water runs short in Gwadar", "Gwadar, 17 May 2024", "2024-05-17"),
        ("ru", "В Гвадаре не хватает воды", "Гвадар, 17 мая 2024", "2024-05-17"),
        # It may be the headline, which tells of that day.
        ("ur", None, "گوادر (نیوز ڈیسک) جمعہ 17 مئی 2024", None),
        ("en", "Eid Fair, 17 May 2024", "Eid Fair, 17 May 2024", None),
        ("en", "Eid Fair, 17 May 2024 - The Star", "Eid Fair, 17 May 2024", None),
        ("en", "Eid Fair", "Eid Fair, 17 May 2024", None),
        ("en", "The treaty of Doha", "Signed in Doha, 17 May 2024", None),
    ],
)
def test_a_dateline_above_which_stood_the_headline(lang: str, title: str | None, line: str, iso: str | None) -> None:
    published = read_facts(f"{line}\n{BODY}", lang, title=title).published
    assert (published and published.iso) == iso


@pytest.mark.parametrize(
    ("lang", "author", "read"),
    [
        ("ar", "بغداد", None),
        ("ur", "کراچی", None),
        ("en", "New York", None),
        ("en", "Jack London", "Jack London"),
        ("en", "Reuters", "Reuters"),
        ("ar", "كريم الساعدي", "كريم الساعدي"),
    ],
)
def test_a_place_is_no_author(lang: str, author: str, read: str | None) -> None:
    assert read_facts(BODY, lang, author=author).author == read


def test_the_seeds_give_no_date_of_their_own() -> None:
    facts = {
        path.name[:3]: read_facts(path.read_text(encoding="utf-8"), "ar" if path.name.startswith("003") else "ur")
        for path in SEEDS.glob("*.txt")
    }
    assert all(fact.published is None for fact in facts.values())
    assert facts["002"].title == "ایرانی صدر سرکاری دورے پر ماسکوپہنچ گئے"
    assert facts["003"].title == "شويغو: التعاون الروسي - الإيراني وصل إلى مستويات عالية جديدة"


@unhurried
@given(st.text(), st.text(), st.text(), st.text())
@example("", "", "\U00011de0\U00011de0\U00011de0\U00011de0", "/\U00011de0/")
def test_any_text_and_metadata_are_read(text: str, title: str, published: str, url: str) -> None:
    facts = read_facts(text, "ur", title=title, published=published, author=title, url=url)
    assert facts.title is None or 0 < len(facts.title) <= 121
    if facts.published and facts.published.start is not None:
        assert text[facts.published.start : facts.published.end] == facts.published.words


@unhurried
@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["ur", "ar", "fa", "en", "ru", "hi", "tr", "fr"])
)
def test_a_line_of_weekday_and_date_is_the_article_s_own(day: date, lang: str) -> None:
    text = f"{format_date(day, 'full', lang)}\n{BODY}"
    published = read_facts(text, lang, today=date(2100, 1, 1)).published
    assert published
    assert (published.iso, published.origin) == (day.isoformat(), "text")


def test_hostile_text_takes_no_time() -> None:
    for piece in ("20/09/2023 ", "\n", "Published: ", "a", "1", ", "):
        read_facts(piece * 300_000, "en")


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ur", "راجن پور (نمائندہ نوائے صبح) 16 اگست 2024ء"),
        ("en", "The Lahore Observer, Thursday 18 July 2024"),
        ("en", "LAHORE, March 5, 2024."),
        ("ur", "لاہور (کورٹ رپورٹر)"),
        ("hi", "मुंबई, 12 जुलाई 2024"),
        ("fa", "تهران - ایرنا - ۵ مرداد ۱۴۰۳"),
        ("ar", "بغداد – مراسل «النهار العربي» – 5 شباط 2024"),
        ("ru", "Казань, 3 февраля 2024 г."),
        ("en", "Published: March 3, 2019"),
        ("ar", "تم النشر في 10 أكتوبر 2024"),
        ("ru", "Обновлено: 3 февраля 2024 г., 14:20"),
        ("en", "Marine Desk | Published 11 August 2025"),
        ("en", "By Daniel Hartwell and Rana al-Bayati"),
        ("ar", "كتب: سيف بن ناصر الغافري"),
        ("ru", "Ольга Берсенева, обозреватель"),
        ("ru", "Опубликовано 3 марта 2019 года"),
        ("ur", "تاریخ اشاعت: 3 مارچ 2019"),
        ("en", "Published in Dawn, September 20th, 2023"),
        ("en", "Julian Mawer, arts investigations, London, 18 September 2025"),
        ("en", "By Farah Iqbal, courts reporter. London, Tuesday 4 November 2025"),
        ("fa", "امیررضا بلوچ‌زهی، چابهار ـ سه‌شنبه ۲۷ آبان ۱۴۰۴"),
        ("fa", "گزارش: سمیه رستگار، هریس ـ شنبه ۱۷ آبان ۱۴۰۴"),
        ("ur", "تحریر: زرغونہ یوسفزئی، سیدو شریف، 6 جولائی 2025ء، بروز اتوار"),
    ],
)
def test_a_byline_tells_nothing_of_what_happened(lang: str, line: str) -> None:
    assert is_byline(line, lang)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Flood kills 17 in Rajanpur on 16 August 2024"),
        ("en", "Signed in Doha, 5 March 2024."),
        ("en", "Died 5 May 2024"),
        ("en", "Published on 20 September 1998, the book sold a million copies."),
        ("en", "Date of birth: 20 September 1950"),
        ("ur", "معاہدہ 17 جنوری 2025 کو ہوا۔"),
        ("ru", "Она родилась 5 мая 1950 года."),
        ("en", "Lahore"),
        ("en", "By Monday the fire was out"),
        ("en", "Born Quetta, Pakistan, 3 May 1950"),
        ("en", "the ship left Chabahar, Iran, 3 May 2024"),
        ("en", "The signatories met again in Geneva, Switzerland, 3 May 2024"),
        ("ru", "По данным полиции, корреспондент погиб."),
        ("en", "Published on 3 March 2019, the report blames the engineers of the highway authority."),
    ],
)
def test_what_tells_of_an_event_is_no_byline(lang: str, line: str) -> None:
    assert not is_byline(line, lang)


@pytest.mark.parametrize(
    ("lang", "text", "iso"),
    [
        (
            "ur",
            "سیلاب\n\nنئی دہلی (مانیٹرنگ ڈیسک) 13 جولائی 2024ء\n\nٹرین حادثے میں پندرہ افراد ہلاک ہو گئے۔",
            "2024-07-13",
        ),
        ("en", "News\n\nLAHORE, March 5, 2024. The mayor of Lahore resigned on Monday.", "2024-03-05"),
        ("ru", "Новость\n\nКазань, 3 февраля 2024 г. Хоккеисты выиграли матч.", "2024-02-03"),
        ("ar", "خبر\n\nعدن، 7 آب 2024. استقال محافظ عدن يوم الاثنين.", "2024-08-07"),
    ],
)
def test_datelines_of_newspapers(lang: str, text: str, iso: str) -> None:
    published = read_facts(text, lang).published
    assert published
    assert published.iso == iso
