"""What is denied, false or only planned leads no answer that asks what happened."""

import pytest

from rag.happened import asks_what_is_to_be
from rag.lead import Source, lead_fact
from rag.wants import read_wants


def _lead(question: str, lang: str, sentence: str, told: str, published: str | None = None) -> str | None:
    source = Source(sentence, told, published, "day" if published else None)
    lead = lead_fact(read_wants(question, lang), question, lang, source)
    return lead.text if lead else None


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "Durrani also denied that he had offered his resignation on Thursday."),
        ("ur", "درانی نے جمعرات کو استعفے کی پیشکش کرنے کی بھی تردید کی۔"),
        ("ar", "كما نفى دراني أن يكون قد قدم استقالته يوم الخميس."),
        ("fa", "درانی همچنین تکذیب کرد که روز پنجشنبه استعفا داده است."),
        ("ru", "Дуррани также опроверг, что предложил свою отставку в четверг."),
        ("hi", "दुर्रानी ने गुरुवार को इस्तीफ़े की पेशकश करने से भी इनकार किया।"),
        ("en", "Reports that Durrani resigned on Thursday are false."),
        ("en", "Durrani did not resign on Thursday."),
    ],
)
def test_no_date_of_what_is_denied(lang: str, sentence: str) -> None:
    assert _lead("When did Durrani offer his resignation?", "en", sentence, lang, "2024-05-18") is None


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "The deal was to have been signed on 22 April 2024."),
        ("en", "On 22 April 2024 the deal was to be signed."),
        ("ur", "معاہدے پر 22 اپریل 2024 کو دستخط ہونے تھے۔"),
        ("ar", "كان من المقرر توقيع الاتفاقية في 22 أبريل 2024."),
        ("fa", "قرار بود قرارداد در ۲۲ آوریل ۲۰۲۴ امضا شود."),
        ("ru", "Протокол отказались подписывать банки; планировалось подписать его 22 апреля 2024 года."),
        ("hi", "समझौते पर 22 अप्रैल 2024 को हस्ताक्षर होने थे।"),
    ],
)
def test_no_date_of_what_was_only_planned(lang: str, sentence: str) -> None:
    for question, asked in (("When was it signed?", "en"), ("Когда его подписали?", "ru")):
        assert _lead(question, asked, sentence, lang) is None
    assert _lead("When was it to be signed?", "en", sentence, lang) == "22 April 2024"


@pytest.mark.parametrize(
    ("question", "sentence", "fact"),
    [
        ("When was the deal signed?", "The deal signed on 5 May 2024 is expected to boost trade.", "5 May 2024"),
        ("When did he resign?", "He resigned on 5 May 2019 because he did not agree.", "5 May 2019"),
        ("When did the plant shut down?", "The plant shut down on 5 May 2019 and never reopened.", "5 May 2019"),
        ("When was it announced?", "He announced on 5 May 2019 that it would not be built.", "5 May 2019"),
        ("When was it built?", "He announced that it was not built on 5 May 2019.", None),
        ("When did they sign?", "On 5 May 2019, Iran and Pakistan did not sign.", None),
        ("When did the minister deny it?", "The minister denied the report on 5 May 2019.", "5 May 2019"),
        ("By what date must it be signed?", "It must be signed no later than 5 May 2024.", "5 May 2024"),
        ("When is the summit?", "The summit is scheduled for 5 May 2024.", "5 May 2024"),
        ("How many countries signed?", "Three countries are expected to sign.", None),
        ("How many countries will sign?", "Three countries are expected to sign.", "3 countries"),
        ("How many countries signed?", "Three countries signed.", "3 countries"),
        ("How many countries rejected the plan?", "5 countries rejected the plan.", "5 countries"),
    ],
)
def test_what_happened_or_is_asked_as_planned_leads(question: str, sentence: str, fact: str | None) -> None:
    assert _lead(question, "en", sentence, "en") == fact


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("ur", "بندرگاہ کا افتتاح 5 مئی 2019 کو ہوا اور اس میں توسیع متوقع ہے۔"),
        ("ar", "افتتح الميناء في 5 مايو 2019 ولم يغلق."),
        ("fa", "بندر در ۵ مه ۲۰۱۹ افتتاح شد و انتظار می‌رود تجارت افزایش یابد."),
        ("ru", "Порт открыли 5 мая 2019 года, и ожидается рост торговли."),
        ("hi", "बंदरगाह 5 मई 2019 को खोला गया और व्यापार बढ़ने की उम्मीद है।"),
    ],
)
def test_what_is_planned_or_not_so_beside_it_silences_no_date(lang: str, sentence: str) -> None:
    assert _lead("When was the port opened?", "en", sentence, lang) == "5 May 2019"


