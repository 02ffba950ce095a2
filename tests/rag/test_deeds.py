"""What is told of another deed than is asked about leads no answer."""

import pytest

from rag.lead import Source, lead_fact
from rag.wants import read_wants


def _lead(lang: str, question: str, told: str, sentence: str) -> str | None:
    lead = lead_fact(read_wants(question, lang), question, lang, Source(sentence, told))
    return lead.text if lead else None


_BEGINS = {
    "en": "Work on the bridge will begin on 3 March 2025.",
    "ur": "پل پر کام 3 مارچ 2025 کو شروع ہوگا۔",
    "ar": "سيبدأ العمل في الجسر في 3 مارس 2025.",
    "fa": "کار ساخت پل در ۳ مارس ۲۰۲۵ آغاز می‌شود.",
    "ru": "Работы на мосту начнутся 3 марта 2025 года.",
    "hi": "पुल पर काम 3 मार्च 2025 को शुरू होगा।",
}
_WHEN_READY = {
    "en": ("When will the bridge be ready?", "When will work on the bridge begin?"),
    "ur": ("پل کب تیار ہوگا؟", "پل پر کام کب شروع ہوگا؟"),
    "ar": ("متى سيكتمل بناء الجسر؟", "متى يبدأ العمل في الجسر؟"),
    "fa": ("پل چه زمانی افتتاح می‌شود؟", "کار پل چه زمانی آغاز می‌شود؟"),
    "ru": ("Когда будет готов мост?", "Когда начнутся работы на мосту?"),
    "hi": ("पुल कब तैयार होगा?", "पुल पर काम कब शुरू होगा?"),
}


@pytest.mark.parametrize("told", list(_BEGINS))
@pytest.mark.parametrize("lang", list(_WHEN_READY))
def test_the_day_on_which_work_begins_is_not_that_on_which_it_is_done(lang: str, told: str) -> None:
    ready, begins = _WHEN_READY[lang]
    assert _lead(lang, ready, told, _BEGINS[told]) is None
    assert _lead(lang, begins, told, _BEGINS[told])


@pytest.mark.parametrize(
    ("lang", "question", "sentence"),
    [
        ("en", "When was the museum opened?", "The museum was closed on 5 May 2019."),
        ("en", "When was he released?", "He was arrested on 5 May 2019."),
        ("en", "When was the poet born?", "The poet died on 5 May 2019."),
        ("en", "When does the contract expire?", "The contract was signed on 5 May 2019."),
        ("en", "When was the bill passed?", "The bill was introduced in parliament on 5 May 2019."),
        ("en", "When was the closure announced?", "The plant closes on 5 May 2019."),
        ("en", "When will the summit be held?", "The summit planned for 5 May 2019 was cancelled."),
        ("en", "When was the fort built?", "The fort was restored in 1995."),
        ("ru", "Когда его освободили?", "Его арестовали 5 мая 2019 года."),
        ("hi", "वह कब रिहा हुआ?", "उसे 5 मई 2019 को गिरफ़्तार किया गया।"),
        ("ur", "شاعر کب پیدا ہوئے؟", "شاعر 5 مئی 2019 کو انتقال کر گئے۔"),
        ("ar", "متى أفرج عنه؟", "اعتقل في 5 مايو 2019."),
        ("fa", "او کی آزاد شد؟", "او در ۵ مه ۲۰۱۹ بازداشت شد."),
        ("en", "Which country rejected the plan?", "Egypt accepted the plan."),
        ("en", "Which country won the match?", "Pakistan lost the match."),
        ("ur", "کون سا ملک میچ جیتا؟", "پاکستان میچ ہار گیا۔"),
        ("fa", "کدام کشور طرح را رد کرد؟", "مصر طرح را پذیرفت."),
        ("en", "Which countries signed the deal?", "Russia and China refused to sign the deal."),
        ("en", "Which countries abstained?", "Except for Russia and China, all abstained."),
        ("en", "Which countries are not members?", "Russia and China are members."),
        ("ru", "Какие страны воздержались?", "Против голосовали Россия и Китай."),
        ("ar", "ما الدول التي عارضت القرار؟", "أيدت روسيا والصين القرار."),
        ("hi", "कितने देशों ने पक्ष में वोट दिया?", "30 देशों ने विरोध में वोट दिया।"),
        ("en", "How many countries voted in favour?", "3 countries abstained."),
    ],
)
def test_no_fact_of_another_deed(lang: str, question: str, sentence: str) -> None:
    assert _lead(lang, question, lang, sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence", "fact"),
    [
        ("When was the fort built?", "Construction of the fort was completed in 1995.", "1995"),
        ("When will the bridge be ready?", "The bridge will be inaugurated at the end of May 2025.", "May 2025"),
        ("When was the closure announced?", "The closure was announced on 5 May 2019.", "5 May 2019"),
        ("When did the summit take place?", "The leaders met on 5 May 2019.", "5 May 2019"),
        ("When was the summit cancelled?", "The summit was cancelled on 5 May 2019.", "5 May 2019"),
        ("When was the road closed?", "The road has been closed since 5 May 2019.", "5 May 2019"),
        ("When was she released?", "Arrested last year, she was released on 5 May 2019.", None),
        ("Which countries signed the deal?", "Russia and China signed the deal.", "Russia and China"),
    ],
)
def test_what_is_told_of_the_deed_that_is_asked_about_leads(question: str, sentence: str, fact: str | None) -> None:
    assert _lead("en", question, "en", sentence) == fact