@pytest.mark.parametrize(
    ("lang", "question", "sentence"),
    [
        ("en", "How many people died?", "Reports that 12 people died are unfounded."),
        ("ur", "کتنے افراد ہلاک ہوئے؟", "حادثے میں 12 افراد کی ہلاکت کی خبریں غلط ثابت ہوئیں۔"),
        ("hi", "कितने लोग मारे गए?", "12 लोगों के मारे जाने की ख़बर ग़लत है।"),
        ("ru", "Сколько человек погибло?", "Сообщения о гибели 12 человек не соответствуют действительности."),
        ("ar", "كم شخصا قتل؟", "الأنباء عن مقتل 12 شخصا عارية عن الصحة."),
        ("fa", "چند نفر کشته شدند؟", "خبر کشته شدن ۱۲ نفر بی‌اساس است."),
        ("en", "How many people died?", "12 people narrowly escaped death."),
        ("ur", "کتنے افراد ہلاک ہوئے؟", "حادثے میں 12 افراد بال بال بچ گئے۔"),
        ("ur", "کتنے افراد ہلاک ہوئے؟", "12 افراد موت کے منہ سے بچ گئے۔"),
        ("hi", "कितने लोग मारे गए?", "12 लोग बाल-बाल बच गए।"),
        ("ru", "Сколько человек погибло?", "12 человек чудом избежали гибели."),
        ("ar", "كم شخصا قتل؟", "نجا 12 شخصا من الموت."),
        ("fa", "چند نفر کشته شدند؟", "۱۲ نفر از مرگ نجات یافتند."),
    ],
)
def test_no_number_of_what_is_false_or_was_escaped(lang: str, question: str, sentence: str) -> None:
    assert _lead(question, lang, sentence, lang) is None


def test_those_who_escaped_are_told_to_who_asks_for_them() -> None:
    assert _lead("How many people were rescued?", "en", "۳۰۰ نفر نجات یافتند.", "fa") == "300 people"
    assert _lead("How many people were rescued?", "en", "300 افراد کو بچا لیا گیا۔", "ur") == "300 people"
    assert _lead("کتنے افراد بچ گئے؟", "ur", "12 افراد بال بال بچ گئے۔", "ur") == "۱۲ افراد"


@pytest.mark.parametrize(
    ("lang", "question", "coming"),
    [
        ("en", "When was it signed?", False),
        ("en", "When did the plane land?", False),
        ("en", "When is it due?", True),
        ("ur", "یہ کب کھلا؟", False),
        ("ur", "یہ کب کھلے گا؟", True),
        ("ar", "متى تم التوقيع؟", False),
        ("ar", "متى يفتتح الجسر؟", True),
        ("fa", "کی امضا شد؟", False),
        ("fa", "کی امضا می‌شود؟", True),
        ("ru", "Когда открыт мост?", False),
        ("ru", "Когда погиб поэт?", False),
        ("ru", "Когда стартует раунд?", True),
        ("hi", "यह कब खुला?", False),
        ("hi", "यह कब खुलेगा?", True),
        ("ur-Latn", "yeh kab khula?", False),
        ("ur-Latn", "yeh kab khule ga?", True),
    ],
)
def test_what_is_to_be_is_asked(lang: str, question: str, coming: bool) -> None:
    assert asks_what_is_to_be(question, lang) is coming
